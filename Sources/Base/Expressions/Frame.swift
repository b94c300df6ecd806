/// The values one evaluation reads: a flat row with one cell a slot. Every slot starts absent.
///
/// A value of another type than its slot's is kept out and reads as an error, so that wrong data never passes
/// for right data.
public struct Frame: Sendable {
    var cells: [Cell]
    var boxes: [Box]
    let fingerprint: UInt64

    /// A row without values for these declarations.
    public init(_ declarations: Declarations) {
        cells = declarations.empty
        boxes = Array(repeating: Box(value: .null), count: declarations.boxes)
        fingerprint = declarations.fingerprint
    }

    /// Fills a slot; nil empties it. What is over a limit of `Limits` reads as an error.
    public mutating func set(_ slot: Slot, to value: Value?) {
        guard let value else { return put(0, as: .absent, into: slot) }
        switch value {
        case .int(let int): set(slot, to: int)
        case .double(let double): set(slot, to: double)
        case .bool(let bool): put(UInt64(bool ? 1 : 0), as: .bool, into: slot)
        case .uint(let uint): put(uint, as: .uint, into: slot)
        case .null: put(0, as: .null, into: slot)
        case .string(let string): set(slot, to: string)
        case .bytes(let bytes): box(value, fits: bytes.count <= Limits.textBytes, into: slot)
        case .list(let list): box(value, fits: list.count <= Limits.elements, into: slot)
        case .map(let map): box(value, fits: map.count <= Limits.elements, into: slot)
        }
    }

    /// Fills a slot with an integer.
    public mutating func set(_ slot: Slot, to int: Int) { set(slot, to: Int64(int)) }

    /// Fills a slot with an integer.
    public mutating func set(_ slot: Slot, to int: Int64) {
        put(UInt64(bitPattern: int), as: .int, into: slot)
    }

    /// Fills a slot with a number.
    public mutating func set(_ slot: Slot, to double: Double) {
        put(double.bitPattern, as: .double, into: slot)
    }

    /// Fills a slot with a text.
    public mutating func set(_ slot: Slot, to text: String) {
        box(.string(text), fits: text.utf8.count <= Limits.textBytes, into: slot)
    }

    /// The value of a slot; nil when it is absent or was filled with another type than its own.
    public func value(of slot: Slot) -> Value? {
        let cell = cells[slot.index]
        return switch cell.kind {
        case .absent, .mismatched, .oversized: nil
        case .null: .null
        case .bool: .bool(cell.bits != 0)
        case .int: .int(Int64(bitPattern: cell.bits))
        case .uint: .uint(cell.bits)
        case .double: .double(Double(bitPattern: cell.bits))
        case .string, .boxed: boxes[Int(cell.box)].value
        }
    }

    private mutating func put(_ bits: UInt64, as kind: Cell.Kind, into slot: Slot) {
        precondition(slot.fingerprint == fingerprint, "a slot of other declarations than the frame's")
        cells[slot.index].bits = bits
        cells[slot.index].kind = kind.isNothing || cells[slot.index].takes(kind) ? kind : .mismatched
    }

    private mutating func box(_ value: Value, fits: Bool, into slot: Slot) {
        guard slot.type.agrees(with: value.type) else { return put(0, as: .mismatched, into: slot) }
        guard fits else { return put(0, as: .oversized, into: slot) }
        let kind: Cell.Kind = if case .string = value { .string } else { .boxed }
        put(0, as: kind, into: slot)
        boxes[Int(cells[slot.index].box)] = Box(value: value)
    }
}

/// One value of a frame, or its absence. Texts, bytes, lists and maps lie in the frame's boxes.
struct Cell: Sendable {
    enum Kind: UInt8, Sendable {
        case absent, mismatched, oversized, null, bool, int, uint, double, string, boxed

        /// Whether the cell holds no value.
        var isNothing: Bool { rawValue <= Kind.oversized.rawValue }

        /// The kind of every value of this type, or nil when the type has several.
        init?(_ type: ValueType) {
            switch type {
            case .null: self = .null
            case .bool: self = .bool
            case .int: self = .int
            case .uint: self = .uint
            case .double: self = .double
            case .string: self = .string
            case .bytes, .list, .map, .dyn: return nil
            }
        }
    }

    /// The value itself, when it has its place in 64 bits.
    var bits: UInt64 = 0
    var kind = Kind.absent
    /// The only kind this cell takes; `absent` when it takes all.
    private let only: Kind
    let box: UInt16

    init(declared type: ValueType, box: Int?) {
        only = type == .dyn ? .absent : Kind(type) ?? .boxed
        self.box = box.map { UInt16($0) } ?? 0
    }

    func takes(_ kind: Kind) -> Bool { only == .absent || only == kind }
}

/// A value that has no place in its cell.
struct Box: Sendable {
    let value: Value
    /// Of a text its imprint, of other values that of the empty text.
    let imprint: Imprint

    init(value: Value) {
        self.value = value
        imprint = if case .string(let text) = value { Imprint(text) } else { .empty }
    }
}
