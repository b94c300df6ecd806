import Governance
import Signals
import Vocabulary

/// What one transaction of an import writes.
struct ImportSlice: Sendable {
    /// How many rows of the file are one slice: it holds the writer for at most 2 ms.
    static let size = 200

    /// What its rows say of entities that no row before them said.
    let news: EntityNews
    let records: [ImportedRecord]
    /// Entities that were put below `EntityRef.unnamedCampaign` because their row names no campaign.
    let unplaced: Set<EntityRef>
    var isEmpty: Bool { news.records.isEmpty && records.allSatisfy { $0.metrics == nil } }
    /// The rows that have counts, as the store numbers them.
    private var counted: [ImportedRecord] { records.filter { $0.metrics != nil } }

    init(of records: [ImportedRecord] = [], _ news: EntityNews = EntityNews()) {
        self.news = news
        self.records = records
        unplaced = Set(records.compactMap(\.unplaced))
    }

    /// Writes it, or nothing of it where a row does not fit; where an earlier report said what an unplaced entity belongs to, that
    /// stays.
    /// - Returns: what became of the rows with counts.
    func write(to view: any EngineView) throws -> CountsAdded {
        var places: [EntityRef: [Governance.EntityFacts.Parent]] = [:]
        for ref in unplaced {
            guard let known = try view.entity(ref)?.facts.parents, !known.isEmpty else { continue }
            places[ref] = known
        }
        let entities = news.records.map { record in
            var placed = record
            placed.facts.parents = ImportSlice.placed(record.facts, places)
            return placed
        }
        return try view.add(records.compactMap(\.row).map { ImportSlice.placed($0, places) }, naming: entities)
    }

    /// The rows that do not fit, by line, each with its reason.
    func refusals(_ added: CountsAdded) -> [(line: Int, reason: RowRefusal)] {
        guard !added.overlapping.isEmpty else { return [] }
        let counted = counted
        return added.overlapping.sorted { $0.key < $1.key }.compactMap { place, known in
            counted[place].metrics.map { row in
                (counted[place].line, .toldAlready(row.entity, row.period, in: known))
            }
        }
    }

    /// An entity's parents, nearest first, with what is known of the highest in place of the unnamed campaign.
    private static func placed(_ facts: Governance.EntityFacts, _ places: [EntityRef: [Governance.EntityFacts.Parent]])
        -> [Governance.EntityFacts.Parent]
    {
        guard facts.parents.last?.ref == .unnamedCampaign else { return facts.parents }
        let below = facts.parents.dropLast()
        guard let known = places[below.last?.ref ?? facts.ref] else { return facts.parents }
        return below + known
    }

    private static func placed(_ row: CountedRow, _ places: [EntityRef: [Governance.EntityFacts.Parent]]) -> CountedRow
    {
        guard let at = row.parents.firstIndex(of: .unnamedCampaign) else { return row }
        let below = row.parents[(at + 1)...]
        guard let known = places[below.first ?? row.metrics.entity] else { return row }
        return CountedRow(row.metrics, under: row.parents[..<at] + known.reversed().map(\.ref) + below)
    }
}
