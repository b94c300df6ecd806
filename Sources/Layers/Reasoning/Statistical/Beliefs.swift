public import Statistics
public import Vocabulary

/// What is believed of one ad's rates: expected values with 80 % intervals.
public struct Beliefs: Sendable, Equatable {
    /// The ad.
    public let ad: EntityRef
    /// Clicks per impression.
    public let clickRate: Interval
    /// Enquiries per click; over 1 where a platform counts enquiries of people who saw the ad and did not click.
    public let enquiryRate: Interval
    /// Purchases per enquiry; nil where purchases are counted and the enquiries that led to them are not.
    public let enquiryToPurchaseRate: Interval?
    /// Purchases per unit of money.
    public let purchasesPerMoney: Interval
    /// Money per purchase; its expected value is the median where the mean does not exist.
    public let costPerPurchase: Interval
}

extension StatisticalReasoner {
    /// What is believed of every running ad that is worth statistics, in order of reference.
    public func beliefs(_ snapshot: PaidMediaSnapshot) -> [Beliefs] {
        let ads = AccountModel.worthStatistics(snapshot)
        let isDirect = snapshot.totals.isDirect
        let funnel = FunnelModel(ads, pooling: settings.pooling, isDirect: isDirect)
        let clicks = FunnelModel.clicks(ads, pooling: settings.pooling)
        let enquiries = FunnelModel.enquiriesPerClick(ads, pooling: settings.pooling)
        return ads.enumerated().map { index, ad in
            let rate = funnel.purchaseRate(ad)
            return Beliefs(
                ad: ad.ref, clickRate: clicks[index].interval(), enquiryRate: enquiries[index].interval(),
                enquiryToPurchaseRate: isDirect ? nil : funnel.buyingShare(ad).interval(),
                purchasesPerMoney: rate.interval(),
                costPerPurchase: rate.reciprocalInterval())
        }
    }
}

extension Gamma {
    /// The 80 % interval of 1 / x.
    func reciprocalInterval() -> Interval {
        let expected = shape > 1 ? rate / (shape - 1) : 1 / quantile(0.5)
        return Interval(low: 1 / quantile(0.9), expected: expected, high: 1 / quantile(0.1))
    }
}
