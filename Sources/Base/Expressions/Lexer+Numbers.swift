extension Lexer {
    /// An integer (decimal or hexadecimal, `u` for unsigned) or a number with fraction or exponent.
    mutating func number() throws(ExpressionError) -> Token.Kind {
        let start = position
        if peek() == UInt8(ascii: "0"), peek(1) | 0x20 == UInt8(ascii: "x") {
            position += 2
            return try integer(from: start, digitsFrom: position, radix: 16)
        }
        skip(while: Lexer.isDigit)
        let isWhole = !skipFraction()
        let hasExponent = skipExponent()
        guard !isWhole || hasExponent else { return try integer(from: start, digitsFrom: start, radix: 10) }
        try endNumber(from: start)
        guard let double = Double(source.text(start..<position)), double.isFinite else {
            throw source.error(
                "number `\(source.excerpt(start..<position))` is too large for a double", at: start)
        }
        return .literal(.double(double))
    }

    private mutating func skipFraction() -> Bool {
        guard peek() == UInt8(ascii: "."), Lexer.isDigit(peek(1)) else { return false }
        position += 1
        skip(while: Lexer.isDigit)
        return true
    }

    private mutating func skipExponent() -> Bool {
        guard peek() | 0x20 == UInt8(ascii: "e") else { return false }
        let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
        guard Lexer.isDigit(peek(1 + sign)) else { return false }
        position += 1 + sign
        skip(while: Lexer.isDigit)
        return true
    }

    private mutating func integer(
        from start: Int, digitsFrom: Int, radix: Int
    ) throws(ExpressionError) -> Token.Kind {
        if radix == 16 { skip { Lexer.hexDigit($0) != nil } }
        let digits = source.text(digitsFrom..<position)
        let isUnsigned = peek() | 0x20 == UInt8(ascii: "u")
        if isUnsigned { position += 1 }
        try endNumber(from: start)
        guard !digits.isEmpty, let magnitude = UInt64(digits, radix: radix) else {
            throw source.error(
                "integer `\(source.excerpt(start..<position))` does not fit into 64 bits", at: start)
        }
        return isUnsigned ? .literal(.uint(magnitude)) : .int(magnitude)
    }

    private mutating func endNumber(from start: Int) throws(ExpressionError) {
        guard Lexer.continuesName(peek()), !isAtEnd else { return }
        skip(while: Lexer.continuesName)
        throw source.error(
            "`\(source.excerpt(start..<position))` is neither a number nor a name; a unit has no place here",
            at: start)
    }

    static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x61 + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x41 + 10
        default: nil
        }
    }
}
