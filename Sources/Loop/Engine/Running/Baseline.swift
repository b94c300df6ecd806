import Governance
public import Reasoning
public import Vocabulary

/// Freezes what a goal is measured against: once, from the totals of the days the charter names.
public enum Baseline: Sendable {
    /// The baseline of a charter version, or why it cannot be frozen yet.
    /// - Parameters:
    ///   - measured: what was counted on the days the charter names, as `EngineView.measured(for:)` has it.
    ///   - period: the days that are measured at all.
    ///   - earlier: what an earlier version of the charter was frozen at. Over the same days it stays, whatever later reports say of
    ///     them: a version that only narrows would move its own target else. What it does not name is measured now. A value that is
    ///     given again was frozen when it first was.
    public static func freeze(
        _ charter: Charter, version: Int, _ measured: MeasuredDays, period: Period,
        after earlier: FrozenBaseline? = nil,
        at now: Instant
    ) -> Result<FrozenBaseline, BaselineGap> {
        switch charter.goal.baseline {
        case .value(let value, _):
            let values = [charter.goal.improve: value.description]
            let isSame = earlier.map { $0.period == nil && $0.values == values } ?? false
            return .success(frozen(charter, version, nil, values, value, isSame ? earlier?.frozenAt ?? now : now))
        case .measured(let wanted):
            let earlier = earlier.flatMap { $0.period == wanted ? $0 : nil }
            guard period.first <= wanted.first, wanted.last <= period.last else {
                return .failure(.notCovered(wanted: wanted, has: period))
            }
            if let told = measured.cut { return .failure(.notApart(wanted: wanted, told: told)) }
            let totals = measured.totals
            let currency = charter.constraints.currency
            let names = [charter.goal.improve] + charter.goal.protect.map(\.metric) + charter.watched
            var values: [MetricName: String] = [:]
            for name in names { values[name] = earlier?.values[name] ?? charter.value(of: name, totals)?.description }
            guard let goal = charter.value(of: charter.goal.improve, totals) else {
                return .failure(unmeasured(charter, totals))
            }
            let kept = earlier?.money(of: charter.goal.improve, currency).map(Charter.Quantity.money)
            return .success(
                frozen(charter, version, wanted, values, kept ?? goal, earlier?.frozenAt ?? now))
        }
    }

    /// Why a goal has no value over some days.
    private static func unmeasured(_ charter: Charter, _ totals: MetricTotals) -> BaselineGap {
        let goal = charter.goal.improve
        guard case .ratio(let top, let bottom)? = charter.metric(goal)?.formula,
            MeasuredMetric.observed(top, totals) != nil, MeasuredMetric.observed(bottom, totals) == .zero
        else { return .notMeasured(goal) }
        return .nothingCounted(goal, per: bottom)
    }

    private static func frozen(
        _ charter: Charter, _ version: Int, _ period: Period?, _ values: [MetricName: String],
        _ baseline: Charter.Quantity, _ now: Instant
    ) -> FrozenBaseline {
        FrozenBaseline(
            agent: charter.agent, charterVersion: version, period: period, values: values,
            target: target(charter.goal.target, baseline), frozenAt: now)
    }

    /// The target as money; for a relative one the baseline times one plus the share, rounded down.
    static func target(_ target: Charter.Target, _ baseline: Charter.Quantity) -> MetricMoney? {
        switch (target, baseline) {
        case (.absolute(.money(let money)), _): return money
        case (.relative(let share), .money(let money)):
            return level(share, from: money.amount).map { MetricMoney($0, money.currency) }
        default: return nil
        }
    }

    /// A level times one plus a signed share, rounded down; nil where it does not fit.
    static func level(_ share: Percentage, from level: Decimal12) -> Decimal12? {
        let (product, overflow) = level.units.multipliedReportingOverflow(by: Int128(1_000_000 + share.partsPerMillion))
        return overflow ? nil : Decimal12(units: Rounding.down.divide(product, by: 1_000_000))
    }
}

extension FrozenBaseline {
    /// The bare number of a metric's value: major units, per cent, counts or a plain number.
    func level(of metric: MetricName) -> Decimal12? {
        values[metric].flatMap { $0.split(separator: " ").first }.flatMap { Decimal12(parsing: $0) }
    }

    /// The value of a metric that is money, in a currency; nil for another.
    fileprivate func money(of metric: MetricName, _ currency: Currency) -> MetricMoney? {
        guard values[metric]?.hasSuffix(" \(currency)") == true else { return nil }
        return level(of: metric).map { MetricMoney($0, currency) }
    }

    /// What a reasoner protects counter-metrics by.
    var levels: PaidMediaGoal.Baseline {
        var levels: [MetricName: Decimal12] = [:]
        for metric in values.keys { levels[metric] = level(of: metric) }
        return PaidMediaGoal.Baseline(levels, days: period?.days)
    }
}

extension Charter {
    /// Metrics whose moves a trigger names.
    fileprivate var watched: [MetricName] {
        escalation.triggers.compactMap { if case .moved(let metric?, _, _) = $0.cause { metric } else { nil } }
    }
}

/// What was counted on the days that a charter measures its goal against.
public struct MeasuredDays: Hashable, Sendable {
    /// The account's counts on these days.
    public let totals: MetricTotals
    /// A period that is told as one number and lies only partly in them; nil where there is none.
    public let cut: Period?

    /// Counts of days.
    public init(_ totals: MetricTotals, cut: Period? = nil) {
        self.totals = totals
        self.cut = cut
    }
}

extension EngineView {
    /// What was counted on the days that a charter's baseline names; on all that are measured where it names none.
    func measured(for charter: Charter) throws -> MeasuredDays? {
        guard let account = try account(), let all = try entity(account.ref)?.facts.totals else { return nil }
        guard case .measured(let wanted) = charter.goal.baseline else { return MeasuredDays(all) }
        func isInside(_ period: Period) -> Bool { wanted.first <= period.first && period.last <= wanted.last }
        let told = try spent().map(\.period)
        if let cut = told.first(where: { $0.overlaps(wanted) && !isInside($0) }) { return MeasuredDays(all, cut: cut) }
        return MeasuredDays(told.allSatisfy(isInside) ? all : try totals(over: wanted)?.totals ?? MetricTotals())
    }
}

/// Why a baseline cannot be frozen yet; until then the agent stays in shadow.
public enum BaselineGap: Error, Hashable, Sendable, CustomStringConvertible {
    /// The data does not cover the days the charter names.
    case notCovered(wanted: Period, has: Period)
    /// The data tells some of these days only together with others, as one number.
    case notApart(wanted: Period, told: Period)
    /// The data does not hold the metric.
    case notMeasured(MetricName)
    /// The metric is per something of which these days have none.
    case nothingCounted(MetricName, per: MetricName)

    /// One fragment, with the way out.
    public var description: String {
        switch self {
        case .notCovered(let wanted, let has):
            "the baseline needs `\(wanted)`, but the data covers `\(has)`; import those days or name others"
        case .notApart(let wanted, let told):
            "the baseline needs `\(wanted)`, and the data tells `\(told)` as a whole; name that period, or import a report by day"
        case .notMeasured(let metric): "the data does not hold `\(metric)`; import a report that does"
        case .nothingCounted(let metric, let per):
            "`\(metric)` is per `\(per)`, and these days have none; name days that have, or a goal that they can measure"
        }
    }
}

extension Charter {
    /// The value of a metric that it may name, money in its currency; nil where the totals do not hold it.
    func value(of name: MetricName, _ totals: MetricTotals) -> Quantity? {
        metric(name).flatMap { MeasuredMetric.value(of: $0, totals, constraints.currency) }
    }
}

/// Metrics of a catalogue computed from totals: sums as they are, ratios from summed counts.
public enum MeasuredMetric: Sendable {
    /// The value of a metric; nil where the totals do not hold it.
    public static func value(of metric: Metric, _ totals: MetricTotals, _ currency: Currency) -> Charter.Quantity? {
        switch metric.formula {
        case .observed: return observed(metric.name, totals).map { quantity($0, metric.unit, currency) }
        case .ratio(let top, let bottom):
            guard let over = observed(top, totals), let under = observed(bottom, totals),
                let ratio = over.divided(by: under, rounding: .nearest)
            else { return nil }
            return quantity(ratio, metric.unit, currency)
        }
    }

    fileprivate static func observed(_ name: MetricName, _ totals: MetricTotals) -> Decimal12? {
        switch name.text {
        case "spend": totals.spend
        case "impressions": Decimal12(totals.impressions)
        case "clicks": Decimal12(totals.clicks)
        case "enquiries": totals.enquiries.exact
        case "purchases": totals.purchases.exact
        case "revenue": totals.revenue
        default: nil
        }
    }

    private static func quantity(_ value: Decimal12, _ unit: MetricUnit, _ currency: Currency) -> Charter.Quantity {
        switch unit {
        case .money: .money(MetricMoney(value, currency))
        case .ratio:
            .ratio(
                Percentage(
                    partsPerMillion: Int64(
                        clamping: Rounding.nearest.divide(value.units * 1_000_000, by: Decimal12.one))))
        case .count: .count(value)
        case .number: .number(value)
        case .days: .days(value)
        }
    }
}
