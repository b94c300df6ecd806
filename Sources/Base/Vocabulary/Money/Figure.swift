/// A recorded value as people read it: money with the digits of its minor unit, counts whole, shares with at most two digits.
///
/// What is recorded keeps all its digits; this is for screens and sentences only.
public enum Figure: Sendable {
    /// `49.2429 GBP` as `49.24 GBP`, `1079 count` as `1079`, `33.0625 %` as `33.06 %`, to the nearest. Text that does not begin
    /// with a number stays as it is.
    public static func short(_ text: String) -> String {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let first = words.first, let value = Decimal12(parsing: first) else { return text }
        let unit = words.dropFirst().first ?? ""
        if unit == "count" { return trimmed(value, digits: 2) }
        guard let currency = Currency(unit) else {
            return unit.isEmpty ? trimmed(value, digits: 2) : "\(trimmed(value, digits: 2)) \(unit)"
        }
        return "\(fixed(value, digits: currency.decimals)) \(unit)"
    }

    /// The same without its unit, for a column whose heading says it.
    public static func bare(_ text: String) -> String {
        let shown = short(text)
        guard let number = shown.split(separator: " ").first, Decimal12(parsing: number) != nil else { return shown }
        return String(number)
    }

    /// A value with at most so many digits behind the point, none of them a zero at the end.
    private static func trimmed(_ value: Decimal12, digits: Int) -> String { rounded(value, digits).description }

    /// A value with exactly so many digits behind the point.
    private static func fixed(_ value: Decimal12, digits: Int) -> String {
        let text = rounded(value, digits).description
        guard digits > 0 else { return text }
        let behind = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        return text + (behind == 0 ? "." : "") + String(repeating: "0", count: digits - behind)
    }

    private static func rounded(_ value: Decimal12, _ digits: Int) -> Decimal12 {
        let unit = (0..<digits).reduce(Decimal12.one) { unit, _ in unit / 10 }
        return Decimal12(units: Rounding.nearest.divide(value.units, by: unit) * unit)
    }
}
