/// Turns the bytes of a file into UTF-8, chunk by chunk; a character may be cut by a chunk's end.
///
/// A lone surrogate or a cut last character becomes U+FFFD, so that the row it is in is still read and
/// judged.
struct Transcoder: Sendable {
    private let encoding: TextEncoding
    private var carriedByte: UInt8?
    private var carriedHigh: UInt16?

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
    }

    /// The same text in UTF-8; UTF-8 itself passes unchanged.
    mutating func utf8(_ chunk: [UInt8]) -> [UInt8] {
        switch encoding {
        case .utf8: return chunk
        case .windows1252: return fromWindows1252(chunk)
        case .utf16LittleEndian, .utf16BigEndian: return fromUTF16(chunk)
        }
    }

    /// What is left when the file ends in the middle of a character.
    mutating func end() -> [UInt8] {
        guard carriedByte != nil || carriedHigh != nil else { return [] }
        (carriedByte, carriedHigh) = (nil, nil)
        return Self.replacement
    }

    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    private mutating func fromUTF16(_ chunk: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(chunk.count)
        var index = 0
        while index < chunk.count {
            guard let first = carriedByte else {
                carriedByte = chunk[index]
                index += 1
                continue
            }
            let second = chunk[index]
            index += 1
            carriedByte = nil
            let (high, low) = encoding == .utf16LittleEndian ? (second, first) : (first, second)
            append(UInt16(high) << 8 | UInt16(low), to: &result)
        }
        return result
    }

    private mutating func append(_ unit: UInt16, to result: inout [UInt8]) {
        let isLow = unit & 0xFC00 == 0xDC00
        if let high = carriedHigh {
            carriedHigh = nil
            if isLow {
                let scalar = 0x10000 + (UInt32(high & 0x3FF) << 10) + UInt32(unit & 0x3FF)
                Self.append(scalar, to: &result)
                return
            }
            result += Self.replacement
        }
        if unit & 0xFC00 == 0xD800 {
            carriedHigh = unit
        } else if isLow {
            result += Self.replacement
        } else {
            Self.append(UInt32(unit), to: &result)
        }
    }

    private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
        switch scalar {
        case ..<0x80:
            result.append(UInt8(scalar))
        case ..<0x800:
            result.append(0xC0 | UInt8(scalar >> 6))
            result.append(0x80 | UInt8(scalar & 0x3F))
        case ..<0x10000:
            result.append(0xE0 | UInt8(scalar >> 12))
            result.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            result.append(0x80 | UInt8(scalar & 0x3F))
        default:
            result.append(0xF0 | UInt8(scalar >> 18))
            result.append(0x80 | UInt8(scalar >> 12 & 0x3F))
            result.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            result.append(0x80 | UInt8(scalar & 0x3F))
        }
    }

    private func fromWindows1252(_ chunk: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(chunk.count + chunk.count / 8)
        for byte in chunk {
            let scalar = 0x80..<0xA0 ~= byte ? Self.windows1252[Int(byte) - 0x80] : UInt32(byte)
            Self.append(scalar, to: &result)
        }
        return result
    }

    /// 0x80 to 0x9F of code page 1252, as in the WHATWG Encoding Standard.
    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
