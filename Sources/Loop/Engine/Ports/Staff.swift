public import Cryptography
public import Vocabulary

/// The team as the engine asks it: who holds which key and role, and who is away.
public protocol Staff: Sendable {
    /// The public key of somebody of the team; nil for strangers.
    func key(of person: PersonID) -> VerifyingKey?
    /// The roles somebody holds.
    func roles(of person: PersonID) -> [Role]
    /// Everybody of the team.
    var members: [PersonID] { get }
    /// Whether somebody is away.
    func isAway(_ person: PersonID) -> Bool
}

extension Staff {
    /// Everybody who holds a role, here or away.
    func holders(of role: Role) -> [PersonID] { members.filter { roles(of: $0).contains(role) } }
}

/// A person who acts now, with the key that signs for them.
public struct Signatory: Sendable {
    /// Who.
    public let person: PersonID
    /// Their key; it signs and is not shown.
    public let key: SigningKey

    /// A person with a key.
    public init(person: PersonID, key: SigningKey) {
        self.person = person
        self.key = key
    }
}
