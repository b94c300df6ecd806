extension JSONScanner {
    /// Reads a string in quotes: checks UTF-8, control characters and escapes, and signs its text.
    mutating func scanString(_ bytes: Span<UInt8>) throws(JSONError) {
        let quote = position
        position += 1
        var token = JSONTape.Token(.string, at: position)
        scanning: while true {
            position = PlainText.end(in: bytes, from: position)
            guard position < bytes.count else { break }
            switch bytes[position] {
            case UInt8(ascii: "\""): break scanning
            case UInt8(ascii: "\\"):
                token.flag = true
                try scanEscape(bytes)
            case 0..<0x20:
                throw fault(
                    "control character `\(bytes[position])` in a string; write it as an escape", bytes)
            default: try scanWide(bytes)
            }
        }
        guard position < bytes.count else {
            throw fault("a string is not closed; end it with a double quote", at: quote, bytes)
        }
        token.low = UInt32(truncatingIfNeeded: position - Int(token.start))
        position += 1
        token.high = JSONEscapes.signature(of: token, in: bytes)
        tokens.append(token)
    }

    /// One character of two to four bytes (the well-formed sequences of Unicode, table 3-7).
    private mutating func scanWide(_ bytes: Span<UInt8>) throws(JSONError) {
        let lead = bytes[position]
        let second: ClosedRange<UInt8>
        let length: Int
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw invalidText(bytes)
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]) else {
            throw invalidText(bytes)
        }
        for offset in 2..<max(2, length) where bytes[position + offset] & 0xC0 != 0x80 {
            throw invalidText(bytes)
        }
        position += length
    }

    private func invalidText(_ bytes: Span<UInt8>) -> JSONError {
        fault("byte `\(bytes[position])` is not valid UTF-8; send the text as UTF-8", bytes)
    }

    private mutating func scanEscape(_ bytes: Span<UInt8>) throws(JSONError) {
        let start = position
        guard position + 1 < bytes.count else { return position = bytes.count }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            let unit = try scanUnit(bytes)
            if (0xDC00...0xDFFF).contains(unit) { throw loneSurrogate(start, bytes) }
            guard (0xD800...0xDBFF).contains(unit) else { return }
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u"), (0xDC00...0xDFFF).contains(try scanUnit(bytes))
            else { throw loneSurrogate(start, bytes) }
        default:
            throw fault("a backslash before something that is no escape; write `\\\\` for a backslash", bytes)
        }
    }

    private func loneSurrogate(_ start: Int, _ bytes: Span<UInt8>) -> JSONError {
        fault("half of a surrogate pair stands alone; write both halves", at: start, bytes)
    }

    /// The four digits of `\uXXXX`; stands after them on return.
    private mutating func scanUnit(_ bytes: Span<UInt8>) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for offset in position + 2..<position + 6 {
            guard offset < bytes.count, let digit = JSONEscapes.hexadecimal(bytes[offset]) else {
                throw fault("`\\u` needs four hexadecimal digits", bytes)
            }
            unit = unit << 4 | UInt16(digit)
        }
        position += 6
        return unit
    }
}
