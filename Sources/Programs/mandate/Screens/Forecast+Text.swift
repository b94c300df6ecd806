import Reasoning
import Vocabulary

extension Forecast {
    /// The expectation of its longest span on one line.
    var text: String {
        guard let span = spans.last else { return "" }
        let change = "\(metric) \(Decimal12.short(before)) to \(Decimal12.short(after))"
        return "\(change) in \(span.days) days (80 % \(span.text))"
    }
}

extension Forecast.Span {
    /// The interval in words, its unit left out.
    var text: String {
        guard let high else { return "over \(Decimal12.bare(low))" }
        return "between \(Decimal12.bare(low)) and \(Decimal12.bare(high))"
    }

    /// The interval for a column.
    var short: String { high.map { "\(Decimal12.bare(low)) to \(Decimal12.bare($0))" } ?? text }
}

extension Decimal12 {
    /// The number before a unit: `46.20 GBP`, `3.5 %`.
    init?(shown text: String) {
        guard let word = text.split(separator: " ").first, let value = Decimal12(parsing: word) else { return nil }
        self = value
    }

    /// With two digits behind the point, rounded half up.
    var cents: String {
        let unit = Decimal12.one / 100
        let cents = (units.magnitude + UInt128(unit / 2)) / UInt128(unit)
        let rest = cents % 100
        return "\(units < 0 ? "-" : "")\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// A shown value with two digits behind the point, its unit left out; what is no number stays as it is.
    static func bare(_ text: String) -> String { Decimal12(shown: text)?.cents ?? text }

    /// A shown value with two digits behind the point, its unit kept; what is no number stays as it is.
    static func short(_ text: String) -> String {
        ([bare(text)] + text.split(separator: " ").dropFirst().map(String.init)).joined(separator: " ")
    }
}
