import Governance
import Reasoning
import Statistics
import Vocabulary

extension Forecast {
    /// What the account is expected to be measured as in the coming week where nothing is changed: what a promotion freezes where
    /// the rehearsal foresaw nothing of its own, so that no agent leaves shadow without a forecast (R044).
    ///
    /// Each count goes on at its rate over the measured days: the rate is drawn from its posterior under Jeffreys' prior for a
    /// Poisson rate, gamma(count + 1/2, days), and the coming count from Poisson around it. Money goes on by the day, revenue by
    /// the purchase. Nil where the totals do not hold the goal's metric.
    init?(unchanged charter: Charter, _ totals: MetricTotals, days: Int) {
        let goal = charter.goal.improve
        guard days > 0, let metric = charter.metric(goal), charter.value(of: goal, totals) != nil else { return nil }
        func share(_ coming: Int) -> Double { Double(coming) / Double(days) }
        let isSum = if case .observed = metric.formula { true } else { false }
        let level = isSum ? totals.scaled(by: share(Forecast.week)) : totals
        guard let value = charter.value(of: goal, level)?.shown(.down) else { return nil }
        let spans = (1...Forecast.week).map { Forecast.span(of: $0, charter, totals, share: share($0)) }
        self.init(campaign: nil, metric: goal, before: value, after: value, spans: spans, steps: [])
    }

    private static let week = 7

    private static func span(of days: Int, _ charter: Charter, _ totals: MetricTotals, share: Double) -> Span {
        // Any seed will do; a fixed one gives the same forecast for the same data.
        var random = SeededGenerator(seed: UInt64(days))
        let goal = charter.goal.improve
        let values = (0..<400).map { _ in charter.value(of: goal, totals.drawn(share, &random)) }
        let counted = values.compactMap { $0 }.sorted { $0.magnitude < $1.magnitude }
        // A cost of what brought nothing is above any other; a share of nothing is left out.
        let isOpen = charter.metric(goal)?.unit == .money
        let count = isOpen ? values.count : counted.count
        func quantile(_ share: Double) -> Charter.Quantity? {
            let place = Int((share * Double(count - 1)).rounded())
            return counted.indices.contains(place) ? counted[place] : nil
        }
        return Span(days: days, low: quantile(0.1)?.shown(.down) ?? "0", high: quantile(0.9)?.shown(.up))
    }
}

extension Charter.Quantity {
    /// The value with its unit, rounded to four decimals.
    fileprivate func shown(_ rounding: Rounding) -> String {
        let step = Decimal12.one / 10_000
        func round(_ value: Decimal12) -> Decimal12 { Decimal12(units: rounding.divide(value.units, by: step) * step) }
        return switch self {
        case .money(let money): "\(round(money.amount)) \(money.currency)"
        case .ratio(let share): share.description
        case .count(let value), .number(let value): round(value).description
        case .days(let value): "\(round(value)) d"
        }
    }
}

extension MetricTotals {
    /// These counts as they would be over a share of their days.
    fileprivate func scaled(by share: Double) -> MetricTotals {
        MetricTotals(
            impressions: Int64(Double(impressions) * share), clicks: Int64(Double(clicks) * share),
            enquiries: enquiries.scaled(by: share), purchases: purchases.scaled(by: share),
            spend: spend.scaled(by: share), revenue: revenue?.scaled(by: share))
    }

    /// What may be counted over a share of their days. Whoever buys has asked, and whoever clicks has seen.
    fileprivate func drawn(_ share: Double, _ random: inout SeededGenerator) -> MetricTotals {
        func count(_ measured: Double) -> Int64 {
            let rate = random.gamma(shape: max(0, measured) + 0.5, rate: 1)
            return Int64(random.poisson(mean: rate * share))
        }
        let bought = count(purchases.approximate)
        let asked = bought + count(enquiries.approximate - purchases.approximate)
        let clicked = count(Double(clicks))
        let seen = clicked + count(Double(impressions - clicks))
        let paid = purchases > 0 ? Double(bought) / purchases.approximate : share
        return MetricTotals(
            impressions: seen, clicks: clicked, enquiries: AttributedCount(asked), purchases: AttributedCount(bought),
            spend: spend.scaled(by: share), revenue: revenue?.scaled(by: paid))
    }
}

extension AttributedCount {
    fileprivate func scaled(by share: Double) -> AttributedCount {
        AttributedCount(millionths: Int64(Double(millionths) * share))
    }
}

extension Decimal12 {
    func scaled(by share: Double) -> Decimal12 { Decimal12(units: Int128(Double(units) * share)) }
}
