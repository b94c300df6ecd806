import Engine
import Governance
import Schemas
import Storage
import Vocabulary

extension StoreView {
    /// The leaf that `append` writes next holds the decision's content: the gate appends it in the same transaction.
    func record(_ decision: Decision, rehearsed: Bool) throws {
        let call = decision.proposal?.call
        try session.execute(
            "INSERT INTO decision VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            [
                decision.id.stored, decision.run.stored, .text(decision.agent.text), .flag(rehearsed),
                .text(decision.state.rawValue), .text(ifPresent: call?.subject?.description),
                .text(ifPresent: call?.other?.description),
                .integer(decision.ruling.effects.raise), .integer(decision.countedShare),
                .integer(try logSize()), decision.at.stored,
            ])
        remember(decision)
    }

    /// What this process judged a moment ago it settles a moment later, and need not read again.
    private func remember(_ decision: Decision) {
        if let recent = session.cached(context.recent) { return recent.keep(decision) }
        let recent = RecentDecisions()
        recent.keep(decision)
        session.keep(recent, in: context.recent)
    }

    func decision(_ id: DecisionID) throws -> Decision? {
        let leaf = try session.first("SELECT leaf FROM decision WHERE org = $1 AND id = $2", [id.stored]) {
            try $0.integer(0)
        }
        guard let leaf else { return nil }
        if let kept = session.cached(context.recent)?[id] { return kept }
        return try payload(at: leaf).map(Decision.init(record:))
    }

    /// What a decision says, where another row already tells that it is there.
    func content(of id: DecisionID) throws -> Decision? {
        if let kept = session.cached(context.recent)?[id] { return kept }
        return try decision(id)
    }

    func state(of decision: DecisionID) throws -> DecisionState? {
        try session.first("SELECT state FROM decision WHERE org = $1 AND id = $2", [decision.stored]) {
            try $0.word(0)
        }
    }

    func move(_ decision: DecisionID, to state: DecisionState, at now: Instant) throws {
        try session.execute(
            "UPDATE decision SET state = $3 WHERE org = $1 AND id = $2", [decision.stored, .text(state.rawValue)])
    }

    func record(of id: DecisionID) throws -> DecisionRecord? {
        guard
            let row = try session.first(
                "SELECT run, agent, shadow, state, leaf FROM decision WHERE org = $1 AND id = $2", [id.stored],
                {
                    (
                        run: try $0.id(0, Identified.Run.self), agent: try $0.name(1, AgentName.self),
                        isShadow: try $0.flag(2), state: try $0.word(3, DecisionState.self), entry: try $0.integer(4)
                    )
                })
        else { return nil }
        return DecisionRecord(
            decision: try decision(id), id: id, entry: row.entry, run: row.run, agent: row.agent, at: id.made,
            isShadow: row.isShadow, state: row.state, actions: try actionRecords(of: id), answers: try answers(to: id))
    }

    func decisions(of run: RunID) throws -> [DecisionID] {
        // Identifiers of one millisecond are in no order, and a simulated clock stands still: the log's order counts.
        try session.query(
            "SELECT id FROM decision WHERE org = $1 AND id >= $2 AND run = $3 ORDER BY leaf",
            [DecisionID(at: run.made, random: (0, 0)).stored, run.stored]
        ) { try $0.id(0) }
    }

    func decisions(on entity: EntityRef, rehearsed: Bool, limit: Int) throws -> [DecisionID] {
        try session.query(
            """
            SELECT id, leaf FROM decision WHERE org = $1 AND entity = $2 AND shadow <= $3
            UNION SELECT id, leaf FROM decision WHERE org = $1 AND other = $2 AND shadow <= $3 ORDER BY leaf DESC LIMIT $4
            """, [.text(entity.description), .flag(rehearsed), .integer(Int64(limit))]
        ) { try $0.id(0) }
    }

    func states(of run: RunID, first count: Int) throws -> [DecisionState: Int] {
        let rows = try session.query(
            """
            SELECT d.state, COUNT(*) FROM (SELECT state FROM decision WHERE org = $1 AND id >= $2 AND run = $3
            ORDER BY leaf LIMIT $4) d GROUP BY d.state
            """, [DecisionID(at: run.made, random: (0, 0)).stored, run.stored, .integer(Int64(count))]
        ) { (try $0.word(0, DecisionState.self), Int(try $0.integer(1))) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    func refusedEntities(
        of agent: AgentName, under version: Int, since: Instant, after position: Int64
    ) throws -> [EntityRef] {
        let first = DecisionID(at: since, random: (0, 0))
        let refused = try session.query(
            """
            SELECT id, entity FROM decision WHERE org = $1 AND id >= $2 AND agent = $3 AND state = 'refused' AND shadow = 0
            AND entity IS NOT NULL AND leaf >= $4
            """, [first.stored, .text(agent.text), .integer(position)]
        ) { (id: try $0.id(0, Identified.Decision.self), entity: try $0.entity(1)) }
        var found = Set(
            try session.query(
                """
                SELECT entity FROM decision WHERE org = $1 AND id >= $2 AND agent = $3 AND state IN ('rejected', 'expired') AND shadow = 0
                AND entity IS NOT NULL AND leaf >= $5
                UNION SELECT e.entity FROM escalated e JOIN escalation o ON o.org = e.org AND o.id = e.escalation
                WHERE o.org = $1 AND o.agent = $3 AND o.answer = 'do_nothing' AND o.closed >= $4 AND e.answer IS NULL
                """, [first.stored, .text(agent.text), since.stored, .integer(position)]
            ) { try $0.entity(0) })
        for (id, entity) in refused where !found.contains(entity) {
            // Of what was erased only the state is left, and that says refused.
            if try decision(id)?.isRefused(under: version) ?? true { found.insert(entity) }
        }
        return found.sorted()
    }

    func halfDone(by agent: AgentName, since: Instant) throws -> [DecisionID] {
        try session.query(
            """
            SELECT DISTINCT d.id, d.leaf FROM change c JOIN decision d ON d.org = c.org AND d.id = c.decision
            WHERE c.org = $1 AND c.at >= $2 AND d.agent = $3 AND d.state = 'partly_done' ORDER BY d.leaf DESC LIMIT 20
            """, [since.stored, .text(agent.text)]
        ) { try $0.id(0, Identified.Decision.self) }
    }

    func decisions(beginning prefix: String) throws -> [DecisionID] {
        guard let range = IDRange(prefix) else { return [] }
        return try session.query(
            "SELECT id FROM decision WHERE org = $1 AND id >= $2 AND id <= $3 ORDER BY id LIMIT 10",
            [.blob(range.first), .blob(range.last)]
        ) { try $0.id(0) }
    }

    func escalations(beginning prefix: String) throws -> [EscalationID] {
        guard let range = IDRange(prefix) else { return [] }
        return try session.query(
            "SELECT id FROM escalation WHERE org = $1 AND id >= $2 AND id <= $3 ORDER BY id LIMIT 10",
            [.blob(range.first), .blob(range.last)]
        ) { try $0.id(0) }
    }

    func runs(beginning prefix: String) throws -> [RunID] {
        guard let range = IDRange(prefix) else { return [] }
        return try session.query(
            "SELECT id FROM run WHERE org = $1 AND id >= $2 AND id <= $3 ORDER BY id LIMIT 10",
            [.blob(range.first), .blob(range.last)]
        ) { try $0.id(0) }
    }

    func neighbours(of identifier: String) throws -> [String] {
        guard let id = DecisionID(identifier) else { return [] }
        let sides: [StaticString] = [
            "SELECT id FROM decision WHERE org = $1 AND id < $2 ORDER BY id DESC LIMIT 1",
            "SELECT id FROM decision WHERE org = $1 AND id > $2 ORDER BY id LIMIT 1",
            "SELECT id FROM escalation WHERE org = $1 AND id < $2 ORDER BY id DESC LIMIT 1",
            "SELECT id FROM escalation WHERE org = $1 AND id > $2 ORDER BY id LIMIT 1",
            "SELECT id FROM run WHERE org = $1 AND id < $2 ORDER BY id DESC LIMIT 1",
            "SELECT id FROM run WHERE org = $1 AND id > $2 ORDER BY id LIMIT 1",
        ]
        return try sides.compactMap { side in
            try session.first(side, [id.stored]) { try $0.id(0, Identified.Decision.self).description }
        }
    }

    /// The leaf that `append` writes next holds what was signed, the reason with it, or why a yes came to nothing: there alone, so
    /// that it can be erased.
    func keep(_ answer: Approval) throws {
        try session.execute(
            "INSERT INTO answer VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            [
                answer.decision.stored, answer.at.stored, .text(answer.person.text), .flag(answer.isYes),
                .integer(try logSize()),
            ])
    }

    private func answers(to decision: DecisionID) throws -> [AnswerRecord] {
        try session.query(
            "SELECT person, yes, leaf, at FROM answer WHERE org = $1 AND decision = $2 ORDER BY at",
            [decision.stored]
        ) {
            let payload = try payload(at: try $0.integer(2)) ?? []
            return AnswerRecord(
                person: try $0.name(0), isYes: try $0.flag(1),
                reason: SignedStatement.content(of: payload)?["reason"]?.stringValue ?? "", at: try $0.instant(3),
                objections: EntryWords.objections(in: payload))
        }
    }
}

/// The identifiers that begin with a text of base 32.
struct IDRange {
    let first, last: [UInt8]

    init?(_ prefix: String) {
        let prefix = prefix.lowercased()
        guard (1...26).contains(prefix.utf8.count) else { return nil }
        let room = 26 - prefix.utf8.count
        guard let low = DecisionID(prefix + String(repeating: "0", count: room)),
            let high = DecisionID(prefix + String(repeating: "z", count: room))
        else { return nil }
        first = low.bytes
        last = high.bytes
    }
}
