import Vocabulary

/// The answers so far, and the charter file that they make together with safe stand-ins for those still
/// missing.
struct Answers: Sendable {
    typealias Topic = InterviewQuestion.Topic

    let context: CharterContext
    var given: [Topic: String] = [:]
    /// What is known where the charter will be applied.
    var known: [Topic: String] = [:]

    init(_ context: CharterContext) { self.context = context }

    /// The charter of the file, where it has no errors.
    var charter: Charter? { CharterReader(context).read(Array(yaml.utf8), fileName: "charter.yaml").charter }

    /// The errors that an answer brings in. What is wrong with the answer's own form comes first.
    func findings(for topic: Topic) -> [CharterFinding] {
        if let finding = halfAnswer(topic) ?? wish(topic) { return [finding] }
        let findings = CharterReader(context).read(Array(yaml.utf8), fileName: topic.rawValue).findings
        return findings.filter { $0.severity == .error }.map {
            CharterFinding($0.code, file: topic.rawValue, at: .start, message: $0.message, fix: $0.fix)
        }
    }

    /// A sentence where a name or number belongs is a wish; the finding is that of a charter that says so.
    private func wish(_ topic: Topic) -> CharterFinding? {
        guard let text = given[topic] else { return nil }
        let words = text.split(separator: " ").count
        let code: CharterFinding.Code
        switch topic {
        case .metric where words > 1: code = .vagueGoal
        case .may
        where tools(text).contains { ToolName($0) == nil } && words > 1
            && text.allSatisfy { $0.isLetter || $0.isWhitespace }:
            code = .vagueActions
        case .review where reviewUnits(text).isEmpty: code = .vagueReview
        case .escalation where escalation(text) == nil: code = .vagueEscalation
        case .protect where bands(text) == nil: code = .bandWithoutEnds
        default: return nil
        }
        let meaning = code.entry.meaning.lowercasedFirst
        return CharterFinding(
            code, file: topic.rawValue, at: .start,
            message: "\(quoted(text)): \(meaning.hasSuffix(".") ? String(meaning.dropLast()) : meaning)",
            fix: "for example: `\(InterviewQuestion(topic, suggestion: nil).example)`")
    }

    /// An answer in the right words that says too little, or the opposite of what the number before it wants.
    private func halfAnswer(_ topic: Topic) -> CharterFinding? {
        guard let text = given[topic] else { return nil }
        switch topic {
        case .escalation where escalation(text) == nil && Leaf.approver.accepts(text):
            return CharterFinding(
                .escalationWithoutDeadline, file: topic.rawValue, at: .start,
                message: "\(quoted(text)) decides, but nobody knows within which time",
                fix: "write `\(text) within 4 h`")
        case .target:
            guard let metric, case .relative(let share)? = Reading.target(text), share.partsPerMillion != 0,
                (share.partsPerMillion > 0) != (metric.better == .up)
            else { return nil }
            let right = Percentage(partsPerMillion: -share.partsPerMillion)
            return CharterFinding(
                .directionAgainstMetric, file: topic.rawValue, at: .start,
                message:
                    "`\(metric.name)` is better when it goes `\(metric.better.rawValue)`, and \(quoted(text)) is the other way",
                fix:
                    "write `\(Charter.Target.relative(right).text)`; where this is meant, write it into the finished file"
            )
        default: return nil
        }
    }

    /// An answer, or its stand-in.
    func value(_ topic: Topic) -> String { given[topic] ?? fitting(topic) ?? standIn(topic) }

    /// What is known of a topic, where it does not contradict an answer: nobody stands in for themselves.
    private func fitting(_ topic: Topic) -> String? {
        guard let text = known[topic], topic != .deputy || text != value(.owner) else { return nil }
        return text
    }

    /// The metric that the goal is on, where it is known.
    var metric: Metric? { MetricName(value(.metric)).flatMap { context.catalogue[$0] } }

    /// What an empty answer to a question accepts; nil where people have to think.
    func suggestion(for topic: Topic) -> String? {
        if let text = fitting(topic) { return text }
        return switch topic {
        case .agent, .purpose, .baseline, .tradeOffs, .dailyCap, .owner: nil
        case .deadline: context.today.map { $0.adding(days: 90).description }
        default: standIn(topic)
        }
    }

    private func standIn(_ topic: Topic) -> String {
        switch topic {
        case .agent: "my-agent"
        case .purpose: purposeStandIn
        case .tradeOffs: "Volume may fall as far as what is protected allows, and no further."
        case .metric: "cost_per_purchase"
        case .target: metric?.better == .up ? "+10 %" : "-10 %"
        case .deadline: (context.today ?? CalendarDate(epochDay: 36_524)).adding(days: 90).description
        case .baseline: baselineStandIn
        case .protect: protectStandIn
        case .interest: "both"
        case .may: "ads.pause, ads.set_daily_budget"
        case .approval: granted(.may).contains("ads.resume") ? "none" : "ads.resume"
        case .never:
            ["ads.delete", "pricing", "positioning", "target_market"].filter {
                !(granted(.may) + granted(.approval)).contains($0)
            }.joined(separator: ", ")
        case .step: "15 % of current"
        case .zone: "UTC"
        case .dailyCap: dayStandIn
        case .monthlyCap: monthStandIn
        case .evidence: "7 d"
        case .escalation: "owner within 4 h"
        case .confidence: "70 %"
        case .review: "day, week, month"
        case .owner: "owner@example.com"
        case .deputy: "none"
        }
    }

    private func granted(_ topic: Topic) -> [String] { tools(value(topic)) }

    private var purposeStandIn: String {
        let name = value(.metric).spaced
        let verb = metric?.better == .up ? "Raise" : "Lower"
        return "\(verb) \(name) inside written limits."
    }

    /// The quarter of a year before the deadline's quarter, far enough from it to be measured.
    private var baselineStandIn: String {
        let deadline = CalendarDate(parsing: value(.deadline)) ?? CalendarDate(epochDay: 36_524)
        return "\(deadline.adding(days: -180))/\(deadline.adding(days: -91))"
    }

    private var protectStandIn: String {
        guard let counter = metric?.counterMetrics.first.flatMap({ context.catalogue[$0] }) else {
            return "purchases at least 95 % of baseline"
        }
        return counter.better == .up
            ? "\(counter.name) at least 95 % of baseline" : "\(counter.name) at most 105 % of baseline"
    }

    /// Twenty full days, so that neither cap makes the other idle.
    /// More than anybody means, or as much as the organisation lets through.
    private var dayStandIn: String {
        let most = context.organisation?.constraints.money.filter { $0.window == .calendar(.day) && $0.over.isWhole }
            .map(\.cap)
        guard let cap = most?.min(by: { $0.minorUnits < $1.minorUnits }) else {
            return "100000 \(currency(of: .monthlyCap) ?? "GBP")"
        }
        return cap.description
    }

    private var monthStandIn: String {
        guard let day = Reading.money(value(.dailyCap)),
            case let (units, overflow) = day.minorUnits.multipliedReportingOverflow(by: 20), !overflow
        else { return "2000000 GBP" }
        return Money(minorUnits: units, day.currency).description
    }

    /// The currency of an answer that was given.
    func currency(of topic: Topic) -> String? { given[topic].flatMap(Reading.money)?.currency.code }
}

extension String {
    /// With its first letter small.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
