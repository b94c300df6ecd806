/// Finds the slots and functions that a syntax names, and the type of each part.
struct Checker {
    let source: Source
    let declarations: Declarations

    func check(_ syntax: Syntax) throws(ExpressionError) -> Tree {
        switch syntax.kind {
        case .literal(let value): return tree(.literal(value), value.type, at: syntax)
        case .name, .field: return try reference(syntax)
        case .element(let target, let index):
            return try element(of: check(target), at: check(index), in: syntax)
        case .list(let elements):
            let checked = try check(all: elements)
            return tree(.list(checked), .list(joined(checked)), at: syntax)
        case .map(let entries): return try map(entries, at: syntax)
        case .call("has", nil, let arguments): return try has(arguments, at: syntax)
        case .call(let name, let target, let arguments):
            return try call(name, on: target, with: arguments, at: syntax)
        case .operation(let symbol, let operands):
            return try operation(symbol, check(all: operands), at: syntax)
        case .conditional(let condition, let first, let second):
            return try conditional(check(all: [condition, first, second]), at: syntax)
        }
    }

    func tree(_ kind: Tree.Kind, _ type: ValueType, at syntax: Syntax) -> Tree {
        Tree(kind: kind, type: type, offset: syntax.offset)
    }

    func check(all parts: [Syntax]) throws(ExpressionError) -> [Tree] {
        var checked: [Tree] = []
        for part in parts { checked.append(try check(part)) }
        return checked
    }

    // MARK: Names and fields

    /// A chain of names is resolved as a whole: the longest declared name wins, what follows are fields.
    private func reference(_ syntax: Syntax) throws(ExpressionError) -> Tree {
        let path = path(of: syntax)
        if let path, let slot = declarations.slot(path.joined(separator: ".")) {
            return Tree(kind: .slot(slot), type: slot.type, offset: start(of: syntax))
        }
        guard case .field(let target, let field) = syntax.kind, path.map(startsWithSlot) ?? true else {
            throw unknown(path ?? [], at: syntax)
        }
        return try select(field, from: check(target), at: syntax)
    }

    /// The names of a chain such as `entity.purchases`, or nil when it does not begin with a name.
    private func path(of syntax: Syntax) -> [String]? {
        switch syntax.kind {
        case .name(let name): [name]
        case .field(let target, let field) where !field.contains("."): path(of: target).map { $0 + [field] }
        default: nil
        }
    }

    private func start(of syntax: Syntax) -> Int {
        if case .field(let target, _) = syntax.kind { start(of: target) } else { syntax.offset }
    }

    private func startsWithSlot(_ path: [String]) -> Bool {
        (1..<path.count).contains { declarations.slot(path[..<$0].joined(separator: ".")) != nil }
    }

    private func unknown(_ path: [String], at syntax: Syntax) -> ExpressionError {
        let written = path.joined(separator: ".")
        let names = declarations.slots.map(\.name)
        let longer = names.sorted().first { $0.hasPrefix(written + "_") }
        let nearest = longer ?? Nearest.name(to: written, among: names)
        let hint = nearest.map { "did you mean `\($0)`?" } ?? "no names are declared here"
        return source.error("unknown name `\(Source.excerpt(written))`; \(hint)", at: start(of: syntax))
    }

    private func select(
        _ field: String, from target: Tree, at syntax: Syntax
    ) throws(ExpressionError) -> Tree {
        tree(.field(target, field), try fieldType(field, of: target, at: syntax), at: syntax)
    }

    private func fieldType(
        _ field: String, of target: Tree, at syntax: Syntax
    ) throws(ExpressionError) -> ValueType {
        switch target.type {
        case .dyn: return .dyn
        case .map(let key, let value) where key.agrees(with: .string): return value
        default:
            throw source.error(
                "a value of type \(target.type) has no field `\(Source.excerpt(field))`", at: syntax.offset)
        }
    }

    private func has(_ arguments: [Syntax], at syntax: Syntax) throws(ExpressionError) -> Tree {
        guard arguments.count == 1, case .field(let target, let field) = arguments[0].kind else {
            throw source.error("`has` asks for one field, as in `has(entity.purchases)`", at: syntax.offset)
        }
        let reference = try check(arguments[0])
        if case .slot(let slot) = reference.kind { return tree(.hasSlot(slot), .bool, at: syntax) }
        return tree(.hasField(try check(target), field), .bool, at: syntax)
    }

    // MARK: Lists and maps

    func joined(_ parts: [Tree]) -> ValueType {
        guard let first = parts.first else { return .dyn }
        return parts.dropFirst().reduce(first.type) { $0.joined(with: $1.type) }
    }

    private func map(
        _ entries: [(key: Syntax, value: Syntax)], at syntax: Syntax
    ) throws(ExpressionError) -> Tree {
        let keys = try check(all: entries.map(\.key))
        let values = try check(all: entries.map(\.value))
        for key in keys where ![.bool, .int, .uint, .string, .dyn].contains(key.type) {
            throw source.error(
                "a key of type \(key.type) is not possible; use a text, an integer or a bool", at: key.offset)
        }
        let checked = zip(keys, values).map { Tree.Entry(key: $0, value: $1) }
        return tree(.map(checked), .map(joined(keys), joined(values)), at: syntax)
    }

    private func element(
        of target: Tree, at index: Tree, in syntax: Syntax
    ) throws(ExpressionError) -> Tree {
        let type: ValueType
        switch target.type {
        case .dyn: type = .dyn
        case .list(let element) where index.type.agrees(with: .int): type = element
        case .map(let key, let value) where index.type.agrees(with: key): type = value
        case .list, .map:
            throw source.error(
                "\(target.type) has no place for an index of type \(index.type)", at: index.offset)
        default:
            throw source.error("a value of type \(target.type) has no elements", at: syntax.offset)
        }
        return tree(.element(target, at: index), type, at: syntax)
    }
}
