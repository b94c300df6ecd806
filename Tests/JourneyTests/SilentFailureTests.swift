import Foundation
import Schemas
import Testing

/// P41 through the built program: a platform whose answers have another form is an alarm at once, and nothing is guessed.
struct SilentFailureTests {
    @Test func `P41 a platform that answers in another form ends the run with an alarm on record, in its first cycle`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let home = ["--home", mandate.folder.path + "/home"]
        for words in [
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"], ["charter", "apply", MandateProgram.charter],
            ["import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"],
            ["agent", "run", "paid-social", "--shadow"],
            ["agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social"],
            ["sandbox", "faults", "malformed:op=reads"],
        ] { #expect(try mandate.run(home + words).code == 0, "\(words)") }
        let effects = try mandate.effects().count
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 8 && run.err.contains("the platform could not be read"), "\(run.err)")
        let tail = try mandate("audit", "tail", "-c", "1").out
        #expect(tail.contains("alarm failed"), "\(tail)")
        let inbox = try mandate("inbox").out
        #expect(inbox.contains("  the run failed: the platform could not be read"), "\(inbox)")
        #expect(try mandate.effects().count == effects, "nothing is done on what was not understood")
        #expect(try mandate("sandbox", "faults", "none").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0, "it goes on by itself once it can read again")
        #expect(try !mandate("inbox").out.contains("the run failed"))
    }

    @Test func `a clock before what is recorded keeps every effect back until it is right`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let charter = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
        let file = mandate.folder.path + "/charter.yaml"
        try charter.replacing("by: 2017-12-31", with: "by: 2099-12-31").write(
            toFile: file, atomically: true, encoding: .utf8)
        #expect(try mandate("init", "--sandbox").code == 0)
        #expect(try mandate("charter", "apply", file).code == 0)
        let data = MandateProgram.invented.path
        #expect(try mandate("import", data, "--currency", "GBP", "--period", "2017-07-01/P3M").code == 0)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
        let recorded = try #require(
            try mandate.store("SELECT name, value FROM setting WHERE name = 'instant'")["instant"])
        try mandate.tamper("UPDATE setting SET value = '2099-01-01T00:00:00Z' WHERE name = 'instant'")
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 9 && run.err.contains("`2099-01-01T00:00:00Z` is recorded already"), "\(run.out)\(run.err)")
        #expect(try mandate.effects().isEmpty)
        let doctor = try mandate("doctor")
        #expect(doctor.code == 1 && doctor.out.contains("clock: the clock says"), "\(doctor.out)")
        try mandate.tamper("UPDATE setting SET value = '\(recorded)' WHERE name = 'instant'")
        #expect(try mandate("doctor").out.contains("fine  clock"))
    }

    /// The hold that the first run leaves.
    private func heldAfterRun(_ mandate: MandateProgram) throws -> String {
        try mandate.begin()
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        return try #require(items.first { $0["kind"]?.stringValue == "hold" }?["decision"]?.stringValue)
    }

    @Test func `a log that was changed stops everything before it begins, but for a halt`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let held = try heldAfterRun(mandate)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let effects = try mandate.effects()
        try mandate.tamper(
            "UPDATE leaf SET bytes = CAST(REPLACE(CAST(bytes AS TEXT), 'imported', 'imparted') AS BLOB) WHERE position = 4"
        )
        for words in [
            ["agent", "run", "paid-social"], ["approve", held], ["agent", "run", "paid-social", "--shadow"],
        ] {
            let refused = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(
                refused.code == 7 && refused.err.contains("nothing was done"), "\(words): \(refused.out)\(refused.err)")
        }
        #expect(try mandate.effects() == effects)
        #expect(try mandate("inbox", "--json").json()["items"]?.arrayValue == items, "the hold waits")
        #expect(try mandate("audit", "verify").code == 7 && mandate("halt").code == 0)
    }

    /// What somebody changes in the store past the program.
    private static let changes: [(name: String, sql: String)] = [
        ("who is asked", "UPDATE hold SET question = REPLACE(question, 'role:marketing-manager', 'role:cmo')"),
        ("until when", "UPDATE hold SET deadline = deadline + 2592000000"),
        (
            "an answer that nobody gave",
            "UPDATE escalation SET answer = 'nothing', answered_by = 'owner@example.com', closed = opened"
        ),
        ("a pause", "UPDATE agent SET paused_because = NULL, paused_by = NULL"),
        (
            "what waits",
            "UPDATE payload SET content = CAST(REPLACE(CAST(content AS TEXT), 'marketing-manager', 'marketing-director') AS BLOB)"
        ),
    ]

    @Test(arguments: changes.indices)
    func `P27 P30 what a hold, an answer or a pause says in the store has to be what was logged, or nothing is begun`(
        index: Int
    ) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let held = try heldAfterRun(mandate)
        if Self.changes[index].name == "a pause" {
            #expect(try mandate("agent", "pause", "paid-social", "--reason", "a doubt").code == 0)
        }
        let effects = try mandate.effects()
        try mandate.tamper(Self.changes[index].sql)
        for words in [["approve", held], ["agent", "run", "paid-social"]] {
            let refused = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(
                refused.code == 7 && refused.err.contains("nothing was done"),
                "\(Self.changes[index].name), \(words): \(refused.out)\(refused.err)")
        }
        #expect(try mandate.effects() == effects)
        #expect(try mandate("audit", "verify").code == 7)
    }

    @Test func `P27 a role that was written into the team's file gives nobody a yes`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let held = try heldAfterRun(mandate)
        let file = mandate.folder.path + "/home/team.yaml"
        let team = try String(contentsOfFile: file, encoding: .utf8)
        let deputy = try #require(team.range(of: "deputy@example.com"))
        let wide = team[deputy.upperBound...].replacing(
            "roles: [", with: "roles: [marketing-manager, ", maxReplacements: 1)
        try (team[..<deputy.upperBound] + wide).write(toFile: file, atomically: true, encoding: .utf8)
        let refused = try mandate("approve", held, "--as", "deputy@example.com")
        #expect(refused.code == 7 && refused.err.contains("the team's file gives"), "\(refused.out)\(refused.err)")
        try team.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try mandate("approve", held).code == 0)
    }

    @Test func `a change of the team that was cut short after it was signed is finished by the next command`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let held = try heldAfterRun(mandate)
        let (file, next) = (mandate.folder.path + "/home/team.yaml", mandate.folder.path + "/home/team.next.yaml")
        let before = try String(contentsOfFile: file, encoding: .utf8)
        #expect(try mandate("team", "add", "ana@example.com", "--role", "cmo").code == 0)
        let after = try String(contentsOfFile: file, encoding: .utf8)
        #expect(try before != after && String(contentsOfFile: next, encoding: .utf8) == after)
        // As a kill leaves it that comes between the log and the file.
        try before.write(toFile: file, atomically: true, encoding: .utf8)
        let first = try mandate("approve", held)
        #expect(first.code == 6 && first.err.contains("try again"), "\(first.out)\(first.err)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == after)
        #expect(try mandate("audit", "verify").code == 0 && mandate("approve", held).code == 0)
        // What the log does not say is not finished, whatever is kept of it.
        try before.write(toFile: file, atomically: true, encoding: .utf8)
        try after.replacing("roles: [cmo]", with: "roles: [cmo, owner]").write(
            toFile: next, atomically: true, encoding: .utf8)
        #expect(try mandate("agent", "run", "paid-social").code == 7)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
    }

    @Test func `P8 an owner closes and opens the door also where the store cannot be read`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox").code == 0)
        for name in ["store.db", "store.db-wal"] {
            try Data("no store".utf8).write(to: mandate.folder.appending(path: "home/\(name)"))
        }
        #expect(try mandate("inbox").code == 1)
        let halt = try mandate("halt")
        #expect(halt.code == 0 && halt.err.contains("the halt itself holds"), "\(halt.out)\(halt.err)")
        let unhalt = try mandate("unhalt")
        #expect(unhalt.code == 0 && unhalt.out.contains("effects may go again"), "\(unhalt.out)\(unhalt.err)")
    }

    @Test func `a clock that the store keeps in no form is read anew`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox").code == 0)
        #expect(try mandate("clock", "show").code == 0)
        try mandate.tamper("UPDATE setting SET value = 'no clock' WHERE name = 'clock'")
        #expect(try mandate("clock", "show").code == 0)
        let kept = try #require(try mandate.store("SELECT name, value FROM setting WHERE name = 'clock'")["clock"])
        #expect(kept.contains("since_start_ms"))
    }

    @Test func `a stage or a baseline that somebody changed in the store stops everything before it begins`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("agent", "demote", "paid-social", "ads.pause", "--to", "shadow").code == 0)
        let effects = try mandate.effects()
        try mandate.tamper("UPDATE stage SET stage = 'autonomous' WHERE tool = 'ads.pause'")
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 7 && run.err.contains("`ads.pause` of `paid-social` stands at `autonomous`"), "\(run.err)")
        #expect(try mandate.effects() == effects)
        // What takes freedom away goes, and sets it right.
        #expect(try mandate("agent", "demote", "paid-social", "ads.pause", "--to", "shadow").code == 0)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        try mandate.tamper("UPDATE baseline SET content = REPLACE(content, '\"target\":\"', '\"target\":\"9')")
        let moved = try mandate("agent", "run", "paid-social")
        #expect(moved.code == 7 && moved.err.contains("is not the frozen one"), "\(moved.out)\(moved.err)")
        #expect(try mandate.effects() == effects && mandate("halt").code == 0)
    }

    @Test(arguments: ["error_before:op=pause", "drop:op=pause"])
    func `P41 a run of which the platform did nothing says so with an alarm, and is counted so afterwards`(
        fault: String
    ) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("sandbox", "faults", fault).code == 0)
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 0, "\(run.err)")
        let saysDone = fault.hasPrefix("drop")
        #expect(try saysDone || mandate.effects().isEmpty, "the platform took nothing")
        #expect(!saysDone || run.out.contains("but `ad/505763` still shows status `active`"), "\(run.out)")
        #expect(run.out.contains("\nexecuted: 0\n") && run.out.contains("\nin doubt, not known to be done: 13\n"))
        #expect(
            run.out.contains("alarm: 13 actions were authorised and none is confirmed by the platform"), "\(run.out)")
        #expect(run.out.contains("`mandate resolve ID` settles it"))
        #expect(!run.out.contains("moved") && !run.out.contains("after all"), "\(run.out)")
        #expect(try mandate("audit", "search", "--kind", "alarm").out.contains("silent"))
        let again = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(again["executed"]?.arrayValue?.isEmpty == true)
        let states = (again["unconfirmed"]?.arrayValue ?? []).compactMap { $0["state"]?.stringValue }
        // What says done and is not is still in doubt and waits; what answers with an error is proved not to have happened.
        #expect(states == [String](repeating: "in_doubt", count: saysDone ? 0 : 13))
        let shown = try mandate("agent", "show", "paid-social").out.split(separator: "\n").filter {
            $0.hasPrefix("run ")
        }
        #expect(shown.count == 3 && shown.dropLast().allSatisfy { $0.contains(" 0 executed, ") }, "\(shown)")
    }

    @Test(arguments: [
        ("0644", "others may read the key"), ("gone", "log.key"), ("other", "is not the key that the log names"),
    ])
    func `where the log could not be signed nothing is begun, and every command that would says so`(
        state: String, why: String
    ) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let key = mandate.folder.path + "/home/keys/log.key"
        switch state {
        case "0644": try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        case "gone": try FileManager.default.moveItem(atPath: key, toPath: mandate.folder.path + "/log.key")
        default:
            try FileManager.default.removeItem(atPath: key)
            try FileManager.default.copyItem(
                atPath: mandate.folder.path + "/home/keys/deputy@example.com.key", toPath: key)
        }
        for words in [
            ["agent", "run", "paid-social"], ["agent", "demote", "paid-social", "--to", "shadow"],
            ["team", "away", "deputy@example.com"], ["audit", "erase", "1", "--reason", "x", "--confirm=1"],
        ] {
            let outcome = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(outcome.code != 0 && outcome.err.contains(why), "\(words): \(outcome.err)")
            #expect(outcome.err.contains("nothing was done"), "\(words): \(outcome.err)")
        }
        #expect(try mandate.effects().isEmpty)
        #expect(try mandate("team", "list").out.contains("away") == false)
        #expect(try mandate("halt").code == 0, "stopping needs no key")
    }

    @Test(arguments: ["error_before:op=pause", "drop:op=pause", "none"])
    func `P41 a halt that was to pause the spend and did not halts, names what goes on, and does not end with 0`(
        fault: String
    ) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("sandbox", "faults", fault).code == 0)
        let halt = try mandate("halt", "--pause-spend")
        #expect(halt.out.contains("halted: everything"))
        #expect(try mandate("agent", "run", "paid-social").code == 9, "the halt does not depend on it")
        guard fault != "none" else {
            #expect(halt.code == 0 && halt.out.contains("no campaign is active"), "\(halt.out)\(halt.err)")
            return
        }
        #expect(halt.code == 1, "\(halt.out)")
        #expect(halt.out.contains(": not paused: ") && !halt.out.contains("mandate inbox"), "\(halt.out)")
        #expect(
            halt.err.contains("everything is halted, but 3 of 3 campaigns are not confirmed as paused"), "\(halt.err)")
    }

    @Test func `a platform that is busy for a moment is asked again, for reads as for effects`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        for fault in ["rate_limited:op=reads,retry_after_ms=50,times=1", "error_before:op=reads,times=2"] {
            #expect(try mandate("sandbox", "faults", fault).code == 0)
            let run = try mandate("agent", "run", "paid-social")
            #expect(run.code == 0, "\(fault): \(run.err)")
        }
        #expect(try mandate("sandbox", "faults", "rate_limited:op=reads,retry_after_ms=20").code == 0)
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 8 && run.err.contains("the platform could not be read"), "\(run.err)")
    }
}
