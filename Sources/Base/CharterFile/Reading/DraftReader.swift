import Vocabulary

/// Turns a tree into a draft. It notes nothing: what it cannot read the shape check has noted already; it
/// only remembers that something was left out, so that a charter is never made of a part of a file.
struct DraftReader {
    private(set) var draft: CharterDraft

    init(_ root: YAMLNode) {
        draft = CharterDraft(root: root)
        draft.agent = root.text("charter").flatMap { AgentName($0) }
        draft.purpose = root.text("purpose")
        readLimits()
        readEscalation()
        readGoal()
        readActions()
        readReview()
        readOwner()
        readAutonomy()
    }

    /// Reads every item of a list; one that cannot be read makes the draft incomplete.
    mutating func all<Item>(
        _ node: YAMLNode?, _ path: String, _ read: (YAMLNode, Charter.Clause) -> Item?
    ) -> [Item] {
        guard let node else { return [] }
        return node.items.enumerated().compactMap { index, item in
            let value = read(item, Charter.Clause("\(path)[\(index)]", at: item.position))
            if value == nil { draft.isComplete = false }
            return value
        }
    }

    /// Reads a part; one that is there and cannot be read makes the draft incomplete.
    mutating func part<Part>(_ node: YAMLNode?, _ read: (YAMLNode) -> Part?) -> Part? {
        guard let node else { return nil }
        let value = read(node)
        if value == nil { draft.isComplete = false }
        return value
    }

    mutating func change(_ body: (inout CharterDraft) -> Void) { body(&draft) }
}

extension DraftReader {
    private mutating func readGoal() {
        guard let node = draft.root["goal"] else { return }
        let protect = all(node["protect"], "goal.protect", DraftReader.band)
        let waiver = part(node["unprotected"]) { node -> Charter.Waiver? in
            guard let by = node.approver("agreed_by"), let reason = node.text("reason") else { return nil }
            return Charter.Waiver(agreedBy: by, reason: reason)
        }
        let kind = part(node["kind"], DraftReader.kind)
        guard let improve = node.text("improve").flatMap({ MetricName($0) }),
            let direction = node.word("direction", GoalDirection.self),
            let target = node.text("target").flatMap(Reading.target),
            let by = node.text("by").flatMap({ CalendarDate(parsing: $0) }),
            let baseline = node["baseline"].flatMap(DraftReader.baseline)
        else { return }
        var goal = Charter.Goal(improve: improve, direction, target: target, by: by, baseline: baseline)
        goal.kind = kind ?? .outcome
        goal.protect = protect
        goal.waiver = waiver
        goal.precedence = node.texts("precedence").compactMap { text in
            text == "protect" ? .protect : MetricName(text).map(Charter.Objective.metric)
        }
        goal.interest = node.word("in_the_interest_of") ?? .both
        goal.tradeOffs = node.text("trade_offs")
        goal.clause = Charter.Clause("goal", at: node.position)
        change { $0.goal = goal }
    }

    private static func band(_ node: YAMLNode, _ clause: Charter.Clause) -> Charter.Band? {
        guard let metric = node.text("metric").flatMap({ MetricName($0) }) else { return nil }
        let ends = ["floor", "ceiling"].map { key in node.text(key).map(Reading.bound) }
        guard !ends.contains(where: { $0 == .some(.none) }) else { return nil }
        var band = Charter.Band(metric, floor: ends[0] ?? nil, ceiling: ends[1] ?? nil, clause: clause)
        band.per = node.word("per")
        return band
    }

    private static func baseline(_ node: YAMLNode) -> Charter.Baseline? {
        if let period = node.text("measured").flatMap({ Period(parsing: $0) }) { return .measured(period) }
        guard let value = node.text("value").flatMap(Reading.quantity), let source = node.text("source") else {
            return nil
        }
        return .value(value, source: source)
    }

    private static func kind(_ node: YAMLNode) -> Charter.Kind? {
        if let meaning = node.text("proxy_for") { return .proxy(for: meaning) }
        return node.text == "outcome" ? .outcome : nil
    }
}

extension DraftReader {
    private mutating func readActions() {
        guard let node = draft.root["actions"] else { return }
        let may = all(node["may"], "actions.may") { DraftReader.permission($0, .may, $1) }
        let escalation = draft.root["escalation"]?.duration("answer_within")
        let agreed = all(node["with_approval"], "actions.with_approval") { item, clause -> Charter.Permission? in
            let ask = item.has("ask") ? item.approvers("ask") : [.owner]
            guard !ask.isEmpty, let within = item.duration("answer_within") ?? escalation else { return nil }
            return DraftReader.permission(item, .withApproval(ask: ask, within: within), clause)
        }
        let never = all(node["never"], "actions.never", DraftReader.prohibition)
        let actions = Charter.Actions(permissions: DraftReader.inheriting(may + agreed), prohibitions: never)
        change { $0.actions = actions }
    }

    private static func permission(
        _ node: YAMLNode, _ grant: Charter.Grant, _ clause: Charter.Clause
    ) -> Charter.Permission? {
        guard let tool = node.text("tool").flatMap({ ToolName($0) }) else { return nil }
        var bounds = Charter.Bounds()
        if let written = node["bounds"] {
            bounds = Charter.Bounds(
                change: written.text("change").flatMap { Reading.share($0, of: "current") },
                floor: written.money("floor"), ceiling: written.money("ceiling"))
            let read = [bounds.change != nil, bounds.floor != nil, bounds.ceiling != nil].count { $0 }
            guard read == written.entries.count else { return nil }
        }
        return Charter.Permission(tool, grant, bounds: bounds, when: node.text("when"), clause: clause)
    }

    /// Gives each permission the bounds of the earlier entries of its tool that it does not name itself.
    static func inheriting(_ permissions: [Charter.Permission]) -> [Charter.Permission] {
        var earlier: [ToolName: Charter.Bounds] = [:]
        return permissions.map { permission in
            var permission = permission
            permission.bounds = permission.writtenBounds.inheriting(earlier[permission.tool] ?? Charter.Bounds())
            earlier[permission.tool] = permission.bounds
            return permission
        }
    }

    static func prohibition(_ node: YAMLNode, _ clause: Charter.Clause) -> Charter.Prohibition? {
        let condition = node.text("when")
        if let tool = node.text("tool").flatMap({ ToolName($0) }) {
            return Charter.Prohibition(.tool(tool), when: condition, clause: clause)
        }
        guard let about = node["about"] else { return nil }
        if let entry = about.entries.first {
            guard about.entries.count == 1, let kind = EntityKind(rawValue: entry.key), let pattern = entry.value.text
            else { return nil }
            return Charter.Prohibition(
                .entities(Charter.EntityPattern(kind, pattern)), when: condition, clause: clause)
        }
        let topics = about.items.compactMap(\.text)
        guard !topics.isEmpty, topics.count == about.items.count else { return nil }
        return Charter.Prohibition(.topics(topics), when: condition, clause: clause)
    }
}
