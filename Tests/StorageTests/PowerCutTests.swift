import Foundation
import Locks
import SQLite
import Storage
import StorageWriter
import TestKit
import Testing

/// What a power cut at a random moment left of a busy store.
struct Aftermath {
    var acknowledged = 0
    var lost = 0
    var damage: [String] = []
}

@Suite struct PowerCutTests {
    static let cuts: UInt64 = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1" ? 10_000 : 300

    @Test("P16 what was acknowledged survives a power cut at any write")
    func acknowledgedMeansOnDisk() async throws {
        let total = try await cutOften(.full, seeds: 0..<Self.cuts)
        #expect(total.acknowledged > Int(Self.cuts))
    }

    @Test("P16 the same test loses work when syncs are switched off")
    func withoutSyncsItLoses() async throws {
        var lost = 0
        for seed in UInt64(0)..<40 {
            let aftermath = try await cut(seed: seed, .off)
            lost += aftermath.lost + aftermath.damage.count
        }
        #expect(lost > 0)
    }

    private func cutOften(_ durability: SQLiteSettings.Durability, seeds: Range<UInt64>) async throws -> Aftermath {
        let total = Lock(Aftermath())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in UInt64(0)..<4 {
                group.addTask {
                    for seed in seeds where seed % 4 == lane {
                        let aftermath = try await cut(seed: seed, durability)
                        #expect(aftermath.lost == 0 && aftermath.damage == [], "seed \(seed): \(aftermath)")
                        total.withLock { $0.acknowledged += aftermath.acknowledged }
                    }
                }
            }
            try await group.waitForAll()
        }
        return total.withLock { $0 }
    }

    /// Four writers, a cut, and what the disk holds afterwards.
    private func cut(seed: UInt64, _ durability: SQLiteSettings.Durability) async throws -> Aftermath {
        var random = SplitMix(state: seed)
        let world = try FaultWorld(seed: seed)
        let before = try TestStore()
        let acknowledged = Lock(Set<Int64>())
        let groupLimit = Int(random.next() % 6) + 1
        let checkpointPages = Int32(random.next() % 40) + 4
        if seed % 8 == 0 { world.cut(at: Int64(random.next() % 40) + 1) }
        let opened = try? await before.open {
            $0.fileLayer = world.name
            $0.durability = durability
            $0.groupLimit = groupLimit
            $0.checkpointPages = checkpointPages
        }
        if let engine = opened {
            if seed % 8 != 0 { world.cut(at: Int64(random.next() % 400) + 1) }
            await write(to: engine, acknowledged)
            if !world.isCut { world.cut(at: 1) }
            await engine.close()
        }
        return try await inspect(world, acknowledged.withLock { $0 })
    }

    private func write(to engine: SQLiteEngine, _ acknowledged: Lock<Set<Int64>>) async {
        let database = engine.database(for: .local)
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<Int64(4) {
                group.addTask {
                    for step in 0..<Int64(30) {
                        let id = step * 4 + worker
                        do {
                            try await database.transact { try Notes.add(id, Self.body(id), in: $0) }
                        } catch {
                            return
                        }
                        acknowledged.withLock { _ = $0.insert(id) }
                    }
                }
            }
        }
    }

    /// From nothing to some pages long, so that rows tear.
    private static func body(_ id: Int64) -> [UInt8] {
        var random = SplitMix(state: UInt64(id))
        let count = Int(random.next() % 3) == 0 ? Int(random.next() % 9_000) : Int(random.next() % 300)
        return [UInt8](repeating: UInt8(truncatingIfNeeded: id), count: count)
    }

    private func inspect(_ world: FaultWorld, _ acknowledged: Set<Int64>) async throws -> Aftermath {
        let after = try TestStore()
        try world.writeSurvivors(to: after.directory)
        var aftermath = Aftermath(acknowledged: acknowledged.count)
        do {
            let engine = try await after.open { $0.durability = .off }
            aftermath.damage = try await engine.damage()
            let (rows, tally) = try await engine.database(for: .local).read { session in
                let rows = try session.query("SELECT id, body FROM note WHERE organisation = $1") {
                    (try $0.integer(0), try $0.blob(1))
                }
                return (rows, try Notes.tally(in: session))
            }
            for (id, body) in rows where body != Self.body(id) {
                aftermath.damage.append("note \(id) has another body")
            }
            if tally != rows.count { aftermath.damage.append("\(rows.count) notes are counted as \(tally)") }
            aftermath.lost = acknowledged.subtracting(rows.map(\.0)).count
            await engine.close()
        } catch {
            aftermath.damage.append("\(error)")
        }
        return aftermath
    }
}

/// A small generator whose whole state is its seed.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
