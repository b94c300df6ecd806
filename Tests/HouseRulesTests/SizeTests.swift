import Testing

struct SizeTests {
    @Test func `files have at most 400 lines, functions at most 50, and the last line ends`() {
        let complaints = Repository.swift.flatMap(SizeRules.complaints)
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `sees a long file`() {
        let file = SwiftFile(path: "A.swift", text: String(repeating: "\n", count: 401))
        #expect(SizeRules.complaints(file).count == 1)
        #expect(SizeRules.complaints(SwiftFile(path: "A.swift", text: String(repeating: "\n", count: 400))).isEmpty)
    }

    @Test func `sees a file whose last line does not end`() {
        #expect(SizeRules.complaints(SwiftFile(path: "A.swift", text: "let a = 1")).count == 1)
    }

    @Test(arguments: [
        "func f() {", "init?(_ a: Int = 1) throws(Oops)\n where A: B {", "subscript(a: Int) -> Int {", "deinit {",
    ])
    func `sees a long function`(head: String) {
        let headLines = head.count { $0 == "\n" }
        let lines = String(repeating: "    let text = \"{ \\(a) }\" // }\n", count: 49 - headLines)
        let long = SwiftFile(path: "A.swift", text: "struct A {\n\(head)\n\(lines)}\n}\n")
        #expect(long.functions.map(\.lineCount) == [51])
        #expect(SizeRules.complaints(long).count == 1)
    }

    @Test func `finds functions whatever stands in comments, texts and protocols`() {
        let text = """
            protocol P { func bare() -> Int; func other()
                func last() }
            /* func no() { /* { */ } */
            let raw = #"func no() { "# + "\\(f("}", { 1 }))"
            func one(_ body: () -> Void = { }) { self.init(a) }
            func two<A>() -> [A]
            where A: P {
                func inner() {
                }
            }

            """
        let found = SwiftFile(path: "A.swift", text: text).functions
        #expect(found.map(\.name) == ["one", "two", "inner"])
        #expect(found.map(\.lineCount) == [1, 5, 2])
    }
}
