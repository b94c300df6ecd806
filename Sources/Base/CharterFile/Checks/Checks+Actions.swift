import Schemas
import Vocabulary

extension Checks {
    /// Is every permission one that can be given, and does it say what its writer thinks?
    mutating func checkActions() {
        checkToolNames()
        for permission in permissions {
            checkForbidden(permission)
            checkGrant(permission)
            checkBounds(permission)
        }
        checkSums()
        checkParts()
        checkDeadlines()
        checkTopics()
        checkEverything()
        for (index, permission) in permissions.enumerated() { checkReached(permission, after: permissions[..<index]) }
    }

    /// Is every tool that the file names one that there is?
    mutating func checkToolNames() {
        for (name, place) in namedTools { checkTool(name, at: place) }
    }

    /// Every tool the file names, with its place; an organisation's file forbids some by itself.
    private var namedTools: [(ToolName, SourcePosition)] {
        let actions = ["may", "with_approval", "never"].flatMap { draft.root["actions"]?[$0]?.items ?? [] }
        let changes = draft.root["constraints"]?["change"]?.items ?? []
        let before = draft.root["constraints"]?["evidence"]?.items.flatMap { $0["before"]?.items ?? [] } ?? []
        let never = draft.root["never"]?.items ?? []
        let nodes = (actions + never + changes).compactMap { $0["tool"] } + before
        return nodes.compactMap { node in node.text.flatMap { ToolName($0) }.map { ($0, node.position) } }
    }

    private mutating func checkTool(_ name: ToolName, at place: SourcePosition) {
        guard context.tools[name] == nil else { return }
        let platform = name.text.prefix { $0 != "." }
        if CharterWords.strategicTopics.contains(String(platform)) {
            findings.note(
                .strategicTool, at: place, "`\(name)` would delegate a decision about `\(platform)`",
                fix: "remove this entry and leave it to people: `{ about: [\(platform)] }` belongs under `never`")
            return
        }
        let known = context.tools.sorted.map(\.name.text)
        let near = usual(name) ?? Nearest.name(to: name.text, among: known)
        let siblings = known.filter { $0.hasPrefix("\(platform).") }
        findings.note(
            .unknownTool, at: place, "no connector has a tool `\(name)`",
            fix: near.map { "did you mean `\($0)`?" }
                ?? (siblings.isEmpty
                    ? "write `\(Leaf.tool.example)`, or another tool of docs/reference/charter.md"
                    : "write `\(siblings[0])`, or another of `\(siblings.joined(separator: "`, `"))`"))
    }

    /// The tool that a name of another product's means: `ads.stop` is `ads.pause` here.
    private func usual(_ name: ToolName) -> String? {
        let parts = name.text.split(separator: ".").map(String.init)
        guard parts.count == 2, let verb = CharterWords.usualVerbs[parts[1]],
            let tool = ToolName("\(parts[0]).\(verb)"), context.tools[tool] != nil
        else { return nil }
        return tool.text
    }

    private mutating func checkForbidden(_ permission: Charter.Permission) {
        for prohibition in draft.actions.prohibitions where prohibition.subject == .tool(permission.tool) {
            // What is allowed in just the case in which it is forbidden is not allowed at all.
            guard isUnconditional(prohibition) || prohibition.condition == permission.condition else { continue }
            findings.note(
                .allowedAndForbidden, at: permission.clause.position,
                "`\(permission.tool)` is allowed here and forbidden on line `\(prohibition.clause.position.line)`; never wins",
                fix:
                    "remove this entry, or the prohibition, or give that one \(isUnconditional(prohibition) ? "a" : "another") `when`"
            )
        }
    }

    private mutating func checkGrant(_ permission: Charter.Permission) {
        let place = permission.clause.position
        switch permission.grant {
        case .may:
            guard context.tools[permission.tool]?.effect == .irreversible else { return }
            findings.note(
                .irreversibleInMay, at: place, "nothing takes back what `\(permission.tool)` does, and nobody is asked",
                fix: "move this entry to `actions.with_approval`")
        case .withApproval(let ask, _):
            checkPatience(permission)
            for person in ask where isProposer(person) {
                findings.note(
                    .asksProposer, at: place, "`\(person)` is the agent itself",
                    fix: "write `ask: [owner]`, or a role that people hold")
            }
        }
    }

    /// An approval that may take days holds its money for days.
    private mutating func checkPatience(_ permission: Charter.Permission) {
        guard case .withApproval(_, let within) = permission.grant, within > Self.soon else { return }
        findings.note(
            .slowApproval, at: permission.clause.position,
            "an answer on `\(permission.tool)` may take `\(within.brief)`, and what it asks for is held until then",
            fix: "write `answer_within: 4 h`, or another time within 2 d")
    }

    /// A prohibition on all that a platform has leaves nothing for the tools that are granted there.
    private mutating func checkTopics() {
        for prohibition in draft.actions.prohibitions where isUnconditional(prohibition) {
            guard case .topics(let topics) = prohibition.subject else { continue }
            let platforms = Set(grantedTools.map { String($0.name.text.prefix { $0 != "." }) })
            guard let platform = topics.first(where: platforms.contains),
                let tool = grantedTools.first(where: { $0.name.text.hasPrefix(platform + ".") })
            else { continue }
            let others = topics.filter { !platforms.contains($0) }
            findings.note(
                .neverCoversAll, at: prohibition.clause.position,
                "`\(platform)` is everything that `\(tool.name)` works on, so it can be used on nothing",
                fix: others.isEmpty
                    ? "remove this entry, or the permissions"
                    : "write `about: [\(others.joined(separator: ", "))]`, or remove the permissions")
        }
    }

    /// A prohibition on every campaign leaves nothing for the tools that are granted.
    private mutating func checkEverything() {
        let idle = grantedTools.filter { !$0.isReadOnly && $0.name.text.hasPrefix("ads.") }
        guard let tool = idle.first else { return }
        for prohibition in draft.actions.prohibitions where isUnconditional(prohibition) {
            guard case .entities(let pattern) = prohibition.subject,
                !pattern.pattern.isEmpty, pattern.pattern.allSatisfy({ $0 == "*" }),
                pattern.kind == .account || pattern.kind == .campaign
            else { continue }
            findings.note(
                .neverCoversAll, at: prohibition.clause.position,
                "`\(pattern)` is everything there is, so `\(tool.name)` can be used on nothing",
                fix:
                    "write `about: { \(pattern.kind.rawValue): \"brand-*\" }` with the names that are meant, or remove the permissions"
            )
        }
    }

    /// Whether somebody is the agent in disguise.
    func isProposer(_ approver: Charter.Approver) -> Bool {
        guard case .role(let role) = approver else { return false }
        return role.text == draft.agent?.text || CharterWords.machines.contains(role.text)
    }

    private mutating func checkBounds(_ permission: Charter.Permission) {
        if let floor = permission.bounds.floor, let ceiling = permission.bounds.ceiling,
            floor.currency == ceiling.currency, floor.minorUnits > ceiling.minorUnits
        {
            findings.note(
                .minimumAboveMaximum, at: permission.clause.position,
                "the floor of `\(floor)` is above the ceiling of `\(ceiling)` for `\(permission.tool)`",
                fix:
                    "write `\(text(permission) { $0 = Charter.Bounds(change: $0.change, floor: ceiling, ceiling: floor) })`; an entry inherits the bounds it does not name from the entry before it"
            )
        }
        let written = permission.writtenBounds
        if context.tools[permission.tool]?.concerns.contains(.makes) == true {
            guard written.change != nil else { return }
            findings.note(
                .boundsWithoutAmount, at: permission.clause.position,
                "what `\(permission.tool)` makes has no amount before, so `change` limits nothing",
                fix: "write `bounds: { ceiling: \(written.ceiling.map(\.description) ?? "100 \(values.currency)") }`")
        } else if !written.isEmpty {
            noteAmountless(
                permission.tool, permission.clause, "its bounds limit nothing", remove: "`bounds`",
                instead: "`constraints.change`")
        }
    }

    /// A sum over what a tool changes needs an amount that it changes.
    private mutating func checkSums() {
        for limit in limits.change {
            guard case .cumulative(let share, let tool, _, _) = limit.rule else { continue }
            noteAmountless(
                tool, limit.clause, "`by: \(share)` limits nothing", remove: "this entry", instead: "`at_most`")
        }
    }

    /// Notes a limit on the amount that a tool sets, where it sets none.
    private mutating func noteAmountless(
        _ tool: ToolName, _ clause: Charter.Clause, _ idle: String, remove: String, instead: String
    ) {
        guard let traits = context.tools[tool], !traits.concerns.contains(.setsAmount) else { return }
        findings.note(
            .boundsWithoutAmount, at: clause.position, "`\(tool)` sets no amount, so \(idle)",
            fix: "remove \(remove); what limits such a tool is \(instead) or `constraints.evidence`")
    }

    /// Entries that grant a tool, as the file has them: one that could not be read for another reason grants it all the same.
    var grantEntries: [YAMLNode] { ["may", "with_approval"].flatMap { draft.root["actions"]?[$0]?.items ?? [] } }

    /// A move of budget is a lowering and a raise, and the gate asks for each of them as well.
    private mutating func checkParts() {
        guard !grantEntries.contains(where: { $0.text("tool") == ToolName.setDailyBudget.text }),
            let move = permissions.first(where: { $0.tool == .moveBudget })
        else { return }
        findings.note(
            .moveWithoutBudget, at: move.clause.position,
            "`\(move.tool)` is judged as two changes of `\(ToolName.setDailyBudget)`, which is not granted, so every move is refused",
            fix:
                "add `{ tool: \(ToolName.setDailyBudget), bounds: { ceiling: 100 \(values.currency) } }` to `actions.with_approval`, or remove this entry"
        )
    }

    private mutating func checkDeadlines() {
        guard draft.root["escalation"]?.has("answer_within") != true else { return }
        for item in draft.root["actions"]?["with_approval"]?.items ?? [] where !item.has("answer_within") {
            findings.note(
                .approvalWithoutDeadline, at: item.position,
                "\(quoted(item.text("tool") ?? "this tool")) waits for an answer without a deadline",
                fix: "add `answer_within: 4 h`, here or for all under `escalation`")
        }
    }

    /// The first `may` of the same tool that allows all that a permission allows.
    func wider(
        than permission: Charter.Permission, _ earlier: ArraySlice<Charter.Permission>,
        where applies: (Charter.Permission) -> Bool
    ) -> Charter.Permission? {
        earlier.first {
            $0.tool == permission.tool && $0.grant == .may && applies($0) && Self.covers($0.bounds, permission.bounds)
        }
    }

    /// An approval whose bounds an earlier unconditional `may` covers is never asked for.
    private mutating func checkReached(_ permission: Charter.Permission, after earlier: ArraySlice<Charter.Permission>)
    {
        guard permission.grant != .may, let wider = wider(than: permission, earlier, where: isUnconditional) else {
            return
        }
        findings.note(
            .approvalNeverReached, at: permission.clause.position,
            "line `\(wider.clause.position.line)` already allows all of this for `\(permission.tool)` without asking",
            fix: "remove this entry, or give it wider bounds than the other, or that one a condition")
    }

    /// The written bounds of a permission with a change, as the file writes them.
    func text(_ permission: Charter.Permission, _ change: (inout Charter.Bounds) -> Void) -> String {
        var bounds = permission.writtenBounds
        change(&bounds)
        let parts = [
            bounds.change.map { "change: \($0) of current" }, bounds.floor.map { "floor: \($0)" },
            bounds.ceiling.map { "ceiling: \($0)" },
        ]
        return "bounds: { \(parts.compactMap { $0 }.joined(separator: ", ")) }"
    }

    static func covers(_ wide: Charter.Bounds, _ narrow: Charter.Bounds) -> Bool {
        let change = wide.change.map { limit in narrow.change.map { $0 <= limit } ?? false } ?? true
        let floor = wide.floor.map { limit in narrow.floor.map { $0.minorUnits >= limit.minorUnits } ?? false } ?? true
        let ceiling =
            wide.ceiling.map { limit in narrow.ceiling.map { $0.minorUnits <= limit.minorUnits } ?? false } ?? true
        return change && floor && ceiling
    }
}
