import CFaultVFS
import Foundation
import SQLite
import Storage
import StorageWriter
import TestKit
import Testing

/// What a caller was told about one piece of work.
enum Told: Equatable {
    case done
    case undone
    case unknown
}

@Suite struct FailingDiskTests {
    static let kinds = [
        FAULT_WRITE, FAULT_SYNC, FAULT_READ, FAULT_OPEN, FAULT_TRUNCATE, FAULT_DELETE, FAULT_SHARED_MEMORY,
    ].map { Int($0) }

    /// Whether every k is tried; otherwise, from the 40th on, only some.
    static let isEvery = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"

    @Test("P17 the k-th failing call gives a correct result or a clean refusal", arguments: kinds, [false, true])
    func everyFailingCall(kind: Int, stays: Bool) async throws {
        var k: Int64 = 1
        var wasClean = false
        while !wasClean, k < 2_000 {
            wasClean = try await run(failing: kind, at: k, stays: stays)
            k += k < 40 || Self.isEvery ? 1 : 1 + k / 20
        }
        #expect(wasClean)
    }

    /// One short life of a store in which one call fails; `true` when the call was never made.
    private func run(failing kind: Int, at k: Int64, stays: Bool) async throws -> Bool {
        let world = try FaultWorld(seed: UInt64(k))
        let store = try TestStore()
        world.fail(kind, at: k, stays: stays)
        var told: [Told] = []
        do {
            let engine = try await store.open { change(&$0, world) }
            for id in 0..<Int64(40) { told.append(await add(id, to: engine)) }
            await engine.close()
        } catch let error as StorageError {
            #expect(told.isEmpty && !error.message.isEmpty)
        }
        let wasClean = !world.hasFailed
        world.heal()
        try await compare(told, with: store, on: world, "kind \(kind) k \(k) stays \(stays)")
        if wasClean { #expect(told.allSatisfy { $0 == .done }) }
        return wasClean
    }

    private func change(_ settings: inout SQLiteSettings, _ world: FaultWorld) {
        settings.fileLayer = world.name
        settings.checkpointPages = 8
        settings.readers = 1
    }

    private func add(_ id: Int64, to engine: SQLiteEngine) async -> Told {
        do {
            try await engine.database(for: .local).transact {
                try Notes.add(id, [UInt8](repeating: 7, count: 900), in: $0)
            }
            return .done
        } catch let error as StorageError {
            return error.remedy == .reconcile ? .unknown : .undone
        } catch {
            return .unknown
        }
    }

    private func compare(_ told: [Told], with store: TestStore, on world: FaultWorld, _ about: String) async throws {
        let engine = try await store.open { change(&$0, world) }
        let damage = try await engine.damage()
        let (ids, tally) = try await engine.database(for: .local).read {
            (try Notes.ids(in: $0), try Notes.tally(in: $0))
        }
        #expect(damage == [] && tally == ids.count, "\(about)")
        for (id, told) in told.enumerated() where told != .unknown {
            #expect(ids.contains(Int64(id)) == (told == .done), "\(about): note \(id)")
        }
        await engine.close()
    }

    @Test func `tells everyone in a group whose commit fails, and writes no more`() async throws {
        let world = try FaultWorld(seed: 1)
        let store = try TestStore()
        let engine = try await store.open { $0.fileLayer = world.name }
        let database = engine.database(for: .local)
        try await database.transact { try Notes.add(100, in: $0) }
        let (outcomes, _) = try await together(8, on: engine, whileFull: { world.fail(Int(FAULT_SYNC), at: 1) }) { id in
            try await database.transact { try Notes.add(id, in: $0) }
        }
        #expect(outcomes.allSatisfy { ($0 as? StorageError)?.remedy == .reconcile })
        #expect(engine.trouble?.kind == .closed)
        await #expect(throws: StorageError.self) { try await database.transact { try Notes.add(200, in: $0) } }
        #expect(try await database.read { try Notes.ids(in: $0) } == [100])
        await engine.close()
    }

    @Test("P18 a full disk refuses whole transactions, still reads, and recovers by itself")
    func fullDisk() async throws {
        let world = try FaultWorld(seed: 2)
        let store = try TestStore()
        let engine = try await store.open {
            $0.fileLayer = world.name
            $0.checkpointPages = 16
        }
        let database = engine.database(for: .local)
        for id in 0..<Int64(10) { try await database.transact { try Notes.add(id, in: $0) } }
        world.limitSpace(to: world.usedSpace + 50_000)
        var kept = (0..<Int64(10)).map { $0 }
        var refused = 0
        for id in Int64(10)..<60 {
            do {
                try await database.transact { try Notes.add(id, [UInt8](repeating: 1, count: 5_000), in: $0) }
                kept.append(id)
            } catch let error as StorageError {
                #expect(error.kind == .full && error.remedy == .retry)
                refused += 1
            }
            #expect(try await database.read { try Notes.tally(in: $0) } == kept.count)
        }
        #expect(refused > 0 && engine.trouble == nil)
        world.heal()
        try await database.transact { try Notes.add(1_000, in: $0) }
        #expect(try await database.read { try Notes.ids(in: $0) } == kept + [1_000])
        #expect(try await engine.damage() == [])
        await engine.close()
    }
}
