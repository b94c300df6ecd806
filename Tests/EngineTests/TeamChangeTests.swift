import Cryptography
@testable import Engine
import Governance
import Locks
import Schemas
import Testing
import Vocabulary

/// Changes of the team: who signs them, and what they mean for what was signed before and after.
@Suite struct TeamChangeTests {
    private func world() async throws -> World {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        return world
    }

    private func key(_ seed: UInt8) throws -> SigningKey {
        try required(SigningKey(seed: [UInt8](repeating: seed, count: 32)))
    }

    private func change(_ kind: TeamChange.Kind, _ person: PersonID, _ roles: [String], _ key: SigningKey) -> TeamChange
    {
        TeamChange(kind, person, roles: roles.compactMap(Role.init), key: key.verifyingKey)
    }

    private func entries(_ world: World) async throws -> [Leaf] {
        try await world.leaves().filter { $0.kind == AuditKind.team.rawValue }
    }

    @Test func `P29 nobody widens the team alone, and nobody but an owner of it at all`() async throws {
        let world = try await world()
        let (owner, deputy) = (world.owner, world.deputy)
        let mallory = try required(PersonID("mallory@example.com"))
        let added = change(.added, mallory, ["owner"], try key(66))
        let promoted = change(.added, deputy.person, ["owner", "cmo"], deputy.key)
        let rekeyed = change(.added, owner.person, ["owner"], try key(67))
        let ana = try world.staff.add("ana@example.com", ["analyst"], seed: 68)
        let away = change(.away, ana.person, ["analyst"], ana.key)
        let impostor = Signatory(person: owner.person, key: world.stranger.key)
        for what in [added, promoted, rekeyed, away] {
            for (first, second) in [
                (deputy, owner), (world.stranger, owner), (impostor, deputy), (owner, world.stranger),
                (owner, impostor),
            ] {
                await #expect(throws: EngineError.self, "\(what.kind) \(first.person) \(second.person)") {
                    try await world.engine.record(what, by: first, second: second, isSelfAgreed: false)
                }
            }
        }
        for what in [added, promoted, rekeyed] {
            for second in [nil, owner] {
                await #expect(throws: EngineError.self) {
                    try await world.engine.record(what, by: owner, second: second, isSelfAgreed: false)
                }
            }
        }
        #expect(try await entries(world).isEmpty)
        try await world.engine.record(added, by: owner, second: deputy, isSelfAgreed: false)
        #expect(try await entries(world).map(\.word) == ["agreed", "added"])
    }

    @Test
    func `P27 who is removed signs nothing more, what they signed stands, and it takes an owner and another person`()
        async throws
    {
        let world = try await world()
        let ana = try world.staff.add("ana@example.com", ["cmo"], seed: 68)
        try await world.engine.record(
            change(.added, ana.person, ["cmo"], ana.key), by: world.owner, second: world.deputy, isSelfAgreed: false)
        try await world.engine.setPaused(Charters.agent(), because: "odd week", by: ana)
        let removed = change(.removed, ana.person, [], ana.key)
        for (first, second) in [
            (world.deputy, world.owner), (world.owner, world.owner), (ana, world.owner), (world.stranger, world.deputy),
        ] {
            await #expect(throws: EngineError.self, "\(first.person) \(second.person)") {
                try await world.engine.record(removed, by: first, second: second, isSelfAgreed: false)
            }
        }
        await #expect(throws: EngineError.self) {
            try await world.engine.record(removed, by: world.owner, second: nil, isSelfAgreed: false)
        }
        try await world.engine.record(removed, by: world.owner, second: world.deputy, isSelfAgreed: false)
        let still = try await world.keeper.verify(staff: world.staff)
        #expect(still.unsigned.contains { $0.contains("removed") }, "the team's file still has them")
        world.staff.remove(ana.person)
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
        await #expect(throws: EngineError.self) {
            try await world.engine.setPaused(Charters.agent(), because: "again", by: ana)
        }
        // Somebody who comes back with another key leaves both spans as they were.
        let again = try world.staff.add("ana@example.com", ["cmo"], seed: 69)
        world.staff.remove(ana.person)
        try await world.engine.record(
            change(.added, ana.person, ["cmo"], again.key), by: world.owner, second: world.deputy, isSelfAgreed: false)
        _ = try world.staff.add("ana@example.com", ["cmo"], seed: 69)
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
    }

    @Test func `one signature is enough for one's own absence, for coming back, and for fewer roles`() async throws {
        let world = try await world()
        let (owner, deputy) = (world.owner, world.deputy)
        for (what, by) in [
            (change(.away, deputy.person, ["cmo", "revops"], deputy.key), deputy),
            (change(.back, deputy.person, ["cmo", "revops"], deputy.key), owner),
            (change(.added, deputy.person, ["cmo"], deputy.key), owner),
        ] { try await world.engine.record(what, by: by, second: nil, isSelfAgreed: false) }
        #expect(try await entries(world).map(\.word) == ["away", "back", "added"])
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.contains { $0.contains("the roles") })
        world.staff.people.withLock { $0[deputy.person]?.roles = ["cmo"].compactMap(Role.init) }
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
    }

    @Test func `a sandbox in which nobody else has a key agrees with itself, but not to one's own new key`()
        async throws
    {
        let world = try await world()
        let ana = try required(PersonID("ana@example.com"))
        try await world.engine.record(
            change(.added, ana, ["cmo"], try key(70)), by: world.owner, second: nil, isSelfAgreed: true)
        _ = try world.staff.add(ana.text, ["cmo"], seed: 70)
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
        await #expect(throws: EngineError.self) {
            try await world.engine.record(
                change(.added, world.owner.person, ["owner"], try key(71)), by: world.owner, second: nil,
                isSelfAgreed: true)
        }
    }

    @Test func `P27 what is signed about the team says roles and key, and stands in the log`() async throws {
        let world = try await world()
        let ana = try required(PersonID("ana@example.com"))
        let anas = try key(70)
        try await world.engine.record(
            change(.added, ana, ["marketing-manager"], anas), by: world.owner, second: world.deputy, isSelfAgreed: true)
        let stored = try await entries(world)
        #expect(stored.map(\.word) == ["sandbox_self_agreed", "added"])
        for entry in stored {
            let content = try required(SignedStatement.content(of: try required(entry.payload)))
            #expect(content["key"]?.stringValue == anas.verifyingKey.description)
            #expect(content["roles"]?.arrayValue?.compactMap(\.stringValue) == ["marketing-manager"])
            #expect(content["subject"]?.stringValue == ana.text)
        }
    }

    @Test(arguments: [true, false])
    func `P27 after a lawful change of a key all that was signed still verifies, and the old key signs nothing more`(
        isOwn: Bool
    ) async throws {
        let world = try await world()
        let changed = isOwn ? world.owner : world.deputy
        let roles = isOwn ? ["owner", "marketing-manager"] : ["cmo", "revops"]
        for round in 0..<2 as Range<UInt8> {
            let current = try required(world.staff.people.withLock { $0[changed.person]?.key })
            let others = [world.owner, world.deputy].filter { $0.person != changed.person }
            let own = Signatory(person: changed.person, key: current)
            let first = isOwn ? own : world.owner
            let second = isOwn ? try required(others.first) : own
            try await world.engine.record(
                change(.added, changed.person, roles, try key(80 + round)), by: first, second: second,
                isSelfAgreed: false)
            _ = try world.staff.add(changed.person.text, roles, seed: 80 + round)
            #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
        }
        let now = Signatory(person: changed.person, key: try key(81))
        try await world.engine.setPaused(Charters.agent(), because: "a doubt", by: now)
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
        for old in [changed.key, try key(80)] {
            let statement = SignedStatement(
                "pause", [:], by: Signatory(person: changed.person, key: old), at: world.clock.now())
            try await append(.paused, "paused", statement, world)
        }
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.count == 2)
    }

    @Test
    func `P27 an entry that gives somebody a key without two signatures is found, and its key counts for nothing`()
        async throws
    {
        let world = try await world()
        let evil = try key(99)
        let forged: JSONObject = [
            "former_key": .string(evil.verifyingKey.description),
            "key": .string(world.owner.key.verifyingKey.description),
            "roles": ["owner"], "subject": world.owner.person.json, "word": "added",
        ]
        let impostor = Signatory(person: world.owner.person, key: evil)
        let now = world.clock.now()
        try await append(.team, "added", SignedStatement("team", forged, by: impostor, at: now), world)
        let found = try await world.keeper.verify(staff: world.staff).unsigned
        #expect(found.contains { $0.contains("not signed by two people") }, "\(found)")
        #expect(found.contains { $0.contains("not that of the person it names") }, "\(found)")
        #expect(found.count == 2, "nothing else is in doubt: \(found)")
    }

    @Test func `P27 a key that was put into the team's file by hand is found where the log names another`() async throws
    {
        let world = try await world()
        try await world.engine.record(
            change(.added, world.deputy.person, ["cmo"], try key(90)), by: world.owner, second: world.deputy,
            isSelfAgreed: false)
        _ = try world.staff.add(world.deputy.person.text, ["cmo"], seed: 91)
        let found = try await world.keeper.verify(staff: world.staff).unsigned
        #expect(found.contains { $0.contains("another key than leaf") }, "\(found)")
    }

    private func append(_ kind: AuditKind, _ word: String, _ statement: SignedStatement, _ world: World) async throws {
        let now = world.clock.now()
        try await world.store.write { view in
            try view.append(AuditEntry(kind, at: now, subject: "team", word: word, payload: statement.record))
        }
    }
}
