/// What the number cells of a file say about its style, counted cell by cell.
///
/// Sure evidence: both signs in one cell; a sign that comes twice; other than three digits behind a single
/// sign. In columns of whole things (impressions, clicks) a single sign before three digits groups. `1,234`
/// in a money column says nothing.
public struct NumberEvidence: Equatable, Sendable {
    /// Cells that can only be read with a decimal point.
    public private(set) var point = 0
    /// Cells that can only be read with a decimal comma.
    public private(set) var comma = 0
    /// Cells that read as two different numbers.
    public private(set) var ambiguous = 0
    /// The first ambiguous cell, to ask about.
    public private(set) var example: String?

    /// Nothing seen yet.
    public init() {}

    /// The style that all sure cells agree on; nil where there is none or they contradict each other.
    public var style: NumberStyle? {
        if point > 0 && comma == 0 { return .point }
        if comma > 0 && point == 0 { return .comma }
        return nil
    }

    /// Whether some cells can only be read one way and others only the other way.
    public var isContradictory: Bool { point > 0 && comma > 0 }

    /// Counts one cell; `isWhole` says that the column counts whole things.
    public mutating func add(_ cell: ArraySlice<UInt8>, isWhole: Bool) {
        var points = 0
        var commas = 0
        var last: ArraySlice<UInt8>.Index?
        var first: ArraySlice<UInt8>.Index?
        for index in cell.indices where cell[index] == 0x2E || cell[index] == 0x2C {
            if cell[index] == 0x2E { points += 1 } else { commas += 1 }
            last = index
            first = first ?? index
        }
        guard let last, let first else { return }
        let lastIsPoint = cell[last] == 0x2E
        if points > 0 && commas > 0 {
            count(lastIsPoint ? .point : .comma)
        } else if points + commas > 1 {
            count(lastIsPoint ? .comma : .point)
        } else if Self.canGroup(before: cell[..<first], after: cell[(last + 1)...]) {
            addGroupLike(cell, isWhole: isWhole, sign: cell[last])
        } else {
            count(lastIsPoint ? .point : .comma)
        }
    }

    private mutating func addGroupLike(_ cell: ArraySlice<UInt8>, isWhole: Bool, sign: UInt8) {
        if isWhole {
            count(sign == 0x2E ? .comma : .point)
        } else {
            ambiguous += 1
            if example == nil { example = String(decoding: cell, as: UTF8.self) }
        }
    }

    private mutating func count(_ style: NumberStyle) {
        if style == .point { point += 1 } else { comma += 1 }
    }

    /// Whether the digits around a single sign can be a group: one to three before it, not `0`, exactly three
    /// behind it.
    private static func canGroup(before: ArraySlice<UInt8>, after: ArraySlice<UInt8>) -> Bool {
        let head = before.reversed().prefix { $0 &- 48 < 10 }
        let tail = after.prefix { $0 &- 48 < 10 }
        guard tail.count == 3, (1...3).contains(head.count), head.last != 48 else { return false }
        let hasOuterGroup = before.dropLast(head.count).contains { $0 &- 48 < 10 }
        return !hasOuterGroup
    }
}
