@testable import Engine
import Execution
import Governance
import Locks
import Schemas
import Testing
import Vocabulary

/// What cannot be taken back, or not yet, is said as that.
@Suite struct UndoingTests {
    private func world(_ wrapping: World.Wrapping = { $0 }) async throws -> World {
        let world = try await World(wrapping: wrapping)
        var account = try TestAccount()
        for index in 0..<5 { try account.add("c\(index)", budget: 400, ads: 1) { _ in (50_000, 40, 20) } }
        try await world.begin(account, Charters.loose + Charters.example())
        try await world.promote()
        return world
    }

    private func raise(_ campaign: String, in world: World, run: RunID? = nil) async throws -> Decision {
        let call = Call.setDailyBudget(campaign: try world.campaign(campaign), to: world.pounds(410))
        return try await world.act(world.bytes(call, .setDailyBudget), in: run)
    }

    private func refusal(_ work: () async throws -> Void) async throws -> String {
        do { try await work() } catch EngineError.conflict(let why) { return why }
        Issue.record("nothing was refused")
        return ""
    }

    @Test func `P11 while it is not known whether an undo happened, a second one is not sent in its place`()
        async throws
    {
        let world = try await world()
        let raised = try await raise("c1", in: world)
        world.platform.fails { _ in .requestLost }
        let first = try await world.engine.undo(raised.id, by: world.owner)
        guard case .unconfirmed(let left)? = first.first?.became else { throw Missing(what: "an undo in doubt") }
        world.platform.fails { _ in .none }
        let sent = world.platform.effects
        let why = try await refusal { _ = try await world.engine.undo(raised.id, by: world.owner) }
        #expect(why.contains("`mandate resolve \(left.decision) --happened`"), "\(why)")
        #expect(world.platform.effects == sent)
        // Once somebody looked, or nothing can arrive any more, it is taken back, and only what did it counts as having done it.
        world.clock.advance(.seconds(3_600))
        #expect(try await world.engine.recover { _ in false } == 0)
        let second = try await world.engine.undo(raised.id, by: world.owner)
        guard case .done(let by)? = second.first?.became else { throw Missing(what: "an undo: \(second)") }
        let states = try await world.store.read { view in try [left.decision, by].map { try view.state(of: $0) } }
        #expect(states == [.notSent, .done])
        #expect(world.platform.shown(try world.campaign("c1"))?.dailyBudget == world.pounds(400))
    }

    @Test func `R177 what a later decision of ours changed is taken back after that one, which is named`() async throws
    {
        let world = try await world()
        let campaign = try world.campaign("c1")
        var raised: [DecisionID] = []
        for pounds: Int64 in [410, 420, 430] {
            let call = Call.setDailyBudget(campaign: campaign, to: world.pounds(pounds))
            raised.append(try await world.act(world.bytes(call, .setDailyBudget)).id)
            world.clock.advance(.seconds(8 * 86_400))
        }
        let early = try await world.engine.undo(raised[0], by: world.owner)
        guard case .exception(let why)? = early.first?.became else { throw Missing(what: "an exception: \(early)") }
        #expect(why.contains("take that back first, with `mandate undo \(raised[2])`"), "\(why)")
        // An undo is nobody's to take back: what it set again is another decision's.
        _ = try await world.engine.undo(raised[2], by: world.owner)
        let between = try await world.engine.undo(raised[0], by: world.owner)
        guard case .exception(let next)? = between.first?.became else {
            throw Missing(what: "an exception: \(between)")
        }
        #expect(next.contains("take that back first, with `mandate undo \(raised[1])`"), "\(next)")
        for id in raised.prefix(2).reversed() {
            let became = try await world.engine.undo(id, by: world.owner)
            #expect(became.allSatisfy { $0.became.isBack }, "\(became)")
        }
        #expect(world.platform.shown(campaign)?.dailyBudget == world.pounds(400))
        // Nobody of ours set what somebody else did.
        let again = try await raise("c2", in: world)
        world.somebody(try world.campaign("c2")) { $0.dailyBudget = world.pounds(500) }
        let other = try await world.engine.undo(again.id, by: world.owner)
        guard case .exception(let moved)? = other.first?.became else { throw Missing(what: "an exception: \(other)") }
        #expect(moved.contains("the world has moved") && !moved.contains("mandate undo"), "\(moved)")
    }

    @Test func `R177 what was erased is not said to have changed nothing, and a group names it`() async throws {
        let world = try await world()
        let run = RunID(at: world.clock.now(), random: (1, 1))
        let first = try await raise("c1", in: world, run: run)
        let second = try await raise("c2", in: world, run: run)
        let third = try await raise("c3", in: world, run: run)
        let record = try required(try await world.store.read { view in try view.record(of: first.id) })
        #expect(try await world.eraseOnRecord(record.entry))
        let sent = world.platform.effects
        let why = try await refusal { _ = try await world.engine.undo(first.id, by: world.owner) }
        #expect(why.contains("what decision `\(first.id)` did was erased"), "\(why)")
        #expect(try await refusal { _ = try await world.engine.group(of: first.id) } == why)
        let group = try await world.engine.group(of: second.id)
        #expect(group.decisions.map(\.id) == [second.id, third.id] && group.erased == [first.id])
        // A receipt that is gone: what was there before is not known, and nothing else is guessed.
        let action = try required(
            try await world.store.read { view in try view.actions(of: third.id) }.first?.action.id)
        let leaves = try await world.leaves()
        let receipt = try required(leaves.firstIndex { $0.kind == "receipt" && $0.subject == action.description })
        #expect(try await world.eraseOnRecord(Int64(receipt)))
        let became = try await world.engine.undo(third.id, by: world.owner)
        guard case .exception(let lost)? = became.first?.became else { throw Missing(what: "an exception: \(became)") }
        #expect(lost.contains("what was there before it was erased"))
        #expect(world.platform.effects == sent)
        #expect(try await world.state(third) == .done)
    }

    /// What the log says was undone, and again, of a decision.
    private func words(_ id: DecisionID, in world: World) async throws -> [String] {
        try await world.leaves().filter { $0.kind == "undone" && $0.subject == id.description }.map(\.word)
    }

    private func outcome(_ id: DecisionID, in world: World) async throws -> String {
        let lines = try await world.engine.explain(id).lines
        #expect(lines.count <= 12)
        return lines.first { $0.heading == "Outcome" }?.text ?? ""
    }

    @Test(arguments: [true, false])
    func `an undo that turns out to have happened counts as one, whoever finds out`(isRead: Bool) async throws {
        let world = try await world()
        let raised = try await raise("c1", in: world)
        world.platform.fails { _ in .replyLost }
        let first = try await world.engine.undo(raised.id, by: world.owner)
        guard case .unconfirmed(let left)? = first.first?.became else { throw Missing(what: "an undo in doubt") }
        #expect(try await world.state(raised) == .done)
        #expect(try await words(raised.id, in: world) == ["asked"])
        if isRead {
            #expect(try await world.engine.recover { _ in false } == 0)
        } else {
            let doubt = try await world.store.read { view in try view.actions(of: left.decision) }.first?.action
            try await world.engine.resolve(try required(doubt), happened: true, by: world.deputy)
        }
        #expect(try await world.state(raised) == .undone)
        #expect(try await words(raised.id, in: world) == ["asked", "undone"])
        let told = try await outcome(raised.id, in: world)
        #expect(
            told.contains("taken back at \(World.start) by owner@example.com (decision \(left.decision))"), "\(told)")
        #expect(told.contains("as deputy@example.com said") == !isRead, "\(told)")
        #expect(try await world.engine.group(of: raised.id).decisions.isEmpty)
        let again = try await refusal { _ = try await world.engine.undo(raised.id, by: world.owner) }
        #expect(again.contains("was taken back already"))
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
        // Who asked has another key by now: what they signed then is not signed anew.
        let undone = try await world.leaves().filter { $0.kind == "undone" }
        #expect(undone.map { $0.payload?.contains(0x0A) } == [true, false])
    }

    @Test func `P9 what an undo took back stands again once the undo is taken back, and can be undone again`()
        async throws
    {
        let world = try await world()
        let raised = try await raise("c1", in: world)
        func undo(_ id: DecisionID, by person: Signatory) async throws -> DecisionID {
            guard case .done(let by)? = try await world.engine.undo(id, by: person).first?.became else {
                throw Missing(what: "an undo of \(id)")
            }
            return by
        }
        let first = try await undo(raised.id, by: world.owner)
        let second = try await undo(first, by: world.deputy)
        #expect(try await world.state(raised) == .done)
        let told = try await outcome(raised.id, in: world)
        #expect(told.contains("by owner@example.com (decision \(first))"), "\(told)")
        #expect(
            told.contains("that was taken back at \(World.start) by deputy@example.com (decision \(second))"), "\(told)"
        )
        #expect(told.hasSuffix("so it stands again") && !told.contains("as before already"), "\(told)")
        #expect(try await world.engine.group(of: raised.id).decisions.map(\.id) == [raised.id])
        // The undo of the undo is taken back: what was undone first is undone again.
        let third = try await undo(second, by: world.owner)
        #expect(try await world.state(raised) == .undone)
        _ = try await undo(third, by: world.owner)
        #expect(try await world.state(raised) == .done)
        _ = try await undo(raised.id, by: world.owner)
        #expect(try await world.state(raised) == .undone)
        let all = ["asked", "undone", "stands_again", "undone", "stands_again", "asked", "undone"]
        #expect(try await words(raised.id, in: world) == all)
        #expect(world.platform.shown(try world.campaign("c1"))?.dailyBudget == world.pounds(400))
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
    }

    @Test func `what was as before already names who found it so, and when`() async throws {
        let world = try await world()
        let raised = try await raise("c1", in: world)
        let (campaign, now, before) = (try world.campaign("c1"), world.clock.now(), world.pounds(400))
        world.platform.state.withLock { state in
            state.set(campaign, now, "somebody") { $0.dailyBudget = before }
        }
        world.clock.advance(.seconds(3_600))
        let became = try await world.engine.undo(raised.id, by: world.deputy).map(\.became)
        #expect(became == [.nothingToDo])
        let told = try await outcome(raised.id, in: world)
        let found = "taken back at \(world.clock.now()) by deputy@example.com, when it was as before already"
        #expect(told.hasSuffix(found), "\(told)")
    }

    @Test func `of two undos at the same moment the second says that it was taken back already`() async throws {
        let meanwhile = Lock<Meanwhile?>(nil)
        let world = try await world { inner in
            let store = Meanwhile(inner)
            meanwhile.withLock { $0 = store }
            return store
        }
        let raised = try await raise("c1", in: world)
        let sent = world.platform.effects.count
        let store = try required(meanwhile.withLock { $0 })
        // Between the look at the platform and the ruling, the other one goes all the way.
        store.first { _ = try await world.engine.undo(raised.id, by: world.deputy) }
        let why = try await refusal { _ = try await world.engine.undo(raised.id, by: world.owner) }
        #expect(why.contains("was taken back already"), "\(why)")
        #expect(store.isOver && world.platform.effects.count == sent + 1)
        #expect(try await world.leaves().allSatisfy { $0.kind != "not_sent" })
        #expect(try await words(raised.id, in: world) == ["asked", "undone"])
    }

    @Test func `what the log says of undos and void holds in the older form still verifies`() async throws {
        let world = try await world()
        let raised = try await raise("c1", in: world)
        let now = world.clock.now()
        let said = SignedStatement("undo", ["decision": raised.id.json], by: world.owner, at: now)
        try await world.store.write { view in
            let subject = raised.id.description
            try view.append(
                AuditEntry(.undone, at: now, subject: subject, word: "undone", payload: said.record))
            try view.append(AuditEntry(.undone, at: now, subject: subject, word: "undone", payload: []))
            try view.append(AuditEntry(.expired, at: now, subject: subject, word: "void", payload: []))
        }
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
    }

    @Test func `an entry that only claims a person's word for an undo is found`() async throws {
        let world = try await world()
        let raised = try await raise("c1", in: world)
        _ = try await world.engine.undo(raised.id, by: world.owner)
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
        let asked = try required(try await world.leaves().firstIndex { $0.word == "asked" })
        let claims = [
            UndoRecord.payload(world.deputy.person, asked: Int64(asked)),
            UndoRecord.payload(world.owner.person, asked: Int64(asked) + 1),
        ]
        let now = world.clock.now()
        for (index, claim) in claims.enumerated() {
            try await world.store.write { view in
                try view.append(
                    AuditEntry(.undone, at: now, subject: raised.id.description, word: "undone", payload: claim))
            }
            #expect(try await world.keeper.verify(staff: world.staff).unsigned.count == index + 1)
        }
    }
}

/// A store before whose next transaction something else happens, once.
private final class Meanwhile: EngineStore {
    private let inner: any EngineStore
    private let deed = Lock<(@Sendable () async throws -> Void)?>(nil)

    init(_ inner: any EngineStore) { self.inner = inner }

    func first(_ work: @escaping @Sendable () async throws -> Void) { deed.withLock { $0 = work } }
    var isOver: Bool { deed.withLock { $0 == nil } }

    private func happen() async throws {
        let work = deed.withLock { deed in
            let work = deed
            deed = nil
            return work
        }
        try await work?()
    }

    func transact<R: Sendable>(_ work: @escaping @Sendable (any GateView) throws -> R) async throws -> R {
        try await happen()
        return try await inner.transact(work)
    }
    func write<R: Sendable>(_ work: @escaping @Sendable (any EngineView) throws -> R) async throws -> R {
        try await happen()
        return try await inner.write(work)
    }
    func read<R: Sendable>(_ work: @escaping @Sendable (any EngineView) throws -> R) async throws -> R {
        try await inner.read(work)
    }
}
