/// A scalar as it stands in the file, and what the YAML 1.2 core schema makes of it.
public struct YAMLScalar: Sendable, Equatable {
    /// A scalar's meaning in the core schema (YAML 1.2.2, section 10.3.2).
    public enum Value: Sendable, Equatable {
        case null
        case bool(Bool)
        /// An integer as written, for example `0x1F`; the text is kept because it may exceed any machine word.
        case integer
        /// A number with a fraction or exponent, or an infinity or NaN.
        case float
        case text
    }

    /// The characters, after quotes, escapes and line folding.
    public let text: String
    /// True when the scalar was written without quotes and not as a block; only then does the core schema
    /// resolve it.
    public let isPlain: Bool

    /// A scalar of the given text.
    public init(_ text: String, isPlain: Bool) {
        self.text = text
        self.isPlain = isPlain
    }

    /// The meaning of the scalar; a quoted one is always text.
    public var value: Value {
        guard isPlain else { return .text }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return YAMLScalar.number(Array(text.utf8))
        }
    }

    /// True for the words that YAML 1.1 reads as booleans and YAML 1.2 as text (`no`, `on`, `Y`, …), written
    /// without quotes.
    public var isAmbiguousWord: Bool {
        isPlain && Self.ambiguousWords.contains(text)
    }

    private static let ambiguousWords: Set<String> = [
        "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
    ]

    private static func number(_ bytes: [UInt8]) -> Value {
        if let prefix = Radix(bytes), bytes.count > 2 {
            return bytes.dropFirst(2).allSatisfy(prefix.holds) ? .integer : .text
        }
        var rest = bytes[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if [".inf", ".Inf", ".INF"].contains(String(decoding: rest, as: UTF8.self)) { return .float }
        if [".nan", ".NaN", ".NAN"].contains(String(decoding: bytes, as: UTF8.self)) { return .float }
        return decimal(rest)
    }

    /// `[0-9]+` is an integer, `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?` a float, all
    /// else text.
    private static func decimal(_ bytes: ArraySlice<UInt8>) -> Value {
        let whole = bytes.prefix(while: isDigit)
        var rest = bytes.dropFirst(whole.count)
        if rest.isEmpty { return whole.isEmpty ? .text : .integer }
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            if whole.isEmpty && fraction.isEmpty { return .text }
            rest = rest.dropFirst(1 + fraction.count)
        } else if whole.isEmpty {
            return .text
        }
        if rest.isEmpty { return .float }
        guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return .text }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit) ? .float : .text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The two prefixed integer forms of the core schema: `0o17` and `0x1F`.
    private enum Radix {
        case octal, hexadecimal

        init?(_ bytes: [UInt8]) {
            guard bytes.first == UInt8(ascii: "0"), bytes.count > 1 else { return nil }
            switch bytes[1] {
            case UInt8(ascii: "o"): self = .octal
            case UInt8(ascii: "x"): self = .hexadecimal
            default: return nil
            }
        }

        func holds(_ byte: UInt8) -> Bool {
            switch (self, byte) {
            case (_, UInt8(ascii: "0")...UInt8(ascii: "7")): true
            case (.hexadecimal, UInt8(ascii: "8")...UInt8(ascii: "9")): true
            case (.hexadecimal, UInt8(ascii: "a")...UInt8(ascii: "f")): true
            case (.hexadecimal, UInt8(ascii: "A")...UInt8(ascii: "F")): true
            default: false
            }
        }
    }
}
