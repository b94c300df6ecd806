import Expressions
import Testing

/// Slots of every kind, and the shortest way to evaluate a text over some of them.
struct Bench {
    let declarations: Declarations
    var frame: Frame

    init(_ filled: [String: Value] = [:]) throws {
        declarations = try Declarations([
            ("entity.purchases", .int), ("entity.spend", .int), ("entity.rate", .double),
            ("entity.count", .uint),
            ("entity.status", .string), ("entity.live", .bool), ("entity.labels", .list(.string)),
            ("facts", .map(.string, .dyn)), ("anything", .dyn),
        ])
        frame = Frame(declarations)
        for (name, value) in filled { frame.set(try #require(declarations.slot(name)), to: value) }
    }

    func compile(_ text: String) throws -> Expressions.Expression {
        try Expression(compiling: text, against: declarations)
    }

    func value(_ text: String, cost: Int = Limits.cost) throws -> Value {
        try compile(text).evaluate(frame, cost: cost).get()
    }

    func reason(_ text: String, cost: Int = Limits.cost) throws -> EvaluationError.Reason? {
        if case .failure(let error) = try compile(text).evaluate(frame, cost: cost) {
            error.reason
        } else {
            nil
        }
    }
}

@Suite struct EvaluationTests {
    @Test func `a condition of a charter holds, does not hold, or says why it has no value`() throws {
        let condition = "entity.purchases >= 10 && entity.status != 'paused'"
        var bench = try Bench(["entity.purchases": .int(10), "entity.status": .string("active")])
        #expect(try bench.compile(condition).holds(bench.frame) == .yes)
        bench = try Bench(["entity.purchases": .int(9), "entity.status": .string("active")])
        #expect(try bench.compile(condition).holds(bench.frame) == .no)
        bench = try Bench(["entity.status": .string("active")])
        let missing = EvaluationError(reason: .noSuchField("entity.purchases"), offset: 0)
        #expect(try bench.compile(condition).holds(bench.frame) == .error(missing))
    }

    @Test(arguments: [
        "entity.purchases > 1", "1 / 0 > 1", "facts.nothing", "anything", "[1][2] == 1", "'a' == anything",
    ])
    func `a side that decides wins over an error on the other side`(error: String) throws {
        let bench = try Bench()
        #expect(try bench.value("(\(error)) || true") == .bool(true))
        #expect(try bench.value("true || (\(error))") == .bool(true))
        #expect(try bench.value("(\(error)) && false") == .bool(false))
        #expect(try bench.value("false && (\(error))") == .bool(false))
        let alone = try bench.reason(error)
        #expect(alone != nil)
        for text in [
            "(\(error)) || false", "false || (\(error))", "(\(error)) && true", "true && (\(error))",
            "!(\(error))",
        ] {
            #expect(try bench.reason(text) == alone, "\(text)")
        }
    }

    @Test func `a slot without value is an error, and has asks for it without one`() throws {
        let bench = try Bench(["entity.purchases": .int(0), "facts": .map([.string("x"): .null])])
        #expect(try bench.value("has(entity.purchases)") == .bool(true))
        #expect(try bench.value("has(entity.rate)") == .bool(false))
        #expect(try bench.value("has(entity.rate) && entity.rate > 0.5") == .bool(false))
        #expect(try bench.value("has(facts.x) && !has(facts.y)") == .bool(true))
        #expect(try bench.reason("entity.rate") == .noSuchField("entity.rate"))
        #expect(try bench.reason("facts.y") == .noSuchField("y"))
        #expect(try bench.reason("has(anything.x)") == .noSuchField("anything"))
    }

    @Test func `a slot filled with another type is an error, never another value`() throws {
        let wrong = try Bench(["entity.purchases": .double(10), "entity.status": .int(1), "facts": .list([])])
        #expect(try wrong.reason("entity.purchases > 1") == .noSuchOverload)
        #expect(try wrong.reason("entity.status == 'active'") == .noSuchOverload)
        #expect(try wrong.reason("has(facts.x)") == .noSuchOverload)
        let condition = try wrong.compile("entity.purchases > 1")
        #expect(condition.holds(wrong.frame) == .error(EvaluationError(reason: .noSuchOverload, offset: 0)))
    }

    @Test func `a value of another type changes no other slot`() throws {
        var bench = try Bench(["entity.status": .string("active"), "entity.labels": .list([.int(1)])])
        for (name, value) in [
            ("entity.spend", Value.string("x")), ("facts", .list([])), ("entity.labels", .string("x")),
        ] {
            bench.frame.set(try #require(bench.declarations.slot(name)), to: value)
            #expect(try bench.reason(name) == .noSuchOverload)
        }
        #expect(try bench.value("entity.status") == .string("active"))
        #expect(try bench.reason("size(facts) == 0") == .noSuchOverload)
    }

    @Test func `integers of either signedness are one key`() throws {
        let bench = try Bench(["anything": .map([.uint(1): .string("one"), .int(-1): .string("minus one")])])
        #expect(
            try bench.value("anything[1] == 'one' && 1.0 in anything && anything[-1] == 'minus one'")
                == .bool(true))
        #expect(try bench.value("18446744073709551615u in anything || 1.5 in anything") == .bool(false))
    }

    @Test func `an emptied slot is absent again`() throws {
        var bench = try Bench(["entity.purchases": .int(3)])
        bench.frame.set(try #require(bench.declarations.slot("entity.purchases")), to: Value?.none)
        #expect(try bench.value("has(entity.purchases)") == .bool(false))
    }

    @Test(arguments: [
        ("9223372036854775807 + entity.purchases", EvaluationError.Reason.overflow),
        ("-9223372036854775807 - 1 - entity.purchases", .overflow),
        ("-(-9223372036854775807 - entity.purchases)", .overflow),
        ("9223372036854775807 * (entity.purchases + 1)", .overflow),
        ("(-9223372036854775807 - 1) / -entity.purchases", .overflow),
        ("(-9223372036854775807 - 1) % -entity.purchases", .overflow), ("0u - entity.count", .overflow),
        ("entity.purchases / 0", .divisionByZero), ("entity.purchases % 0", .divisionByZero),
        ("entity.count / 0u", .divisionByZero),
        ("int(1e30 * entity.rate)", .conversion), ("int('12x')", .conversion),
        ("uint(-entity.purchases)", .conversion),
        ("string(b'\\xff')", .conversion), ("[1, 2][2]", .indexOutOfRange), ("[1, 2][-1]", .indexOutOfRange),
        ("{'a': 1}['b']", .noSuchKey), ("{'a': 1, 'a': 2}", .repeatedKey),
        ("{1: 1, dyn(1u): 2}", .repeatedKey),
        ("dyn(1) + 'a'", .noSuchOverload), ("dyn('a') < 1", .noSuchOverload),
        ("dyn(1).field", .noSuchOverload),
    ])
    func `what has no value says why`(text: String, reason: EvaluationError.Reason) throws {
        let bench = try Bench([
            "entity.purchases": .int(1), "entity.count": .uint(1), "entity.rate": .double(1),
        ])
        #expect(try bench.reason(text) == reason)
    }

    @Test(arguments: [
        ("1 + 2 * 3 - 8 / 4 % 3", Value.int(5)), ("-7 / 2", .int(-3)), ("-7 % 3", .int(-1)),
        ("7u % 4u", .uint(3)),
        ("1.0 / 0.0", .double(.infinity)), ("2 < 2.5", .bool(true)), ("1u < 2 && 3 > 2u", .bool(true)),
        ("0.0 / 0.0 == 0.0 / 0.0", .bool(false)), ("0.0 / 0.0 < 1.0 || 0.0 / 0.0 >= 1.0", .bool(false)),
        ("'a' + 'b' == 'ab' ? 1 : 2", .int(1)), ("false ? 1 / 0 : 2", .int(2)),
        ("size('Ame\\u0301lie')", .int(7)),
        ("'Spring sale'.contains('ing s')", .bool(true)), ("'aaab'.contains('aab')", .bool(true)),
        ("'abcabd'.contains('abd') && !'abc'.contains('abcd')", .bool(true)),
        ("'abc'.endsWith('bc')", .bool(true)),
        ("'x' in {'x': 1} && !(2 in [1, 3])", .bool(true)), ("{1u: 'a'}[dyn(1)]", .string("a")),
        ("string(100.0)", .string("100")),
        ("{'a': [1, {'b': 2}]}.a[1].b", .int(2)), ("[1, 2,]", .list([.int(1), .int(2)])),
        ("1 // rest", .int(1)),
        ("0xFFu", .uint(255)), ("'tab\\there'", .string("tab\there")), ("r'\\d'", .string("\\d")),
        ("b'\\xffa'", .bytes([255, 97])),
    ])
    func `arithmetic, comparison, texts, lists and maps give the language's values`(
        text: String, value: Value
    ) throws {
        #expect(try Bench().value(text) == value)
        #expect(try Bench().compile(text).constant == value)
    }

    @Test func `texts are compared code point by code point`() throws {
        let bench = try Bench(["entity.status": .string("Am\u{E9}lie")])
        let decomposed = try bench.compile("entity.status == 'Ame\\u0301lie'")
        #expect(decomposed.holds(bench.frame) == .no)
        #expect(try bench.value(decomposed.source) == .bool(false))
        #expect(try bench.value("entity.status == 'Am\\u00E9lie'") == .bool(true))
        #expect(try bench.value("'Z' < 'a' && 'a' < '\\u00e9' && '\\uFFFD' < '\\U0001F431'") == .bool(true))
    }

    @Test func `texts of any length are told apart, also by a program`() throws {
        for length in [0, 1, 7, 8, 9, 31, 32, 33, 64, 500] {
            let text = String(repeating: "x", count: length)
            let bench = try Bench(["entity.status": .string(text)])
            #expect(try bench.compile("entity.status == '\(text)'").holds(bench.frame) == .yes)
            #expect(try bench.compile("entity.status != '\(text)y'").holds(bench.frame) == .yes)
            guard length > 0 else { continue }
            for other in [text.dropLast() + "y", "y" + text.dropFirst(), text.dropLast()] {
                #expect(try bench.compile("entity.status == '\(other)'").holds(bench.frame) == .no)
            }
        }
    }

    @Test func `a frame of other declarations is refused, not misread`() throws {
        let bench = try Bench()
        let other = try Declarations([("entity.spend", .int), ("entity.purchases", .int)])
        var frame = Frame(other)
        frame.set(try #require(other.slot("entity.spend")), to: 100)
        let condition = try bench.compile("entity.purchases == 100")
        #expect(condition.holds(frame) == .error(EvaluationError(reason: .otherDeclarations, offset: 0)))
        let rules = try RuleSet([.init(id: "r", condition: condition)])
        #expect(rules.judge(frame).failed == 1 && rules.judge(frame).fired == 0)
    }
}
