import Schemas

extension Charter.Constraints {
    var json: JSON {
        .object(
            JSONObject(present: [
                "time_zone": zone.described,
                "currency": currency.described,
                "money": list(money.map(\.json)),
                "change": list(change.map(\.json)),
                "touches": list(touches.map(\.json)),
                "evidence": list(evidence.map(\.json)),
                "data": data.map(\.json),
                "offers": offers?.json,
                "content": content.map(\.json),
                "channels": present(channels),
                "markets": present(markets),
                "lawful_basis": lawfulBasis.map { .string($0.rawValue) },
                "quiet_hours": quietHours?.json,
            ]))
    }
}

extension Window {
    /// The two ways to write a window; exactly one is not nil.
    var keys: (per: JSON?, inAny: JSON?) {
        switch self {
        case .calendar(let unit): (.string(unit.rawValue), nil)
        case .rolling(let length): (nil, .string(length.brief))
        }
    }
}

/// `1 time`, `3 times`.
func times(_ count: Int) -> JSON { .string(count == 1 ? "1 time" : "\(count) times") }

extension Charter.MoneyCap {
    var json: JSON {
        .object(
            JSONObject(present: [
                "cap": cap.described, "per": window.keys.per, "in_any": window.keys.inAny,
                "over": .string(over.rawValue),
            ]))
    }
}

extension Charter.ChangeLimit {
    var json: JSON {
        switch rule {
        case .count(let count, let tool, let window, let scope):
            .object(
                JSONObject(present: [
                    "tool": tool.described, "at_most": times(count), "per": window.keys.per,
                    "in_any": window.keys.inAny, "over": .string(scope.rawValue),
                ]))
        case .cumulative(let share, let tool, let window, let scope):
            .object(
                JSONObject(present: [
                    "tool": tool.described, "by": share.described, "per": window.keys.per,
                    "in_any": window.keys.inAny, "over": .string(scope.rawValue),
                ]))
        case .shareOfSpend(let share, let window, let verdict):
            .object(
                JSONObject(present: [
                    "share_of_total_spend": share.described, "per": window.keys.per, "in_any": window.keys.inAny,
                    "then": .string(verdict.rawValue),
                ]))
        case .leaveAloneAfterOthers(let length):
            ["leave_alone_after_change_by_others": .string(length.brief)]
        }
    }
}

extension Charter.TouchLimit {
    var json: JSON {
        .object(
            JSONObject(present: [
                "at_most": times(atMost), "per": window.keys.per, "in_any": window.keys.inAny,
                "category": category.map(JSON.string), "channel": channel.map(JSON.string),
            ]))
    }
}

extension Charter.EvidenceRule {
    var json: JSON {
        switch rule {
        case .minimum(let age, let spend, let tools):
            .object(
                JSONObject(present: [
                    "min_age": age.map { .string($0.brief) }, "min_spend": spend?.described, "before": texts(tools),
                ]))
        case .notWhile(let states, let tools):
            ["not_while": .array(states.map { .string($0.rawValue) }), "before": texts(tools)]
        case .freshness(let age, let source, let verdict):
            ["freshness": .string(age.brief), "of": source.described, "else": .string(verdict.rawValue)]
        }
    }
}

extension Charter.OfferRule {
    var json: JSON {
        let discount = JSONObject(present: ["alone": discountAlone?.described, "at_most": discountAtMost?.described])
        return .object(
            JSONObject(present: [
                "discount": discount.isEmpty ? Optional<JSON>.none : .object(discount),
                "margin": marginAtLeast.map { ["at_least": $0.described] },
            ]))
    }
}

extension Charter.DataRule {
    var json: JSON {
        .object(JSONObject(present: ["may_see": texts(maySee), "may_not_see": present(mayNotSee)]))
    }
}

extension Charter.ContentRule {
    var json: JSON {
        .object(JSONObject(present: ["only_from": .string(onlyFrom), "voice": voice.map(JSON.string)]))
    }
}

extension Charter.QuietHours {
    var json: JSON {
        [
            "from": .string(Self.clock(from)), "to": .string(Self.clock(to)),
            "in": clock == .recipient ? "recipient_zone" : "charter_zone",
        ]
    }

    /// `21:00` for 1,260 minutes.
    public static func clock(_ minutes: Int) -> String {
        [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension Charter.Escalation {
    var json: JSON {
        [
            "to": to.described, "answer_within": .string(answerWithin.brief),
            "when": .array(triggers.map { $0.json(under: self) }),
        ]
    }
}

extension Charter.Trigger {
    /// The trigger's object; person and deadline are written only where they differ from the escalation's.
    func json(under escalation: Charter.Escalation) -> JSON {
        var object = cause.members
        if to != escalation.to { object["to"] = to.described }
        if answerWithin != escalation.answerWithin { object["answer_within"] = .string(answerWithin.brief) }
        return .object(object)
    }
}

extension Charter.Trigger.Cause {
    var members: JSONObject {
        switch self {
        case .confidenceBelow(let share): ["confidence_below": share.described]
        case .moved(let metric, let share, let length):
            [
                "moved": metric?.described ?? "any_metric", "by_more_than": share.described,
                "within": .string(length.brief),
            ]
        case .below(let floor):
            JSONObject(present: [
                "metric": floor.metric.described, "below": .string(floor.least.description),
                "over": .string(floor.over.rawValue), "within": floor.within.map { .string($0.brief) },
            ])
        case .budgetUsedAbove(let share): ["budget_used_above": share.described]
        case .askedForHuman: ["asked_for": "human"]
        case .negativeSentiment(let share): ["sentiment": "negative", "in_more_than": .string("\(share) of replies")]
        case .askedByOnePerson(let count): ["asked_by_one_person": times(count)]
        case .concern(let topics): ["concern": texts(topics)]
        case .missingGoalMetric: ["missing": "goal_metric"]
        case .condition(let source): ["condition": .string(source)]
        }
    }
}

extension Charter.Review {
    var json: JSON {
        .object(
            JSONObject(present: [
                "every": .string(every.rawValue), "what": texts(what), "takes": .string(takes.brief),
                "who": present(who), "signed_by": present(signedBy),
            ]))
    }
}

extension Charter.Ownership {
    var json: JSON {
        .object(
            JSONObject(present: [
                "person": person.described, "deputies": present(deputies), "may_change": texts(mayChange),
                "may_pause": mayPause.map { texts($0) } ?? "anyone", "answers_questions": answersQuestions.described,
                "reports_to": reportsTo.map { ["role": $0.role.described, "every": .string($0.every.rawValue)] },
            ]))
    }
}

extension Charter.Autonomy {
    var json: JSON {
        [
            "probation": .string(probation == 1 ? "1 decision" : "\(probation) decisions"),
            "then_sample": sampling.described, "highest": .string(highest.rawValue),
        ]
    }
}
