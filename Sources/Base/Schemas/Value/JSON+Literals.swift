extension JSON: ExpressibleByNilLiteral {
    /// The value a literal stands for.
    public init(nilLiteral: ()) { self = .null }
}

extension JSON: ExpressibleByBooleanLiteral {
    /// The value a literal stands for.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
    /// The value a literal stands for.
    public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSON: ExpressibleByFloatLiteral {
    /// The value a literal stands for.
    public init(floatLiteral value: Double) { self = .double(value) }
}

extension JSON: ExpressibleByStringInterpolation {
    /// The value a literal stands for.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByArrayLiteral {
    /// The value a literal stands for.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

/// A literal with a key twice is a mistake in the program, and stops it.
extension JSON: ExpressibleByDictionaryLiteral {
    /// The object a literal stands for, its members in their order.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements))
    }
}
