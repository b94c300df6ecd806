/// How a quoted text opens: its prefix letters, quote mark, and whether the mark is tripled.
struct Opening {
    let isBytes: Bool
    let isRaw: Bool
    let quote: UInt8
    let width: Int
    let length: Int
}

extension Lexer {
    /// The opening of a text or byte string at this place: `b`, `r` or `br` before one or three quotes.
    func quoteAhead() -> Opening? {
        var length = 0
        let isBytes = peek() | 0x20 == UInt8(ascii: "b")
        if isBytes { length += 1 }
        let isRaw = peek(length) | 0x20 == UInt8(ascii: "r")
        if isRaw { length += 1 }
        let quote = peek(length)
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        let width = peek(length + 1) == quote && peek(length + 2) == quote ? 3 : 1
        return Opening(isBytes: isBytes, isRaw: isRaw, quote: quote, width: width, length: length + width)
    }

    mutating func quoted(_ opening: Opening) throws(ExpressionError) -> Value {
        let start = position
        position += opening.length
        var content: [UInt8] = []
        while !closes(opening) {
            guard !isAtEnd else {
                throw source.error("text is not closed; end it with the quote it began with", at: start)
            }
            let byte = peek()
            if byte == UInt8(ascii: "\\"), !opening.isRaw {
                try escape(into: &content, isBytes: opening.isBytes)
                continue
            }
            if opening.width == 1, byte == 0x0A || byte == 0x0D {
                throw source.error("text has a line break; write `\\n` or use three quotes", at: position)
            }
            content.append(byte)
            position += 1
        }
        position += opening.width
        return opening.isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
    }

    private func closes(_ opening: Opening) -> Bool {
        guard position + opening.width <= source.bytes.count else { return false }
        return (0..<opening.width).allSatisfy { peek($0) == opening.quote }
    }

    private mutating func escape(into content: inout [UInt8], isBytes: Bool) throws(ExpressionError) {
        let start = position
        let letter = peek(1)
        position += 2
        if let simple = Lexer.simpleEscapes[letter] { return content.append(simple) }
        let code: UInt32? =
            switch letter {
            case UInt8(ascii: "x"), UInt8(ascii: "X"): digits(2, radix: 16)
            case UInt8(ascii: "u") where !isBytes: digits(4, radix: 16)
            case UInt8(ascii: "U") where !isBytes: digits(8, radix: 16)
            case UInt8(ascii: "0")...UInt8(ascii: "3"): octal()
            default: nil
            }
        if let code, isBytes { return content.append(UInt8(truncatingIfNeeded: code)) }
        guard let code, let scalar = Unicode.Scalar(code) else {
            let written = source.excerpt(start..<min(max(position, start + 2), source.bytes.count))
            throw source.error("`\(written)` is no escape; write `\\\\` for a backslash", at: start)
        }
        content.append(contentsOf: String(scalar).utf8)
    }

    private static let simpleEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
        UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "?"): 0x3F, UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27,
        UInt8(ascii: "`"): 0x60,
    ]

    private mutating func octal() -> UInt32? {
        position -= 1
        return digits(3, radix: 8)
    }

    private mutating func digits(_ count: Int, radix: UInt32) -> UInt32? {
        var code: UInt64 = 0
        for _ in 0..<count {
            guard let digit = Lexer.hexDigit(peek()), digit < radix else { return nil }
            code = code * UInt64(radix) + UInt64(digit)
            position += 1
        }
        return UInt32(exactly: code)
    }
}
