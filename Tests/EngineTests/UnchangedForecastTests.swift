@testable import Engine
import Governance
import Reasoning
import Schemas
import Statistics
import Testing
import Vocabulary

/// What is expected where nothing is changed: no agent leaves shadow without a forecast, also where its rehearsal did nothing.
@Suite struct UnchangedForecastTests {
    private static func charter(_ goal: String) throws -> Charter {
        var charter = try Charters.read(Array(try Charters.example().utf8))
        charter.goal.improve = try required(MetricName(goal))
        return charter
    }

    @Test(
        "R044 what the next week counts lies in the 80 % interval four times of five, for a cost, a share and a sum",
        arguments: ["cost_per_purchase", "click_rate", "purchases"])
    func coverage(_ goal: String) throws {
        let charter = try Self.charter(goal)
        let metric = try required(charter.metric(charter.goal.improve))
        var random = SeededGenerator(seed: 11)
        var (inside, all) = (0, 0)
        for _ in 0..<100 {
            let rates = (seen: 100 + 1_000 * random.unit(), click: 0.08, buy: 0.05 + 0.1 * random.unit())
            func counted(_ days: Double, _ random: inout SeededGenerator) -> MetricTotals {
                let clicks = random.poisson(mean: rates.seen * rates.click * days)
                let bought = random.poisson(mean: rates.seen * rates.click * rates.buy * days)
                return MetricTotals(
                    impressions: Int64(clicks + random.poisson(mean: rates.seen * 0.92 * days)), clicks: Int64(clicks),
                    enquiries: AttributedCount(Int64(bought)), purchases: AttributedCount(Int64(bought)),
                    spend: Decimal12(Int64(50 * days)))
            }
            let measured = counted(60, &random)
            let forecast = try required(Forecast(unchanged: charter, measured, days: 60))
            #expect(forecast.spans.map(\.days) == Array(1...7) && forecast.steps.isEmpty)
            let week = counted(7, &random)
            let span = try required(forecast.span(7))
            let low = try required(Self.number(span.low))
            guard let value = MeasuredMetric.value(of: metric, week, charter.constraints.currency) else { continue }
            let high = try span.high.map { try required(Self.number($0)) }
            inside += low <= value.magnitude && high.map { value.magnitude <= $0 } ?? true ? 1 : 0
            all += 1
        }
        #expect(all > 90 && 0.72...0.9 ~= Double(inside) / Double(all), "\(inside) of \(all)")
    }

    private static func number(_ text: String) -> Decimal12? {
        text.split(separator: " ").first.flatMap { Decimal12(parsing: $0) }
    }

    @Test func `R044 a rehearsal that would do nothing freezes what is expected where nothing changes`() async throws {
        let world = try await World(reasoner: ToldReasoner([]))
        try await world.begin(.lookalike(), Charters.example())
        let agent = try Charters.agent()
        _ = try await world.engine.run(agent, shadow: true)
        _ = try await world.engine.setStage(.recommend, of: nil, agent, by: world.owner, maySkip: true)
        let baseline = try required(try await world.store.read { view in try view.baseline(agent, version: 1) })
        let forecast = try required(baseline.rehearsed).forecast
        let measured = try required(baseline.level(of: try required(MetricName("cost_per_purchase"))))
        let after = try required(forecast["after"]?.stringValue)
        let expected = try required(Self.number(after))
        #expect(expected <= measured && measured.approximate - expected.approximate < 0.0001)
        #expect(forecast["before"] == forecast["after"] && after.hasSuffix(" GBP"))
        let low = try required(forecast["low"]?.stringValue.flatMap(Self.number))
        let high = try required(forecast["high"]?.stringValue.flatMap(Self.number))
        #expect(low < expected && expected < high)
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
        await world.close()
    }

    @Test func `R044 a goal that nobody counts has no forecast, so the agent stays in shadow`() async throws {
        let world = try await World(reasoner: ToldReasoner([]))
        var account = try TestAccount()
        try account.add("916", budget: 163, ads: 4) { _ in (3_750, 12, 0) }
        let charter = try Charters.example().replacing(
            "measured: 2017-07-01/2017-09-30", with: "value: 54.41 GBP, source: \"the finance team's plan\"")
        try await world.begin(account, charter)
        let agent = try Charters.agent()
        _ = try await world.engine.run(agent, shadow: true)
        await #expect {
            _ = try await world.engine.setStage(.recommend, of: nil, agent, by: world.owner, maySkip: true)
        } throws: {
            "\($0)".contains("nothing can be foreseen of `cost_per_purchase`") && "\($0)".contains("import")
        }
        let kept = try await world.store.read { view in try view.baseline(agent, version: 1) }
        #expect(kept != nil && kept?.rehearsed == nil)
        await world.close()
    }
}
