package import Storage

/// Two tables that a transaction always changes together: the count has to equal the rows.
package enum Notes {
    /// The two tables.
    package static let migrations = [
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

    /// Adds a note and counts it.
    package static func add(_ id: Int64, _ body: [UInt8] = [], in session: any SQLSession) throws {
        try session.execute(
            "INSERT INTO note(organisation, id, body) VALUES ($1, $2, $3)", [.integer(id), .blob(body)])
        try session.execute(
            """
            INSERT INTO tally(organisation, name, notes) VALUES ($1, 'all', 1)
            ON CONFLICT (organisation, name) DO UPDATE SET notes = tally.notes + 1
            """)
    }

    /// The numbers of all notes, in order.
    package static func ids(in session: any SQLSession) throws -> [Int64] {
        try session.query("SELECT id FROM note WHERE organisation = $1 ORDER BY id") { try $0.integer(0) }
    }

    /// How many notes were counted.
    package static func tally(in session: any SQLSession) throws -> Int {
        Int(
            try session.first("SELECT notes FROM tally WHERE organisation = $1 AND name = 'all'") { try $0.integer(0) }
                ?? 0)
    }
}
