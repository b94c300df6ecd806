import Foundation
import Testing

@testable import Schemas

struct PatternTests {
    private func search(_ expression: String, _ text: String) throws -> Pattern.Answer {
        let bytes = Array(text.utf8)
        return try Pattern(expression).search(bytes.span, 0..<bytes.count)
    }

    static let simple = [
        "^cmp-[0-9]{8}$", "^[a-z]+$", "^[a-z]*[0-9]?$", #"^\d{2,4}\.[A-F]+$"#, "^a?b$",
        "^[0-9a-f]{2}-?[x-z]{1,3}$",
        "^call-[0-9a-f]{16}$", "^[-_.]{1,2}$",
    ]

    @Test(arguments: simple) func `needs no engine for simple patterns and agrees with the engine`(
        expression: String
    ) throws {
        #expect(try !Pattern(expression).steps.isEmpty)
        let engine = try PCREPattern(expression)
        var random = JSONFuzzTests.Seeded(state: 7)
        let alphabet: [Character] = [
            "a", "b", "c", "f", "x", "z", "0", "9", "-", ".", "_", "A", "F", "é", "m", "p", "l",
        ]
        for _ in 0..<500 {
            let length = Int.random(in: 0..<9, using: &random)
            let text = (0..<length).reduce(into: "") { text, _ in
                text.append(alphabet.randomElement(using: &random) ?? "a")
            }
            let bytes = Array(text.utf8)
            #expect(try search(expression, text) == engine.search(bytes.span), "\(text)")
        }
        #expect(try search("^cmp-[0-9]{8}$", "cmp-00000001") == .matches)
        #expect(try search("^cmp-[0-9]{8}$", "cmp-00000001\n") == .differs)
    }

    @Test(arguments: [
        "[a-z]", "^a|b$", "^(ab)+$", "^a.c$", "^[^a]$", "^a+ab$", "^é$", "^a{2}+$", "^a*?$", "^[a-z]{1,2}a$",
    ])
    func `leaves everything else to the engine`(expression: String) throws {
        #expect(try Pattern(expression).steps.isEmpty)
    }

    @Test func `stops a pattern that would run for ever`() throws {
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try search("^(a+)+$", String(repeating: "a", count: 5000) + "b") == .tooHard)
        let time = clock.now - start
        #expect(time < .seconds(1))
        let schema = try Schema(compiling: ["not": ["pattern": "^(a+)+$"]])
        let text = JSON.string(String(repeating: "a", count: 5000) + "b")
        #expect(schema.validate(text).first?.message.contains("more work than the limit") == true)
        #expect(!schema.accepts(try JSONTape(parsing: text.canonicalBytes)))
    }

    @Test(arguments: [
        "(?i)a", "(?P<n>a)", "(?#x)", "(*UTF)a", #"\A"#, "(", "[z-a]", String(repeating: "a", count: 4097),
    ])
    func `refuses what is no expression of ECMAScript`(expression: String) {
        let error = #expect(throws: SchemaError.self) {
            try Schema(compiling: ["pattern": .string(expression)])
        }
        #expect(error?.path == "/pattern")
    }
}
