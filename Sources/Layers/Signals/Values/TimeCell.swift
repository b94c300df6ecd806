import Vocabulary

/// Reads a date with a time, as warehouses write them: `2021-06-29T17:19:05.102`, `2022-02-01 2:20:51`, with
/// or without an offset; without one it is a clock in the declared zone.
enum TimeCell {
    /// The instant, or nil where the cell holds none. A date alone is its first instant.
    static func instant(_ cell: ArraySlice<UInt8>, in zone: Zone) -> Instant? {
        let text = String(decoding: cell, as: UTF8.self)
        if let exact = Instant(parsing: text.replacing(" ", with: "T")) { return exact }
        guard case .certain(let date) = DateCell(cell) else { return nil }
        let start = zone.startOfDay(date)
        guard cell.count > 10 else { return start }
        let parts = cell.dropFirst(11).split(separator: 0x3A, omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = whole(parts[0], below: 24),
            let minute = whole(parts[1], below: 60)
        else { return nil }
        let second = parts.count == 3 ? whole(parts[2].prefix { $0 != 0x2E }, below: 60) : 0
        guard let second else { return nil }
        return start.advanced(by: .seconds(hour * 3_600 + minute * 60 + second))
    }

    private static func whole(_ digits: ArraySlice<UInt8>, below limit: Int64) -> Int64? {
        guard (1...2).contains(digits.count), digits.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
        return value < limit ? value : nil
    }
}
