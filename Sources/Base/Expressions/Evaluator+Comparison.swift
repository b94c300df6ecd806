extension Evaluator {
    /// The language's `==`: numbers by value across types, NaN equal to nothing, other types never equal.
    mutating func isEqual(_ left: Value, _ right: Value, depth: Int = 0) throws(EvaluationError) -> Bool {
        guard depth <= Limits.nesting else { throw error(.tooLarge) }
        switch (left, right) {
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.string(let a), .string(let b)):
            try spend(min(a.utf8.count, b.utf8.count) / 64)
            return left == right
        case (.bytes(let a), .bytes(let b)):
            try spend(min(a.count, b.count) / 64)
            return a == b
        case (.list(let a), .list(let b)): return try isEqual(a, b, depth: depth)
        case (.map(let a), .map(let b)): return try isEqual(a, b, depth: depth)
        default: return order(left, right) == 0
        }
    }

    private mutating func isEqual(_ left: [Value], _ right: [Value], depth: Int) throws(EvaluationError)
        -> Bool
    {
        guard left.count == right.count else { return false }
        for (a, b) in zip(left, right) {
            try spend(1)
            guard try isEqual(a, b, depth: depth + 1) else { return false }
        }
        return true
    }

    private mutating func isEqual(
        _ left: [Key: Value], _ right: [Key: Value], depth: Int
    ) throws(EvaluationError) -> Bool {
        guard left.count == right.count else { return false }
        for (key, value) in left {
            try spend(1)
            guard let other = right[key], try isEqual(value, other, depth: depth + 1) else { return false }
        }
        return true
    }

    mutating func isIn(_ element: Value, _ container: Value) throws(EvaluationError) -> Bool {
        switch container {
        case .map(let map): return Key(element).map { map[$0] != nil } ?? false
        case .list(let list):
            for candidate in list {
                try spend(1)
                if try isEqual(element, candidate) { return true }
            }
            return false
        default: throw error(.noSuchOverload)
        }
    }

    /// Whether the order of two values is accepted: a negative number for less, 0 for equal; NaN has no
    /// order.
    mutating func isOrdered(
        _ left: Value, _ right: Value, _ isAccepted: (Int) -> Bool
    ) throws(EvaluationError) -> Bool {
        switch (left, right) {
        case (.bool(let a), .bool(let b)): return isAccepted((a ? 1 : 0) - (b ? 1 : 0))
        case (.string(let a), .string(let b)):
            try spend(min(a.utf8.count, b.utf8.count) / 64)
            return isAccepted(sequenceOrder(a.utf8, b.utf8))
        case (.bytes(let a), .bytes(let b)):
            try spend(min(a.count, b.count) / 64)
            return isAccepted(sequenceOrder(a, b))
        default:
            guard left.type.isNumber, right.type.isNumber else { throw error(.noSuchOverload) }
            return order(left, right).map(isAccepted) ?? false
        }
    }

    /// The order of two numbers by value; nil for NaN and for what is no number.
    ///
    /// An integer is compared with a double as a double, as the language's conformance tests ask for.
    private func order(_ left: Value, _ right: Value) -> Int? {
        switch (left, right) {
        case (.int(let a), .int(let b)): compare(a, b)
        case (.uint(let a), .uint(let b)): compare(a, b)
        case (.int(let a), .uint(let b)): compare(a, b)
        case (.uint(let a), .int(let b)): compare(a, b)
        case (.double(let a), .double(let b)): compare(a, b)
        case (.int(let a), .double(let b)): compare(Double(a), b)
        case (.double(let a), .int(let b)): compare(a, Double(b))
        case (.uint(let a), .double(let b)): compare(Double(a), b)
        case (.double(let a), .uint(let b)): compare(a, Double(b))
        default: nil
        }
    }

    private func compare<A: BinaryInteger, B: BinaryInteger>(_ left: A, _ right: B) -> Int {
        left < right ? -1 : (left == right ? 0 : 1)
    }

    private func compare(_ left: Double, _ right: Double) -> Int? {
        left.isNaN || right.isNaN ? nil : (left < right ? -1 : (left == right ? 0 : 1))
    }

    private func sequenceOrder(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Int {
        if left.lexicographicallyPrecedes(right) { return -1 }
        return left.elementsEqual(right) ? 0 : 1
    }
}
