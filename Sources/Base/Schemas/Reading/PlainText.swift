/// Looks at text eight bytes at a time.
enum PlainText {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The first place from `start` on that is not plain inside a JSON string: a quote, a backslash, a
    /// control character, or the beginning of a wide character.
    static func end(in bytes: Span<UInt8>, from start: Int) -> Int {
        precondition(start >= 0, "text begins before the first byte")
        var index = start
        let raw = unsafe bytes.bytes
        while index + 8 <= bytes.count {
            let special = specials(word(raw, index))
            if special != 0 { return index + special.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                break
            }
            index += 1
        }
        return index
    }

    /// Whether two stretches of bytes are the same. The last words overlap, so that no single bytes are left.
    static func same(_ one: Span<UInt8>, _ start: Int, _ other: Span<UInt8>, _ otherStart: Int, count: Int)
        -> Bool
    {
        precondition(
            start >= 0 && otherStart >= 0 && count >= 0, "a stretch of bytes begins before the first")
        precondition(
            start + count <= one.count && otherStart + count <= other.count, "a stretch of bytes is too long")
        let (left, right) = unsafe (one.bytes, other.bytes)
        if count >= 8 {
            var offset = 0
            while offset < count - 8 {
                if word(left, start + offset) != word(right, otherStart + offset) {
                    return false
                }
                offset += 8
            }
            return word(left, start + count - 8) == word(right, otherStart + count - 8)
        }
        if count >= 4 {
            let last = count - 4
            let firsts = halfWord(left, start) ^ halfWord(right, otherStart)
            let lasts = halfWord(left, start + last) ^ halfWord(right, otherStart + last)
            return firsts | lasts == 0
        }
        for offset in 0..<count where one[start + offset] != other[otherStart + offset] { return false }
        return true
    }

    /// Marks the high bit of every byte that is special. A mark above the first one may be wrong, because
    /// subtraction borrows; the first one is always right.
    private static func specials(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let zeros = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
        let controls = (word &- ones &* 0x20) & ~word
        return (zeros | controls | word) & highs
    }

    /// Eight bytes as one number, the first lowest. Callers in this file have checked that they
    /// are there.
    private static func word(_ bytes: RawSpan, _ index: Int) -> UInt64 {
        UInt64(
            littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
    }

    /// Four bytes as one number, under the same condition.
    private static func halfWord(_ bytes: RawSpan, _ index: Int) -> UInt32 {
        unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt32.self)
    }
}
