import Foundation
import Schemas
import Testing

/// What the built program did with an export under the example's charter, as `agent run --json` and the log tell it.
struct PlayedRun {
    struct Entry {
        let name: String
        /// The list it stands in.
        let list: String
        let state: String
        /// In hundredths of a per cent.
        let sure: Int
        /// In pennies of the period.
        let share: Int
        /// What the findings name as found, strictest first.
        let numbers: [String]
        let decision: String
        fileprivate let campaign: String
        fileprivate let budgets: [Int]
    }

    /// In the order in which they were judged.
    let entries: [Entry]
    /// The objects of each escalation.
    let escalations: [Set<String>]
    let leftAlone: String

    init(_ mandate: MandateProgram, _ export: URL) throws {
        let home = ["--home", mandate.folder.path + "/home"]
        for words in [
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"], ["charter", "apply", MandateProgram.charter],
            ["import", export.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"],
            ["agent", "run", "paid-social", "--shadow"],
            ["agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social"],
        ] {
            let outcome = try mandate.run(home + words)
            #expect(outcome.code == 0, "\(words): \(outcome.err)")
        }
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let order = try Self.order(mandate)
        let listed = try ["executed", "held", "refused", "escalated"].flatMap { list in
            try (run[list]?.arrayValue ?? []).map { try Self.entry($0, list) }
        }
        entries = listed.sorted { (order[$0.decision] ?? 0) < (order[$1.decision] ?? 0) }
        let names = Dictionary(listed.map { ($0.decision, $0.name) }) { first, _ in first }
        escalations = (try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []).compactMap { item in
            guard item["kind"]?.stringValue == "escalation" else { return nil }
            return Set((item["decisions"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap { names[$0] } })
        }
        leftAlone = run["left_alone"]?["why"]?.stringValue ?? ""
    }

    /// Of what is worth statistics and was left alone: better so, and not known.
    var settled: Int { leftAlone(before: "as") }
    var unsure: Int { leftAlone(before: "uncertain") }
    /// And what would cost more of what the charter protects than it lets go.
    var protected: Int { leftAlone(before: "needed") }

    /// What is worth statistics and was left alone, as the page says it.
    var worthStatistics: String {
        "\(settled) are more than nine to one better left running, \(protected) would cost more of what is protected than the charter "
            + "lets go, \(unsure) nobody knows yet"
    }

    private func leftAlone(before end: String) -> Int {
        let words = leftAlone.split(separator: " ")
        return words.firstIndex { $0.hasPrefix(end) }.flatMap { Int(words[$0 - 1]) } ?? 0
    }

    /// The position of each ruling in the log.
    private static func order(_ mandate: MandateProgram) throws -> [String: Int] {
        var order: [String: Int] = [:]
        for line in try mandate("audit", "tail", "-c", "1000", "--json").out.split(separator: "\n") {
            let leaf = try JSON(parsing: Array(line.utf8))
            guard leaf["kind"]?.stringValue == "ruling", let subject = leaf["subject"]?.stringValue else { continue }
            order[subject] = Int(leaf["position"]?.integerValue ?? 0)
        }
        return order
    }

    private static func entry(_ json: JSON, _ list: String) throws -> Entry {
        func text(_ key: String) -> String { json[key]?.stringValue ?? "" }
        func pennies(_ key: String) -> Int { Int(text(key).prefix { $0 != " " }.filter { $0 != "." }) ?? 0 }
        let id = String(text("entity").split(separator: "/").last ?? "")
        let isBudget = text("tool") == "ads.set_daily_budget"
        let budgets = isBudget ? [pennies("before"), pennies("after")] : []
        let change = isBudget ? " from \(Pennies.plain(budgets[0])) to \(Pennies.plain(budgets[1]))" : ""
        let findings = json["findings"]?.arrayValue ?? []
        return Entry(
            name: id + change, list: list, state: text("state"),
            sure: Int(try #require(json["confidence"]?.integerValue)),
            share: pennies("moved"),
            numbers: findings.compactMap { $0["actual"]?.stringValue ?? $0["allowed"]?.stringValue },
            decision: text("decision"), campaign: id, budgets: budgets)
    }

    /// The same proposals judged by hand, in this order.
    func judged(_ file: AdsFile) throws -> JudgedByHand {
        var hand = JudgedByHand(file)
        for entry in entries {
            if entry.budgets.count == 2 {
                hand.judge(
                    .budget(campaign: entry.campaign, from: entry.budgets[0], to: entry.budgets[1]), sure: entry.sure)
            } else {
                hand.judge(.pause(try #require(file.ads.first { $0.id == entry.name })), sure: entry.sure)
            }
        }
        return hand
    }
}
