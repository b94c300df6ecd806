public import Vocabulary

/// What a column of a report means.
public enum Field: Hashable, Sendable {
    /// The platform's identifier of an entity.
    case id(EntityKind)
    /// The name of an entity.
    case name(EntityKind)
    /// `id` alone, as tables of one kind of entity have it; the other columns tell whose.
    case ownID
    /// `name` alone.
    case ownName
    /// The day a row is about.
    case day
    /// The first day of a week, a month or a quarter a row is about.
    case calendar(CalendarUnit)
    /// The first day of a row's period.
    case periodStart
    /// The last day of a row's period.
    case periodEnd
    /// The currency of the amounts.
    case currency
    /// The time zone of the days.
    case zone
    /// An observed metric; in micros the value is divided by a million.
    case metric(Counted, micros: Bool)
    /// A breakdown: rows that differ in it are different rows, and an ad that has one value belongs to that
    /// segment.
    case segment(String)
    /// Whether the entity runs.
    case status(EntityKind?)
    /// The budget of an entity of the row; of its own one where no kind is named.
    case budget(EntityKind?)
    /// Whether the budget is for a day or for the whole run.
    case budgetKind
    /// The entity's first day.
    case startDate
    /// Whether the entity is sold as part of a bundle.
    case inBundle
    /// Whether an experiment runs on the entity.
    case inExperiment
    /// When the entity was last changed: the version of an entity row.
    case updated
    /// A grain finer than an ad, or rows split in a way that repeats their counts: not imported, for this
    /// reason.
    case grain(String)
    /// Computed from other columns, or of no use to a decision: left out on purpose.
    case beside

    /// The name that `--map NAME=COLUMN` takes and the preview shows.
    public var text: String {
        switch self {
        case .id(let kind): "\(kind.rawValue)_id"
        case .name(let kind): "\(kind.rawValue)_name"
        case .ownID: "id"
        case .ownName: "name"
        case .day: "day"
        case .calendar(let unit): unit.rawValue
        case .periodStart: "period_start"
        case .periodEnd: "period_end"
        case .currency: "currency"
        case .zone: "zone"
        case .metric(let metric, let micros): metric.text + (micros ? "_micros" : "")
        case .segment(let name): "segment:\(name)"
        case .status(let kind): kind.map { "\($0.rawValue)_status" } ?? "status"
        case .budget(let kind): kind.map { "\($0.rawValue)_budget" } ?? "budget"
        case .budgetKind: "budget_kind"
        case .startDate: "start_date"
        case .inBundle: "in_bundle"
        case .inExperiment: "in_experiment"
        case .updated: "updated"
        case .grain(let reason): "split by \(reason)"
        case .beside: "left out"
        }
    }

    /// Whether it holds amounts of a budget.
    var isBudget: Bool { if case .budget = self { true } else { false } }

    /// The field of a name that `--map` takes; nil for anything else.
    public init?(_ text: String) {
        if text.hasPrefix("segment:"), text.utf8.count > 8, text.utf8.count <= 72 {
            self = .segment(String(text.dropFirst(8)))
            return
        }
        guard let field = Self.byText[text] else { return nil }
        self = field
    }

    /// Every name that `--map` takes except `segment:…`, sorted.
    public static var names: [String] { byText.keys.sorted() }

    private static let byText: [String: Field] = {
        var fields: [Field] = [
            .ownID, .ownName, .day, .periodStart, .periodEnd, .currency, .zone, .status(nil), .budget(nil),
            .budget(.campaign), .budget(.adSet), .budgetKind, .startDate, .inBundle, .inExperiment, .updated,
            .calendar(.week), .calendar(.month), .calendar(.quarter),
        ]
        for kind in EntityKind.allCases { fields += [.id(kind), .name(kind), .status(kind)] }
        for metric in Counted.allCases { fields += [.metric(metric, micros: false)] }
        fields += [.metric(.spend, micros: true), .metric(.revenue, micros: true)]
        return Dictionary(fields.map { ($0.text, $0) }, uniquingKeysWith: { first, _ in first })
    }()
}
