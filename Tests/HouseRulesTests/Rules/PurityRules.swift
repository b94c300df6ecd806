/// What decides gets time, chance and files from outside; SQL has one place; what the compiler cannot check says why.
enum PurityRules {
    static let doors: [String] = [
        "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", "UUID()",
        "FileManager", "ProcessInfo", "Task.sleep", "Thread.sleep", "clock_gettime", "getenv(", "fopen(",
    ]

    /// Doors to the world in the layers and in the words.
    static func outside(_ file: SwiftFile) -> [Complaint] {
        guard file.path.hasPrefix("Sources/Layers/") || file.path.hasPrefix("Sources/Base/Vocabulary/") else {
            return []
        }
        return file.codeLines.enumerated().flatMap { index, line in
            var found = doors.filter(line.contains)
            for call in [".random(", ".randomElement(", ".shuffled(", ".shuffle("] {
                guard line.contains(call), !line.contains("using:") else { continue }
                found.append(call)
            }
            return found.map {
                Complaint(file.path, index + 1, "`\($0)`: time, chance and files come in from outside")
            }
        }
    }

    private static let statements = [
        "SELECT ", "INSERT INTO ", "INSERT OR ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "CREATE INDEX ",
        "CREATE UNIQUE ", "ALTER TABLE ", "DROP TABLE ", "PRAGMA ", "BEGIN IMMEDIATE", "SAVEPOINT ",
    ]

    /// SQL in a text outside the store and its engine.
    static func sql(_ file: SwiftFile) -> [Complaint] {
        guard file.path.hasPrefix("Sources/"), !file.path.hasPrefix("Sources/Adapters/Store/"),
            !file.path.hasPrefix("Sources/Adapters/SQLite/")
        else { return [] }
        return file.literals.filter { literal in
            let text = literal.text.drop { $0.isWhitespace }
            return statements.contains { text.hasPrefix($0) }
        }.map { Complaint(file.path, $0.line, "SQL lives in Adapters/Store") }
    }

    /// `@unchecked Sendable` without a comment above it or on its line.
    static func unchecked(_ file: SwiftFile) -> [Complaint] {
        let lines = file.lines
        return file.codeLines.enumerated().compactMap { index, line in
            guard line.contains("@unchecked Sendable") else { return nil }
            let near = lines[max(0, index - 3)...index]
            if near.contains(where: { $0.contains("//") }) { return nil }
            return Complaint(file.path, index + 1, "`@unchecked Sendable` needs a comment that says why it holds")
        }
    }
}
