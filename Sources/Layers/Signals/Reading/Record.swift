/// One row of a delimited file as it was read: bytes and where each field lies in them.
///
/// A record is reused from row to row, so that reading allocates nothing. Quotes are gone, doubled quotes are
/// single.
public struct Record: Sendable {
    /// The line of the file on which the row starts; the first line is 1.
    public internal(set) var line = 0
    /// How many lines the row takes; more than one where a quoted field holds line breaks.
    public internal(set) var lines = 0
    /// Why the row cannot be used, or nil.
    public internal(set) var fault: RowFault?
    var bytes: [UInt8] = []
    var fields: [Range<Int>] = []

    /// An empty record to read into.
    public init() {}

    /// How many fields the row has; a blank line has one, which is empty.
    public var count: Int { fields.count }

    /// The bytes of one field without spaces around it; empty where the row is too short.
    public func field(_ index: Int) -> ArraySlice<UInt8> {
        guard index < fields.count else { return [] }
        let range = fields[index]
        if range.isEmpty { return [] }
        let (first, last) = (bytes[range.lowerBound], bytes[range.upperBound - 1])
        if first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return bytes[range] }
        return trimmed(bytes[range])
    }

    /// The text of one field; bytes that are no UTF-8 read as U+FFFD.
    public func text(_ index: Int) -> String {
        String(decoding: field(index), as: UTF8.self)
    }

    /// Whether every field is empty.
    public var isBlank: Bool {
        for index in fields.indices where !field(index).isEmpty { return false }
        return true
    }

    mutating func clear(line: Int) {
        self.line = line
        lines = 0
        fault = nil
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
    }
}

/// The bytes without ASCII spaces, tabs and no-break spaces (U+00A0, U+202F) at both ends.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let width = leadingSpace(rest) { rest = rest.dropFirst(width) }
    while let width = trailingSpace(rest) { rest = rest.dropLast(width) }
    return rest
}

/// How many bytes the space at the start takes, or nil where there is none.
func leadingSpace(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == 0x20 || first == 0x09 || first == 0x0A || first == 0x0D { return 1 }
    if first < 0x80 { return nil }
    if bytes.starts(with: [0xC2, 0xA0]) { return 2 }
    return wideSpaces.contains { bytes.starts(with: $0) } ? 3 : nil
}

private func trailingSpace(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let last = bytes.last else { return nil }
    if last == 0x20 || last == 0x09 || last == 0x0A || last == 0x0D { return 1 }
    if last < 0x80 { return nil }
    if bytes.suffix(2).elementsEqual([0xC2, 0xA0]) { return 2 }
    return wideSpaces.contains { bytes.suffix(3).elementsEqual($0) } ? 3 : nil
}

/// Narrow no-break, thin, figure and zero-width no-break space (a stray byte order mark) in UTF-8.
private let wideSpaces: [[UInt8]] = [
    [0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0x87], [0xEF, 0xBB, 0xBF],
]

/// Why a row could not be read as fields.
public enum RowFault: Equatable, Sendable {
    /// A field has more bytes than the limit.
    case fieldTooLong(limit: Int)
    /// The row has more bytes than the limit.
    case rowTooLong(limit: Int)
    /// The row has more columns than the limit.
    case tooManyColumns(limit: Int)
    /// A quote was opened and not closed within the limit of lines, or not before the file ended.
    case openQuote

    /// One lower-case fragment for a person.
    public var message: String {
        switch self {
        case .fieldTooLong(let limit): "a field is longer than `\(limit)` bytes"
        case .rowTooLong(let limit): "the row is longer than `\(limit)` bytes"
        case .tooManyColumns(let limit): "the row has more than `\(limit)` columns"
        case .openQuote: "a quote is opened and never closed; close it or remove it"
        }
    }
}
