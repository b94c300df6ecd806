public import Vocabulary

/// What a charter wants of a paid-media agent: the goal, and what may not get worse on the way.
public struct PaidMediaGoal: Sendable {
    /// A counter-metric and one end of its band.
    public struct Protection: Sendable, Hashable {
        /// Which end.
        public enum Side: Sendable, Hashable { case floor, ceiling }

        /// The metric.
        public let metric: MetricName
        /// Which end of its band.
        public let side: Side
        /// Where the end is.
        public let end: End

        /// A protection at a share of the baseline.
        public init(_ metric: MetricName, _ side: Side = .floor, at share: Percentage) {
            self.init(metric, side, at: .share(share))
        }

        /// A protection.
        public init(_ metric: MetricName, _ side: Side, at end: End) {
            self.metric = metric
            self.side = side
            self.end = end
        }
    }

    /// Where a band ends.
    public enum End: Sendable, Hashable {
        /// At a share of the baseline.
        case share(Percentage)
        /// At a value; that of a sum is meant for a calendar unit, and with nil for the baseline's length.
        case value(Charter.Quantity, per: CalendarUnit?)
    }

    /// What was measured before the agent began.
    public struct Baseline: Sendable, Hashable {
        /// Each metric's level: major units, per cent, counts or a plain number, sums over all of its days.
        public let levels: [MetricName: Decimal12]
        /// Over so many days, at least 1; nil for a value that somebody gave, which says nothing of sums.
        public let days: Int?

        /// A baseline; `days` below 1 counts as 1.
        public init(_ levels: [MetricName: Decimal12], days: Int?) {
            self.levels = levels
            self.days = days.map { max(1, $0) }
        }
    }

    /// The metric to improve.
    public let improve: MetricName
    /// Which way.
    public let direction: GoalDirection
    /// The counter-metrics.
    public let protections: [Protection]
    /// The frozen baseline; nil means that the snapshot's own period is the baseline.
    public let baseline: Baseline?
    /// Whether its target is met by what was measured: then nothing is given up to go beyond it.
    public var isMet = false

    /// A goal that is not met.
    public init(
        improve: MetricName, _ direction: GoalDirection, protections: [Protection] = [], baseline: Baseline? = nil
    ) {
        self.improve = improve
        self.direction = direction
        self.protections = protections
        self.baseline = baseline
    }

    /// Every metric that it names, once, its own first.
    var metrics: [MetricName] {
        protections.reduce(into: [improve]) { if !$0.contains($1.metric) { $0.append($1.metric) } }
    }

    /// What it names that the statistical reasoner's model does not compute: with one of these it proposes nothing.
    public var beyondModel: [MetricName] { metrics.filter { PaidMetric($0) == nil } }

    /// The goal of a charter. A metric of its organisation's that is computed as a built-in one is pursued as that.
    public init(_ charter: Charter, baseline: Baseline? = nil) {
        let (goal, catalogue) = (charter.goal, charter.catalogue)
        let levels = baseline.map { baseline in
            let named = baseline.levels.map { (catalogue.builtInName(of: $0), $1) }
            return Baseline(Dictionary(named, uniquingKeysWith: { first, _ in first }), days: baseline.days)
        }
        let protections = goal.protect.flatMap { band -> [Protection] in
            let metric = catalogue.builtInName(of: band.metric)
            return [(band.floor, Protection.Side.floor), (band.ceiling, .ceiling)].compactMap { end, side in
                switch end {
                case .ofBaseline(let share)?: Protection(metric, side, at: share)
                case .absolute(let value)?: Protection(metric, side, at: .value(value, per: band.per))
                case nil: nil
                }
            }
        }
        self.init(
            improve: catalogue.builtInName(of: goal.improve), goal.direction, protections: protections,
            baseline: levels)
    }
}
