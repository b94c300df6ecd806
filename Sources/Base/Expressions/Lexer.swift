/// Cuts a source into tokens (CEL language definition, section Syntax).
struct Lexer {
    let source: Source
    var position = 0

    static let keywords: Set<String> = ["true", "false", "null", "in"]
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
        "package",
        "namespace", "return", "var", "void", "while",
    ]

    static func startsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func continuesName(_ byte: UInt8) -> Bool { startsName(byte) || isDigit(byte) }

    init(_ source: Source) { self.source = source }

    /// The byte so many places ahead, or 0 after the end.
    func peek(_ ahead: Int = 0) -> UInt8 {
        position + ahead < source.bytes.count ? source.bytes[position + ahead] : 0
    }

    var isAtEnd: Bool { position >= source.bytes.count }

    mutating func skip(while accepted: (UInt8) -> Bool) {
        while !isAtEnd, accepted(peek()) { position += 1 }
    }

    mutating func next() throws(ExpressionError) -> Token {
        skipSpace()
        let start = position
        if isAtEnd { return Token(kind: .end, range: start..<start) }
        let kind = try kind()
        return Token(kind: kind, range: start..<position)
    }

    private mutating func skipSpace() {
        while !isAtEnd {
            switch peek() {
            case UInt8(ascii: " "), 0x09, 0x0A, 0x0C, 0x0D: position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): skip { $0 != 0x0A }
            default: return
            }
        }
    }

    private mutating func kind() throws(ExpressionError) -> Token.Kind {
        let byte = peek()
        if let opening = quoteAhead() { return .literal(try quoted(opening)) }
        if Lexer.startsName(byte) { return name() }
        if Lexer.isDigit(byte) || (byte == UInt8(ascii: ".") && Lexer.isDigit(peek(1))) {
            return try number()
        }
        if byte == UInt8(ascii: "`") { return try quotedName() }
        return try symbol()
    }

    private mutating func name() -> Token.Kind {
        let start = position
        skip(while: Lexer.continuesName)
        let word = source.text(start..<position)
        return switch word {
        case "true": .literal(.bool(true))
        case "false": .literal(.bool(false))
        case "null": .literal(.null)
        case "in": .symbol(word)
        default: .name(word)
        }
    }

    private mutating func quotedName() throws(ExpressionError) -> Token.Kind {
        let start = position
        position += 1
        skip { Lexer.continuesName($0) || "./ -".utf8.contains($0) }
        guard !isAtEnd, peek() == UInt8(ascii: "`"), position > start + 1 else {
            throw source.error(
                "a name in backticks has letters, digits, `_`, `.`, `-`, `/` and spaces only", at: start)
        }
        position += 1
        return .quotedName(source.text(start + 1..<position - 1))
    }

    private mutating func symbol() throws(ExpressionError) -> Token.Kind {
        let start = position
        let pair = source.text(start..<min(start + 2, source.bytes.count))
        if ["||", "&&", "==", "!=", "<=", ">="].contains(pair) {
            position += 2
            return .symbol(pair)
        }
        if "+-*/%!<>?:.,()[]{}".utf8.contains(peek()) {
            position += 1
            return .symbol(source.text(start..<position))
        }
        position += 1
        skip { $0 & 0xC0 == 0x80 }
        throw source.error(hint(for: source.excerpt(start..<position)), at: start)
    }

    private func hint(for character: String) -> String {
        switch character {
        case "=": "`=` is no operator; compare with `==`"
        case "&": "`&` is no operator; join conditions with `&&`"
        case "|": "`|` is no operator; join conditions with `||`"
        default: "`\(character)` has no meaning here; remove it or put it into quotes"
        }
    }
}
