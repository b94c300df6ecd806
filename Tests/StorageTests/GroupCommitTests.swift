import Locks
import SQLite
import Storage
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
}
