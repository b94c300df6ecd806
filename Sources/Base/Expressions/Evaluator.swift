/// Evaluates a checked tree part by part, with the language's full semantics. What it does within its budget
/// is the meaning of an expression; programs only do the same faster.
struct Evaluator {
    let frame: Frame
    /// What the evaluation may still cost.
    var budget: Int
    /// Where errors point: the part that is being evaluated.
    var offset = 0

    mutating func value(of tree: Tree) throws(EvaluationError) -> Value {
        try spend(1, at: tree.offset)
        switch tree.kind {
        case .literal(let value): return value
        case .slot(let slot): return try value(of: slot, at: tree.offset)
        case .hasSlot(let slot): return .bool(frame.cells[slot.index].kind != .absent)
        case .field(let target, let name):
            let target = try value(of: target)
            offset = tree.offset
            guard let found = try entry(.string(name), of: target) else { throw error(.noSuchField(name)) }
            return found
        case .hasField(let target, let name):
            let target = try value(of: target)
            offset = tree.offset
            return .bool(try entry(.string(name), of: target) != nil)
        case .element(let target, let index): return try element(of: target, at: index, tree.offset)
        case .list(let elements): return .list(try values(of: elements))
        case .map(let entries): return try map(entries, tree.offset)
        case .operation(let symbol, let operands): return try operation(symbol, operands, tree.offset)
        case .conditional(let condition, let first, let second):
            return try value(of: holds(condition) ? first : second)
        case .call(let function, let arguments):
            let values = try values(of: arguments)
            offset = tree.offset
            return try call(function, values)
        }
    }

    func error(_ reason: EvaluationError.Reason) -> EvaluationError {
        EvaluationError(reason: reason, offset: offset)
    }

    /// Takes from the budget before the work is done. Whatever comes after an empty budget costs too, so that
    /// `||` cannot forgive it.
    mutating func spend(_ amount: Int, at place: Int? = nil) throws(EvaluationError) {
        offset = place ?? offset
        budget -= amount
        if budget < 0 { throw error(.cost) }
    }

    mutating func values(of trees: [Tree]) throws(EvaluationError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(trees.count)
        for tree in trees { values.append(try value(of: tree)) }
        return values
    }

    private func value(of slot: Slot, at place: Int) throws(EvaluationError) -> Value {
        if let value = frame.value(of: slot) { return value }
        let reason: EvaluationError.Reason =
            switch frame.cells[slot.index].kind {
            case .absent: .noSuchField(slot.name)
            case .oversized: .tooLarge
            default: .noSuchOverload
            }
        throw EvaluationError(reason: reason, offset: place)
    }

    private mutating func holds(_ tree: Tree) throws(EvaluationError) -> Bool {
        guard case .bool(let bool) = try value(of: tree) else { throw error(.noSuchOverload) }
        return bool
    }

    // MARK: Lists and maps

    private mutating func map(_ entries: [Tree.Entry], _ place: Int) throws(EvaluationError) -> Value {
        var map: [Key: Value] = [:]
        for entry in entries {
            let key = try value(of: entry.key)
            let value = try value(of: entry.value)
            offset = place
            if case .double = key { throw error(.noSuchOverload) }
            guard let key = Key(key) else { throw error(.noSuchOverload) }
            guard map.updateValue(value, forKey: key) == nil else { throw error(.repeatedKey) }
        }
        return .map(map)
    }

    /// The value at a key; nil when the map has none. Only maps have entries.
    private func entry(_ key: Key, of target: Value) throws(EvaluationError) -> Value? {
        guard case .map(let map) = target else { throw error(.noSuchOverload) }
        return map[key]
    }

    private mutating func element(
        of target: Tree, at index: Tree, _ place: Int
    ) throws(EvaluationError) -> Value {
        let target = try value(of: target)
        let index = try value(of: index)
        offset = place
        switch target {
        case .map:
            guard let key = Key(index), let found = try entry(key, of: target) else {
                throw error(.noSuchKey)
            }
            return found
        case .list(let list):
            guard let position = try wholeNumber(index), list.indices.contains(position) else {
                throw error(.indexOutOfRange)
            }
            return list[position]
        default: throw error(.noSuchOverload)
        }
    }

    private func wholeNumber(_ index: Value) throws(EvaluationError) -> Int? {
        switch index {
        case .int, .uint, .double: break
        default: throw error(.noSuchOverload)
        }
        return switch Key(index) {
        case .int(let int): Int(exactly: int)
        case .uint(let uint): Int(exactly: uint)
        default: nil
        }
    }

    // MARK: Operators

    private mutating func operation(
        _ symbol: Operator, _ operands: [Tree], _ place: Int
    ) throws(EvaluationError) -> Value {
        switch symbol {
        case .and: return try logic(operands, decisive: false)
        case .or: return try logic(operands, decisive: true)
        default: break
        }
        let left = try value(of: operands[0])
        guard operands.count == 2 else {
            offset = place
            return try unary(symbol, left)
        }
        let right = try value(of: operands[1])
        offset = place
        return switch symbol {
        case .equal: .bool(try isEqual(left, right))
        case .notEqual: .bool(try !isEqual(left, right))
        case .isIn: .bool(try isIn(left, right))
        case .less: .bool(try isOrdered(left, right) { $0 < 0 })
        case .lessOrEqual: .bool(try isOrdered(left, right) { $0 <= 0 })
        case .greater: .bool(try isOrdered(left, right) { $0 > 0 })
        case .greaterOrEqual: .bool(try isOrdered(left, right) { $0 >= 0 })
        default: try arithmetic(symbol, left, right)
        }
    }

    /// `&&` and `||`: a side that decides wins over an error on the other, whichever side it is on.
    private mutating func logic(_ operands: [Tree], decisive: Bool) throws(EvaluationError) -> Value {
        let left = truth(of: operands[0])
        if left == .success(decisive) { return .bool(decisive) }
        let right = truth(of: operands[1])
        if right == .success(decisive) { return .bool(decisive) }
        _ = try left.get()
        return .bool(try right.get())
    }

    private mutating func truth(of tree: Tree) -> Result<Bool, EvaluationError> {
        do throws(EvaluationError) {
            return .success(try holds(tree))
        } catch {
            return .failure(error)
        }
    }
}
