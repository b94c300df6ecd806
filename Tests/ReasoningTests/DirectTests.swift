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

    @Test func `a counter-metric of enquiries that nobody counts leaves everything alone, and says so`() throws {
        let plan = StatisticalReasoner().plan(
            try Self.brief(try World(seed: 1), protecting: "enquiry_to_purchase_rate"))
        #expect(plan.drafts.isEmpty && plan.nothing.summary.contains("cannot be computed"))
    }
}
