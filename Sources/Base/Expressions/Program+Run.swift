extension Program {
    /// Computes all conditions for one frame, which has to be of the same declarations.
    func run(_ frame: borrowing Frame) -> Answer {
        let count = constants.count + steps.count
        return unsafe withUnsafeTemporaryAllocation(of: Register.self, capacity: count) { registers in
            unsafe frame.cells.withUnsafeBufferPointer { cells in
                unsafe frame.boxes.withUnsafeBufferPointer { boxes in
                    unsafe Row(registers: registers, cells: cells, boxes: boxes)
                        .fill(self)
                }
            }
            return unsafe answer(registers)
        }
    }

    private func answer(_ registers: UnsafeMutableBufferPointer<Register>) -> Answer {
        var answer = Answer()
        var bit: UInt64 = 1
        for result in results {
            let bits = unsafe registers[Int(result)].bits
            answer.fired |= bits & 1 == 0 ? 0 : bit
            answer.failed |= bits == 0 ? bit : 0
            bit &<<= 1
        }
        return answer
    }
}

/// The registers of one run and the frame they are filled from. It lives only inside `Program.run`; every
/// index in a step was made by `Lowering` for registers and slots that exist, and `run` is given frames of
/// those declarations.
@unsafe private struct Row {
    let registers: UnsafeMutableBufferPointer<Program.Register>
    let cells: UnsafeBufferPointer<Cell>
    let boxes: UnsafeBufferPointer<Box>

    func fill(_ program: borrowing Program) {
        for index in program.constants.indices { unsafe registers[index] = program.constants[index] }
        let first = program.constants.count
        for index in program.steps.indices {
            unsafe registers[first + index] = result(of: program.steps[index], in: program)
        }
    }

    @inline(__always) private func result(
        of step: Program.Step, in program: borrowing Program
    ) -> Program.Register {
        switch step.code {
        case .load: return unsafe load(step)
        case .loadBool: return unsafe loadBool(step)
        case .present: return unsafe truth(cells[Int(step.a)].kind != .absent, 1)
        case .textEqual: return unsafe textEqual(step, program)
        case .select: return unsafe select(step)
        case .not, .and, .or, .boolEqual: return unsafe logic(step)
        default: break
        }
        let (a, b) = unsafe (registers[Int(step.a)], registers[Int(step.b)])
        let ok = a.ok & b.ok
        let (x, y) = (Int64(bitPattern: a.bits), Int64(bitPattern: b.bits))
        switch step.code {
        case .bitsEqual: return unsafe truth(a.bits == b.bits, ok)
        case .intLess: return unsafe truth(x < y, ok)
        case .intLessOrEqual: return unsafe truth(x <= y, ok)
        case .uintLess: return unsafe truth(a.bits < b.bits, ok)
        case .uintLessOrEqual: return unsafe truth(a.bits <= b.bits, ok)
        case .intAdd: return unsafe checked(x.addingReportingOverflow(y), ok)
        case .intSubtract: return unsafe checked(x.subtractingReportingOverflow(y), ok)
        case .intMultiply: return unsafe checked(x.multipliedReportingOverflow(by: y), ok)
        case .intDivide: return unsafe checked(x.dividedReportingOverflow(by: y), ok)
        case .intRemainder: return unsafe checked(x.remainderReportingOverflow(dividingBy: y), ok)
        case .uintAdd: return unsafe checked(a.bits.addingReportingOverflow(b.bits), ok)
        case .uintSubtract: return unsafe checked(a.bits.subtractingReportingOverflow(b.bits), ok)
        case .uintMultiply: return unsafe checked(a.bits.multipliedReportingOverflow(by: b.bits), ok)
        case .uintDivide: return unsafe checked(a.bits.dividedReportingOverflow(by: b.bits), ok)
        case .uintRemainder: return unsafe checked(a.bits.remainderReportingOverflow(dividingBy: b.bits), ok)
        default: return unsafe number(step.code, a, b)
        }
    }

    @inline(__always) private func number(
        _ code: Program.Code, _ a: Program.Register, _ b: Program.Register
    ) -> Program.Register {
        let (x, y) = (Double(bitPattern: a.bits), Double(bitPattern: b.bits))
        let ok = a.ok & b.ok
        switch code {
        case .doubleEqual: return unsafe truth(x == y, ok)
        case .doubleLess: return unsafe truth(x < y, ok)
        case .doubleLessOrEqual: return unsafe truth(x <= y, ok)
        case .doubleAdd: return Program.Register(bits: (x + y).bitPattern, ok: ok)
        case .doubleSubtract: return Program.Register(bits: (x - y).bitPattern, ok: ok)
        case .doubleMultiply: return Program.Register(bits: (x * y).bitPattern, ok: ok)
        case .doubleDivide: return Program.Register(bits: (x / y).bitPattern, ok: ok)
        case .doubleNegate: return Program.Register(bits: (-x).bitPattern, ok: a.ok)
        case .intToDouble:
            return Program.Register(bits: Double(Int64(bitPattern: a.bits)).bitPattern, ok: a.ok)
        case .uintToDouble: return Program.Register(bits: Double(a.bits).bitPattern, ok: a.ok)
        default: return Program.Register(bits: 0, ok: 0)
        }
    }

    // MARK: Results

    @inline(__always) private func truth(_ isTrue: Bool, _ ok: UInt64) -> Program.Register {
        Program.Register(bits: ok &* (isTrue ? 1 : 2), ok: ok)
    }

    @inline(__always) private func checked<Number: FixedWidthInteger>(
        _ result: (partialValue: Number, overflow: Bool), _ ok: UInt64
    ) -> Program.Register {
        Program.Register(
            bits: UInt64(truncatingIfNeeded: result.partialValue), ok: result.overflow ? 0 : ok)
    }

    // MARK: Slots

    @inline(__always) private func load(_ step: Program.Step) -> Program.Register {
        let cell = unsafe cells[Int(step.a)]
        return Program.Register(bits: cell.bits, ok: UInt16(cell.kind.rawValue) == step.b ? 1 : 0)
    }

    @inline(__always) private func loadBool(_ step: Program.Step) -> Program.Register {
        let cell = unsafe cells[Int(step.a)]
        return unsafe truth(cell.bits != 0, cell.kind == .bool ? 1 : 0)
    }

    @inline(__always) private func textEqual(
        _ step: Program.Step, _ program: borrowing Program
    ) -> Program.Register {
        let cell = unsafe cells[Int(step.a)]
        guard cell.kind == .string else { return Program.Register(bits: 0, ok: 0) }
        let imprint = program.texts[Int(step.b)].imprint
        guard unsafe boxes[Int(cell.box)].imprint == imprint else { return unsafe truth(false, 1) }
        return unsafe truth(imprint.isWhole || isSame(cell, program.texts[Int(step.b)].whole), 1)
    }

    private func isSame(_ cell: Cell, _ text: String) -> Bool {
        unsafe boxes[Int(cell.box)].value == .string(text)
    }

    // MARK: Logic

    @inline(__always) private func select(_ step: Program.Step) -> Program.Register {
        let condition = unsafe registers[Int(step.a)].bits
        if condition == 1 { return unsafe registers[Int(step.b)] }
        return condition == 2 ? unsafe registers[Int(step.c)] : Program.Register(bits: 0, ok: 0)
    }

    /// On two bits a truth value: `and` is true when both are true, false when one is false; `or` the
    /// reverse.
    @inline(__always) private func logic(_ step: Program.Step) -> Program.Register {
        let (a, b) = unsafe (registers[Int(step.a)].bits, registers[Int(step.b)].bits)
        let bits: UInt64 =
            switch step.code {
            case .not: (a << 1 | a >> 1) & 3
            case .and: (a & b & 1) | ((a | b) & 2)
            case .or: ((a | b) & 1) | (a & b & 2)
            default: a == 0 || b == 0 ? 0 : (a == b ? 1 : 2)
            }
        return Program.Register(bits: bits, ok: 1)
    }
}
