import Foundation
import SQLite
import Storage

/// A store in a directory of its own that goes when the test is over.
final class TestStore: Sendable {
    let directory: String

    /// In memory where the system offers that: what a disk does to it is the business of `FaultWorld`.
    init() throws {
        let memory = "/dev/shm"
        let place = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        directory = place + "/mandate-storage-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    var path: String { directory + "/store.sqlite" }

    var settings: SQLiteSettings { SQLiteSettings(path: path) }

    func open(_ change: (inout SQLiteSettings) -> Void = { _ in }) async throws -> SQLiteEngine {
        var settings = settings
        change(&settings)
        return try await SQLiteEngine.open(settings, migrations: Notes.migrations)
    }
}

/// Two tables that a transaction always changes together: the count has to equal the rows.
enum Notes {
    static let migrations = [
        Migration(
            1, "notes and their count",
            [
                .table(
                    """
                    CREATE TABLE note(
                      organisation BIGINT NOT NULL, id BIGINT NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (organisation, id))
                    """, .heap),
                .table(
                    """
                    CREATE TABLE tally(
                      organisation BIGINT NOT NULL, name TEXT NOT NULL, notes BIGINT NOT NULL,
                      PRIMARY KEY (organisation, name))
                    """),
            ])
    ]

    static func add(_ id: Int64, _ body: [UInt8] = [], in session: any SQLSession) throws {
        try session.execute(
            "INSERT INTO note(organisation, id, body) VALUES ($1, $2, $3)", [.integer(id), .blob(body)])
        try session.execute(
            """
            INSERT INTO tally(organisation, name, notes) VALUES ($1, 'all', 1)
            ON CONFLICT (organisation, name) DO UPDATE SET notes = tally.notes + 1
            """)
    }

    static func ids(in session: any SQLSession) throws -> [Int64] {
        try session.query("SELECT id FROM note WHERE organisation = $1 ORDER BY id") { try $0.integer(0) }
    }

    static func tally(in session: any SQLSession) throws -> Int {
        Int(
            try session.first("SELECT notes FROM tally WHERE organisation = $1 AND name = 'all'") { try $0.integer(0) }
                ?? 0)
    }
}

/// Thrown by tests inside a closure.
struct Refused: Error, Equatable {}
