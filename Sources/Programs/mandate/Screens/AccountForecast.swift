import Engine
import Vocabulary

/// What is expected of the whole account after all steps of a run: each step's own expected difference, added up from where
/// the account stands. The 80 % interval is that of the last step, moved along with its middle.
struct AccountForecast {
    let metric: MetricName
    let before: Decimal12
    let after: Decimal12
    let low: Decimal12
    let high: Decimal12
    let unit: String
    let horizonDays: Int

    /// The forecast of the given steps; nil where none states an expectation that can be read.
    init?(_ report: RunReport, of steps: [RegisterEntry]) {
        let known = report.entries.compactMap(\.expected)
        guard let first = known.first, let start = Decimal12(shown: first.before) else { return nil }
        var after = start.units
        var margins: (low: Int128, high: Int128)?
        for effect in steps.compactMap(\.expected) where effect.metric == first.metric {
            guard let from = Decimal12(shown: effect.before), let to = Decimal12(shown: effect.after),
                let low = Decimal12(shown: effect.low), let high = Decimal12(shown: effect.high)
            else { return nil }
            after += to.units - from.units
            margins = (low.units - to.units, high.units - to.units)
        }
        guard let margins else { return nil }
        metric = first.metric
        before = start
        self.after = Decimal12(units: after)
        low = Decimal12(units: after + margins.low)
        high = Decimal12(units: after + margins.high)
        unit = first.before.split(separator: " ").dropFirst().joined(separator: " ")
        horizonDays = first.horizonDays
    }

    /// The forecast on one line.
    var text: String {
        let span = "80 % between \(low.cents) and \(high.cents)"
        return "\(metric) \(before.cents) to \(after.cents) \(unit) in \(horizonDays) days (\(span))"
    }
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

    /// A shown value with two digits behind the point, its unit kept; what is no number stays as it is.
    static func short(_ text: String) -> String {
        guard let value = Decimal12(shown: text) else { return text }
        return ([value.cents] + text.split(separator: " ").dropFirst().map(String.init)).joined(separator: " ")
    }
}
