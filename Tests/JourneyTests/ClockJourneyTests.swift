import Foundation
import Schemas
import Testing

/// A clock that somebody set, through the built program. What is set here is what the home keeps of its clock, which is the same
/// to it: the system's own clock is not a test's to set.
@Suite struct ClockJourneyTests {
    /// A home with a wall clock, an agent that acts, and a hold.
    private func acting() throws -> MandateProgram {
        let mandate = try MandateProgram()
        let file = mandate.folder.path + "/charter.yaml"
        // A home with a wall clock has data of the days before it.
        let days = try Self.lastDays(92)
        try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
            .replacing("by: 2017-12-31", with: "by: 2099-12-31")
            .replacing("measured: 2017-07-01/2017-09-30", with: "measured: \(days)")
            .replacing("freshness: 24 h", with: "freshness: 90 d")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let home = ["--home", mandate.folder.path + "/home"]
        for words in [
            ["init", "--sandbox"], ["charter", "apply", file],
            ["import", MandateProgram.invented.path, "--currency", "GBP", "--period", days],
            ["agent", "run", "paid-social", "--shadow"],
            ["agent", "promote", "paid-social", "--to", "probation", "--confirm=paid-social"],
        ] {
            let outcome = try mandate.run(home + words)
            #expect(outcome.code == 0, "\(words): \(outcome.out)\(outcome.err)")
        }
        return mandate
    }

    /// That many days up to yesterday, as an interval.
    private static func lastDays(_ count: Int) throws -> String {
        let yesterday = try #require(Calendar.current.date(byAdding: .day, value: -1, to: Date()))
        let first = try #require(Calendar.current.date(byAdding: .day, value: 1 - count, to: yesterday))
        return [first, yesterday].map { $0.ISO8601Format(.iso8601.year().month().day()) }.joined(separator: "/")
    }

    @Test(arguments: ["-3 days", "+3 days"])
    func `P1 a clock set by three days stops effects, and no deadline and no review passes by it`(kept: String) throws {
        let mandate = try acting()
        defer { mandate.remove() }
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let held = try #require(run["held"]?.arrayValue?.first?["decision"]?.stringValue)
        let stages = try mandate("agent", "show", "paid-social", "--json").json()["agent"]?["stages"]
        #expect(stages?.arrayValue?.count == 4)
        let effects = try mandate.effects().count
        try mandate.shiftClock(kept)
        // Three days on, as such a clock would have it: the hold is overdue, and daily reviews were missed.
        try mandate.tamper("UPDATE hold SET deadline = deadline - 259200000")
        try mandate.tamper("UPDATE charter_version SET applied_at = applied_at - 259200000")
        for words in [
            ["agent", "run", "paid-social"], ["agent", "run", "paid-social", "--shadow"], ["approve", held],
        ] {
            let outcome = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(outcome.code == 9 && outcome.err.contains("mandate clock accept"), "\(words): \(outcome.err)")
        }
        #expect(try mandate("clock", "show").code == 9)
        #expect(try mandate("doctor").code == 1)
        #expect(try mandate.effects().count == effects)
        #expect(try mandate("inbox").out.contains(held.prefix(8)), "nobody was late by a clock that is wrong")
        #expect(
            try mandate("agent", "show", "paid-social", "--json").json()["agent"]?["stages"] == stages,
            "no review was missed")
        #expect(try mandate("agent", "demote", "paid-social", "ads.pause", "--to", "shadow").code == 0)
        #expect(try mandate("halt").code == 0)
        #expect(try mandate("unhalt").code == 9, "the door is open, and nothing goes")
        #expect(try mandate("agent", "pause", "paid-social", "--reason", "odd").code == 0)
        #expect(try mandate("agent", "resume", "paid-social").code == 9)
        // The clock is right again.
        try mandate.tamper("UPDATE hold SET deadline = deadline + 259200000")
        try mandate.tamper("UPDATE charter_version SET applied_at = applied_at + 259200000")
        try mandate.shiftClock(kept.hasPrefix("-") ? "+3 days" : "-3 days")
        #expect(try mandate("clock", "show").code == 0)
        #expect(try mandate("agent", "resume", "paid-social").code == 0)
        let approved = try mandate("approve", held)
        #expect(approved.code == 0, "\(approved.out)\(approved.err)")
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test func `P1 time goes on from a clock that two people accept, on their signatures`() throws {
        let mandate = try acting()
        defer { mandate.remove() }
        let nothing = try mandate("clock", "accept")
        #expect(nothing.code == 6 && nothing.err.contains("nothing to accept"))
        // Somebody worked with a clock of 2099, and it is right again.
        try mandate.tamper("UPDATE setting SET value = '2099-01-01T00:00:00Z' WHERE name = 'instant'")
        let shown = try mandate("clock", "show", "--json")
        #expect(shown.code == 9)
        let wall = try #require(try shown.json()["wall"]?.stringValue)
        #expect(try shown.json()["time"]?.stringValue == "2099-01-01T00:00:00Z", "the later of the two")
        for confirmed in [[], ["--confirm=2099-01-01"]] {
            let asked = try mandate.run(["--home", mandate.folder.path + "/home", "clock", "accept"] + confirmed)
            #expect(asked.code == 2 && asked.err.contains("--confirm=\(wall.prefix(10))"), "\(asked.err)")
        }
        let day = "--confirm=\(wall.prefix(10))"
        let deputy = try mandate("clock", "accept", day, "--as", "deputy@example.com")
        #expect(deputy.code == 3 && deputy.err.contains("role `owner`"), "\(deputy.err)")
        let accepted = try mandate("clock", "accept", day, "--json")
        #expect(accepted.code == 0, "\(accepted.err)")
        #expect(try accepted.json()["instead"]?.stringValue == "2099-01-01T00:00:00Z")
        #expect(try mandate("clock", "show").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let entries = try mandate("audit", "search", "--kind", "clock_accepted").out
        #expect(entries.contains("owner@example.com") && entries.contains("deputy@example.com"))
        #expect(try mandate("audit", "verify").code == 0)
        #expect(try mandate("doctor").out.contains("fine  clock"))
    }

    @Test func `a simulated clock is never doubted, and every screen says that it is one`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("clock", "show").out.contains("2017-10-01T06:00:00Z, simulated"))
        #expect(try mandate("clock", "accept", "--confirm=2017-10-01").code == 6)
        for screen in [["inbox"], ["agent", "list"], ["review", "list"], ["audit", "tail"]] {
            let shown = try mandate.run(["--home", mandate.folder.path + "/home"] + screen)
            #expect(shown.code == 0 && shown.err.contains("the clock is simulated"), "\(screen): \(shown.err)")
        }
    }
}

extension MandateProgram {
    /// Moves what the home keeps of its clock, as if the system's had been set the other way.
    func shiftClock(_ by: String) throws {
        try tamper(
            """
            UPDATE setting SET value = json_set(value, '$.wall',
            strftime('%Y-%m-%dT%H:%M:%SZ', json_extract(value, '$.wall'), '\(by)')) WHERE name = 'clock'
            """)
    }
}
