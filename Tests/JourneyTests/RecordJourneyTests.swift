import Foundation
import Schemas
import Testing

/// The record of what was done, as people meet it: its gaps are an alarm, and it can be judged again.
struct RecordJourneyTests {
    private func ran() throws -> MandateProgram {
        let mandate = try MandateProgram()
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let words = ["import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"]
        #expect(try mandate.run(["--home", mandate.folder.path + "/home"] + words).code == 0)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        return mandate
    }

    @Test
    func `R178 an action without its record fails the doctor and is an alarm on the next run's screen`() throws {
        let mandate = try ran()
        defer { mandate.remove() }
        #expect(try mandate("doctor").code == 0)
        let quiet = try mandate("agent", "run", "paid-social")
        #expect(quiet.code == 0 && !quiet.out.contains("alarm:"), "\(quiet.out)")
        #expect(try mandate("inbox", "--json").json()["alarms"] == [])
        // Somebody writes to the store past the program.
        try mandate.tamper(
            "UPDATE action SET state = 'not_sent' WHERE id = (SELECT MIN(id) FROM action WHERE state = 'done')")
        let doctor = try mandate("doctor")
        #expect(doctor.code == 1 && doctor.out.contains("wrong record: 1 of "), "\(doctor.out)")
        let screen = try mandate("agent", "run", "paid-social")
        #expect(
            screen.code == 0 && screen.out.contains("alarm: actions that the log does not hold in full: `1`"),
            "\(screen.out)")
        let alarms = try mandate("agent", "run", "paid-social", "--json").json()["alarms"]?.arrayValue
        #expect(alarms?.count == 1)
        let inbox = try mandate("inbox")
        #expect(inbox.out.contains("alarms of the last run of paid-social"), "\(inbox.out)")
        let listed = try mandate("inbox", "--json").json()["alarms"]?.arrayValue
        #expect(listed?.count == 1 && listed?.first?["alarms"]?.arrayValue == alarms)
        #expect(try mandate("inbox", "--until", "2017-09-01", "--json").json()["alarms"] == [])
        #expect(try mandate("audit", "tail").out.contains("alarm silent"), "it is on record itself")
        // A receipt whose action is gone is a gap as well.
        try mandate.tamper("DELETE FROM action WHERE id = (SELECT MAX(id) FROM action WHERE state = 'done')")
        #expect(try mandate("doctor").out.contains("wrong record: 2 of "))
    }

    @Test
    func `R185 the newest run is judged again from its record: the same, without an effect or an entry`() throws {
        let mandate = try ran()
        defer { mandate.remove() }
        let sandbox = mandate.folder.path + "/home/sandbox"
        let before = try files(sandbox)
        let tail = try mandate("audit", "tail").out
        let first = try mandate("audit", "replay")
        #expect(first.code == 0 && first.out.contains("judged again from their record: all the same"), "\(first.out)")
        let json = try mandate("audit", "replay", "--json").json()
        let rulings = json["replays"]?.arrayValue ?? []
        #expect(!rulings.isEmpty && rulings.allSatisfy { $0["same"]?.boolValue == true })
        #expect(rulings.allSatisfy { $0["recorded"] == $0["again"] && $0["again"]?["verdict"] != nil })
        let one = try #require(rulings.first?["decision"]?.stringValue)
        #expect(try mandate("audit", "replay", one).out.contains("1 ruling judged again"))
        #expect(try mandate("audit", "replay", "zzzz").code == 5)
        #expect(try mandate("audit", "tail").out == tail)
        #expect(try files(sandbox) == before, "the platform's own ledger is as it was")
        // A record that was changed is judged by nobody.
        try mandate.tamper(
            "UPDATE payload SET content = CAST(REPLACE(CAST(content AS TEXT), '\"standing\":{', "
                + "'\"standing\":{\"stops\":[\"a test\"],') AS BLOB) WHERE position = "
                + "(SELECT MAX(leaf) FROM decision WHERE state = 'done')")
        let changed = try mandate("audit", "replay")
        #expect(changed.code == 7 && changed.err.contains("is not what it commits to"), "\(changed.out)\(changed.err)")
    }

    @Test func `a ruling that was erased as the log says is named by a replay and makes nothing odd of the rest`()
        throws
    {
        let mandate = try ran()
        defer { mandate.remove() }
        let run = try mandate("audit", "replay", "--json").json()
        let refused = run["replays"]?.arrayValue?.first { $0["recorded"]?["verdict"] == "refuse" }
        let one = try #require(refused?["decision"]?.stringValue)
        let found = try mandate("audit", "search", "--subject", one, "--kind", "ruling", "--json").json()
        let entry = try #require(found["position"]?.integerValue)
        #expect(try mandate("audit", "erase", "\(entry)", "--reason", "a contact asked", "--confirm=1").code == 0)
        let again = try mandate("audit", "replay")
        #expect(again.code == 0 && again.out.contains("1 ruling cannot be judged again: by owner@"), "\(again.out)")
        #expect(again.out.contains(": a contact asked"))
        let json = try mandate("audit", "replay", "--json").json()
        #expect(json["erased"] == 1 && json["different"] == 0)
        #expect(json["rulings"]?.integerValue == (run["rulings"]?.integerValue ?? 0) - 1)
        // Without an entry that says so, it is missing.
        try mandate.tamper("DELETE FROM payload WHERE position = (SELECT MAX(leaf) FROM decision WHERE state = 'done')")
        #expect(try mandate("audit", "replay").code == 7)
    }

    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            if let data = FileManager.default.contents(atPath: folder + "/" + name) { files[name] = data }
        }
        return files
    }
}
