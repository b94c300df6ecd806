/// A regular expression simple enough to need no engine: `^`, then characters and classes with counts, then
/// `$`.
///
/// Such as `^cmp-[0-9]{8}$`. Only ASCII, and only where taking as much as possible at every step is always
/// right, so that one pass without going back decides.
struct ClassPattern: Sendable {
    /// A set of ASCII characters.
    struct Class: Sendable {
        var low: UInt64 = 0
        var high: UInt64 = 0

        func contains(_ byte: UInt8) -> Bool {
            byte < 128 && (byte < 64 ? low : high) &>> UInt64(byte & 63) & 1 == 1
        }

        mutating func insert(_ range: ClosedRange<UInt8>) {
            for byte in range where byte < 128 {
                if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
            }
        }

        func isDisjoint(from other: Class) -> Bool { low & other.low == 0 && high & other.high == 0 }
    }

    struct Step: Sendable {
        var characters: Class
        var least: Int
        var most: Int
    }

    let steps: [Step]

    /// Reads an expression; nil when it is not of the simple kind.
    init?(_ expression: String) {
        var reader = ClassPatternReader(expression)
        guard let steps = reader.steps(), Self.needsNoReturn(steps) else { return nil }
        self.steps = steps
    }

    /// Whether the bytes of `range` match from end to end.
    static func matches(_ steps: ArraySlice<Step>, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        for step in steps {
            let end = index + min(step.most, range.upperBound - index)
            let start = index
            while index < end, step.characters.contains(bytes[index]) { index += 1 }
            if index - start < step.least { return false }
        }
        return index == range.upperBound
    }

    /// A step of varying length may not take what a later step could want.
    private static func needsNoReturn(_ steps: [Step]) -> Bool {
        for (index, step) in steps.enumerated() where step.least != step.most {
            for later in steps[(index + 1)...] {
                if !step.characters.isDisjoint(from: later.characters) { return false }
                if later.least > 0 { break }
            }
        }
        return true
    }
}

/// Reads the simple kind of regular expression; gives up, by nil, at anything else.
private struct ClassPatternReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ expression: String) { bytes = Array(expression.utf8) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func steps() -> [ClassPattern.Step]? {
        guard bytes.first == UInt8(ascii: "^"), bytes.last == UInt8(ascii: "$"), bytes.count >= 2 else {
            return nil
        }
        position = 1
        var steps: [ClassPattern.Step] = []
        while position < bytes.count - 1 {
            guard let characters = characters(), let (least, most) = counts() else { return nil }
            steps.append(ClassPattern.Step(characters: characters, least: least, most: most))
        }
        return position == bytes.count - 1 ? steps : nil
    }

    private mutating func characters() -> ClassPattern.Class? {
        guard let byte = current, (0x20..<0x7F).contains(byte) else { return nil }
        position += 1
        var set = ClassPattern.Class()
        switch byte {
        case UInt8(ascii: "["): return bracketed()
        case UInt8(ascii: "\\"): return escaped()
        case UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "]"),
            UInt8(ascii: "^"), UInt8(ascii: "$"):
            return nil
        default: set.insert(byte...byte)
        }
        return set
    }

    private mutating func escaped() -> ClassPattern.Class? {
        guard let letter = current else { return nil }
        position += 1
        var set = ClassPattern.Class()
        switch letter {
        case UInt8(ascii: "d"): set.insert(UInt8(ascii: "0")...UInt8(ascii: "9"))
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "+"),
            UInt8(ascii: "$"), UInt8(ascii: "_"):
            set.insert(letter...letter)
        default: return nil
        }
        return set
    }

    private mutating func bracketed() -> ClassPattern.Class? {
        var set = ClassPattern.Class()
        while let byte = current, byte != UInt8(ascii: "]") {
            guard (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "["), byte != UInt8(ascii: "^") else {
                return nil
            }
            position += 1
            if byte == UInt8(ascii: "\\") {
                guard let inner = escaped() else { return nil }
                set.low |= inner.low
                set.high |= inner.high
                if current == UInt8(ascii: "-") { return nil }
            } else if current == UInt8(ascii: "-"), position + 1 < bytes.count,
                bytes[position + 1] != UInt8(ascii: "]")
            {
                let end = bytes[position + 1]
                guard byte <= end, end != UInt8(ascii: "\\"), end < 0x7F else { return nil }
                set.insert(byte...end)
                position += 2
            } else {
                set.insert(byte...byte)
            }
        }
        guard current != nil, set.low | set.high != 0 else { return nil }
        position += 1
        return set
    }

    private mutating func counts() -> (Int, Int)? {
        switch current {
        case UInt8(ascii: "*"): return step((0, .max))
        case UInt8(ascii: "+"): return step((1, .max))
        case UInt8(ascii: "?"): return step((0, 1))
        case UInt8(ascii: "{"):
            position += 1
            guard let least = number() else { return nil }
            if current == UInt8(ascii: "}") { return step((least, least)) }
            guard current == UInt8(ascii: ",") else { return nil }
            position += 1
            let most = current == UInt8(ascii: "}") ? .max : number()
            guard let most, most >= least, current == UInt8(ascii: "}") else { return nil }
            return step((least, most))
        default: return (1, 1)
        }
    }

    /// Passes the end of a count; a second mark behind it (`+?`, `*+`) means something else.
    private mutating func step(_ counts: (Int, Int)) -> (Int, Int)? {
        position += 1
        switch current {
        case UInt8(ascii: "?"), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "{"): return nil
        default: return counts
        }
    }

    private mutating func number() -> Int? {
        let start = position
        var value = 0
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), position < start + 5 {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        return position > start ? value : nil
    }
}
