import CFaultVFS
import Foundation
import SQLite
import Storage
import TestKit
import Testing

@Suite struct MigrationTests {
    static let first = Migration(1, "one", [.table("CREATE TABLE one(organisation BIGINT NOT NULL PRIMARY KEY)")])
    static let second = Migration(
        2, "two's",
        [
            .table("CREATE TABLE two(organisation BIGINT NOT NULL PRIMARY KEY, body BYTEA NOT NULL)", .heap),
            .statement("CREATE INDEX two_body ON two(organisation, body)"),
        ])

    @Test func `applies what is missing and nothing twice`() async throws {
        let store = try TestStore()
        for known in [[Self.first], [Self.first, Self.second], [Self.first, Self.second]] {
            let engine = try await SQLiteEngine.open(store.settings, migrations: known)
            try await engine.database(for: OrganisationKey(Int64(known.count))).transact { session in
                try session.execute("INSERT INTO one VALUES ($1) ON CONFLICT DO NOTHING")
            }
            await engine.close()
        }
    }

    @Test func `the planner uses an index that begins with the organisation, and never reads a whole table instead`()
        async throws
    {
        let many = Migration(
            1, "many",
            [
                .table(
                    """
                    CREATE TABLE many(org BIGINT NOT NULL, id BIGINT NOT NULL, entity TEXT NOT NULL, state TEXT NOT NULL,
                    PRIMARY KEY (org, id))
                    """),
                .statement("CREATE INDEX many_entity ON many(org, entity, id)"),
                .statement("CREATE INDEX many_open ON many(org, entity) WHERE state = 'open'"),
            ])
        let store = try TestStore()
        let engine = try await SQLiteEngine.open(store.settings, migrations: [many])
        let plans = try await engine.database(for: .local).read { session in
            try session.query(
                "EXPLAIN QUERY PLAN SELECT id FROM many WHERE org = $1 AND entity = $2 ORDER BY id", [.text("a")]
            ) { try $0.text(3) }
                + session.query(
                    "EXPLAIN QUERY PLAN SELECT id FROM many WHERE org = $1 AND entity = $2 AND state = 'open'",
                    [.text("a")]
                ) { try $0.text(3) }
        }
        #expect(plans.count == 2 && plans.allSatisfy { $0.contains("(org=? AND entity=?)") }, "\(plans)")
        await engine.close()
    }

    @Test func `refuses a file made by a newer program`() async throws {
        let store = try TestStore()
        try await SQLiteEngine.open(store.settings, migrations: [Self.first, Self.second]).close()
        let error = await #expect(throws: StorageError.self) {
            try await SQLiteEngine.open(store.settings, migrations: [Self.first])
        }
        #expect(error?.kind == .version && error?.message.contains("at version 2 and this program knows 1") == true)
    }

    @Test func `refuses a file whose migration reads differently`() async throws {
        let store = try TestStore()
        try await SQLiteEngine.open(store.settings, migrations: [Self.first]).close()
        let edited = Migration(1, "one", [.table("CREATE TABLE one(organisation BIGINT NOT NULL PRIMARY KEY, x TEXT)")])
        let error = await #expect(throws: StorageError.self) {
            try await SQLiteEngine.open(store.settings, migrations: [edited, Self.second])
        }
        #expect(error?.kind == .version && error?.message.contains("migration 1 `one` differs") == true)
    }

    @Test func `goes on where a failed migration stopped, from the k-th write`() async throws {
        for k in Int64(1)..<60 {
            let world = try FaultWorld(seed: 3)
            let store = try TestStore()
            var settings = store.settings
            settings.fileLayer = world.name
            world.fail(Int(FAULT_WRITE | FAULT_SYNC), at: k, stays: true)
            try? await SQLiteEngine.open(settings, migrations: [Self.first, Self.second]).close()
            world.heal()
            let engine = try await SQLiteEngine.open(settings, migrations: [Self.first, Self.second])
            try await engine.database(for: .local).transact { session in
                try session.execute("INSERT INTO two VALUES ($1, $2)", [.blob([1])])
            }
            #expect(try await engine.damage() == [])
            await engine.close()
        }
    }

    @Test func `several openers at once make the tables once`() async throws {
        let store = try TestStore()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await SQLiteEngine.open(store.settings, migrations: [Self.first, Self.second]).close()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `refuses a file that is no store`() async throws {
        let store = try TestStore()
        try "no store, only words that go on and on ".padding(toLength: 5_000, withPad: "x", startingAt: 0)
            .write(toFile: store.path, atomically: true, encoding: .utf8)
        let error = await #expect(throws: StorageError.self) { try await store.open() }
        #expect(error?.kind == .corrupt)
    }
}
