import Engine
import Governance
import Storage
import Vocabulary

extension StoreView {
    func reserve(_ effects: LedgerEffects, of decision: DecisionID, _ rulebook: Rulebook, at now: Instant) throws {
        try addReserved(effects.raise)
        for limit in rulebook.charter.constraints.change {
            guard case .shareOfSpend = limit.rule, effects.share > 0 else { continue }
            try addUsed(usageKey(limit.clause.key, rulebook.charter.agent), effects.share, at: now)
        }
        for (part, change) in effects.changes.enumerated() {
            try session.execute(
                "INSERT INTO change VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
                [
                    .text(change.entity.description), .text(change.tool.text), now.stored, decision.stored,
                    .integer(Int64(part)), .integer(ifPresent: change.amounts?.from),
                    .integer(ifPresent: change.amounts?.to),
                ])
        }
    }

    func settle(_ decision: DecisionID, at now: Instant) throws {
        guard let row = try ledgerRow(decision) else { return }
        try addReserved(-row.raise)
        try session.execute(
            "UPDATE account SET standing = standing + $2 WHERE org = $1", [.integer(row.raise)])
        for entity in try touched(decision) {
            try session.execute(
                "UPDATE change SET settled = 1 WHERE org = $1 AND entity = $2 AND decision = $3",
                [.text(entity), decision.stored])
        }
    }

    func release(_ decision: DecisionID, keepingChanges: Bool, at now: Instant) throws {
        guard let row = try ledgerRow(decision) else { return }
        try addReserved(-row.raise)
        guard !keepingChanges else { return }
        if row.share > 0, let rulebook = try rulebook(of: row.agent) {
            for limit in rulebook.charter.constraints.change {
                guard case .shareOfSpend = limit.rule else { continue }
                try addUsed(usageKey(limit.clause.key, row.agent), -row.share, at: decision.made)
            }
        }
        for entity in try touched(decision) {
            try session.execute(
                "DELETE FROM change WHERE org = $1 AND entity = $2 AND decision = $3",
                [.text(entity), decision.stored])
        }
    }

    func apply(_ receipt: Receipt, of action: Action) throws {
        try note(action.id, reason: nil, receipt: receipt)
        for field in receipt.after {
            var facts = EntityFacts(field.entity)
            switch field.field {
            case "status": facts.status = EntityStatus(rawValue: field.value)
            case "daily_budget": facts.dailyBudget = try Money(parsing: field.value)
            case "targeting": facts.targeting = field.value
            default: continue
            }
            try put(EntityRecord(facts: facts, readAt: receipt.at))
        }
    }

    func changedEntities(since: Instant) throws -> [EntityRef] {
        try session.query(
            "SELECT DISTINCT entity FROM change WHERE org = $1 AND at >= $2 AND settled = 1 ORDER BY entity",
            [since.stored]
        ) { try $0.entity(0) }
    }

    /// A limit's usage is kept apart for each agent's charter.
    func usageKey(_ key: String, _ agent: AgentName) -> String { "\(agent) \(key)" }

    private func addReserved(_ raise: Int64) throws {
        guard raise != 0 else { return }
        try session.execute("UPDATE account SET reserved = reserved + $2 WHERE org = $1", [.integer(raise)])
    }

    private func addUsed(_ key: String, _ amount: Int64, at now: Instant) throws {
        try session.execute(
            """
            INSERT INTO used VALUES ($1, $2, $3, $4)
            ON CONFLICT (org, key, bucket) DO UPDATE SET amount = used.amount + excluded.amount
            """, [.text(key), .integer(Bucket.holding(now)), .integer(amount)])
    }

    private func ledgerRow(_ decision: DecisionID) throws -> (agent: AgentName, raise: Int64, share: Int64)? {
        try session.first(
            "SELECT agent, raised, share FROM decision WHERE org = $1 AND id = $2", [decision.stored]
        ) { (try $0.name(0), try $0.integer(1), try $0.integer(2)) }
    }

    private func touched(_ decision: DecisionID) throws -> [String] {
        try self.decision(decision)?.ruling.effects.changes.map(\.entity.description) ?? []
    }
}
