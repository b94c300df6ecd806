public import Vocabulary

/// What an ads report counts of one entity over one period, or the sum of several.
public struct MetricTotals: Sendable, Hashable {
    /// Times shown.
    public var impressions: Int64
    /// Clicks.
    public var clicks: Int64
    /// Enquiries (leads).
    public var enquiries: AttributedCount
    /// Purchases (conversions).
    public var purchases: AttributedCount
    /// Money billed, exact, in the snapshot's currency.
    public var spend: Decimal12
    /// What customers paid, exact, in the snapshot's currency; nil where the source does not say.
    public var revenue: Decimal12?

    /// Totals; all zero by default.
    public init(
        impressions: Int64 = 0, clicks: Int64 = 0, enquiries: AttributedCount = 0, purchases: AttributedCount = 0,
        spend: Decimal12 = .zero, revenue: Decimal12? = nil
    ) {
        self.impressions = impressions
        self.clicks = clicks
        self.enquiries = enquiries
        self.purchases = purchases
        self.spend = spend
        self.revenue = revenue
    }

    /// The sum of two periods or entities. What does not fit in 128 bits of money stays at the first value: no account
    /// is billed 10^26.
    public static func + (one: MetricTotals, other: MetricTotals) -> MetricTotals {
        MetricTotals(
            impressions: one.impressions &+ other.impressions, clicks: one.clicks &+ other.clicks,
            enquiries: one.enquiries + other.enquiries, purchases: one.purchases + other.purchases,
            spend: one.spend.adding(other.spend) ?? one.spend, revenue: sum(one.revenue, other.revenue))
    }

    private static func sum(_ one: Decimal12?, _ other: Decimal12?) -> Decimal12? {
        guard let one, let other else { return one ?? other }
        return one.adding(other) ?? one
    }

    /// Money per purchase, rounded to the nearest 10^-12; nil without a purchase.
    public var costPerPurchase: Decimal12? {
        purchases > 0 ? spend.divided(by: purchases.exact, rounding: .nearest) : nil
    }
}
