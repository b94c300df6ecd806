import Vocabulary

extension Checks {
    /// Has every tool that is granted the limits that what it does asks for?
    mutating func checkNeeds() {
        for tool in grantedTools where !tool.isReadOnly {
            let place = permissions.first { $0.tool == tool.name }?.clause.position ?? .start
            if tool.concerns.contains(.spends) { need(.spends, of: tool, at: place) }
            if tool.concerns.contains(.contacts) { need(.contacts, of: tool, at: place) }
            if tool.concerns.contains(.publishes) { need(.publishes, of: tool, at: place) }
            if tool.concerns.contains(.offers) { need(.offers, of: tool, at: place) }
            if tool.concerns.contains(.targets) { need(.targets, of: tool, at: place) }
            checkCumulative(tool)
        }
        for permission in permissions where permission.grant == .may { checkLimitless(permission) }
        checkIdleLimits()
    }

    private mutating func need(_ concern: ToolTraits.Concern, of tool: ToolTraits, at place: SourcePosition) {
        let constraints = draft.root["constraints"]
        func lacks(_ key: String) -> Bool { constraints?.has(key) != true }
        switch concern {
        case .spends where lacks("money"):
            findings.note(
                .spendingWithoutCap, at: place, "`\(tool.name)` can \(tool.phrase), and no cap limits the bill",
                fix: "add `constraints.money: [{ cap: 1250 \(values.currency), per: day, over: account }]`")
        case .contacts:
            checkContact(tool, at: place, lacks)
        case .publishes where lacks("content"):
            findings.note(
                .publishingWithoutLibrary, at: place,
                "`\(tool.name)` shows content, and nothing says where it comes from",
                fix: "add `constraints.content: { only_from: library/approved }`")
        case .offers where lacks("offers"):
            findings.note(
                .offerWithoutLimit, at: place, "`\(tool.name)` gives something away without a limit",
                fix: "add `constraints.offers: { discount: { alone: 15 %, at_most: 20 % } }`")
        case .targets where lacks("channels") || lacks("markets"):
            let missing = ["channels", "markets"].filter(lacks)
            let right = missing.map {
                $0 == "markets" ? "markets: [GB]" : "channels: [\(tool.channels.first ?? "paid_social")]"
            }
            findings.note(
                .targetingWithoutMarkets, at: place,
                "`\(tool.name)` chooses whom and where, and \(missing.map { "`\($0)`" }.joined(separator: " and ")) are not given",
                fix: "add `\(right.joined(separator: ", "))` to `constraints`")
        default: break
        }
    }

    private mutating func checkCumulative(_ tool: ToolTraits) {
        let relative = permissions.first { $0.tool == tool.name && $0.bounds.change != nil }
        guard let relative, let change = relative.bounds.change, tool.concerns.contains(.setsAmount) else { return }
        let sums = sums(of: tool.name)
        // A sum of more than the whole has a finding of its own.
        guard !sums.contains(where: { accumulates($0.window, tool.name) || $0.share > .whole }) else { return }
        let sum = sum(for: tool.name)
        guard let idle = sums.first else {
            findings.note(
                .relativeWithoutCumulative, at: relative.clause.position,
                "`\(tool.name)` may change by `\(change)` a step, and nothing limits what the steps add up to",
                fix: "add `{ tool: \(tool.name), by: \(sum), in_any: 7 d, over: campaign }` to `constraints.change`")
            return
        }
        // One change a year adds up to nothing that a window could count.
        guard let window = widened(idle.window, tool.name) else { return }
        let right = idle.share >= widest(of: tool.name) ? idle.share : sum
        findings.note(
            .relativeWithoutCumulative, at: idle.clause.position,
            "`\(tool.name)` may change by `\(change)` a step, and no two steps add up \(idle.window)",
            fix: "write `by: \(right), \(window)`, or another window that several steps fit into")
    }

    private mutating func checkLimitless(_ permission: Charter.Permission) {
        guard let tool = context.tools[permission.tool], !tool.isReadOnly, permission.bounds.isEmpty,
            isUnconditional(permission), !hasOwnLimit(permission.tool), !hasRuleLimit(tool)
        else { return }
        if permission.tool == .moveBudget, moveIsLimited { return }
        let isOfCampaign = tool.name.text.hasPrefix("ads.") && !tool.concerns.contains(.makes)
        let scope = isOfCampaign ? "campaign" : "agent"
        findings.note(
            .limitlessAction, at: permission.clause.position,
            "nothing limits how, how often or when the agent may \(tool.phrase)",
            fix: "add `{ tool: \(tool.name), at_most: 1 time, in_any: 24 h, over: \(scope) }` to `constraints.change`, "
                + (tool.concerns.contains(.setsAmount) ? "or bounds to this entry" : "or evidence before it"))
    }

    /// A move is judged as a lowering and a raise under the limits of `ads.set_daily_budget`.
    private var moveIsLimited: Bool {
        hasOwnLimit(.setDailyBudget) || permissions.contains { $0.tool == .setDailyBudget && !$0.bounds.isEmpty }
    }

    private func hasOwnLimit(_ tool: ToolName) -> Bool {
        let isChanged = limits.change.contains {
            switch $0.rule {
            case .count(_, of: tool, _, _): true
            case .cumulative(_, of: tool, _, _): context.tools[tool]?.concerns.contains(.setsAmount) == true
            default: false
            }
        }
        let isAsked = limits.evidence.contains {
            switch $0.rule {
            case .minimum(_, _, let before), .notWhile(_, let before): before.contains(tool)
            case .freshness: false
            }
        }
        return isChanged || isAsked
    }

    /// Rules that concern a tool by what it does.
    private func hasRuleLimit(_ tool: ToolTraits) -> Bool {
        tool.concerns.contains { concern in
            switch concern {
            // A bid moves no spend that a share could count.
            case .spends where tool.concerns.contains(.setsAmount) && tool.name != .setDailyBudget: false
            case .switches, .spends:
                limits.change.contains { if case .shareOfSpend = $0.rule { true } else { false } }
            case .contacts: !limits.touches.isEmpty
            case .publishes: limits.content != nil
            case .offers: limits.offers != nil
            // Markets say where, not how often.
            case .targets, .setsAmount, .makes: false
            }
        }
    }

    private mutating func checkIdleLimits() {
        let granted = Set(grantEntries.compactMap { $0.text("tool").flatMap { ToolName($0) } })
        var named: [(ToolName, Charter.Clause, [ToolName])] = []
        for limit in limits.change {
            switch limit.rule {
            case .count(_, of: let tool, _, _), .cumulative(_, of: let tool, _, _):
                named.append((tool, limit.clause, []))
            default: break
            }
        }
        for rule in limits.evidence {
            switch rule.rule {
            case .minimum(_, _, let tools), .notWhile(_, let tools):
                named += tools.map { ($0, rule.clause, tools.filter(granted.contains)) }
            case .freshness: break
            }
        }
        for (tool, clause, rest) in named where !granted.contains(tool) && context.tools[tool] != nil {
            findings.note(
                .limitForUnlistedTool, at: clause.position, "this limits `\(tool)`, which is not among the actions",
                fix: (rest.isEmpty
                    ? "remove this entry" : "write `before: [\(rest.map(\.text).joined(separator: ", "))]`")
                    + ", or grant `\(tool)`")
        }
    }
}
