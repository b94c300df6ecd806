extension Checker {
    func operation(
        _ symbol: Operator, _ operands: [Tree], at syntax: Syntax
    ) throws(ExpressionError) -> Tree {
        let types = operands.map(\.type)
        guard let type = result(of: symbol, types) else { throw mismatch(symbol, types, at: syntax.offset) }
        return tree(.operation(symbol, operands), type, at: syntax)
    }

    func conditional(_ parts: [Tree], at syntax: Syntax) throws(ExpressionError) -> Tree {
        let (condition, first, second) = (parts[0], parts[1], parts[2])
        guard condition.type.agrees(with: .bool) else {
            throw source.error(
                "the part before `?` is of type \(condition.type); it has to be true or false",
                at: condition.offset)
        }
        guard first.type.agrees(with: second.type) else {
            throw source.error(
                "the parts around `:` are of types \(first.type) and \(second.type); use one type for both",
                at: syntax.offset)
        }
        return tree(.conditional(condition, first, second), first.type.joined(with: second.type), at: syntax)
    }

    private func result(of symbol: Operator, _ types: [ValueType]) -> ValueType? {
        let (left, right) = (types[0], types[types.count - 1])
        switch symbol {
        case .not: return left.agrees(with: .bool) ? .bool : nil
        case .negate: return left == .dyn || left == .int || left == .double ? left : nil
        case .and, .or: return types.allSatisfy { $0.agrees(with: .bool) } ? .bool : nil
        case .equal, .notEqual: return left.agrees(with: right) ? .bool : nil
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return isOrdered(left, right) ? .bool : nil
        case .isIn: return canHold(right, left) ? .bool : nil
        case .add: return sum(left, right)
        case .subtract, .multiply, .divide: return number(left, right, among: [.int, .uint, .double])
        case .remainder: return number(left, right, among: [.int, .uint])
        }
    }

    private func isOrdered(_ left: ValueType, _ right: ValueType) -> Bool {
        if left.isNumber && right.isNumber { return true }
        return [left, right].allSatisfy { type in
            type.isNumber || [.bool, .string, .bytes, .dyn].contains(type)
        } && left.agrees(with: right)
    }

    private func canHold(_ container: ValueType, _ element: ValueType) -> Bool {
        switch container {
        case .dyn: true
        case .list(let type): type.agrees(with: element)
        case .map(let key, _): key.agrees(with: element)
        default: false
        }
    }

    private func sum(_ left: ValueType, _ right: ValueType) -> ValueType? {
        if case .list = left, left.agrees(with: right) {
            return right == .dyn ? .list(.dyn) : left.joined(with: right)
        }
        if case .list = right, left == .dyn { return .list(.dyn) }
        return number(left, right, among: [.int, .uint, .double, .string, .bytes])
    }

    private func number(_ left: ValueType, _ right: ValueType, among types: [ValueType]) -> ValueType? {
        let known = left == .dyn ? right : left
        guard left.agrees(with: right), known == .dyn || types.contains(known) else { return nil }
        return known
    }

    private func mismatch(_ symbol: Operator, _ types: [ValueType], at offset: Int) -> ExpressionError {
        let sign = symbol == .negate ? "-" : symbol.rawValue
        guard types.count == 2 else {
            return source.error("`\(sign)` is not defined for \(types[0])", at: offset)
        }
        let (left, right) = (types[0], types[1])
        let convertible = left.isNumber && right.isNumber && left != right
        let hint = convertible ? "; convert one side, as in `double(value)`" : ""
        return source.error("`\(sign)` is not defined for \(left) and \(right)\(hint)", at: offset)
    }
}
