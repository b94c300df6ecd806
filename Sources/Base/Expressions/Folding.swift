extension Tree {
    /// The same expression with every part that reads no slot replaced by its value.
    ///
    /// A part whose evaluation fails stays as it is, so that it fails in the same way when it is evaluated.
    var folded: Tree {
        switch kind {
        case .literal, .slot, .hasSlot: self
        case .field(let target, let name): with(.field(target.folded, name)).settled
        case .hasField(let target, let name): with(.hasField(target.folded, name)).settled
        case .element(let target, let index): with(.element(target.folded, at: index.folded)).settled
        case .list(let elements): with(.list(elements.map(\.folded))).settled
        case .map(let entries):
            with(.map(entries.map { Entry(key: $0.key.folded, value: $0.value.folded) })).settled
        case .operation(let symbol, let operands):
            with(.operation(symbol, operands.map(\.folded))).shortened.settled
        case .conditional(let condition, let first, let second):
            choice(condition.folded, first.folded, second.folded)
        case .call(let function, let arguments): with(.call(function, arguments.map(\.folded))).settled
        }
    }

    private func with(_ kind: Kind) -> Tree { Tree(kind: kind, type: type, offset: offset) }

    private var settled: Tree {
        guard children.allSatisfy({ $0.literal != nil }) else { return self }
        guard let nothing = try? Declarations([]) else { return self }
        var evaluator = Evaluator(frame: Frame(nothing), budget: Limits.cost)
        guard let value = try? evaluator.value(of: self) else { return self }
        return with(.literal(value))
    }

    /// `false && x` is false and `true || x` is true, whatever x is, also an error.
    private var shortened: Tree {
        guard case .operation(let symbol, let operands) = kind, symbol == .and || symbol == .or else {
            return self
        }
        let decisive = symbol == .or
        return operands.contains { $0.literal == .bool(decisive) } ? with(.literal(.bool(decisive))) : self
    }

    private func choice(_ condition: Tree, _ first: Tree, _ second: Tree) -> Tree {
        guard case .bool(let isFirst)? = condition.literal else {
            return with(.conditional(condition, first, second))
        }
        let chosen = isFirst ? first : second
        return Tree(kind: chosen.kind, type: type, offset: chosen.offset)
    }
}
