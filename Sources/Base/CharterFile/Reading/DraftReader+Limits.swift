import Vocabulary

extension DraftReader {
    mutating func readLimits() {
        guard let node = draft.root["constraints"] else { return }
        var limits = DraftLimits()
        limits.zone = part(node["time_zone"]) { $0.text.flatMap { Zone($0) } }
        limits.currency = part(node["currency"]) { $0.text.flatMap { Currency($0) } }
        limits.money = all(node["money"], "constraints.money") { item, clause in
            guard let cap = item.money("cap"), let window = item.window,
                let over = item.word("over", Charter.Scope.self)
            else { return nil }
            return Charter.MoneyCap(cap, window, over: over, clause: clause)
        }
        limits.change = all(node["change"], "constraints.change", DraftReader.change)
        limits.touches = all(node["touches"], "constraints.touches") { item, clause in
            guard let most = item.times("at_most"), let window = item.window else { return nil }
            var touch = Charter.TouchLimit(atMost: most, window, clause: clause)
            touch.category = item.text("category")
            touch.channel = item.text("channel")
            return touch
        }
        limits.evidence = all(node["evidence"], "constraints.evidence", DraftReader.evidence)
        readRules(of: node, into: &limits)
        change { $0.limits = limits }
        change { $0.constraints = limits.constraints }
    }

    private mutating func readRules(of node: YAMLNode, into limits: inout DraftLimits) {
        limits.data = part(node["data"]) { data in
            data.has("may_see")
                ? Charter.DataRule(maySee: data.texts("may_see"), mayNotSee: data.texts("may_not_see")) : nil
        }
        limits.offers = part(node["offers"], DraftReader.offers)
        limits.content = part(node["content"]) { content in
            content.text("only_from").map { Charter.ContentRule(onlyFrom: $0, voice: content.text("voice")) }
        }
        limits.channels = node.texts("channels")
        limits.markets = node.texts("markets")
        limits.lawfulBasis = part(node["lawful_basis"]) { $0.text.flatMap(Charter.LawfulBasis.init(rawValue:)) }
        limits.quietHours = part(node["quiet_hours"]) { hours in
            guard let from = hours.text("from").flatMap(Reading.minutes),
                let to = hours.text("to").flatMap(Reading.minutes), let clock = hours.text("in")
            else { return nil }
            return Charter.QuietHours(from: from, to: to, clock: clock == "recipient_zone" ? .recipient : .charter)
        }
    }

    private static func offers(_ node: YAMLNode) -> Charter.OfferRule? {
        let alone = node["discount"]?.text("alone")
        let rule = Charter.OfferRule(
            discountAlone: node["discount"]?.share("alone"), discountAtMost: node["discount"]?.share("at_most"),
            marginAtLeast: node["margin"]?.share("at_least"))
        let isWhole =
            (alone == nil) == (rule.discountAlone == nil)
            && node.has("discount") == (rule.discountAtMost != nil) && node.has("margin") == (rule.marginAtLeast != nil)
        return isWhole ? rule : nil
    }

    private static func change(_ node: YAMLNode, _ clause: Charter.Clause) -> Charter.ChangeLimit? {
        changeRule(node).map { Charter.ChangeLimit($0, clause: clause) }
    }

    private static func changeRule(_ node: YAMLNode) -> Charter.ChangeLimit.Rule? {
        if node.has("leave_alone_after_change_by_others") {
            return node.duration("leave_alone_after_change_by_others").map { .leaveAloneAfterOthers($0) }
        }
        guard let window = node.window else { return nil }
        if node.has("share_of_total_spend") {
            guard let share = node.share("share_of_total_spend"), let then = node.word("then", Verdict.self) else {
                return nil
            }
            return .shareOfSpend(share, window, then: then)
        }
        guard let tool = node.text("tool").flatMap({ ToolName($0) }), let over = node.word("over", Charter.Scope.self)
        else { return nil }
        if node.has("at_most") { return node.times("at_most").map { .count($0, of: tool, window, over: over) } }
        return node.share("by").map { .cumulative($0, of: tool, window, over: over) }
    }

    private static func evidence(_ node: YAMLNode, _ clause: Charter.Clause) -> Charter.EvidenceRule? {
        evidenceRule(node).map { Charter.EvidenceRule($0, clause: clause) }
    }

    private static func evidenceRule(_ node: YAMLNode) -> Charter.EvidenceRule.Rule? {
        let before = node.texts("before").compactMap { ToolName($0) }
        if node.has("freshness") {
            guard let age = node.duration("freshness"), let source = node.text("of").flatMap({ SourceName($0) }),
                let verdict = node.word("else", Verdict.self)
            else { return nil }
            return .freshness(age, of: source, otherwise: verdict)
        }
        guard !before.isEmpty, before.count == node.texts("before").count else { return nil }
        if node.has("not_while") {
            let states = node.texts("not_while").compactMap(Charter.EvidenceRule.State.init(rawValue:))
            return states.count == node.texts("not_while").count ? .notWhile(states, before: before) : nil
        }
        let age = node.duration("min_age")
        let spend = node.money("min_spend")
        guard (age != nil) == node.has("min_age"), (spend != nil) == node.has("min_spend"), age != nil || spend != nil
        else { return nil }
        return .minimum(age: age, spend: spend, before: before)
    }
}
