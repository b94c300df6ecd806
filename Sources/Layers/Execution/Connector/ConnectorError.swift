/// A call to a platform that did not end well, and what the caller may do about it.
public struct ConnectorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What may be done now.
    public let remedy: Remedy
    /// Why, as the caller can act on it.
    public let reason: Reason
    /// One lower-case fragment for a person, the user's text in backticks.
    public let message: String

    /// A failed call.
    public init(_ remedy: Remedy, _ reason: Reason, _ message: String) {
        self.remedy = remedy
        self.reason = reason
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Why a call did not end well.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The platform could not be reached; nothing was sent.
        case unreachable
        /// The platform asks to come back later; nothing was done.
        case rateLimited = "rate_limited"
        /// The platform does not take the request as it is.
        case invalid
        /// What it is about does not exist there.
        case notFound = "not_found"
        /// It was changed by somebody else meanwhile.
        case changedMeanwhile = "changed_meanwhile"
        /// The idempotency key was used for another request.
        case keyReused = "key_reused"
        /// The platform failed without saying whether before or after the effect.
        case failed
        /// The answer was lost, late or not readable.
        case unanswered
    }
}

/// What may be done after a failed call.
public enum Remedy: Sendable, Hashable {
    /// Nothing happened; the same may be tried again, not sooner than the platform says.
    case retry(after: Duration?)
    /// Nothing happened, and the same would fail again.
    case giveUp
    /// It may have happened: find out before anything else.
    case reconcile
}
