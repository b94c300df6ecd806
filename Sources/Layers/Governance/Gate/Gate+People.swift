public import Vocabulary

extension Gate {
    /// Uses an approval: judged again on the facts of now, void where a touched value moved or the new ruling is stricter,
    /// else claimed in the same transaction. The approval's signature was checked by who calls this.
    public func approve<R>(_ approval: Approval, carryOut: (consuming Permit) async throws -> R) async throws -> (
        answer: ApprovalAnswer, carried: R?
    ) {
        let fresh = Fresh(surroundings)
        let tools = tools
        let (answer, claimed) = try await store.transact { view in
            try Approving(deciding: Deciding(view: view, tools: tools, fresh: fresh)).use(approval)
        }
        guard let claimed else { return (answer, nil) }
        return (answer, try await carryOut(Permit(action: claimed.action, attempt: claimed.attempt)))
    }

    /// Says no to a hold, on a person's signature: what it reserved is given back.
    public func reject(_ rejection: Approval) async throws -> ApprovalAnswer {
        let fresh = Fresh(surroundings)
        let tools = tools
        return try await store.transact { view in
            try Approving(deciding: Deciding(view: view, tools: tools, fresh: fresh)).reject(rejection)
        }
    }

    /// Closes an escalation with a person's signed answer. The signature, and that this person is asked, were checked by who
    /// calls this.
    /// - Returns: false where it is not open.
    public func answer(_ reply: EscalationReply) async throws -> Bool {
        let fresh = Fresh(surroundings)
        let tools = tools
        return try await store.transact { view in
            try Replying(deciding: Deciding(view: view, tools: tools, fresh: fresh)).close(reply)
        }
    }

    /// Judges what a person wants instead of what an escalation stopped, on the person's authority. Where it is authorised, the
    /// answer is kept, the escalation closed where nothing else of it waits, and the action claimed, all in one transaction.
    /// - Returns: the decision and what `carryOut` returned; nil where what it is about was answered already.
    public func answer<R>(
        _ reply: EscalationReply, with bytes: [UInt8], of agent: AgentName, in run: RunID,
        carryOut: (consuming Permit) async throws -> R
    ) async throws -> (decision: Decision, carried: R?)? {
        let fresh = Fresh(surroundings)
        let tools = tools
        let submitted = Submitted(
            bytes, of: agent, in: run, by: .person(reply.person, reply.escalation), tools, speaksFor: reply.speaksFor)
        let decided = try await store.transact { view in
            try Replying(deciding: Deciding(view: view, tools: tools, fresh: fresh)).decide(reply, submitted)
        }
        guard let decided else { return nil }
        guard let claimed = decided.claimed else { return (decided.decision, nil) }
        return (decided.decision, try await carryOut(Permit(action: claimed.action, attempt: claimed.attempt)))
    }

    /// Closes the holds whose deadline has passed: silence is No (P30).
    public func expire(_ decisions: [DecisionID]) async throws -> [DecisionID] {
        let fresh = Fresh(surroundings)
        let tools = tools
        return try await store.transact { view in
            let approving = Approving(deciding: Deciding(view: view, tools: tools, fresh: fresh))
            return try decisions.filter { try approving.expire($0) }
        }
    }

    /// Writes what an attempt came to: settles or releases the ledger, moves action and decision on, appends the leaf.
    public func settle(_ action: Action, _ attempt: Attempt) async throws {
        let now = surroundings.now()
        try await store.transact { view in try Settling(view: view, now: now).settle(action, attempt) }
    }
}

/// What became of an approval.
public enum ApprovalAnswer: Hashable, Sendable {
    /// It was used: the action is claimed.
    case used(Decision)
    /// The no is recorded.
    case rejected
    /// Nobody answered in time; it is refused.
    case expired(Instant)
    /// It is not open: used, answered or never held.
    case notOpen(DecisionState?)
    /// What was shown is no longer so; nothing goes.
    case void([Finding])
    /// The agent is paused: nothing goes, and the hold stays open for a yes after that.
    case stopped([Finding])
    /// The person may not answer this.
    case notAsked(Question)
}
