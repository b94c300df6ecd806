/// A cell taken apart: minus, currency sign, digits with separators, per cent sign.
struct NumberParts {
    private(set) var core: ArraySlice<UInt8>
    private(set) var sign: ArraySlice<UInt8> = []
    private(set) var isNegative = false
    private(set) var isPercent = false
    private(set) var isBound = false

    /// Takes a trimmed cell apart; what is left in `core` may still be no number.
    init(_ cell: ArraySlice<UInt8>) {
        core = cell
        if core.first == 0x3C || core.first == 0x3E {
            isBound = true
            return
        }
        if core.first == 0x28, core.last == 0x29 {
            isNegative = true
            core = trimmed(core.dropFirst().dropLast())
        }
        takeMinus()
        let before = core.prefix { !Self.isNumberByte($0) }
        core = trimmed(core.dropFirst(before.count))
        if !before.isEmpty { takeMinus() }
        takeSuffix()
        let lead = trimmed(before)
        if sign.isEmpty { sign = lead } else if !lead.isEmpty { core = [] }
    }

    /// Whether there is anything that can be digits.
    var isNumber: Bool { !core.isEmpty && sign.count <= 12 }

    /// The currency sign as text, empty where there is none.
    var signText: String { sign.isEmpty ? "" : String(decoding: sign, as: UTF8.self) }

    private mutating func takeMinus() {
        if core.first == 0x2D || core.first == 0x2B {
            isNegative = isNegative != (core.first == 0x2D)
            core = trimmed(core.dropFirst())
        } else if core.starts(with: [0xE2, 0x88, 0x92]) {
            isNegative.toggle()
            core = trimmed(core.dropFirst(3))
        }
    }

    private mutating func takeSuffix() {
        var digitsEnd = (core.lastIndex { $0 &- 48 < 10 }).map { $0 + 1 } ?? core.startIndex
        if digitsEnd + 1 == core.endIndex, core[digitsEnd] == 0x2E || core[digitsEnd] == 0x2C { digitsEnd += 1 }
        let after = trimmed(core[digitsEnd...])
        core = core[..<digitsEnd]
        if after.elementsEqual([0x25]) {
            isPercent = true
        } else if after.allSatisfy({ $0 >= 0x41 || $0 == 0x24 }) {
            sign = after
        } else {
            core = []
        }
    }

    /// Digits, a decimal sign before them, or a minus behind a currency sign.
    private static func isNumberByte(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || byte == 0x2D || byte == 0x2E || byte == 0x2C
    }
}
