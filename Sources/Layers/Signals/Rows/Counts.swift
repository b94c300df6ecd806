public import Vocabulary

/// The observed metrics of one row or of a sum of rows; a metric that was not reported is absent, not zero.
public struct Counts: Hashable, Sendable {
    private var present: UInt8 = 0
    private var units: [Int128]

    /// Nothing reported.
    public init() {
        units = Array(repeating: 0, count: Counted.all.count)
    }

    /// The value of a metric, exact; nil where it was not reported. Money is in major units of the import's
    /// currency.
    public subscript(metric: Counted) -> Decimal12? {
        get { has(metric) ? Decimal12(units: units[metric.rawValue]) : nil }
        set {
            units[metric.rawValue] = newValue?.units ?? 0
            if newValue == nil { present &= ~Self.bit(metric) } else { present |= Self.bit(metric) }
        }
    }

    /// Whether a metric was reported.
    public func has(_ metric: Counted) -> Bool { present & Self.bit(metric) != 0 }

    /// Whether nothing was reported.
    public var isEmpty: Bool { present == 0 }

    /// The reported metrics with their values, in the order of `Counted`.
    public var values: [(metric: Counted, value: Decimal12)] {
        Counted.all.compactMap { metric in self[metric].map { (metric, $0) } }
    }

    /// Whether any reported value is below zero.
    var hasNegative: Bool {
        for value in units where value < 0 { return true }
        return false
    }

    private static func bit(_ metric: Counted) -> UInt8 { 1 << UInt8(metric.rawValue) }
}
