public import Vocabulary

/// The sum of the rows of one series for one entity within a period.
public struct SeriesTotals: Hashable, Sendable {
    /// Summed counts; reach is left out, since the same people are reached on several days.
    public private(set) var counts = Counts()
    /// How many rows were added.
    public private(set) var rows = 0
    /// How many of them reported each metric, in the order of `Counted`.
    private var reported = Array(repeating: 0, count: Counted.all.count)
    /// The first day a row is about.
    public private(set) var first: CalendarDate
    /// The last day a row is about.
    public private(set) var last: CalendarDate
    /// The last instant that any row knows of.
    public private(set) var asOf: Instant

    /// No rows yet, about a period.
    init(_ period: Period, asOf: Instant) {
        first = period.first
        last = period.last
        self.asOf = asOf
    }

    /// How many rows reported a metric.
    public func reported(_ metric: Counted) -> Int { reported[metric.rawValue] }

    /// The share of rows that reported a metric, rounded down; nil without rows.
    public func completeness(of metric: Counted) -> Percentage? {
        Percentage.of(Int64(reported(metric)), in: Int64(rows), rounding: .down)
    }

    mutating func add(_ other: Counts, _ period: Period, asOf: Instant) {
        change(other, by: 1)
        first = min(first, period.first)
        last = max(last, period.last)
        self.asOf = max(self.asOf, asOf)
    }

    mutating func remove(_ other: Counts) {
        change(other, by: -1)
    }

    /// Adds the sum of another entity, as for a parent.
    mutating func add(_ other: SeriesTotals) {
        for metric in Counted.all {
            reported[metric.rawValue] += other.reported[metric.rawValue]
            if let value = other.counts[metric] { counts[metric] = Self.sum(counts[metric], value) }
        }
        rows += other.rows
        first = min(first, other.first)
        last = max(last, other.last)
        asOf = max(asOf, other.asOf)
    }

    private mutating func change(_ other: Counts, by direction: Int) {
        rows += direction
        for metric in Counted.all {
            guard metric != .reach, let value = other[metric] else { continue }
            reported[metric.rawValue] += direction
            let signed = direction > 0 ? value : Decimal12(units: -value.units)
            let sum = Self.sum(counts[metric], signed)
            counts[metric] = reported[metric.rawValue] > 0 ? sum : nil
        }
    }

    /// Rows are bounded so that 10^8 of them fit; beyond that the sum stays where it is.
    private static func sum(_ one: Decimal12?, _ other: Decimal12) -> Decimal12 {
        guard let one else { return other }
        return one.adding(other) ?? one
    }
}
