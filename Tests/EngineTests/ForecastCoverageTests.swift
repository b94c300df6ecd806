import Engine
import Foundation
import Governance
import Reasoning
import Testing
import Vocabulary

/// Forecast against measured, through the real engine, store and sandbox platform.
struct ForecastCoverageTests {
    /// How many of so many measured values lay in their intervals.
    struct Tally {
        var inside = 0
        var all = 0
        var share: Double { Double(inside) / Double(max(1, all)) }

        mutating func count(_ isInside: Bool?) {
            guard let isInside else { return }
            all += 1
            inside += isInside ? 1 : 0
        }
    }

    @Test("R290 a week later four of five campaigns with executed actions lie in their 80 % interval")
    func coverage() async throws {
        let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"
        var (campaigns, accounts, proposals) = (Tally(), Tally(), Tally())
        for seed in UInt64(1)...(isProof ? 220 : 28) {
            let invented = try await ForecastWorld(seed: seed)
            let world = invented.world
            let report = try await world.engine.run(Charters.agent(), shadow: false)
            try await invented.week()
            let checks = try await world.engine.forecastChecks(Charters.agent())
            let executed = report.entries(.authorise).filter { $0.state == .done }
            #expect(Set(checks.map(\.decision)) == Set(executed.map(\.decision)), "seed \(seed)")
            #expect(checks.allSatisfy { $0.days == 7 && $0.horizon == 7 })
            if let first = executed.first {
                let lines = try await world.engine.explain(first.decision).lines
                #expect(lines.count <= 12)
                let outcome = lines.first { $0.heading == "Outcome" }?.text ?? ""
                let span = try required(checks.first { $0.decision == first.decision }?.span)
                let high = span.high.map { "to \(Figure.short($0))" } ?? "up"
                let band = "(80 % from \(Figure.short(span.low)) \(high))"
                #expect(outcome.contains("in 7 days: ") && outcome.contains(band), "seed \(seed): \(outcome)")
            }
            let byCampaign = Dictionary(checks.map { ($0.campaign, $0.isInside) }) { first, _ in first }
            for isInside in byCampaign.values { campaigns.count(isInside) }
            let measured = try await Self.measured(world)
            accounts.count(report.outlook.executed?.holds(measured, over: 7))
            for entry in executed { proposals.count(Self.holds(entry, measured)) }
            await invented.close()
        }
        if isProof { print("campaigns \(campaigns), accounts \(accounts), proposals \(proposals)") }
        let band = isProof ? 0.75...0.85 : 0.7...0.9
        #expect(campaigns.all >= (isProof ? 400 : 40))
        #expect(band.contains(campaigns.share), "campaigns: \(campaigns)")
        #expect(band.contains(accounts.share), "accounts: \(accounts)")
        // What was compared once: each proposal's own interval, which takes the whole plan before it as done.
        #expect(!band.contains(proposals.share), "proposals: \(proposals)")
    }

    private static func measured(_ world: World) async throws -> MetricTotals {
        let first = try required(CalendarDate(parsing: "2017-10-01"))
        let days = try await world.store.read { view in try view.totalsByDay(from: first) }
        return days.reduce(MetricTotals()) { sum, day in
            sum
                + MetricTotals(
                    enquiries: day.enquiries ?? 0, purchases: day.purchases ?? 0,
                    spend: day.spend?.amount ?? .zero)
        }
    }

    private static func holds(_ entry: RegisterEntry, _ measured: MetricTotals) -> Bool? {
        guard let expected = entry.expected, let value = measured.costPerPurchase?.approximate,
            let low = number(expected.low), let high = expected.high.map(number) ?? .infinity
        else { return nil }
        return low...high ~= value
    }

    private static func number(_ text: String) -> Double? { text.split(separator: " ").first.flatMap { Double($0) } }
}
