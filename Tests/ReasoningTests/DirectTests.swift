import Reasoning
import Statistics
import Testing
import Vocabulary

/// An export that counts purchases and no enquiries, as most do.
struct DirectTests {
    private static func brief(_ world: World, protecting: String = "purchases") throws -> ReasoningBrief {
        let ads = world.snapshot.ads.map { ad in
            var totals = ad.totals
            totals.enquiries = 0
            return PaidMediaEntity(
                ref: ad.ref, campaign: ad.campaign, segment: ad.segment, totals: totals, daysRunning: ad.daysRunning)
        }
        let goal = PaidMediaGoal(
            improve: try ReferenceAccount.name("cost_per_purchase"), .down,
            protections: [.init(try ReferenceAccount.name(protecting), at: Percentage(percent: 95))])
        return ReasoningBrief(
            snapshot: try ReferenceAccount.snapshot(ads: ads), goal: goal, permissions: ReferenceAccount.permissions)
    }

    @Test func `without enquiries purchases per money are judged, and their intervals hold the truth`() throws {
        var (inside, all, proposed) = (0, 0, 0)
        for seed in UInt64(0)..<8 {
            let world = try World(seed: seed)
            let brief = try Self.brief(world)
            let truth = Dictionary(uniqueKeysWithValues: world.ads.map { ($0.entity.ref, $0.purchases / $0.spend) })
            for belief in StatisticalReasoner().beliefs(brief.snapshot) {
                #expect(belief.enquiryToPurchaseRate == nil)
                inside += belief.purchasesPerMoney.contains(try required(truth[belief.ad])) ? 1 : 0
                all += 1
            }
            let plan = StatisticalReasoner().plan(brief)
            proposed += plan.drafts.count
            #expect(plan.drafts.allSatisfy { $0.route == .statistics && !$0.cause.words.contains("enquir") })
            #expect(plan.drafts.allSatisfy { !$0.evidence.contains { $0.metric.text == "enquiries" } })
        }
        #expect(0.72...0.88 ~= Double(inside) / Double(all), "\(inside) of \(all)")
        #expect(proposed > 16, "\(proposed)")
    }

    @Test(arguments: ["cost_per_purchase", "purchases", "cost_per_enquiry"])
    func `purchases that nobody counted are not purchases that nobody made: both reasoners leave everything alone`(
        goal: String
    ) async throws {
        let ads = try World(seed: 3).snapshot.ads.map { ad in
            var totals = ad.totals
            totals.purchases = 0
            return PaidMediaEntity(
                ref: ad.ref, campaign: ad.campaign, segment: ad.segment, totals: totals, daysRunning: ad.daysRunning)
        }
        let counted = try ReferenceAccount.snapshot(ads: ads)
        let uncounted = PaidMediaSnapshot(
            asOf: counted.asOf, days: counted.days, currency: counted.currency, account: counted.account,
            source: counted.source, uncounted: [try ReferenceAccount.name("purchases")],
            entities: counted.campaigns + counted.ads)
        let wanted = PaidMediaGoal(improve: try ReferenceAccount.name(goal), goal == "purchases" ? .up : .down)
        for (snapshot, isCounted) in [(counted, true), (uncounted, false)] {
            let brief = ReasoningBrief(snapshot: snapshot, goal: wanted, permissions: ReferenceAccount.permissions)
            for plan in [StatisticalReasoner().plan(brief), RuleReasoner().plan(brief)] {
                #expect(plan.drafts.isEmpty != isCounted, "\(plan.nothing.summary)")
                #expect(isCounted || plan.nothing.summary.hasPrefix("left alone"), "\(plan.nothing.summary)")
            }
        }
    }

    @Test func `a counter-metric of enquiries that nobody counts leaves everything alone, and says so`() throws {
        let plan = StatisticalReasoner().plan(
            try Self.brief(try World(seed: 1), protecting: "enquiry_to_purchase_rate"))
        #expect(plan.drafts.isEmpty && plan.nothing.summary.contains("cannot be computed"))
    }
}
