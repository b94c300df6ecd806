public import Vocabulary

/// What the gate needs of a store: one closure, one transaction; all of it or none. The closure may run twice.
public protocol GateStore: Sendable {
    /// Runs `work` in one transaction and returns when it is durable.
    func transact<R: Sendable>(_ work: @escaping @Sendable (any GateView) throws -> R) async throws -> R
}

/// The gate's view of the store inside one transaction. That what it answers is true is the store's conformance suite.
public protocol GateView {
    /// The charter in force for an agent; nil where none is.
    func rulebook(of agent: AgentName) throws -> Rulebook?
    /// Everything needed to judge a call.
    func facts(_ need: FactsNeeded) throws -> Facts
    /// Writes where a decision stands and what it is about; its content is the payload of its leaf.
    func record(_ decision: Decision, rehearsed: Bool) throws
    /// Takes a decision's effects from the ledger, and counts its uses of tools; of one that is partly done only `raise`.
    func reserve(_ decision: Decision, onlyRaise: Bool, at: Instant) throws
    /// Counts what a decision has taken from now on: it is about to happen, however long it waited.
    func renew(_ decision: DecisionID, at: Instant) throws
    /// Counts a person's yes towards the stage of a tool.
    func countApproval(of tool: ToolName, _ agent: AgentName) throws
    /// Puts a hold in the inbox.
    func open(_ hold: Hold) throws
    /// Puts an escalation in the inbox, or adds the decision's objects to the one of the same run and cause.
    func open(_ escalation: Escalation, for decision: DecisionID, _ objects: [EntityRef]) throws
    /// Puts an action in the outbox, claimed by this process at once where it may go.
    func enqueue(_ action: Action, isClaimed: Bool, at: Instant) throws
    /// Claims an action for this process and counts the attempt; nil where it is not there to be claimed.
    func claim(_ action: Action, at: Instant) throws -> Int?
    /// A decision that is stored.
    func decision(_ id: DecisionID) throws -> Decision?
    /// Where a decision stands.
    func state(of decision: DecisionID) throws -> DecisionState?
    /// Moves a decision on.
    func move(_ decision: DecisionID, to state: DecisionState, at: Instant) throws
    /// Turns a decision's reservations into what is so: its raise is standing budget now.
    func settle(_ decision: DecisionID, at: Instant) throws
    /// Writes that an action is done and what was read back; the receipt is the payload of the leaf that is appended next.
    func confirm(_ receipt: Receipt, of action: Action, at: Instant) throws
    /// Gives a decision's reservations back, only where no effect is proved; of one that is partly done only its raise.
    func release(_ decision: DecisionID, keepingChanges: Bool, at: Instant) throws
    /// The actions of a decision, in order, and where each stands.
    func actions(of decision: DecisionID) throws -> [(action: Action, state: ActionState)]
    /// Moves an action on.
    func move(_ action: Action, to state: ActionState, at: Instant) throws
    /// The hold of a decision, while it is open.
    func openHold(_ decision: DecisionID) throws -> Hold?
    /// Closes a hold.
    func close(_ hold: DecisionID, at: Instant) throws
    /// Keeps who answered a hold, what and why.
    func keep(_ answer: Approval) throws
    /// Whether an escalation still waits for an answer; false also where there is none.
    func isOpen(_ escalation: EscalationID) throws -> Bool
    /// Whether each of these objects of an escalation still waits for its answer.
    func waits(_ objects: [EntityRef], for escalation: EscalationID) throws -> Bool
    /// Keeps that a person decided about objects, otherwise than the agent asked.
    func decided(_ entities: [EntityRef], at: Instant) throws
    /// Keeps that a person's decision answers for objects of an escalation; they are free again, unless another one locks them.
    /// - Returns: whether nothing is left to answer.
    func answer(_ escalation: EscalationID, about objects: [EntityRef], with decision: DecisionID) throws -> Bool
    /// Closes an escalation with a person's answer; what is left of its objects is free again, unless another one locks it. Where
    /// the person decided about them, that is kept.
    func close(_ answer: EscalationReply) throws
    /// Appends a leaf to the log.
    func append(_ entry: AuditEntry) throws
}

/// Where an action stands.
public enum ActionState: String, Hashable, Sendable, CaseIterable {
    /// In the outbox.
    case queued
    /// A process has claimed it; without a receipt after a crash it is in doubt.
    case claimed
    /// Read back.
    case done
    /// Nothing was sent.
    case notSent = "not_sent"
    /// Whether it had an effect is not known.
    case inDoubt = "in_doubt"
}

/// What facts the gate asks for.
public struct FactsNeeded: Sendable {
    /// Who proposes.
    public let agent: AgentName
    /// With which tool.
    public let tool: ToolName
    /// To do what.
    public let call: Call
    /// The charter whose limits are asked.
    public let rulebook: Rulebook
    /// When.
    public let now: Instant
    /// A fresh draw from 0 to 9,999.
    public let draw: Int
    /// On whose authority.
    public let authority: Authority
    /// A decision whose own reservations are not counted, since it is judged again.
    public let excluding: DecisionID?
    /// Whether the proposal cites what was counted of the account, so that it is among the facts.
    public let citesAccount: Bool

    /// A need.
    public init(
        agent: AgentName, tool: ToolName, call: Call, rulebook: Rulebook, now: Instant, draw: Int,
        by authority: Authority = .agent, excluding: DecisionID? = nil, citesAccount: Bool = false
    ) {
        self.citesAccount = citesAccount
        self.agent = agent
        self.tool = tool
        self.call = call
        self.rulebook = rulebook
        self.now = now
        self.draw = draw
        self.authority = authority
        self.excluding = excluding
    }

    /// The tools whose stages count: a move of budget is also what its parts are.
    public var tools: [ToolName] {
        if case .moveBudget = call, tool != .setDailyBudget { [tool, .setDailyBudget] } else { [tool] }
    }

    /// Whether a pause of the agent stops it: not the runtime on its way back under a cap, nor a person who restores or stops.
    public var heedsPause: Bool {
        switch authority {
        case .agent, .rehearsal, .approved, .person: true
        case .undo, .safety: false
        }
    }
}
