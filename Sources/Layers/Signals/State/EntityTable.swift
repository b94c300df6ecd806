public import Vocabulary

/// Entities with their summed metrics for a period, built row by row; as large as there are entities, not
/// rows.
///
/// Every step is the same in any order, and a correction takes out what it replaces; so the table after an
/// import does not depend on the order of rows, and importing a file again changes nothing.
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
        let change: (new: Counts?, old: Counts?)
        switch admission {
        case .repeated, .unchanged, .outdated: change = (nil, nil)
        case .new: change = (row.counts, nil)
        case .corrected(let old): change = (row.counts, old)
        case .conflict(_, let old): change = (nil, old)
        }
        let revision = Revision(asOf: row.asOf, importedAt: importedAt)
        link(row.lineage, revision, since: row.key.period.first)
        entities[row.key.entity, default: EntityState(row.key.entity)].take(row, revision, change, within: period)
    }

    /// Takes in what a row says of an entity without counts; it is as old as it says, else as its import.
    public mutating func apply(_ row: EntityRow, importedAt: Instant) {
        let revision = Revision(asOf: row.updated ?? importedAt, importedAt: importedAt)
        link(row.lineage, revision, since: nil)
        if let own = row.lineage.last?.ref { entities[own]?.merge(row.facts, revision) }
    }

    private mutating func link(_ lineage: [NamedEntity], _ revision: Revision, since first: CalendarDate?) {
        var parent: EntityRef?
        for entity in lineage {
            entities[entity.ref, default: EntityState(entity.ref)].note(
                entity.name, under: parent, revision, since: first)
            parent = entity.ref
        }
    }
}
