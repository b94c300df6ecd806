import Schemas
public import Vocabulary

/// One authorised step on its way to a platform: a proposal, or one ordered part of it. It is durable; a permit is not.
public struct Action: Hashable, Sendable {
    /// Its identifier, whose text is the idempotency key.
    public let id: ActionID
    /// The decision it comes from.
    public let decision: DecisionID
    /// Whose proposal it was.
    public let agent: AgentName
    /// 0 for the first part; a later part is admitted only when the one before is read back.
    public let part: Int
    /// Canonical bytes of `{"arguments": …, "tool": …}`: what was judged, and all that a request is made from.
    public let request: [UInt8]
    /// What has to be there immediately before the write.
    public let preconditions: [FieldValue]
    /// What has to be read back afterwards; for a created campaign the entity is not known yet and this is empty.
    public let expected: [FieldValue]

    /// An action.
    public init(
        id: ActionID, decision: DecisionID, agent: AgentName, part: Int, request: [UInt8],
        preconditions: [FieldValue], expected: [FieldValue]
    ) {
        self.id = id
        self.decision = decision
        self.agent = agent
        self.part = part
        self.request = request
        self.preconditions = preconditions
        self.expected = expected
    }

    /// The idempotency key that the platform gets with every attempt.
    public var idempotencyKey: String { id.description }

    /// What the request's bytes ask for.
    /// - Throws: what the strict readers throw; bytes that the gate wrote never do.
    public func call() throws -> Call {
        let fields = try JSONFields(JSON(parsing: request), at: "request")
        let call = try Call(tool: try fields.value("tool"), arguments: try fields.json("arguments"))
        try fields.end()
        return call
    }
}

extension Action {
    /// The actions of a decision, one for each change, in order. `ids` holds one fresh identifier for each part.
    static func parts(of decision: DecisionID, _ subject: ReadProposal, _ effects: LedgerEffects, ids: [ActionID])
        -> [Action]
    {
        guard !effects.changes.isEmpty else {
            guard case .createCampaign = subject.call, let id = ids.first else { return [] }
            return [
                Action(
                    id: id, decision: decision, agent: subject.proposal.agent, part: 0,
                    request: request(subject.proposal.tool, subject.call), preconditions: [], expected: [])
            ]
        }
        return zip(effects.changes, ids).enumerated().map { index, pair in
            let (change, id) = pair
            let call = Action.call(for: change, of: subject.call)
            return Action(
                id: id, decision: decision, agent: subject.proposal.agent, part: index,
                request: request(change.tool, call),
                preconditions: [FieldValue(change.entity, change.field, change.before)],
                expected: [FieldValue(change.entity, change.field, change.after)])
        }
    }

    /// The most parts a decision can have.
    static let mostParts = 2

    private static func call(for change: Change, of whole: Call) -> Call {
        guard case .moveBudget(_, _, let amount) = whole, let amounts = change.amounts else { return whole }
        return .setDailyBudget(
            campaign: change.entity, to: Money(minorUnits: amounts.to, amount.currency))
    }

    private static func request(_ tool: ToolName, _ call: Call) -> [UInt8] {
        JSON.object(["arguments": call.arguments, "tool": tool.json]).canonicalBytes
    }
}

/// A proposal with what its bytes ask for.
public struct ReadProposal: Hashable, Sendable {
    /// The proposal.
    public let proposal: Proposal
    /// Its arguments, typed.
    public let call: Call
    /// The bytes both were read from.
    public let bytes: [UInt8]
}

extension Decision {
    /// The actions of the decision under identifiers that were drawn for it, in order of part: they are worked out from the
    /// judged bytes alone, so they need not be stored twice.
    public func actions(ids: [ActionID]) -> [Action] {
        proposal.map { Action.parts(of: id, $0, ruling.effects, ids: ids) } ?? []
    }
}
