/// Conditions over scalar slots as one straight line of steps over registers, without jumps or allocation.
///
/// A register carries whether it has a value, so the language's error semantics cost nothing: a truth value
/// is two bits (1 true, 2 false, 0 error), and `&&` and `||` are bit operations on them. Equal parts of
/// several conditions are computed once. Only *that* a condition failed is known here; the plain evaluator
/// says why.
struct Program: Sendable {
    /// Which conditions, by bit, are true, and which have no value.
    struct Answer {
        var fired: UInt64 = 0
        var failed: UInt64 = 0
    }

    enum Code: UInt8, Sendable {
        case load, loadBool, present, textEqual
        case not, and, or, select, boolEqual
        case bitsEqual, intLess, intLessOrEqual, uintLess, uintLessOrEqual
        case doubleEqual, doubleLess, doubleLessOrEqual
        case intAdd, intSubtract, intMultiply, intDivide, intRemainder
        case uintAdd, uintSubtract, uintMultiply, uintDivide, uintRemainder
        case doubleAdd, doubleSubtract, doubleMultiply, doubleDivide, doubleNegate
        case intToDouble, uintToDouble
    }

    /// One operation; its result goes into the register after those of the constants and of all steps before.
    struct Step: Hashable, Sendable {
        let code: Code
        var a: UInt16 = 0
        var b: UInt16 = 0
        var c: UInt16 = 0
    }

    struct Register: Hashable, Sendable {
        var bits: UInt64
        /// 1 when there is a value. A truth value says so in its own bits.
        var ok: UInt64
    }

    /// A text that slots are compared with.
    struct Text: Sendable {
        let whole: String
        let imprint: Imprint

        init(_ text: String) {
            whole = text
            imprint = Imprint(text)
        }
    }

    let constants: [Register]
    let steps: [Step]
    let texts: [Text]
    /// The register of each condition's result.
    let results: [UInt16]

    /// Nil when one of the conditions needs the plain evaluator.
    init?(conditions: [Tree]) {
        var lowering = Lowering()
        var places: [Lowering.Place] = []
        for condition in conditions {
            guard condition.type == .bool, let place = lowering.lower(condition) else { return nil }
            places.append(place)
        }
        self.init(lowering, results: places)
    }

    init(_ lowering: Lowering, results places: [Lowering.Place]) {
        constants = lowering.constants
        steps = lowering.finishedSteps()
        texts = lowering.texts
        results = places.map { lowering.register($0) }
    }
}
