import Foundation
import Sandbox
import Schemas
import TestKit
import Testing
import Vocabulary

/// Budget moves from one campaign to another, proposed by the reasoner and carried out on the sandbox, through the built program.
struct MoveJourneyTests {
    /// A home in which money does more in campaign 2 than in campaign 1, and an agent that may move it alone.
    private func begun() throws -> MandateProgram {
        let mandate = try MandateProgram()
        let charter = mandate.folder.appending(path: "charter.yaml")
        try Data(Self.charter().utf8).write(to: charter)
        let ads = mandate.folder.appending(path: "ads.csv")
        try Data(Self.ads.utf8).write(to: ads)
        let home = ["--home", mandate.folder.path + "/home"]
        for words in [
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"], ["charter", "check", charter.path],
            ["charter", "apply", charter.path],
            ["import", ads.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"],
            ["agent", "run", "paid-social", "--shadow"],
            ["agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social"],
        ] {
            let outcome = try mandate.run(home + words)
            #expect(outcome.code == 0, "\(words): \(outcome.err) \(outcome.out)")
        }
        return mandate
    }

    /// The example with another goal, more purchases at no much higher cost, and steps that need nobody.
    private static func charter() throws -> String {
        try ExampleCharter().with(
            "goal",
            """
              improve: purchases
              direction: up
              target: +5 %
              by: 2017-12-31
              baseline: { measured: 2017-07-01/2017-09-30 }
              kind: outcome
              protect:
                - { metric: cost_per_purchase, ceiling: 110 % of baseline }
              precedence: [protect, purchases]
              in_the_interest_of: both
              trade_offs: "A little more for a purchase is acceptable, up to 110 %."
            """
        ).replacing("bounds: { change: 30 % of current }", with: "bounds: { change: 15 % of current }")
            .replacing("[above_target, in_bundle,", with: "[in_bundle,").text
    }

    private static var ads: String {
        let header =
            "ad_id,xyz_campaign_id,fb_campaign_id,age,gender,interest,Impressions,Clicks,Spent,Total_Conversion,"
            + "Approved_Conversion\n"
        return header + "11,1,101,30-34,M,15,30000000,9200,9200.00,300,100\n"
            + "21,2,201,30-34,M,15,15000000,4600,4600.00,1200,400\n"
    }

    /// The one entry of `agent run --json` that was executed.
    private func moved(_ mandate: MandateProgram) throws -> JSON {
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let executed = run["executed"]?.arrayValue ?? []
        #expect(executed.count == 1, "\(run)")
        let entry = try #require(executed.first)
        #expect(entry["tool"]?.stringValue == "ads.move_budget")
        #expect(entry["before"]?.stringValue == "1: 100.00 GBP; 2: 50.00 GBP")
        #expect(entry["after"]?.stringValue == "1: 92.50 GBP; 2: 57.50 GBP")
        // 7.50 a day over 92 days, counted once.
        #expect(entry["moved"]?.stringValue == "690.00 GBP")
        #expect(entry["expected"]?["metric"]?.stringValue == "purchases")
        return entry
    }

    /// The changes of budgets in the sandbox's own file, in order.
    private func budgets(_ mandate: MandateProgram) throws -> [String] {
        try mandate.effects().filter { $0.name == "set_daily_budget" && $0.hasChanged }.map { $0.entity.id }
    }

    @Test func `a move is lowered and read back first, then raised, and undone in the other order`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        let entry = try moved(mandate)
        #expect(entry["state"]?.stringValue == "done")
        #expect(try budgets(mandate) == ["1", "2"], "the platform was asked for the lowering first")
        let outcome = entry["outcome"]?.stringValue ?? ""
        #expect(outcome.contains("campaign/1 daily_budget = 92.50 GBP; read back"), "\(outcome)")
        #expect(outcome.hasSuffix("campaign/2 daily_budget = 57.50 GBP"), "\(outcome)")
        // Each part has its intent and its outcome in the log: the ruling claims the lowering, and the raise is claimed by itself
        // once the lowering's outcome is there.
        let decision = try #require(entry["decision"]?.stringValue)
        let words = ["ruling authorise", "claim attempt_1", "receipt done"]
        let kinds = try mandate("audit", "tail", "-c", "200").out.split(separator: "\n")
            .compactMap { line in words.first { line.contains(" \($0) ") } }
        #expect(kinds.suffix(4) == [words[0], words[2], words[1], words[2]], "\(kinds)")
        let again = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(again["executed"]?.arrayValue?.isEmpty == true, "a second run repeats nothing")
        let undone = try mandate("undo", decision)
        #expect(undone.code == 0, "\(undone.err)")
        #expect(try budgets(mandate) == ["1", "2", "2", "1"])
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test func `a raise that the platform refuses leaves the lowering, shows it, and offers to take it back`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        // The lowering passes; every try of the raise is turned away.
        let fault = "rate_limited:op=set_daily_budget,after=1,retry_after_ms=10"
        #expect(try mandate("sandbox", "faults", fault).code == 0)
        let screen = try mandate("agent", "run", "paid-social")
        #expect(screen.code == 0, "\(screen.err)")
        #expect(try budgets(mandate) == ["1"])
        let said = screen.out
        #expect(said.contains("ads.move_budget: 1: 100.00 GBP to 92.50 GBP, then 2: 50.00 GBP to 57.50 GBP"))
        #expect(said.contains("campaign/1 daily_budget = 92.50 GBP; not sent: too many requests; "), "\(said)")
        let offer = try #require(said.range(of: "what was done stays, and `mandate undo "))
        let id = String(said[offer.upperBound...].prefix { $0 != "`" })
        #expect(try mandate("sandbox", "faults", "none").code == 0)
        let undone = try mandate("undo", id)
        #expect(undone.code == 0, "\(undone.err)")
        #expect(try budgets(mandate) == ["1", "1"])
        let why = try mandate("explain", id)
        #expect(why.code == 0 && why.out.contains("not sent"), "\(why.out)")
        #expect(try mandate("audit", "verify").code == 0)
    }
}
