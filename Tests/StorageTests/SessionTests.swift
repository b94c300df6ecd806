import Locks
import SQLite
import Storage
import StorageWriter
import Testing

@Suite struct SessionTests {
    private func inStore(_ body: (SQLiteEngine, any Database) async throws -> Void) async throws {
        let store = try TestStore()
        let engine = try await store.open()
        try await body(engine, engine.database(for: .local))
        await engine.close()
    }

    @Test func `keeps organisations apart`() async throws {
        try await inStore { engine, database in
            try await database.transact { try Notes.add(1, in: $0) }
            let other = engine.database(for: OrganisationKey(2))
            try await other.transact { try Notes.add(1, [5], in: $0) }
            #expect(try await other.read { try Notes.tally(in: $0) } == 1)
            #expect(try await database.read { try Notes.ids(in: $0) } == [1])
        }
    }

    @Test func `refuses a statement that does not say whose rows`() async throws {
        try await inStore { _, database in
            for work: @Sendable (any SQLSession) throws -> Void in [
                { try $0.execute("DELETE FROM note") },
                { _ = try $0.exists("SELECT 1 FROM note WHERE id = ?") },
                { try $0.execute("DELETE FROM note WHERE organisation = $2", [1]) },
                { try $0.execute("DELETE FROM note WHERE organisation = $1", [1]) },
            ] {
                await #expect { try await database.transact(work) } throws: {
                    ($0 as? StorageError)?.kind == .statement
                }
            }
        }
    }

    @Test func `binds parameters by their number, in whatever order they stand`() async throws {
        try await inStore { _, database in
            try await database.transact { session in
                try Notes.add(1, [1], in: session)
                let changed = try session.execute(
                    "UPDATE note SET body = $3 WHERE id = $2 AND organisation = $1", [.integer(1), .blob([9])])
                #expect(changed == 1)
            }
            let bodies = try await database.read { session in
                try session.query("SELECT body FROM note WHERE organisation = $1") { try $0.blob(0) }
            }
            #expect(bodies == [[9]])
        }
    }

    @Test func `gives back every value as it was`() async throws {
        try await inStore { _, database in
            let texts = ["", "a", "it's", "zero \u{0} inside", "héllo 🎈", "'; DROP TABLE note; --"]
            let numbers = [Int64.min, -1, 0, 1, .max]
            let found = try await database.read { session in
                try texts.map { text in
                    try session.first("SELECT $2 WHERE $1 = 1", [.text(text)]) { try $0.text(0) }
                }
            }
            #expect(found == texts)
            let counted = try await database.read { session in
                try numbers.map { number in
                    try session.first("SELECT $2, $3, $4 WHERE $1 = 1", [.integer(number), .null, .blob([])]) {
                        #expect($0.isNull(1))
                        #expect(try $0.blobIfPresent(2) == [])
                        #expect(try $0.withBytes(2) { $0.byteCount } == 0)
                        return try $0.integer(0)
                    }
                }
            }
            #expect(counted == numbers)
        }
    }

    @Test func `refuses a column of another type by its name`() async throws {
        try await inStore { _, database in
            let error = await #expect(throws: StorageError.self) {
                try await database.read { session in
                    try session.query("SELECT 'ten' AS budget WHERE $1 = 1") { try $0.integer(0) }
                }
            }
            #expect(error?.kind == .corrupt && error?.message.contains("`budget`") == true)
        }
    }

    @Test func `refuses to write in a read`() async throws {
        try await inStore { _, database in
            await #expect(throws: StorageError.self) { try await database.read { try Notes.add(1, in: $0) } }
            let ids = try await database.read { try Notes.ids(in: $0) }
            #expect(ids == [])
        }
    }

    @Test func `runs a statement inside a walk over its own rows`() async throws {
        try await inStore { _, database in
            try await database.transact { session in
                for id in 1...3 { try Notes.add(Int64(id), in: session) }
            }
            let pairs = try await database.read { session in
                try session.query("SELECT id FROM note WHERE organisation = $1 ORDER BY id") { row in
                    let id = try row.integer(0)
                    return (id, try Notes.ids(in: session).count)
                }
            }
            #expect(pairs.map(\.0) == [1, 2, 3] && pairs.allSatisfy { $0.1 == 3 })
        }
    }

    @Test func `says which rule refused a row, and goes on`() async throws {
        try await inStore { _, database in
            try await database.transact { session in
                try Notes.add(1, in: session)
                #expect { try session.execute("INSERT INTO note VALUES ($1, 1, $2)", [.blob([])]) } throws: {
                    ($0 as? StorageError)?.kind == .constraint
                }
                try Notes.add(2, in: session)
            }
            #expect(try await database.read { try Notes.ids(in: $0) } == [1, 2])
        }
    }

    static let head = CacheSlot<Int>()

    /// Adds a note under the next number, which it keeps in memory; the way the log keeps its head.
    private static func append(in session: any SQLSession) throws -> Int {
        let next = try session.cached(head) ?? Notes.ids(in: session).count
        try Notes.add(Int64(next), in: session)
        session.keep(next + 1, in: head)
        return next
    }

    @Test func `forgets what an undone closure kept`() async throws {
        try await inStore { engine, database in
            let (outcomes, _) = try await together(40, on: engine) { id in
                try await database.transact { session in
                    _ = try Self.append(in: session)
                    if id % 3 == 1 { throw Refused() }
                }
            }
            #expect(outcomes.filter { $0 is Refused }.count == 13 && outcomes.compactMap { $0 }.count == 13)
            #expect(try await database.read { try Notes.ids(in: $0) } == (0..<27).map { $0 })
        }
    }

    @Test func `forgets what it kept when another process writes`() async throws {
        let store = try TestStore()
        let changes = Lock(0)
        let first = try await store.open { $0.onForeignChange = { changes.withLock { $0 += 1 } } }
        let second = try await store.open()
        for _ in 0..<10 {
            _ = try await first.database(for: .local).transact { try Self.append(in: $0) }
            _ = try await first.database(for: .local).transact { try Self.append(in: $0) }
            _ = try await second.database(for: .local).transact { try Self.append(in: $0) }
        }
        #expect(changes.withLock { $0 } == 9)
        #expect(try await second.database(for: .local).read { try Notes.ids(in: $0) } == (0..<30).map { $0 })
        await first.close()
        await second.close()
    }

    @Test func `two engines on one file share it without losing a change`() async throws {
        let store = try TestStore()
        let engines = [try await store.open(), try await store.open()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, engine) in engines.enumerated() {
                for worker in 0..<4 {
                    group.addTask {
                        for step in 0..<25 {
                            let id = Int64((step * 4 + worker) * 2 + place)
                            try await engine.database(for: .local).transact { try Notes.add(id, in: $0) }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let tally = try await engines[0].database(for: .local).read { try Notes.tally(in: $0) }
        #expect(tally == 200)
        for engine in engines { await engine.close() }
    }
}
