public import Governance
public import Vocabulary

/// Something that waits for a person.
public enum InboxItem: Hashable, Sendable {
    /// A hold: yes runs exactly it.
    case hold(Hold, Decision)
    /// An escalation with the decisions it stopped; nothing of it is approvable.
    case escalation(EscalationRecord)
    /// An action whose effect is not known.
    case doubt(Action, since: Instant, because: String)

    /// Whose proposal it is about.
    public var agent: AgentName {
        switch self {
        case .hold(_, let decision): decision.agent
        case .escalation(let record): record.escalation.agent
        case .doubt(let action, _, _): action.agent
        }
    }
}

/// An escalation as the store keeps it.
public struct EscalationRecord: Hashable, Sendable {
    /// The escalation.
    public let escalation: Escalation
    /// When it was opened.
    public let openedAt: Instant
    /// The decisions it stopped, first first.
    public let decisions: [DecisionID]
    /// The objects it stopped something on.
    public let objects: [EntityRef]
    /// The decisions with which a person answered for some of the objects, before all were answered.
    public let answers: [EntityRef: DecisionID]
    /// How a person answered it; nil while it is open.
    public let answer: String?
    /// Who answered it; nil while it is open.
    public let answeredBy: PersonID?

    /// An escalation.
    public init(
        escalation: Escalation, openedAt: Instant, decisions: [DecisionID], objects: [EntityRef],
        answers: [EntityRef: DecisionID], answer: String?, answeredBy: PersonID?
    ) {
        self.escalation = escalation
        self.openedAt = openedAt
        self.decisions = decisions
        self.objects = objects
        self.answers = answers
        self.answer = answer
        self.answeredBy = answeredBy
    }

    /// Whether a person answered for the object of a decision that it stopped, with another decision.
    public func hasAnswer(to stopped: Decision) -> Bool {
        stopped.proposal?.call.subject.flatMap { answers[$0] } != nil
    }

    /// The objects that wait for an answer and are locked until it; each once.
    public var waiting: [EntityRef] { answer == nil ? Set(objects).filter { answers[$0] == nil }.sorted() : [] }
}

/// One pass of an agent.
public struct RunRecord: Hashable, Sendable {
    /// Its identifier.
    public let id: RunID
    /// The agent.
    public let agent: AgentName
    /// Whether it was rehearsed on an overlay.
    public let isShadow: Bool
    /// When it began.
    public let begunAt: Instant
    /// When it ended; nil while it runs or where it was cut off.
    public let endedAt: Instant?
    /// The charter version it ran under.
    public let charterVersion: Int
    /// SHA-256 of the snapshot it reasoned on, lower-case hex.
    public let snapshotHash: String
    /// Decisions by verdict, and why nothing was done where nothing was: canonical JSON.
    public let summary: String

    /// A run.
    public init(
        id: RunID, agent: AgentName, isShadow: Bool, begunAt: Instant, endedAt: Instant?, charterVersion: Int,
        snapshotHash: String, summary: String
    ) {
        self.id = id
        self.agent = agent
        self.isShadow = isShadow
        self.begunAt = begunAt
        self.endedAt = endedAt
        self.charterVersion = charterVersion
        self.snapshotHash = snapshotHash
        self.summary = summary
    }
}

/// A decision as lists and explanations read it.
public struct DecisionRecord: Hashable, Sendable {
    /// The decision with its facts and ruling; nil where its payload was erased.
    public let decision: Decision?
    /// Its identifier.
    public let id: DecisionID
    /// The entry of the log that holds it, or held it.
    public let entry: Int64
    /// Its run.
    public let run: RunID
    /// The agent.
    public let agent: AgentName
    /// When it was judged.
    public let at: Instant
    /// Whether it was rehearsed.
    public let isShadow: Bool
    /// Where it stands.
    public let state: DecisionState
    /// Its actions in order, with where each stands and its receipt.
    public let actions: [ActionRecord]
    /// Who answered it, yes or no, and when.
    public let answers: [AnswerRecord]

    /// A decision.
    public init(
        decision: Decision?, id: DecisionID, entry: Int64, run: RunID, agent: AgentName, at: Instant,
        isShadow: Bool, state: DecisionState, actions: [ActionRecord], answers: [AnswerRecord]
    ) {
        self.decision = decision
        self.id = id
        self.entry = entry
        self.run = run
        self.agent = agent
        self.at = at
        self.isShadow = isShadow
        self.state = state
        self.actions = actions
        self.answers = answers
    }
}

/// An action with what came of it.
public struct ActionRecord: Hashable, Sendable {
    /// The action.
    public let action: Action
    /// Where it stands.
    public let state: ActionState
    /// How often it was attempted.
    public let attempts: Int
    /// When it last moved.
    public let at: Instant
    /// What was read back.
    public let receipt: Receipt?
    /// Why nothing was sent, or why it is in doubt.
    public let reason: String?

    /// An action.
    public init(action: Action, state: ActionState, attempts: Int, at: Instant, receipt: Receipt?, reason: String?) {
        self.action = action
        self.state = state
        self.attempts = attempts
        self.at = at
        self.receipt = receipt
        self.reason = reason
    }
}

/// A person's answer.
public struct AnswerRecord: Hashable, Sendable {
    /// Who.
    public let person: PersonID
    /// Yes or no.
    public let isYes: Bool
    /// Why.
    public let reason: String
    /// When.
    public let at: Instant
    /// What spoke against using a yes by then; empty where it was used, and where the log holds no reason.
    public let objections: [String]

    /// An answer.
    public init(person: PersonID, isYes: Bool, reason: String, at: Instant, objections: [String] = []) {
        self.person = person
        self.isYes = isYes
        self.reason = reason
        self.at = at
        self.objections = objections
    }
}
