/// A JSON value, as RFC 8259 defines it, with the strictness of I-JSON (RFC 7493).
///
/// Equality is by meaning: `1` equals `1.0`, the order of an object's members does not count, and two
/// strings are equal only when their code points are (Swift's own `==` would call `é` and `e` + accent equal,
/// which would let two different documents pass for one).
public enum JSON: Sendable {
    case null
    case bool(Bool)
    /// A whole number written without fraction or exponent. Outside documents stay within ±(2^53 - 1).
    case integer(Int64)
    /// Any other number; always finite in a document that was read.
    case double(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON: Hashable {
    /// Equality by meaning, see above.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.double(let one), .double(let other)): one == other
        case (.integer(let whole), .double(let number)): number.wholeNumber == whole
        case (.double(let number), .integer(let whole)): number.wholeNumber == whole
        case (.string(let one), .string(let other)): one.hasSameCodePoints(as: other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    /// Equal values hash equally, also `1` and `1.0`.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let whole): hasher.combine(whole)
        case .double(let number):
            if let whole = number.wholeNumber { hasher.combine(whole) } else { hasher.combine(number) }
        case .string(let text): text.hashCodePoints(into: &hasher)
        case .array(let items): hasher.combine(items)
        case .object(let object): hasher.combine(object)
        }
    }
}

extension JSON {
    /// The text, when this is a string.
    public var stringValue: String? { if case .string(let text) = self { text } else { nil } }

    /// The whole number, when this is one in either spelling (`3`, `3.0`, `3e0`).
    public var integerValue: Int64? {
        switch self {
        case .integer(let whole): whole
        case .double(let number): number.wholeNumber
        default: nil
        }
    }

    /// The number as a double, when this is a number. Never use it for money.
    public var doubleValue: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .double(let number): number
        default: nil
        }
    }

    /// The truth value, when this is one.
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The items, when this is an array.
    public var arrayValue: [JSON]? { if case .array(let items) = self { items } else { nil } }

    /// The members, when this is an object.
    public var objectValue: JSONObject? { if case .object(let object) = self { object } else { nil } }

    /// Whether this is `null`.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// The member called `key`; nil when there is none or this is no object.
    public subscript(key: String) -> JSON? { objectValue?[key] }

    /// The item at `index`; nil when there is none or this is no array.
    public subscript(index: Int) -> JSON? {
        guard case .array(let items) = self, items.indices.contains(index) else { return nil }
        return items[index]
    }

    /// What kind of value this is, in words for messages: `a string`, `an object`.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer, .double: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension Double {
    /// The whole number this is, if it is one and fits.
    package var wholeNumber: Int64? {
        guard self >= -0x1p63, self < 0x1p63 else { return nil }
        let whole = Int64(self)
        return Double(whole) == self ? whole : nil
    }
}

extension String {
    /// Equality by code points, without Unicode normalisation.
    package func hasSameCodePoints(as other: String) -> Bool {
        // Nothing of the same length but an ASCII text itself normalises to it, so it needs no second look.
        utf8.count == other.utf8.count && self == other && (utf8Span.isKnownASCII || utf8.elementsEqual(other.utf8))
    }

    /// Hashes what `hasSameCodePoints` compares.
    package func hashCodePoints(into hasher: inout Hasher) {
        for byte in utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}
