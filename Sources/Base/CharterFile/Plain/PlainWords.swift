import Vocabulary

/// A charter's parts as sentences.
struct PlainWords {
    let charter: Charter
    let tools: ToolRegister

    init(_ charter: Charter, _ tools: ToolRegister) {
        self.charter = charter
        self.tools = tools
    }

    var goal: [String] {
        let goal = charter.goal
        let name = Self.metric(goal.improve)
        let verb = goal.direction == .up ? "Raise" : "Lower"
        let target: String =
            switch goal.target {
            case .relative(let share): "by \(share.description.replacing("-", with: ""))"
            case .absolute(let quantity): "to \(quantity)"
            }
        let base: String =
            switch goal.baseline {
            case .measured(let period): "its value from \(period.first) to \(period.last)"
            case .value(let quantity, let source): "\(quantity) (\(source))"
            }
        var lines = [
            "\(verb) the \(Self.isPlural(goal.improve) ? "number of " : "")\(name) \(target) by \(goal.by), against \(base).",
            "After that day it proposes nothing.",
        ]
        if case .proxy(let meaning) = goal.kind { lines.append("This number stands for something else: \(meaning).") }
        lines += goal.protect.map { band in
            let ends = [band.floor.map { "\($0) or more" }, band.ceiling.map { "\($0) or less" }].compactMap { $0 }
            let unit = band.per.map { " per \($0.rawValue)" } ?? ""
            let range = ends.joined(separator: " and ")
            let name = Self.metric(band.metric)
            let stays = Self.isPlural(band.metric) ? "\(name) stay" : "the \(name) stays"
            return
                "This counts only while \(stays) at \(range.replacing("of baseline", with: "of the baseline"))\(unit)."
        }
        if let waiver = goal.waiver {
            lines.append("Nothing is protected; \(waiver.agreedBy) agreed: \(waiver.reason)")
        }
        if !goal.precedence.isEmpty {
            let order = goal.precedence.map {
                $0 == .protect ? "what is protected" : MetricName($0.description).map(Self.metric) ?? $0.description
            }
            lines.append("In a conflict the order is: \(order.joined(separator: ", then ")).")
        }
        lines.append("Decisions are made in the interest of \(Self.interest[goal.interest] ?? "both").")
        if let tradeOffs = goal.tradeOffs { lines.append("Trade-offs: \(tradeOffs)") }
        lines += charter.metrics.filter { charter.namedMetrics.contains($0.name) }.map {
            "The organisation's own \(Self.metric($0.name)) is \($0.meaning) (\($0.formula.text))."
        }
        return lines
    }

    private static let interest: [Charter.Interest: String] = [
        .company: "the company", .customer: "the customer", .both: "both the company and the customer",
    ]

    func permissions(_ kind: (Charter.Grant) -> Bool) -> [String] {
        charter.actions.permissions.filter { kind($0.grant) }.map { permission in
            var text = tools[permission.tool]?.phrase.capitalisedFirst ?? permission.tool.text
            let bounds = permission.bounds
            if let change = bounds.change { text += ", by at most \(change) of the current value a step" }
            if let floor = bounds.floor { text += ", never below \(floor)" }
            if let ceiling = bounds.ceiling { text += ", never above \(ceiling)" }
            if let condition = permission.condition {
                text += ", only \(Self.condition(condition, charter.constraints.currency))"
            }
            if tools[permission.tool]?.effect == .irreversible { text += " (cannot be taken back)" }
            guard case .withApproval(let ask, let within) = permission.grant else { return text + "." }
            let people = ask.map(Self.person).joined(separator: " or ")
            return text
                + ". \(people.capitalisedFirst) is asked and has \(Self.spoken(within)) to answer; silence means no."
        }
    }

    var prohibitions: [String] {
        let own = charter.actions.prohibitions.map { prohibition -> String in
            let source = Self.source(prohibition.clause)
            let condition =
                prohibition.condition.map { " " + Self.condition($0, charter.constraints.currency) } ?? ""
            switch prohibition.subject {
            case .tool(let tool): return (tools[tool]?.phrase.capitalisedFirst ?? tool.text) + condition + "." + source
            case .entities(let pattern):
                return
                    "Touch any \(Self.words(pattern.kind.rawValue)) called \(pattern.pattern), or anything in it\(condition).\(source)"
            case .topics(let topics):
                return "Decide about \(Self.list(topics.map(Self.words), "or"))\(condition).\(source)"
            }
        }
        return own + ["Anything that is not listed above."]
    }

    static func person(_ approver: Charter.Approver) -> String {
        switch approver {
        case .owner: "the owner"
        case .role(let role): "the \(words(role.text))"
        case .person(let person): person.text
        }
    }
}

extension PlainWords {
    var escalation: [String] {
        charter.escalation.triggers.map { trigger in
            let (to, within) = (Self.person(trigger.to), Self.spoken(trigger.answerWithin))
            let cause = Self.cause(trigger.cause, Self.spoken)
            switch trigger.cause {
            case .below: return "When \(cause): it is paused at once, and \(to) decides within \(within)."
            case .moved, .budgetUsedAbove:
                return "When \(cause): \(to) decides within \(within); pauses and lowerings go on."
            default: return "When \(cause): \(to) decides within \(within)."
            }
        } + ["Until somebody has decided, it leaves alone what the question is about."]
    }

    /// When it asks; `length` says how long something is.
    static func cause(_ cause: Charter.Trigger.Cause, _ length: (Duration) -> String = { $0.brief }) -> String {
        switch cause {
        case .confidenceBelow(let share): "it is less than \(share) sure"
        case .moved(let metric, let share, let within):
            "\(metric.map { words($0.text) } ?? "the goal's metric or one it protects") moves by more than \(share) within \(length(within))"
        case .below(let floor):
            "\(words(floor.metric.text)) of one \(words(floor.over.rawValue)) is below \(floor.least)"
                + (floor.within.map { " over the last \(length($0))" } ?? "")
        case .budgetUsedAbove(let share): "more than \(share) of a money cap is used"
        case .askedForHuman: "somebody asks for a human"
        case .negativeSentiment(let share): "more than \(share) of replies are negative"
        case .askedByOnePerson(let times):
            "one person asks for a change \(times == 1 ? "once" : times == 2 ? "twice" : "\(times) times")"
        case .concern(let topics): "something touches \(list(topics.map(words), "or"))"
        case .missingGoalMetric: "the goal's number is missing"
        case .condition(let source): "this condition holds: \(source)"
        }
    }

    var reviews: [String] {
        charter.review.map { review in
            let all = review.who + review.signedBy.filter { !review.who.contains($0) }
            // One of those who are named is enough; of those who sign, all.
            let people = Self.list(all.map(Self.person), review.signedBy.isEmpty ? "or" : "and")
            let what = Self.list(review.what.map(Self.words), "and")
            let signed = review.signedBy.map(Self.person)
            let sign = signed.isEmpty ? "" : "; \(Self.list(signed, "and")) \(signed.count == 1 ? "signs" : "sign")"
            let verb = all.count == 1 || review.signedBy.isEmpty ? "takes" : "take"
            return "Every \(review.every.rawValue) \(people) \(verb) \(Self.spoken(review.takes)) for: \(what)\(sign)."
        } + ["A review that is missed lowers what the agent may do alone."]
    }

    var owner: [String] {
        let owner = charter.owner
        var lines = ["\(owner.person) answers for the agent."]
        if !owner.deputies.isEmpty {
            lines.append("\(owner.deputies.map(\.text).joined(separator: ", then ")) stands in when the owner is away.")
        } else {
            lines.append("Nobody stands in; the agent pauses when the owner is away.")
        }
        let changers = owner.mayChange.map(Self.person).joined(separator: " or ").capitalisedFirst
        lines.append("\(changers) may change the charter; more authority takes a second person as well.")
        let pausers = owner.mayPause?.map(Self.person).joined(separator: " or ").capitalisedFirst ?? "Anyone"
        lines.append("\(pausers) may pause the agent.")
        lines.append("Questions go to \(Self.person(owner.answersQuestions)).")
        if let report = owner.reportsTo {
            lines.append(
                "The \(Self.words(report.role.text)) is to get a report every \(report.every.rawValue), and is asked when most of a question's time is over."
            )
        }
        return lines
    }

    /// The ladder as far as this charter lets a tool climb it.
    var autonomy: [String] {
        let autonomy = charter.autonomy
        let highest = autonomy.highest
        let first =
            switch autonomy.probation {
            case 0: "as soon as a person wants"
            case 1: "once one of its decisions was approved there"
            case let count: "once \(count) of its decisions were approved there"
            }
        let drawn =
            autonomy.sampling.partsPerMillion == 0
            ? "none of its decisions is held back for a look"
            : "\(autonomy.sampling) of its decisions, drawn by chance, are"
        let lines: [(Stage, String)] = [
            (.shadow, "Every tool starts in shadow: what it would do is judged and shown, and never carried out."),
            (
                .recommend,
                "Only a person lifts a tool, stage by stage; at recommend and probation each decision is approved."
            ),
            (.sampled, "It may leave probation \(first); at the next stage, sampled, \(drawn)."),
            (.autonomous, "After that, at the last stage, autonomous, it does by itself what its limits allow."),
        ]
        return lines.filter { $0.0 <= highest }.map(\.1)
            + (highest < .autonomous ? ["No tool gets beyond \(highest.rawValue)."] : [])
    }
}

extension String {
    /// With its first letter in capitals, as a sentence begins.
    var capitalisedFirst: String {
        // An address is written as it is.
        prefix { $0 != " " }.contains("@") ? self : prefix(1).uppercased() + dropFirst()
    }
}
