extension Evaluator {
    func unary(_ symbol: Operator, _ operand: Value) throws(EvaluationError) -> Value {
        switch (symbol, operand) {
        case (.not, .bool(let bool)): return .bool(!bool)
        case (.negate, .double(let double)): return .double(-double)
        case (.negate, .int(let int)):
            let (result, overflow) = Int64(0).subtractingReportingOverflow(int)
            guard !overflow else { throw error(.overflow) }
            return .int(result)
        default: throw error(.noSuchOverload)
        }
    }

    mutating func arithmetic(_ symbol: Operator, _ left: Value, _ right: Value) throws(EvaluationError)
        -> Value
    {
        switch (left, right) {
        case (.int(let a), .int(let b)): return .int(try integer(symbol, a, b))
        case (.uint(let a), .uint(let b)): return .uint(try integer(symbol, a, b))
        case (.double(let a), .double(let b)): return .double(try double(symbol, a, b))
        default:
            guard symbol == .add else { throw error(.noSuchOverload) }
            return try joined(left, right)
        }
    }

    private func integer<Number: FixedWidthInteger>(
        _ symbol: Operator, _ left: Number, _ right: Number
    ) throws(EvaluationError) -> Number {
        let (result, overflow) =
            switch symbol {
            case .add: left.addingReportingOverflow(right)
            case .subtract: left.subtractingReportingOverflow(right)
            case .multiply: left.multipliedReportingOverflow(by: right)
            case .divide: left.dividedReportingOverflow(by: right)
            case .remainder: left.remainderReportingOverflow(dividingBy: right)
            default: throw error(.noSuchOverload)
            }
        if right == 0, symbol == .divide || symbol == .remainder { throw error(.divisionByZero) }
        guard !overflow else { throw error(.overflow) }
        return result
    }

    private func double(
        _ symbol: Operator, _ left: Double, _ right: Double
    ) throws(EvaluationError) -> Double {
        switch symbol {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        default: throw error(.noSuchOverload)
        }
    }

    /// Concatenation of texts, byte strings and lists, bounded in size.
    private mutating func joined(_ left: Value, _ right: Value) throws(EvaluationError) -> Value {
        switch (left, right) {
        case (.string(let a), .string(let b)):
            try pay(forBytes: a.utf8.count + b.utf8.count)
            return .string(a + b)
        case (.bytes(let a), .bytes(let b)):
            try pay(forBytes: a.count + b.count)
            return .bytes(a + b)
        case (.list(let a), .list(let b)):
            guard a.count + b.count <= Limits.elements else { throw error(.tooLarge) }
            try spend(a.count + b.count)
            return .list(a + b)
        default: throw error(.noSuchOverload)
        }
    }

    private mutating func pay(forBytes count: Int) throws(EvaluationError) {
        guard count <= Limits.textBytes else { throw error(.tooLarge) }
        try spend(count / 64)
    }
}
