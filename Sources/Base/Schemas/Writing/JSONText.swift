/// How single values are spelt in canonical JSON.
enum JSONText {
    /// A string in quotes with only the escapes that RFC 8785, section 3.2.2.2 asks for.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        let span = text.utf8Span.span
        guard PlainText.end(in: span, from: 0) < span.count else {
            return bytes.append(contentsOf: text.utf8)
        }
        for byte in text.utf8 {
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                bytes.append(byte)
            } else {
                appendEscape(byte, to: &bytes)
            }
        }
    }

    private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 0xF
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        default: bytes.append(byte)
        }
    }

    /// A whole number in decimal.
    static func append(_ whole: Int64, to bytes: inout [UInt8]) {
        if whole < 0 { bytes.append(UInt8(ascii: "-")) }
        let magnitude = whole.magnitude
        var scale: UInt64 = 1
        while magnitude / scale >= 10 { scale *= 10 }
        while scale > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(magnitude / scale % 10))
            scale /= 10
        }
    }

    /// A number as ECMAScript's Number::toString spells it (ECMA-262, section 6.1.6.1.20).
    ///
    /// Swift finds the same shortest digits; only their layout differs.
    static func append(_ number: Double, to bytes: inout [UInt8]) {
        precondition(number.isFinite, "JSON has no number `\(number)`")
        if number == 0 { return bytes.append(UInt8(ascii: "0")) }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let (digits, point) = shortest(number.magnitude)
        switch point {
        case digits.count...21 where point >= digits.count:
            bytes += digits
            bytes += repeatElement(UInt8(ascii: "0"), count: point - digits.count)
        case 1...21:
            bytes += digits[..<point]
            bytes.append(UInt8(ascii: "."))
            bytes += digits[point...]
        case -5...0:
            bytes += "0.".utf8
            bytes += repeatElement(UInt8(ascii: "0"), count: -point)
            bytes += digits
        default:
            bytes.append(digits[0])
            if digits.count > 1 {
                bytes.append(UInt8(ascii: "."))
                bytes += digits[1...]
            }
            bytes.append(UInt8(ascii: "e"))
            bytes.append(point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-"))
            append(Int64((point - 1).magnitude), to: &bytes)
        }
    }

    /// The shortest digits that read back as `number`, and where the decimal point stands: 0.digits ×
    /// 10^point.
    static func shortest(_ number: Double) -> (digits: [UInt8], point: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var text = Substring(number.description)
        if let mark = text.firstIndex(of: "e") {
            exponent = Int(text[text.index(after: mark)...]) ?? 0
            text = text[..<mark]
        }
        for byte in text.utf8 {
            if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
        }
        var place = (point ?? digits.count) + exponent
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(zeros)
        place -= zeros
        return (digits, place)
    }
}
