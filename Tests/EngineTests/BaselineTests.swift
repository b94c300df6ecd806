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
