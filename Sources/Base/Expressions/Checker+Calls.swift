extension Checker {
    func call(
        _ name: String, on target: Syntax?, with arguments: [Syntax], at syntax: Syntax
    ) throws(ExpressionError) -> Tree {
        guard let function = Function(rawValue: name) else {
            throw unknownFunction(name, isMember: target != nil, at: syntax)
        }
        let isMember = target != nil
        let arguments = (target.map { [$0] } ?? []) + arguments
        guard isMember ? function.isMember : function.isGlobal, arguments.count == function.argumentCount
        else {
            throw source.error("`\(name)` is written `\(function.form)`", at: syntax.offset)
        }
        let checked = try check(all: arguments)
        guard let type = function.result(of: checked.map(\.type)) else {
            let types = checked.map { "\($0.type)" }.joined(separator: " and ")
            throw source.error("`\(name)` is not defined for \(types)", at: syntax.offset)
        }
        return tree(.call(function, checked), type, at: syntax)
    }

    private func unknownFunction(_ name: String, isMember: Bool, at syntax: Syntax) -> ExpressionError {
        let fitting = Function.allCases.filter { isMember ? $0.isMember : $0.isGlobal }
        let known = fitting.map(\.rawValue) + (isMember ? [] : ["has"])
        let nearest = Nearest.name(to: name, among: known).map { "; the nearest known is `\($0)`" }
        return source.error("unknown function `\(Source.excerpt(name))`\(nearest ?? "")", at: syntax.offset)
    }
}
