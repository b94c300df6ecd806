public import Vocabulary

/// How the whole account did in its last days, beside the days before them.
public struct Trend: Sendable, Hashable {
    /// Counted in the last 7 days.
    public let recent: MetricTotals
    /// Counted in the days before those, at least 7.
    public let before: MetricTotals

    /// A trend.
    public init(recent: MetricTotals, before: MetricTotals) {
        self.recent = recent
        self.before = before
    }

    /// What a purchase costs of late as a share of what it cost before; nil where fewer than 20 purchases on a side leave that to
    /// chance.
    public var change: Percentage? {
        guard recent.purchases >= 20, before.purchases >= 20, let now = recent.costPerPurchase?.approximate,
            let then = before.costPerPurchase?.approximate, then > 0
        else { return nil }
        return Percentage(partsPerMillion: Int64((min(now / then, 1e6) * 1_000_000).rounded()))
    }
}
