public import Vocabulary

/// A change as it stands: confirmed by the platform, or about to be judged; whoever agreed to it.
public struct MadeChange: Sendable, Hashable {
    /// What was changed.
    public let entity: EntityRef
    /// What a change does to one entity.
    public enum Change: Sendable, Hashable {
        /// A campaign's daily budget becomes another.
        case dailyBudget(from: Money, to: Money)
        /// The entity stops.
        case pause
    }

    /// How; a budget's `from` is the one that the snapshot's period was measured at.
    public let change: Change

    /// A change.
    public init(_ entity: EntityRef, _ change: Change) {
        self.entity = entity
        self.change = change
    }
}

extension Draft {
    /// The changes alone, in order: two of a move.
    public var made: [MadeChange] {
        switch change {
        case .dailyBudget(let from, let to): [MadeChange(entity, .dailyBudget(from: from, to: to))]
        case .pause: [MadeChange(entity, .pause)]
        case .move(let move): move.parts
        }
    }
}

/// What a campaign, or the account, is expected to be measured as after changes that were made, with all of them and none
/// besides in place. Values are text with their unit, rounded outwards to four decimals.
public struct Forecast: Sendable, Hashable {
    /// The 80 % interval of what will be counted in so many days: the belief, and the chance of counting.
    public struct Span: Sendable, Hashable {
        /// How many days, from 1.
        public let days: Int
        /// Its lower end.
        public let low: String
        /// Its upper end; nil where it has none, since having nothing to divide by is likely enough.
        public let high: String?

        /// An interval.
        public init(days: Int, low: String, high: String?) {
            self.days = days
            self.low = low
            self.high = high
        }
    }

    /// What one change does to the expected value, after those before it.
    public struct Step: Sendable, Hashable {
        /// What was changed.
        public let entity: EntityRef
        /// The expected value without it.
        public let before: String
        /// The expected value with it.
        public let after: String

        /// A step.
        public init(entity: EntityRef, before: String, after: String) {
            self.entity = entity
            self.before = before
            self.after = after
        }
    }

    /// The campaign; nil for the whole account.
    public let campaign: EntityRef?
    /// The goal's metric.
    public let metric: MetricName
    /// What would be expected had nothing been changed; sums over the longest span.
    public let before: String
    /// What is expected; sums over the longest span.
    public let after: String
    /// The intervals, one for each number of days from 1.
    public let spans: [Span]
    /// The changes that count here, in the order in which they were made.
    public let steps: [Step]

    /// An expectation.
    public init(
        campaign: EntityRef?, metric: MetricName, before: String, after: String, spans: [Span], steps: [Step]
    ) {
        self.campaign = campaign
        self.metric = metric
        self.before = before
        self.after = after
        self.spans = spans
        self.steps = steps
    }

    /// The interval over so many days; nil for none or for more than were forecast.
    public func span(_ days: Int) -> Span? { spans.first { $0.days == days } }

    /// Whether it says nothing: a cost of what no money is spent on any more has no value.
    public var saysNothing: Bool {
        spans.allSatisfy { $0.high == nil && Forecast.number($0.low) == 0 }
    }

    /// Whether what was measured over so many days lies in its interval; nil where that cannot be said. Money spent for
    /// nothing at all lies inside only where the interval has no upper end.
    public func holds(_ measured: MetricTotals, over days: Int) -> Bool? {
        guard let span = span(days), let metric = PaidMetric(metric), let low = Forecast.number(span.low) else {
            return nil
        }
        let outcome = Outcome(measured)
        guard metric.isDefined(outcome) else { return metric.isMoney && outcome.spend > 0 ? span.high == nil : nil }
        let value = metric.value(outcome)
        guard low <= value else { return false }
        guard let high = span.high else { return true }
        return Forecast.number(high).map { value <= $0 }
    }

    /// The number before the unit.
    private static func number(_ text: String) -> Double? {
        text.split(separator: " ").first.flatMap { Decimal12(parsing: $0) }?.approximate
    }
}
