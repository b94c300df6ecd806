import Engine
import Governance
import Schemas
import Storage
import Vocabulary

extension StoreView {
    func open(_ hold: Hold) throws {
        guard
            let decision = try session.first(
                "SELECT agent, entity FROM decision WHERE org = $1 AND id = $2", [hold.decision.stored],
                { (try $0.name(0, AgentName.self), try $0.textIfPresent(1)) })
        else { throw Damage.value("a decision that can be held") }
        try session.execute(
            "INSERT INTO hold VALUES ($1, $2, $3, $4, $5)",
            [
                hold.decision.stored, .text(decision.0.text), hold.deadline.stored,
                .text(hold.question.json.description),
            ])
        try countHolds(of: decision.0, 1)
        for entity in try lockable(hold.decision) ?? [] {
            try session.execute(
                "UPDATE entity SET hold = $3 WHERE org = $1 AND ref = $2", [.text(entity), hold.decision.stored])
        }
    }

    func openHold(_ decision: DecisionID) throws -> Hold? {
        try session.first(
            "SELECT deadline, question FROM hold WHERE org = $1 AND decision = $2", [decision.stored]
        ) { try hold($0, decision) }
    }

    func close(_ hold: DecisionID, at now: Instant) throws {
        let agent = try session.first("SELECT agent FROM hold WHERE org = $1 AND decision = $2", [hold.stored]) {
            try $0.name(0, AgentName.self)
        }
        guard let agent, try session.execute("DELETE FROM hold WHERE org = $1 AND decision = $2", [hold.stored]) > 0
        else { return }
        try countHolds(of: agent, -1)
        guard let entities = try lockable(hold) else {
            // What it was about is gone; every object that it locks names it.
            try session.execute("UPDATE entity SET hold = NULL WHERE org = $1 AND hold = $2", [hold.stored])
            return
        }
        for entity in entities {
            try session.execute(
                "UPDATE entity SET hold = NULL WHERE org = $1 AND ref = $2 AND hold = $3",
                [.text(entity), hold.stored])
        }
    }

    func holdsDue(at now: Instant) throws -> [DecisionID] {
        try session.query(
            """
            SELECT h.decision FROM hold h LEFT JOIN decision d ON d.org = h.org AND d.id = h.decision
            LEFT JOIN payload p ON p.org = d.org AND p.position = d.leaf
            WHERE h.org = $1 AND (h.deadline <= $2 OR p.position IS NULL) ORDER BY h.deadline
            """, [now.stored]
        ) { try $0.id(0) }
    }

    func open(_ escalation: Escalation, for decision: DecisionID, _ objects: [EntityRef]) throws {
        try session.execute(
            """
            INSERT INTO escalation (org, id, run, cause, agent, opened, deadline, question)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (org, run, cause)
            DO UPDATE SET answer = NULL, closed = NULL, answered_by = NULL, deadline = CASE
            WHEN escalation.answer IS NULL THEN escalation.deadline ELSE excluded.deadline END
            """,
            [
                escalation.id.stored, escalation.run.stored, .text(escalation.cause), .text(escalation.agent.text),
                escalation.id.made.stored, escalation.deadline.stored,
                .text(escalation.question.json.description),
            ])
        guard
            let id = try session.first(
                "SELECT id FROM escalation WHERE org = $1 AND run = $2 AND cause = $3",
                [escalation.run.stored, .text(escalation.cause)], { try $0.id(0, Identified.Escalation.self) })
        else { throw Damage.value("an escalation") }
        for entity in objects {
            try session.execute(
                """
                INSERT INTO escalated (org, escalation, decision, entity) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
                """, [id.stored, decision.stored, .text(entity.description)])
            try session.execute(
                "UPDATE entity SET escalation = COALESCE(escalation, $3) WHERE org = $1 AND ref = $2",
                [.text(entity.description), id.stored])
        }
    }

    func escalation(_ id: EscalationID) throws -> EscalationRecord? {
        guard
            let found = try session.first(
                """
                SELECT run, cause, agent, opened, deadline, question, answer, answered_by FROM escalation
                WHERE org = $1 AND id = $2
                """,
                [id.stored],
                { row in
                    (
                        Escalation(
                            id: id, run: try row.id(0), agent: try row.name(2), cause: try row.text(1),
                            question: try question(row.text(5)), deadline: try row.instant(4)),
                        try row.instant(3), try row.textIfPresent(6),
                        try row.textIfPresent(7).flatMap(PersonID.init)
                    )
                })
        else { return nil }
        let stopped = try session.query(
            "SELECT decision, entity, answer FROM escalated WHERE org = $1 AND escalation = $2 ORDER BY decision, entity",
            [id.stored]
        ) { row in
            (
                decision: try row.id(0, Identified.Decision.self), object: try row.entity(1),
                answer: try row.idIfPresent(2, Identified.Decision.self)
            )
        }
        // What was stopped again after an answer waits again.
        let waiting = Set(stopped.filter { $0.answer == nil }.map(\.object))
        var answers: [EntityRef: DecisionID] = [:]
        for row in stopped where !waiting.contains(row.object) { answers[row.object] = row.answer }
        var decisions: [DecisionID] = []
        for row in stopped where decisions.last != row.decision { decisions.append(row.decision) }
        return EscalationRecord(
            escalation: found.0, openedAt: found.1, decisions: decisions, objects: stopped.map(\.object),
            answers: answers, answer: found.2, answeredBy: found.3)
    }

    func escalation(stopping decision: DecisionID) throws -> EscalationRecord? {
        let id = try session.first(
            """
            SELECT e.escalation FROM escalated e JOIN escalation o ON o.org = e.org AND o.id = e.escalation
            WHERE e.org = $1 AND e.decision = $2 ORDER BY o.answer IS NULL DESC, e.escalation DESC LIMIT 1
            """, [decision.stored]
        ) { try $0.id(0, Identified.Escalation.self) }
        return try id.flatMap(escalation)
    }

    func isOpen(_ escalation: EscalationID) throws -> Bool {
        try session.first(
            "SELECT 1 FROM escalation WHERE org = $1 AND id = $2 AND answer IS NULL", [escalation.stored]
        ) { try $0.integer(0) } != nil
    }

    func waits(_ objects: [EntityRef], for escalation: EscalationID) throws -> Bool {
        try objects.allSatisfy { entity in
            try session.first(
                "SELECT 1 FROM escalated WHERE org = $1 AND escalation = $2 AND entity = $3 AND answer IS NULL",
                [escalation.stored, .text(entity.description)]
            ) { try $0.integer(0) } != nil
        }
    }

    func answer(_ escalation: EscalationID, about objects: [EntityRef], with decision: DecisionID) throws -> Bool {
        for entity in objects {
            try session.execute(
                "UPDATE escalated SET answer = $4 WHERE org = $1 AND escalation = $2 AND entity = $3 AND answer IS NULL",
                [escalation.stored, .text(entity.description), decision.stored])
        }
        try unlock(objects, from: escalation)
        return try session.first(
            "SELECT 1 FROM escalated WHERE org = $1 AND escalation = $2 AND answer IS NULL", [escalation.stored]
        ) { try $0.integer(0) } == nil
    }

    func close(_ answer: EscalationReply) throws {
        let escalation = answer.escalation
        try session.execute(
            """
            UPDATE escalation SET answer = $3, closed = $4, answered_by = $5 WHERE org = $1 AND id = $2
            AND answer IS NULL
            """, [escalation.stored, .text(answer.word), answer.at.stored, .text(answer.person.text)])
        guard let closed = try self.escalation(escalation) else { return }
        let left = closed.objects.filter { closed.answers[$0] == nil }
        if answer.decides { try decided(left, at: answer.at) }
        try unlock(left, from: escalation)
    }

    /// Takes the lock of an escalation off objects. Another one that lists them and still waits keeps them locked.
    private func unlock(_ objects: [EntityRef], from escalation: EscalationID) throws {
        for entity in objects {
            try session.execute(
                """
                UPDATE entity SET escalation = (SELECT MIN(e.escalation) FROM escalated e JOIN escalation o
                ON o.org = e.org AND o.id = e.escalation
                WHERE e.org = $1 AND e.entity = $2 AND e.escalation <> $3 AND e.answer IS NULL AND o.answer IS NULL)
                WHERE org = $1 AND ref = $2 AND escalation = $3
                """,
                [.text(entity.description), escalation.stored])
        }
    }

    func answeredEscalations() throws -> [EscalationID] {
        try session.query("SELECT id FROM escalation WHERE org = $1 AND answer IS NOT NULL ORDER BY id") {
            try $0.id(0, Identified.Escalation.self)
        }
    }

    func inbox() throws -> [InboxItem] {
        let holds = try session.query(
            "SELECT deadline, question, decision FROM hold WHERE org = $1 ORDER BY deadline, decision"
        ) { try hold($0, $0.id(2)) }
        let open = try session.query(
            "SELECT id FROM escalation WHERE org = $1 AND answer IS NULL ORDER BY deadline, id"
        ) { try $0.id(0, Identified.Escalation.self) }
        let doubts = try actions(in: .inDoubt, limit: 1_000)
        return try holds.compactMap { hold in try decision(hold.decision).map { .hold(hold, $0) } }
            + open.compactMap { try escalation($0).map(InboxItem.escalation) }
            + doubts.map { .doubt($0.action, since: $0.at, because: $0.reason ?? "the outcome is not known") }
    }

    private func hold(_ row: any SQLRow, _ decision: DecisionID) throws -> Hold {
        Hold(decision: decision, question: try question(try row.text(1)), deadline: try row.instant(0))
    }

    private func question(_ text: String) throws -> Question { try Question(json: JSON(parsing: Array(text.utf8))) }

    private func countHolds(of agent: AgentName, _ difference: Int64) throws {
        try session.execute(
            "UPDATE agent SET open_holds = open_holds + $3 WHERE org = $1 AND agent = $2",
            [.text(agent.text), .integer(difference)])
        changeKnownAgent(agent) { $0.openHolds += Int(difference) }
    }

    /// The entities a hold keeps others from: all that the decision touches; nil where its content is gone.
    private func lockable(_ decision: DecisionID) throws -> [String]? {
        try self.decision(decision).map { $0.proposal?.call.touched.map(\.description) ?? [] }
    }
}
