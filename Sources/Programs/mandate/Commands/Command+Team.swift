import Cryptography
import Engine
import Governance
import Home
import Schemas
import Vocabulary

extension Command {
    static let teamList = Command(
        name: "team list", summary: "the people: roles, keys, who is away",
        result: .object(
            .field(
                "people",
                .list(
                    .object(
                        .field("away", .boolean, "whether they are away"),
                        .field("key", .digits64, "the public half of their key"),
                        .field("person", .person, "their address"), .field("roles", .list(.slug), "their roles"))),
                "everybody")),
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
            Option(name: "new-role", summary: "a role may be one that no charter in force names yet"),
        ] + Option.signing,
        result: .object(
            .field("key", .digits64, "the public half of their key"), .field("person", .person, "their address"),
            .field("roles", .list(.slug), "their roles"),
            .field("roles_lost", .list(.slug), "roles that they had before")),
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
        return try await OpenHome.signing(call, changesTeam: true) { home in
            if !call.line.has("new-role") { try await home.checkNamed(roles) }
            let before = home.team[person]
            let key = try home.publicKey(of: person, call.line)
            let team = try home.team.adding(Team.Member(person: person, roles: roles, key: key))
            try await home.change(team, .added, person, call.line)
            call.output.line("`\(person)` is in the team: \(roles.map(\.text).joined(separator: ", "))", .good)
            let lost = (before?.roles ?? []).filter { !roles.contains($0) }.map(\.text)
            if !lost.isEmpty {
                call.output.line("  no longer: \(lost.joined(separator: ", ")); name every role that stays", .warn)
            }
            call.output.note("next: mandate team list")
            call.output.result([
                "key": .string(key.description), "person": person.json, "roles": roles.map(\.text).json,
                "roles_lost": lost.json,
            ])
            return .ok
        }
    }

    static let teamRemove = Command(
        name: "team remove", summary: "take somebody out of the team; what they signed stays valid",
        details: """
            Signed by somebody with the role `owner` and a second person; a sandbox home adds that signature itself and logs it
            as self-agreed. Their key signs nothing from then on, and what it signed before still verifies. The last person with
            the role `owner` cannot be removed.
            """,
        arguments: [Argument(name: "PERSON", summary: "somebody of the team")], options: Option.signing,
        result: .object(.field("person", .person, "their address"), .field("removed", .only(true), "they are")),
        examples: [Example("team remove ana@example.com", "she left the company")]
    ) { call in
        let text = call.line.words[0]
        return try await OpenHome.signing(call, changesTeam: true) { home in
            let person = try home.member(text)
            let team = home.team.removing(person)
            try await home.change(team, .removed, person, call.line)
            call.output.line("`\(person)` is no longer in the team", .warn)
            for line in try await home.standIns(in: team) { call.output.line("  \(line)", .warn) }
            call.output.note("next: mandate team list")
            call.output.result(["person": person.json, "removed": true])
            return .ok
        }
    }

    static let teamAway = Command(
        name: "team away", summary: "somebody is away, and their first deputy acts; or is back",
        details: "Signed by that person, or by somebody with the role `owner` and a second person.",
        arguments: [Argument(name: "PERSON", summary: "somebody of the team")],
        options: [Option(name: "back", summary: "they are back")] + Option.signing,
        result: .object(.field("away", .boolean, "whether they are away"), .field("person", .person, "their address")),
        examples: [
            Example("team away owner@example.com", "the deputy acts for the owner"),
            Example("team away owner@example.com --back", "the owner acts again"),
        ]
    ) { call in
        let text = call.line.words[0]
        let isAway = !call.line.has("back")
        return try await OpenHome.signing(call, changesTeam: true) { home in
            let person = try home.member(text)
            let team = home.team.setting(person, away: isAway)
            let state = isAway ? "away" : "not away"
            guard home.team[person] != team[person] else {
                throw Failure(.conflict, "`\(person)` is \(state) already")
            }
            try await home.change(team, isAway ? .away : .back, person, call.line)
            call.output.line("`\(person)` is \(isAway ? "away" : "back")", isAway ? .warn : .good)
            for line in try await home.standIns(in: team) { call.output.line("  \(line)", .warn) }
            call.output.result(["away": .bool(isAway), "person": person.json])
            return .ok
        }
    }
}

extension OpenHome {
    /// Somebody of the team, by address.
    fileprivate func member(_ text: String) throws(Failure) -> PersonID {
        guard let person = PersonID(text), team[person] != nil else {
            throw Failure(.notFound, "`\(text)` is not in the team; `mandate team list` shows who is")
        }
        return person
    }

    /// That roles are those that somebody is asked as: by a charter in force, or held by somebody already.
    fileprivate func checkNamed(_ roles: [Role]) async throws {
        let charters = try await store.read { view in
            try view.agents().compactMap { try view.rulebook(of: $0.agent)?.charter.json }
        }
        let known = Set(team.people.flatMap(\.roles).map(\.text) + charters.flatMap(Team.roles(in:))).sorted()
        guard let stranger = roles.first(where: { !known.contains($0.text) }) else { return }
        let near = Nearest.of(stranger.text, in: known).map { "did you mean `\($0)`? " } ?? ""
        throw Failure(
            .usage,
            "no charter in force and nobody in the team has the role `\(stranger)`; \(near)known are "
                + known.map { "`\($0)`" }.joined(separator: ", ") + "; add `--new-role` for a new one")
    }

    /// Who acts for owners that are away, and which agents are paused because nobody does.
    fileprivate func standIns(in team: Team) async throws -> [String] {
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
        let isRemoval = kind == .removed
        guard let member = isRemoval ? self.team[person] : team[person],
            team.people.contains(where: { $0.roles.contains(.owner) })
        else {
            throw Failure(.conflict, "nobody would hold the role `owner`, so nobody could change the team any more")
        }
        // Absence is said also where nobody else is there to agree.
        let isAbsence = kind == .away || kind == .back
        let second =
            try isAbsence
            ? folder.keyHolders(of: self.team).first { $0.person != signatory.person }
            : folder.secondPerson(after: signatory, of: self.team)
        if !isRehearsal { try folder.prepare(team) }
        try await engine.record(
            TeamChange(kind, person, roles: isRemoval ? [] : member.roles, key: member.key), by: signatory,
            second: second,
            isSelfAgreed: folder.settings.isSandbox)
        if !isRehearsal { try folder.write(team) }
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
        if isRehearsal, let key = SigningKey(seed: SystemRandomBytes().randomBytes(SigningKey.seedByteCount)) {
            return key.verifyingKey
        }
        return try HomeKeys(folder.paths).makePerson(person, SystemRandomBytes()).verifyingKey
    }
}

extension Team {
    /// The roles that a charter names anywhere: `role:cmo`, or `cmo` under the key `role`.
    fileprivate static func roles(in charter: JSON) -> [String] {
        if let text = charter.stringValue { return text.hasPrefix("role:") ? [String(text.dropFirst(5))] : [] }
        if let items = charter.arrayValue { return items.flatMap(roles(in:)) }
        return (charter.objectValue?.members ?? []).flatMap { member in
            member.key == "role" ? [member.value.stringValue].compactMap(\.self) : roles(in: member.value)
        }
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
