import Reasoning
import Schemas
import Testing
import Vocabulary

/// Budget that moves from one campaign to another: a candidate beside raising and lowering.
struct MoveTests {
    private struct Campaign {
        let id: String
        let pounds: Int64
        let purchases: Int64
    }

    private static let dear = Campaign(id: "dear", pounds: 100, purchases: 100)
    private static let cheap = Campaign(id: "cheap", pounds: 50, purchases: 800)
    private static let steps: [Permissions.Step] = [.init(Percentage(percent: 15), .alone)]

    /// Campaigns that spent their daily budget on each of 92 days; three enquiries for each purchase.
    private static func brief(
        _ campaigns: [Campaign], improve metric: String = "purchases",
        _ permissions: Permissions = Permissions(budgetSteps: steps, move: .alone), revenue: Decimal12? = nil
    ) throws -> ReasoningBrief {
        let gbp = try required(Currency("GBP"))
        let entities = try campaigns.map { campaign in
            let ref = try required(EntityRef(.campaign, campaign.id))
            return PaidMediaEntity(
                ref: ref, campaign: ref, dailyBudget: Money(minorUnits: campaign.pounds * 100, gbp),
                totals: MetricTotals(
                    impressions: campaign.pounds * 92 * 3_000, clicks: campaign.pounds * 92,
                    enquiries: AttributedCount(campaign.purchases * 3), purchases: AttributedCount(campaign.purchases),
                    spend: Decimal12(campaign.pounds * 92), revenue: revenue), daysRunning: 92)
        }
        let snapshot = PaidMediaSnapshot(
            asOf: try required(Instant(parsing: "2017-10-01T00:00:00Z")), days: 92, currency: gbp,
            account: ReferenceAccount.account, source: try required(SourceName("ads.metrics")), entities: entities)
        let isSum = metric == "purchases"
        return ReasoningBrief(
            snapshot: snapshot,
            goal: PaidMediaGoal(
                improve: try ReferenceAccount.name(metric), isSum ? .up : .down,
                protections: isSum ? [] : [.init(try ReferenceAccount.name("purchases"), at: Percentage(percent: 95))]),
            permissions: permissions)
    }

    private static func move(_ draft: Draft?) throws -> BudgetMove {
        guard case .move(let move)? = draft?.change else {
            throw Missing(what: "a move, not \(draft?.reason ?? "nothing")")
        }
        return move
    }

    @Test func `money goes from a campaign that nothing else is proposed for to one where it buys more`() throws {
        let brief = try Self.brief([Self.dear, Self.cheap])
        let plan = StatisticalReasoner().plan(brief)
        #expect(plan.drafts.count == 1 && plan.nothing.total == 0)
        let draft = try required(plan.drafts.first)
        let move = try Self.move(draft)
        #expect(move.from.id == "dear" && move.to.id == "cheap" && "\(move.amount)" == "7.50 GBP")
        #expect(draft.tool == .moveBudget && draft.entity == move.from)
        #expect(draft.made.map(\.entity.id) == ["dear", "cheap"], "the lowering comes first")
        // Weighed like everything else: an expected effect, a confidence, and what was not taken.
        let expected = try required(draft.expected)
        #expect(expected.metric.text == "purchases" && expected.before != expected.after)
        #expect(draft.confidence.tenThousandths > 6_666 && draft.monthlyGain > .zero)
        let rejected = draft.rejected.map(\.option)
        #expect(rejected.contains("do nothing") && rejected.contains("raise to 57.50 GBP a day"), "\(rejected)")
        let agent = try required(AgentName("paid-social"))
        #expect(Grounding.uncited(in: draft.proposal(by: agent)).isEmpty, "\(draft.reason)")
        // What is expected of it is expected of both campaigns.
        let forecasts = StatisticalReasoner().forecasts(draft.made, brief)
        #expect(forecasts.map(\.campaign?.id) == [nil, "cheap", "dear"])
        #expect(StatisticalReasoner().plan(brief) == plan, "the same brief gives the same plan")
    }

    @Test func `a move on an account with enquiries and revenue is short enough to be read`() throws {
        let brief = try Self.brief([Self.dear, Self.cheap], revenue: Decimal12(40_000))
        let draft = try required(StatisticalReasoner().plan(brief).drafts.first)
        _ = try Self.move(draft)
        let proposal = draft.proposal(by: try required(AgentName("paid-social")))
        #expect(proposal.evidence.count > 16, "\(proposal.evidence.count)")
        #expect(try Proposal(json: JSON(parsing: proposal.canonicalBytes)) == proposal)
    }

    @Test func `without the permission to move only the raise is proposed`() throws {
        let plan = StatisticalReasoner().plan(
            try Self.brief([Self.dear, Self.cheap], Permissions(budgetSteps: Self.steps)))
        #expect(plan.drafts.map(\.tool) == [.setDailyBudget] && plan.drafts.first?.entity.id == "cheap")
        #expect(plan.drafts.allSatisfy { !$0.rejected.contains { $0.option.hasPrefix("move") } })
    }

    @Test func `where a lowering is good by itself the two stay apart, and the move stands among what was rejected`()
        throws
    {
        let brief = try Self.brief([Self.dear, Self.cheap], improve: "cost_per_purchase")
        let drafts = StatisticalReasoner().plan(brief).drafts
        #expect(
            drafts.map(\.tool) == [.setDailyBudget, .setDailyBudget] && drafts.map(\.entity.id) == ["cheap", "dear"])
        let tied = drafts.first?.rejected.first { $0.option.hasPrefix("move 7.50 GBP a day from campaign dear") }
        #expect(
            tied?.because.contains("campaign dear is lowered by a step of its own") == true, "\(drafts[0].rejected)")
    }

    @Test func `a move is no larger than either step, and asks whoever one of its parts has to ask`() throws {
        let small = Campaign(id: "dear", pounds: 20, purchases: 20)
        let plan = StatisticalReasoner().plan(try Self.brief([small, Self.cheap]))
        #expect("\(try Self.move(plan.drafts.first).amount)" == "3.00 GBP")
        var settings = ReasonerSettings()
        settings.worthAsking = .infinity
        let asked = StatisticalReasoner(settings).plan(
            try Self.brief([Self.dear, Self.cheap], Permissions(budgetSteps: Self.steps, move: .withApproval)))
        #expect(asked.drafts.map(\.tool) == [.setDailyBudget], "the raise alone asks nobody")
    }

    @Test func `a move that was too large comes back smaller, once, and else is withdrawn`() async throws {
        let permissions = Permissions(
            budgetSteps: Self.steps + [.init(Percentage(percent: 30), .alone)], move: .alone)
        let brief = try Self.brief([Self.dear, Self.cheap], permissions)
        let first = try required(StatisticalReasoner().plan(brief).drafts.first)
        #expect("\(try Self.move(first).amount)" == "15.00 GBP")
        let tooLarge = Finding(.bound, .refuse, message: "too large")
        let again = await StatisticalReasoner().revise([Refusal(first, findings: [tooLarge])], brief)
        #expect("\(try Self.move(again.drafts.first).amount)" == "7.50 GBP" && again.drafts.count == 1)
        // A floor is no reason against a smaller move, whichever of its budgets it is about.
        let floor = Finding(.bound, .refuse, allowed: "10.00 GBP", message: "under the floor")
        let higher = await StatisticalReasoner().revise([Refusal(first, findings: [floor])], brief)
        #expect(higher.drafts.count == 1, "\(higher.drafts)")
        // Nothing is left of the limit for a smaller move either, so nobody is asked about one.
        let spent = Finding(.cumulative, .refuse, actual: "49.5 %", allowed: "30 % in any 7 d", message: "too far")
        let over = await StatisticalReasoner().revise([Refusal(first, findings: [spent])], brief)
        #expect(over.drafts.isEmpty, "\(over.drafts)")
        let closed = Finding(.evidence, .refuse, message: "too little spend")
        let none = await StatisticalReasoner().revise([Refusal(first, findings: [closed])], brief)
        #expect(none.drafts.isEmpty && none.nothing.counts == [.refused: 1])
    }
}
