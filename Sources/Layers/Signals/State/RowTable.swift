public import Vocabulary

/// Accepted metric rows in memory, at most so many: the state that shadow runs and tests work on, and the
/// meaning that a store's unique keys have to agree with.
public struct RowTable: Sendable {
    /// Most rows it holds.
    public let limit: Int
    private var held: [MetricSeries: [MetricKey: HeldRow]] = [:]
    /// How many keys it holds.
    public private(set) var count = 0

    /// An empty table; the default is bounded to two million rows, about half a gigabyte.
    public init(limit: Int = 2_000_000) {
        self.limit = limit
    }

    /// Takes a row in; nil where the table is full and the row's key is new, so that the row was not taken.
    public mutating func admit(_ row: MetricRow, importedAt: Instant) -> Admission? {
        let incoming = HeldRow(row.counts, Revision(asOf: row.asOf, importedAt: importedAt), line: row.line)
        let before = held[row.series]?[row.key]
        if before == nil {
            guard count < limit else { return nil }
            count += 1
        }
        let (kept, admission) = HeldRow.admit(incoming, to: before)
        held[row.series, default: [:]][row.key] = kept
        return admission
    }

    /// What is held under a key.
    public func row(_ key: MetricKey, in series: MetricSeries) -> HeldRow? { held[series]?[key] }

    /// Everything it holds, as a value to compare two tables by; lines and import times are left out, since
    /// they do not change what is known.
    public var contents: [MetricSeries: [MetricKey: Counts?]] {
        held.mapValues { rows in rows.mapValues(\.counts) }
    }
}
