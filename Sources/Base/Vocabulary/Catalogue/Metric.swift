public import Schemas

/// A metric's name in the catalogue, such as `cost_per_purchase`.
public struct MetricName: Name {
    /// The slug.
    public let text: String
    /// A slug of at most 64 characters.
    public static func accepts(_ text: String) -> Bool { NameRule.isSlug(text, limit: 64) }
    /// The metric's name, or nil where the text is no slug.
    public init?(_ text: String) {
        guard MetricName.accepts(text) else { return nil }
        self.text = text
    }
    init(known text: String) { self.text = text }
    /// As people read it: `cost per purchase`.
    public var words: String { text.spaced }
}

/// One entry of the metric catalogue: what a number is, how it comes about, and how a goal on it can be gamed.
public struct Metric: Hashable, Sendable {
    /// Its name in charters.
    public let name: MetricName
    /// What it is, in one line.
    public let meaning: String
    /// What it is counted in.
    public let unit: MetricUnit
    /// How it comes about.
    public let formula: MetricFormula
    /// The finest entity it exists for.
    public let grain: EntityKind
    /// Where it usually comes from.
    public let source: String
    /// How long after the fact it is usually complete.
    public let lag: Duration
    /// Which way is better.
    public let better: GoalDirection
    /// Whether it stands for something else that matters (clicks stand for interest).
    public let isProxy: Bool
    /// Metrics of which at least one has to be protected when this one is the goal.
    public let counterMetrics: [MetricName]

    /// What has to be observed for it: itself, or both sides of its ratio.
    public var parts: [MetricName] {
        switch formula {
        case .observed: [name]
        case .ratio(let top, let bottom): [top, bottom]
        }
    }

    /// An entry; an organisation adds its own in its file.
    public init(
        name: MetricName, meaning: String, unit: MetricUnit, formula: MetricFormula, grain: EntityKind, source: String,
        lag: Duration, better: GoalDirection, isProxy: Bool, counterMetrics: [MetricName]
    ) {
        self.name = name
        self.meaning = meaning
        self.unit = unit
        self.formula = formula
        self.grain = grain
        self.source = source
        self.lag = lag
        self.better = better
        self.isProxy = isProxy
        self.counterMetrics = counterMetrics
    }
}

/// What a metric is counted in.
public enum MetricUnit: String, Hashable, Sendable, CaseIterable {
    /// Whole things.
    case count
    /// Money in the account's currency.
    case money
    /// A share of something, shown in per cent.
    case ratio
    /// A plain number, such as a score or a return.
    case number
    /// Days.
    case days
}

/// How a metric comes about: observed, or a ratio of two sums (never an average of ratios).
public enum MetricFormula: Hashable, Sendable {
    /// Counted or billed by a source.
    case observed
    /// The sum of one metric over the sum of another.
    case ratio(MetricName, over: MetricName)

    /// `counted`, or two metrics as `spend / clicks`; nil for another text.
    public init?(parsing text: String) {
        if text == "counted" {
            self = .observed
            return
        }
        let sides = text.split(separator: " / ", omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2, let top = MetricName(sides[0]), let bottom = MetricName(sides[1]) else { return nil }
        self = .ratio(top, over: bottom)
    }

    /// `counted`, or `spend / clicks`.
    public var text: String {
        switch self {
        case .observed: "counted"
        case .ratio(let top, let bottom): "\(top) / \(bottom)"
        }
    }
}

extension Metric {
    /// The entry as JSON in the shape of an organisation's file.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "metric": name.json, "meaning": .string(meaning), "unit": .string(unit.rawValue),
                "better": .string(better.rawValue), "formula": .string(formula.text), "grain": .string(grain.rawValue),
                "source": .string(source), "lag": .string(lag.brief), "kind": isProxy ? .string("proxy") : nil,
                "counter_metrics": .array(counterMetrics.map(\.json)),
            ]))
    }
}

/// Which way a goal goes.
public enum GoalDirection: String, Hashable, Sendable, CaseIterable {
    /// Less is better.
    case down
    /// More is better.
    case up
}
