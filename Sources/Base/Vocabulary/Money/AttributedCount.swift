/// A count that attribution may split: half a purchase for each of two ads. Exact in millionths, so that many parts add up to the
/// whole they are of.
public struct AttributedCount: Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Millionths of one.
    public let millionths: Int64

    private static let one: Int64 = 1_000_000

    /// So many millionths.
    public init(millionths: Int64) { self.millionths = millionths }

    /// Whole ones; beyond nine million millions it stays there.
    public init(_ whole: Int64) {
        let (product, overflow) = whole.multipliedReportingOverflow(by: Self.one)
        millionths = overflow ? (whole < 0 ? .min : .max) : product
    }

    /// A whole number.
    public init(integerLiteral value: Int64) { self.init(value) }

    /// A count as a report writes it, its seventh place and those after it left out; nil where it does not fit.
    public init?(_ count: Decimal12) {
        guard let exact = Int64(exactly: Rounding.down.divide(count.units, by: Decimal12.one / Int128(Self.one))) else {
            return nil
        }
        millionths = exact
    }

    /// How many are whole: a part of one counts as nothing until the rest of it is there.
    public var whole: Int64 { Int64(Rounding.down.divide(Int128(millionths), by: Int128(Self.one))) }

    /// The count, exactly.
    public var exact: Decimal12 { Decimal12(units: Int128(millionths) * (Decimal12.one / Int128(Self.one))) }

    /// The nearest double, for statistics alone.
    public var approximate: Double { Double(millionths) / Double(Self.one) }

    /// The shortest exact text: `183`, `0.97`.
    public var description: String { exact.description }

    /// For a sentence: to the nearest hundredth, `0.33`; exactly where that would be nothing.
    public var brief: String {
        let hundredths = Rounding.nearest.divide(Int128(millionths), by: Int128(Self.one / 100))
        return hundredths == 0 ? description : Decimal12(units: hundredths * (Decimal12.one / 100)).description
    }

    /// Order of size.
    public static func < (one: AttributedCount, other: AttributedCount) -> Bool { one.millionths < other.millionths }

    /// The sum, which stays at the largest count where it does not fit.
    public static func + (one: AttributedCount, other: AttributedCount) -> AttributedCount {
        let (sum, overflow) = one.millionths.addingReportingOverflow(other.millionths)
        return AttributedCount(millionths: overflow ? (one.millionths < 0 ? .min : .max) : sum)
    }
}
