import Locks
import SQLite
import Storage
import StorageWriter
import TestKit
import Testing

@Suite struct GroupCommitTests {
    @Test func `keeps what was acknowledged after it is opened again`() async throws {
        let store = try TestStore()
        let engine = try await store.open()
        try await engine.database(for: .local).transact { try Notes.add(7, [1, 2, 3], in: $0) }
        await engine.close()

        let again = try await store.open()
        let bodies = try await again.database(for: .local).read { session in
            try session.query("SELECT body FROM note WHERE organisation = $1 AND id = $2", [7]) { try $0.blob(0) }
        }
        #expect(bodies == [[1, 2, 3]])
        await again.close()
    }

    @Test(arguments: [1, 2, 256]) func `undoes a closure that throws and nothing else`(groupLimit: Int) async throws {
        let store = try TestStore()
        let engine = try await store.open { $0.groupLimit = groupLimit }
        let database = engine.database(for: .local)
        let outcomes = await withTaskGroup(of: (Int64, Bool).self) { group in
            for id in 0..<Int64(64) {
                group.addTask {
                    do {
                        try await database.transact { session in
                            try Notes.add(id, in: session)
                            if id % 5 == 0 { throw Refused() }
                        }
                        return (id, true)
                    } catch {
                        return (id, !(error is Refused))
                    }
                }
            }
            return await group.reduce(into: [Int64: Bool]()) { $0[$1.0] = $1.1 }
        }
        let (ids, tally) = try await database.read { (try Notes.ids(in: $0), try Notes.tally(in: $0)) }
        #expect(ids == (0..<64).filter { $0 % 5 != 0 })
        #expect(tally == ids.count)
        #expect(outcomes.filter(\.value).keys.sorted() == ids)
        await engine.close()
    }

    @Test func `answers 64 callers at once and loses none`() async throws {
        let store = try TestStore()
        let engine = try await store.open()
        let database = engine.database(for: .local)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<Int64(64) {
                group.addTask {
                    for step in 0..<Int64(10) {
                        try await database.transact { try Notes.add(step * 64 + worker, in: $0) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let (ids, tally) = try await database.read { (try Notes.ids(in: $0), try Notes.tally(in: $0)) }
        #expect(ids == (0..<640).map { $0 } && tally == 640)
        await engine.close()
    }

    @Test func `runs what waits in the order it came`() async throws {
        let store = try TestStore()
        let engine = try await store.open { $0.groupLimit = 3 }
        let database = engine.database(for: .local)
        let (outcomes, _) = try await together(10, on: engine) { id in
            try await database.transact { session in
                #expect(try Notes.tally(in: session) == Int(id))
                try Notes.add(id, in: session)
            }
        }
        #expect(outcomes.allSatisfy { $0 == nil })
        await engine.close()
    }

    @Test func `answers busy when the line stays full, and serves those who were in it`() async throws {
        let store = try TestStore()
        let engine = try await store.open {
            $0.queueLimit = 4
            $0.crowdedWait = .milliseconds(30)
        }
        let database = engine.database(for: .local)
        let refused = Lock<[StorageError]>([])
        let (outcomes, _) = try await together(
            4, on: engine,
            whileFull: {
                do {
                    try await database.transact { try Notes.add(99, in: $0) }
                } catch let error as StorageError {
                    refused.withLock { $0.append(error) }
                }
            }
        ) { id in
            try await database.transact { try Notes.add(id, in: $0) }
        }
        #expect(outcomes.allSatisfy { $0 == nil })
        #expect(refused.withLock { $0.map(\.kind) } == [.busy])
        #expect(refused.withLock { $0.map(\.remedy) } == [.retry])
        #expect(try await database.read { try Notes.ids(in: $0) } == [0, 1, 2, 3])
        await engine.close()
    }

    @Test func `passes a cancellation on at once and changes nothing`() async throws {
        let store = try TestStore()
        let engine = try await store.open()
        let database = engine.database(for: .local)
        let (outcomes, waiting) = try await together(
            3, on: engine,
            whileFull: {
                let late = await Lane().start { try await database.transact { try Notes.add(50, in: $0) } }
                #expect(engine.waitingTransactions == 4)
                late.cancel()
                await #expect(throws: CancellationError.self) { try await late.value }
            }
        ) { id in
            try await database.transact { try Notes.add(id, in: $0) }
        }
        #expect(waiting == 3 && outcomes.allSatisfy { $0 == nil })
        #expect(try await database.read { try Notes.ids(in: $0) } == [0, 1, 2])
        await engine.close()
    }

    @Test func `finishes what waits when it is closed, and refuses what comes later`() async throws {
        let store = try TestStore()
        let engine = try await store.open()
        let database = engine.database(for: .local)
        let closing = Lock<Task<Void, Never>?>(nil)
        let (outcomes, _) = try await together(
            3, on: engine, whileFull: { closing.withLock { $0 = Task { await engine.close() } } }
        ) { id in
            try await database.transact { try Notes.add(id, in: $0) }
        }
        await closing.withLock { $0 }?.value
        #expect(outcomes.allSatisfy { $0 == nil })
        await #expect(throws: StorageError(.closed, .giveUp, "the store is closed; open it again")) {
            try await database.transact { try Notes.add(9, in: $0) }
        }
    }
}
