/// A share in parts per million: 15 % is 150,000. Compared by cross-multiplication, so nothing is rounded.
public struct Percentage: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Parts per million; negative for a decrease.
    public let partsPerMillion: Int64

    /// A share of so many parts per million.
    public init(partsPerMillion: Int64) { self.partsPerMillion = partsPerMillion }

    /// A whole percentage.
    public init(percent: Int64) { partsPerMillion = percent * 10_000 }

    /// Reads `15 %`, `-15 %`, `2.5 %`: at most four decimals, magnitude at most 100,000 %.
    public init?(parsing text: String) {
        guard text.hasSuffix("%") else { return nil }
        var number = text.dropLast()
        if number.last == " " { number.removeLast() }
        guard let decimal = Decimal12(parsing: number) else { return nil }
        let unit = Decimal12.one / 10_000
        guard decimal.units % unit == 0, let parts = Int64(exactly: decimal.units / unit),
            parts.magnitude <= 1_000_000_000
        else { return nil }
        partsPerMillion = parts
    }

    /// Whether `part` of `whole` is more than this share: `part x 10^6 > whole x ppm`, exactly.
    public func isExceeded(by part: Int64, of whole: Int64) -> Bool {
        Int128(part) * 1_000_000 > Int128(whole) * Int128(partsPerMillion)
    }

    /// What `part` is of `whole`, rounded in the named direction; nil where the whole is zero.
    public static func of(_ part: Int64, in whole: Int64, rounding: Rounding) -> Percentage? {
        guard whole != 0 else { return nil }
        let parts = rounding.divide(Int128(part) * 1_000_000, by: Int128(whole))
        return Int64(exactly: parts).map(Percentage.init(partsPerMillion:))
    }

    /// Order of value.
    public static func < (one: Percentage, other: Percentage) -> Bool { one.partsPerMillion < other.partsPerMillion }

    /// `15 %`, `14.2217 %`.
    public var description: String { "\(Decimal12(units: Int128(partsPerMillion) * (Decimal12.one / 10_000))) %" }

    /// Rounded up to the hundredth: `10.04 %`.
    public var hundredths: String {
        Percentage(partsPerMillion: Int64(Rounding.up.divide(Int128(partsPerMillion), by: 100)) * 100).description
    }

    /// For a screen: one decimal, `14.2 %`.
    public var brief: String {
        let tenths = Rounding.nearest.divide(Int128(partsPerMillion), by: 1_000)
        return "\(Decimal12(units: tenths * (Decimal12.one / 10))) %"
    }
}
