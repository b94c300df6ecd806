/// What the platform answered to one attempt, and what reading back showed.
public struct Receipt: Hashable, Sendable {
    /// The action.
    public let action: ActionID
    /// When the platform was read back, or a person said it.
    public let at: Instant
    /// What was there before, as `field = value` pairs in order of field.
    public let before: [FieldValue]
    /// What was read back; with `saidBy` what has to be there if that is true.
    public let after: [FieldValue]
    /// Hash of the platform's answer, lower-case hex; the answer itself is not kept.
    public let answerHash: String
    /// Who looked at the platform and said that it happened; nil where it was read back.
    public let saidBy: PersonID?

    /// A receipt.
    public init(
        action: ActionID, at: Instant, before: [FieldValue], after: [FieldValue], answerHash: String,
        saidBy: PersonID? = nil
    ) {
        self.action = action
        self.at = at
        self.before = before
        self.after = after
        self.answerHash = answerHash
        self.saidBy = saidBy
    }
}

/// One field of an entity with its value as text: `daily_budget = 50.00 GBP`. Also what a precondition is.
public struct FieldValue: Hashable, Sendable, CustomStringConvertible {
    /// The entity.
    public let entity: EntityRef
    /// The field: `daily_budget`, `status`, `targeting`.
    public let field: String
    /// Its value: money with currency, a status word, canonical JSON.
    public let value: String

    /// A field's value.
    public init(_ entity: EntityRef, _ field: String, _ value: String) {
        self.entity = entity
        self.field = field
        self.value = value
    }

    /// `campaign/936 daily_budget = 31.45 GBP`.
    public var description: String { "\(entity) \(field) = \(value)" }
}

/// Whether an entity runs.
public enum EntityStatus: String, Hashable, Sendable, CaseIterable {
    /// It runs and bills.
    case active
    /// It is paused.
    case paused
    /// It is gone.
    case deleted
}

/// What one attempt of an action came to; each is recorded.
public enum Attempt: Hashable, Sendable {
    /// The platform was read back and it is so.
    case done(Receipt)
    /// Nothing was sent, or the platform proved that nothing happened; the reason is for people.
    case notSent(String)
    /// Whether it had an effect is not known; it is reconciled, never blindly retried.
    case doubt(String)
}
