internal import Statistics
internal import Vocabulary

/// An account as the statistical reasoner believes it to be.
struct AccountModel: Sendable {
    /// The plan in which nothing is changed.
    let start: PlanState
    /// The running ads that are worth statistics, in order of reference.
    let ads: [AdBelief]
    /// The running ads that are not: they spent less than one purchase costs.
    let small: [PaidMediaEntity]
    /// What one purchase costs in the account.
    let priceOfPurchase: Double

    /// Nil where the goal cannot be computed, or the account has no campaign or no purchase to learn from.
    init?(_ brief: ReasoningBrief, _ settings: ReasonerSettings) {
        let snapshot = brief.snapshot
        let account = snapshot.totals
        guard let goal = Objective(brief.goal, snapshot), !snapshot.campaigns.isEmpty, account.purchases > 0,
            account.spend > .zero
        else { return nil }
        priceOfPurchase = account.spend.approximate / Double(account.purchases)
        let index = Dictionary(uniqueKeysWithValues: snapshot.campaigns.enumerated().map { ($1.ref, $0) })
        let running = AccountModel.running(snapshot)
        let threshold = priceOfPurchase
        let worth = running.filter { $0.totals.spend.approximate >= threshold }
        small = running.filter { $0.totals.spend.approximate < threshold }
        let levels = AccountModel.levels(snapshot, running)
        var draws = Draws(settings)
        let states = zip(snapshot.campaigns, levels).map { campaign, level in
            let drawn = draws.levels(of: level)
            return CampaignState(
                ref: campaign.ref, spend: level.spend, enquiries: drawn.enquiries, purchases: drawn.purchases,
                expected: level)
        }
        start = PlanState(campaigns: states, draws: draws, goal: goal)
        let funnel = FunnelModel(worth, pooling: settings.pooling)
        ads = worth.compactMap { ad in index[ad.campaign].map { AccountModel.belief(ad, $0, funnel) } }
    }

    private static func belief(_ ad: PaidMediaEntity, _ campaign: Int, _ funnel: FunnelModel) -> AdBelief {
        AdBelief(
            entity: ad, campaign: campaign, spend: ad.totals.spend.approximate, purchaseRate: funnel.purchaseRate(ad),
            enquiryRate: funnel.enquiryRate(ad))
    }

    private static func running(_ snapshot: PaidMediaSnapshot) -> [PaidMediaEntity] {
        let campaigns = Set(snapshot.campaigns.filter { $0.status == .active }.map(\.ref))
        return snapshot.ads.filter { $0.status == .active && campaigns.contains($0.campaign) }
    }

    /// What the running part of each campaign was measured to do.
    private static func levels(_ snapshot: PaidMediaSnapshot, _ running: [PaidMediaEntity]) -> [Outcome] {
        let withAds = Set(snapshot.ads.map(\.campaign))
        var sums: [EntityRef: MetricTotals] = [:]
        for ad in running {
            sums[ad.campaign, default: MetricTotals()] = sums[ad.campaign, default: .init()] + ad.totals
        }
        return snapshot.campaigns.map { campaign in
            if withAds.contains(campaign.ref) { return Outcome(sums[campaign.ref] ?? MetricTotals()) }
            return campaign.status == .active ? Outcome(campaign.totals) : Outcome()
        }
    }
}
