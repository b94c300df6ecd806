import Cryptography
import Engine
import Governance
import Home
import Schemas
import Vocabulary

extension Command {
    static let teamList = Command(
        name: "team list", summary: "the people: roles, keys, who is away",
        examples: [Example("team list", "everybody in team.yaml")]
    ) { call in
        let team = try Home.HomeFolder(opening: try HomeChoice.path(call.line)).team()
        var table = Table(["person", "roles", "state", "key"])
        for member in team.people {
            table.add([
                Table.Cell(member.person.text), Table.Cell(member.roles.map(\.text).joined(separator: ", ")),
                Table.Cell(member.isAway ? "away" : "here", member.isAway ? .warn : .good),
                Table.Cell(String(member.key.description.prefix(16))),
            ])
        }
        call.output.table(table)
        call.output.result(["people": .array(team.people.map(\.json))])
        return .ok
    }

    static let teamAdd = Command(
        name: "team add", summary: "add a person, or give one new roles or a new key",
        details: """
            Signed by somebody with the role `owner`, and where it gives anybody more than before by a second person; a sandbox
            home adds that signature itself and logs it as self-agreed. Without `--public-key` it makes a key pair and keeps it
            among its keys.
            """,
        arguments: [Argument(name: "PERSON", summary: "an address such as `ana@example.com`")],
        options: [
            Option(name: "role", value: "ROLE", summary: "a role; may be given more than once", repeats: true),
            Option(name: "public-key", value: "HEX", summary: "the public half of their Ed25519 key, 64 digits"),
        ] + Option.signing,
        examples: [Example("team add ana@example.com --role marketing-manager", "a third person in a sandbox home")]
    ) { call in
        let text = call.line.words[0]
        guard let person = PersonID(text) else {
            throw Failure(.usage, "`\(text)` is no address; write it as `ana@example.com`")
        }
        let roles = try (call.line.values["role"] ?? []).map { text throws(Failure) in
            guard let role = Role(text) else {
                throw Failure(.usage, "`\(text)` is no role; write it in lower case with `-`")
            }
            return role
        }
        guard !roles.isEmpty else { throw Failure(.usage, "give at least one `--role ROLE`") }
        return try await OpenHome.with(call) { home in
            let key = try home.publicKey(of: person, call.line)
            let team = try home.team.adding(Team.Member(person: person, roles: roles, key: key))
            try await home.change(team, .added, person, call.line)
            call.output.line("`\(person)` is in the team: \(roles.map(\.text).joined(separator: ", "))", .good)
            call.output.note("next: mandate team list")
            call.output.result(["key": .string(key.description), "person": person.json])
            return .ok
        }
    }

    static let teamAway = Command(
        name: "team away", summary: "somebody is away, and their first deputy acts; or is back",
        details: "Signed by that person, or by somebody with the role `owner` and a second person.",
        arguments: [Argument(name: "PERSON", summary: "somebody of the team")],
        options: [Option(name: "back", summary: "they are back")] + Option.signing,
        examples: [
            Example("team away owner@example.com", "the deputy acts for the owner"),
            Example("team away owner@example.com --back", "the owner acts again"),
        ]
    ) { call in
        let text = call.line.words[0]
        let isAway = !call.line.has("back")
        return try await OpenHome.with(call) { home in
            guard let person = PersonID(text), home.team[person] != nil else {
                throw Failure(.notFound, "`\(text)` is not in the team; `mandate team list` shows who is")
            }
            try await home.change(
                home.team.setting(person, away: isAway), isAway ? .away : .back, person, call.line)
            call.output.line("`\(person)` is \(isAway ? "away" : "back")", isAway ? .warn : .good)
            for line in try await home.standIns() { call.output.line("  \(line)", .warn) }
            call.output.result(["away": .bool(isAway), "person": person.json])
            return .ok
        }
    }
}

extension OpenHome {
    /// Who acts for owners that are away, and which agents are paused because nobody does.
    fileprivate func standIns() async throws -> [String] {
        let team = try folder.team()
        let owners = try await store.read { view in
            try view.agents().compactMap { try view.rulebook(of: $0.agent)?.charter }
        }
        return owners.filter { team.isAway($0.owner.person) }.map { charter in
            guard let deputy = charter.owner.deputies.first(where: { !team.isAway($0) }) else {
                return "`\(charter.agent)` is paused: neither its owner nor a deputy is there"
            }
            return "`\(deputy)` acts as the owner of `\(charter.agent)`"
        }
    }

    /// Records a change of the team on signatures, then writes the team's file: what counts is in the log first.
    fileprivate func change(_ team: Team, _ kind: TeamChange.Kind, _ person: PersonID, _ line: Line) async throws {
        let signatory = try signatory(line)
        guard let member = team[person], team.people.contains(where: { $0.roles.contains(.owner) }) else {
            throw Failure(.conflict, "nobody would hold the role `owner`, so nobody could change the team any more")
        }
        let second = try folder.secondPerson(after: signatory, of: self.team)
        try await engine.record(
            TeamChange(kind, person, roles: member.roles, key: member.key), by: signatory, second: second,
            isSelfAgreed: folder.settings.isSandbox)
        try folder.write(team)
        try await keepCheckpoint()
    }

    fileprivate func publicKey(of person: PersonID, _ line: Line) throws -> VerifyingKey {
        if let text = line.value("public-key") {
            guard let bytes = Hex.decode(text), let key = VerifyingKey(bytes) else {
                throw Failure(.usage, "`\(text)` is no public key; it has 64 hexadecimal digits")
            }
            return key
        }
        guard folder.settings.isSandbox else { throw Failure(.usage, "give their key: `--public-key HEX`") }
        return try HomeKeys(folder.paths).makePerson(person, SystemRandomBytes()).verifyingKey
    }
}

extension Team.Member {
    /// The person for programs.
    fileprivate var json: JSON {
        [
            "away": .bool(isAway), "key": .string(key.description), "person": person.json,
            "roles": roles.map(\.text).json,
        ]
    }
}
