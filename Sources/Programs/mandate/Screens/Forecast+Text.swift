import Reasoning
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

extension Forecast.Span {
    /// The interval in words, its unit left out.
    var text: String {
        guard let high else { return "over \(Figure.bare(low))" }
        return "between \(Figure.bare(low)) and \(Figure.bare(high))"
    }

    /// The interval for a column.
    var short: String { high.map { "\(Figure.bare(low)) to \(Figure.bare($0))" } ?? text }
}
