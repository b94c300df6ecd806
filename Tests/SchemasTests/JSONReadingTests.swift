import Schemas
import Testing

struct JSONReadingTests {
    @Test func `reads every kind of value`() throws {
        let json = try JSON(parsing: #" {"a":[null,true,false,-12,1.5e3,"x\n\u00e9\ud83d\ude00"],"b":{}} "#)
        #expect(json == ["a": [nil, true, false, -12, 1500.0, "x\né😀"], "b": [:]])
        #expect(json["a"]?[3]?.integerValue == -12)
        #expect(json["b"]?.objectValue?.isEmpty == true)
    }

    @Test(arguments: [
        ("", "ends where a value"), ("[1,]", "remove a comma"), (#"{"a":1,}"#, "remove a comma"),
        ("[1] 2", "goes on"),
        ("[1 2]", "`,` or `]`"), ("/*x*/1", "comments"), ("[1,//x\n2]", "comments"), ("NaN", "a value"),
        ("Infinity", "a value"), ("-", "a digit"), ("01", "begins with `0`"), ("-01", "begins with `0`"),
        ("1.", "a digit"), (".5", "a value"), ("1e", "a digit"), ("+1", "a value"), ("1e400", "out of range"),
        ("-1e400", "out of range"), ("1e-400", "out of range"), ("9007199254740992", "send it as a string"),
        ("-9007199254740992", "send it as a string"), ("1e20", "send it as a string"), ("'a'", "a value"),
        (#""\ud800""#, "surrogate"), (#""\udc00""#, "surrogate"), (#""\ud800\u0041""#, "surrogate"),
        (#""\ud800x""#, "surrogate"), (#""\x""#, "escape"), (#""\u12g4""#, "four hexadecimal"),
        ("\"a", "not closed"),
        (#""a\"#, "not closed"), ("\"\u{1}\"", "control character"), ("\"\n\"", "control character"),
        ("{1:2}", "key in double quotes"), (#"{"a" 1}"#, "`:` after the key"), ("tru", "a value"),
        ("nul", "a value"),
        ("[", "ends where"), ("{", "ends where"), (#"{"a":"#, "ends where"), ("]", "a value"),
        ("[}", "a value"),
        ("\u{FEFF}1", "byte order mark"), ("123456789012345678901234567890", "send it as a string"),
    ])
    func `refuses what is not strict JSON`(text: String, fragment: String) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error?.message.contains(fragment) == true, "\(text): \(String(describing: error))")
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC3, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE0, 0x80, 0x80, 0x22],
            [0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22],
            [0x22, 0x80, 0x22], [0x22, 0xE2, 0x82], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
        ] as [[UInt8]])
    func `refuses text that is not UTF-8`(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
        #expect(error?.message.contains("not valid UTF-8") == true)
    }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"\u0061":1,"a":2}"#, #"{"x":{"b":[],"c":1,"b":0}}"#,
        #"{"":1,"":2}"#, #"{"\ud83d\ude00":1,"😀":2}"#, #"{"a\/b":1,"a/b":2}"#,
    ])
    func `refuses a key that appears twice, however it is written`(text: String) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error?.message.contains("appears twice") == true)
    }

    @Test(arguments: [2, 16, 17, 300]) func `finds the repeated key among many`(count: Int) throws {
        let members = (0..<count).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
        #expect(try JSON(parsing: "{\(members)}").objectValue?.count == count)
        for place in [0, count / 2, count - 1] {
            let twice = "{\(members),\"\\u006b\(place)\":0}"
            let error = #expect(throws: JSONError.self) { try JSON(parsing: twice) }
            #expect(error?.message == "key `k\(place)` appears twice in one object; keep one")
        }
    }

    @Test func `tells keys apart that only look alike`() throws {
        let json = try JSON(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(json["\u{E9}"] == 1)
        #expect(json["e\u{301}"] == 2)
        #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
    }

    @Test func `counts lines and characters to the fault`() {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: "{\n  \"é\": [1,\n   \"ü\" 2]}") }
        #expect(error?.line == 3)
        #expect(error?.column == 8)
        #expect(error?.offset == 22)
        #expect(error?.description == "line 3, column 8: found `2` where `,` or `]` has to stand")
    }

    @Test func `P37 arrays and objects 64 deep are read, and one more is refused unread`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSON(parsing: nested(64))
        #expect(throws: JSONError.self) { try JSON(parsing: nested(65)) }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: #"{"a":"#, count: 100_000)) }
    }

    @Test func `P37 a document of one byte over the limit is refused`() throws {
        _ = try JSON(parsing: "[12345678]", limits: JSONLimits(bytes: 10))
        let error = #expect(throws: JSONError.self) {
            try JSON(parsing: "[123456789]", limits: JSONLimits(bytes: 10))
        }
        #expect(error?.message == "document of `11` bytes is over the limit of `10`; send less")
    }

    @Test func `reads a second document into the same tape`() throws {
        var tape = try JSONTape(parsing: Array(#"{"a":[1,2,3]}"#.utf8))
        try tape.read(Array("[true]".utf8))
        #expect(tape.json == [true])
        #expect(throws: JSONError.self) { try tape.read(Array("[".utf8)) }
        #expect(tape.bytes.isEmpty)
        #expect(tape.json == .null)
    }
}
