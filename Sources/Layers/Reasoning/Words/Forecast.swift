public import Statistics
public import Vocabulary

/// What an account or one of its campaigns is expected to do over the coming days, with and without a set of changes.
public struct Forecast: Sendable, Equatable {
    /// What one future is expected to bring: 80 % intervals of what will be counted, chance included.
    public struct Levels: Sendable, Equatable {
        /// Money spent.
        public let spend: Interval
        /// Purchases counted.
        public let purchases: Interval
        /// Money per purchase; its upper end is infinite where no purchase at all is likely enough.
        public let costPerPurchase: Interval
    }

    /// The campaign it is about; nil for the whole account.
    public let campaign: EntityRef?
    /// Over how many days.
    public let days: Int
    /// If nothing is done.
    public let before: Levels
    /// If the changes are made.
    public let after: Levels

    /// Where a measured value lies in an 80 % interval.
    public enum Place: String, Sendable, Hashable {
        /// Under its lower end.
        case below
        /// Inside, ends included.
        case within
        /// Over its upper end.
        case above

        init(_ value: Double, _ interval: Interval) {
            self = value < interval.low ? .below : value > interval.high ? .above : .within
        }
    }

    /// What was measured against what was forecast. Spend is not compared: it is decided, not forecast.
    public struct Comparison: Sendable, Hashable {
        /// Of the purchases.
        public let purchases: Place
        /// Of the money per purchase; nil where nothing was bought.
        public let costPerPurchase: Place?
    }

    /// Compares what was measured over `days` with the forecast of the changes. What was measured over another number of
    /// days is scaled to the forecast's.
    public func comparison(with measured: MetricTotals, over measuredDays: Int) -> Comparison {
        let scale = Double(days) / Double(max(1, measuredDays))
        let price = measured.costPerPurchase?.approximate
        return Comparison(
            purchases: Place(Double(measured.purchases) * scale, after.purchases),
            costPerPurchase: price.map { Place($0, after.costPerPurchase) })
    }
}
