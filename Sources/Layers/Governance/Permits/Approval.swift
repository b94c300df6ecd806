import Schemas
public import Vocabulary

/// A person's yes or no over exactly what was shown; its canonical bytes are what the person's key signs.
public struct Approval: Hashable, Sendable {
    /// Who answers.
    public let person: PersonID
    /// The roles the person holds in the team's file.
    public let roles: [Role]
    /// Whether the person is the owner, or acts for an owner who is away.
    public let actsAsOwner: Bool
    /// What is answered.
    public let decision: DecisionID
    /// Yes or no.
    public let isYes: Bool
    /// Why, for a no; for people, never in the log's leaves.
    public let reason: String
    /// SHA-256 of the proposal's bytes, lower-case hex.
    public let proposalHash: String
    /// The charter's version that was shown.
    public let charterVersion: Int
    /// The before-values that were shown.
    public let before: [FieldValue]
    /// The worst-case money that was shown, minor units.
    public let worstCase: Int64
    /// The origin of the log that the decision stands in: what was signed in one home says nothing in another.
    public let log: String
    /// When it was signed.
    public let at: Instant
    /// The Ed25519 signature over `signedBytes`, 64 bytes.
    public let signature: [UInt8]

    /// An answer; `signature` is made over `signedBytes` of the same values.
    public init(
        person: PersonID, roles: [Role], actsAsOwner: Bool, decision: DecisionID, isYes: Bool, reason: String = "",
        proposalHash: String, charterVersion: Int, before: [FieldValue], worstCase: Int64, log: String,
        at: Instant, signature: [UInt8]
    ) {
        self.person = person
        self.roles = roles
        self.actsAsOwner = actsAsOwner
        self.decision = decision
        self.isYes = isYes
        self.reason = reason
        self.proposalHash = proposalHash
        self.charterVersion = charterVersion
        self.before = before
        self.worstCase = worstCase
        self.log = log
        self.at = at
        self.signature = signature
    }

    /// What is signed: everything that was shown, and the answer.
    public var signedBytes: [UInt8] {
        JSON.object(
            [
                "answer": .string(isYes ? "yes" : "no"), "at": at.json, "before": before.json,
                "charter_version": .integer(Int64(charterVersion)), "decision": decision.json, "log": .string(log),
                "person": person.json,
                "proposal_sha256": .string(proposalHash), "reason": .string(reason),
                "worst_case_minor": .integer(worstCase),
            ]
        ).canonicalBytes
    }

    /// Whether one of those who are asked is this person. The owner is never asked in the role of a reviewer of their own
    /// proposal; agents are nobody.
    func answers(_ question: Question) -> Bool {
        question.ask.contains { approver in
            switch approver {
            case .owner: actsAsOwner
            case .role(let role): roles.contains(role)
            case .person(let asked): asked == person
            }
        }
    }
}
