import Vocabulary

/// Which values a fact can have where a condition stands: by what it is, by the tool, and by the charter's own limits.
/// Wider than the truth is harmless, since a condition then varies; narrower would report what is not so.
struct FactDomain {
    /// The least whole number; nil for none.
    var least: Int64?
    /// The greatest whole number; nil for none.
    var most: Int64?
    /// The only texts; nil for any.
    var words: [String]?
    /// Never known there, so that reading it is an error.
    var isAbsent = false
    /// What says so, for a message.
    var why: String?
}

/// Where a condition stands.
struct ConditionPlace {
    /// The tool it is asked of; nil where it is asked of several.
    let tool: ToolName?
    /// The permission it belongs to; nil for prohibitions and triggers, which also concern what no permission allows.
    var permission: Charter.Permission?

    /// An error refuses in a permission, applies in a prohibition and fires in a trigger.
    var errorHolds: Bool { permission == nil }

    init(_ permission: Charter.Permission) {
        (tool, self.permission) = (permission.tool, permission)
    }

    init(_ prohibition: Charter.Prohibition) {
        if case .tool(let tool) = prohibition.subject { self.tool = tool } else { tool = nil }
    }

    /// A trigger.
    init() { tool = nil }
}

extension Checks {
    /// What a fact can be where a condition stands.
    func domain(of fact: ConditionFact, at place: ConditionPlace) -> FactDomain {
        if place.tool == .createCampaign, fact.rawValue.hasPrefix("entity.") {
            return absent(fact, "what is yet to be made is not there")
        }
        switch fact {
        case .entityKind: return kinds(at: place)
        case .entityStatus: return FactDomain(words: ["active", "paused", "deleted"])
        case .proposalTool: return tools(at: place)
        // A refund can be more than what was paid.
        case .entityID, .entityName, .entityRevenue: return FactDomain()
        case .proposalConfidence:
            return FactDomain(least: 0, most: 10_000, why: "`\(fact.rawValue)` goes from `0` to `10000`")
        case .entityAgeDays, .entitySpend: return narrowed(fact, at: place)
        case .proposalDailyBudget: return budget(at: place)
        default: return FactDomain(least: 0, why: "`\(fact.rawValue)` is never below `0`")
        }
    }

    private func absent(_ fact: ConditionFact, _ why: String) -> FactDomain {
        FactDomain(isAbsent: true, why: "`\(fact.rawValue)` is never known there, since \(why)")
    }

    private func kinds(at place: ConditionPlace) -> FactDomain {
        let own = place.tool.flatMap { context.tools[$0]?.kinds } ?? []
        let kinds = own.isEmpty ? EntityKind.allCases : own
        let names = kinds.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        let words = kinds.map(\.rawValue)
        guard let tool = place.tool, words.count < EntityKind.allCases.count else {
            return FactDomain(words: words, why: "`entity.kind` is one of \(names)")
        }
        return FactDomain(words: words, why: "`\(tool)` is for \(names)")
    }

    /// The parts of a move are judged by the entries of `ads.set_daily_budget` as well, under the move's own name.
    private func tools(at place: ConditionPlace) -> FactDomain {
        guard let tool = place.tool else {
            return FactDomain(words: context.tools.sorted.map(\.name.text), why: "no connector has such a tool")
        }
        let isPart = tool == .setDailyBudget && grantedTools.contains { $0.name == .moveBudget }
        return FactDomain(
            words: [tool.text] + (isPart ? [ToolName.moveBudget.text] : []),
            why: "this entry is only asked for `\(tool)`")
    }

    /// What the evidence before a permission's tool leaves of its conditions.
    private func narrowed(_ fact: ConditionFact, at place: ConditionPlace) -> FactDomain {
        var domain = FactDomain(least: 0, why: "`\(fact.rawValue)` is never below `0`")
        guard let tool = place.permission?.tool else { return domain }
        for rule in limits.evidence {
            guard case .minimum(let age, let spend, let before) = rule.rule,
                before.contains(tool) || (tool == .moveBudget && before.contains(.setDailyBudget))
            else { continue }
            let least = fact == .entitySpend ? spend?.minorUnits : age.map { $0.wholeSeconds / 86_400 }
            guard let least, least > domain.least ?? 0 else { continue }
            domain.least = least
            domain.why =
                "line `\(rule.clause.position.line)` already asks for `\(fact.rawValue)` of at least `\(least)` before `\(tool)`"
        }
        return domain
    }

    /// The budget that is proposed: known of what sets or begins with one, and within the entry's own bounds.
    private func budget(at place: ConditionPlace) -> FactDomain {
        let fact = ConditionFact.proposalDailyBudget
        let others: [ToolName] = [.pause, .resume, .delete, .setTargeting]
        if let tool = place.tool, others.contains(tool) { return absent(fact, "`\(tool)` proposes no budget") }
        var domain = FactDomain(least: 0, why: "`\(fact.rawValue)` is never below `0`")
        guard let permission = place.permission, [.setDailyBudget, .createCampaign].contains(permission.tool)
        else { return domain }
        let (floor, ceiling) = (permission.bounds.floor, permission.bounds.ceiling)
        if let floor, floor.minorUnits > 0 { domain.least = floor.minorUnits }
        domain.most = ceiling?.minorUnits
        let ends = [floor.map { "the floor of `\($0)`" }, ceiling.map { "the ceiling of `\($0)`" }].compactMap { $0 }
        if !ends.isEmpty {
            domain.why = "\(ends.joined(separator: " and ")) already bound\(ends.count > 1 ? "" : "s") it"
        }
        return domain
    }
}
