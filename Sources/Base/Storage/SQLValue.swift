/// A value given to a statement; it is always bound, never pasted into the text.
public enum SQLValue: Hashable, Sendable {
    /// No value.
    case null
    /// A whole number of 64 bits: also counts, money in minor units, instants.
    case integer(Int64)
    /// Text as UTF-8.
    case text(String)
    /// Bytes as they are.
    case blob([UInt8])

    /// The text, or `null` where there is none.
    public static func text(ifPresent text: String?) -> SQLValue {
        text.map(SQLValue.text) ?? .null
    }

    /// The number, or `null` where there is none.
    public static func integer(ifPresent number: Int64?) -> SQLValue {
        number.map(SQLValue.integer) ?? .null
    }

    /// The bytes, or `null` where there are none.
    public static func blob(ifPresent bytes: [UInt8]?) -> SQLValue {
        bytes.map(SQLValue.blob) ?? .null
    }

    /// A yes or no, kept as 1 or 0.
    public static func flag(_ value: Bool) -> SQLValue {
        .integer(value ? 1 : 0)
    }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    /// A number written in the code.
    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// A text written in the code.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// No value.
    public init(nilLiteral: ()) {
        self = .null
    }
}
