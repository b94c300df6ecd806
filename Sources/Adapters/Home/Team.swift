import CharterFile
public import Cryptography
public import Engine
public import Vocabulary

/// The staff: who holds which roles and which key. `team.yaml`, kept in git like the charters.
public struct Team: Hashable, Sendable, Staff {
    /// Everybody, in the file's order.
    public let people: [Member]

    /// One person.
    public struct Member: Hashable, Sendable {
        /// The address.
        public let person: PersonID
        /// What they may be asked as.
        public let roles: [Role]
        /// The public half of their key.
        public let key: VerifyingKey
        /// Whether they are away: then their first deputy acts.
        public let isAway: Bool

        /// A person.
        public init(person: PersonID, roles: [Role], key: VerifyingKey, isAway: Bool = false) {
            self.person = person
            self.roles = roles
            self.key = key
            self.isAway = isAway
        }
    }

    /// A team.
    public init(_ people: [Member]) { self.people = people }

    /// Somebody of the team.
    public subscript(person: PersonID) -> Member? { people.first { $0.person == person } }

    /// Everybody's address, in the file's order.
    public var members: [PersonID] { people.map(\.person) }

    /// The team with somebody away, or back.
    public func setting(_ person: PersonID, away: Bool) -> Team {
        Team(
            people.map {
                $0.person == person ? Member(person: $0.person, roles: $0.roles, key: $0.key, isAway: away) : $0
            })
    }

    /// The team with one more person, or with a person's new roles and key.
    /// - Throws: `HomeError` `conflict` where somebody else has that key: two approvals need two keys.
    public func adding(_ member: Member) throws(HomeError) -> Team {
        let others = people.filter { $0.person != member.person }
        if let other = others.first(where: { $0.key == member.key }) {
            throw HomeError(
                .conflict,
                "`\(other.person)` has this key already; `\(member.person)` needs one of their own, so that one cannot sign for both"
            )
        }
        return Team(others + [member])
    }

    /// The team without somebody.
    public func removing(_ person: PersonID) -> Team { Team(people.filter { $0.person != person }) }

    /// Reads `team.yaml`.
    /// - Throws: `HomeError` with file, line and column.
    public init(yaml bytes: [UInt8], file: String) throws(HomeError) {
        let root: YAMLNode
        do { root = try YAMLNode.read(bytes, fileName: file) } catch {
            throw HomeError(.damaged, error.description)
        }
        guard let list = root["people"] else {
            throw HomeError(.damaged, "`\(file)`:1:1: it has no `people`; list them with `person`, `roles` and `key`")
        }
        var people: [Member] = []
        for item in list.items {
            let member = try Team.member(item, file)
            guard !people.contains(where: { $0.person == member.person }) else {
                throw Team.trouble(file, item, "`\(member.person)` is there twice; keep one")
            }
            if let other = people.first(where: { $0.key == member.key }) {
                throw Team.trouble(
                    file, item,
                    "`\(member.person)` has the key of `\(other.person)`; two people need two keys, so that one cannot sign for both"
                )
            }
            people.append(member)
        }
        self.init(people)
    }

    private static func member(_ node: YAMLNode, _ file: String) throws(HomeError) -> Member {
        for entry in node.entries where !["person", "roles", "key", "away"].contains(entry.key) {
            throw trouble(file, node, "`\(entry.key)` is unknown; a person has `person`, `roles`, `key` and `away`")
        }
        guard let text = node["person"]?.text, let person = PersonID(text) else {
            throw trouble(file, node, "has no `person`; write an address such as `owner@example.com`")
        }
        let roles = node["roles"]?.items.compactMap(\.text) ?? []
        guard let hex = node["key"]?.text, let bytes = Hex.decode(hex), let key = VerifyingKey(bytes) else {
            throw trouble(file, node, "`\(person)` has no `key`; write the 64 hexadecimal digits of the public key")
        }
        var known: [Role] = []
        for text in roles {
            guard let role = Role(text) else {
                throw trouble(file, node, "`\(text)` is no role; write it in lower case with `-`")
            }
            known.append(role)
        }
        return Member(person: person, roles: known, key: key, isAway: node["away"]?.text == "true")
    }

    private static func trouble(_ file: String, _ node: YAMLNode, _ what: String) -> HomeError {
        HomeError(.damaged, "`\(file)`:\(node.position.line):\(node.position.column): \(what)")
    }

    /// Somebody's public key.
    public func key(of person: PersonID) -> VerifyingKey? { self[person]?.key }
    /// Somebody's roles.
    public func roles(of person: PersonID) -> [Role] { self[person]?.roles ?? [] }
    /// Whether somebody is away; a stranger is.
    public func isAway(_ person: PersonID) -> Bool { self[person]?.isAway ?? true }

    /// The file's text.
    public var yaml: String {
        people.reduce(
            "# Who may approve, review and change what. Keys are Ed25519, public half, hexadecimal.\npeople:\n"
        ) {
            text, member in
            text + "  - person: \(member.person)\n"
                + "    roles: [\(member.roles.map(\.text).joined(separator: ", "))]\n"
                + "    key: \"\(member.key)\"\n" + (member.isAway ? "    away: true\n" : "")
        }
    }
}
