/// Why an expression has no value for one frame. It is an answer, which each use maps to its own refusal.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Reason: Hashable, Sendable {
        /// The frame has no value for this slot, or the map no such key.
        case noSuchField(String)
        /// A map has no entry for the key, or the value can be no key.
        case noSuchKey
        /// An operation met types it is not defined for; also a slot that was filled with another type.
        case noSuchOverload
        /// An integer left its 64 bits.
        case overflow
        /// An integer was divided by zero, or a remainder by zero was asked.
        case divisionByZero
        /// An index is outside its list.
        case indexOutOfRange
        /// A text or number cannot be converted to the type asked for.
        case conversion
        /// A map was written with one key twice.
        case repeatedKey
        /// A text, list or map grew over its limit.
        case tooLarge
        /// The evaluation cost more than it may.
        case cost
        /// The frame was made for other declarations than the expression.
        case otherDeclarations
        /// A condition came out as something else than true or false.
        case notACondition
    }

    /// What went wrong.
    public let reason: Reason
    /// Bytes of UTF-8 before the part of the source that has no value.
    public let offset: Int

    /// Says what went wrong and where.
    package init(reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// One lower-case fragment that says what went wrong.
    public var description: String {
        switch reason {
        case .noSuchField(let name):
            "no such field: `\(name)` has no value; test it first with `has(\(name))`"
        case .noSuchKey: "no such key in the map; test it first with `in`"
        case .noSuchOverload: "no such operation for values of these types"
        case .overflow: "the result does not fit into 64 bits"
        case .divisionByZero: "division by zero; test the divisor first"
        case .indexOutOfRange: "the index is outside the list; test `size` first"
        case .conversion: "the value cannot be converted to this type"
        case .repeatedKey: "a map has the same key twice"
        case .tooLarge:
            "a text is over \(Limits.textBytes) bytes, or a list or map over \(Limits.elements) elements"
                + " or \(Limits.nesting) levels"
        case .cost: "the evaluation costs more than it may"
        case .otherDeclarations: "the values were filled in for other declarations than the expression's"
        case .notACondition: "the result is neither true nor false"
        }
    }
}

/// Whether a condition holds for a frame.
public enum Truth: Hashable, Sendable {
    /// The condition is true.
    case yes
    /// The condition is false.
    case no
    /// The condition has no value; what that means depends on the use: a permission refuses, a prohibition
    /// applies.
    case error(EvaluationError)
}
