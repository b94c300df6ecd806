import Cryptography
public import Governance
public import Vocabulary

extension Engine {
    /// Says yes to a hold: exactly it is judged again and run, by this process.
    /// - Throws: `EngineError` where it is not there or the person has no key in the team.
    public func approve(_ decision: DecisionID, by signatory: Signatory) async throws -> ApprovalAnswer {
        if let agent = try await holder(of: decision), let why = doors.closed(for: agent) {
            throw EngineError.halted(why)
        }
        let approval = try await answer(decision, isYes: true, reason: "", by: signatory)
        return try await use(approval)
    }

    /// Uses an answer that a person signed elsewhere; a signature that is not the person's key's is refused (P27).
    public func use(_ approval: Approval) async throws -> ApprovalAnswer {
        let approval = try await check(approval)
        guard approval.isYes else { return try await gate.reject(approval) }
        try await readBackBudgets()
        let (answer, carried) = try await gate.approve(approval) { permit in try await carry(permit) }
        if case .used = answer { try await follow(approval.decision, carried) }
        return answer
    }

    /// Says no to a hold; what it reserved is given back and the reasoner is not asked again on these data.
    public func reject(_ decision: DecisionID, because reason: String, by signatory: Signatory) async throws
        -> ApprovalAnswer
    {
        let rejection = try await answer(decision, isYes: false, reason: reason, by: signatory)
        return try await gate.reject(try await check(rejection))
    }

    private func logOrigin() async throws -> String {
        try await LogKeeper(store: store, surroundings: surroundings).origin()
    }

    private func holder(of decision: DecisionID) async throws -> AgentName? {
        try await store.read { view in try view.record(of: decision)?.agent }
    }

    /// What a person signs: everything that is shown of the hold.
    func answer(_ id: DecisionID, isYes: Bool, reason: String, by signatory: Signatory) async throws -> Approval {
        guard let record = try await store.read({ view in try view.record(of: id) }), let decision = record.decision
        else {
            throw EngineError.notFound("there is no decision `\(id)`")
        }
        let agent = decision.agent
        let owner = try await store.read { view in try view.rulebook(of: agent)?.charter.owner }
        let changes = decision.ruling.effects.changes
        let log = try await logOrigin()
        let now = surroundings.now()
        func make(_ signature: [UInt8]) -> Approval {
            Approval(
                person: signatory.person, roles: staff.roles(of: signatory.person),
                actsAsOwner: actsAsOwner(signatory.person, owner), decision: id, isYes: isYes, reason: reason,
                proposalHash: SHA256.hash(decision.bytes).hex, charterVersion: decision.charterVersion,
                before: changes.map { FieldValue($0.entity, $0.field, $0.before) },
                worstCase: decision.ruling.effects.worstCase, log: log, at: now, signature: signature)
        }
        return make(signatory.key.sign(make([]).signedBytes).bytes)
    }

    /// The owner, or while the owner is away the first deputy who is not.
    func actsAsOwner(_ person: PersonID, _ owner: Charter.Ownership?) -> Bool {
        guard let owner else { return false }
        guard staff.isAway(owner.person) else { return person == owner.person }
        return standIn(for: owner) == person
    }

    /// The first deputy who is not away; nil where none is there.
    func standIn(for owner: Charter.Ownership) -> PersonID? { owner.deputies.first { !staff.isAway($0) } }

    /// The approval with the roles that the team's file gives its signer; what it says of them itself is not believed.
    private func check(_ approval: Approval) async throws -> Approval {
        guard let key = staff.key(of: approval.person), let signature = Signature(approval.signature),
            key.isValid(signature, for: approval.signedBytes)
        else {
            throw EngineError.notAllowed(
                "the signature is not that of `\(approval.person)`; sign with the key that the team's file names")
        }
        let log = try await logOrigin()
        guard approval.log == log else {
            throw EngineError.notAllowed("what was signed is a decision of the home `\(approval.log)`, not of this one")
        }
        guard let decision = try await store.read({ view in try view.decision(approval.decision) }) else {
            throw EngineError.notFound("there is no decision `\(approval.decision)`")
        }
        guard SHA256.hash(decision.bytes).hex == approval.proposalHash else {
            throw EngineError.notAllowed("what was signed is not the proposal of decision `\(approval.decision)`")
        }
        let agent = decision.agent
        let (owner, hold) = try await store.read { view in
            (try view.rulebook(of: agent)?.charter.owner, try view.openHold(approval.decision))
        }
        try checkIsHere(approval.person, owner, asked: hold?.question.ask ?? [.owner])
        return Approval(
            person: approval.person, roles: staff.roles(of: approval.person),
            actsAsOwner: actsAsOwner(approval.person, owner), decision: approval.decision, isYes: approval.isYes,
            reason: approval.reason, proposalHash: approval.proposalHash, charterVersion: approval.charterVersion,
            before: approval.before, worstCase: approval.worstCase, log: approval.log,
            at: approval.at, signature: approval.signature)
    }
}
