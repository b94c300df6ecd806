import Governance
import Reasoning
public import Schemas
public import Vocabulary

/// Where a goal stands: its metric over the latest days after the baseline, beside its target, and which counter-metrics are
/// outside their bands meanwhile.
public struct GoalStanding: Hashable, Sendable {
    /// A metric over days.
    public struct Measured: Hashable, Sendable {
        /// The latest days that are told: four weeks, or as many as there are since the baseline.
        public let days: Period
        /// The value, exact, with its unit.
        public let value: String
        /// Whether it is at the target or beyond.
        public let isReached: Bool
        /// Counter-metrics that are outside their bands over these days, each in words: while there is one, the goal does not count.
        public let outside: [String]
    }

    /// The metric to improve.
    public let metric: MetricName
    /// Which way.
    public let direction: GoalDirection
    /// What it was before the agent began, exact, with its unit; a sum is over the baseline's days.
    public let baseline: String
    /// What is to be reached, exact, with its unit; for a sum over the measured days, or where there are none over the baseline's.
    public let target: String
    /// Until the end of which day, in the charter's zone.
    public let by: CalendarDate
    /// What was measured since the baseline; nil where no day after it is told, or the metric has no value over them.
    public let measured: Measured?

    /// Whether the target is reached with everything that is protected in its band.
    public var isMet: Bool { measured.map { $0.isReached && $0.outside.isEmpty } ?? false }

    /// The goal of a charter by what was counted; nil where the baseline does not hold it.
    init?(_ charter: Charter, _ baseline: FrozenBaseline, _ latest: CountedDays?) {
        let goal = charter.goal
        guard let before = baseline.values[goal.improve], let level = baseline.level(of: goal.improve) else {
            return nil
        }
        let scale = GoalScale(charter, baseline, latest?.days)
        let wanted =
            switch goal.target {
            case .relative(let share): Baseline.level(share, from: level)
            case .absolute(let value): value.magnitude
            }
        guard let target = wanted.flatMap({ scale.level($0, of: goal.improve, per: nil) }) else { return nil }
        metric = goal.improve
        direction = goal.direction
        self.baseline = before
        self.target = target.with(unitOf: before)
        by = goal.by
        measured = latest.flatMap { latest in
            guard let value = charter.value(of: goal.improve, latest.totals) else { return nil }
            return Measured(
                days: latest.days, value: value.description,
                isReached: goal.direction == .up ? value.magnitude >= target : value.magnitude <= target,
                outside: goal.protect.flatMap { scale.outside($0, latest.totals) })
        }
    }

    /// The standing as JSON.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "baseline": .string(baseline), "by": .string(by.description),
                "direction": .string(direction.rawValue), "met": .bool(isMet), "metric": metric.json,
                "measured": measured.map { measured in
                    [
                        "days": .string(measured.days.description), "outside": measured.outside.json,
                        "reached": .bool(measured.isReached), "value": .string(measured.value),
                    ]
                }, "target": .string(target),
            ]))
    }
}

extension GoalStanding: CustomStringConvertible {
    /// One line: from where to where, where it is, and whether that counts.
    public var description: String {
        let aim = "\(Figure.short(target)) or \(direction == .up ? "more" : "less") by \(by)"
        let way = "goal: \(metric.words) from \(Figure.short(baseline)) to \(aim)"
        guard let measured else { return "\(way); nothing is measured since the baseline" }
        let now = "\(way); it is \(Figure.short(measured.value)) over \(measured.days)"
        guard measured.isReached else { return "\(now), not met" }
        guard let first = measured.outside.first else { return "\(now), met" }
        let others = measured.outside.count == 1 ? "" : " and \(measured.outside.count - 1) more"
        return "\(now), which does not count, since \(first)\(others)"
    }
}

/// Compares levels over the measured days with those of a baseline: a sum is compared by the day.
private struct GoalScale {
    let charter: Charter
    let baseline: FrozenBaseline
    let days: Int?

    init(_ charter: Charter, _ baseline: FrozenBaseline, _ days: Period?) {
        self.charter = charter
        self.baseline = baseline
        self.days = (days ?? baseline.period)?.days
    }

    /// A level as it is over the measured days: that of a sum is meant for a calendar unit, or without one for the baseline's length.
    /// Nil where a sum has no length to be compared by.
    func level(_ level: Decimal12, of metric: MetricName, per unit: CalendarUnit?) -> Decimal12? {
        guard charter.metric(metric)?.formula == .observed else { return level }
        guard let days, let length = unit?.meanDays ?? baseline.period.map({ Double($0.days) }) else { return nil }
        return Double(days) == length ? level : level.scaled(by: Double(days) / length)
    }

    /// How a counter-metric is outside its band, in words, or that nobody can say whether it is.
    func outside(_ band: Charter.Band, _ totals: MetricTotals) -> [String] {
        guard let value = charter.value(of: band.metric, totals) else {
            return ["`\(band.metric)` has no value over these days"]
        }
        return [(band.floor, true), (band.ceiling, false)].compactMap { end, isFloor in
            guard let end else { return nil }
            guard let level = level(of: end, band) else { return "`\(band.metric)` has no baseline to compare with" }
            guard isFloor ? value.magnitude < level : value.magnitude > level else { return nil }
            let shown = Figure.short(level.with(unitOf: value.description))
            return "`\(band.metric)` is \(Figure.short(value.description)), \(isFloor ? "below" : "above") `\(shown)`"
        }
    }

    private func level(of end: Charter.Bound, _ band: Charter.Band) -> Decimal12? {
        switch end {
        case .absolute(let value): level(value.magnitude, of: band.metric, per: band.per)
        case .ofBaseline(let share):
            baseline.level(of: band.metric).flatMap {
                Baseline.level(Percentage(partsPerMillion: share.partsPerMillion - 1_000_000), from: $0)
            }.flatMap { level($0, of: band.metric, per: nil) }
        }
    }
}

extension Decimal12 {
    /// This value with the unit of another, as that writes it.
    fileprivate func with(unitOf other: String) -> String {
        let unit = other.split(separator: " ", maxSplits: 1).dropFirst().first
        return unit.map { "\(self) \($0)" } ?? description
    }
}

/// What was counted over days.
struct CountedDays: Hashable, Sendable {
    let days: Period
    let totals: MetricTotals
}

extension EngineView {
    /// What was counted in the latest four weeks after a day and until another, or in as many days as there are; a period that is told
    /// as one number counts whole. Nil where nothing is told of them.
    func latestDays(after day: CalendarDate?, until end: CalendarDate) throws -> CountedDays? {
        let told = try spent().map(\.period).filter { period in
            period.last <= end && day.map { period.first > $0 } ?? true
        }
        var taken: Period?
        for period in told.sorted(by: { $0.last > $1.last }) {
            guard let later = taken else {
                taken = period
                continue
            }
            guard later.days < 28 || period.last >= later.first else { break }
            taken = Period(min(later.first, period.first), later.last)
        }
        guard let days = taken else { return nil }
        // Single days are found along the key of the rows, without reading all of them.
        let isByDay = told.allSatisfy { $0.days == 1 || !$0.overlaps(days) }
        let totals =
            try isByDay
            ? totalsByDay(from: days.first).filter { $0.period.last <= days.last }.totals : totals(over: days)?.totals
        return totals.map { CountedDays(days: days, totals: $0) }
    }
}

extension Engine {
    /// Where an agent's goal stands; nil where no charter is in force or its baseline is not frozen.
    public func goalStanding(of agent: AgentName) async throws -> GoalStanding? {
        try await store.read { view in
            guard let rulebook = try view.rulebook(of: agent),
                let baseline = try view.baseline(agent, version: rulebook.version)
            else { return nil }
            let charter = rulebook.charter
            let latest = try view.latestDays(after: baseline.period?.last, until: charter.goal.by)
            return GoalStanding(charter, baseline, latest)
        }
    }
}
