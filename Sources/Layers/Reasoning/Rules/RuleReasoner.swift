internal import Statistics
internal import Vocabulary

/// The reasoner of the production guide: fixed thresholds, no model. It pauses campaigns and ads that pass one, and never
/// changes a budget.
public struct RuleReasoner: Reasoner {
    /// Changes whenever the same brief can give another plan.
    public let name = "rules 1"
    private let thresholds: RuleThresholds

    /// The guide's reasoner, or one with other thresholds.
    public init(_ thresholds: RuleThresholds = RuleThresholds()) { self.thresholds = thresholds }

    /// Every running campaign, then every running ad, each by its own numbers.
    public func propose(_ brief: ReasoningBrief) async -> ReasoningPlan { plan(brief) }

    /// As `propose`, for callers that do not suspend.
    public func plan(_ brief: ReasoningBrief) -> ReasoningPlan {
        let missing = brief.snapshot.missing("impressions", "clicks", "purchases")
        guard missing.isEmpty else { return RuleReasoner.leavingAlone(brief.snapshot, missing) }
        var drafts: [Draft] = []
        var counts: [DoNothing.Reason: Int] = [:]
        for entity in RuleReasoner.entities(brief.snapshot) {
            if let standing = DoNothing.Reason(entity.standing) {
                counts[standing, default: 0] += 1
            } else if entity.status != .active || brief.permissions.pause == nil {
                counts[.notOurs, default: 0] += 1
            } else if let draft = draft(entity, brief.snapshot) {
                // It cannot say what a pause would cost.
                if brief.goal.isMet { counts[.met, default: 0] += 1 } else { drafts.append(draft) }
            } else {
                counts[.asGoodAsItGets, default: 0] += 1
            }
        }
        let left = counts.values.reduce(0, +)
        return ReasoningPlan(
            drafts: drafts, nothing: DoNothing(counts: counts, summary: "no threshold asks for a change of \(left)"))
    }

    /// Withdraws what was refused: a threshold has no second opinion.
    public func revise(_ refusals: [Refusal], _ brief: ReasoningBrief) async -> ReasoningPlan {
        ReasoningPlan(
            drafts: [],
            nothing: DoNothing(
                counts: [.refused: refusals.count], summary: "withdrawn after a refusal: \(refusals.count)"))
    }

    /// A threshold says nothing about what is not counted: 0 purchases that nobody looked for are no reason to pause.
    private static func leavingAlone(_ snapshot: PaidMediaSnapshot, _ missing: [String]) -> ReasoningPlan {
        let count = snapshot.campaigns.count + snapshot.ads.count
        return ReasoningPlan(
            drafts: [],
            nothing: DoNothing(
                counts: count > 0 ? [.unsure: count] : [:],
                summary:
                    "left alone: \(count), since \(missing.joined(separator: " and ")) are not counted here, and every threshold "
                    + "needs them"))
    }

    /// The pause that the rules ask for, or nil.
    private func draft(_ entity: PaidMediaEntity, _ snapshot: PaidMediaSnapshot) -> Draft? {
        guard case .pause(let reasons) = thresholds.judge(RuleFacts(entity)),
            let confidence = Confidence(roundingDown: probability(entity.totals, snapshot.totals))
        else { return nil }
        let totals = entity.totals
        let pace = entity.dailyBudget.flatMap { PlanWords.pace(totals, $0, snapshot.days) }
        return Draft(
            .pause, entity.ref, reason: reasons.joined(separator: "; "), evidence: evidence(entity, snapshot),
            confidence: confidence, cause: Cause(of: totals, in: snapshot.totals, pace: pace, trend: snapshot.trend),
            rejected: [RejectedOption(option: "do nothing", because: "a threshold of the rules is passed")],
            route: .rules)
    }

    /// What was counted, and the thresholds it is held against.
    private func evidence(_ entity: PaidMediaEntity, _ snapshot: PaidMediaSnapshot) -> [Evidence] {
        let totals = entity.totals
        let counted = [
            ("spend", "\(totals.spend) \(snapshot.currency)"), ("impressions", String(totals.impressions)),
            ("clicks", String(totals.clicks)), ("enquiries", totals.enquiries.description),
            ("purchases", totals.purchases.description),
        ].filter { snapshot.missing($0.0).isEmpty }.map { ($0.0, $0.1, snapshot.source) }
        let rules = SourceName.houseRules
        let thresholds = [
            ("threshold_purchase_rate", thresholds.conversionRate.description, rules),
            ("threshold_cost_per_purchase", "\(thresholds.costPerConversion)", rules),
            ("threshold_click_rate", thresholds.clickRate.description, rules),
        ]
        return (counted + thresholds).compactMap { metric, value, source in
            MetricName(metric).map {
                Evidence(entity: entity.ref, metric: $0, value: value, source: source, asOf: snapshot.asOf)
            }
        }
    }

    /// How likely a purchase truly costs more here than in the account: its own numbers, and one purchase at the
    /// account's price as the prior. 0 where the account has no price.
    private func probability(_ totals: MetricTotals, _ account: MetricTotals) -> Double {
        guard let price = account.costPerPurchase?.approximate, price > 0 else { return 0 }
        let rate = Gamma(shape: 1 + totals.purchases.approximate, rate: price + max(0, totals.spend.approximate))
        return min(1, max(0, rate.cumulative(1 / price)))
    }

    private static func entities(_ snapshot: PaidMediaSnapshot) -> [PaidMediaEntity] {
        let totals = snapshot.totalsByCampaign
        let campaigns = snapshot.campaigns.map { campaign in
            PaidMediaEntity(
                ref: campaign.ref, campaign: campaign.ref, status: campaign.status, dailyBudget: campaign.dailyBudget,
                standing: campaign.standing, totals: totals[campaign.ref] ?? campaign.totals,
                daysRunning: campaign.daysRunning)
        }
        return campaigns + snapshot.ads
    }
}
