public import Governance
public import Vocabulary

/// The half of a connector that only reads; it needs no permit and, where the platform has them, uses read-only credentials.
public protocol ConnectorReads: Sendable {
    /// The platform's own time: a second clock, and the `at` of what it shows.
    func now() async throws(ConnectorError) -> Instant
    /// One entity as the platform shows it now.
    func entity(_ ref: EntityRef) async throws(ConnectorError) -> PlatformEntity
    /// Every entity of a kind.
    func entities(_ kind: EntityKind) async throws(ConnectorError) -> [PlatformEntity]
    /// Counts of every entity of a kind over a period, in total or day by day.
    func report(_ kind: EntityKind, over period: Period, byDay: Bool) async throws(ConnectorError) -> PlatformReport
    /// What was changed since the change with this number (0 for all), by whomever.
    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange]
    /// What the platform did under an idempotency key.
    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer
}

/// The half of a connector that has effects. The only way in is a permit, and one permit is one attempt.
public protocol ConnectorEffects: Sendable {
    /// Carries out what the permit's bytes say and reads it back. Never tries twice.
    func attempt(_ permit: consuming Permit) async -> Carried
}

extension ConnectorEffects {
    /// What the attempt came to, for who does not ask why.
    public func carryOut(_ permit: consuming Permit) async -> Attempt { await attempt(permit).attempt }
}

/// What an attempt came to, with what the next step depends on.
public struct Carried: Hashable, Sendable {
    /// Done, not sent or in doubt.
    public let attempt: Attempt
    /// Why it is not done and what may be done now; nil where it is done.
    public let failure: ConnectorError?
    /// What the platform showed in place of a precondition: a change by somebody else, to be recorded as one.
    public let externalChanges: [FieldValue]

    /// An attempt that ended.
    public init(_ attempt: Attempt, failure: ConnectorError? = nil, externalChanges: [FieldValue] = []) {
        self.attempt = attempt
        self.failure = failure
        self.externalChanges = externalChanges
    }
}

/// What a platform says of an idempotency key.
public enum KnownAnswer: Hashable, Sendable {
    /// It took the request: the effect happened, as far as the platform knows.
    case happened
    /// It never saw the key.
    case neverSeen
    /// It keeps no keys.
    case notKept
}
