import Engine
import Governance
import Schemas
import Storage
import Vocabulary

extension StoreView {
    func enqueue(_ action: Action, isClaimed: Bool, at now: Instant) throws {
        try session.execute(
            "INSERT INTO action VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL)",
            [
                action.decision.stored, .integer(Int64(action.part)), action.id.stored,
                .text(isClaimed ? ActionState.claimed.rawValue : ActionState.queued.rawValue),
                .integer(isClaimed ? 1 : 0), .text(ifPresent: isClaimed ? context.process : nil), now.stored,
            ])
    }

    func claim(_ action: Action, at now: Instant) throws -> Int? {
        try session.first(
            """
            UPDATE action SET state = 'claimed', attempts = attempts + 1, holder = $4, at = $5
            WHERE org = $1 AND decision = $2 AND part = $3 AND state = 'queued' RETURNING attempts
            """, action.key + [.text(context.process), now.stored]
        ) { Int(try $0.integer(0)) }
    }

    func move(_ action: Action, to state: ActionState, at now: Instant) throws {
        try session.execute(
            "UPDATE action SET state = $4, at = $5 WHERE org = $1 AND decision = $2 AND part = $3",
            action.key + [.text(state.rawValue), now.stored])
    }

    func note(_ action: Action, reason: String) throws {
        try session.execute(
            "UPDATE action SET reason = $4 WHERE org = $1 AND decision = $2 AND part = $3",
            action.key + [.text(reason)])
    }

    func actions(of decision: DecisionID) throws -> [(action: Action, state: ActionState)] {
        try actionRecords(of: decision).map { ($0.action, $0.state) }
    }

    func actionRecords(of decision: DecisionID) throws -> [ActionRecord] {
        let rows = try session.query(
            """
            SELECT id, state, attempts, at, receipt, reason FROM action WHERE org = $1 AND decision = $2 ORDER BY part
            """, [decision.stored], ActionRow.init)
        guard !rows.isEmpty, let decided = try content(of: decision) else { return [] }
        return try zip(decided.actions(ids: rows.map(\.id)), rows).map { action, row in
            row.record(action, receipt: try row.receipt.flatMap(receipt))
        }
    }

    /// The receipt that a leaf's payload is; nil where that was erased.
    private func receipt(at position: Int64) throws -> Receipt? {
        try payload(at: position).map { try Receipt(json: JSON(parsing: $0)) }
    }

    func attempted(after: AttemptedAction?, limit: Int) throws -> [AttemptedAction] {
        try session.query(
            """
            SELECT id, decision, part, state FROM action WHERE org = $1 AND attempts > 0 AND (decision, part) > ($2, $3)
            ORDER BY decision, part LIMIT $4
            """,
            [after?.decision.stored ?? .blob([]), .integer(Int64(after?.part ?? 0)), .integer(Int64(limit))]
        ) {
            AttemptedAction(
                id: try $0.id(0), decision: try $0.id(1), part: Int(try $0.integer(2)), state: try $0.word(3))
        }
    }

    func actions(in state: ActionState, limit: Int) throws -> [ActionRecord] {
        try open(
            try session.query(
                "SELECT decision, id FROM action WHERE org = $1 AND state = $2 AND state <> 'done' ORDER BY at LIMIT $3",
                [.text(state.rawValue), .integer(Int64(limit))]
            ) { (try $0.id(0), try $0.id(1)) })
    }

    func orphanedClaims(_ isGone: (String) -> Bool) throws -> [ActionRecord] {
        let claims = try session.query(
            """
            SELECT decision, id, holder FROM action WHERE org = $1 AND state = 'claimed' AND state <> 'done' ORDER BY at
            """
        ) { (try $0.id(0, Identified.Decision.self), try $0.id(1, Identified.Action.self), try $0.textIfPresent(2)) }
        return try open(claims.filter { claim in claim.2.map(isGone) ?? true }.map { ($0.0, $0.1) })
    }

    func orphanedWaits(_ isGone: (String) -> Bool) throws -> [ActionRecord] {
        // A part that was never claimed names nobody: whoever claimed another part of its decision will come to it.
        let waits = try session.query(
            """
            SELECT q.decision, q.id, h.holder FROM action q
            JOIN action h ON h.org = q.org AND h.decision = q.decision AND h.holder IS NOT NULL
            WHERE q.org = $1 AND q.state = 'queued' AND q.state <> 'done' ORDER BY q.at
            """
        ) { (try $0.id(0, Identified.Decision.self), try $0.id(1, Identified.Action.self), try $0.textIfPresent(2)) }
        let kept = Set(waits.filter { wait in wait.2.map { !isGone($0) } ?? false }.map(\.1))
        var seen: Set<ActionID> = []
        return try open(waits.filter { !kept.contains($0.1) && seen.insert($0.1).inserted }.map { ($0.0, $0.1) })
    }

    private func open(_ found: [(DecisionID, ActionID)]) throws -> [ActionRecord] {
        try found.compactMap { decision, id in try actionRecords(of: decision).first { $0.action.id == id } }
    }
}

extension Action {
    /// The key of its row, after the organisation.
    var key: [SQLValue] { [decision.stored, .integer(Int64(part))] }
}

private struct ActionRow {
    let id: ActionID
    let state: ActionState
    let attempts: Int
    let at: Instant
    /// The position of the leaf whose payload is the receipt.
    let receipt: Int64?
    let reason: String?

    init(_ row: any SQLRow) throws {
        id = try row.id(0)
        state = try row.word(1)
        attempts = Int(try row.integer(2))
        at = try row.instant(3)
        receipt = try row.integerIfPresent(4)
        reason = try row.textIfPresent(5)
    }

    func record(_ action: Action, receipt: Receipt?) -> ActionRecord {
        ActionRecord(action: action, state: state, attempts: attempts, at: at, receipt: receipt, reason: reason)
    }
}
