public import Vocabulary

/// A proposal with its ruling and everything needed to judge it again.
public struct Decision: Hashable, Sendable {
    /// Its identifier.
    public let id: DecisionID
    /// The run it belongs to.
    public let run: RunID
    /// Who proposed.
    public let agent: AgentName
    /// When it was judged.
    public let at: Instant
    /// The charter's version it was judged by.
    public let charterVersion: Int
    /// On whose authority.
    public let authority: Authority
    /// The proposal's bytes, exactly as judged.
    public let bytes: [UInt8]
    /// What the bytes say; nil where they are no proposal.
    public let proposal: ReadProposal?
    /// What was known.
    public let facts: Facts
    /// The answer.
    public let ruling: Ruling

    /// Where it stands right after the ruling.
    public var state: DecisionState {
        switch ruling.verdict {
        case .authorise: effectless ? .done : .authorised
        case .hold: .held
        case .escalate: .escalated
        case .refuse: .refused
        }
    }

    /// What counts towards a share of the spend: not what the runtime does to keep a cap or a floor, which would leave the agent nothing.
    public var countedShare: Int64 { authority == .safety ? 0 : ruling.effects.share }

    /// Whether this version of the charter refuses it, on the same data: another version may allow it, and so may the same one
    /// where there was no other reason than one that passes by itself.
    public func isRefused(under version: Int) -> Bool {
        charterVersion == version
            && ruling.findings.contains { $0.verdict == .refuse && !Decision.passing.contains($0.code) }
    }

    /// Reasons that say nothing of what was proposed: the agent was stopped, its tool still in shadow, people had enough to answer,
    /// or something else about the object was under way.
    private static let passing: Set<FindingCode> = [.stopped, .stage, .holds, .waiting]

    /// Whether nothing outside has to change: a read, a question.
    private var effectless: Bool {
        if case .createCampaign? = proposal?.call { return false }
        return ruling.effects.changes.isEmpty
    }
}

/// Where a decision stands.
public enum DecisionState: String, Hashable, Sendable, CaseIterable {
    /// Refused; it went back to who proposed it.
    case refused
    /// It waits for a person's yes.
    case held
    /// A person was asked for judgement; nothing of it is approvable.
    case escalated
    /// Claimed or queued; not yet confirmed.
    case authorised
    /// Read back: it is so.
    case done
    /// An earlier part is so, a later one was not sent.
    case partlyDone = "partly_done"
    /// Nothing was sent.
    case notSent = "not_sent"
    /// Whether it had an effect is not known.
    case inDoubt = "in_doubt"
    /// A person said no.
    case rejected
    /// Nobody answered in time.
    case expired
    /// A touched value or the ruling changed before it was used.
    case void
    /// It was undone.
    case undone
}

/// A hold that waits for a yes.
public struct Hold: Hashable, Sendable {
    /// The decision that waits.
    public let decision: DecisionID
    /// Whom it asks and for how long.
    public let question: Question
    /// Silence after this is No.
    public let deadline: Instant

    /// A hold.
    public init(decision: DecisionID, question: Question, deadline: Instant) {
        self.decision = decision
        self.question = question
        self.deadline = deadline
    }
}

/// A stop for one cause in one run, with every object it locks.
public struct Escalation: Hashable, Sendable {
    /// Its identifier.
    public let id: EscalationID
    /// The run it came up in.
    public let run: RunID
    /// The agent that waits.
    public let agent: AgentName
    /// What it is about: the finding's code and limit; two of one run with one cause are one.
    public let cause: String
    /// Whom it asks and for how long.
    public let question: Question
    /// Until when a person decides.
    public let deadline: Instant

    /// An escalation.
    public init(
        id: EscalationID, run: RunID, agent: AgentName, cause: String, question: Question, deadline: Instant
    ) {
        self.id = id
        self.run = run
        self.agent = agent
        self.cause = cause
        self.question = question
        self.deadline = deadline
    }

    /// The cause where nothing was stopped: what the runtime itself paused to get under a money cap may run again.
    public static let room = "room"

    /// That cause in words.
    public static let roomWords = "it was paused to get under a money cap, and the caps have room for it again"
}
