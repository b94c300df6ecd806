@testable import Engine
import Governance
import Reasoning
import Testing
import Vocabulary

/// What a goal is measured against is counted on the days that the charter names, and on no others.
@Suite struct BaselineTests {
    private static let july = "measured: 2017-07-01/2017-07-31"

    private func world() async throws -> World {
        let world = try await World.begun()
        _ = try await world.apply(
            try Charters.example().replacing("measured: 2017-07-01/2017-09-30", with: Self.july))
        return world
    }

    private func frozen(_ world: World) async throws -> FrozenBaseline? {
        try await world.store.read { view in try view.baseline(Charters.agent(), version: 1) }
    }

    @Test func `R044 days that are told apart are measured apart`() async throws {
        let world = try await world()
        let head =
            "Day,Campaign ID,Campaign name,Ad ID,Ad name,Impressions,Link clicks,Amount spent (GBP),Leads,Purchases\n"
        var text = head
        for (day, spent, bought) in [
            ("2017-07-01", "30.00", 1), ("2017-07-31", "50.00", 3), ("2017-08-01", "900.00", 3),
            ("2017-09-30", "9.00", 1),
        ] { text += "\(day),7,Seven,1,One,100,10,\(spent),5,\(bought)\n" }
        let outcome = try await world.loadDated(text)
        #expect(outcome.gaps.isEmpty, "\(outcome.gaps)")
        let baseline = try required(try await frozen(world))
        let cost = try required(MetricName("cost_per_purchase"))
        #expect(baseline.values[cost] == "20 GBP", "\(baseline.values)")
        let purchases = try required(MetricName("purchases"))
        #expect(baseline.values[purchases] == "4 count", "\(baseline.values)")
        // What is protected is a share of these days, and not of all that are measured by now.
        let rulebook = try required(try await world.store.read { view in try view.rulebook(of: Charters.agent()) })
        let told = try await world.engine.brief(rulebook, at: world.clock.now()).goal.baseline
        #expect(told?.levels[purchases] == Decimal12(4) && told?.days == 31)
        await world.close()
    }

    @Test func `what a trigger watches is measured before too, so that its moves are seen`() async throws {
        let world = try await World.begun()
        let head = "Day,Campaign ID,Ad ID,Impressions,Link clicks,Amount spent (GBP),Leads,Purchases\n"
        _ = try await world.loadDated(
            head + "2017-07-01,7,1,1000,100,100.00,5,2\n2017-07-02,7,1,1000,100,100.00,5,2\n"
                + "2017-09-29,7,1,1000,10,100.00,5,2\n2017-09-30,7,1,1000,10,100.00,5,2\n")
        let charter = try Charters.example()
            .replacing("measured: 2017-07-01/2017-09-30", with: "measured: 2017-07-01/2017-07-02")
        _ = try await world.apply(charter.replacing("moved: any_metric", with: "moved: cost_per_click"))
        #expect(try await frozen(world)?.values[try required(MetricName("cost_per_click"))] == "1 GBP")
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(!report.inactiveTriggers.contains("escalation.when[1]"), "\(report.inactiveTriggers)")
        let kept = try await world.store.read { view in try view.setting("triggers \(Charters.agent())") }
        #expect(kept?.contains("`cost_per_click` is `10.00 GBP` in 2 days, from `1.00 GBP`") == true, "\(kept ?? "")")
        await world.close()
    }

    @Test func `after the goal's last day nothing is proposed, and every run says why`() async throws {
        let world = try await World.promoted()
        _ = try await world.apply(try Charters.example().replacing("by: 2017-12-31", with: "by: 2017-10-01"))
        try await world.promote()
        let last = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(!last.entries.isEmpty && last.alarms.allSatisfy { !$0.contains("the goal counted") })
        // 23:30 in UTC is the next day in London's summer.
        world.clock.advance(.seconds(Int64(23.5 * 3_600) - 6 * 3_600))
        for shadow in [true, false] {
            let over = try await world.engine.run(Charters.agent(), shadow: shadow)
            #expect(over.entries.isEmpty && over.alarms.contains { $0.contains("the goal counted until `2017-10-01`") })
        }
        await world.close()
    }

    @Test func `R044 a quarter that is told as a whole says nothing of one of its months`() async throws {
        let world = try await world()
        let text = AdsText.head + AdsText.row("1", "7", spent: "700.00", purchases: 5)
        let outcome = try await world.load(text, "2017-07-01/2017-09-30")
        let gap = try required(outcome.gaps[Charters.agent()])
        #expect(
            "\(gap)".contains("needs `2017-07-01/2017-07-31`, and the data tells `2017-07-01/2017-09-30` as a whole"))
        #expect(try await frozen(world) == nil)
        let charter = try required(
            try await world.store.read { view in try view.rulebook(of: Charters.agent())?.charter })
        let gaps = try await world.engine.gaps(of: charter)
        #expect(
            gaps.contains {
                if case .baselineCut(let wanted, _) = $0 { wanted.last.description == "2017-07-31" } else { false }
            }, "\(gaps)")
        await world.close()
    }
}
