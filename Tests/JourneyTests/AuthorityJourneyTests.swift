import Cryptography
import Foundation
import Schemas
import Testing

/// What a key that is nobody's, and a person without the role, can do through the built binary: nothing.
struct AuthorityJourneyTests {
    /// A home in which an agent has run, and a key that belongs to nobody.
    private func begun(_ mandate: MandateProgram) throws -> (evil: String, hold: String, done: String) {
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let hold = try #require(run["held"]?.arrayValue?.first?["decision"]?.stringValue)
        let done = try #require(run["executed"]?.arrayValue?.first?["decision"]?.stringValue)
        let evil = mandate.folder.path + "/evil.key"
        try Data((String(repeating: "66", count: 32) + "\n").utf8).write(to: URL(filePath: evil))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: evil)
        return (evil, hold, done)
    }

    private func wide(_ mandate: MandateProgram) throws -> String {
        let text = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
            .replacing("change: 15 % of current", with: "change: 29 % of current")
        let file = mandate.folder.path + "/wide.yaml"
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    @Test
    func `P27 a key that is nobody's signs nothing, whatever the command, and the log stays as it was`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let (evil, hold, done) = try begun(mandate)
        let team = try Data(contentsOf: URL(filePath: mandate.folder.path + "/home/team.yaml"))
        #expect(try mandate("halt", "paid-social").code == 0)
        let size = try mandate("audit", "verify", "--json").json()["entries"]?.integerValue
        let hex = String(repeating: "ab", count: 32)
        for words in [
            ["team", "away", "owner@example.com"],
            ["team", "add", "mallory@example.com", "--role", "owner", "--public-key", hex],
            ["unhalt"], ["unhalt", "paid-social"], ["approve", hold], ["reject", hold, "--reason", "no"],
            ["undo", done],
            ["review", "sign", "paid-social"], ["charter", "apply", try wide(mandate)],
            ["agent", "pause", "paid-social"], ["agent", "demote", "paid-social", "--to", "shadow"],
        ] {
            let refused = try mandate.run(["--home", mandate.folder.path + "/home"] + words + ["--key", evil])
            #expect(refused.code == 3, "\(words): \(refused.code) \(refused.out) \(refused.err)")
        }
        #expect(try mandate("audit", "verify", "--json").json()["entries"]?.integerValue == size)
        #expect(try Data(contentsOf: URL(filePath: mandate.folder.path + "/home/team.yaml")) == team)
        #expect(try mandate("agent", "run", "paid-social").code == 9, "it is still halted")
        #expect(try mandate("halt", "--key", evil).code == 0, "a halt never waits for a key")
        #expect(try mandate("audit", "verify").code == 0, "and claims none that is nobody's")
        #expect(try mandate("unhalt").code == 0)
        #expect(try mandate("unhalt", "paid-social").code == 0)
        #expect(try mandate("approve", hold).code == 0)
    }

    @Test
    func `P29 somebody who is no owner changes neither team nor charter nor doors`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        _ = try begun(mandate)
        #expect(try mandate("team", "add", "ana@example.com", "--role", "analyst", "--new-role").code == 0)
        #expect(try mandate("halt").code == 0)
        for person in ["deputy@example.com", "ana@example.com"] {
            for words in [
                ["team", "add", person, "--role", "owner"], ["team", "away", "owner@example.com"], ["unhalt"],
                ["charter", "apply", try wide(mandate)],
            ] {
                let refused = try mandate.run(["--home", mandate.folder.path + "/home"] + words + ["--as", person])
                #expect(refused.code == 3, "\(words) \(person): \(refused.code) \(refused.err)")
            }
        }
        #expect(try mandate("team", "add", "owner@example.com", "--role", "cmo").code == 6, "an owner has to be left")
        #expect(try mandate("charter", "apply", try wide(mandate)).code == 0)
        #expect(try mandate("unhalt").code == 0)
    }

    @Test
    func `P27 a new key of somebody leaves what they signed before as it was`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        _ = try begun(mandate)
        let key = try #require(SigningKey(seed: [UInt8](repeating: 5, count: 32))).verifyingKey.description
        #expect(
            try mandate("team", "add", "deputy@example.com", "--role", "cmo", "--public-key", key).code == 0)
        let verified = try mandate("audit", "verify")
        #expect(verified.code == 0, "\(verified.out)")
        #expect(
            try mandate("agent", "pause", "paid-social", "--as", "deputy@example.com").code == 3, "the old key is gone")
    }

    @Test
    func `P27 somebody who is removed acts no more, what they signed verifies, and the last owner stays`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        _ = try begun(mandate)
        #expect(try mandate("team", "add", "ana@example.com", "--role", "cmo").code == 0)
        #expect(try mandate("agent", "pause", "paid-social", "--as", "ana@example.com").code == 0)
        #expect(try mandate("team", "remove", "ana@example.com", "--as", "deputy@example.com").code == 3)
        #expect(try mandate("team", "remove", "ana@example.com").code == 0)
        #expect(try !mandate("team", "list").out.contains("ana@example.com"))
        #expect(try mandate("agent", "pause", "paid-social", "--as", "ana@example.com").code == 5)
        let verified = try mandate("audit", "verify")
        #expect(verified.code == 0, "\(verified.out)")
        let last = try mandate("team", "remove", "owner@example.com")
        #expect(last.code == 6 && last.err.contains("nobody would hold the role `owner`"), "\(last.err)")
        #expect(try mandate("team", "remove", "ana@example.com").code == 5)
    }

    @Test
    func `a role that nobody asks for is refused with the nearest one, and roles that go are named`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        _ = try begun(mandate)
        let typo = try mandate("team", "add", "ana@example.com", "--role", "marketing-manger")
        #expect(typo.code == 2 && typo.err.contains("did you mean `marketing-manager`"), "\(typo.err)")
        #expect(try mandate("team", "add", "ana@example.com", "--role", "king").code == 2)
        #expect(try mandate("team", "add", "ana@example.com", "--role", "king", "--new-role").code == 0)
        let fewer = try mandate("team", "add", "deputy@example.com", "--role", "cmo")
        #expect(fewer.code == 0 && fewer.out.contains("no longer: revops"), "\(fewer.out) \(fewer.err)")
    }

    @Test
    func `P8 a door that is taken away stays closed, also for an approval, until it is opened on a signature`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let (_, hold, _) = try begun(mandate)
        #expect(try mandate("halt", "paid-social").code == 0)
        try FileManager.default.removeItem(atPath: mandate.folder.path + "/home/doors/paid-social-halted")
        #expect(try mandate("approve", hold).code == 9)
        #expect(try mandate("charter", "apply", try wide(mandate)).code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 9, "a new version of the charter opens no door")
        #expect(try mandate("unhalt", "paid-soical").code == 5)
        #expect(try mandate("unhalt", "paid-social").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
    }

    @Test
    func `an agent cannot be called effects, and a home that others may enter is not used`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let text = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
            .replacing("charter: paid-social", with: "charter: effects")
        let checked = try mandate.run(["charter", "check", "-"], input: text)
        #expect(checked.code == 1 && checked.out.contains("`effects`"), "\(checked.out)")
        let home = mandate.folder.path + "/home"
        let mode = try FileManager.default.attributesOfItem(atPath: home + "/store.db")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: home)
        let refused = try mandate("inbox")
        #expect(refused.code == 3 && refused.err.contains("chmod 700"), "\(refused.err)")
        #expect(try mandate("halt").code == 0, "a halt works all the same")
    }
}
