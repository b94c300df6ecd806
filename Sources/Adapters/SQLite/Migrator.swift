import Storage

/// Brings the tables of a file to what this program knows, one migration a transaction, so that it can be cut off anywhere.
struct Migrator {
    private let connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Applies what is missing; refuses a file that is newer, or whose history is another.
    ///
    /// Several processes may do this at once: each looks again after it has the write lock.
    func bring(to migrations: [Migration]) throws {
        for (index, migration) in migrations.enumerated() {
            precondition(migration.number == index + 1, "migrations are numbered from 1 without gaps")
        }
        if try applied().count == migrations.count { return try check(migrations) }
        while try !applyNext(of: migrations) {}
    }

    /// Refuses a file whose tables are not those of this program, also where it could bring them up to date.
    func demandCurrent(_ migrations: [Migration]) throws {
        let applied = try applied().count
        guard applied >= migrations.count else {
            throw StorageError(
                .full, .retry,
                "`\(connection.path)` is at version \(applied) of \(migrations.count) and no space is left to bring it up to date; free some"
            )
        }
        try check(migrations)
    }

    /// Applies the next migration, if any; `true` when there was none.
    private func applyNext(of migrations: [Migration]) throws -> Bool {
        try connection.run(.beginWriting)
        do {
            try connection.run(
                """
                CREATE TABLE IF NOT EXISTS migration(
                  number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT
                """)
            try check(migrations)
            let done = try applied().count
            if done < migrations.count { try apply(migrations[done]) }
            try connection.run(.commit)
            return done >= migrations.count
        } catch {
            if !connection.isOutsideTransaction { try connection.run(.rollback) }
            throw error
        }
    }

    private func apply(_ migration: Migration) throws {
        for step in migration.steps {
            switch step {
            case .table(let text, let layout): try connection.run(table(text.description, layout))
            case .statement(let text): try connection.run(typed(text.description))
            }
        }
        let name = migration.name.description.replacing("'", with: "''")
        try connection.run("INSERT INTO migration VALUES (\(migration.number), '\(name)', \(migration.checksum))")
        try PlannerStatistics(connection).write()
    }

    /// PostgreSQL's spelling of a table in SQLite's: strict types, and rows in the tree of the key where asked.
    private func table(_ text: String, _ layout: Migration.Layout) -> String {
        typed(text) + (layout == .byKey ? " STRICT, WITHOUT ROWID" : " STRICT")
    }

    /// PostgreSQL's names of types in SQLite's strict ones; a column that is added later has a type as well.
    private func typed(_ text: String) -> String {
        text.replacing("BIGINT", with: "INTEGER").replacing("BYTEA", with: "BLOB")
    }

    private func applied() throws -> [[Int64]] {
        let known = try connection.numbers(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'")
        if known == [[0]] { return [] }
        return try connection.numbers("SELECT number, checksum FROM migration ORDER BY number")
    }

    private func check(_ migrations: [Migration]) throws {
        let applied = try applied()
        guard applied.count <= migrations.count else {
            throw StorageError(
                .version, .giveUp,
                "`\(connection.path)` is at version \(applied.count) and this program knows \(migrations.count); use a newer one"
            )
        }
        for (row, migration) in zip(applied, migrations) where row != [Int64(migration.number), migration.checksum] {
            throw StorageError(
                .version, .giveUp,
                "`\(connection.path)` was made by another program: migration \(migration.number) `\(migration.name)` differs"
            )
        }
    }
}
