@testable import Engine
import Execution
import Governance
import Schemas
import Testing
import Vocabulary

/// What cannot be taken back, or not yet, is said as that.
@Suite struct UndoingTests {
    private func world() async throws -> World {
        let world = try await World()
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
}
