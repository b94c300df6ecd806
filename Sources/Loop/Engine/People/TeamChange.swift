public import Cryptography
import Governance
import Schemas
public import Vocabulary

/// A change of the team as people sign it: who, with which roles and which key from now on.
public struct TeamChange: Hashable, Sendable {
    /// What changes.
    public enum Kind: String, Hashable, Sendable {
        /// Somebody is in the team, with these roles and this key.
        case added
        /// Somebody is no longer in the team: their key signs nothing that comes after.
        case removed
        /// Somebody is away: whoever stands in for them acts.
        case away
        /// Somebody is back.
        case back
    }

    /// What changes.
    public let kind: Kind
    /// Who it is about.
    public let person: PersonID
    /// The roles they hold afterwards.
    public let roles: [Role]
    /// The key that signs for them afterwards; of who is removed the one that goes.
    public let key: VerifyingKey

    /// A change.
    public init(_ kind: Kind, _ person: PersonID, roles: [Role], key: VerifyingKey) {
        self.kind = kind
        self.person = person
        self.roles = roles
        self.key = key
    }
}

extension TeamChange.Kind {
    /// Whether people say it of themselves, on their own signature.
    fileprivate var isOfOneself: Bool { self == .away || self == .back }
}

extension Engine {
    /// Records a change of the team on the signatures that it needs; the team's file is written by who calls this, afterwards.
    /// One's own absence takes one's own signature; everything else that of an owner of the team, and a second person's where
    /// it widens what anybody may do: a new person, role or key, and the absence or removal of somebody, whose deputy then acts
    /// (P29). Nobody leaves the team on their own signature alone.
    /// - Parameter isSelfAgreed: whether a sandbox agrees with itself: the second signature is then the program's doing, and may be
    ///   missing where nobody else's key is in the home, but for one's own new key, which somebody else has to vouch for.
    public func record(_ change: TeamChange, by signatory: Signatory, second: Signatory?, isSelfAgreed: Bool)
        async throws
    {
        let isOwn = change.kind.isOfOneself && change.person == signatory.person
        if isOwn { try checkMember(signatory) } else { try checkTeamOwner(signatory, to: "changes the team") }
        let needsSecond = !isOwn && widens(change)
        if needsSecond, second == nil, !isSelfAgreed || change.person == signatory.person {
            throw EngineError.notAllowed(
                "`\(signatory.person)` has signed; a second person has to sign as well, since this widens what somebody may do"
            )
        }
        if needsSecond, let second { try checkSecond(second, after: signatory) }
        let signers = (needsSecond ? [second].compactMap(\.self) : []) + [signatory]
        let now = surroundings.now()
        var content = content(of: change)
        if needsSecond { content["self_agreed"] = .bool(isSelfAgreed) }
        let stated = content
        let statements = signers.map { SignedStatement("team", stated, by: $0, at: now) }
        try await store.write { view in
            for (index, statement) in statements.enumerated() {
                // The second person's first: from the last one on the new key counts, and the second may be who gets it.
                let isLast = index == statements.count - 1
                let word = isLast ? change.kind.rawValue : isSelfAgreed ? "sandbox_self_agreed" : "agreed"
                try view.append(AuditEntry(.team, at: now, subject: "team", word: word, payload: statement.record))
            }
        }
    }

    /// Enters the people whom a home begins with in the log, each with roles and key, on the signature of one of its owners: what
    /// is changed from there on needs the signatures that a change needs, and `verify` finds what was changed without. Of a log
    /// that goes on from its first entry already nothing is entered.
    public func beginTeam(by signatory: Signatory) async throws {
        try checkTeamOwner(signatory, to: "begins the team")
        let people = staff.members.map { person -> JSON in
            [
                "key": staff.key(of: person).map { .string($0.description) } ?? nil, "person": person.json,
                "roles": staff.roles(of: person).map(\.text).json,
            ]
        }
        let now = surroundings.now()
        let statement = SignedStatement("team", ["people": .array(people), "word": "begun"], by: signatory, at: now)
        try await store.write { view in
            guard try view.logSize() <= 1 else { return }
            try view.append(AuditEntry(.team, at: now, subject: "team", word: "begun", payload: statement.record))
        }
    }

    /// That a second person signs with a key of their own.
    func checkSecond(_ second: Signatory, after first: Signatory) throws {
        try checkMember(second)
        try checkIsHere(second.person, nil)
        guard second.person != first.person, second.key.verifyingKey != first.key.verifyingKey else {
            throw EngineError.notAllowed("`\(second.person)` has signed already; a second person has to")
        }
    }

    private func widens(_ change: TeamChange) -> Bool {
        switch change.kind {
        case .added:
            staff.key(of: change.person) != change.key
                || !Set(change.roles).isSubset(of: Set(staff.roles(of: change.person)))
        case .away, .removed: true
        case .back: false
        }
    }

    private func content(of change: TeamChange) -> JSONObject {
        var content: JSONObject = [
            "key": .string(change.key.description), "roles": change.roles.map(\.text).json,
            "subject": change.person.json, "word": .string(change.kind.rawValue),
        ]
        // What was signed with the key that goes still has to verify.
        if let former = staff.key(of: change.person) { content["former_key"] = .string(former.description) }
        return content
    }
}
