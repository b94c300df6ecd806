import Foundation
import Testing

struct PromiseTests {
    private static let path = "docs/promises.md"
    private static let tests = Promise.tests(in: Repository.swift)

    @Test func `no promise is called made without a test that carries its number`() throws {
        if ProcessInfo.processInfo.environment["MANDATE_WRITE"] == "1" {
            let page = Promise.renewed(Repository.text(Self.path), tests: Self.tests)
            try page.write(to: Repository.root.appending(path: Self.path), atomically: true, encoding: .utf8)
        }
        let page = Repository.text(Self.path)
        #expect(Promise.rows(of: page).map(\.id) == (1...48).map { "P\($0)" })
        #expect(Self.lies(page, Self.tests).isEmpty)
        #expect(Self.stale(page, Self.tests) == [], "`make docs` writes the states and the list of tests anew")
    }

    @Test func `sees a promise that no test carries`() {
        let page = "| P1 | a | b | made | c |\n| P2 | a | b | in part: d | c |\n| P3 | a | b | not yet | c |\n"
        #expect(Self.lies(page, [:]) == ["P1", "P2"])
        #expect(Self.lies(page, ["P1": ["a"], "P2": ["b"]]).isEmpty)
    }

    @Test func `sees a state and a list of tests that are not those of the tests`() {
        let made = Promise.renewed("| P1 | a | b | made | c |\n", tests: ["P1": ["Tests/A/B.swift"]])
        #expect(Self.stale(made, ["P1": ["Tests/A/B.swift"]]) == [])
        #expect(Self.stale(made, ["P1": ["Tests/A/B.swift", "Tests/A/C.swift"]]).count == 2)
        #expect(Self.stale(made, [:]).count == 3)
    }

    @Test func `states follow the tests`() {
        let page = "# A\n\n| P1 | a | b | made | c |\n| P2 | a | b | in part: d | |\n| P3 | a | b | not yet | c |\n"
        let renewed = Promise.renewed(page, tests: ["P2": ["Tests/A/B.swift"], "P3": ["Tests/A/B.swift"]])
        #expect(Promise.rows(of: renewed).map(\.state) == [.notYet, .inPart("in part: d"), .made])
        #expect(renewed.hasSuffix("- **P2**: [B](../Tests/A/B.swift)\n- **P3**: [B](../Tests/A/B.swift)\n"))
        #expect(Promise.renewed(renewed, tests: ["P2": ["Tests/A/B.swift"], "P3": ["Tests/A/B.swift"]]) == renewed)
    }

    @Test func `numbers in names are words`() {
        #expect(Promise.numbers(in: "func `P3 P11 with half of R12 P490 lost: P4`()") == ["P3", "P11", "P4"])
    }

    @Test func `names are found in functions and in arguments, on their own line too`() {
        let text = "@Test(\n    \"P1 P2 kill\"\n    , arguments: [\"P3\"])\n@Test func `P4 holds`() { }\n"
        let file = SwiftFile(path: "Tests/A/B.swift", text: text)
        #expect(Promise.tests(in: [file]).keys.sorted() == ["P1", "P2", "P4"])
    }

    /// The lines of the page that would change if it were made now, as they stand and as they would.
    private static func stale(_ page: String, _ tests: [String: [String]]) -> [String] {
        let lines = [page, Promise.renewed(page, tests: tests)].map { $0.components(separatedBy: "\n") }
        return Set(lines[0]).symmetricDifference(lines[1]).sorted()
    }

    private static func lies(_ page: String, _ tests: [String: [String]]) -> [String] {
        Promise.rows(of: page).filter { $0.state != .notYet && (tests[$0.id] ?? []).isEmpty }.map(\.id)
    }
}
