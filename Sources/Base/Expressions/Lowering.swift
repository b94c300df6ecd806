/// Turns checked conditions into the steps of a program. Equal parts share one register.
struct Lowering {
    /// Where a part's value will be; constants come first in the finished register file.
    enum Place: Hashable {
        case constant(Int)
        case step(Int)
    }

    private struct Draft: Hashable {
        let code: Program.Code
        /// Plain numbers: a slot and a kind, or a slot and a text.
        var numbers: [Int] = []
        var operands: [Place] = []
    }

    private(set) var constants: [Program.Register] = []
    private(set) var texts: [Program.Text] = []
    private var drafts: [Draft] = []
    private var known: [Draft: Int] = [:]
    private var textIndexes: [[UInt8]: Int] = [:]
    private var constantIndexes: [Program.Register: Int] = [:]

    /// The most registers one program uses, so that a run stays in the processor's cache.
    private static let mostRegisters = 4096

    /// Where the value of this part will be, or nil when only the plain evaluator can compute it.
    mutating func lower(_ tree: Tree) -> Place? {
        guard drafts.count + constants.count < Lowering.mostRegisters else { return nil }
        switch tree.kind {
        case .literal(let value): return constant(value)
        case .slot(let slot): return load(slot)
        case .hasSlot(let slot): return step(.present, numbers: [slot.index])
        case .operation(let symbol, let operands) where operands.count == 1:
            return unary(symbol, operands[0])
        case .operation(let symbol, let operands): return binary(symbol, operands[0], operands[1])
        case .conditional(let condition, let first, let second):
            return conditional(condition, first, second, as: tree.type)
        case .call(.double, let arguments): return toDouble(arguments[0])
        case .field, .hasField, .element, .list, .map, .call: return nil
        }
    }

    // MARK: Registers

    mutating func constant(_ value: Value) -> Place? {
        let bits: UInt64
        switch value {
        case .bool(let bool): bits = bool ? 1 : 2
        case .int(let int): bits = UInt64(bitPattern: int)
        case .uint(let uint): bits = uint
        case .double(let double): bits = double.bitPattern
        default: return nil
        }
        let register = Program.Register(bits: bits, ok: 1)
        if let index = constantIndexes[register] { return .constant(index) }
        constantIndexes[register] = constants.count
        constants.append(register)
        return .constant(constants.count - 1)
    }

    mutating func text(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        if let index = textIndexes[bytes] { return index }
        textIndexes[bytes] = texts.count
        texts.append(Program.Text(text))
        return texts.count - 1
    }

    mutating func step(_ code: Program.Code, _ operands: Place?...) -> Place? {
        let places = operands.compactMap { $0 }
        guard places.count == operands.count else { return nil }
        return place(of: Draft(code: code, operands: places))
    }

    mutating func step(_ code: Program.Code, numbers: [Int]) -> Place {
        place(of: Draft(code: code, numbers: numbers))
    }

    private mutating func place(of draft: Draft) -> Place {
        if let index = known[draft] { return .step(index) }
        known[draft] = drafts.count
        drafts.append(draft)
        return .step(drafts.count - 1)
    }

    func register(_ place: Place) -> UInt16 {
        switch place {
        case .constant(let index): UInt16(index)
        case .step(let index): UInt16(constants.count + index)
        }
    }

    func finishedSteps() -> [Program.Step] {
        drafts.map { draft in
            let fields = draft.numbers.map { UInt16($0) } + draft.operands.map(register) + [0, 0, 0]
            return Program.Step(code: draft.code, a: fields[0], b: fields[1], c: fields[2])
        }
    }
}
