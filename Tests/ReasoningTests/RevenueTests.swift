import Reasoning
import Statistics
import Testing
import Vocabulary

/// Return on spend as a goal, and as what is protected.
struct RevenueTests {
    /// The world's account where a purchase of campaign n brings 20 x 3^n.
    private static func snapshot(_ world: World, hasRevenue: Bool = true) throws -> PaidMediaSnapshot {
        let ads = world.snapshot.ads.map { ad in
            var totals = ad.totals
            let worth = [Int64(20), 60, 180, 540][Int(ad.campaign.id.dropFirst()) ?? 0]
            totals.revenue = hasRevenue ? Decimal12(worth * totals.purchases.whole) : nil
            return PaidMediaEntity(
                ref: ad.ref, campaign: ad.campaign, segment: ad.segment, totals: totals, daysRunning: ad.daysRunning)
        }
        return try ReferenceAccount.snapshot(ads: ads)
    }

    private static func brief(_ snapshot: PaidMediaSnapshot) throws -> ReasoningBrief {
        let roas = try ReferenceAccount.name("roas")
        let goal = PaidMediaGoal(
            improve: roas, .up,
            protections: [.init(try ReferenceAccount.name("revenue"), at: Percentage(percent: 95))])
        return ReasoningBrief(snapshot: snapshot, goal: goal, permissions: ReferenceAccount.permissions)
    }

    @Test func `R168 where revenue is known, money goes to what returns most of it`() throws {
        func roas(_ totals: MetricTotals) -> Double { (totals.revenue?.approximate ?? 0) / totals.spend.approximate }
        var raises = 0
        for seed in UInt64(1)...8 {
            let brief = try Self.brief(try Self.snapshot(try World(seed: seed)))
            let plan = StatisticalReasoner().plan(brief)
            #expect(!plan.drafts.isEmpty, "seed \(seed): \(plan.nothing.summary)")
            #expect(plan.drafts.allSatisfy { $0.expected?.metric.text == "roas" && $0.route == .statistics })
            for draft in plan.drafts {
                let (before, after) = (try required(draft.expected).before, try required(draft.expected).after)
                #expect(try ForecastTests.number(after) >= ForecastTests.number(before), "\(draft.reason)")
                guard case .dailyBudget(let from, let to) = draft.change, to.minorUnits > from.minorUnits else {
                    continue
                }
                raises += 1
                let own = roas(try required(brief.snapshot.totalsByCampaign[draft.entity]))
                #expect(own > roas(brief.snapshot.totals), "seed \(seed): \(draft.reason)")
            }
        }
        #expect(raises > 0)
    }

    @Test(arguments: [("roas", " brought "), ("cost_per_enquiry", " enquir"), ("cost_per_purchase", " purchase")])
    func `a reason argues with what the goal is about, in numbers that its evidence holds`(goal: String, says: String)
        throws
    {
        let metric = try ReferenceAccount.name(goal)
        for seed in UInt64(1)...3 {
            let snapshot = try Self.snapshot(try World(seed: seed))
            let brief = ReasoningBrief(
                snapshot: snapshot, goal: PaidMediaGoal(improve: metric, goal == "roas" ? .up : .down, protections: []),
                permissions: ReferenceAccount.permissions)
            let drafts = StatisticalReasoner().plan(brief).drafts
            #expect(!drafts.isEmpty)
            for draft in drafts {
                let account = try required(draft.reason.split(separator: ":").first)
                #expect(account.contains(says), "\(draft.reason)")
                #expect(
                    Grounding.uncited(in: draft.proposal(by: try required(AgentName("a")))).isEmpty, "\(draft.reason)")
            }
        }
    }

    @Test func `R168 without revenue a goal of return on spend is left alone, and that is said`() throws {
        let brief = try Self.brief(try Self.snapshot(try World(seed: 1), hasRevenue: false))
        let plan = StatisticalReasoner().plan(brief)
        #expect(plan.drafts.isEmpty)
        #expect(plan.nothing.summary.contains("roas"))
    }

    @Test func `R168 a forecast of return on spend holds what a week with orders of uneven value brings`() throws {
        var (inside, all) = (0, 0)
        for seed in UInt64(0)..<8 {
            let world = try World(seed: seed)
            let snapshot = try Self.snapshot(world)
            let brief = try Self.brief(snapshot)
            let campaign = try required(snapshot.campaigns.first { $0.ref.id == "c2" })
            let budget = try required(campaign.dailyBudget)
            let same = MadeChange(campaign.ref, .dailyBudget(from: budget, to: budget))
            let forecast = try required(StatisticalReasoner().forecasts([same], brief).last)
            #expect(forecast.campaign == campaign.ref)
            let ads = world.ads.filter { $0.entity.campaign == campaign.ref }
            let (spend, purchases) = (
                ads.reduce(0) { $0 + $1.spend } * 7 / 92, ads.reduce(0) { $0 + $1.purchases } * 7 / 92
            )
            var random = SeededGenerator(seed: seed + 11)
            for _ in 0..<20 {
                let count = random.poisson(mean: purchases)
                let revenue = (0..<count).reduce(0.0) { sum, _ in sum + random.gamma(shape: 4, rate: 4.0 / 180) }
                let week = MetricTotals(
                    purchases: AttributedCount(Int64(count)), spend: Decimal12(Int64(spend.rounded())),
                    revenue: Decimal12(Int64(revenue.rounded())))
                inside += try required(forecast.holds(week, over: 7)) ? 1 : 0
                all += 1
            }
        }
        #expect(0.65...0.95 ~= Double(inside) / Double(all), "\(inside) of \(all)")
    }
}
