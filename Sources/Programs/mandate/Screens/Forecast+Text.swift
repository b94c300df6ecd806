import Engine
import Reasoning
import Schemas
import Vocabulary

extension Forecast {
    /// The expectation of its longest span on one line.
    var text: String {
        guard let span = spans.last else { return "" }
        let name = metric.words
        let change = "\(name) \(Figure.short(before)) to \(Figure.short(after))"
        return "\(change) in \(numbered(span.days, "day")) (80 % \(span.text))"
    }
}

extension FrozenBaseline.Rehearsed {
    /// What was foreseen on one line.
    var text: String? {
        guard let metric = forecast["metric"]?.stringValue.flatMap(MetricName.init),
            let before = forecast["before"]?.stringValue, let after = forecast["after"]?.stringValue
        else { return nil }
        let change = before == after ? Figure.short(after) : "\(Figure.short(before)) to \(Figure.short(after))"
        guard let days = forecast["days"]?.integerValue, let low = forecast["low"]?.stringValue else {
            return "\(metric.words) \(change)"
        }
        let span = Forecast.Span(days: Int(days), low: low, high: forecast["high"]?.stringValue)
        return "\(metric.words) \(change) in \(numbered(span.days, "day")) (80 % \(span.text))"
    }
}

extension Forecast.Span {
    /// The interval in words, its unit left out.
    var text: String {
        guard let high else { return "over \(Figure.bare(low))" }
        return "between \(Figure.bare(low)) and \(Figure.bare(high))"
    }

    /// The interval for a column.
    var short: String { high.map { "\(Figure.bare(low)) to \(Figure.bare($0))" } ?? text }
}
