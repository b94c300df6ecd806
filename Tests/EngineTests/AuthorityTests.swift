import CharterFile
import Cryptography
@testable import Engine
import Execution
import Governance
import Locks
import Testing
import Vocabulary

/// Who may move authority itself, over the real store.
@Suite struct AuthorityTests {
    private func world() async throws -> World {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        return world
    }

    /// A charter that makes the deputy its owner and lets a budget move by 29 % at once.
    private func wide() throws -> String {
        try Charters.example().replacing("person: owner@example.com", with: "person: deputy@example.com")
            .replacing("deputies: [deputy@example.com]", with: "deputies: [owner@example.com]")
            .replacing("change: 15 % of current", with: "change: 29 % of current")
    }

    private func apply(_ text: String, _ world: World, by first: Signatory, second: Signatory) async throws {
        let bytes = Array(text.utf8)
        _ = try await world.engine.apply(
            try Charters.read(bytes), source: bytes, by: first, second: second, isSelfAgreed: false,
            widened: CharterComparison.widenedTools(from:to:))
    }

    @Test func `P29 a charter is changed by whom the one in force names, whatever the new one says`() async throws {
        let world = try await world()
        let agent = try Charters.agent()
        await #expect(throws: EngineError.self) {
            try await apply(wide(), world, by: world.deputy, second: world.owner)
        }
        #expect(try await world.store.read { view in try view.charterVersions(agent).count } == 1)
        try await apply(wide(), world, by: world.owner, second: world.deputy)
        #expect(try await world.store.read { view in try view.charterVersions(agent).count } == 2)
        await #expect(throws: EngineError.self, "now the deputy is its owner") {
            try await apply(Charters.example(), world, by: world.owner, second: world.deputy)
        }
    }

    @Test func `P29 an agent's first charter takes an owner of the team`() async throws {
        let world = try await World.begun()
        for person in [world.stranger, world.deputy, try world.staff.add("intern@example.com", [], seed: 44)] {
            await #expect(throws: EngineError.self, "\(person.person)") {
                try await apply(wide(), world, by: person, second: world.owner)
            }
        }
        #expect(try await world.store.read { view in try view.agents().isEmpty })
        try await apply(wide(), world, by: world.owner, second: world.deputy)
    }

    @Test func `R177 what is erased before its time takes a second person, who is not the first`() async throws {
        let world = try await world()
        let engine = world.engine
        try engine.checkMayErase(world.owner)
        try engine.checkMayErase(world.owner, early: true, second: world.deputy)
        for second in [nil, world.owner, world.stranger] {
            #expect(throws: EngineError.self, "\(String(describing: second?.person))") {
                try engine.checkMayErase(world.owner, early: true, second: second)
            }
        }
        #expect(throws: EngineError.self, "the deputy is no owner of the team") {
            try engine.checkMayErase(world.deputy, early: true, second: world.owner)
        }
    }

    @Test func `an agent is paused by whom its charter names, where it names anybody`() async throws {
        let world = try await World()
        try await world.begin(
            .lookalike(), Charters.example().replacing("may_pause: anyone", with: "may_pause: [owner, role:cmo]"))
        let agent = try Charters.agent()
        let intern = try world.staff.add("intern@example.com", [], seed: 44)
        await #expect(throws: EngineError.self) { try await world.engine.setPaused(agent, because: "no", by: intern) }
        try await world.engine.setPaused(agent, because: "a doubt", by: world.deputy)
    }

    @Test func `P9 undoing takes who answers for the agent; a member without a role changes nothing`() async throws {
        let world = try await world()
        try await world.promote()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let entry = try required(report.entries(.authorise).first)
        let attempts = world.platform.attempts
        for person in [
            try world.staff.add("intern@example.com", [], seed: 44),
            try world.staff.add("analyst@example.com", ["analyst"], seed: 45),
        ] {
            await #expect(throws: EngineError.self) { _ = try await world.engine.undo(entry.decision, by: person) }
        }
        #expect(world.platform.attempts == attempts)
        let became = try await world.engine.undo(entry.decision, by: world.deputy)
        #expect(became.allSatisfy { if case .done = $0.became { true } else { false } })
    }

    @Test func `a doubt is settled by nobody but who answers for the agent, and once`() async throws {
        let world = try await world()
        try await world.promote()
        world.platform.fails { _ in .requestLost }
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        let doubts = try await world.store.read { view in try view.actions(in: .inDoubt, limit: 10) }
        let doubt = try required(doubts.first).action
        let impostor = Signatory(person: world.owner.person, key: world.stranger.key)
        let size = try await world.store.read { view in try view.logSize() }
        for person in [impostor, world.stranger, try world.staff.add("intern@example.com", [], seed: 44)] {
            await #expect(throws: EngineError.self) {
                try await world.engine.resolve(doubt, happened: false, by: person)
            }
        }
        #expect(try await world.store.read { view in try view.logSize() } == size, "nothing was written")
        try await world.engine.resolve(doubt, happened: false, by: world.owner)
        let state = try await world.store.read { view in
            try view.record(of: doubt.decision)?.actions.first { $0.action.id == doubt.id }?.state
        }
        #expect(state == .notSent)
        await #expect(throws: EngineError.self) {
            try await world.engine.resolve(doubt, happened: true, by: world.owner)
        }
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
    }

    @Test func `an owner who is away is told so, and who stands in is named once`() async throws {
        let world = try await world()
        let agent = try Charters.agent()
        let owner = try required(try await world.store.read { view in try view.rulebook(of: agent)?.charter.owner })
        world.staff.away.withLock { _ = $0.insert(world.owner.person) }
        let who = world.engine.words([.owner, .person(world.deputy.person)], owner)
        #expect(who == "`owner@example.com`, who is away, so `deputy@example.com`")
        do {
            _ = try await world.engine.setStage(.autonomous, of: nil, agent, by: world.owner, maySkip: true)
            Issue.record("an owner who is away promoted")
        } catch let error as EngineError { #expect("\(error)".contains("`owner@example.com` is away; "), "\(error)") }
    }

    @Test func `R032 who is away decides nothing, and may still stop what runs`() async throws {
        let world = try await world()
        try await world.promote()
        let agent = try Charters.agent()
        world.platform.fails { $0 == 2 ? .requestLost : .none }
        let report = try await world.engine.run(agent, shadow: false)
        let done = try required(report.entries(.authorise).first { $0.state == .done }).decision
        let doubts = try await world.store.read { view in try view.actions(in: .inDoubt, limit: 1) }
        let doubt = try required(doubts.first).action
        let (engine, owner) = (world.engine, world.owner)
        let intern = TeamChange(
            .added, try required(PersonID("intern@example.com")), roles: [], key: world.stranger.key.verifyingKey)
        world.staff.away.withLock { _ = $0.insert(owner.person) }
        let size = try await world.store.read { view in try view.logSize() }
        let acts: [(String, () async throws -> Void)] = [
            ("opens a door", { try await engine.checkMayReopen(agent, by: owner) }),
            ("undoes", { _ = try await engine.undo(done, by: owner) }),
            ("settles a doubt", { try await engine.resolve(doubt, happened: false, by: owner) }),
            ("signs reviews", { _ = try await engine.signReviews(agent, by: owner) }),
            ("erases", { try engine.checkMayErase(owner) }),
            ("promotes", { _ = try await engine.setStage(.sampled, of: nil, agent, by: owner, maySkip: true) }),
            (
                "changes the team",
                { try await engine.record(intern, by: owner, second: world.deputy, isSelfAgreed: false) }
            ),
            (
                "agrees as the second person",
                { try engine.checkSecond(owner, after: world.deputy) }
            ),
            (
                "changes a charter",
                { try await apply(Charters.example() + "\n", world, by: owner, second: world.deputy) }
            ),
        ]
        for (act, work) in acts {
            do {
                try await work()
                Issue.record("somebody \(act) who is away")
            } catch let error as EngineError {
                #expect("\(error)".contains("`\(owner.person)` is away; "), "\(act): \(error)")
            }
        }
        #expect(try await world.store.read { view in try view.logSize() } == size, "nothing was written")
        _ = try await engine.setStage(.shadow, of: nil, agent, by: owner, maySkip: false)
        try await engine.setPaused(agent, because: "a doubt", by: owner)
        let back = TeamChange(.back, owner.person, roles: [], key: owner.key.verifyingKey)
        try await engine.record(back, by: owner, second: nil, isSelfAgreed: false)
    }

    @Test func `what a deputy may answer is offered, and what is asked of a role alone is not`() async throws {
        let world = try await world()
        let agent = try Charters.agent()
        let owner = try required(try await world.store.read { view in try view.rulebook(of: agent)?.charter.owner })
        world.staff.away.withLock { _ = $0.insert(world.owner.person) }
        func hint(_ asked: [Charter.Approver]) -> Bool {
            do {
                try world.engine.checkIsHere(world.owner.person, owner, asked: asked)
                return false
            } catch { return "\(error)".contains("--as \(world.deputy.person)") }
        }
        let cmo = try required(Role("nobody-here"))
        #expect(hint([.owner]) && !hint([.role(cmo)]))
    }

    @Test func `a door is opened again by an owner, or who stands in for one, and by nobody else`() async throws {
        let world = try await world()
        let agent = try Charters.agent()
        let impostor = Signatory(person: world.owner.person, key: world.stranger.key)
        for person in [impostor, world.stranger, world.deputy] {
            for scope in [agent, nil] {
                await #expect(throws: EngineError.self) {
                    try await world.engine.checkMayReopen(scope, by: person)
                }
            }
        }
        for scope in [agent, nil] { try await world.engine.checkMayReopen(scope, by: world.owner) }
        world.staff.away.withLock { _ = $0.insert(world.owner.person) }
        for scope in [agent, nil] { try await world.engine.checkMayReopen(scope, by: world.deputy) }
        let nobody = try required(AgentName("nobody"))
        await #expect(throws: EngineError.noCharter(nobody)) {
            try await world.engine.checkMayReopen(nobody, by: world.owner)
        }
    }

    @Test func `reviews are signed by whom the charter names, and by all of them where it says so`() async throws {
        let world = try await world()
        let agent = try Charters.agent()
        let intern = try world.staff.add("intern@example.com", [], seed: 44)
        let head = try world.staff.add("head@example.com", ["head-of-marketing"], seed: 45)
        let cmo = try world.staff.add("cmo@example.com", ["cmo"], seed: 46)
        let revops = try world.staff.add("revops@example.com", ["revops"], seed: 47)
        world.clock.advance(.seconds(100 * 86_400))
        func due(_ every: CalendarUnit) async throws -> Int {
            try await world.engine.dueReviews(agent).filter { $0.every == every }.count
        }
        let (days, months, quarters) = (try await due(.day), try await due(.month), try await due(.quarter))
        #expect(days > 90 && months == 3 && quarters == 1)
        await #expect(throws: EngineError.self) { _ = try await world.engine.signReviews(agent, by: intern) }
        let impostor = Signatory(person: world.owner.person, key: world.stranger.key)
        await #expect(throws: EngineError.self) { _ = try await world.engine.signReviews(agent, by: impostor) }
        #expect(
            try await world.engine.signReviews(agent, by: head, asTheyFellDue: true) == months, "one of two is enough")
        #expect(try await due(.month) == 0)
        #expect(try await due(.day) == days)
        #expect(try await world.engine.signReviews(agent, by: cmo, asTheyFellDue: true) == 1)
        #expect(try await due(.quarter) == 1, "revops has not signed")
        await #expect(throws: EngineError.self, "the same person does not count twice") {
            _ = try await world.engine.signReviews(agent, by: cmo, asTheyFellDue: true)
        }
        #expect(try await world.engine.signReviews(agent, by: revops, asTheyFellDue: true) == 1)
        #expect(try await due(.quarter) == 0)
        _ = try await world.engine.signReviews(agent, by: world.owner, asTheyFellDue: true)
        #expect(try await world.engine.dueReviews(agent).isEmpty)
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
    }
}
