extension Lowering {
    mutating func load(_ slot: Slot) -> Place? {
        switch slot.type {
        case .bool: step(.loadBool, numbers: [slot.index])
        case .int: step(.load, numbers: [slot.index, Int(Cell.Kind.int.rawValue)])
        case .uint: step(.load, numbers: [slot.index, Int(Cell.Kind.uint.rawValue)])
        case .double: step(.load, numbers: [slot.index, Int(Cell.Kind.double.rawValue)])
        case .null, .string, .bytes, .list, .map, .dyn: nil
        }
    }

    mutating func unary(_ symbol: Operator, _ operand: Tree) -> Place? {
        switch (symbol, operand.type) {
        case (.not, .bool): step(.not, lower(operand))
        case (.negate, .int): step(.intSubtract, constant(.int(0)), lower(operand))
        case (.negate, .double): step(.doubleNegate, lower(operand))
        default: nil
        }
    }

    mutating func conditional(
        _ condition: Tree, _ first: Tree, _ second: Tree, as type: ValueType
    ) -> Place? {
        guard condition.type == .bool, first.type == type, second.type == type else { return nil }
        return step(.select, lower(condition), lower(first), lower(second))
    }

    mutating func toDouble(_ operand: Tree) -> Place? {
        switch operand.type {
        case .int: step(.intToDouble, lower(operand))
        case .uint: step(.uintToDouble, lower(operand))
        case .double: lower(operand)
        default: nil
        }
    }

    mutating func binary(_ symbol: Operator, _ left: Tree, _ right: Tree) -> Place? {
        switch symbol {
        case .and, .or:
            guard left.type == .bool, right.type == .bool else { return nil }
            return step(symbol == .and ? .and : .or, lower(left), lower(right))
        case .equal: return equal(left, right)
        case .notEqual: return step(.not, equal(left, right))
        case .isIn: return isIn(left, right)
        case .greater: return ordered(.less, right, left)
        case .greaterOrEqual: return ordered(.lessOrEqual, right, left)
        case .less, .lessOrEqual: return ordered(symbol, left, right)
        default: return arithmetic(symbol, left, right)
        }
    }

    // MARK: Comparison

    private mutating func equal(_ left: Tree, _ right: Tree) -> Place? {
        guard left.type == right.type else { return nil }
        switch left.type {
        case .bool: return step(.boolEqual, lower(left), lower(right))
        case .int, .uint: return step(.bitsEqual, lower(left), lower(right))
        case .double: return step(.doubleEqual, lower(left), lower(right))
        case .string: return textEqual(left, right) ?? textEqual(right, left)
        default: return nil
        }
    }

    private mutating func textEqual(_ slot: Tree, _ literal: Tree) -> Place? {
        guard case .slot(let slot) = slot.kind, case .string(let text)? = literal.literal else { return nil }
        return step(.textEqual, numbers: [slot.index, self.text(text)])
    }

    /// Membership in a list as written is equality with one of its elements.
    private mutating func isIn(_ element: Tree, _ container: Tree) -> Place? {
        guard case .list(let values)? = container.literal, !values.isEmpty else { return nil }
        var found: Place?
        for value in values {
            guard value.type == element.type else { return nil }
            let literal = Tree(kind: .literal(value), type: element.type, offset: container.offset)
            guard let match = equal(element, literal) else { return nil }
            found = found == nil ? match : step(.or, found, match)
        }
        return found
    }

    private mutating func ordered(_ symbol: Operator, _ left: Tree, _ right: Tree) -> Place? {
        let isStrict = symbol == .less
        switch (left.type, right.type) {
        case (.int, .int): return step(isStrict ? .intLess : .intLessOrEqual, lower(left), lower(right))
        case (.uint, .uint): return step(isStrict ? .uintLess : .uintLessOrEqual, lower(left), lower(right))
        case (.int, .double), (.uint, .double), (.double, .int), (.double, .uint), (.double, .double):
            return step(isStrict ? .doubleLess : .doubleLessOrEqual, toDouble(left), toDouble(right))
        default: return nil
        }
    }

    // MARK: Arithmetic

    private mutating func arithmetic(_ symbol: Operator, _ left: Tree, _ right: Tree) -> Place? {
        guard left.type == right.type, let code = Lowering.code(of: symbol, for: left.type) else {
            return nil
        }
        return step(code, lower(left), lower(right))
    }

    private static func code(of symbol: Operator, for type: ValueType) -> Program.Code? {
        switch (symbol, type) {
        case (.add, .int): .intAdd
        case (.subtract, .int): .intSubtract
        case (.multiply, .int): .intMultiply
        case (.divide, .int): .intDivide
        case (.remainder, .int): .intRemainder
        case (.add, .uint): .uintAdd
        case (.subtract, .uint): .uintSubtract
        case (.multiply, .uint): .uintMultiply
        case (.divide, .uint): .uintDivide
        case (.remainder, .uint): .uintRemainder
        case (.add, .double): .doubleAdd
        case (.subtract, .double): .doubleSubtract
        case (.multiply, .double): .doubleMultiply
        case (.divide, .double): .doubleDivide
        default: nil
        }
    }
}
