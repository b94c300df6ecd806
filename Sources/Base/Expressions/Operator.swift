/// An operator of the language.
public enum Operator: String, Hashable, Sendable {
    /// Not.
    case not = "!"
    /// The negative of a number.
    case negate = "-x"
    /// Both.
    case and = "&&"
    /// At least one.
    case or = "||"
    /// The same value.
    case equal = "=="
    /// Another value.
    case notEqual = "!="
    /// Smaller, or earlier in the order of code points.
    case less = "<"
    /// Smaller or equal.
    case lessOrEqual = "<="
    /// Greater.
    case greater = ">"
    /// Greater or equal.
    case greaterOrEqual = ">="
    /// An element of a list, or a key of a map.
    case isIn = "in"
    /// Sum, or concatenation.
    case add = "+"
    /// Difference.
    case subtract = "-"
    /// Product.
    case multiply = "*"
    /// Quotient; of integers it is cut towards zero.
    case divide = "/"
    /// Remainder with the sign of the dividend.
    case remainder = "%"

    /// How tightly a binary operator binds; 0 when it is not binary.
    var precedence: Int {
        switch self {
        case .or: 1
        case .and: 2
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: 3
        case .add, .subtract: 4
        case .multiply, .divide, .remainder: 5
        case .not, .negate: 0
        }
    }

    /// Whether the operator orders two values.
    public var isOrdering: Bool {
        self == .less || self == .lessOrEqual || self == .greater || self == .greaterOrEqual
    }
}
