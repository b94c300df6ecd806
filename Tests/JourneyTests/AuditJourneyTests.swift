import Foundation
import Schemas
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
    func `a pack about a period holds every leaf, and payloads, proofs and report of its days alone`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        #expect(try mandate("sandbox", "advance", "3d", "--reviewed").code == 0)
        #expect(try mandate("agent", "pause", "paid-social", "--reason", "on the fourth").code == 0)
        func export(_ name: String, _ more: String...) throws -> (folder: String, entries: Int64) {
            let folder = mandate.folder.path + "/" + name
            let home = ["--home", mandate.folder.path + "/home"]
            let outcome = try mandate.run(home + ["audit", "export", "--out", folder, "--json"] + more)
            #expect(outcome.code == 0, "\(outcome.err)")
            let checked = try mandate.run(["audit", "verify", folder, "--home", "/nowhere"])
            #expect(checked.code == 0, "\(checked.out)")
            return (folder, try outcome.json()["entries"]?.integerValue ?? -1)
        }
        func text(_ pack: String, _ file: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(filePath: "\(pack)/\(file)")), as: UTF8.self)
        }
        let all = try export("all")
        let first = try export("first", "--period", "2017-10-01/2017-10-01")
        let later = try export("later", "--period", "2017-10-02/P1M")
        #expect(first.entries > 20 && later.entries > 2 && first.entries + later.entries >= all.entries)
        let leaves = try [all, first, later].map { pack in
            try Data(contentsOf: URL(filePath: pack.folder + "/leaves/000000000000.bin")).count
        }
        #expect(leaves[0] <= leaves[1] && leaves[1] <= leaves[2], "each export adds an entry, and none leaves one out")
        let payloads = "payloads/000000000000.bin"
        #expect(try text(all.folder, payloads).contains("on the fourth"))
        #expect(try !text(first.folder, payloads).contains("on the fourth"))
        #expect(try text(later.folder, payloads).contains("on the fourth"))
        #expect(try !text(later.folder, payloads).contains("ads.pause"), "the run was on the first")
        #expect(try text(first.folder, "report.html").contains("2017-10-01/2017-10-01"))
        #expect(try text(first.folder, "report.html").contains("ads.pause"))
        #expect(try !text(later.folder, "report.html").contains("ads.pause"))
        let proofs = try text(first.folder, "proofs.txt").split(separator: "\n").count
        #expect(Int64(proofs) == first.entries)
        let python = try mandate.python(first.folder + "/verify.py")
        #expect(python == 0, "the small checker agrees")
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
    @Test
    func `a rotation that was cut short after the store knew of it is finished by the next command`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox").code == 0)
        let file = URL(filePath: mandate.folder.path + "/home/keys/log.key")
        let old = try Data(contentsOf: file)
        #expect(try mandate("audit", "key", "rotate", "--confirm=rotate").code == 0)
        // Killed before the new key took the old one's place.
        try old.write(to: file)
        #expect(try mandate("audit", "checkpoint").code == 0)
        #expect(try Data(contentsOf: file) != old)
        #expect(try Data(contentsOf: URL(filePath: file.path + ".before")) == old)
        try old.write(to: file)
        #expect(try mandate("audit", "key", "rotate", "--confirm=rotate").code == 0)
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test
    func `P24 the program sees a store that was put back, begins its log again, and says so`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let (store, copy) = (mandate.folder.path + "/home/store.db", mandate.folder.path + "/copy.db")
        try FileManager.default.copyItem(atPath: store, toPath: copy)
        #expect(try mandate("agent", "pause", "paid-social", "--reason", "a test").code == 0)
        #expect(try mandate("audit", "checkpoint", "--to", mandate.folder.path).code == 0)
        let first = try mandate("audit", "checkpoint", "--json").json()["note"]?.stringValue ?? ""
        for rest in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: store + rest) {
            try FileManager.default.removeItem(atPath: store + rest)
        }
        try FileManager.default.moveItem(atPath: copy, toPath: store)
        let verify = try mandate("audit", "verify")
        #expect(verify.code == 7 && verify.out.contains("the rest is missing"), "\(verify.out)")
        #expect(try mandate("doctor").code == 1)
        let list = try mandate("inbox")
        #expect(list.code == 0 && list.err.contains("does not go on from its last checkpoint"))
        for reason in ["one", "two", "three"] {
            #expect(try mandate("agent", "pause", "paid-social", "--reason", reason).code == 0)
            #expect(try mandate("audit", "checkpoint").code == 0)
        }
        let second = try mandate("audit", "checkpoint", "--json").json()["note"]?.stringValue ?? ""
        #expect(first.split(separator: "\n").first != second.split(separator: "\n").first, "another name")
        let again = try mandate("audit", "verify")
        #expect(again.code == 0 && again.out.contains("begun again after"), "\(again.out)")
        let held = try #require(
            FileManager.default.contentsOfDirectory(atPath: mandate.folder.path).first { $0.hasPrefix("checkpoint-") })
        #expect(try mandate("audit", "verify", "--against", mandate.folder.path + "/" + held).code == 7)
        let pack = mandate.folder.path + "/pack"
        #expect(try mandate("audit", "export", "--out", pack).code == 0)
        #expect(try mandate("audit", "verify", pack).code == 0)
    }
    @Test
    func `P24 a home that was put back whole is seen by the copy outside it, and two states are never both signed`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let (home, copy) = (mandate.folder.path + "/home", mandate.folder.path + "/backup")
        let outside = mandate.folder.path + "/outside"
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: false)
        #expect(try mandate("audit", "checkpoint", "--to", outside).code == 0)
        try FileManager.default.copyItem(atPath: home, toPath: copy)
        // What is signed later gets there by itself.
        for reason in ["one", "two"] {
            #expect(try mandate("agent", "pause", "paid-social", "--reason", reason).code == 0)
            #expect(try mandate("audit", "checkpoint").code == 0)
        }
        func notes() throws -> [String] {
            let names = try FileManager.default.contentsOfDirectory(atPath: outside).filter { $0.hasPrefix("latest-") }
            return try names.sorted().map { try String(contentsOfFile: "\(outside)/\($0)", encoding: .utf8) }
        }
        let first = try notes()
        try FileManager.default.removeItem(atPath: home)
        try FileManager.default.moveItem(atPath: copy, toPath: home)
        #expect(try mandate("audit", "verify").code == 7)
        #expect(try mandate("doctor").code == 1)
        for reason in ["three", "four", "five"] {
            #expect(try mandate("agent", "pause", "paid-social", "--reason", reason).code == 0)
            #expect(try mandate("audit", "checkpoint").code == 0)
        }
        let both = try notes()
        #expect(first.count == 1 && both.count == 2 && both.contains(first[0]), "the old name's note is as it was")
        #expect(Set(both.compactMap { $0.split(separator: "\n").first }).count == 2)
        let verify = try mandate("audit", "verify")
        #expect(verify.code == 0 && verify.out.contains("begun again after"), "\(verify.out)")
        #expect(try mandate("doctor").out.contains("fine  copies: 1 place "))
        try FileManager.default.removeItem(atPath: outside)
        #expect(try mandate("agent", "resume", "paid-social").code == 0)
        #expect(try mandate("audit", "checkpoint").code == 0, "work goes on where a place is not there")
        #expect(try mandate("doctor").out.contains("wrong copies"))
        #expect(try mandate("audit", "checkpoint", "--to", outside, "--forget").code == 0)
        let doctor = try mandate("doctor")
        #expect(doctor.code == 0, "\(doctor.out)")
    }
}
