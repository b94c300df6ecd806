public import Vocabulary

/// What a paid-media reasoner is shown of an ads account for one decision.
public struct PaidMediaSnapshot: Sendable {
    /// The end of the measured period.
    public let asOf: Instant
    /// Days in the measured period, at least 1.
    public let days: Int
    /// The currency of every amount.
    public let currency: Currency
    /// The account, for citing its totals.
    public let account: EntityRef?
    /// Where the numbers came from.
    public let source: SourceName
    /// How the account did of late; nil where its days are not reported one by one.
    public let trend: Trend?
    /// Counts that the source does not report at all: 0 of them says nothing.
    public let uncounted: Set<MetricName>
    /// The campaigns, in order of reference.
    public let campaigns: [PaidMediaEntity]
    /// The ads, in order of reference.
    public let ads: [PaidMediaEntity]

    /// A snapshot. Entities may come in any order; what is neither campaign nor ad is left out. A `days` below 1 counts
    /// as 1.
    public init(
        asOf: Instant, days: Int, currency: Currency, account: EntityRef? = nil, source: SourceName,
        trend: Trend? = nil, uncounted: Set<MetricName> = [], entities: [PaidMediaEntity]
    ) {
        self.trend = trend
        self.uncounted = uncounted
        self.account = account
        self.source = source
        self.asOf = asOf
        self.days = max(1, days)
        self.currency = currency
        campaigns = entities.filter { $0.ref.kind == .campaign }.sorted { $0.ref < $1.ref }
        ads = entities.filter { $0.ref.kind == .ad }.sorted { $0.ref < $1.ref }
    }

    /// The same with what was changed meanwhile marked, and with the ads of campaigns among that: the change has to show first.
    public func settling(_ changed: Set<EntityRef>) -> PaidMediaSnapshot {
        let entities = (campaigns + ads).map { entity in
            var entity = entity
            let isChanged = changed.contains(entity.ref) || changed.contains(entity.campaign)
            if entity.standing == .free, isChanged { entity.standing = .settling }
            return entity
        }
        return PaidMediaSnapshot(
            asOf: asOf, days: days, currency: currency, account: account, source: source, trend: trend,
            uncounted: uncounted, entities: entities)
    }

    /// Those of some counts that the source does not report, in the order given.
    func missing(_ counts: String...) -> [String] { counts.filter { uncounted.map(\.text).contains($0) } }

    /// What was measured of a campaign: its ads' sum, or its own numbers where it has no ads.
    public func totals(of campaign: PaidMediaEntity) -> MetricTotals {
        let own = ads.filter { $0.campaign == campaign.ref }
        return own.isEmpty ? campaign.totals : own.reduce(MetricTotals()) { $0 + $1.totals }
    }

    /// What was measured of the whole account.
    public var totals: MetricTotals {
        let known = Set(campaigns.map(\.ref))
        let strays = ads.filter { !known.contains($0.campaign) }.reduce(MetricTotals()) { $0 + $1.totals }
        return totalsByCampaign.values.reduce(strays) { $0 + $1 }
    }

    /// What was measured of each campaign.
    public var totalsByCampaign: [EntityRef: MetricTotals] {
        var sums: [EntityRef: MetricTotals] = [:]
        for ad in ads {
            sums[ad.campaign, default: MetricTotals()] = sums[ad.campaign, default: MetricTotals()] + ad.totals
        }
        return Dictionary(uniqueKeysWithValues: campaigns.map { ($0.ref, sums[$0.ref] ?? $0.totals) })
    }
}
