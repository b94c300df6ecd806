/// A value of the Common Expression Language.
public enum Value: Sendable {
    /// Nothing, said explicitly; an absent value is no value at all.
    case null
    /// True or false.
    case bool(Bool)
    /// A signed 64-bit integer.
    case int(Int64)
    /// An unsigned 64-bit integer.
    case uint(UInt64)
    /// An IEEE 754 binary64 number.
    case double(Double)
    /// Text; compared code point by code point, without normalisation.
    case string(String)
    /// Uninterpreted bytes.
    case bytes([UInt8])
    /// A list of values of any types.
    case list([Value])
    /// Values by key.
    case map([Key: Value])

    /// The word the language has for this value's type, such as `int`.
    public var typeName: String { type.description }

    /// The type of this value; elements of lists and maps count as dynamic.
    var type: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        }
    }
}

extension Value: Equatable {
    /// Whether both are the same value of the same type: `1` differs from `1.0`, NaN is itself.
    ///
    /// The language's own `==` is another one: there, `1` equals `1.0` and NaN equals nothing.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.uint(let a), .uint(let b)): a == b
        case (.double(let a), .double(let b)): a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.bytes(let a), .bytes(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.map(let a), .map(let b)): a == b
        default: false
        }
    }
}

/// A key of a map. Integers are equal across signedness, as in the language.
public enum Key: Sendable {
    /// A truth value as key.
    case bool(Bool)
    /// A signed integer as key.
    case int(Int64)
    /// An unsigned integer as key.
    case uint(UInt64)
    /// Text as key; compared code point by code point.
    case string(String)

    /// The key a value stands for, or nil when such a value is never a key; a double counts when it is whole.
    init?(_ value: Value) {
        switch value {
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(int)
        case .uint(let uint): self = .uint(uint)
        case .string(let string): self = .string(string)
        case .double(let double):
            guard let whole = double.wholeNumber else { return nil }
            self = whole
        default: return nil
        }
    }

    /// The key as a value.
    public var value: Value {
        switch self {
        case .bool(let bool): .bool(bool)
        case .int(let int): .int(int)
        case .uint(let uint): .uint(uint)
        case .string(let string): .string(string)
        }
    }
}

extension Key: Hashable {
    /// Whether both name the same entry of a map.
    public static func == (left: Key, right: Key) -> Bool {
        switch (left, right) {
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.uint(let a), .uint(let b)): a == b
        case (.int(let a), .uint(let b)), (.uint(let b), .int(let a)): a >= 0 && UInt64(a) == b
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        default: false
        }
    }

    /// Feeds what `==` compares; equal integers of either signedness feed the same bits.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let bool): hasher.combine(bool)
        case .int(let int): hasher.combine(UInt64(bitPattern: int))
        case .uint(let uint): hasher.combine(uint)
        case .string(let string): hasher.combine(string)
        }
    }
}

extension Double {
    /// The integer this number is, when it is one of 64 bits.
    ///
    /// Not `Int64(exactly:)`: without optimisation that one needs the C library's mathematics linked in.
    var wholeNumber: Key? {
        if self > -0x1p63, self < 0x1p63 {
            let int = Int64(self)
            return Double(int) == self ? .int(int) : nil
        }
        return self >= 0x1p63 && self < 0x1p64 ? .uint(UInt64(self)) : nil
    }
}
