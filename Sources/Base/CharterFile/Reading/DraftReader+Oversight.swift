import Vocabulary

extension DraftReader {
    mutating func readEscalation() {
        guard let node = draft.root["escalation"] else { return }
        let to = node.approver("to")
        let within = node.duration("answer_within")
        let triggers = all(node["when"], "escalation.when") { item, clause -> Charter.Trigger? in
            guard let cause = DraftReader.cause(item), let person = item.has("to") ? item.approver("to") : to,
                let deadline = item.has("answer_within") ? item.duration("answer_within") : within
            else { return nil }
            return Charter.Trigger(cause, to: person, answerWithin: deadline, clause: clause)
        }
        guard let to, let within else { return }
        change { $0.escalation = Charter.Escalation(to: to, answerWithin: within, triggers: triggers) }
    }

    private static func cause(_ node: YAMLNode) -> Charter.Trigger.Cause? {
        if let share = node.share("confidence_below") { return .confidenceBelow(share) }
        if let share = node.share("budget_used_above") { return .budgetUsedAbove(share) }
        if node.has("metric") { return floor(node).map { .below($0) } }
        if let moved = node.text("moved") {
            guard let metric = MetricName(moved), let share = node.share("by_more_than"),
                let length = node.duration("within")
            else { return nil }
            return .moved(moved == "any_metric" ? nil : metric, byMoreThan: share, within: length)
        }
        if node.text("asked_for") == "human" { return .askedForHuman }
        if node.text("sentiment") == "negative" {
            return node.text("in_more_than").flatMap { Reading.share($0, of: "replies") }
                .map { .negativeSentiment(inMoreThan: $0) }
        }
        if let count = node.times("asked_by_one_person") { return .askedByOnePerson(times: count) }
        if node.has("concern") {
            let topics = node.texts("concern")
            return topics.isEmpty ? nil : .concern(topics)
        }
        if node.text("missing") == "goal_metric" { return .missingGoalMetric }
        return node.text("condition").map { .condition($0) }
    }

    private static func floor(_ node: YAMLNode) -> Charter.Trigger.Floor? {
        guard let metric = node.text("metric").flatMap({ MetricName($0) }),
            let least = node.text("below").flatMap(Reading.quantity), let over = node.word("over", EntityKind.self)
        else { return nil }
        return Charter.Trigger.Floor(metric, least: least, over: over, within: node.duration("within"))
    }

    mutating func readReview() {
        let reviews = all(draft.root["review"], "review") { item, clause -> Charter.Review? in
            guard let every = item.word("every", CalendarUnit.self), let takes = item.duration("takes"),
                item.has("what"), item.approvers("who").count == item.texts("who").count,
                item.approvers("signed_by").count == item.texts("signed_by").count
            else { return nil }
            return Charter.Review(
                every: every, what: item.texts("what"), takes: takes, who: item.approvers("who"),
                signedBy: item.approvers("signed_by"), clause: clause)
        }
        change { $0.review = reviews }
    }

    mutating func readOwner() {
        guard let node = draft.root["owner"], let person = node.text("person").flatMap({ PersonID($0) }) else { return }
        var owner = Charter.Ownership(person)
        owner.deputies = all(node["deputies"], "owner.deputies") { item, _ in item.text.flatMap { PersonID($0) } }
        owner.mayChange = node.approvers("may_change")
        owner.mayPause = node.texts("may_pause") == ["anyone"] ? nil : node.approvers("may_pause")
        owner.answersQuestions = node.approver("answers_questions") ?? .owner
        owner.reportsTo = part(node["reports_to"]) { report in
            guard let role = report.text("role").flatMap(Reading.role),
                let every = report.word("every", CalendarUnit.self)
            else { return nil }
            return Charter.Ownership.Report(to: role, every: every)
        }
        change { $0.owner = owner }
    }

    mutating func readAutonomy() {
        guard let node = draft.root["autonomy"] else { return }
        var autonomy = Charter.Autonomy()
        if let count = part(node["probation"], { $0.text.flatMap { Reading.count($0, of: "decision") } }) {
            autonomy.probation = count
        }
        if let share = part(node["then_sample"], { $0.text.flatMap { Reading.share($0) } }) {
            autonomy.sampling = share
        }
        if let stage = part(node["highest"], { $0.text.flatMap(Stage.init(rawValue:)) }) { autonomy.highest = stage }
        change { $0.autonomy = autonomy }
    }
}

extension DraftReader {
    /// A metric that an organisation adds to the catalogue.
    static func metric(_ node: YAMLNode, _ clause: Charter.Clause) -> Metric? {
        guard let name = node.text("metric").flatMap({ MetricName($0) }), let meaning = node.text("meaning"),
            let unit = node.word("unit", MetricUnit.self), let better = node.word("better", GoalDirection.self),
            let formula = node.text("formula").flatMap({ MetricFormula(parsing: $0) }),
            let grain = node.word("grain", EntityKind.self), let source = node.text("source"),
            let lag = node.duration("lag")
        else { return nil }
        return Metric(
            name: name, meaning: meaning, unit: unit, formula: formula, grain: grain, source: source, lag: lag,
            better: better, isProxy: node.text("kind") == "proxy",
            counterMetrics: node.texts("counter_metrics").compactMap { MetricName($0) })
    }
}
