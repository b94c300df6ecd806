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

    @Test func `a later version over the same days keeps what was frozen, whatever reports say of them by then`()
        async throws
    {
        let world = try await World.begun()
        let head = "Day,Campaign ID,Ad ID,Impressions,Link clicks,Amount spent (GBP),Leads,Purchases\n"
        func day(_ purchases: Int) -> String { head + "2017-07-01,7,1,1000,100,100.00,5,\(purchases)\n" }
        _ = try await world.loadDated(day(2) + "2017-09-30,7,1,1000,100,100.00,5,2\n")
        let charter = try Charters.example()
            .replacing("measured: 2017-07-01/2017-09-30", with: "measured: 2017-07-01/2017-07-02")
        _ = try await world.apply(charter)
        let first = try required(try await frozen(world))
        _ = try await world.loadDated(day(4))
        _ = try await world.apply(
            charter.replacing("cap: 1250 GBP", with: "cap: 1240 GBP")
                .replacing("moved: any_metric", with: "moved: cost_per_click"))
        let second = try required(
            try await world.store.read { view in try view.baseline(Charters.agent(), version: 2) })
        let cost = try required(MetricName("cost_per_purchase"))
        #expect(first.values[cost] == "50 GBP" && second.values[cost] == "50 GBP", "\(second.values)")
        #expect(second.target == first.target && second.frozenAt == first.frozenAt)
        #expect(second.values[try required(MetricName("cost_per_click"))] == "1 GBP", "what is new is measured now")
        // A value that is given again counts from when it first was, and another one from now on.
        for (number, value, isNew) in [(3, "60 GBP", true), (4, "60 GBP", false), (5, "61 GBP", true)] {
            world.clock.advance(.seconds(60))
            _ = try await world.apply(
                charter.replacing("measured: 2017-07-01/2017-07-02", with: "value: \(value), source: finance \(number)")
            )
            let given = try required(
                try await world.store.read { view in try view.baseline(Charters.agent(), version: number) })
            #expect((given.frozenAt == world.clock.now()) == isNew, "\(number): \(given.frozenAt)")
        }
        // Other days are other days.
        _ = try await world.apply(
            charter.replacing("measured: 2017-07-01/2017-07-02", with: "measured: 2017-07-01/2017-07-03"))
        let third = try required(
            try await world.store.read { view in try view.baseline(Charters.agent(), version: 6) })
        #expect(third.values[cost] == "25 GBP")
        await world.close()
    }

    @Test(arguments: [(24, false), (25, true)]) func `what moved by just as much as is allowed has not moved by more`(
        last: Int, isFired: Bool
    ) async throws {
        let world = try await World.begun()
        var text = "Day,Campaign ID,Ad ID,Impressions,Link clicks,Amount spent (GBP),Leads,Purchases\n"
        // 160 purchases in 28 days; three days at 140 % of that are 24.
        let early = (1...25).map { (136 * $0 / 25) - (136 * ($0 - 1) / 25) }
        for (day, count) in (early + [8, 8, last - 16]).enumerated() {
            text += "2017-09-\(day < 9 ? "0" : "")\(day + 1),7,1,1000,100,100.00,90,\(count)\n"
        }
        _ = try await world.loadDated(text)
        let charter = try Charters.example()
            .replacing("measured: 2017-07-01/2017-09-30", with: "measured: 2017-09-01/2017-09-28")
            .replacing(
                "moved: any_metric, by_more_than: 30 %, within: 48 h",
                with: "moved: purchases, by_more_than: 40 %, within: 72 h")
        _ = try await world.apply(charter)
        _ = try await world.engine.run(Charters.agent(), shadow: true)
        let kept = try await world.store.read { view in try view.setting("triggers \(Charters.agent())") }
        #expect(kept?.contains("moved by more") == isFired, "\(kept ?? "")")
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
