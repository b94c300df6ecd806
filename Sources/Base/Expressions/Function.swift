/// A function of the language.
public enum Function: String, Hashable, Sendable, CaseIterable {
    /// Code points of a text, bytes of a byte string, elements of a list, entries of a map.
    case size
    /// Whether a text has another one somewhere in it.
    case contains
    /// Whether a text begins with another one.
    case startsWith
    /// Whether a text ends with another one.
    case endsWith
    /// Conversion to a signed integer; a fraction is cut off.
    case int
    /// Conversion to an unsigned integer; a fraction is cut off.
    case uint
    /// Conversion to a double.
    case double
    /// Conversion to text.
    case string
    /// Conversion of a text such as `true` or `0`.
    case bool
    /// The UTF-8 bytes of a text.
    case bytes
    /// The same value, of a type that is known only when evaluated.
    case dyn

    /// Whether the function is written behind its text, as in `text.contains(part)`.
    var isMember: Bool {
        switch self {
        case .contains, .startsWith, .endsWith, .size: true
        default: false
        }
    }

    /// Whether the function is written in front of its argument, as in `size(text)`.
    var isGlobal: Bool { !isMember || self == .size }

    var argumentCount: Int {
        switch self {
        case .contains, .startsWith, .endsWith: 2
        default: 1
        }
    }

    /// How the function is written, for messages.
    var form: String {
        switch self {
        case .contains, .startsWith, .endsWith: "text.\(rawValue)(part)"
        default: "\(rawValue)(value)"
        }
    }

    /// The type of the result, or nil when the function takes no such arguments.
    func result(of arguments: [ValueType]) -> ValueType? {
        switch self {
        case .contains, .startsWith, .endsWith:
            return arguments.allSatisfy { $0.agrees(with: .string) } ? .bool : nil
        case .size:
            switch arguments[0] {
            case .string, .bytes, .list, .map, .dyn: return .int
            default: return nil
            }
        case .dyn: return .dyn
        default: return conversions[arguments[0]]
        }
    }

    private var conversions: [ValueType: ValueType] {
        let (result, sources): (ValueType, [ValueType]) =
            switch self {
            case .int: (.int, [.int, .uint, .double, .string])
            case .uint: (.uint, [.int, .uint, .double, .string])
            case .double: (.double, [.int, .uint, .double, .string])
            case .string: (.string, [.bool, .int, .uint, .double, .string, .bytes])
            case .bool: (.bool, [.bool, .string])
            case .bytes: (.bytes, [.string, .bytes])
            default: (.dyn, [])
            }
        return Dictionary(uniqueKeysWithValues: (sources + [.dyn]).map { ($0, result) })
    }
}
