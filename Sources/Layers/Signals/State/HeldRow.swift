/// What is known under one key of one source. Merging is a join (the later revision wins; two different
/// values of one revision are a conflict, which counts as nothing), so rows may come twice and in any order:
/// the end is the same (P12).
///
/// A store keeps one of these for each key and merges in the transaction that accepts the row.
public struct HeldRow: Hashable, Sendable {
    /// The counts; nil while rows of the latest revision contradict each other.
    public let counts: Counts?
    /// The latest revision.
    public let revision: Revision
    /// The first line that said so.
    public let line: Int

    /// What one accepted row says.
    public init(_ counts: Counts?, _ revision: Revision, line: Int) {
        self.counts = counts
        self.revision = revision
        self.line = line
    }

    /// What is known once both were seen.
    public func merged(with other: HeldRow) -> HeldRow {
        if revision != other.revision { return revision < other.revision ? other : self }
        let line = min(line, other.line)
        return HeldRow(counts == other.counts ? counts : nil, revision, line: line)
    }

    /// What a row does to what is held under its key, nil meaning nothing yet: what is to be kept, and what
    /// to tell.
    public static func admit(_ row: HeldRow, to held: HeldRow?) -> (kept: HeldRow, Admission) {
        guard let held else { return (row, .new) }
        let kept = held.merged(with: row)
        if held.revision == row.revision {
            if held.counts == row.counts, held.counts != nil { return (kept, .repeated(line: held.line)) }
            return (kept, .conflict(line: held.line, removing: held.counts))
        }
        if row.revision < held.revision { return (kept, .outdated) }
        if held.counts == row.counts { return (kept, .unchanged) }
        return (kept, .corrected(held.counts))
    }
}

/// What became of a row where rows are kept.
public enum Admission: Hashable, Sendable {
    /// Nothing was known under its key.
    case new
    /// The same file has the same row on an earlier line: refused as a duplicate.
    case repeated(line: Int)
    /// An earlier import said the same: nothing changes.
    case unchanged
    /// It replaces what was held; nil where that was in conflict.
    case corrected(Counts?)
    /// What is held is newer: nothing changes.
    case outdated
    /// The same file has other values for the key on that line: both are refused, and what was held no longer
    /// counts.
    case conflict(line: Int, removing: Counts?)

    /// Why the row is refused, or nil where it is not.
    public var refusal: RowRefusal? {
        switch self {
        case .repeated(let line): .duplicate(of: line)
        case .conflict(let line, _): .conflict(with: line)
        case .new, .unchanged, .corrected, .outdated: nil
        }
    }
}
