import Vocabulary

/// What a rehearsal has taken so far: laid over the facts of the next proposal, so that a shadow run counts as a real one
/// would, and gone when the run ends.
public struct LedgerOverlay: Hashable, Sendable {
    private var raise: Int64 = 0
    private var share: Int64 = 0
    private var holds = 0
    private var changes: [Change] = []
    private var uses: [[ToolUse]] = []
    private var waiting: [EntityRef: EntityFacts.Waiting] = [:]

    /// Nothing taken yet.
    public init() {}

    /// The overlay after one more rehearsed decision.
    public func adding(_ decision: Decision) -> LedgerOverlay {
        var next = self
        let touched = decision.proposal?.call.touched ?? []
        switch decision.ruling.verdict {
        case .refuse: return self
        case .escalate:
            let id = EscalationID(high: decision.id.high, low: decision.id.low)
            for entity in touched { next.waiting[entity] = .escalation(id) }
        case .hold:
            next.holds += 1
            for entity in touched { next.waiting[entity] = .hold(decision.id) }
            next.take(decision)
        case .authorise: next.take(decision)
        }
        return next
    }

    private mutating func take(_ decision: Decision) {
        let effects = decision.ruling.effects
        raise += effects.raise
        share += decision.countedShare
        changes += effects.changes
        uses.append(decision.uses)
    }

    /// Lays the overlay over facts that were loaded from the store.
    public func apply(to facts: inout Facts, of call: Call, _ rulebook: Rulebook) {
        facts.account?.reserved += raise
        facts.standing.openHolds += holds
        for index in facts.entities.indices { apply(to: &facts.entities[index]) }
        for limit in rulebook.charter.constraints.change {
            for index in facts.usage.indices where facts.usage[index].key == limit.clause.key {
                facts.usage[index].used += used(of: limit, facts.usage[index].scope, facts)
            }
        }
    }

    private func apply(to entity: inout EntityFacts) {
        if let waiting = waiting[entity.ref] { entity.waiting = waiting }
        for change in changes where change.entity == entity.ref && entity.waiting == nil {
            if change.field == "status" { entity.status = EntityStatus(rawValue: change.after) }
            if let amounts = change.amounts, let budget = entity.dailyBudget {
                entity.dailyBudget = Money(minorUnits: amounts.to, budget.currency)
            }
        }
    }

    private func used(of limit: Charter.ChangeLimit, _ scope: String, _ facts: Facts) -> Int64 {
        switch limit.rule {
        case .shareOfSpend: share
        case .count(_, let tool, _, let over):
            uses.reduce(0) { $0 + ToolUse.count($1, of: tool, over: over, scope) }
        default: 0
        }
    }
}
