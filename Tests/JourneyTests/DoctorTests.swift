import Foundation
import Testing

/// `doctor` names every part of a home that is wrong, and nothing that is not.
struct DoctorTests {
    /// The parts that it calls wrong, each with its line.
    private func wrong(_ mandate: MandateProgram) throws -> [String: String] {
        let doctor = try mandate("doctor")
        let lines = doctor.out.split(separator: "\n").map(String.init)
        #expect(lines.count >= 10 && lines.allSatisfy { $0.hasPrefix("fine  ") || $0.hasPrefix("wrong ") })
        let found = lines.filter { $0.hasPrefix("wrong ") }.map { String($0.dropFirst(6)) }
        #expect(doctor.code == (found.isEmpty ? 0 : 1), "\(doctor.out)")
        return Dictionary(found.map { (String($0.prefix { $0 != ":" }), $0) }) { first, _ in first }
    }

    @Test func `doors that are closed are wrong, whoever closed them, until they are open again`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try wrong(mandate).isEmpty)
        #expect(try mandate("halt").code == 0)
        #expect(try wrong(mandate).keys.sorted() == ["doors"])
        #expect(try mandate("unhalt").code == 0)
        #expect(try mandate("halt", "paid-social").code == 0)
        #expect(try wrong(mandate)["doors"]?.contains("`paid-social` is halted") == true)
        #expect(try mandate("unhalt", "paid-social").code == 0)
        let hand = mandate.folder.path + "/home/HALT"
        #expect(FileManager.default.createFile(atPath: hand, contents: nil))
        let byHand = try wrong(mandate)
        #expect(byHand.count == 1 && byHand["doors"]?.contains("`\(hand)`") == true, "\(byHand)")
        try FileManager.default.removeItem(atPath: hand)
        #expect(try wrong(mandate).isEmpty)
    }

    @Test func `a key of the log that is gone or open to others is wrong, and so is a team of one`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let (files, key) = (FileManager.default, mandate.folder.path + "/home/keys/log.key")
        try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let open = try wrong(mandate)
        #expect(open.count == 1 && open["keys"]?.contains("chmod 600") == true, "\(open)")
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        try files.moveItem(atPath: key, toPath: key + "-aside")
        let gone = try wrong(mandate)
        #expect(gone.count == 1 && gone["keys"]?.contains("`\(key)` is not there") == true, "\(gone)")
        try files.moveItem(atPath: key + "-aside", toPath: key)
        #expect(try mandate("team", "remove", "deputy@example.com").code == 0)
        let alone = try wrong(mandate)
        #expect(alone.count == 1 && alone["team"]?.contains("1 person; two approvals need two") == true, "\(alone)")
        #expect(try mandate("team", "add", "ana@example.com", "--role", "cmo").code == 0)
        #expect(try wrong(mandate).isEmpty)
    }

    @Test func `a leaf of the log that was changed is wrong, and named`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        try mandate.tamper(
            "UPDATE leaf SET bytes = CAST(REPLACE(CAST(bytes AS TEXT), 'imported', 'imparted') AS BLOB) WHERE position = 4"
        )
        let changed = try wrong(mandate)
        #expect(changed["log"]?.contains("`4`") == true, "\(changed)")
    }
}
