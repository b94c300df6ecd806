public import Vocabulary

/// A version of the organisation's file that was brought into force.
public struct OrganisationVersion: Hashable, Sendable {
    /// The organisation's name.
    public let name: AgentName
    /// Counted from 1.
    public let number: Int
    /// SHA-256 of the file's bytes, lower-case hex.
    public let hash: String
    /// The file, byte for byte.
    public let source: [UInt8]
    /// When it came into force.
    public let appliedAt: Instant
    /// Who applied it.
    public let appliedBy: PersonID
    /// Whether the sandbox agreed with itself instead of a second person.
    public let isSelfAgreed: Bool

    /// A version.
    public init(
        name: AgentName, number: Int, hash: String, source: [UInt8], appliedAt: Instant, appliedBy: PersonID,
        isSelfAgreed: Bool
    ) {
        self.name = name
        self.number = number
        self.hash = hash
        self.source = source
        self.appliedAt = appliedAt
        self.appliedBy = appliedBy
        self.isSelfAgreed = isSelfAgreed
    }
}
