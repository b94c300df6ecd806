public import Vocabulary

/// Entities with their summed metrics for a period, built row by row; as large as there are entities, not rows.
///
/// Every step is the same in any order, and a correction takes out what it replaces; so the table after an import does
/// not depend on the order of rows, and importing a file again changes nothing.
public struct EntityTable: Hashable, Sendable {
    /// The days that are summed up; rows that reach outside of them only make entities known.
    public let period: Period
    /// Everything known, by reference.
    public private(set) var entities: [EntityRef: EntityState] = [:]

    /// An empty table for a period.
    public init(_ period: Period) {
        self.period = period
    }

    /// Takes a row in as it was admitted where rows are kept.
    public mutating func apply(_ row: MetricRow, _ admission: Admission, importedAt: Instant) {
        note(row, Revision(asOf: row.asOf, importedAt: importedAt))
        switch admission {
        case .repeated, .unchanged, .outdated: break
        case .new: sum(row, adding: row.counts, removing: nil)
        case .corrected(let old): sum(row, adding: row.counts, removing: old)
        case .conflict(_, let old): sum(row, adding: nil, removing: old)
        }
    }

    /// Takes in what a row says of an entity without counts; it is as old as it says, else as its import.
    public mutating func apply(_ row: EntityRow, importedAt: Instant) {
        let revision = Revision(asOf: row.updated ?? importedAt, importedAt: importedAt)
        link(row.lineage, revision)
        if let own = row.lineage.last?.ref { entities[own]?.merge(row.facts, revision) }
    }

    private mutating func note(_ row: MetricRow, _ revision: Revision) {
        link(row.lineage, revision)
        let own = row.key.entity
        entities[own]?.merge(row.facts, revision)
        entities[own]?.merge(row.series.dimensions, row.key.breakdown)
        for entity in row.lineage {
            let seen = entities[entity.ref]?.firstSeen ?? row.key.period.first
            entities[entity.ref]?.firstSeen = min(seen, row.key.period.first)
        }
    }

    private mutating func sum(_ row: MetricRow, adding new: Counts?, removing old: Counts?) {
        guard period.first <= row.key.period.first, row.key.period.last <= period.last else { return }
        let empty = SeriesTotals(row.key.period, asOf: row.asOf)
        if let old { entities[row.key.entity]?.totals[row.series]?.remove(old) }
        if let new {
            entities[row.key.entity]?.totals[row.series, default: empty].add(new, row.key.period, asOf: row.asOf)
        }
    }

    private mutating func link(_ lineage: [NamedEntity], _ revision: Revision) {
        var parent: EntityRef?
        for entity in lineage {
            var state = entities[entity.ref] ?? EntityState(entity.ref)
            Dated.merge(&state.parent, parent, revision)
            Dated.merge(&state.name, entity.name, revision)
            entities[entity.ref] = state
            parent = entity.ref
        }
    }
}
