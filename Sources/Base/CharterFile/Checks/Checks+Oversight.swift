import Vocabulary

extension Checks {
    /// Does the agent stop when it should, and does somebody answer?
    mutating func checkEscalation() {
        guard let escalation = draft.escalation else { return }
        if isProposer(escalation.to) {
            findings.note(
                .asksProposer, at: draft.place("escalation", "to"), "`\(escalation.to)` is the agent itself",
                fix: "write `owner` or a role that people hold")
        }
        for trigger in escalation.triggers { check(trigger) }
        checkPatience(escalation)
        let causes = escalation.triggers.map(\.cause)
        let asksWhenUnsure = causes.contains { if case .confidenceBelow = $0 { true } else { false } }
        let missing = [
            asksWhenUnsure ? nil : "`{ confidence_below: 70 % }`",
            causes.contains(.missingGoalMetric) ? nil : "`{ missing: goal_metric }`",
        ].compactMap { $0 }
        guard !missing.isEmpty, !causes.isEmpty else { return }
        findings.note(
            .missingTriggers, at: draft.place("escalation", "when"),
            "nothing makes the agent ask when it is unsure or when data stays away",
            fix: "add \(missing.joined(separator: " and ")) to `escalation.when`")
    }

    /// An answer after more than two days is no answer for something that spends by the hour.
    static let soon = Duration.seconds(172_800)

    private mutating func checkPatience(_ escalation: Charter.Escalation) {
        guard let slow = escalation.triggers.first(where: { $0.answerWithin > Self.soon }) else { return }
        let isOwn = escalation.answerWithin <= Self.soon
        findings.note(
            .slowEscalation, at: isOwn ? slow.clause.position : draft.place("escalation", "answer_within"),
            "an answer within `\(slow.answerWithin.brief)` lets money go on for days",
            fix: "write `\(isOwn ? "" : "escalation.")answer_within: 4 h`, or another time within 2 d")
    }

    /// Nobody reads a question and answers it in less.
    static let least = Duration.seconds(60)

    /// Can what is asked be answered at all? Where the file says a time itself, so that one slip is one finding.
    mutating func checkTimeToAnswer() {
        let escalation = draft.root["escalation"]
        let asking =
            [escalation].compactMap { $0 } + (escalation?["when"]?.items ?? [])
            + (draft.root["actions"]?["with_approval"]?.items ?? [])
        for node in asking {
            guard let time = node.duration("answer_within"), time < Self.least else { continue }
            findings.note(
                .noTimeToAnswer, at: node.entry("answer_within")?.position ?? node.position,
                "what has to be answered within \(quoted(node.text("answer_within") ?? "0 h")) is over before anybody sees it",
                fix: "write `answer_within: 4 h`, or the time that somebody needs")
        }
    }

    private mutating func check(_ trigger: Charter.Trigger) {
        let place = trigger.clause.position
        if isProposer(trigger.to), trigger.to != draft.escalation?.to {
            findings.note(
                .asksProposer, at: place, "`\(trigger.to)` is the agent itself",
                fix: "write `to: owner`, or a role that people hold")
        }
        switch trigger.cause {
        case .confidenceBelow(let share):
            let right = "confidence_below: 70 %"
            if share.partsPerMillion == 0 { noteNever(share, "confidence is never below", right, place) }
            if share.partsPerMillion >= 1_000_000 { noteAlways(share, "confidence is always below", right, place) }
        case .budgetUsedAbove(let share):
            let right = "budget_used_above: 80 %"
            if share.partsPerMillion >= 1_000_000 { noteNever(share, "a cap is never used above", right, place) }
            if share.partsPerMillion == 0 { noteAlways(share, "a cap is always used above", right, place) }
        case .negativeSentiment(let share) where share.partsPerMillion >= 1_000_000:
            noteNever(share, "replies are never negative in more than", "in_more_than: 10 % of replies", place)
        case .moved(_, let share, let length):
            if share.partsPerMillion == 0 {
                noteAlways(share, "every metric moves by more than", "by_more_than: 30 %", place)
            }
            if length == .zero { noteNever(share, "nothing moves within no time, not even by", "within: 48 h", place) }
        case .below(let floor): check(floor, place)
        case .askedByOnePerson(0):
            noteAlways(Percentage(percent: 0), "everybody asks at least", "asked_by_one_person: 2 times", place)
        default: break
        }
    }

    private mutating func check(_ floor: Charter.Trigger.Floor, _ place: SourcePosition) {
        guard let metric = values.metrics[floor.metric], checkUnit(floor.least, metric, "below", at: place)
        else { return }
        if metric.better == .down {
            findings.note(
                .triggerAlwaysFires, at: place,
                "`\(floor.metric)` is better when it is low, so what does well falls below `\(floor.least)`",
                fix: "write `metric: roas, below: 2 points`, or another metric that is good when it is high")
        } else if floor.over > metric.grain {
            findings.note(
                .triggerNeverFires, at: place,
                "`\(floor.metric)` exists for the \(metric.grain.rawValue.spaced), not for each \(floor.over.rawValue.spaced)",
                fix: "write `over: \(metric.grain.rawValue)`")
        } else if floor.least.magnitude.units <= 0 {
            findings.note(
                .triggerNeverFires, at: place, "`\(floor.metric)` is never below `\(floor.least)`",
                fix: "write `below: \(values.floor(metric.unit))`, or what can be passed")
        } else if case .ratio(let share) = floor.least, share >= .whole {
            findings.note(
                .triggerAlwaysFires, at: place,
                "`\(floor.metric)` is below `\(floor.least)` wherever it is not the whole",
                fix: "write `below: \(values.floor(metric.unit))`, or what means something")
        }
    }

    private mutating func noteNever(_ share: Percentage, _ why: String, _ right: String, _ place: SourcePosition) {
        findings.note(
            .triggerNeverFires, at: place, "\(why) `\(share)`", fix: "write `\(right)`, or what can be passed")
    }

    private mutating func noteAlways(_ share: Percentage, _ why: String, _ right: String, _ place: SourcePosition) {
        findings.note(
            .triggerAlwaysFires, at: place, "\(why) `\(share)`", fix: "write `\(right)`, or what means something")
    }

    /// Is there a rhythm that somebody can keep?
    mutating func checkReview() {
        guard let node = draft.root["review"], case .list(let items) = node.content, !items.isEmpty else { return }
        let units = Set(items.compactMap { $0.text("every") })
        guard !units.isEmpty else { return }
        if units.isDisjoint(with: ["day", "week"]) {
            findings.note(
                .reviewTooRare, at: node.position,
                "nobody looks before a `\(units.contains("month") ? "month" : "quarter")` is over",
                fix: "add \(Self.daily) and \(Self.weekly) to `review`")
        } else {
            if !units.contains("week") {
                findings.note(
                    .noWeeklyReview, at: node.position, "nobody looks at the patterns of a week",
                    fix: "add \(Self.weekly) to `review`")
            }
            if !units.contains("day") {
                findings.note(
                    .noDailyReview, at: node.position, "nobody looks at the escalations of a day",
                    fix: "add \(Self.daily) to `review`")
            }
        }
        for review in draft.review { check(review) }
    }

    private static let daily =
        "`{ every: day, what: [dashboard, anomalies, escalation_queue], takes: 15 min, who: owner }`"
    private static let weekly = "`{ every: week, what: [patterns, constraints], takes: 60 min, who: owner }`"

    private mutating func check(_ review: Charter.Review) {
        let longest = WindowSize(.calendar(review.every)).shortest
        if review.takes < Self.least || review.takes >= longest {
            findings.note(
                .reviewWithoutTime, at: review.clause.position,
                "a review every `\(review.every.rawValue)` that takes `\(review.takes.brief)` is not held",
                fix: "write `takes: 15 min`, or the time it takes")
        }
        for (key, people) in [("who", review.who), ("signed_by", review.signedBy)] {
            for person in people where isProposer(person) {
                findings.note(
                    .asksProposer, at: review.clause.position, "`\(person)` would review itself",
                    fix: "write `\(key): owner`, or a role that people hold")
            }
        }
    }

    /// Is there one person, someone who stands in, and a way to stop?
    mutating func checkOwner() {
        let node = draft.root["owner"]
        let deputies = node?["deputies"]
        if deputies == nil, let person = node?["person"] {
            findings.note(
                .noDeputy, at: person.position, "nobody stands in for \(quoted(person.text ?? "the owner"))",
                fix:
                    "add `deputies: [\(values.address("deputy"))]`; without one the agent pauses when the owner is away"
            )
        }
        guard let owner = draft.owner else { return }
        checkMailbox(owner.person, at: draft.place("owner", "person"))
        for (deputy, node) in zip(owner.deputies, deputies?.items ?? []) { checkMailbox(deputy, at: node.position) }
        if owner.deputies.contains(owner.person) || Set(owner.deputies).count < owner.deputies.count {
            var others: [String] = []
            for deputy in owner.deputies where deputy != owner.person && !others.contains(deputy.text) {
                others.append(deputy.text)
            }
            if others.isEmpty { others = [values.address("deputy")] }
            findings.note(
                .deputyIsOwner, at: deputies?.position ?? draft.place("owner"),
                "the deputies name the owner, or one person twice",
                fix: "write `deputies: [\(others.joined(separator: ", "))]`, or other people")
        }
        if let pausers = owner.mayPause, !pausers.isEmpty, !pausers.contains(.owner),
            !pausers.contains(.person(owner.person))
        {
            findings.note(
                .ownerMayNotPause, at: draft.place("owner", "may_pause"), "`\(owner.person)` may not pause the agent",
                fix: "write `may_pause: anyone`, or add `owner`")
        }
        for (person, key, right) in owner.mayChange.map({ ($0, "may_change", "may_change: [owner]") })
            + [(owner.answersQuestions, "answers_questions", "answers_questions: owner")] where isProposer(person)
        {
            findings.note(
                .asksProposer, at: draft.place("owner", key), "`\(person)` is the agent itself",
                fix: "write `\(right)`, or a role that people hold")
        }
    }

    /// Is autonomy earned?
    mutating func checkAutonomy() {
        let autonomy = draft.autonomy
        let place = draft.place("autonomy", "probation")
        let grave = grantedTools.filter { $0.effect == .irreversible }
        if autonomy.probation == 0, !context.isSandbox {
            findings.note(
                .noProbation, at: place, "no decision is approved one by one before the agent works alone",
                fix:
                    "write `autonomy.probation: \(grave.isEmpty ? 50 : 100) decisions`; none is possible with a sandbox connector only"
            )
        }
        if !grave.isEmpty, (1..<100).contains(autonomy.probation) {
            findings.note(
                .shortProbation, at: place,
                "`\(grave[0].name)` cannot be taken back, and only `\(autonomy.probation)` decisions are watched",
                fix: "write `autonomy.probation: 100 decisions`")
        }
        if autonomy.sampling.partsPerMillion == 0, autonomy.highest > .probation {
            findings.note(
                .noSampling, at: draft.place("autonomy", "then_sample"),
                "after probation no single decision is looked at",
                fix: "write `autonomy.then_sample: 10 %`")
        }
    }
}
