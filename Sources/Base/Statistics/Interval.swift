/// A range that holds a stated share of a posterior, with its expected value. `low` <= `high`; the expected value of a
/// very skewed posterior may lie outside.
public struct Interval: Sendable, Equatable {
    /// Lower end.
    public let low: Double
    /// Expected value.
    public let expected: Double
    /// Upper end.
    public let high: Double

    /// An interval from its three numbers.
    public init(low: Double, expected: Double, high: Double) {
        self.low = low
        self.expected = expected
        self.high = high
    }

    /// Whether `value` lies inside, ends included.
    public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
