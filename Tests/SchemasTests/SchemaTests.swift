import Schemas
import Testing

struct SchemaTests {
    static let tool: JSON = [
        "type": "object", "additionalProperties": false, "required": ["tool", "arguments"],
        "properties": [
            "tool": ["enum": ["pause", "resume"]],
            "arguments": [
                "type": "object", "required": ["budget"], "additionalProperties": false,
                "properties": [
                    "budget": ["type": "integer", "minimum": 1, "maximum": 500],
                    "reason": ["type": "string", "minLength": 3, "pattern": "^[a-z ]+$"],
                    "a/b": ["items": ["type": "number"], "maxItems": 2],
                ],
            ],
        ],
    ]

    @Test(
        arguments: [
            (#"{"tool":"pause","arguments":{"budget":5}}"#, []),
            (#"{"tool":"pause","arguments":{"budget":5.0}}"#, []),
            (#"{"tool":"\u0070ause","arguments":{"\u0062udget":5,"reason":"\u0061bc"}}"#, []),
            (#"{"tool":"pause"}"#, ["has no `arguments`; add it"]),
            (#"[]"#, ["is an array; it has to be an object"]),
            (
                #"{"tool":"stop","arguments":{"budget":5}}"#,
                ["`/tool`: is `\"stop\"`; it has to be one of `pause`, `resume`"]
            ),
            (
                #"{"tool":"pause","arguments":{"budget":501}}"#,
                ["`/arguments/budget`: is `501`; the most is `500`"]
            ),
            (
                #"{"tool":"pause","arguments":{"budget":"5"}}"#,
                [
                    "`/arguments/budget`: is `\"5\"`; it has to be a whole number"
                ]
            ),
            (
                #"{"tool":"pause","arguments":{"bugdet":5}}"#,
                [
                    "`/arguments/bugdet`: is unknown here; did you mean `budget`?",
                    "`/arguments`: has no `budget`; add it",
                ]
            ),
            (
                #"{"tool":"pause","arguments":{"budget":5,"reason":"A"}}"#,
                [
                    "`/arguments/reason`: has `1` characters; the least is `3`",
                    "`/arguments/reason`: is `\"A\"`; it has to match `^[a-z ]+$`",
                ]
            ),
            (
                #"{"tool":"pause","arguments":{"budget":5,"a/b":[1,"x",3]}}"#,
                [
                    "`/arguments/a~1b/1`: is `\"x\"`; it has to be a number",
                    "`/arguments/a~1b`: has `3` items; the most is `2`",
                ]
            ),
        ] as [(String, [String])])
    func `says what is wrong and where`(text: String, findings: [String]) throws {
        let schema = try Schema(compiling: Self.tool)
        let bytes = Array(text.utf8)
        #expect(Set(try schema.validate(bytes).map(\.description)) == Set(findings))
        #expect(try schema.validate(JSON(parsing: bytes)) == schema.validate(bytes))
        #expect(schema.accepts(try JSONTape(parsing: bytes)) == findings.isEmpty)
    }

    @Test func `refuses a document whose second key would escape the schema`() throws {
        let schema = try Schema(compiling: Self.tool)
        for second in [#""budget""#, #""\u0062udget""#] {
            let text = #"{"tool":"pause","arguments":{"budget":5,\#(second):999999}}"#
            #expect(throws: JSONError.self) { try schema.validate(Array(text.utf8)) }
        }
    }

    @Test(
        arguments: [
            (["type": "strnig"], "/type"), (["minimum": "3"], "/minimum"), (["multipleOf": 0], "/multipleOf"),
            (["maxLength": -1], "/maxLength"), (["properties": []], "/properties"), (["items": 3], "/items"),
            (["$ref": "#/nowhere"], ""), (["$ref": "http://elsewhere/x"], "http://elsewhere/x"),
            (["anyOf": []], "/anyOf"),
            (["required": [1]], "/required"), (["pattern": "("], "/pattern"),
            (["uniqueItems": 1], "/uniqueItems"),
            (["$schema": "http://json-schema.org/draft-07/schema#"], ""), ("x", ""),
            (["properties": ["a": ["type": 1]]], "/properties/a/type"),
        ] as [(JSON, String)])
    func `refuses a schema that cannot mean anything`(json: JSON, path: String) {
        let error = #expect(throws: SchemaError.self) { try Schema(compiling: json) }
        #expect(error?.path == path)
    }

    @Test func `can refuse misspelt keywords`() throws {
        let json: JSON = ["properties": ["a": ["requred": ["b"], "x-note": 1]]]
        _ = try Schema(compiling: json)
        let error = #expect(throws: SchemaError.self) {
            try Schema(compiling: json, options: SchemaOptions(unknownKeywords: .refused))
        }
        #expect(error?.description == "`/properties/a/requred`: is no keyword; did you mean `required`?")
    }

    @Test(
        arguments: [
            ["$ref": "#"], ["allOf": [["$ref": "#"]]],
            [
                "$defs": ["a": ["$ref": "#/$defs/b"], "b": ["$ref": "#/$defs/a"]],
                "$ref": "#/$defs/a",
            ], ["not": ["$ref": "#"]], ["$dynamicRef": "#"],
        ] as [JSON])
    func `refuses every document when a schema only refers to itself`(json: JSON) throws {
        let findings = try Schema(compiling: json).validate(1 as JSON)
        #expect(findings.last?.message.contains("more work than the limit") == true)
    }

    @Test func `refuses a document when the work explodes`() throws {
        var schema: JSON = ["$defs": ["d0": true], "$ref": "#/$defs/d40"]
        var definitions: JSONObject = ["d0": true]
        for level in 1...40 {
            let lower: JSON = ["$ref": .string("#/$defs/d\(level - 1)")]
            definitions["d\(level)"] = ["anyOf": [["allOf": [lower, false]], ["allOf": [lower, false]]]]
        }
        schema = ["$defs": .object(definitions), "$ref": "#/$defs/d40"]
        let findings = try Schema(compiling: schema).validate(1 as JSON)
        #expect(findings.last?.message.contains("more work than the limit") == true)
    }

    @Test func `reports at most 100 findings`() throws {
        let schema = try Schema(compiling: ["items": ["type": "string"]])
        let findings = schema.validate(.array((0..<1000).map { JSON.integer($0) }))
        #expect(findings.count == 100)
        #expect(findings.last?.path == "/99")
    }

    @Test func `compares strings by code points`() throws {
        let schema = try Schema(compiling: ["const": "e\u{301}"])
        #expect(schema.validate("e\u{301}" as JSON).isEmpty)
        #expect(!schema.validate("\u{E9}" as JSON).isEmpty)
    }

    @Test(
        arguments: [
            ("0.3", 0.1, true), ("19.99", 0.01, true), ("1e300", 0.01, true), ("0.305", 0.01, false),
            ("7", 2, false),
            ("1e-300", 1, false), ("9007199254740991", 3, false), ("-4.5", 1.5, true),
        ] as [(String, Double, Bool)])
    func `divides decimals exactly`(text: String, divisor: Double, isMultiple: Bool) throws {
        let schema = try Schema(compiling: ["multipleOf": .double(divisor)])
        #expect(try schema.validate(Array(text.utf8)).isEmpty == isMultiple)
    }
}
