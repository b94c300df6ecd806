/// The type of an expression or a slot, as far as it is known before evaluation.
public indirect enum ValueType: Hashable, Sendable {
    /// The type of `null`.
    case null
    /// Truth values.
    case bool
    /// Signed 64-bit integers.
    case int
    /// Unsigned 64-bit integers.
    case uint
    /// IEEE 754 binary64 numbers.
    case double
    /// Text.
    case string
    /// Uninterpreted bytes.
    case bytes
    /// A list with elements of one type.
    case list(ValueType)
    /// A map from keys of one type to values of one type.
    case map(ValueType, ValueType)
    /// Known only when evaluated.
    case dyn

    var isNumber: Bool { self == .int || self == .uint || self == .double }

    /// Whether a value of one type can be compared with, or stand where, the other is expected.
    func agrees(with other: ValueType) -> Bool {
        switch (self, other) {
        case (.dyn, _), (_, .dyn): true
        case (.list(let a), .list(let b)): a.agrees(with: b)
        case (.map(let a, let x), .map(let b, let y)): a.agrees(with: b) && x.agrees(with: y)
        default: self == other
        }
    }

    /// The type that covers both: their own when equal, else dynamic as far as they differ.
    func joined(with other: ValueType) -> ValueType {
        switch (self, other) {
        case (.list(let a), .list(let b)): .list(a.joined(with: b))
        case (.map(let a, let x), .map(let b, let y)): .map(a.joined(with: b), x.joined(with: y))
        default: self == other ? self : .dyn
        }
    }
}

extension ValueType: CustomStringConvertible {
    /// The type as the language writes it, such as `list(int)`.
    public var description: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list(.dyn): "list"
        case .list(let element): "list(\(element))"
        case .map(.dyn, .dyn): "map"
        case .map(let key, let value): "map(\(key), \(value))"
        case .dyn: "dyn"
        }
    }
}
