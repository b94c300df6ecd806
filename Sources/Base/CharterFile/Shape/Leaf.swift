import Vocabulary

/// The kinds of single value in a charter. Each has one parser, one JSON Schema pattern and one example; a
/// test holds the three to each other.
enum Leaf: String, CaseIterable, Sendable {
    case agent, sentence, metric, formula, tool, target, bound, value, money, percent
    case percentOfCurrent, percentOfReplies, duration, times, decisions, date, period, clock
    case person, approver, pauser, role, source, label, library, zone, currency, market, condition, pattern

    /// Whether a text is such a value; what only a catalogue can tell (is there such a metric?) is checked
    /// later.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .agent: AgentName(text) != nil
        case .sentence, .condition, .library, .pattern:
            (1...1_000).contains(text.unicodeScalars.count) && text.contains { $0 != " " }
        case .metric: MetricName(text) != nil
        case .formula: MetricFormula(parsing: text) != nil
        case .tool: ToolName(text) != nil
        case .target: Reading.target(text) != nil
        case .bound: Reading.bound(text) != nil
        case .value: Reading.quantity(text) != nil
        case .money: Reading.money(text) != nil
        case .percent: Reading.share(text) != nil
        case .percentOfCurrent: Reading.share(text, of: "current") != nil
        case .percentOfReplies: Reading.share(text, of: "replies") != nil
        case .duration: Reading.duration(text) != nil
        case .times: Reading.count(text, of: "time") != nil
        case .decisions: Reading.count(text, of: "decision") != nil
        case .date: CalendarDate(parsing: text) != nil
        case .period: Period(parsing: text) != nil
        case .clock: Reading.minutes(text) != nil
        case .person: PersonID(text) != nil
        case .approver: Charter.Approver(parsing: text) != nil && !CharterWords.isEverybody(text)
        case .pauser: text == "anyone" || Leaf.approver.accepts(text)
        case .role: Reading.role(text) != nil
        case .source: SourceName(text) != nil
        case .label: Role.accepts(text)
        case .zone: Reading.looksLikeZone(text)
        case .currency, .market: Reading.isCapitals(text, self == .currency ? 3 : 2)
        }
    }

    /// One good value.
    var example: String {
        switch self {
        case .agent: "paid-social"
        case .sentence: "Cheaper purchases without fewer of them."
        case .metric: "cost_per_purchase"
        case .formula: "spend / clicks"
        case .tool: "ads.pause"
        case .target: "-15 %"
        case .bound: "95 % of baseline"
        case .value: "54.41 GBP"
        case .money: "1250 GBP"
        case .percent: "15 %"
        case .percentOfCurrent: "15 % of current"
        case .percentOfReplies: "10 % of replies"
        case .duration: "4 h"
        case .times: "3 times"
        case .decisions: "50 decisions"
        case .date: "2017-12-31"
        case .period: "2017-07-01/2017-09-30"
        case .clock: "21:00"
        case .person: "owner@example.com"
        case .approver: "role:marketing-manager"
        case .pauser: "anyone"
        case .role: "head-of-marketing"
        case .source: "ads.metrics"
        case .label: "paid_social"
        case .library: "library/approved"
        case .zone: "Europe/London"
        case .currency: "GBP"
        case .market: "GB"
        case .condition: "entity.purchases >= 10"
        case .pattern: "brand-*"
        }
    }
}
