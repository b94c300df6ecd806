import Cryptography
import Governance
import Schemas
import Vocabulary

/// Who is in the team with which roles, and who is away, by what was signed in the log: the team's file gives authority, and one
/// that says something else was changed without the signatures that a change of the team needs.
struct PeopleRoles {
    private struct Signed {
        var roles: Set<String>
        var isAway = false
        /// Only of whom the home began with: `PeopleKeys` knows every key since.
        var key: String?
        /// The entry that names the roles.
        var position: Int64
    }

    private var people: [String: Signed] = [:]
    /// Whether the log says whom the home began with. Homes of before it did know only those whom a later entry changed.
    private var knowsFirst = false

    /// - Parameter entries: the entries about the team that are signed as they have to be, oldest first.
    init(_ entries: [TeamEntry]) {
        for entry in entries { take(entry) }
    }

    private mutating func take(_ entry: TeamEntry) {
        guard let said = entry.content else { return }
        let subject = said["subject"]?.stringValue ?? ""
        switch entry.word {
        case "begun":
            knowsFirst = true
            for person in said["people"]?.arrayValue ?? [] {
                guard let address = person["person"]?.stringValue else { continue }
                people[address] = Signed(
                    roles: PeopleRoles.roles(person["roles"]), key: person["key"]?.stringValue, position: entry.position
                )
            }
        case TeamChange.Kind.added.rawValue:
            let isAway = people[subject]?.isAway ?? false
            people[subject] = Signed(
                roles: PeopleRoles.roles(said["roles"]), isAway: isAway, position: entry.position)
        case TeamChange.Kind.removed.rawValue: people[subject] = nil
        case TeamChange.Kind.away.rawValue, TeamChange.Kind.back.rawValue:
            people[subject]?.isAway = entry.word == TeamChange.Kind.away.rawValue
        default: break
        }
    }

    private static func roles(_ json: JSON?) -> Set<String> { Set((json?.arrayValue ?? []).compactMap(\.stringValue)) }

    /// What the team's file says otherwise than the log.
    func problems(_ staff: any Staff) -> [String] {
        var problems: [String] = []
        for person in staff.members {
            guard let signed = people[person.text] else {
                if knowsFirst {
                    problems.append("the team's file has `\(person)`, whom no entry of the log brought in")
                }
                continue
            }
            if let key = signed.key, staff.key(of: person)?.description != key {
                problems.append("the team's file gives `\(person)` another key than the home began with")
            }
            let roles = Set(staff.roles(of: person).map(\.text))
            if roles != signed.roles {
                problems.append(
                    "the team's file gives `\(person)` the roles \(PeopleRoles.words(roles)), and leaf `\(signed.position)`, the "
                        + "last that names any, \(PeopleRoles.words(signed.roles))")
            }
            if staff.isAway(person) != signed.isAway {
                problems.append(
                    "the team's file has `\(person)` \(signed.isAway ? "here" : "away"), and the log has not: "
                        + "`mandate team away \(person)\(signed.isAway ? "" : " --back")` enters what is so")
            }
        }
        guard knowsFirst else { return problems }
        let members = Set(staff.members.map(\.text))
        return problems
            + people.filter { !members.contains($0.key) }.sorted { $0.key < $1.key }.map {
                "the team's file lacks `\($0.key)`, whom leaf `\($0.value.position)` has in the team"
            }
    }

    private static func words(_ roles: Set<String>) -> String {
        roles.isEmpty ? "none" : roles.sorted().map { "`\($0)`" }.joined(separator: ", ")
    }
}
