import Schemas
import Vocabulary

extension Checks {
    /// Do the metrics that an organisation adds mean one thing each, and can they be computed?
    mutating func checkMetrics() {
        guard let node = draft.root["metrics"] else { return }
        let entries = node.items.compactMap { item in
            DraftReader.metric(item, Charter.Clause("")).map { (metric: $0, node: item) }
        }
        let own = MetricCatalogue.builtIn.adding(entries.map(\.metric))
        for (index, entry) in entries.enumerated() {
            checkName(entry.metric, entry.node, after: entries[..<index].map(\.node))
            checkParts(entry.metric, entry.node, among: own)
            for counter in entry.node["counter_metrics"]?.items ?? [] {
                checkCounter(counter, of: entry.metric, among: own)
            }
        }
    }

    /// Words that stand for something else where a metric is named.
    private static let meantOtherwise: Set<String> = ["protect", "any_metric"]

    private mutating func checkName(_ metric: Metric, _ node: YAMLNode, after earlier: [YAMLNode]) {
        let first = earlier.first { $0.text("metric") == metric.name.text }
        guard
            first != nil || MetricCatalogue.builtIn[metric.name] != nil
                || Self.meantOtherwise.contains(metric.name.text)
        else {
            return
        }
        let taken = first.map { "in line `\($0.position.line)`" } ?? "by Mandate (`mandate metric list`)"
        findings.note(
            .metricDefinedTwice, at: node["metric"]?.position ?? node.position,
            "`\(metric.name)` is defined \(taken) already",
            fix: "write `own_\(metric.name)`, or another name of your own")
    }

    /// Both sides of a ratio have to be counted, and it is money exactly where its upper side alone is.
    private mutating func checkParts(_ metric: Metric, _ node: YAMLNode, among own: MetricCatalogue) {
        guard case .ratio(let top, let bottom) = metric.formula, let place = node["formula"]?.position else { return }
        for part in [top, bottom] {
            guard let known = own[part] else {
                noteUnknown(part, at: place, among: own)
                return
            }
            guard case .ratio = known.formula else { continue }
            findings.note(
                .ratioOfRatios, at: place, "`\(part)` is a ratio itself, `\(known.formula.text)`",
                fix: "write a formula of counted metrics, such as `\(Leaf.formula.example)`")
            return
        }
        let isMoney = own[top]?.unit == .money && own[bottom]?.unit != .money
        guard isMoney != (metric.unit == .money) else { return }
        let right: MetricUnit = isMoney ? .money : own[top]?.unit == own[bottom]?.unit ? .ratio : .number
        findings.note(
            .wrongUnit, at: node["unit"]?.position ?? place,
            "`\(metric.formula.text)` is \(isMoney ? "money" : "not money"), and the unit says `\(metric.unit.rawValue)`",
            fix: "write `unit: \(right.rawValue)`")
    }

    /// A counter-metric has to be known, and to be another: what guards itself guards nothing.
    private mutating func checkCounter(_ node: YAMLNode, of metric: Metric, among own: MetricCatalogue) {
        guard let name = node.text.flatMap({ MetricName($0) }) else { return }
        guard let counter = own[name] else { return noteUnknown(name, at: node.position, among: own) }
        guard name == metric.name || counter.formula == metric.formula && metric.formula != .observed else { return }
        findings.note(
            .gameableGoal, at: node.position, "`\(name)` is `\(metric.name)` itself, and guards nothing",
            fix: "name a metric that suffers where `\(metric.name)` is improved at any price, such as `purchases`")
    }

    private mutating func noteUnknown(_ name: MetricName, at place: SourcePosition, among own: MetricCatalogue) {
        let near = Nearest.name(to: name.text, among: own.sorted.map(\.name.text))
        findings.note(
            .unknownMetric, at: place, "no metric is called `\(name)`",
            fix: near.map { "did you mean `\($0)`?" } ?? "write one of `mandate metric list`, or add it to `metrics`")
    }
}
