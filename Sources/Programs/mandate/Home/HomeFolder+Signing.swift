import Cryptography
import Engine
import Home
import Vocabulary

/// Who signs a command, and with which key.
extension Home.HomeFolder {
    /// The person that a line names, in a sandbox home else the owner, with their key. A key that is not the one that the
    /// team's file names for them is refused here, before anything is read or written with it.
    func signatory(_ line: Line, of team: Team) throws -> Signatory {
        let person: PersonID
        if let text = line.value("as") {
            guard let named = PersonID(text) else { throw Failure(.usage, "`\(text)` is no address of a person") }
            person = named
        } else {
            guard settings.isSandbox, let first = team.people.first(where: { $0.roles.contains(.owner) }) else {
                throw Failure(.usage, "say who acts: `--as PERSON`")
            }
            person = first.person
        }
        guard let member = team[person] else {
            throw Failure(.notFound, "`\(person)` is not in the team; `mandate team list` shows who is")
        }
        let key: SigningKey
        do throws(HomeError) { key = try HomeKeys(paths).person(person, file: line.value("key")) } catch {
            // A file that the line names and that is no key is bad input; one of the home's own is damage.
            guard error.kind == .damaged, line.value("key") != nil else { throw error }
            throw Failure(.usage, error.description)
        }
        guard key.verifyingKey == member.key else {
            throw Failure(
                .refused,
                "this is not the key of `\(person)`; `mandate team list` shows which key the team's file names")
        }
        return Signatory(person: person, key: key)
    }

    /// Everybody of the team who is not away and whose key lies in this home, which only a sandbox home's do: they sign by
    /// themselves there.
    func keyHolders(of team: Team) throws -> [Signatory] {
        guard settings.isSandbox else { return [] }
        return try team.people.compactMap { member in
            guard !member.isAway, let key = try HomeKeys(paths).personIfHere(member.person),
                key.verifyingKey == member.key
            else { return nil }
            return Signatory(person: member.person, key: key)
        }
    }

    /// Who gives the second signature by itself in a sandbox home; nil where nobody else's key is in the home.
    /// - Throws: a refusal where somebody else's is, and all of them are away: who is away agrees to nothing.
    func secondPerson(after first: Signatory, of team: Team) throws -> Signatory? {
        if let second = try keyHolders(of: team).first(where: { $0.person != first.person }) { return second }
        guard settings.isSandbox,
            let absent = team.people.first(where: { member in
                member.person != first.person && member.isAway
            }), try HomeKeys(paths).personIfHere(absent.person) != nil
        else { return nil }
        throw Failure(
            .refused,
            "`\(absent.person)` is away, and nobody else could sign as the second person; "
                + "`mandate team away \(absent.person) --back` says that they are back")
    }
}
