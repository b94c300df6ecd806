import SQLite
import Storage
import StorageWriter
import Testing

@Suite struct StoreCopyTests {
    private func ids(_ engine: SQLiteEngine) async throws -> [Int64] {
        try await engine.database(for: .local).read { try Notes.ids(in: $0) }
    }

    @Test func `a copy has what is committed, and what is done to one is not done to the other`() async throws {
        let store = try TestStore()
        let engine = try await store.open()
        try await engine.database(for: .local).transact { try Notes.add(1, in: $0) }
        let path = store.directory + "/copy.db"
        try await SQLiteEngine.copy(store.settings, to: path)
        let copy = try await SQLiteEngine.open(SQLiteSettings(path: path), migrations: Notes.migrations)
        try await copy.database(for: .local).transact { try Notes.add(2, in: $0) }
        try await engine.database(for: .local).transact { try Notes.add(3, in: $0) }
        #expect(try await ids(copy) == [1, 2])
        #expect(try await ids(engine) == [1, 3])
        #expect(try await copy.damage().isEmpty)
        await copy.close()
        await engine.close()
    }

    @Test func `while a copy is written to, others write the store`() async throws {
        let store = try TestStore()
        let engine = try await store.open { $0.lockWaitMilliseconds = 1 }
        try await engine.database(for: .local).transact { try Notes.add(1, in: $0) }
        let path = store.directory + "/copy.db"
        try await SQLiteEngine.copy(store.settings, to: path)
        let copy = try await SQLiteEngine.open(SQLiteSettings(path: path), migrations: Notes.migrations)
        try await copy.database(for: .local).transact { session in
            try Notes.add(2, in: session)
            #expect(try Notes.ids(in: session) == [1, 2])
        }
        try await engine.database(for: .local).transact { try Notes.add(4, in: $0) }
        await copy.close()
        #expect(try await ids(engine) == [1, 4])
        await engine.close()
    }

    @Test func `what is no store is not copied`() async throws {
        let store = try TestStore()
        await #expect(throws: StorageError.self) {
            try await SQLiteEngine.copy(
                SQLiteSettings(path: store.directory + "/nowhere/store.db"), to: store.directory + "/copy.db")
        }
    }
}
