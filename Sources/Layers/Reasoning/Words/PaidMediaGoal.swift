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
        /// Where the end is, as a share of the baseline.
        public let share: Percentage

        /// A protection.
        public init(_ metric: MetricName, _ side: Side = .floor, at share: Percentage) {
            self.metric = metric
            self.side = side
            self.share = share
        }
    }

    /// What was measured before the agent began.
    public struct Baseline: Sendable, Hashable {
        /// The account's totals.
        public let totals: MetricTotals
        /// Over so many days, at least 1.
        public let days: Int

        /// A baseline; `days` below 1 counts as 1.
        public init(_ totals: MetricTotals, days: Int) {
            self.totals = totals
            self.days = max(1, days)
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

    /// A goal.
    public init(
        improve: MetricName, _ direction: GoalDirection, protections: [Protection] = [], baseline: Baseline? = nil
    ) {
        self.improve = improve
        self.direction = direction
        self.protections = protections
        self.baseline = baseline
    }

    /// The goal of a charter. Ends of bands that are no share of the baseline are left to the gate and the monitors.
    public init(_ goal: Charter.Goal, baseline: Baseline? = nil) {
        let protections = goal.protect.flatMap { band in
            [(band.floor, Protection.Side.floor), (band.ceiling, .ceiling)].compactMap { end, side in
                if case .ofBaseline(let share)? = end { Protection(band.metric, side, at: share) } else { nil }
            }
        }
        self.init(improve: goal.improve, goal.direction, protections: protections, baseline: baseline)
    }
}
