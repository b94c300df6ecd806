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

    /// Writes it as part of an import, or nothing of it where a row does not fit; where an earlier report said what an unplaced
    /// entity belongs to, that stays.
    /// - Returns: how many rows changed something, and how many of these a count.
    /// - Throws: `RowsDoNotFit`.
    func write(to view: any EngineView, as id: ImportID) throws -> (all: Int, counts: Int) {
        let places = try places(in: view)
        let entities = try news.records.map { record in
            var placed = record
            placed.facts.parents = ImportSlice.placed(record.facts, places)
            if record.facts.ref.kind != .account {
                placed.facts.assume(beside: try view.entity(record.facts.ref)?.facts)
            }
            return placed
        }
        let told = Set(records.lazy.filter(\.said.isAll).compactMap(\.said.own))
        let before = try told.map { ref in (ref, said: try view.entity(ref)?.said) }
        let counted = try view.add(rows(placed: places, as: id), naming: entities)
        return (try counted + before.count { ref, said in try view.entity(ref)?.said != said }, counted)
    }

    /// The rows with counts as the store would be given them.
    func rows(in view: any EngineView) throws -> [CountedRow] { rows(placed: try places(in: view), as: nil) }

    private func rows(placed places: [EntityRef: [Governance.EntityFacts.Parent]], as id: ImportID?) -> [CountedRow] {
        records.compactMap { $0.row(toldBy: id) }.map { ImportSlice.placed($0, places) }
    }

    /// What an earlier report said that unplaced entities belong to.
    private func places(in view: any EngineView) throws -> [EntityRef: [Governance.EntityFacts.Parent]] {
        var places: [EntityRef: [Governance.EntityFacts.Parent]] = [:]
        for ref in unplaced {
            guard let known = try view.entity(ref)?.facts.parents, !known.isEmpty else { continue }
            places[ref] = known
        }
        return places
    }

    /// What becomes of rows that do not fit. Of one whose days are told by what is below it, what it says of its entity is taken,
    /// and its counts alone are left aside: a report of campaigns has the budgets that one of ads has not.
    func judged(_ unfit: RowsDoNotFit) -> UnfitRows {
        let counted = counted
        var rows = UnfitRows()
        for (place, misfit) in unfit.misfits.sorted(by: { $0.key < $1.key }) {
            let record = counted[place]
            guard let metrics = record.metrics else { continue }
            if misfit == .toldBelow, record.said.isOfWholeEntity {
                rows.aside.insert(record.line)
            } else {
                rows.refused.append((record.line, misfit.refusal(of: metrics)))
            }
        }
        return rows
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
        let parents = row.parents[..<at] + known.reversed().map(\.ref) + below
        return CountedRow(row.metrics, under: Array(parents), toldBy: row.toldBy)
    }
}

extension Governance.EntityFacts {
    /// Assumes what no report has said of it yet: that it runs, and that it is part of no bundle and no experiment.
    fileprivate mutating func assume(beside known: Governance.EntityFacts?) {
        if status == nil, known?.status == nil { status = .active }
        if inBundle == nil, known?.inBundle == nil { inBundle = false }
        if inExperiment == nil, known?.inExperiment == nil { inExperiment = false }
    }
}

/// Rows that do not fit, by line.
struct UnfitRows {
    /// Those that are refused, each with its reason.
    var refused: [(line: Int, reason: RowRefusal)] = []
    /// Those whose counts are left aside.
    var aside: Set<Int> = []

    /// What is left of a slice's rows.
    func rest(of records: [ImportedRecord]) -> [ImportedRecord] {
        let refused = Set(refused.map(\.line))
        return records.filter { !refused.contains($0.line) }.map {
            aside.contains($0.line) ? $0.withoutCounts : $0
        }
    }
}

extension Misfit {
    /// Why a row of these counts is refused.
    fileprivate func refusal(of row: MetricRecord) -> RowRefusal {
        switch self {
        case .otherDays(let known): .toldAlready(row.entity, row.period, in: known)
        case .toldBelow: .toldBelow(row.entity, row.period)
        case .toldByPlatform(let from): .toldByPlatform(row.entity, row.period, from: from)
        case .toldAbove(let above): .toldAbove(row.entity, row.period, by: above)
        case .otherwiseSplit: .otherwiseSplit(row.entity, row.period)
        case .repeated: .repeated(row.entity, row.period)
        }
    }
}
