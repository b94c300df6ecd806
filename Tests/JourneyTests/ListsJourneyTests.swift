import Foundation
import Schemas
import Testing

/// Identifiers and amounts on the screens that list things.
struct ListsJourneyTests {
    @Test
    func `every short identifier of a screen names one thing, and a text that begins several names them`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let shadow = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        var screens = try mandate("agent", "run", "paid-social").out
        screens += try mandate("inbox").out
        let words = screens.split { $0 == " " || $0 == "\n" }.filter { $0.hasPrefix("01bvb8") }.map(String.init)
        #expect(words.count >= 8 && words.allSatisfy { $0.count < 20 })
        for word in words {
            let explained = try mandate("explain", word)
            #expect(explained.code == 0, "\(explained.err)")
        }
        let several = try mandate("explain", "01bvb8")
        #expect(several.code == 2 && several.err.contains("begins several: decision `01bvb8"), "\(several.err)")
        let said = several.err.split { " `,;:\n".contains($0) }
        #expect(!said.contains("10"), "how many are looked up is nobody's number")
        let run = try #require(shadow["run"]?.stringValue)
        let named = try mandate("explain", run)
        #expect(named.code == 2 && named.err.contains("is a run"))
        #expect(try mandate("audit", "replay", String(run.prefix(16))).code == 0)
    }

    @Test
    func `many refused budgets of one reason are one line, and those that a person is asked about stay alone`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let split = mandate.folder.path + "/split.csv"
        // The same ads, with every ad set as a campaign of its own: many have too little budget, or spend, to be judged.
        let ads = try String(contentsOf: MandateProgram.invented, encoding: .utf8).split(separator: "\n").map { line in
            var cells = line.split(separator: ",", omittingEmptySubsequences: false)
            if cells[0] != "ad_id" { cells[1] = cells[2] }
            return cells.joined(separator: ",")
        }
        try ads.joined(separator: "\n").write(toFile: split, atomically: true, encoding: .utf8)
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let period = "2017-07-01/2017-09-30"
        #expect(try mandate("import", split, "--currency", "GBP", "--period", period).code == 0)
        let run = try mandate("agent", "run", "paid-social", "--shadow")
        let parts = run.out.components(separatedBy: "\n\n")
        let refused = try #require(parts.first { $0.hasPrefix("refused by the charter: 14") }, "\(run.out)")
        let lines = refused.split(separator: "\n")
        #expect(lines.count == 7, "\(refused)")
        for (count, tool) in [(3, "ads.move_budget"), (5, "ads.set_daily_budget"), (6, "ads.set_daily_budget")] {
            let place = try #require(lines.firstIndex { $0.contains("\(count) x \(tool): ") }, "\(refused)")
            #expect(lines[place + 1].hasPrefix("      the first: `"), "\(refused)")
        }
        let escalated = try #require(parts.first { $0.hasPrefix("would be escalated: 25") }, "\(run.out)")
        #expect(escalated.components(separatedBy: "ads.set_daily_budget campaign ").count == 3, "\(escalated)")
        let all = try mandate("agent", "run", "paid-social", "--shadow", "--all").out
        #expect(all.split(separator: "\n").count { $0.contains(" ads.set_daily_budget campaign ") } == 15, "\(all)")
        #expect(!all.contains(" x ads.set_daily_budget: 8") && !all.contains("the first: "))
    }

    @Test
    func `the inbox lists the most money first and marks what is overdue`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let money = items.compactMap {
            $0["money_a_day"]?.stringValue?.split(separator: " ").first.flatMap { Double($0) }
        }
        #expect(
            money.count == items.count && money == money.sorted(by: >) && money.count > 1,
            "\(items.first?.description ?? "")")
        let list = try mandate("inbox").out
        // The campaign moves more than the pauses that were stopped with it, whatever their identifiers are.
        #expect(list.contains("ads.set_daily_budget campaign/903: 521.59 GBP to 443.36 GBP and 14 more"), "\(list)")
        #expect(!list.contains("overdue"))
        #expect(try mandate("sandbox", "advance", "5h").code == 0)
        let later = try mandate("inbox").out
        #expect(later.contains("overdue since 2017-10-01T10:00:00Z") && !later.contains("hold"))
    }

    @Test
    func `an escalation is about the same money after days have come in`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        func money() throws -> [String: String] {
            let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
            let pairs = items.compactMap { item in
                item["escalation"]?.stringValue.map { ($0, item["money_a_day"]?.stringValue ?? "") }
            }
            return Dictionary(pairs) { first, _ in first }
        }
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let first = try money()
        #expect(!first.isEmpty && first.values.contains { $0 != "0.00 GBP" })
        #expect(try mandate("sandbox", "advance", "7d", "--reviewed").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let later = try money()
        for (id, amount) in first { #expect(later[id] == amount, "\(id)") }
    }

    @Test
    func `the list of metrics says how each comes about, how late, and whether it stands for something else`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let text = try mandate.run(["metric", "list"]).out.split(separator: "\n")
        let metrics = try mandate.run(["metric", "list", "--json"]).json()["metrics"]?.arrayValue ?? []
        #expect(metrics.count == text.count - 1 && metrics.count > 20)
        for (metric, line) in zip(metrics, text.dropFirst()) {
            for key in ["name", "formula", "grain", "source", "lag"] {
                let value = try #require(metric[key]?.stringValue)
                #expect(!value.isEmpty && line.contains(value), "\(key): \(line)")
            }
            #expect(line.contains("  proxy  ") == metric["proxy"]?.boolValue, "\(line)")
        }
        let cost = try #require(metrics.first { $0["name"]?.stringValue == "cost_per_purchase" })
        #expect(cost["formula"] == "spend / purchases" && cost["proxy"] == false)
        #expect(metrics.first { $0["name"]?.stringValue == "clicks" }?["proxy"] == true)
    }

    @Test
    func `many holds stand by their money, and what is in doubt stands before all of them`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin(at: "recommend")
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        func items() throws -> [JSON] { try mandate("inbox", "--json").json()["items"]?.arrayValue ?? [] }
        func money(_ items: [JSON]) -> [Double] {
            items.compactMap { $0["money_a_day"]?.stringValue?.split(separator: " ").first.flatMap { Double($0) } }
        }
        let all = try items()
        #expect(all.count > 10 && money(all) == money(all).sorted(by: >) && Set(money(all)).count > 5, "\(money(all))")
        let listed = try mandate("inbox").out.split(separator: "\n").dropFirst()
        let amounts = all.compactMap { $0["money_a_day"]?.stringValue }
        #expect(listed.count == all.count && zip(listed, amounts).allSatisfy { $0.contains(" \($1) ") }, "\(listed)")
        // The least of them is sent, and nobody knows what became of it.
        let least = try #require(all.last { $0["kind"]?.stringValue == "hold" }?["decision"]?.stringValue)
        #expect(try mandate("sandbox", "faults", "error_after:op=effects", "--add", "stale:reads=100").code == 0)
        _ = try mandate("approve", least)
        let doubtful = try items()
        #expect(doubtful.first?["kind"]?.stringValue == "doubt" && doubtful.first?["decision"]?.stringValue == least)
        #expect(money(Array(doubtful.dropFirst())) == money(all.filter { $0["decision"]?.stringValue != least }))
    }

    @Test
    func `on a narrow terminal nothing is cut, no word and no amount is broken`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let wide = try mandate("inbox").out
        func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }
        let decision = try #require(wide.split(separator: "\n").dropFirst().first?.split(separator: " ").first)
        for columns in [60, 80] {
            let lines = try mandate.onTerminal(columns: columns, "inbox")
            #expect(lines.count > wide.split(separator: "\n").count && lines.allSatisfy { $0.count <= columns })
            #expect(!lines.contains { $0.contains("…") })
            let shown = words(lines.joined(separator: "\n"))
            #expect(words(wide).allSatisfy(shown.contains), "\(lines)")
            for line in lines { #expect(line.drop { $0 == " " }.prefix(3) != "GBP", "\(line)") }
            let explained = try mandate.onTerminal(columns: columns, "explain", String(decision))
            #expect(explained.count > 12 && explained.allSatisfy { $0.count <= columns })
        }
    }
}
