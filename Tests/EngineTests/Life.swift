import Engine
import Execution
import Governance
import Locks
import SQLite
import Storage
import TestKit
import Testing
import TransparencyLog
import Vocabulary

/// One life of an engine on a disk that fails, the next one on a disk that does not, and what must hold between them. The
/// platform lives on, and its own list of effects is the oracle.
struct Life {
    let about: String
    private let scratch: Scratch
    private let start: Start
    private let disk: FaultWorld

    init(_ start: Start, _ about: String) throws {
        self.start = start
        self.about = about
        scratch = try start.copy()
        disk = try FaultWorld(seed: 17)
    }

    /// What somebody was told is done.
    private struct Told {
        var executed: [DecisionID] = []
        var approved: DecisionID?
        var undone: (decision: DecisionID, entity: EntityRef)?
        /// The decision whose undo was asked for, whatever came of it.
        var asked: DecisionID?
        var refusal: (any Error)?
    }

    /// Lives with a failing disk, then without, and records what is wrong. True where the failing call never came.
    func pass(_ fail: (FaultWorld) -> Void) async throws -> Bool {
        var told = Told()
        var platform = start.platform
        fail(disk)
        do {
            let world = try await World(
                seed: 18, start: World.later(60), scratch: scratch,
                settings: {
                    $0.fileLayer = disk.name; $0.readers = 1
                })
            world.platform.state.withLock { $0 = platform }
            do { try await act(in: world, &told) } catch { told.refusal = error }
            platform = world.platform.state.withLock { $0 }
            await world.close()
        } catch { told.refusal = error }
        let wasClean = !disk.hasFailed
        disk.heal()
        var wrong: [String] = []
        if let refusal = told.refusal {
            if "\(refusal)".isEmpty || !(refusal is StorageError || refusal is EngineError) {
                wrong.append("\(refusal)")
            }
            if wasClean { wrong.append("nothing failed and it was refused: \(refusal)") }
        }
        wrong += try await after(told, platform)
        for problem in wrong { Issue.record("\(about): \(problem)") }
        return wasClean
    }

    private func act(in world: World, _ told: inout Told) async throws {
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let done = report.entries(.authorise).filter { $0.state == .done }
        told.executed = done.map(\.decision)
        if let held = report.entries(.hold).first {
            if case .used = try await world.engine.approve(held.decision, by: world.owner) {
                told.approved = held.decision
            }
        }
        if let first = done.first, let entity = first.entity {
            told.asked = first.decision
            let became = try await world.engine.undo(first.decision, by: world.owner)
            if became.contains(where: { if case .done = $0.became { true } else { false } }) {
                told.undone = (first.decision, entity)
            }
        }
        _ = try await world.keeper.checkpoint(key: world.logKey)
    }

    /// The next process: it settles what was left, and everything that somebody was told is so.
    private func after(_ told: Told, _ platform: MemoryPlatform.State) async throws -> [String] {
        let world = try await World(seed: 19, start: World.later(3_600), scratch: scratch)
        world.platform.state.withLock { $0 = platform }
        var wrong: [String] = []
        // A claim whose commit was refused may lie on the disk all the same. That it was never sent is proved only once nothing can
        // arrive any more.
        if try await world.engine.recover(isGone: { _ in true }) > 0 { world.clock.advance(.seconds(3_600)) }
        let left = try await world.engine.recover { _ in true }
        if left > 0 { wrong.append("\(left) doubts stay although the platform can say what happened") }
        wrong += try await sent(world)
        for decision in told.executed + [told.approved].compactMap({ $0 }) where decision != told.undone?.decision {
            let state = try await world.store.read { view in try view.state(of: decision) }
            // Of an undo that ended with an error nobody was told what became of it.
            if state != .done, decision != told.asked || state != .undone {
                wrong.append("`\(decision)` was told as done and is \(state.map { "\($0)" } ?? "lost")")
            }
        }
        if let undone = told.undone, world.platform.shown(undone.entity)?.status != .active {
            wrong.append("`\(undone.entity)` was told as restored and is not")
        }
        let second = try await world.engine.run(Charters.agent(), shadow: false)
        // That the run before was cut off is what the next one is to say.
        let odd = second.alarms.filter { !$0.contains("has not ended: it was cut off") }
        if !odd.isEmpty { wrong.append("the next run: \(odd)") }
        wrong += try await sent(world)
        let note = try await world.keeper.checkpoint(key: world.logKey)
        let checked = try await world.keeper.verify(against: [Array(note.description.utf8)], staff: world.staff)
        wrong += checked.verdict.findings.map(\.description) + checked.unsigned
        wrong += try await world.keeper.completeness().gaps.map { "the log lacks the intent or outcome of `\($0)`" }
        wrong += try await world.database.damage()
        await world.close()
        return wrong
    }

    /// What is wrong with what the platform took: more than one arrival, none intended, a change done twice, a cap passed.
    private func sent(_ world: World) async throws -> [String] {
        let platform = world.platform.state.withLock { $0 }
        var wrong = platform.arrivals.filter { $0.value > 1 }.map { "`\($0.key)` was sent \($0.value) times" }
        let known = try await world.store.read { view in try view.attempted(after: nil, limit: 10_000) }
        let states = Dictionary(known.map { ($0.id.description, $0.state) }) { first, _ in first }
        for effect in platform.effects {
            switch states[effect.key] {
            case .done?: continue
            case let state: wrong.append("`\(effect.key)` happened and is \(state.map { "\($0)" } ?? "not intended")")
            }
        }
        for (key, state) in states where state == .done && platform.arrivals[key] == nil {
            wrong.append("`\(key)` is recorded as done and never arrived")
        }
        let active = platform.entities.values.filter { $0.ref.kind == .campaign && $0.status == .active }
        let worst = active.compactMap(\.dailyBudget?.minorUnits).reduce(0, +) * 7 / 4
        if worst > 125_000 { wrong.append("P1 the day may cost \(worst), over 125000") }
        return wrong
    }
}

extension Life {
    /// What a power cut left of a store in which one payload was being erased.
    struct Erasure {
        let wasCut: Bool
        let wrong: [String]
    }

    /// Erases a payload while the power is cut at the k-th call, and looks at what the disk holds then.
    func erase(cutAt k: Int) async throws -> Erasure {
        let world = try await World(seed: 18, scratch: scratch, settings: { $0.fileLayer = disk.name })
        let before = try await Life.payloads(world)
        let erased = try required(before.firstIndex { $0 != nil })
        disk.cut(at: Int64(k))
        var isTold = false
        do {
            isTold = try await world.eraseOnRecord(Int64(erased))
        } catch is StorageError { isTold = false }
        await world.close()
        let left = try Scratch()
        try disk.writeSurvivors(to: left.path)
        let next = try await World(seed: 19, scratch: left)
        var after = try await Life.payloads(next)
        let checked = try await next.keeper.verify(staff: next.staff)
        var wrong = checked.verdict.findings.map(\.description) + checked.unsigned + (try await next.database.damage())
        if isTold, after[erased] != nil { wrong.append("a payload came back that was told as erased") }
        if after[erased] == nil { after[erased] = before[erased] }
        // The entry that records it may have come behind.
        if Array(after.prefix(before.count)) != before { wrong.append("another payload is not what it was") }
        await next.close()
        return Erasure(wasCut: disk.isCut, wrong: wrong)
    }

    private static func payloads(_ world: World) async throws -> [[UInt8]?] {
        try await world.store.read { view in
            try view.leaves(from: 0, limit: 10_000).map { $0.opening?.payload }
        }
    }
}

extension World {
    /// An instant so many seconds after the start.
    static func later(_ seconds: Int64) throws -> String {
        try required(Instant(parsing: start)).advanced(by: .seconds(seconds)).description
    }
}
