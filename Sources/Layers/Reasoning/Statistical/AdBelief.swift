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
struct FunnelModel: Sendable {
    private let enquiries: PooledRates
    private let buying: PooledShares
    private let levels: [[String: Int]]

    init(_ ads: [PaidMediaEntity], pooling: PooledRates.Pooling) {
        let levels = FunnelModel.features.map { feature in
            Dictionary(ads.map(feature).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let compact = levels.map { level in
            Dictionary(uniqueKeysWithValues: level.sorted { $0.value < $1.value }.enumerated().map { ($1.key, $0) })
        }
        self.levels = compact
        let groups = ads.map { FunnelModel.groups($0, compact) }
        enquiries = PooledRates(
            zip(ads, groups).map { FunnelModel.enquiries($0, $1) }, pooling: pooling)
        buying = PooledShares(zip(ads, groups).map { FunnelModel.buying($0, $1) }, pooling: pooling)
    }

    /// Enquiries per unit of money of this ad.
    func enquiryRate(_ ad: PaidMediaEntity) -> Gamma {
        enquiries.posterior(FunnelModel.enquiries(ad, FunnelModel.groups(ad, levels)))
    }

    /// The share of this ad's enquiries that buy.
    func buyingShare(_ ad: PaidMediaEntity) -> Beta {
        buying.posterior(FunnelModel.buying(ad, FunnelModel.groups(ad, levels)))
    }

    /// Purchases per unit of money of this ad: the product of two independent beliefs, as the gamma distribution with
    /// the same mean and variance.
    func purchaseRate(_ ad: PaidMediaEntity) -> Gamma {
        let (rate, share) = (enquiryRate(ad), buyingShare(ad))
        let mean = rate.mean * share.mean
        let square = (rate.variance + rate.mean * rate.mean) * (share.variance + share.mean * share.mean)
        return Gamma(mean: mean, shape: mean * mean / max(square - mean * mean, 1e-12 * mean * mean))
    }

    /// The groups an ad shares with others. Ads whose source does not name a value share one group of their own.
    private static let features: [@Sendable (PaidMediaEntity) -> String] = [
        { $0.campaign.id }, { $0.segment.age ?? "" }, { $0.segment.gender ?? "" }, { $0.segment.interest ?? "" },
    ]

    private static func groups(_ ad: PaidMediaEntity, _ levels: [[String: Int]]) -> [Int] {
        zip(features, levels).map { feature, level in level[feature(ad)] ?? level.count }
    }

    private static func enquiries(_ ad: PaidMediaEntity, _ groups: [Int]) -> PooledRates.Unit {
        .init(count: Double(ad.totals.enquiries), exposure: ad.totals.spend.approximate, groups: groups)
    }

    private static func buying(_ ad: PaidMediaEntity, _ groups: [Int]) -> PooledRates.Unit {
        .init(count: Double(ad.totals.purchases), exposure: Double(ad.totals.enquiries), groups: groups)
    }
}
