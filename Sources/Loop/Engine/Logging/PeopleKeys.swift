import Cryptography
import Governance
import Schemas
import Vocabulary

/// Which key was whose at which entry of the log: the team's file names those of today, and signed entries of the log each key
/// that took another's place. A lawful change of a key so leaves everything that was signed before as it was, and the key that
/// went signs nothing that comes after it.
struct PeopleKeys {
    /// What is wrong with the entries that changed the team, each by its position.
    private(set) var problems: [String] = []
    /// The positions of entries that count for nothing.
    private(set) var void: Set<Int64> = []
    /// Each key with the position after which it counts, newest first; nil before somebody was in the team.
    private var spans: [PersonID: [(key: VerifyingKey?, after: Int64)]] = [:]
    private let staff: any Staff

    /// - Parameter entries: the entries that changed the team, oldest first. They are taken from the newest on, so that each is
    ///   checked with keys that the team's file or a later entry vouches for.
    init(_ staff: any Staff, _ entries: [TeamEntry]) {
        self.staff = staff
        var former: [PersonID: VerifyingKey?] = [:]
        for (index, entry) in entries.enumerated().reversed() {
            guard let change = entry.change else { continue }
            func key(of person: PersonID) -> VerifyingKey? {
                // The entry itself is signed with the key that goes.
                if person == change.person { return change.former }
                return former[person] ?? staff.key(of: person)
            }
            guard entry.isSigned(key),
                change.former == change.key || entry.isSelfAgreed
                    || entries[..<index].last?.agrees(with: entry, key) == true
            else {
                problems.append(
                    "leaf `\(entry.position)`: it changes a key and is not signed by two people of the team")
                void.insert(entry.position)
                continue
            }
            if spans[change.person] == nil, let now = staff.key(of: change.person), now != change.key {
                problems.append(
                    change.key == nil
                        ? "the team's file has `\(change.person)`, whom leaf `\(entry.position)` removed"
                        : "the team's file gives `\(change.person)` another key than leaf `\(entry.position)`, the last that names one"
                )
            }
            spans[change.person, default: []].append((change.key, entry.position))
            former[change.person] = .some(change.former)
        }
        for (person, key) in former { spans[person, default: []].append((key, -1)) }
    }

    /// The key that signed for somebody in the entry at a position.
    func key(of person: PersonID, at position: Int64) -> VerifyingKey? {
        guard let spans = spans[person] else { return staff.key(of: person) }
        return spans.first { $0.after < position }?.key
    }
}

/// The team's file compared with what the log says people signed of it: keys, roles, absences.
struct TeamCheck {
    let keys: PeopleKeys
    /// What is other than it was signed, each in one line.
    let problems: [String]

    init(_ staff: any Staff, _ entries: [TeamEntry]) {
        let keys = PeopleKeys(staff, entries)
        let signed = entries.filter { entry in
            !keys.void.contains(entry.position) && entry.isSigned { keys.key(of: $0, at: entry.position) }
        }
        self.keys = keys
        problems = keys.problems + PeopleRoles(signed).problems(staff)
    }
}

/// An entry of the log that is about the team.
struct TeamEntry {
    let position: Int64
    let word: String
    private let record: [UInt8]

    /// Nil for an entry about anything else, and for one whose payload was erased.
    init?(_ leaf: LogLeaf) throws {
        let json = try JSON(parsing: leaf.bytes)
        guard json["kind"]?.stringValue == AuditKind.team.rawValue, let opening = leaf.opening else { return nil }
        position = leaf.position
        word = json["word"]?.stringValue ?? ""
        record = opening.payload
    }

    /// What was signed.
    var content: JSONObject? { SignedStatement.content(of: record) }

    /// Whose key it sets, and to what, nothing for who is removed; nil where it sets none, as the second person's agreement and
    /// somebody's absence.
    var change: (person: PersonID, key: VerifyingKey?, former: VerifyingKey?)? {
        let isRemoval = word == TeamChange.Kind.removed.rawValue
        guard isRemoval || word == TeamChange.Kind.added.rawValue,
            let content, let person = content["subject"]?.stringValue.flatMap(PersonID.init),
            let key = content["key"]?.stringValue.flatMap(Hex.decode).flatMap({ VerifyingKey($0) })
        else { return nil }
        return (
            person, isRemoval ? nil : key,
            content["former_key"]?.stringValue.flatMap(Hex.decode).flatMap { VerifyingKey($0) }
        )
    }

    /// Whether a sandbox stands for the second person; one's own new key is never vouched for by oneself.
    var isSelfAgreed: Bool {
        guard let content else { return false }
        return content["self_agreed"]?.boolValue == true && content["person"] != content["subject"]
    }

    func isSigned(_ key: (PersonID) -> VerifyingKey?) -> Bool { SignedStatement.isValid(record: record, key: key) }

    /// Whether this is another person's agreement to exactly that, right before it.
    func agrees(with other: TeamEntry, _ key: (PersonID) -> VerifyingKey?) -> Bool {
        guard position == other.position - 1, word == "agreed" || word == "sandbox_self_agreed", isSigned(key),
            var mine = content, var theirs = other.content,
            mine["person"] != theirs["person"]
        else { return false }
        mine["person"] = nil
        theirs["person"] = nil
        return mine == theirs
    }
}

extension LogKeeper {
    /// The entries about the team, oldest first.
    func teamEntries() async throws -> [TeamEntry] {
        var entries: [TeamEntry] = []
        try await eachLeaf { leaf in if let entry = try TeamEntry(leaf) { entries.append(entry) } }
        return entries
    }
}
