import Governance
import Vocabulary

/// What a person is asked about a decision; its objects are left alone until the answer.
struct Asked {
    /// Why, as `Escalation.cause` has it.
    let cause: String
    let question: Question
    let objects: [EntityRef]
}

extension AgentRun {
    /// Writes an alarm about a decision, and asks a person where there is something to ask.
    func raise(
        _ word: String, about decision: DecisionID, under version: Int, because: String = "", asking asked: Asked?
    ) async throws {
        let now = engine.surroundings.now()
        let (agent, opened) = (agent, asked.map { escalation($0, at: now) })
        try await store.write { view in
            // Another run may have asked a moment ago.
            if try view.escalation(stopping: decision).map({ $0.answer == nil }) ?? false { return }
            if let opened, let asked { try view.open(opened, for: decision, asked.objects) }
            try view.append(
                AuditEntry(
                    .alarm, at: now, agent: agent, subject: decision.description, word: word, charterVersion: version,
                    payload: Array(because.utf8)))
        }
    }

    private func escalation(_ asked: Asked, at now: Instant) -> Escalation {
        Escalation(
            id: engine.surroundings.fresh(), run: run, agent: agent, cause: asked.cause, question: asked.question,
            deadline: now.advanced(by: asked.question.within))
    }
}

extension Charter.Escalation {
    /// Whom it asks where no trigger names somebody else.
    var question: Question { Question(ask: [to], within: answerWithin) }
}
