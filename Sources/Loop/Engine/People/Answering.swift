import Cryptography
public import Governance
import Schemas
public import Vocabulary

/// How a person answers an escalation.
public enum EscalationAnswer: Sendable {
    /// Leave things as they are; the objects are free again.
    case doNothing
    /// Do this instead, judged on the person's authority: the arguments of a proposal of the same agent.
    case propose(Proposal)
    /// The charter will be changed; the objects stay free for the next run.
    case changeCharter
}

extension Engine {
    /// Answers an escalation on a person's signature.
    /// - Returns: the decision on what was proposed instead; nil for the other answers.
    public func answer(_ id: EscalationID, _ answer: EscalationAnswer, by signatory: Signatory) async throws
        -> Decision?
    {
        guard let record = try await store.read({ view in try view.escalation(id) }) else {
            throw EngineError.notFound("there is no escalation `\(id)`")
        }
        guard record.answer == nil else {
            throw EngineError.conflict("escalation `\(id)` was answered already: \(record.answer ?? "")")
        }
        try await checkAsked(signatory, record.escalation)
        if case .propose(let proposal) = answer, tools.knows(proposal.tool), isQuestion(proposal.tool) {
            throw EngineError.notAllowed(
                "`\(proposal.tool)` only reads, which decides nothing, and the escalation stays open; ask it with "
                    + "`mandate tool ask \(proposal.agent) \(proposal.tool)`")
        }
        var decision: Decision?
        if case .propose(let proposal) = answer {
            let (judged, carried) = try await gate.decide(
                proposal.canonicalBytes, of: record.escalation.agent, in: record.escalation.run,
                by: .person(signatory.person, id)
            ) { permit in try await carry(permit) }
            decision = judged
            guard judged.ruling.verdict != .refuse else { return judged }
            try await follow(judged.id, carried)
        }
        try await close(id, answer.word, signatory)
        return decision
    }

    private func close(_ id: EscalationID, _ word: String, _ signatory: Signatory) async throws {
        let now = surroundings.now()
        let statement = SignedStatement(
            "answer", ["answer": .string(word), "escalation": id.json], by: signatory, at: now)
        try await store.write { view in
            try view.close(id, answer: word, at: now)
            try view.append(
                AuditEntry(.answered, at: now, subject: id.description, word: word, payload: statement.record))
        }
    }

    private func checkAsked(_ signatory: Signatory, _ escalation: Escalation) async throws {
        let agent = escalation.agent
        let owner = try await store.read { view in try view.rulebook(of: agent)?.charter.owner }
        let roles = staff.roles(of: signatory.person)
        let isAsked = escalation.question.ask.contains { approver in
            switch approver {
            case .owner: actsAsOwner(signatory.person, owner)
            case .role(let role): roles.contains(role)
            case .person(let person): person == signatory.person
            }
        }
        guard isAsked, staff.key(of: signatory.person) == signatory.key.verifyingKey else {
            let who = escalation.question.ask.map(\.description).joined(separator: " or ")
            throw EngineError.notAllowed("`\(who)` is asked, not `\(signatory.person)`")
        }
    }
}

extension EscalationAnswer {
    /// The answer's word in the log.
    var word: String {
        switch self {
        case .doNothing: "do_nothing"
        case .propose: "propose"
        case .changeCharter: "change_charter"
        }
    }
}
