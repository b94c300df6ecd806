import Reasoning
import Statistics
import Testing
import Vocabulary

struct ForecastTests {
    static func brief(_ world: World) throws -> ReasoningBrief {
        ReasoningBrief(
            snapshot: world.snapshot, goal: try ReferenceAccount.goal(), permissions: ReferenceAccount.permissions)
    }

    @Test("R044 R290 what the next week counts lies in the 80 % interval four times of five")
    func coverage() throws {
        var (purchases, prices, all) = (0, 0, 0)
        for seed in UInt64(0)..<12 {
            let world = try World(seed: seed)
            let brief = try Self.brief(world)
            let reasoner = StatisticalReasoner()
            let drafts = reasoner.plan(brief).drafts
            var truth = World.Truth()
            for draft in drafts {
                guard case .dailyBudget(let from, let to) = draft.change else {
                    truth = truth.with(draft.entity, ratio: nil)
                    continue
                }
                truth = truth.with(draft.entity, ratio: Double(to.minorUnits) / Double(from.minorUnits))
            }
            let forecast = try required(reasoner.forecast(drafts, brief))
            let true7 = truth.totals(world)
            var random = SeededGenerator(seed: seed + 77)
            for _ in 0..<20 {
                let week = MetricTotals(
                    purchases: Int64(random.poisson(mean: true7.purchases * 7 / 92)),
                    spend: Decimal12(Int64(true7.spend * 7 / 92)))
                let comparison = forecast.comparison(with: week, over: 7)
                prices += comparison.costPerPurchase == .within ? 1 : 0
                purchases += comparison.purchases == .within ? 1 : 0
                all += 1
            }
        }
        #expect(0.7...0.97 ~= Double(purchases) / Double(all), "\(purchases) of \(all)")
        #expect(0.7...0.97 ~= Double(prices) / Double(all), "\(prices) of \(all)")
    }

    @Test("R290 the interval a proposal states holds what a week measures four times of five")
    func statedInterval() throws {
        var (inside, all) = (0, 0)
        for seed in UInt64(0)..<12 {
            let world = try World(seed: seed)
            guard let draft = StatisticalReasoner().plan(try Self.brief(world)).drafts.first,
                let expected = draft.expected
            else { continue }
            let low = try Self.number(expected.low)
            let high = try Self.number(expected.high)
            var ratio: Double?
            if case .dailyBudget(let from, let to) = draft.change {
                ratio = Double(to.minorUnits) / Double(from.minorUnits)
            }
            let level = World.Truth().with(draft.entity, ratio: ratio).totals(world)
            var random = SeededGenerator(seed: seed + 5)
            for _ in 0..<20 {
                let counted = random.poisson(mean: level.purchases * 7 / 92)
                guard counted > 0 else { continue }
                inside += low...high ~= level.spend * 7 / 92 / Double(counted) ? 1 : 0
                all += 1
            }
        }
        #expect(0.68...0.92 ~= Double(inside) / Double(all), "\(inside) of \(all)")
    }

    static func number(_ text: String) throws -> Double {
        try required(text.split(separator: " ").first.flatMap { Double($0) })
    }

    @Test func `doing nothing changes nothing`() throws {
        let brief = try Self.brief(try World(seed: 1))
        let forecast = try required(StatisticalReasoner().forecast([], brief))
        #expect(forecast.before == forecast.after)
        #expect(forecast.days == 7 && forecast.campaign == nil)
    }

    @Test func `one lowered budget shows in its campaign and not in another`() throws {
        let brief = try Self.brief(try World(seed: 2))
        let reasoner = StatisticalReasoner()
        let draft = try required(reasoner.plan(brief).drafts.first { $0.tool == .setDailyBudget })
        let own = try required(reasoner.forecast([draft], of: draft.entity, brief))
        #expect(own.before.spend.expected != own.after.spend.expected)
        let other = try required(brief.snapshot.campaigns.first { $0.ref != draft.entity })
        let elsewhere = try required(reasoner.forecast([draft], of: other.ref, brief))
        #expect(elsewhere.before == elsewhere.after)
    }

    @Test func `a measured week is placed below, within or above`() throws {
        let brief = try Self.brief(try World(seed: 3))
        let forecast = try required(StatisticalReasoner().forecast([], brief))
        let nothing = forecast.comparison(with: MetricTotals(), over: 7)
        #expect(nothing.purchases == .below && nothing.costPerPurchase == nil)
        let flood = MetricTotals(purchases: 1_000_000, spend: Decimal12(1_000_000_000))
        #expect(forecast.comparison(with: flood, over: 7).purchases == .above)
    }

    @Test func `a campaign that is not there has no forecast`() throws {
        let brief = try Self.brief(try World(seed: 3))
        #expect(StatisticalReasoner().forecast([], of: try required(EntityRef(.campaign, "none")), brief) == nil)
    }
}
