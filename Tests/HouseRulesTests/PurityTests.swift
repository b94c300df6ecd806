import Testing

struct PurityTests {
    private static let layer = "Sources/Layers/Governance/A.swift"

    @Test func `time, chance and files come in from outside`() {
        let complaints = Repository.sources.flatMap(PurityRules.outside)
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `SQL lives in the store and its engine`() {
        let complaints = Repository.sources.flatMap(PurityRules.sql)
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `what the compiler cannot check says why it holds`() {
        let complaints = Repository.swift.flatMap(PurityRules.unchecked)
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test(arguments: [
        "let now = Date()", "let id = UUID().uuidString", "let dice = Int.random(in: 0..<6)",
        "let one = all.randomElement()", "try FileManager.default.removeItem(at: url)", "let clock = ContinuousClock()",
    ])
    func `sees a door to the world`(text: String) {
        #expect(PurityRules.outside(SwiftFile(path: Self.layer, text: text)).count == 1)
        #expect(PurityRules.outside(SwiftFile(path: "Sources/Base/Vocabulary/A.swift", text: text)).count == 1)
        #expect(PurityRules.outside(SwiftFile(path: "Sources/Adapters/Files/A.swift", text: text)).isEmpty)
        #expect(PurityRules.outside(SwiftFile(path: Self.layer, text: "// \(text)")).isEmpty)
    }

    @Test func `chance with a generator is no door`() {
        let text = "let dice = Int.random(in: 0..<6, using: &generator)"
        #expect(PurityRules.outside(SwiftFile(path: Self.layer, text: text)).isEmpty)
    }

    @Test(arguments: ["\"SELECT 1\"", "\"\"\"\n    INSERT INTO actions VALUES (1)\n\"\"\"", "#\"DELETE FROM ledger\"#"])
    func `sees SQL outside the store`(literal: String) {
        let text = "let query = \(literal)"
        #expect(PurityRules.sql(SwiftFile(path: "Sources/Loop/Engine/A.swift", text: text)).count == 1)
        #expect(PurityRules.sql(SwiftFile(path: "Sources/Adapters/Home/A.swift", text: text)).count == 1)
        #expect(PurityRules.sql(SwiftFile(path: "Sources/Adapters/Store/A.swift", text: text)).isEmpty)
        #expect(PurityRules.sql(SwiftFile(path: "Sources/Loop/Engine/A.swift", text: "// \(text)")).isEmpty)
    }

    @Test func `sees an unchecked claim without its reason`() {
        let bare = "\n\n\n\nfinal class A: @unchecked Sendable {}"
        #expect(PurityRules.unchecked(SwiftFile(path: "A.swift", text: bare)).count == 1)
        #expect(
            PurityRules.unchecked(SwiftFile(path: "A.swift", text: "// One thread alone has it." + bare.dropFirst(3)))
                .isEmpty)
    }
}
