/// A compiled expression of the Common Expression Language (its core: https://github.com/google/cel-spec).
///
/// It is parsed, checked against declared slots and bounded when it is made, so that evaluating it can
/// neither crash nor run long; whatever goes wrong then is an answer.
public struct Expression: Sendable {
    /// The text it was compiled from.
    public let source: String
    /// The checked parts as written.
    public let tree: Tree
    /// The parts with constants computed.
    let code: Tree
    /// The fast form of a condition over scalar slots; nil when only the plain evaluator can do it.
    let program: Program?
    let fingerprint: UInt64
    /// The names of the slots it reads or asks for, each once, in the order of their first appearance.
    public let reads: [String]

    /// Compiles a text against the slots it may read.
    ///
    /// - Parameter expected: the type the result has to have; nil accepts any. A dynamic result is accepted
    ///   always.
    /// - Throws: `ExpressionError` for a syntax error, an unknown name or function, types that do not go
    ///   together, or a text over one of the `Limits`.
    public init(
        compiling text: String, against declarations: Declarations, expecting expected: ValueType? = nil
    ) throws(ExpressionError) {
        let source = Source(text)
        let checker = Checker(source: source, declarations: declarations)
        tree = try checker.check(try Parser.parse(source))
        if let expected, !tree.type.agrees(with: expected) {
            throw source.error(
                "the expression is of type \(tree.type); it has to be of type \(expected)", at: tree.offset)
        }
        self.source = text
        code = tree.folded
        program = Program(conditions: [code])
        fingerprint = declarations.fingerprint
        var names: [String] = []
        tree.visit { part in
            guard let slot = part.slot, !names.contains(slot.name) else { return }
            names.append(slot.name)
        }
        reads = names
    }

    /// The type of its value, as far as it is known.
    public var type: ValueType { tree.type }

    /// The parts with everything computed that no slot decides, so that `100 * 100` is one literal: for whoever compares a
    /// condition with the values its slots can have.
    public var folded: Tree { code }

    /// Its value when it reads no slot; nil otherwise, and when it has none.
    public var constant: Value? { code.literal }

    /// Its value for one frame, or why it has none.
    ///
    /// - Parameter cost: the most the evaluation may cost, up to `Limits.cost`.
    public func evaluate(_ frame: Frame, cost: Int = Limits.cost) -> Result<Value, EvaluationError> {
        guard frame.fingerprint == fingerprint else {
            return .failure(EvaluationError(reason: .otherDeclarations, offset: 0))
        }
        var evaluator = Evaluator(frame: frame, budget: min(cost, Limits.cost))
        do throws(EvaluationError) {
            return .success(try evaluator.value(of: code))
        } catch {
            return .failure(error)
        }
    }

    /// Whether the condition holds for one frame. A result that is neither true nor false is an error.
    public func holds(_ frame: Frame) -> Truth {
        if let program, frame.fingerprint == fingerprint {
            let answer = program.run(frame)
            if answer.fired == 1 { return .yes }
            if answer.failed == 0 { return .no }
        }
        switch evaluate(frame) {
        case .success(.bool(let bool)): return bool ? .yes : .no
        case .success: return .error(EvaluationError(reason: .notACondition, offset: tree.offset))
        case .failure(let error): return .error(error)
        }
    }
}

extension Tree {
    /// The slot this part reads or asks for.
    fileprivate var slot: Slot? {
        switch kind {
        case .slot(let slot), .hasSlot(let slot): slot
        default: nil
        }
    }
}
