public import Governance
public import Vocabulary

/// Under which heading a run's screen and its counts list a decision: what the gate said of it and, where that was yes, what is
/// known to have come of it. Unknown is not done.
public enum RunHeading: String, Hashable, Sendable, CaseIterable {
    /// Done and read back; of a rehearsal, what would be sent.
    case executed
    /// Done, and taken back since.
    case undone
    /// An earlier part is done and read back, a later one was not sent.
    case partlyDone = "partly_done"
    /// It may or may not have happened.
    case inDoubt = "in_doubt"
    /// Authorised, and nothing changed.
    case notSent = "not_sent"
    /// Authorised and still to be sent, or to be answered.
    case onItsWay = "on_its_way"
    /// It waits for a person's yes.
    case held
    /// A person is asked for judgement.
    case escalated
    /// The charter says no.
    case refused

    /// The heading of a decision that was ruled on so and stands there; a rehearsal sends nothing, so its ruling alone counts.
    public init(_ verdict: Verdict, _ state: DecisionState, isShadow: Bool) {
        self =
            switch verdict {
            case .authorise: isShadow ? .executed : RunHeading(ofAuthorised: state)
            case .hold: .held
            case .escalate: .escalated
            case .refuse: .refused
            }
    }

    /// The heading of what the gate let through by itself.
    init(ofAuthorised state: DecisionState) {
        self =
            switch state {
            case .done: .executed
            case .undone: .undone
            case .partlyDone: .partlyDone
            case .inDoubt: .inDoubt
            case .authorised: .onItsWay
            case .notSent, .refused, .held, .escalated, .rejected, .expired, .void: .notSent
            }
    }

    /// Whether it was authorised and is not confirmed in full.
    public var isUnconfirmed: Bool {
        switch self {
        case .partlyDone, .inDoubt, .notSent, .onItsWay: true
        case .executed, .undone, .held, .escalated, .refused: false
        }
    }
}
