/// One leaf of the log: identifiers, times, kinds, hashes and salted commitments; no free text, no personal data.
public struct AuditEntry: Hashable, Sendable {
    /// What happened.
    public let kind: AuditKind
    /// When.
    public let at: Instant
    /// The agent it concerns.
    public let agent: AgentName?
    /// The thing it is about: a decision, action, run, charter version, by its identifier.
    public let subject: String
    /// A word on it from a closed list: a verdict, a stage, a state.
    public let word: String
    /// The version of the charter in force, 0 for none.
    public let charterVersion: Int
    /// What the leaf commits to without showing it: the erasable payload's bytes.
    public let payload: [UInt8]

    /// An entry.
    public init(
        _ kind: AuditKind, at: Instant, agent: AgentName? = nil, subject: String, word: String, charterVersion: Int = 0,
        payload: [UInt8]
    ) {
        self.kind = kind
        self.at = at
        self.agent = agent
        self.subject = subject
        self.word = word
        self.charterVersion = charterVersion
        self.payload = payload
    }
}

/// What an audit entry records.
public enum AuditKind: String, Hashable, Sendable, CaseIterable {
    /// A home was made.
    case homeMade = "home_made"
    /// A charter version came into force.
    case charterApplied = "charter_applied"
    /// A version of the organisation's limits came into force.
    case organisationApplied = "organisation_applied"
    /// A baseline was frozen.
    case baselineFrozen = "baseline_frozen"
    /// A file was imported.
    case imported
    /// A run began.
    case runBegun = "run_begun"
    /// A run ended.
    case runEnded = "run_ended"
    /// The gate ruled; for an authorised proposal this is the intent.
    case ruling
    /// A queued, approved or retried action was claimed.
    case claim
    /// The platform answered and was read back.
    case receipt
    /// Nothing was sent.
    case notSent = "not_sent"
    /// Whether it had an effect is not known.
    case inDoubt = "in_doubt"
    /// A doubt was resolved.
    case reconciled
    /// A person approved.
    case approved
    /// A person rejected.
    case rejected
    /// Nobody answered in time.
    case expired
    /// A person was reminded of a question.
    case reminded
    /// A person answered an escalation.
    case answered
    /// An action was undone.
    case undone
    /// A person changed a stage.
    case stageChanged = "stage_changed"
    /// An agent was paused or resumed.
    case paused, resumed
    /// Effects were stopped, or allowed again.
    case halted, unhalted
    /// A review was signed; or it was missed, which lowers stages.
    case reviewed, reviewMissed = "review_missed"
    /// Somebody else changed an object.
    case externalChange = "external_change"
    /// The simulated clock moved.
    case clockMoved = "clock_moved"
    /// People said that a wall clock that was doubted is right.
    case clockAccepted = "clock_accepted"
    /// The log was begun again under a new name, since a state that was signed is gone.
    case originBegun = "origin_begun"
    /// A key took another's place.
    case keyRotated = "key_rotated"
    /// A pack was exported.
    case exported
    /// A payload was erased.
    case erased
    /// Something is odd: a silent run, a mismatch.
    case alarm
    /// The team changed, or a person is away.
    case team
    /// An outcome was measured against its forecast.
    case measured
}
