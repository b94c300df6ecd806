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
    /// Answers an escalation on a person's signature. A proposal that is authorised answers for the objects that it touches; the
    /// others wait on.
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
        let speaksFor = try await checkAsked(signatory, record)
        if case .propose(let proposal) = answer { try checkAnswers([proposal], record) }
        let reply = reply(record.escalation, answer, signatory, speaksFor)
        guard case .propose(let proposal) = answer else {
            guard try await gate.answer(reply) else { throw answeredMeanwhile(id) }
            return nil
        }
        try await readBackBudgets()
        let judged = try await gate.answer(
            reply, with: proposal.canonicalBytes, of: record.escalation.agent, in: record.escalation.run
        ) { permit in try await carry(permit) }
        guard let (decision, carried) = judged else { throw answeredMeanwhile(id) }
        if decision.ruling.verdict == .authorise { try await follow(decision.id, carried) }
        return decision
    }

    /// What the person signs: the answer's word and, where they want something else, exactly what.
    private func reply(
        _ escalation: Escalation, _ answer: EscalationAnswer, _ signatory: Signatory, _ speaksFor: [Charter.Approver]
    ) -> EscalationReply {
        let now = surroundings.now()
        var content: JSONObject = ["answer": .string(answer.word), "escalation": escalation.id.json]
        if case .propose(let proposal) = answer {
            content["proposal_sha256"] = .string(SHA256.hash(proposal.canonicalBytes).hex)
        }
        let statement = SignedStatement("answer", content, by: signatory, at: now)
        return EscalationReply(
            escalation: escalation.id, agent: escalation.agent, person: signatory.person, word: answer.word, at: now,
            speaksFor: speaksFor, record: statement.record)
    }

    /// Who takes back what the runtime did for safety has answered the escalation that asks about it, where it asks them; on their
    /// own signature, as every answer is.
    func answerAsked(about record: DecisionRecord, by signatory: Signatory) async throws {
        guard let decision = record.decision, decision.authority == .safety,
            let asked = try await store.read({ view in try view.escalation(stopping: record.id) }), asked.answer == nil
        else { return }
        let speaksFor: [Charter.Approver]
        do { speaksFor = try await checkAsked(signatory, asked) } catch is EngineError { return }
        let (id, now) = (asked.escalation.id, surroundings.now())
        let statement = SignedStatement(
            "answer",
            ["answer": .string(Self.takenBack), "decision": record.id.json, "escalation": id.json], by: signatory,
            at: now)
        let reply = EscalationReply(
            escalation: id, agent: record.agent, person: signatory.person, word: Self.takenBack, at: now,
            speaksFor: speaksFor, record: statement.record)
        let touched = decision.proposal?.call.touched ?? []
        try await store.write { view in
            guard try view.escalation(id)?.answer == nil, try view.waits(touched, for: id) else { return }
            let undo = try view.undos(of: record, in: [.done]).last?.id ?? record.id
            if try view.answer(id, about: touched, with: undo) { try view.close(reply) }
            try view.append(
                AuditEntry(
                    .answered, at: now, agent: record.agent, subject: id.description, word: reply.word,
                    payload: reply.record))
        }
    }

    private static let takenBack = "taken_back"

    private func answeredMeanwhile(_ id: EscalationID) -> EngineError {
        .conflict("escalation `\(id)` was answered meanwhile; `mandate explain \(id)` says how")
    }

    /// That proposals are answers to this escalation: each acts, on nothing but what the escalation is about, and on no object
    /// that another one answers for. Nothing is judged by this.
    /// - Throws: `EngineError.notAllowed` that says what is not, `EngineError.conflict` where an object was answered for already.
    public func checkAnswers(_ proposals: [Proposal], _ record: EscalationRecord) throws {
        var answered: Set<EntityRef> = []
        for proposal in proposals {
            let touched = try touched(by: proposal, answering: record)
            for object in touched {
                guard let other = record.answers[object] else { continue }
                throw EngineError.conflict("`\(object)` was answered for already: `mandate explain \(other)` says how")
            }
            let isNew = touched.allSatisfy { answered.insert($0).inserted }
            guard isNew, proposals.count == 1 || !record.objects.isEmpty else {
                let objects = touched.map { "`\($0)`" }.joined(separator: " or ")
                throw EngineError.invalid(
                    "\(objects.isEmpty ? "something yet to be made" : objects) is answered for twice; one step for each object"
                )
            }
        }
    }

    private func touched(by proposal: Proposal, answering record: EscalationRecord) throws -> [EntityRef] {
        guard tools.knows(proposal.tool) else { return [] }
        guard !isQuestion(proposal.tool) else {
            throw EngineError.invalid(
                "`\(proposal.tool)` only reads, which decides nothing, and the escalation stays open; ask it with "
                    + "`mandate tool ask \(proposal.agent) \(proposal.tool)`")
        }
        let touched: [EntityRef]
        do {
            touched = try Call(tool: proposal.tool, arguments: proposal.arguments).touched
        } catch {
            // The gate refuses arguments that make no call, and says what is wrong with them.
            return []
        }
        let isAbout = touched.allSatisfy(record.objects.contains) && touched.isEmpty == record.objects.isEmpty
        guard isAbout else {
            let objects = record.objects.map { "`\($0)`" }.joined(separator: ", ")
            let outside = touched.filter { !record.objects.contains($0) }.map { "`\($0)`" }.joined(separator: ", ")
            throw EngineError.invalid(
                "the escalation is about \(objects.isEmpty ? "something yet to be made" : objects), not about "
                    + "\(outside.isEmpty ? "something new" : outside); answer with what concerns that")
        }
        return touched
    }

    /// Whom somebody who is asked by an escalation speaks for: also those whom it asked first, where it has climbed since.
    /// - Throws: `EngineError.notAllowed` where it does not ask them.
    private func checkAsked(_ signatory: Signatory, _ record: EscalationRecord) async throws -> [Charter.Approver] {
        let agent = record.escalation.agent
        let owner = try await store.read { view in try view.rulebook(of: agent)?.charter.owner }
        let asked = record.asked(at: surroundings.now(), owner)
        try checkIsHere(signatory.person, owner, asked: asked)
        guard isAmong(asked, signatory.person, owner),
            staff.key(of: signatory.person) == signatory.key.verifyingKey
        else {
            throw EngineError.notAllowed("`\(names(asked, owner))` is asked, not `\(signatory.person)`")
        }
        let own = speaksFor(signatory.person, owner)
        return own + record.escalation.question.ask.filter { !own.contains($0) }
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
