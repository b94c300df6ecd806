import Engine
import Governance
import Storage
import Vocabulary

extension StoreView {
    func reserve(_ effects: LedgerEffects, of decision: DecisionID, _ rulebook: Rulebook, at now: Instant) throws {
        try addReserved(effects.raise)
        if effects.share > 0 { try addUsed(StoreView.share, effects.share, at: now) }
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
        let zone =
            try row.raise == 0
            ? nil : session.first("SELECT zone FROM account WHERE org = $1", [], { Zone(try $0.text(0)) })
        if let zone = zone.flatMap({ $0 }) {
            try session.execute(
                """
                UPDATE account SET standing = standing + $2, raised = raised + $2,
                standing_on = CASE WHEN standing_on < $3 THEN $3 ELSE standing_on END WHERE org = $1
                """, [.integer(row.raise), zone.date(at: now).stored])
        }
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
        if row.share > 0 { try addUsed(StoreView.share, -row.share, at: decision.made) }
        for entity in try touched(decision) {
            try session.execute(
                "DELETE FROM change WHERE org = $1 AND entity = $2 AND decision = $3",
                [.text(entity), decision.stored])
        }
    }

    func apply(_ receipt: Receipt, of action: Action) throws {
        try note(action.id, reason: nil, receipt: receipt)
        for field in receipt.after where try !update(field, receipt.at) {
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

    /// Writes one field of an entity that is there; false where it is new, or the field is none of its columns.
    private func update(_ field: FieldValue, _ at: Instant) throws -> Bool {
        // A read that began in the same millisecond may be older than the effect, and must not take it back.
        let readAt = at.advanced(by: .milliseconds(1))
        let values: [SQLValue] = [.text(field.entity.description), .text(field.value), readAt.stored]
        switch field.field {
        case "status":
            guard EntityStatus(rawValue: field.value) != nil else { return false }
            return try session.execute(
                "UPDATE entity SET status = $3, read_at = $4 WHERE org = $1 AND ref = $2", values) > 0
        case "daily_budget":
            guard try Money(parsing: field.value).description == field.value else { return false }
            return try session.execute(
                "UPDATE entity SET daily_budget = $3, read_at = $4 WHERE org = $1 AND ref = $2", values) > 0
        default: return false
        }
    }

    func changedEntities(since: Instant) throws -> [EntityRef] {
        try session.query(
            "SELECT DISTINCT entity FROM change WHERE org = $1 AND at >= $2 AND settled = 1 ORDER BY entity",
            [since.stored]
        ) { try $0.entity(0) }
    }

    /// Under which key moved and paused money is summed: one for all agents and every version of a charter, so that neither
    /// a second agent nor an edited file begins at nothing.
    static let share = "share"

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

    private func ledgerRow(_ decision: DecisionID) throws -> (raise: Int64, share: Int64)? {
        try session.first(
            "SELECT raised, share FROM decision WHERE org = $1 AND id = $2", [decision.stored]
        ) { (try $0.integer(0), try $0.integer(1)) }
    }

    private func touched(_ decision: DecisionID) throws -> [String] {
        try self.decision(decision)?.ruling.effects.changes.map(\.entity.description) ?? []
    }
}
