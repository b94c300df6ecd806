internal import Statistics
internal import Vocabulary

/// What is believed of one ad that is worth statistics.
struct AdBelief: Sendable {
    let entity: PaidMediaEntity
    /// Index of its campaign.
    let campaign: Int
    /// Money it spent in the period.
    let spend: Double
    /// Purchases per unit of money.
    let purchaseRate: Gamma
    /// Enquiries per unit of money.
    let enquiryRate: Gamma

    /// What it is expected to bring in the period at its present spend.
    var level: Outcome {
        Outcome(spend: spend, enquiries: enquiryRate.mean * spend, purchases: purchaseRate.mean * spend)
    }
}

/// Beliefs about the rates of ads, learned from all of them together: enquiries per unit of money, and the share of
/// enquiries that buy. Their product is purchases per unit of money.
///
/// Where a source counts purchases and no enquiries that led to them, a purchase is its own enquiry and every one buys.
struct FunnelModel: Sendable {
    private let enquiries: PooledRates
    private let buying: PooledShares?
    private let levels: [[String: Int]]
    private let isDirect: Bool

    init(_ ads: [PaidMediaEntity], pooling: PooledRates.Pooling, isDirect: Bool) {
        let levels = FunnelModel.levels(ads)
        let groups = ads.map { FunnelModel.groups($0, levels) }
        self.levels = levels
        self.isDirect = isDirect
        enquiries = PooledRates(zip(ads, groups).map { FunnelModel.enquiries($0, $1, isDirect) }, pooling: pooling)
        buying = isDirect ? nil : PooledShares(zip(ads, groups).map(FunnelModel.buying), pooling: pooling)
    }

    /// The share of a purchase that is its own enquiry: as good as one.
    static let certain = Beta(successes: 1e9, failures: 1)

    /// Enquiries per unit of money of this ad.
    func enquiryRate(_ ad: PaidMediaEntity) -> Gamma {
        enquiries.posterior(FunnelModel.enquiries(ad, FunnelModel.groups(ad, levels), isDirect))
    }

    /// The share of this ad's enquiries that buy.
    func buyingShare(_ ad: PaidMediaEntity) -> Beta {
        buying?.posterior(FunnelModel.buying(ad, FunnelModel.groups(ad, levels))) ?? FunnelModel.certain
    }

    /// Purchases per unit of money of this ad: the product of two independent beliefs, as the gamma distribution with
    /// the same mean and variance.
    func purchaseRate(_ ad: PaidMediaEntity) -> Gamma {
        let (rate, share) = (enquiryRate(ad), buyingShare(ad))
        let mean = rate.mean * share.mean
        let square = (rate.variance + rate.mean * rate.mean) * (share.variance + share.mean * share.mean)
        return Gamma(mean: mean, shape: mean * mean / max(square - mean * mean, 1e-12 * mean * mean))
    }

    /// Clicks per impression of each ad.
    static func clicks(_ ads: [PaidMediaEntity], pooling: PooledRates.Pooling) -> [Beta] {
        let units = units(ads) { (Double($0.clicks), Double($0.impressions)) }
        let shares = PooledShares(units, pooling: pooling)
        return units.map(shares.posterior)
    }

    /// Enquiries per click of each ad.
    static func enquiriesPerClick(_ ads: [PaidMediaEntity], pooling: PooledRates.Pooling) -> [Gamma] {
        let units = units(ads) { ($0.enquiries.approximate, Double($0.clicks)) }
        let rates = PooledRates(units, pooling: pooling)
        return units.map(rates.posterior)
    }

    private static func units(
        _ ads: [PaidMediaEntity], _ numbers: (MetricTotals) -> (count: Double, exposure: Double)
    ) -> [PooledRates.Unit] {
        let levels = levels(ads)
        return ads.map { ad in
            let (count, exposure) = numbers(ad.totals)
            return PooledRates.Unit(count: count, exposure: exposure, groups: groups(ad, levels))
        }
    }

    /// The groups an ad shares with others. Ads whose source does not name a value share one group of their own.
    private static let features: [@Sendable (PaidMediaEntity) -> String] = [
        { $0.campaign.id }, { $0.segment.age ?? "" }, { $0.segment.gender ?? "" }, { $0.segment.interest ?? "" },
    ]

    /// Numbers the values of each feature in the order in which they are met.
    private static func levels(_ ads: [PaidMediaEntity]) -> [[String: Int]] {
        features.map { feature in
            var levels: [String: Int] = [:]
            for ad in ads where levels[feature(ad)] == nil { levels[feature(ad)] = levels.count }
            return levels
        }
    }

    private static func groups(_ ad: PaidMediaEntity, _ levels: [[String: Int]]) -> [Int] {
        zip(features, levels).map { feature, level in level[feature(ad)] ?? level.count }
    }

    private static func enquiries(_ ad: PaidMediaEntity, _ groups: [Int], _ isDirect: Bool) -> PooledRates.Unit {
        let count = isDirect ? ad.totals.purchases : ad.totals.enquiries
        return .init(count: count.approximate, exposure: ad.totals.spend.approximate, groups: groups)
    }

    private static func buying(_ ad: PaidMediaEntity, _ groups: [Int]) -> PooledRates.Unit {
        .init(
            count: ad.totals.purchases.approximate, exposure: ad.totals.enquiries.approximate, groups: groups)
    }
}
