import Vocabulary

extension Checks {
    /// Is each limit counted over something that its tool is used on, and asked of something that can be known? A limit that is
    /// counted nowhere looks like one and is none, or refuses for ever.
    mutating func checkScopes() {
        for cap in limits.money where !cap.over.isWhole {
            findings.note(
                .scopeNeverCounted, at: cap.clause.position,
                "a cap counts what the account may bill as a whole, not each \(cap.over.words) by itself",
                fix:
                    "write `over: account`; what each campaign may spend a day is `bounds: { ceiling: \(cap.cap) }` of `\(ToolName.setDailyBudget)`"
            )
        }
        for limit in limits.change {
            switch limit.rule {
            case .count(_, let tool, _, let scope): checkCounted(tool, over: scope, limit.clause)
            case .cumulative(_, let tool, _, let scope): checkSummed(tool, over: scope, limit.clause)
            case .shareOfSpend, .leaveAloneAfterOthers: break
            }
        }
        for rule in limits.evidence { checkSubjects(rule) }
    }

    /// Uses are counted over everything, or over what they are on and what that belongs to.
    private mutating func checkCounted(_ tool: ToolName, over scope: Charter.Scope, _ clause: Charter.Clause) {
        guard let traits = context.tools[tool] else { return }
        guard !traits.isReadOnly else {
            findings.note(
                .scopeNeverCounted, at: clause.position, "`\(tool)` changes nothing, and only changes are counted",
                fix: "remove this entry, or name a tool that changes something")
            return
        }
        guard let kind = scope.kind, !traits.kinds.contains(where: { $0 >= kind }) else { return }
        let on =
            traits.kinds.isEmpty
            ? "nothing that is there yet" : "a \(traits.kinds.map(\.singular).joined(separator: " or "))"
        let right: Charter.Scope = traits.kinds.isEmpty ? .agent : .campaign
        findings.note(
            .scopeNeverCounted, at: clause.position,
            "`\(tool)` is used on \(on), so it is never counted over \(scope.words)s",
            fix: "write `over: \(right.rawValue)`")
    }

    /// Changes add up on the thing itself whose amount is set.
    private mutating func checkSummed(_ tool: ToolName, over scope: Charter.Scope, _ clause: Charter.Clause) {
        guard let traits = context.tools[tool], traits.concerns.contains(.setsAmount), let first = traits.kinds.first,
            !traits.kinds.contains(where: { $0 == scope.kind })
        else { return }
        findings.note(
            .scopeNeverCounted, at: clause.position,
            "changes by `\(tool)` add up on each \(first.singular) by itself, not over \(scope.isWhole ? "the \(scope.words)" : "each \(scope.words)")",
            fix:
                "write `over: \(first.rawValue)`; what all changes come to is limited by `share_of_total_spend` and the caps"
        )
    }

    /// Evidence is asked of what a tool is used on.
    private mutating func checkSubjects(_ rule: Charter.EvidenceRule) {
        let tools: [ToolName]
        switch rule.rule {
        case .minimum(_, _, let before), .notWhile(_, let before): tools = before
        case .freshness: return
        }
        let idle = tools.filter { context.tools[$0].map { $0.isReadOnly || $0.concerns.contains(.makes) } ?? false }
        if let tool = idle.first {
            let rest = tools.filter { !idle.contains($0) }
            findings.note(
                .evidenceAsksNothing, at: rule.clause.position,
                "`\(tool)` changes nothing that is there already, so nothing is asked before it",
                fix: rest.isEmpty
                    ? "remove this entry" : "write `before: [\(rest.map(\.text).joined(separator: ", "))]`")
        }
        checkAboveTarget(rule)
    }

    /// Whether something does better than the target is known of costs per result alone.
    private mutating func checkAboveTarget(_ rule: Charter.EvidenceRule) {
        guard case .notWhile(let states, let tools) = rule.rule, states.contains(.aboveTarget), let goal,
            let metric = values.metrics[goal.improve], goal.direction != .down || CostResult(metric) == nil
        else { return }
        let rest = states.filter { $0 != .aboveTarget }.map(\.rawValue).joined(separator: ", ")
        findings.note(
            .evidenceNeverReached, at: rule.clause.position,
            "`above_target` compares costs per result, and `\(goal.improve)` \(goal.direction == .down ? "is none" : "is to go up"), so every `\(tools[0])` would be refused",
            fix: rest.isEmpty ? "remove this entry" : "write `not_while: [\(rest)]`")
    }
}

extension Charter.Scope {
    /// The kind of thing that it is each of; nil for everything.
    fileprivate var kind: EntityKind? { isWhole ? nil : EntityKind(rawValue: rawValue) }

    fileprivate var words: String { EntityKind(rawValue: rawValue)?.singular ?? rawValue }
}
