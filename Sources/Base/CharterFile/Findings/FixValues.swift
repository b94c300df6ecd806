import Schemas
import Vocabulary

/// The values that fixes write out, fitted to the file: its currency, its owner's mail domain, the day it is
/// read. A fix that only fits some other charter would be copied all the same.
struct FixValues: Sendable {
    let metrics: MetricCatalogue
    private let tools: ToolRegister
    let currency: String
    /// The currency of the file's first amount.
    let used: Currency?
    private let goal: YAMLNode?
    private let domain: String?
    private let today: CalendarDate?
    private let measured: Period?
    private let by: CalendarDate?

    init(_ root: YAMLNode, _ context: CharterContext) {
        metrics = context.catalogue
        tools = context.tools
        today = context.today
        goal = root["goal"]
        used = root.firstCurrency
        measured = goal?["baseline"]?.text("measured").flatMap { Period(parsing: $0) }
        by = goal?.text("by").flatMap { CalendarDate(parsing: $0) }
        let own = root["constraints"]?.text("currency").flatMap { Currency($0) }
        currency = (own ?? used)?.code ?? "GBP"
        domain = root["owner"]?.text("person").flatMap { PersonID($0) }?.text.split(separator: "@").last.map(
            String.init)
    }

    /// A last day that is still to come and lies behind the baseline.
    var deadline: CalendarDate? {
        [today, measured?.last].compactMap { $0 }.max().map { $0.adding(days: 92) }
    }

    /// Whole days that are over and lie before the deadline.
    var period: String? {
        let end = [today, by].compactMap { $0 }.min()
        return end.map { "\($0.adding(days: -92))/\($0.adding(days: -1))" }
    }

    /// An address beside the owner's.
    func address(_ name: String) -> String { "\(name)@\(domain ?? "example.com")" }

    /// One good value of a kind.
    func value(_ leaf: Leaf) -> String {
        switch leaf {
        case .date: deadline?.description ?? leaf.example
        case .period: period ?? leaf.example
        case .currency: currency
        case .person: address("owner")
        case .target: direction == "up" ? "+15 %" : leaf.example
        default: YAMLWriter.scalar(fitted(leaf.example))
        }
    }

    /// The way of the goal: as it says, as its target's sign says, or as the metric is better.
    private var direction: String {
        if let said = goal?.text("direction"), GoalDirection(rawValue: said) != nil { return said }
        if let sign = goal?.text("target")?.first, sign == "+" || sign == "-" { return sign == "+" ? "up" : "down" }
        let metric = goal?.text("improve").flatMap { MetricName($0) }.flatMap { metrics[$0] }
        return metric?.better.rawValue ?? "down"
    }

    /// The end of a band that keeps a metric from getting worse: a floor where more is better, else a ceiling.
    func band(on metric: MetricName) -> String {
        metrics[metric]?.better == .down ? "ceiling: 105 % of baseline" : "floor: 95 % of baseline"
    }

    /// A floor in a metric's unit.
    func floor(_ unit: MetricUnit) -> String { amount("2", in: unit) }

    /// A bare number with the unit of a metric.
    func amount(_ number: String, in unit: MetricUnit) -> String {
        switch unit {
        case .money: "\(number) \(currency)"
        case .ratio: "\(number) %"
        case .count: "\(number) count"
        case .number: "\(number) points"
        case .days: "\(number) d"
        }
    }

    /// A right value for a place, complete: what is put in as it stands is accepted.
    func sample(_ shape: Shape) -> String {
        switch shape {
        case .leaf(let leaf): value(leaf)
        case .word(let words): words[0]
        case .list(let item, let least):
            "[\(Array(repeating: sample(item), count: max(1, least)).joined(separator: ", "))]"
        case .oneOrMany(let item): sample(item)
        case .record(let record): sample(record)
        case .variants(let records): sample(records[0])
        case .mappingOr(_, let other): sample(other)
        }
    }

    /// A right value of a key.
    func sample(_ field: Field) -> String {
        switch field.key {
        case "direction": direction
        case "protect": protection ?? field.example.map(fitted) ?? sample(field.shape)
        default: field.example.map(fitted) ?? sample(field.shape)
        }
    }

    /// The first metric that suffers where the goal's is played to, within its band; nil where the goal names no metric.
    private var protection: String? {
        guard let metric = goal?.text("improve").flatMap({ MetricName($0) }).flatMap({ metrics[$0] }),
            let counter = metric.counterMetrics.first ?? MetricName("purchases")
        else { return nil }
        return "[{ metric: \(counter), \(band(on: counter)) }]"
    }

    /// The metric that the goal's order of objectives names.
    var objective: String? {
        goal?["precedence"]?.items.compactMap(\.text).first { MetricName($0).flatMap { metrics[$0] } != nil }
    }

    /// The name of the metric or tool that is meant by a text, as far as there is one like it.
    func name(near text: String, _ leaf: Leaf) -> String? {
        func words(_ text: String) -> String {
            text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "_")
        }
        let names = leaf == .tool ? tools.sorted.map(\.name.text) : metrics.sorted.map(\.name.text)
        return names.first { words($0) == words(text) } ?? Nearest.name(to: words(text), among: names)
    }

    /// A record with the keys that it needs and those that its sample shows.
    func sample(_ record: Record) -> String {
        var keys = record.fields.filter { $0.isRequired || $0.example != nil }.map(\.key)
        for rule in record.rules where Set(rule.keys).isDisjoint(with: keys) { keys.append(rule.keys[0]) }
        let shown = record.fields.filter { keys.contains($0.key) }
        return "{ " + shown.map { "\($0.key): \(sample($0))" }.joined(separator: ", ") + " }"
    }

    /// Examples are written in pounds and for example.com.
    private func fitted(_ text: String) -> String {
        text.replacing("GBP", with: currency).replacing("example.com", with: domain ?? "example.com")
    }
}

extension KeyRule {
    /// The keys it is about.
    var keys: [String] {
        switch self {
        case .exactlyOne(let keys), .atLeastOne(let keys, _): keys
        }
    }
}

extension YAMLNode {
    /// The currency of the first amount in a file whose own currency cannot be read.
    fileprivate var firstCurrency: Currency? {
        switch content {
        case .scalar(let scalar): Reading.money(scalar.text)?.currency
        case .list(let items): items.lazy.compactMap(\.firstCurrency).first
        case .mapping(let entries): entries.lazy.compactMap(\.value.firstCurrency).first
        }
    }
}
