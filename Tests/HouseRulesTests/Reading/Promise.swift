import Foundation

/// One row of docs/promises.md.
struct Promise: Equatable {
    enum State: Equatable {
        case made, notYet
        case inPart(String)

        init(cell: String) {
            switch cell {
            case "made": self = .made
            case "not yet": self = .notYet
            default: self = .inPart(cell)
            }
        }
    }

    /// `P12`.
    let id: String
    let state: State

    /// The rows of a page's first table.
    static func rows(of page: String) -> [Promise] {
        page.split(separator: "\n").compactMap { line in
            let cells = cells(of: line)
            guard cells.count == 6, cells[1].first == "P", Int(cells[1].dropFirst()) != nil else { return nil }
            return Promise(id: cells[1], state: State(cell: cells[4]))
        }
    }

    /// The page with every state put right, and the list of test files behind each promise at its end.
    static func renewed(_ page: String, tests: [String: [String]]) -> String {
        let marker = "<!-- made by `make docs` -->"
        let head = page.components(separatedBy: marker)[0]
        let lines = head.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            var cells = cells(of: line)
            guard cells.count == 6, rows(of: String(line)).count == 1 else { return String(line) }
            let isTested = !(tests[cells[1]] ?? []).isEmpty
            if !isTested { cells[4] = "not yet" } else if cells[4] == "not yet" { cells[4] = "made" }
            return "| " + cells[1...].joined(separator: " | ").replacing("|  |", with: "| |") + " |"
        }
        let list = tests.filter { !$0.value.isEmpty }.sorted { number($0.key) < number($1.key) }
            .map { "- **\($0.key)**: " + $0.value.map { "[\(name(of: $0))](../\($0))" }.joined(separator: ", ") }
        return lines.joined(separator: "\n") + marker + "\n\n" + list.joined(separator: "\n") + "\n"
    }

    /// The numbers that names of tests carry, each with the files of those tests.
    static func tests(in files: [SwiftFile]) -> [String: [String]] {
        var found: [String: Set<String>] = [:]
        for file in files where file.path.hasPrefix("Tests/") && !file.path.hasPrefix("Tests/HouseRulesTests/") {
            var isArgument = false
            for line in file.lines {
                let isName = isArgument || line.contains("func `") || line.contains("@Test(\"")
                if isName { for id in numbers(in: line) { found[id, default: []].insert(file.path) } }
                isArgument = line.hasSuffix("@Test(")
            }
        }
        return found.mapValues { $0.sorted() }
    }

    /// `P1` to `P48` as words of a line.
    static func numbers(in line: Substring) -> [String] {
        line.split { !$0.isLetter && !$0.isNumber }.compactMap { word in
            guard word.first == "P", let number = Int(word.dropFirst()), (1...48).contains(number) else { return nil }
            return String(word)
        }
    }

    private static func cells(of line: Substring) -> [String] {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
        return line.hasPrefix("|") ? Array(cells.dropLast()) : []
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func number(_ id: String) -> Int { Int(id.dropFirst()) ?? 0 }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map { String($0.dropLast(6)) } ?? path
    }
}
