import Vocabulary

/// A charter's parts as sentences.
struct PlainWords {
    let charter: Charter
    let tools: ToolRegister
    let metrics: MetricCatalogue

    init(_ charter: Charter, _ tools: ToolRegister, _ metrics: MetricCatalogue) {
        self.charter = charter
        self.tools = tools
        self.metrics = metrics
    }

    var goal: [String] {
        let goal = charter.goal
        let name = Self.words(goal.improve.text)
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
        var lines = ["\(verb) \(name) \(target) by \(goal.by), against \(base)."]
        if case .proxy(let meaning) = goal.kind { lines.append("This number stands for something else: \(meaning).") }
        lines += goal.protect.map { band in
            let ends = [band.floor.map { "\($0) or more" }, band.ceiling.map { "\($0) or less" }].compactMap { $0 }
            let unit = band.per.map { " per \($0.rawValue)" } ?? ""
            let range = ends.joined(separator: " and ")
            return "This counts only while \(Self.words(band.metric.text)) stays at \(range)\(unit)."
        }
        if let waiver = goal.waiver {
            lines.append("Nothing is protected; \(waiver.agreedBy) agreed: \(waiver.reason)")
        }
        if !goal.precedence.isEmpty {
            let order = goal.precedence.map { $0 == .protect ? "what is protected" : Self.words($0.description) }
            lines.append("In a conflict the order is: \(order.joined(separator: ", then ")).")
        }
        lines.append("Decisions are made in the interest of \(Self.interest[goal.interest] ?? "both").")
        if let tradeOffs = goal.tradeOffs { lines.append("Trade-offs: \(tradeOffs)") }
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
            if let condition = permission.condition { text += ", only when \(condition)" }
            if tools[permission.tool]?.effect == .irreversible { text += " (cannot be taken back)" }
            guard case .withApproval(let ask, let within) = permission.grant else { return text + "." }
            let people = ask.map(Self.person).joined(separator: " or ")
            return text + ". \(people.capitalisedFirst) is asked and answers within \(within.brief); silence is No."
        }
    }

    var prohibitions: [String] {
        let own = charter.actions.prohibitions.map { prohibition -> String in
            let condition = prohibition.condition.map { " when \($0)" } ?? ""
            switch prohibition.subject {
            case .tool(let tool): return (tools[tool]?.phrase.capitalisedFirst ?? tool.text) + condition + "."
            case .entities(let pattern):
                return
                    "Touch any \(Self.words(pattern.kind.rawValue)) called \(pattern.pattern), or anything in it\(condition)."
            case .topics(let topics):
                return "Decide about \(topics.map(Self.words).joined(separator: ", "))\(condition)."
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

    /// `cost_per_purchase` and `marketing-manager` as people write them.
    static func words(_ name: String) -> String { name.replacing("_", with: " ").replacing("-", with: " ") }
}

extension PlainWords {
    var escalation: [String] {
        charter.escalation.triggers.map { trigger in
            "When \(Self.cause(trigger.cause)): \(Self.person(trigger.to)) decides within \(trigger.answerWithin.brief)."
        } + ["Until then what it is about is left alone."]
    }

    static func cause(_ cause: Charter.Trigger.Cause) -> String {
        switch cause {
        case .confidenceBelow(let share): "it is less than \(share) sure"
        case .moved(let metric, let share, let length):
            "\(metric.map { words($0.text) } ?? "any metric") moves by more than \(share) within \(length.brief)"
        case .below(let floor):
            "\(words(floor.metric.text)) of one \(words(floor.over.rawValue)) is below \(floor.least)"
                + (floor.within.map { " over the last \($0.brief)" } ?? "") + ", it is paused at once and"
        case .budgetUsedAbove(let share): "more than \(share) of a money cap is used"
        case .askedForHuman: "somebody asks for a human"
        case .negativeSentiment(let share): "more than \(share) of replies are negative"
        case .askedByOnePerson(let times): "one person asks for a change \(times == 1 ? "once" : "\(times) times")"
        case .concern(let topics): "something touches \(topics.map(words).joined(separator: ", "))"
        case .missingGoalMetric: "the goal's number is missing"
        case .condition(let source): "this holds: \(source)"
        }
    }

    var reviews: [String] {
        charter.review.map { review in
            let people = (review.who + review.signedBy).map(Self.person).joined(separator: " and ")
            let what = review.what.map(Self.words).joined(separator: ", ")
            let signed = review.signedBy.isEmpty ? "" : ", and all sign"
            return "Every \(review.every.rawValue), for \(review.takes.brief): \(what) (\(people)\(signed))."
        } + ["A review that is missed lowers what the agent may do alone."]
    }

    var owner: [String] {
        let owner = charter.owner
        var lines = ["\(owner.person) answers for the agent."]
        if !owner.deputies.isEmpty {
            lines.append("\(owner.deputies.map(\.text).joined(separator: ", then ")) stands in.")
        } else {
            lines.append("Nobody stands in; the agent pauses when the owner is away.")
        }
        let changers = owner.mayChange.map(Self.person).joined(separator: " or ").capitalisedFirst
        lines.append("\(changers) may change the charter; more authority takes a second person as well.")
        let pausers = owner.mayPause?.map(Self.person).joined(separator: " or ").capitalisedFirst ?? "Anyone"
        lines.append("\(pausers) may pause the agent.")
        lines.append("Questions go to \(Self.person(owner.answersQuestions)).")
        if let report = owner.reportsTo {
            lines.append("The \(Self.words(report.role.text)) gets a report every \(report.every.rawValue).")
        }
        return lines
    }

    var autonomy: [String] {
        let autonomy = charter.autonomy
        return [
            "Every tool starts in shadow: judged, never carried out.",
            "The first \(autonomy.probation) decisions of a tool are approved one by one, then \(autonomy.sampling) of them.",
            "The highest stage it can reach is \(autonomy.highest.rawValue).",
        ]
    }
}

extension String {
    /// With its first letter in capitals.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
