import Cryptography
import Engine
import Execution
import Governance
import Locks
import Testing
import Vocabulary

/// C1 of the shared workloads: a crash right after the side effect, and two answers at one moment. Elsewhere the effect
/// runs twice.
@Suite struct OneEffectTests {
    private struct Crash: Error {}

    private func held() async throws -> (world: World, entry: RegisterEntry, yes: Approval) {
        let world = try await World.promoted()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let entry = try required(report.entries(.hold).first)
        let stored = try await world.store.read { view in try view.decision(entry.decision) }
        return (world, entry, PeopleTests.Parts(try required(stored), world.owner, world.clock.now()).approval)
    }

    @Test func `C1 a crash right after the side effect, then a restart: it ran once`() async throws {
        let (world, entry, yes) = try await held()
        let before = world.platform.effects.count
        await #expect(throws: Crash.self) {
            _ = try await world.gate().approve(yes) { permit in
                _ = await world.platform.attempt(permit)
                throw Crash()
            }
        }
        #expect(world.platform.effects.count == before + 1)
        await world.close()

        let next = try await World(
            seed: 2, start: world.clock.now().advanced(by: .seconds(60)).description, scratch: world.scratch)
        let shown = world.platform.state.withLock { $0 }
        next.platform.state.withLock { $0 = shown }
        #expect(try await next.engine.recover { _ in true } == 0)
        #expect(next.platform.effects.count == before + 1)
        let state = try await next.store.read { view in try view.state(of: entry.decision) }
        #expect(state == .done)
        await next.close()
    }

    @Test func `C1 two answers to one decision at the same moment: it ran once`() async throws {
        let (world, entry, yes) = try await held()
        let before = world.platform.effects.count
        async let one = world.engine.use(yes)
        async let other = world.engine.use(yes)
        let used = try await [one, other].count { if case .used = $0 { true } else { false } }
        #expect(used == 1)
        #expect(world.platform.effects.count == before + 1)
        let state = try await world.store.read { view in try view.state(of: entry.decision) }
        #expect(state == .done)
        await world.close()
    }
}
