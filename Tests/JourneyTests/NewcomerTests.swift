import Foundation
import Schemas
import Testing

/// What went wrong for people who used it for the first time, through the built program.
struct NewcomerTests {
    @Test
    func `a run before any promotion is refused in one line and spoils nothing for the run after it`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        let early = try mandate("agent", "run", "paid-social")
        #expect(early.code == 3 && early.err.contains("--shadow") && early.err.contains("agent promote"))
        let shadow = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        try promote(mandate)
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(objects(run, "executed") == objects(shadow, "executed"))
    }

    @Test
    func `every executed action is measured against its forecast a week later, in few characters`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        try promote(mandate)
        let executed = objects(try mandate("agent", "run", "paid-social", "--json").json(), "executed")
        #expect(!executed.isEmpty)
        #expect(try mandate("sandbox", "advance", "7d", "--reviewed").code == 0)
        let later = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        let measured = (later["forecasts"]?.arrayValue ?? []).compactMap { $0["entity"]?.stringValue }
        #expect(measured.sorted() == executed)
        let screen = try mandate("agent", "run", "paid-social", "--shadow").out
        let shown = try mandate("agent", "show", "paid-social").out
        let goal = screen.split(separator: "\n").first { $0.hasPrefix("goal: cost per purchase from ") }
        #expect(goal.map { shown.contains($0) } == true, "\(shown)")
        let table = screen.split(separator: "\n").drop { !$0.hasPrefix("SINCE") }.prefix(5)
        #expect(!table.isEmpty && table.allSatisfy { $0.count <= 80 })
    }

    @Test("R164: an escalation explains itself by six parts; after do nothing it is not asked again on the same data")
    func escalations() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        try promote(mandate)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let item = try #require(items.first { $0["kind"]?.stringValue == "escalation" })
        let id = try #require(item["escalation"]?.stringValue)
        let lines = try mandate("explain", id).out.split(separator: "\n")
        for part in ["What", "Stopped", "Evidence", "Options", "Held", "Decides"] {
            #expect(lines.contains { $0.hasPrefix(part) }, "\(part) is missing")
        }
        #expect(lines.count <= 12)
        #expect(try mandate("answer", id, "--do-nothing").code == 0)
        let stopped = Set((item["objects"]?.arrayValue ?? []).compactMap(\.stringValue))
        let again = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(stopped.isDisjoint(with: objects(again, "escalated")))
    }

    @Test
    func `a run screen says money by day and the account's forecast, and no key without its words`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        let screen = try mandate("agent", "run", "paid-social", "--shadow").out
        let shown = try mandate("agent", "show", "paid-social").out
        let goal = screen.split(separator: "\n").first { $0.hasPrefix("goal: cost per purchase from ") }
        #expect(goal.map { shown.contains($0) } == true, "\(shown)")
        #expect(screen.contains("money a day: would move "))
        #expect(screen.contains("forecast for the account after "))
        for line in screen.split(separator: "\n") {
            let text = line.drop { $0 == " " }
            #expect(!text.hasPrefix("constraints.") && !text.hasPrefix("escalation."), "\(line)")
        }
    }

    @Test
    func `halting an agent that is not there says so and halts nothing`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        let typo = try mandate("halt", "paid-soical")
        #expect(typo.code == 5 && typo.err.contains("nothing was halted") && !typo.out.contains("halted"))
        #expect(try mandate("halt", "paid-social").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 9)
    }

    @Test
    func `an empty charter is a finding, not silence`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let empty = try mandate.run(["charter", "check", "-"], input: "")
        #expect(empty.code == 1 && empty.out.contains("empty"))
    }

    @Test
    func `a German export with a title, semicolons, totals and no ad sets comes in, its bad row named`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2025-10-01T06:00:00Z").code == 0)
        let file = mandate.folder.appending(path: "bericht.csv")
        let text = """
            Bericht Kampagnen Q3

            Kampagne;Anzeigen-ID;Impressionen;Klicks;Kosten;Conversions
            Herbst;a1;1.234;12;1.234,56 €;3
            Herbst;a2;2.000;--;99,00 €;0
            "Herbst";a3;x;1;2,00 €;0
            Gesamt;;3.234;12;1.333,56 €;3

            """
        try Data(text.utf8).write(to: file)
        let imported = try mandate("import", file.path, "--period", "2025-07-01/2025-09-30", "--json")
        #expect(imported.code == 0, "\(imported.err)")
        let json = try imported.json()
        #expect(json["accepted"]?.integerValue == 2 && json["refused"]?.integerValue == 1)
        #expect(imported.out.contains("\"line\":6"))
        #expect(try mandate("sandbox", "advance", "1d").code == 0)
        let other = try mandate(
            "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2025-07-01/2025-09-30")
        #expect(other.code == 6 && other.err.contains("EUR") && other.err.contains("another home"))
    }

    private func begin(_ mandate: MandateProgram) throws {
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
    }

    private func promote(_ mandate: MandateProgram) throws {
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
    }

    private func objects(_ run: JSON, _ kind: String) -> [String] {
        (run[kind]?.arrayValue ?? []).compactMap { $0["entity"]?.stringValue }.sorted()
    }
}
