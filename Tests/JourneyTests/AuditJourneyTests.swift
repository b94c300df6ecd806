import Foundation
import Testing

/// The log as auditors meet it.
struct AuditJourneyTests {
    @Test
    func `a pack verifies offline; one flipped bit anywhere in its leaves is found; a checkpoint from outside holds`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let outside = mandate.folder.path + "/outside"
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: false)
        #expect(try mandate("audit", "checkpoint", "--to", outside).code == 0)
        let note = try #require(FileManager.default.contentsOfDirectory(atPath: outside).first)
        #expect(try mandate("agent", "pause", "paid-social", "--reason", "a test").code == 0)
        #expect(try mandate("audit", "verify", "--against", outside + "/" + note).code == 0)

        let pack = mandate.folder.path + "/pack"
        #expect(try mandate("audit", "export", "--out", pack).code == 0)
        #expect(try mandate("audit", "export", "--out", pack).code == 6, "a pack is never written over")
        // Offline: the home is not needed.
        #expect(try mandate.run(["audit", "verify", pack, "--home", "/nowhere"]).code == 0)
        let leaves = URL(filePath: pack + "/leaves/000000000000.bin")
        let bytes = try Data(contentsOf: leaves)
        for place in stride(from: 3, to: bytes.count, by: max(1, bytes.count / 5)) {
            var changed = bytes
            changed[place] ^= 1
            try changed.write(to: leaves)
            let verdict = try mandate.run(["audit", "verify", pack])
            #expect(verdict.code == 7, "byte \(place)")
        }
        try bytes.write(to: leaves)
        #expect(try mandate.run(["audit", "verify", pack]).code == 0)
    }

    @Test
    func `the log goes on under a new key, and the old key's signatures still count`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox").code == 0)
        let unconfirmed = try mandate("audit", "key", "rotate")
        #expect(unconfirmed.code == 2 && unconfirmed.err.contains("--confirm=rotate"))
        for _ in 0..<2 {
            #expect(try mandate("audit", "key", "rotate", "--confirm=rotate").code == 0)
            #expect(try mandate("audit", "checkpoint").code == 0)
            #expect(try mandate("audit", "verify").code == 0)
        }
    }
}
