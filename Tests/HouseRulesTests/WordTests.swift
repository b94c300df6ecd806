import Testing

struct WordTests {
    @Test func `no file or type is named after nothing`() {
        let complaints = Repository.swift.flatMap(WordRules.names)
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `nothing is left for later`() {
        let pages =
            Repository.pages + [
                "Makefile", "Package.swift", ".ci/run",
            ] + Repository.paths(under: ["Scripts", "Benchmarks", "Examples"], ending: "")
        let complaints =
            Repository.swift.flatMap { WordRules.postponed($0.path, $0.text) }
            + Set(pages).sorted().flatMap { WordRules.postponed($0, Repository.text($0)) }
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `what we ship has no way around an error`() {
        let complaints = Repository.sources.flatMap(WordRules.trapped)
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test(arguments: [
        "struct BudgetManager {}", "final class URLHelper {}", "enum MoneyUtils {}", "protocol Handler {}",
        "actor HTTPProcessor {}", "typealias StoreImpl = Int",
    ])
    func `sees a name that says nothing`(text: String) {
        #expect(WordRules.names(SwiftFile(path: "Sources/Base/A/B.swift", text: text)).count == 1)
        #expect(WordRules.names(SwiftFile(path: "Sources/Base/A/QueueManager+Text.swift", text: "")).count == 1)
        #expect(WordRules.names(SwiftFile(path: "Sources/Base/A/B.swift", text: "struct Management {}")).isEmpty)
    }

    @Test(arguments: WordRules.postponing)
    func `sees what is left for later`(word: String) {
        #expect(WordRules.postponed("A.md", "one\nand \(word): two").map(\.line) == [2])
        #expect(WordRules.postponed("A.md", "a\(word)b").isEmpty)
    }

    @Test(arguments: ["let a = " + "try" + "! f()", "fatal" + "Error(\"no\")", "let a = b as" + "! C"])
    func `sees a way around an error`(text: String) {
        #expect(WordRules.trapped(SwiftFile(path: "Sources/Base/A/B.swift", text: text)).count == 1)
    }

    @Test func `splits names into words`() {
        #expect(WordRules.parts("HTTPRequestHandler+Text") == ["HTTP", "Request", "Handler", "Text"])
        #expect(WordRules.parts("SHA256") == ["SHA"])
    }
}
