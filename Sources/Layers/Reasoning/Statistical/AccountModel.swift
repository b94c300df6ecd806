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

    /// Nil where the goal cannot be computed, or the account has no campaign or no purchase to learn from.
    init?(_ brief: ReasoningBrief, _ settings: ReasonerSettings) {
        let snapshot = brief.snapshot
        let account = snapshot.totals
        guard let goal = Objective(brief.goal, snapshot), !snapshot.campaigns.isEmpty, account.purchases > 0,
            account.spend > .zero
        else { return nil }
        let index = Dictionary(uniqueKeysWithValues: snapshot.campaigns.enumerated().map { ($1.ref, $0) })
        let running = AccountModel.running(snapshot)
        let worth = AccountModel.worthStatistics(snapshot)
        small = running.filter { !AccountModel.isWorthStatistics($0, priceOfPurchase: account.costPerPurchase) }
        let isDirect = account.isDirect
        let levels = AccountModel.levels(snapshot, running).map { isDirect ? $0.direct : $0 }
        let stopped = AccountModel.stopped(snapshot)
        var draws = Draws(settings)
        let rates = CampaignRates(levels, pooling: settings.pooling, isDirect: isDirect)
        let states = snapshot.campaigns.enumerated().map { position, campaign in
            let level = levels[position]
            let drawn = draws.levels(level.spend, rates.enquiries[position], rates.buying[position])
            return CampaignState(
                ref: campaign.ref, spend: level.spend + stopped[position], paused: stopped[position],
                present: campaign.presentRatio, ratio: campaign.presentRatio, enquiries: drawn.enquiries,
                purchases: drawn.purchases,
                worth: AccountModel.worth(level, account), expected: level)
        }
        start = PlanState(campaigns: states, draws: draws, goal: goal)
        let funnel = FunnelModel(worth, pooling: settings.pooling, isDirect: isDirect)
        ads = worth.compactMap { ad in index[ad.campaign].map { AccountModel.belief(ad, $0, funnel) } }
    }

    /// The running ads that spent at least what a purchase costs in the account: below that, no purchase is what one
    /// expects of a good ad too.
    static func worthStatistics(_ snapshot: PaidMediaSnapshot) -> [PaidMediaEntity] {
        let price = snapshot.totals.costPerPurchase
        return running(snapshot).filter { isWorthStatistics($0, priceOfPurchase: price) }
    }

    private static func isWorthStatistics(_ ad: PaidMediaEntity, priceOfPurchase: Decimal12?) -> Bool {
        priceOfPurchase.map { ad.totals.spend > .zero && ad.totals.spend >= $0 } ?? false
    }

    /// What a purchase of a campaign brings, pulled towards the account's like so many purchases.
    private static func worth(_ campaign: Outcome, _ account: MetricTotals, pull: Double = 5) -> Double {
        guard let revenue = account.revenue, account.purchases > 0 else { return 0 }
        let usual = revenue.approximate / account.purchases.approximate
        return (campaign.revenue + pull * usual) / (campaign.purchases + pull)
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
        let withAds = Set(snapshot.ads.filter { $0.totals != MetricTotals() }.map(\.campaign))
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

extension AccountModel {
    /// What ads spent that do not run any more while their campaign does. Its budget is still spent, so that this money is with the
    /// others as that of an ad which is paused now would be.
    private static func stopped(_ snapshot: PaidMediaSnapshot) -> [Double] {
        var sums: [EntityRef: Double] = [:]
        for ad in snapshot.ads where ad.status != .active {
            sums[ad.campaign, default: 0] += ad.totals.spend.approximate
        }
        return snapshot.campaigns.map { $0.status == .active ? sums[$0.ref] ?? 0 : 0 }
    }
}

/// What is believed of campaigns as wholes, each pooled with the others: enquiries per unit of money, and the share of
/// enquiries that buy.
struct CampaignRates: Sendable {
    let enquiries: [Gamma]
    let buying: [Beta]

    init(_ levels: [Outcome], pooling: PooledRates.Pooling, isDirect: Bool) {
        let rates = levels.map { PooledRates.Unit(count: $0.enquiries, exposure: $0.spend, groups: []) }
        let pooledRates = PooledRates(rates, pooling: pooling)
        enquiries = rates.map(pooledRates.posterior)
        guard !isDirect else {
            buying = rates.map { _ in FunnelModel.certain }
            return
        }
        let shares = levels.map { PooledRates.Unit(count: $0.purchases, exposure: $0.enquiries, groups: []) }
        let pooledShares = PooledShares(shares, pooling: pooling)
        buying = shares.map(pooledShares.posterior)
    }
}
