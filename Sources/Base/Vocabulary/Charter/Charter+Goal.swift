extension Charter {
    /// The outcome an agent works for: a metric, a direction, a number, a date, and what must not suffer.
    public struct Goal: Hashable, Sendable {
        /// The metric to improve.
        public var improve: MetricName
        /// Which way is better.
        public var direction: GoalDirection
        /// How far.
        public var target: Target
        /// Until the end of which day, in the charter's zone.
        public var by: CalendarDate
        /// What it is measured against; frozen when the charter is applied or when data first covers it.
        public var baseline: Baseline
        /// Whether the metric is the outcome or stands for it.
        public var kind = Kind.outcome
        /// What must stay in its band; the goal does not count while one of these is outside.
        public var protect: [Band] = []
        /// Who agreed that nothing is protected, and why; nil where something is.
        public var waiver: Waiver?
        /// Who wins in a conflict, first first; empty where there is one objective.
        public var precedence: [Objective] = []
        /// In whose interest the goal is.
        public var interest = Interest.both
        /// What may be given up for the goal, in words; nil where there is one objective.
        public var tradeOffs: String?
        /// Where the goal stands in the file.
        public var clause = Clause("goal")

        /// A goal without protection, towards which improvement goes the way of the target.
        public init(
            improve: MetricName, _ direction: GoalDirection, target: Target, by: CalendarDate, baseline: Baseline
        ) {
            self.improve = improve
            self.direction = direction
            self.target = target
            self.by = by
            self.baseline = baseline
        }
    }

    /// A metric's value with its unit.
    public enum Quantity: Hashable, Sendable, CustomStringConvertible {
        /// An amount, exact to 10^-12.
        case money(MetricMoney)
        /// A share.
        case ratio(Percentage)
        /// How many.
        case count(Decimal12)
        /// A plain number.
        case number(Decimal12)
        /// So many days.
        case days(Decimal12)

        /// As the file writes it: `54.41 GBP`, `3.5 %`, `1200 count`, `4 points`, `90 d`.
        public var description: String {
            switch self {
            case .money(let money): money.description
            case .ratio(let share): share.description
            case .count(let count): "\(count) count"
            case .number(let number): "\(number) points"
            case .days(let days): "\(days) d"
            }
        }

        /// The bare number, for comparing two quantities of one metric: major units, per cent, count, points
        /// or days.
        public var magnitude: Decimal12 {
            switch self {
            case .money(let money): money.amount
            case .ratio(let share): Decimal12(units: Int128(share.partsPerMillion) * (Decimal12.one / 10_000))
            case .count(let value), .number(let value), .days(let value): value
            }
        }
    }

    /// How far the goal goes.
    public enum Target: Hashable, Sendable {
        /// By a signed share of the baseline: `-15 %`.
        case relative(Percentage)
        /// To a value: `45 GBP`.
        case absolute(Quantity)
    }

    /// What the goal is measured against.
    public enum Baseline: Hashable, Sendable {
        /// The metric over these days, frozen at the first data that covers them.
        case measured(Period)
        /// A given value and where it comes from.
        case value(Quantity, source: String)
    }

    /// Whether the metric is what matters.
    public enum Kind: Hashable, Sendable {
        /// The metric is the outcome.
        case outcome
        /// The metric stands for the outcome that is named.
        case proxy(for: String)
    }

    /// A band that a counter-metric has to stay in; at least one end is given.
    public struct Band: Hashable, Sendable {
        /// The protected metric.
        public var metric: MetricName
        /// The least it may be.
        public var floor: Bound?
        /// The most it may be.
        public var ceiling: Bound?
        /// For sums (spend, purchases): the calendar unit an absolute end is meant for; nil for the
        /// baseline's length.
        public var per: CalendarUnit?
        /// Where it stands.
        public var clause: Clause

        /// A band on a metric.
        public init(_ metric: MetricName, floor: Bound? = nil, ceiling: Bound? = nil, clause: Clause) {
            self.metric = metric
            self.floor = floor
            self.ceiling = ceiling
            self.clause = clause
        }
    }

    /// One end of a band.
    public enum Bound: Hashable, Sendable {
        /// A share of the metric's own value over the baseline: `95 % of baseline`.
        case ofBaseline(Percentage)
        /// A value: `50000 GBP`.
        case absolute(Quantity)
    }

    /// A recorded decision to protect nothing.
    public struct Waiver: Hashable, Sendable {
        /// Who agreed.
        public var agreedBy: Approver
        /// Why.
        public var reason: String

        /// A waiver by someone for a reason.
        public init(agreedBy: Approver, reason: String) {
            self.agreedBy = agreedBy
            self.reason = reason
        }
    }

    /// What can win or lose in a conflict.
    public enum Objective: Hashable, Sendable, CustomStringConvertible {
        /// Everything under `protect`, as one.
        case protect
        /// One metric.
        case metric(MetricName)

        /// `protect` or the metric's name.
        public var description: String {
            switch self {
            case .protect: "protect"
            case .metric(let name): name.text
            }
        }
    }

    /// Whom a decision is for.
    public enum Interest: String, Hashable, Sendable, CaseIterable {
        /// The company's own.
        case company
        /// The customer's.
        case customer
        /// Both at once.
        case both
    }
}
