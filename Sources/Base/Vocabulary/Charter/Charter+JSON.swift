public import Schemas

extension Charter {
    /// The whole charter as JSON in the shape of its file: the same keys, every value in its one canonical
    /// spelling.
    ///
    /// It holds no positions, so two files that say the same have the same bytes and the same hash. It reads
    /// back: JSON is YAML, and the reader gives an equal charter but for positions.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "charter": .string(agent.text),
                "purpose": .string(purpose),
                "goal": goal.json,
                "actions": actions.json,
                "constraints": constraints.json,
                "escalation": escalation.json,
                "review": .array(review.map(\.json)),
                "owner": owner.json,
                "autonomy": autonomy.json,
            ]))
    }

    /// The RFC 8785 bytes of `json`; what is hashed and signed.
    public var canonicalBytes: [UInt8] { json.canonicalBytes }

    /// The line of every clause, by key; kept beside the JSON so that explanations can name the place.
    public var lines: [String: Int] {
        let clauses: [Clause] =
            [goal.clause] + goal.protect.map(\.clause) + actions.permissions.map(\.clause)
            + actions.prohibitions.map(\.clause) + constraints.clauses + escalation.triggers.map(\.clause)
            + review.map(\.clause)
        return Dictionary(clauses.map { ($0.key, $0.position.line) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Charter.Constraints {
    /// Every limit's clause in the order of the file's shape.
    public var clauses: [Charter.Clause] {
        money.map(\.clause) + change.map(\.clause) + touches.map(\.clause) + evidence.map(\.clause)
    }
}

/// A text for each described value.
func texts(_ values: [some CustomStringConvertible]) -> JSON { .array(values.map { .string($0.description) }) }

/// The texts, or nothing at all for an empty list.
func present(_ values: [some CustomStringConvertible]) -> JSON? { list(values.map(\.described)) }

/// The array, or nothing at all for an empty list. (A conditional with `nil` would be JSON's own null.)
func list(_ items: [JSON]) -> JSON? {
    guard !items.isEmpty else { return Optional<JSON>.none }
    return .array(items)
}

extension CustomStringConvertible {
    var described: JSON { .string(description) }
}

extension Charter.Goal {
    var json: JSON {
        .object(
            JSONObject(present: [
                "improve": improve.described,
                "direction": .string(direction.rawValue),
                "target": .string(target.text),
                "by": by.described,
                "baseline": baseline.json,
                "kind": kind.json,
                "protect": list(protect.map(\.json)),
                "unprotected": waiver.map { ["agreed_by": $0.agreedBy.described, "reason": .string($0.reason)] },
                "precedence": present(precedence),
                "in_the_interest_of": .string(interest.rawValue),
                "trade_offs": tradeOffs.map(JSON.string),
            ]))
    }
}

extension Charter.Target {
    /// `-15 %` with its sign, or the value with its unit.
    public var text: String {
        switch self {
        case .relative(let share): share.partsPerMillion > 0 ? "+\(share)" : share.description
        case .absolute(let quantity): quantity.description
        }
    }
}

extension Charter.Baseline {
    var json: JSON {
        switch self {
        case .measured(let period): ["measured": period.described]
        case .value(let quantity, let source): ["value": quantity.described, "source": .string(source)]
        }
    }
}

extension Charter.Kind {
    var json: JSON {
        switch self {
        case .outcome: "outcome"
        case .proxy(let meaning): ["proxy_for": .string(meaning)]
        }
    }
}

extension Charter.Band {
    var json: JSON {
        .object(
            JSONObject(present: [
                "metric": metric.described, "floor": floor?.described, "ceiling": ceiling?.described,
                "per": per.map { .string($0.rawValue) },
            ]))
    }
}

extension Charter.Bound: CustomStringConvertible {
    /// `95 % of baseline` or the value.
    public var description: String {
        switch self {
        case .ofBaseline(let share): "\(share) of baseline"
        case .absolute(let quantity): quantity.description
        }
    }
}

extension Charter.Actions {
    var json: JSON {
        let may = permissions.filter { $0.grant == .may }
        let agreed = permissions.filter { $0.grant != .may }
        return .object(
            JSONObject(present: [
                "may": list(may.map(\.json)),
                "with_approval": list(agreed.map(\.json)),
                "never": list(prohibitions.map(\.json)),
            ]))
    }
}

extension Charter.Permission {
    var json: JSON {
        var ask: JSON?
        var deadline: JSON?
        if case .withApproval(let people, let within) = grant {
            ask = texts(people)
            deadline = .string(within.brief)
        }
        return .object(
            JSONObject(present: [
                "tool": tool.described, "bounds": writtenBounds.json, "when": condition.map(JSON.string), "ask": ask,
                "answer_within": deadline,
            ]))
    }
}

extension Charter.Bounds {
    var json: JSON? {
        guard !isEmpty else { return Optional<JSON>.none }
        return .object(
            JSONObject(present: [
                "change": change.map { .string("\($0) of current") }, "floor": floor?.described,
                "ceiling": ceiling?.described,
            ]))
    }
}

extension Charter.Prohibition {
    var json: JSON {
        var tool: JSON?
        var about: JSON?
        switch subject {
        case .tool(let name): tool = name.described
        case .entities(let pattern): about = .object(JSONObject([(pattern.kind.rawValue, .string(pattern.pattern))]))
        case .topics(let topics): about = texts(topics)
        }
        return .object(JSONObject(present: ["tool": tool, "about": about, "when": condition.map(JSON.string)]))
    }
}
