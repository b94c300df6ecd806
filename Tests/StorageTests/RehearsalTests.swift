import SQLite
import Storage
import StorageWriter
import Testing

/// A dry run writes as ever, reads what it wrote, and leaves nothing.
@Suite struct RehearsalTests {
    private func ids(_ database: any Database) async throws -> [Int64] {
        try await database.read { try Notes.ids(in: $0) }
    }

    @Test(arguments: [1, 256]) func `what is written is read back, and gone with the engine`(groupLimit: Int)
        async throws
    {
        let store = try TestStore()
        let engine = try await store.open()
        try await engine.database(for: .local).transact { try Notes.add(1, in: $0) }
        let rehearsal = try await store.open {
            $0.isRehearsal = true
            $0.groupLimit = groupLimit
        }
        let database = rehearsal.database(for: .local)
        try await database.transact { try Notes.add(2, in: $0) }
        await #expect(throws: Refused.self) {
            try await database.transact { session in
                try Notes.add(3, in: session)
                throw Refused()
            }
        }
        try await database.transact { session in
            #expect(try Notes.ids(in: session) == [1, 2], "what threw is undone alone")
            try Notes.add(4, in: session)
        }
        #expect(try await ids(database) == [1, 2, 4])
        #expect(try await ids(engine.database(for: .local)) == [1], "nobody else sees it")
        await rehearsal.close()
        try await engine.database(for: .local).transact { try Notes.add(5, in: $0) }
        #expect(try await ids(engine.database(for: .local)) == [1, 5])
        await engine.close()
        let again = try await store.open()
        #expect(try await ids(again.database(for: .local)) == [1, 5])
        await again.close()
    }

    @Test func `while it lasts nobody else writes, and they are told so`() async throws {
        let store = try TestStore()
        let rehearsal = try await store.open { $0.isRehearsal = true }
        try await rehearsal.database(for: .local).transact { try Notes.add(1, in: $0) }
        let other = try await store.open { $0.lockWaitMilliseconds = 1 }
        await #expect { try await other.database(for: .local).transact { try Notes.add(2, in: $0) } } throws: {
            ($0 as? StorageError)?.kind == .busy
        }
        await rehearsal.close()
        try await other.database(for: .local).transact { try Notes.add(2, in: $0) }
        #expect(try await ids(other.database(for: .local)) == [2])
        await other.close()
    }
}
