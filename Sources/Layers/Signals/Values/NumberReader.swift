import Vocabulary

/// Reads one cell as an exact number in a style that was decided for the whole file.
///
/// Groups have three digits, or two before the last three (as Indian numbers have); anything else is
/// unreadable, so that `1,5` in a file with decimal points is refused and not taken for 15. At most 18 digits
/// stand before the decimals, so that the sum of 10^8 rows fits. Nothing passes through floating point.
public struct NumberReader: Sendable {
    /// The style of the file.
    public let style: NumberStyle

    /// A reader for one style.
    public init(_ style: NumberStyle) {
        self.style = style
    }

    /// What the cell says.
    public func read(_ cell: ArraySlice<UInt8>) -> NumberReading {
        if let plain = plainNumber(cell) { return plain }
        if Self.isAbsent(cell) { return .absent }
        let parts = NumberParts(cell)
        if parts.isBound { return .bound }
        guard parts.isNumber, let number = digits(parts.core) else { return .unreadable }
        let value = Decimal12(units: parts.isNegative ? -number.units : number.units)
        if parts.isPercent { return parts.sign.isEmpty ? .percent(value) : .unreadable }
        return .value(value, sign: parts.signText, isRounded: number.isRounded)
    }

    /// The way most cells go: digits, at most one decimal sign, nothing else; nil for anything that needs
    /// more care.
    private func plainNumber(_ cell: ArraySlice<UInt8>) -> NumberReading? {
        guard (1...18).contains(cell.count) else { return nil }
        var value: Int64 = 0
        var decimals = -1
        for byte in cell {
            if byte &- 48 < 10 {
                value = value &* 10 &+ Int64(byte &- 48)
                if decimals >= 0 { decimals += 1 }
            } else if byte == style.decimalByte, decimals < 0 {
                decimals = 0
            } else {
                return nil
            }
        }
        guard decimals != 0, decimals <= 12, decimals < cell.count - 1 else { return nil }
        return .value(Decimal12(units: Int128(value) * Self.scale[max(0, decimals)]), sign: "", isRounded: false)
    }

    /// 10^12, 10^11, … 1: what a number with so many decimals is multiplied with.
    private static let scale: [Int128] = (0...12).map { places in
        (0..<12 - places).reduce(Int128(1)) { power, _ in power * 10 }
    }

    static func isAbsent(_ cell: ArraySlice<UInt8>) -> Bool {
        if cell.isEmpty { return true }
        guard cell.count <= 6, let first = cell.first, absentStarts.contains(first) else { return false }
        return absent.contains { cell.elementsEqual($0) }
    }

    /// How the words begin, so that most cells cost one look.
    private static let absentStarts = Array("-nN(".utf8) + [0xE2]

    private static let absent: [[UInt8]] = [
        "--", "-", "---", "—", "–", "n/a", "N/A", "NA", "n. v.", "null", "NULL", "nan", "NaN", "None", "(none)",
    ].map { Array($0.utf8) }

    /// Units of 10^-12 of an unsigned number, or nil where it is none in this style.
    private func digits(_ core: ArraySlice<UInt8>) -> (units: Int128, isRounded: Bool)? {
        let halves = core.split(separator: style.decimalByte, omittingEmptySubsequences: false)
        guard let head = halves.first, halves.count <= 2,
            let whole = head.isEmpty && halves.count == 2 ? 0 : wholePart(head)
        else { return nil }
        guard halves.count == 2 else { return (whole * Decimal12.one, false) }
        guard !(head.isEmpty && halves[1].isEmpty), halves[1].count <= 40, halves[1].allSatisfy({ $0 &- 48 < 10 })
        else { return nil }
        var units: Int128 = 0
        for place in 0..<12 {
            let index = halves[1].startIndex + place
            units = units * 10 + (index < halves[1].endIndex ? Int128(halves[1][index] - 48) : 0)
        }
        let rest = halves[1].dropFirst(12)
        if let first = rest.first, first >= 53 { units += 1 }
        return (whole * Decimal12.one + units, rest.contains { $0 != 48 })
    }

    private func wholePart(_ head: ArraySlice<UInt8>) -> Int128? {
        var groups: [Int] = [0]
        var value: Int128 = 0
        var rest = head
        var separator: [UInt8] = []
        while let byte = rest.first {
            if byte &- 48 < 10 {
                groups[groups.count - 1] += 1
                value = value * 10 + Int128(byte - 48)
                rest = rest.dropFirst()
            } else {
                guard groups.count < 12, let found = groupSeparator(rest) else { return nil }
                guard separator.isEmpty || separator == found else { return nil }
                separator = found
                groups.append(0)
                rest = rest.dropFirst(found.count)
            }
            if groups[groups.count - 1] > 18 { return nil }
        }
        return Self.isGrouped(groups) ? value : nil
    }

    private func groupSeparator(_ rest: ArraySlice<UInt8>) -> [UInt8]? {
        guard let first = rest.first else { return nil }
        if first == style.groupByte || first == 0x27 { return [first] }
        if rest.starts(with: [0xE2, 0x80, 0x99]) { return [0xE2, 0x80, 0x99] }
        return leadingSpace(rest).map { Array(rest.prefix($0)) }
    }

    private static func isGrouped(_ groups: [Int]) -> Bool {
        guard groups.count > 1 else { return (1...18).contains(groups[0]) }
        guard groups.reduce(0, +) <= 18, groups.last == 3, (1...3).contains(groups[0]) else { return false }
        let middle = groups.dropFirst().dropLast()
        return middle.allSatisfy { $0 == 3 } || groups[0] <= 2 && middle.allSatisfy { $0 == 2 }
    }
}
