import Schemas
public import Vocabulary

/// The one way from a proposal to an effect. Everything it does is one transaction: facts, ruling, reservation, audit entry,
/// and the action in the outbox or the question in the inbox; all of it or none.
public struct Gate: Sendable {
    let store: any GateStore
    let tools: ToolBook
    let surroundings: any Surroundings

    /// A gate over a store.
    public init(store: any GateStore, tools: ToolBook, surroundings: any Surroundings) {
        self.store = store
        self.tools = tools
        self.surroundings = surroundings
    }

    /// Judges a proposal's bytes. What may go at once is claimed in the same transaction, and once that is durable
    /// `carryOut` gets the permit, in this task.
    /// - Returns: the decision, and what `carryOut` returned where there was a permit.
    /// - Throws: what the store throws; then nothing was decided and nothing goes.
    public func decide<R>(
        _ bytes: [UInt8], of agent: AgentName, in run: RunID, by authority: Authority = .agent,
        carryOut: (consuming Permit) async throws -> R
    ) async throws -> (decision: Decision, carried: R?) {
        let fresh = Fresh(surroundings)
        let tools = tools
        let submitted = Submitted(bytes, of: agent, in: run, by: authority, tools)
        let decided = try await store.transact { view in
            try Deciding(view: view, tools: tools, fresh: fresh).decide(submitted)
        }
        guard let claimed = decided.claimed else { return (decided.decision, nil) }
        return (decided.decision, try await carryOut(Permit(action: claimed.action, attempt: claimed.attempt)))
    }

    /// Judges on an overlay that dies with the run: nothing is reserved, held, locked or sent. What the runtime would do by itself
    /// is rehearsed as its own.
    public func rehearse(
        _ bytes: [UInt8], of agent: AgentName, in run: RunID, by authority: Authority = .rehearsal,
        on overlay: LedgerOverlay
    ) async throws -> (decision: Decision, overlay: LedgerOverlay) {
        let fresh = Fresh(surroundings)
        let tools = tools
        let submitted = Submitted(bytes, of: agent, in: run, by: authority, tools)
        let decision = try await store.transact { view in
            try Deciding(view: view, tools: tools, fresh: fresh).rehearse(submitted, overlay)
        }
        return (decision, overlay.adding(decision))
    }

    /// Admits a queued action: loads, judges again what can have changed, and claims. Nil where it may not go now.
    public func admit<R>(_ action: Action, carryOut: (consuming Permit) async throws -> R) async throws -> (
        ruling: Ruling, carried: R?
    ) {
        let fresh = Fresh(surroundings)
        let tools = tools
        let admitted = try await store.transact { view in
            try Deciding(view: view, tools: tools, fresh: fresh).admit(action)
        }
        guard let attempt = admitted.attempt else { return (admitted.ruling, nil) }
        return (admitted.ruling, try await carryOut(Permit(action: action, attempt: attempt)))
    }
}

/// Time, identifiers and chance for one transaction, drawn before it, since its closure may run twice.
struct Fresh: Sendable {
    let now: Instant
    let decision: DecisionID
    let escalation: EscalationID
    let actions: [ActionID]
    let draw: Int

    init(_ surroundings: any Surroundings) {
        let now = surroundings.now()
        func chance() -> (UInt16, UInt64) {
            (UInt16(truncatingIfNeeded: surroundings.randomBits()), surroundings.randomBits())
        }
        // One instant for all of it: what a decision reserves is found again by the time in its identifier.
        self.now = now
        decision = DecisionID(at: now, random: chance())
        escalation = EscalationID(at: now, random: chance())
        actions = (0..<Action.mostParts).map { _ in ActionID(at: now, random: chance()) }
        draw = Int(surroundings.randomBits() % 10_000)
    }
}

/// A proposal's bytes, who they are from and on whose authority; read before the transaction, which others wait for.
struct Submitted: Sendable {
    let bytes: [UInt8]
    let read: Result<ReadProposal, Malformed>
    let agent: AgentName
    let run: RunID
    let authority: Authority
    /// Whom a person who decides speaks for.
    let speaksFor: [Charter.Approver]

    init(
        _ bytes: [UInt8], of agent: AgentName, in run: RunID, by authority: Authority, _ tools: ToolBook,
        speaksFor: [Charter.Approver] = []
    ) {
        self.bytes = bytes
        read = tools.read(bytes)
        self.agent = agent
        self.run = run
        self.authority = authority
        self.speaksFor = speaksFor
    }
}

/// An action that this process has claimed.
struct Claimed: Sendable {
    let action: Action
    let attempt: Int
}
