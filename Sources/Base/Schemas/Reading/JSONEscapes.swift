/// What a string says once its escapes are resolved. Only ever used on strings the scanner has accepted.
enum JSONEscapes {
    /// The bytes of a string token, unescaped.
    static func content(of token: JSONTape.Token, in bytes: Span<UInt8>) -> [UInt8] {
        decoded(Int(token.start)..<Int(token.start) + Int(token.low), in: bytes)
    }

    /// A number that equal strings share: their length and four of their bytes.
    static func signature(of token: JSONTape.Token, in bytes: Span<UInt8>) -> UInt32 {
        if token.flag { return signature(of: content(of: token, in: bytes).span, 0, count: nil) }
        return signature(of: bytes, Int(token.start), count: Int(token.low))
    }

    static func signature(of bytes: Span<UInt8>, _ start: Int, count: Int?) -> UInt32 {
        let count = count ?? bytes.count
        guard count > 0 else { return 0 }
        let (first, middle, last) = (bytes[start], bytes[start + count / 2], bytes[start + count - 1])
        return UInt32(truncatingIfNeeded: count) << 24 | UInt32(first) << 16 | UInt32(middle) << 8
            | UInt32(last)
    }

    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The bytes of `range`, unescaped.
    static func decoded(_ range: Range<Int>, in bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                text.append(bytes[index])
                index += 1
                continue
            }
            let letter = bytes[index + 1]
            if letter == UInt8(ascii: "u") {
                text.append(contentsOf: String(scalar(at: &index, in: bytes)).utf8)
            } else {
                text.append(single(letter))
                index += 2
            }
        }
        return text
    }

    private static func single(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    private static func scalar(at index: inout Int, in bytes: Span<UInt8>) -> Unicode.Scalar {
        let high = unit(at: index + 2, in: bytes)
        index += 6
        guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
        let low = unit(at: index + 2, in: bytes)
        index += 6
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    private static func unit(at index: Int, in bytes: Span<UInt8>) -> UInt32 {
        var unit: UInt32 = 0
        for offset in index..<index + 4 { unit = unit << 4 | UInt32(hexadecimal(bytes[offset]) ?? 0) }
        return unit
    }
}
