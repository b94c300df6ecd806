/// Tells SQLite's planner what rows there are, since its own guess is wrong here: it takes the first column of a key to leave
/// ten rows, but the organisation, which is first in every key, leaves all of them. Then it would rather read a whole table
/// than use an index.
///
/// Source: sqlite.org/fileformat2.html#stat1tab. The numbers are shapes, not counts, so that they are never out of date.
struct PlannerStatistics {
    private let connection: Connection
    private static let rows = 1_000_000

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Writes the shape of every index; inside the transaction of a migration.
    func write() throws {
        // This is what makes the table, which no program may make itself.
        try connection.run("ANALYZE migration")
        try connection.run("DELETE FROM sqlite_stat1")
        try connection.run(
            """
            INSERT INTO sqlite_stat1 SELECT t.name,
            CASE WHEN l.origin = 'pk' AND t.wr THEN t.name ELSE l.name END,
            \(shape("(SELECT COUNT(*) FROM pragma_index_info(l.name))", isUnique: "l.\"unique\""))
            FROM pragma_table_list t, pragma_index_list(t.name) l WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'
            """)
        try connection.run("ANALYZE sqlite_schema")
    }

    /// SQL for a shape: all rows, how many of them one organisation leaves, and how many every further column.
    private func shape(_ columns: String, isUnique: String) -> String {
        let whole = "\(Self.rows) \(Self.rows)"
        let cases = (1...12).map { count -> String in
            var left = 10_000
            let further = (1..<count).map { _ -> Int in
                left = max(2, left / 10)
                return left
            }
            let unique = further.dropLast().map(String.init) + (further.isEmpty ? [] : ["1"])
            let words = ([whole] + further.map(String.init)).joined(separator: " ")
            let uniqueWords = ([whole] + unique).joined(separator: " ")
            return "WHEN \(count) THEN CASE WHEN \(isUnique) THEN '\(uniqueWords)' ELSE '\(words)' END"
        }
        return "CASE \(columns) \(cases.joined(separator: " ")) END"
    }
}
