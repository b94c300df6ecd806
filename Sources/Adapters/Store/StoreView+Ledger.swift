import Engine
import Governance
import Storage
import Vocabulary

extension StoreView {
    func reserve(_ decision: Decision, onlyRaise: Bool, at now: Instant) throws {
        let effects = decision.ruling.effects
        try addReserved(effects.raise)
        if onlyRaise { return }
        if decision.countedShare > 0 { try addUsed(StoreView.share, decision.countedShare, at: now) }
        for use in decision.uses {
            try session.execute(
                "INSERT INTO change VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                [
                    .text(use.campaign?.description ?? ""), .text(use.tool.text), now.stored, decision.id.stored,
                    .integer(Int64(use.part)), .text(use.entity?.description ?? ""),
                    .text(ifPresent: use.adSet?.description), .text(decision.agent.text),
                    .integer(ifPresent: use.amounts?.from), .integer(ifPresent: use.amounts?.to),
                ])
        }
        if now != decision.at { try taken(decision.id, at: now) }
    }

    func renew(_ id: DecisionID, at now: Instant) throws {
        guard let decision = try content(of: id), let before = try takenAt(id), before != now else { return }
        let share = decision.countedShare
        if share > 0 {
            try addUsed(StoreView.share, -share, at: before)
            try addUsed(StoreView.share, share, at: now)
        }
        for campaign in campaigns(decision) {
            try session.execute(
                "UPDATE change SET at = $4 WHERE org = $1 AND campaign = $2 AND decision = $3",
                [.text(campaign), id.stored, now.stored])
        }
        try taken(id, at: now)
    }

    /// Since when what a decision has taken is counted.
    func takenAt(_ decision: DecisionID) throws -> Instant? {
        try session.first("SELECT taken_at FROM decision WHERE org = $1 AND id = $2", [decision.stored]) {
            try $0.instant(0)
        }
    }

    private func taken(_ decision: DecisionID, at now: Instant) throws {
        try session.execute(
            "UPDATE decision SET taken_at = $3 WHERE org = $1 AND id = $2", [decision.stored, now.stored])
    }

    /// The campaigns under which a decision's uses stand, each once.
    private func campaigns(_ decision: Decision) -> Set<String> {
        Set(decision.uses.map { $0.campaign?.description ?? "" })
    }

    func settle(_ decision: DecisionID, at now: Instant) throws {
        guard let content = try content(of: decision) else { return }
        try stand(content.ruling.effects.raise, at: now)
    }

    /// What was reserved stands now; it counts on the account's day, and a lowering frees nothing before the next.
    private func stand(_ raise: Int64, at now: Instant) throws {
        guard raise != 0, let day = try account()?.zone.date(at: now) else { return }
        try session.execute(
            """
            UPDATE account SET reserved = reserved - $2, standing = standing + $2, raised = raised + $2,
            standing_on = CASE WHEN standing_on < $3 THEN $3 ELSE standing_on END WHERE org = $1
            """, [.integer(raise), day.stored])
        changeKnownAccount { known in
            known.reserved -= raise
            known.record.standing += raise
            known.record.raised += raise
            known.record.standingOn = max(known.record.standingOn, day)
        }
    }

    func release(_ decision: DecisionID, keepingChanges: Bool, at now: Instant) throws {
        guard let content = try content(of: decision) else {
            return try releaseUnread(decision, keepingChanges: keepingChanges)
        }
        let effects = content.ruling.effects
        try addReserved(-effects.raise)
        guard !keepingChanges else { return }
        let share = content.countedShare
        if share > 0, let at = try takenAt(decision) { try addUsed(StoreView.share, -share, at: at) }
        for campaign in campaigns(content) {
            try session.execute(
                "DELETE FROM change WHERE org = $1 AND campaign = $2 AND decision = $3",
                [.text(campaign), decision.stored])
        }
    }

    /// The same from rows alone, where what the decision says is gone.
    private func releaseUnread(_ decision: DecisionID, keepingChanges: Bool) throws {
        let row = try session.first(
            "SELECT raised, share FROM decision WHERE org = $1 AND id = $2", [decision.stored]
        ) { (raise: try $0.integer(0), share: try $0.integer(1)) }
        guard let row else { return }
        try addReserved(-row.raise)
        guard !keepingChanges else { return }
        if row.share > 0, let at = try takenAt(decision) { try addUsed(StoreView.share, -row.share, at: at) }
        try session.execute("DELETE FROM change WHERE org = $1 AND decision = $2", [decision.stored])
    }

    func confirm(_ receipt: Receipt, of action: Action, at now: Instant) throws {
        try session.execute(
            "UPDATE action SET state = 'done', at = $4, receipt = $5 WHERE org = $1 AND decision = $2 AND part = $3",
            action.key + [now.stored, .integer(try logSize())])
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

    func lastChange(of campaign: EntityRef, by tool: ToolName, or other: ToolName) throws -> DecisionID? {
        try session.first(
            """
            SELECT c.decision FROM change c
            JOIN action a ON a.org = c.org AND a.decision = c.decision AND a.part = c.part
            JOIN decision d ON d.org = c.org AND d.id = c.decision
            WHERE c.org = $1 AND c.campaign = $2 AND c.tool IN ($3, $4) AND c.entity IN ('', $2) AND a.state = 'done'
            ORDER BY c.at DESC, d.leaf DESC, c.part DESC LIMIT 1
            """, [.text(campaign.description), .text(tool.text), .text(other.text)]
        ) { try $0.id(0, Identified.Decision.self) }
    }

    func changedEntities(since: Instant) throws -> [EntityRef] {
        try session.query(
            """
            SELECT DISTINCT c.entity FROM change c
            JOIN action a ON a.org = c.org AND a.decision = c.decision AND a.part = c.part
            WHERE c.org = $1 AND c.at >= $2 AND c.entity <> '' AND a.state = 'done' ORDER BY c.entity
            """, [since.stored]
        ) { try $0.entity(0) }
    }

    /// Under which key moved and paused money is summed: one for all agents and every version of a charter, so that neither
    /// a second agent nor an edited file begins at nothing.
    static let share = "share"

    private func addReserved(_ raise: Int64) throws {
        guard raise != 0 else { return }
        try session.execute("UPDATE account SET reserved = reserved + $2 WHERE org = $1", [.integer(raise)])
        changeKnownAccount { $0.reserved += raise }
    }

    private func addUsed(_ key: String, _ amount: Int64, at now: Instant) throws {
        try session.execute(
            """
            INSERT INTO used VALUES ($1, $2, $3, $4)
            ON CONFLICT (org, key, bucket) DO UPDATE SET amount = used.amount + excluded.amount
            """, [.text(key), .integer(Bucket.holding(now)), .integer(amount)])
    }
}
