import Governance
import Reasoning
public import Schemas
public import Vocabulary

/// Where a goal stands: its metric over the latest days after the baseline, beside its target, and which counter-metrics are
/// outside their bands meanwhile.
public struct GoalStanding: Hashable, Sendable {
    /// A metric over days.
    public struct Measured: Hashable, Sendable {
        /// The latest days: at most four weeks, or one longer period that is told as a whole.
        public let days: Period
        /// How many of them any report tells; sums are of these.
        public let toldDays: Int
        /// The value, exact, with its unit; nil where nothing was counted that it is per.
        public let value: String?
        /// Whether it is at the target or beyond.
        public let isReached: Bool
        /// Whether enough days are told for the goal to count.
        public var isEnough: Bool { toldDays >= Measured.leastDays }
        /// A week has every day of the week, and one day is chance.
        fileprivate static let leastDays = 7
        /// Counter-metrics that are outside their bands over these days, each in words: while there is one, the goal does not count.
        public let outside: [String]
    }

    /// The metric to improve.
    public let metric: MetricName
    /// Which way.
    public let direction: GoalDirection
    /// What it was before the agent began, exact, with its unit; a sum for as many days as are measured, or where none are for the
    /// baseline's.
    public let baseline: String
    /// What is to be reached, exact, with its unit; a sum for as many days as the baseline here.
    public let target: String
    /// Until the end of which day, in the charter's zone.
    public let by: CalendarDate
    /// What was measured since the baseline; nil where nothing was, or nothing that is told apart from other days.
    public let measured: Measured?
    /// Whether the reports since the baseline tell no days apart from the others.
    public let isOverlapping: Bool

    /// Whether the target is reached with everything that is protected in its band, over enough days to count.
    public var isMet: Bool { measured.map { $0.isReached && $0.isEnough && $0.outside.isEmpty } ?? false }

    /// The goal of a charter by what was counted; nil where nothing can be held against it: the baseline does not hold its metric, a
    /// sum has no length to compare it by, or a share of nothing is wanted.
    init?(_ charter: Charter, _ baseline: FrozenBaseline, _ latest: LatestDays, _ totals: MetricTotals) {
        let goal = charter.goal
        guard let text = baseline.values[goal.improve], let level = baseline.level(of: goal.improve) else { return nil }
        let scale = GoalScale(charter, baseline, latest.apart?.told)
        let wanted: Decimal12? =
            switch goal.target {
            case .relative(let share): level.units > 0 ? Baseline.level(share, from: level) : nil
            case .absolute(let value): value.magnitude
            }
        guard let target = wanted.flatMap({ scale.level($0, of: goal.improve, per: nil) }),
            let before = scale.level(level, of: goal.improve, per: nil)
        else { return nil }
        metric = goal.improve
        direction = goal.direction
        self.baseline = before.with(unitOf: text)
        self.target = target.with(unitOf: text)
        by = goal.by
        isOverlapping = latest == .overlapping
        measured = latest.apart.map { days, told in
            let value = charter.value(of: goal.improve, totals)
            let isReached = value.map { goal.direction == .up ? $0.magnitude >= target : $0.magnitude <= target }
            return Measured(
                days: days, toldDays: told, value: value?.description, isReached: isReached ?? false,
                outside: goal.protect.flatMap { scale.outside($0, totals) })
        }
    }

    /// The standing as JSON.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "baseline": .string(baseline), "by": .string(by.description),
                "direction": .string(direction.rawValue), "met": .bool(isMet), "metric": metric.json,
                "measured": measured?.json, "target": .string(target),
            ]))
    }
}

extension GoalStanding.Measured {
    fileprivate var json: JSON {
        .object(
            JSONObject(present: [
                "days": .string(days.description), "outside": outside.json, "reached": .bool(isReached),
                "told_days": toldDays.json, "value": value.map(JSON.string),
            ]))
    }

    /// The days as people say them.
    fileprivate var words: String {
        let span = days.days == 1 ? days.first.description : days.description
        return toldDays == days.days ? span : "\(numbered(toldDays, "reported day")) of \(span)"
    }
}

extension GoalStanding: CustomStringConvertible {
    /// One line: from where to where, where it is, and whether that counts.
    public var description: String {
        let aim = "\(Figure.short(target)) or \(direction == .up ? "more" : "less") by \(by)"
        let way = "goal: \(metric.words) from \(Figure.short(baseline)) to \(aim)"
        guard let measured else {
            return way
                + (isOverlapping
                    ? "; no days since the baseline are reported apart from others"
                    : "; nothing is measured since the baseline")
        }
        guard let value = measured.value else {
            return "\(way); over \(measured.words) nothing was counted that it is per, so it is not met"
        }
        let now = "\(way); it is \(Figure.short(value)) over \(measured.words)"
        guard let first = measured.outside.first else { return "\(now), \(verdict(value, measured))" }
        let others = measured.outside.count == 1 ? "" : " and \(measured.outside.count - 1) more"
        return measured.isReached
            ? "\(now), which does not count, since \(first)\(others)" : "\(now), not met; \(first)\(others)"
    }

    /// What reads alike and is not the same is said to be.
    private func verdict(_ value: String, _ measured: Measured) -> String {
        if isMet { return "met" }
        if measured.isReached { return "met so far, which counts from \(Measured.leastDays) reported days on" }
        return Figure.short(value) == Figure.short(target) ? "just not met" : "not met"
    }
}

/// Compares levels over measured days with those of a baseline: a sum is compared by the day.
private struct GoalScale {
    let charter: Charter
    let baseline: FrozenBaseline
    /// How many days are measured; those of the baseline where none are.
    let days: Int?

    init(_ charter: Charter, _ baseline: FrozenBaseline, _ days: Int?) {
        self.charter = charter
        self.baseline = baseline
        self.days = days ?? baseline.period?.days
    }

    /// A level as it is over the measured days: that of a sum is meant for a calendar unit, or without one for the baseline's length.
    /// Nil where a sum has no length to be compared by.
    func level(_ level: Decimal12, of metric: MetricName, per unit: CalendarUnit?) -> Decimal12? {
        guard charter.metric(metric)?.formula == .observed else { return level }
        guard let days else { return nil }
        if let unit { return level.scaled(by: Double(days) / unit.meanDays) }
        guard let length = baseline.period?.days else { return nil }
        let (product, overflow) = level.units.multipliedReportingOverflow(by: Int128(days))
        return overflow ? nil : Decimal12(units: Rounding.nearest.divide(product, by: Int128(length)))
    }

    /// How a counter-metric is outside its band, in words, or that nobody can say whether it is.
    func outside(_ band: Charter.Band, _ totals: MetricTotals) -> [String] {
        guard let value = charter.value(of: band.metric, totals) else {
            return ["`\(band.metric)` has no value over these days"]
        }
        let ends = [(band.floor, true), (band.ceiling, false)].compactMap { end, isFloor in end.map { ($0, isFloor) } }
        let levels = ends.map { end, isFloor in (level: level(of: end, band), isFloor: isFloor) }
        guard levels.allSatisfy({ $0.level != nil }) else {
            return ["`\(band.metric)` has no measured baseline to compare with"]
        }
        return levels.compactMap { level, isFloor in
            guard let level, isFloor ? value.magnitude < level : value.magnitude > level else { return nil }
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

extension Engine {
    /// Where an agent's goal stands; nil where no charter is in force, its baseline is not frozen, or nothing can be held against it.
    public func goalStanding(of agent: AgentName) async throws -> GoalStanding? {
        try await store.read { view in
            guard let rulebook = try view.rulebook(of: agent),
                let baseline = try view.baseline(agent, version: rulebook.version)
            else { return nil }
            let charter = rulebook.charter
            // A value that somebody gave speaks of the time before it was frozen.
            let frozen = charter.constraints.zone.date(at: baseline.frozenAt)
            let told = try view.spent().map(\.period)
            let latest = LatestDays(
                told, after: baseline.period?.last ?? frozen.adding(days: -1), until: charter.goal.by)
            let totals = try latest.apart.map { try view.counted(over: $0.days, of: told) }
            return GoalStanding(charter, baseline, latest, totals ?? MetricTotals())
        }
    }
}
