import Expressions
import Testing

@Suite struct RefusalTests {
    private func refusal(_ text: String) throws -> ExpressionError? {
        let declarations = try Bench().declarations
        do throws(ExpressionError) { _ = try Expression(compiling: text, against: declarations) } catch {
            return error
        }
        return nil
    }

    @Test(arguments: [
        ("entity.purchsaes > 1", "unknown name `entity.purchsaes`; did you mean `entity.purchases`?"),
        ("entity > 1", "unknown name `entity`; did you mean `anything`?"),
        ("entity.status.startWith('a')", "unknown function `startWith`; the nearest known is `startsWith`"),
        ("entity.labels.exists(x, x == 'a')", "unknown function `exists`; the nearest known is `endsWith`"),
        ("sizes('a') > 1", "unknown function `sizes`; the nearest known is `size`"),
        ("entity.purchases > '1'", "`>` is not defined for int and string"),
        ("entity.purchases == 'a'", "`==` is not defined for int and string"),
        (
            "entity.purchases * 1.5 > 1.0",
            "`*` is not defined for int and double; convert one side, as in `double(value)`"
        ),
        ("entity.live && entity.purchases", "`&&` is not defined for bool and int"),
        ("!entity.purchases", "`!` is not defined for int"),
        ("-entity.status", "`-` is not defined for string"),
        ("entity.purchases ? 1 : 2", "the part before `?` is of type int; it has to be true or false"),
        ("true ? 1 : 'a'", "the parts around `:` are of types int and string; use one type for both"),
        ("entity.purchases.x", "a value of type int has no field `x`"),
        ("1[0]", "a value of type int has no elements"),
        ("entity.labels['a']", "list(string) has no place for an index of type string"),
        ("has(entity)", "`has` asks for one field, as in `has(entity.purchases)`"),
        ("contains('a', 'b')", "`contains` is written `text.contains(part)`"),
        ("'a'.startsWith(1)", "`startsWith` is not defined for string and int"),
        ("entity.purchases = 1", "`=` is no operator; compare with `==`"),
        ("entity.live & entity.live", "`&` is no operator; join conditions with `&&`"),
        ("entity.purchases > 15%", "expression ends where a value is expected"),
        ("entity.spend > 500GBP", "`500GBP` is neither a number nor a name; a unit has no place here"),
        ("(1", "expression ends where `)` is expected"), ("[1 2]", "found `2` where `,` or `]` is expected"),
        ("1 1", "found `1` where an operator or the end is expected"),
        ("", "expression ends where a value is expected"),
        ("'abc", "text is not closed; end it with the quote it began with"),
        ("'a\\q'", "`\\q` is no escape; write `\\\\` for a backslash"),
        ("'a\nb'", "text has a line break; write `\\n` or use three quotes"),
        (
            "9223372036854775808",
            "integer `9223372036854775808` does not fit into 64 bits; add `u` if it is unsigned"
        ),
        ("18446744073709551616u", "integer `18446744073709551616u` does not fit into 64 bits"),
        ("1e400", "number `1e400` is too large for a double"),
        ("for > 1", "`for` is reserved by the language; use another name"),
        ("{null: 1}", "a key of type null is not possible; use a text, an integer or a bool"),
    ])
    func `a wrong text is refused with the way out`(text: String, message: String) throws {
        #expect(try refusal(text)?.message == message)
    }

    @Test func `a refusal points at its line and character`() throws {
        let error = try #require(try refusal("entity.live &&\n  'é' == entity.statsu"))
        #expect(error.line == 2 && error.column == 10 && error.offset == 25)
        #expect(
            error.description
                == "line 2, column 10: unknown name `entity.statsu`; did you mean `entity.status`?")
        #expect(try refusal("1 +")?.column == 4)
    }

    @Test func `the type asked for is checked when compiling`() throws {
        let declarations = try Bench().declarations
        #expect(throws: ExpressionError.self) {
            try Expression(compiling: "entity.spend", against: declarations, expecting: .bool)
        }
        let dynamic = try Expression(compiling: "anything", against: declarations, expecting: .bool)
        var frame = Frame(declarations)
        frame.set(try #require(declarations.slot("anything")), to: 1)
        #expect(dynamic.holds(frame) == .error(EvaluationError(reason: .notACondition, offset: 0)))
    }

    @Test func `names the slots it reads, and shows its comparisons`() throws {
        let text = "entity.spend > 10 && (has(entity.rate) || entity.spend < facts.limit) && 1 == 1"
        let expression = try Bench().compile(text)
        #expect(expression.reads == ["entity.spend", "entity.rate", "facts"] && expression.type == .bool)
        var comparisons: [String] = []
        expression.tree.visit { part in
            if case .operation(let symbol, let operands) = part.kind, symbol.isOrdering,
                case .slot(let slot) = operands[0].kind
            {
                comparisons.append("\(slot.name) \(symbol.rawValue)")
            }
        }
        #expect(comparisons == ["entity.spend >", "entity.spend <"])
        #expect(try Bench().compile("1 == 1").constant == .bool(true))
        #expect(expression.constant == nil)
    }

    @Test func `declarations refuse what is no name, is there twice, or is too much`() {
        for names in [
            ["a", "a"], [""], ["a."], ["1a"], ["a b"], ["in"], ["a.true"],
            [String(repeating: "a", count: 257)],
        ] {
            #expect(throws: DeclarationError.self) { try Declarations(names.map { ($0, .int) }) }
        }
        #expect(throws: DeclarationError.self) {
            try Declarations((0...Limits.slots).map { ("a\($0)", .int) })
        }
    }
}
