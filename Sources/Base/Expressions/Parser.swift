/// Reads tokens into syntax by precedence climbing, bounded in parts and depth.
struct Parser {
    private let source: Source
    private var lexer: Lexer
    private var token: Token
    private var parts = 0
    private var depth = 0

    static func parse(_ source: Source) throws(ExpressionError) -> Syntax {
        guard source.bytes.count <= Limits.sourceBytes else {
            throw source.error(
                "expression has \(source.bytes.count) bytes; at most \(Limits.sourceBytes) are possible",
                at: 0)
        }
        var parser = try Parser(source)
        let syntax = try parser.expression()
        guard parser.token.kind == .end else { throw parser.unexpected("an operator or the end") }
        return syntax
    }

    private init(_ source: Source) throws(ExpressionError) {
        self.source = source
        lexer = Lexer(source)
        token = try lexer.next()
    }

    // MARK: Tokens

    private mutating func advance() throws(ExpressionError) -> Token {
        let read = token
        token = try lexer.next()
        return read
    }

    private func isAt(_ symbol: String) -> Bool { token.kind == .symbol(symbol) }

    private mutating func take(_ symbol: String) throws(ExpressionError) -> Bool {
        guard isAt(symbol) else { return false }
        _ = try advance()
        return true
    }

    private mutating func expect(_ symbol: String, _ wanted: String? = nil) throws(ExpressionError) {
        guard try take(symbol) else { throw unexpected(wanted ?? "`\(symbol)`") }
    }

    private func unexpected(_ wanted: String) -> ExpressionError {
        guard token.kind != .end else {
            return source.error("expression ends where \(wanted) is expected", at: token.range.lowerBound)
        }
        let found = source.excerpt(token.range)
        return source.error("found `\(found)` where \(wanted) is expected", at: token.range.lowerBound)
    }

    private mutating func part(
        _ kind: Syntax.Kind, at offset: Int, over children: [Syntax] = []
    ) throws(ExpressionError) -> Syntax {
        parts += 1
        guard parts <= Limits.parts else {
            throw source.error("expression has more than \(Limits.parts) parts; split it", at: offset)
        }
        let height = 1 + (children.map(\.height).max() ?? 0)
        guard height <= Limits.nesting else { throw tooDeep(at: offset) }
        return Syntax(kind: kind, offset: offset, height: height)
    }

    private func tooDeep(at offset: Int) -> ExpressionError {
        source.error("expression is nested more than \(Limits.nesting) levels deep; split it", at: offset)
    }

    // MARK: Grammar

    private mutating func expression() throws(ExpressionError) -> Syntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.nesting else { throw tooDeep(at: token.range.lowerBound) }
        let condition = try binary(from: 1)
        let offset = token.range.lowerBound
        guard try take("?") else { return condition }
        let first = try binary(from: 1)
        try expect(":", "`:` and the value for false")
        let second = try expression()
        return try part(
            .conditional(condition, first, second), at: offset, over: [condition, first, second])
    }

    private mutating func binary(from lowest: Int) throws(ExpressionError) -> Syntax {
        var left = try unary()
        while case .symbol(let symbol) = token.kind, let found = Operator(rawValue: symbol),
            found.precedence >= lowest, found.precedence > 0
        {
            if found == .and || found == .or {
                left = try chain(found, first: left)
                continue
            }
            let offset = try advance().range.lowerBound
            let right = try binary(from: found.precedence + 1)
            left = try part(.operation(found, [left, right]), at: offset, over: [left, right])
        }
        return left
    }

    /// Joins all operands of one chain into a balanced tree, so that long conditions do not nest deeply.
    private mutating func chain(_ joint: Operator, first: Syntax) throws(ExpressionError) -> Syntax {
        var operands = [first]
        let offset = token.range.lowerBound
        while try take(joint.rawValue) { operands.append(try binary(from: joint.precedence + 1)) }
        while operands.count > 1 {
            var joined: [Syntax] = []
            for index in stride(from: 0, to: operands.count - 1, by: 2) {
                let pair = Array(operands[index...index + 1])
                joined.append(try part(.operation(joint, pair), at: offset, over: pair))
            }
            if operands.count % 2 == 1 { joined.append(operands[operands.count - 1]) }
            operands = joined
        }
        return operands[0]
    }

    private mutating func unary() throws(ExpressionError) -> Syntax {
        var signs: [(Operator, Int)] = []
        while isAt("!") || isAt("-") {
            let sign = try advance()
            let isNot = sign.kind == .symbol("!")
            if !isNot, case .int(let magnitude) = token.kind {
                let literal = try negative(magnitude, from: sign.range.lowerBound)
                return try wrap(try suffixes(of: literal), in: signs)
            }
            signs.append((isNot ? .not : .negate, sign.range.lowerBound))
            guard signs.count <= Limits.nesting else { throw tooDeep(at: sign.range.lowerBound) }
        }
        return try wrap(try suffixes(of: try primary()), in: signs)
    }

    private mutating func wrap(
        _ operand: Syntax, in signs: [(Operator, Int)]
    ) throws(ExpressionError) -> Syntax {
        var result = operand
        for (sign, offset) in signs.reversed() {
            result = try part(.operation(sign, [result]), at: offset, over: [result])
        }
        return result
    }

    private mutating func negative(_ magnitude: UInt64, from offset: Int) throws(ExpressionError) -> Syntax {
        guard magnitude <= 1 << 63 else { throw tooLarge(token.range) }
        _ = try advance()
        return try part(.literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude))), at: offset)
    }

    private func tooLarge(_ range: Range<Int>) -> ExpressionError {
        source.error(
            "integer `\(source.excerpt(range))` does not fit into 64 bits; add `u` if it is unsigned",
            at: range.lowerBound
        )
    }

    private mutating func suffixes(of operand: Syntax) throws(ExpressionError) -> Syntax {
        var result = operand
        while true {
            let offset = token.range.lowerBound
            if try take(".") {
                result = try field(of: result, at: offset)
            } else if try take("[") {
                let index = try expression()
                try expect("]")
                result = try part(.element(result, index), at: offset, over: [result, index])
            } else {
                return result
            }
        }
    }

    private mutating func field(of target: Syntax, at offset: Int) throws(ExpressionError) -> Syntax {
        let name = token
        switch name.kind {
        case .quotedName(let field):
            _ = try advance()
            return try part(.field(target, field), at: offset, over: [target])
        case .name(let field):
            _ = try advance()
            guard try take("(") else { return try part(.field(target, field), at: offset, over: [target]) }
            let arguments = try expressions(until: ")")
            return try part(
                .call(field, target: target, arguments), at: name.range.lowerBound, over: [target] + arguments
            )
        default: throw unexpected("a field's name")
        }
    }

    private mutating func primary() throws(ExpressionError) -> Syntax {
        let start = token
        let offset = start.range.lowerBound
        switch start.kind {
        case .literal(let value):
            _ = try advance()
            return try part(.literal(value), at: offset)
        case .int(let magnitude):
            guard let int = Int64(exactly: magnitude) else { throw tooLarge(start.range) }
            _ = try advance()
            return try part(.literal(.int(int)), at: offset)
        case .name, .symbol("."): return try name(at: offset)
        case .symbol("("):
            _ = try advance()
            let inner = try expression()
            try expect(")")
            return inner
        case .symbol("["):
            _ = try advance()
            let elements = try expressions(until: "]", mayEndWithComma: true)
            return try part(.list(elements), at: offset, over: elements)
        case .symbol("{"):
            _ = try advance()
            return try map(at: offset)
        default: throw unexpected("a value")
        }
    }

    private mutating func name(at offset: Int) throws(ExpressionError) -> Syntax {
        _ = try take(".")
        guard case .name(let name) = token.kind else { throw unexpected("a name") }
        guard !Lexer.reserved.contains(name) else {
            throw source.error("`\(name)` is reserved by the language; use another name", at: offset)
        }
        _ = try advance()
        guard try take("(") else { return try part(.name(name), at: offset) }
        let arguments = try expressions(until: ")")
        return try part(.call(name, target: nil, arguments), at: offset, over: arguments)
    }

    private mutating func expressions(
        until end: String, mayEndWithComma: Bool = false
    ) throws(ExpressionError) -> [Syntax] {
        var list: [Syntax] = []
        if try take(end) { return list }
        repeat {
            if mayEndWithComma, !list.isEmpty, isAt(end) { break }
            list.append(try expression())
        } while try take(",")
        try expect(end, "`,` or `\(end)`")
        return list
    }

    private mutating func map(at offset: Int) throws(ExpressionError) -> Syntax {
        var entries: [(key: Syntax, value: Syntax)] = []
        while !isAt("}") {
            let key = try expression()
            try expect(":", "`:` and the key's value")
            entries.append((key, try expression()))
            guard try take(",") else { break }
        }
        try expect("}", "`,` or `}`")
        return try part(.map(entries), at: offset, over: entries.flatMap { [$0.key, $0.value] })
    }
}
