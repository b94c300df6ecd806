import Governance
import Signals
import Vocabulary

/// One accepted row in the store's words.
struct ImportedRecord: Sendable {
    /// Where it stands in the file.
    let line: Int
    /// What the row says of its entities.
    private(set) var said: SaidOfEntities
    private(set) var metrics: MetricRecord?
    /// Everything above the row's entity, the home's account first.
    let parents: [EntityRef]
    /// The highest entity of the row that the row puts below no campaign; nil where it names one or needs none.
    let unplaced: EntityRef?
    /// Whether a count of the row has a fraction.
    private(set) var hasFraction: Bool

    init?(_ row: ImportedRow, account: EntityRef, plan: ImportPlan) {
        switch row {
        case .metrics(let row):
            line = row.line
            let lineage = ImportedRecord.lineage(row.lineage, account)
            said = SaidOfEntities(lineage, row.facts, row.key, plan)
            parents = lineage.dropLast().map(\.ref)
            metrics = ImportedRecord.metrics(row, plan)
            unplaced = ImportedRecord.unplaced(row.lineage)
            hasFraction = ImportedRecord.hasFraction(row)
        case .entity(let row):
            line = row.line
            let lineage = ImportedRecord.lineage(row.lineage, account)
            said = SaidOfEntities(lineage, row.facts, nil, plan, updated: row.updated)
            said.isAll = true
            parents = []
            metrics = nil
            unplaced = ImportedRecord.unplaced(row.lineage)
            hasFraction = false
        case .refused: return nil
        }
    }

    /// A row's entities below the home's account, which is above the accounts that reports name: its sums hold all of them. A
    /// platform has nothing below a campaign without the campaign, so that one is never missing.
    private static func lineage(_ row: [NamedEntity], _ account: EntityRef) -> [NamedEntity] {
        var lineage = row.first?.ref == account ? row : [NamedEntity(account)] + row
        if let top = unplaced(row), let place = lineage.firstIndex(where: { $0.ref == top }) {
            lineage.insert(NamedEntity(.unnamedCampaign, name: "unnamed campaign"), at: place)
        }
        return lineage
    }

    private static func unplaced(_ row: [NamedEntity]) -> EntityRef? {
        guard !row.contains(where: { $0.ref.kind == .campaign }) else { return nil }
        return row.first { $0.ref.kind > .campaign }?.ref
    }

    /// Whether the file has fractions of counts, as attribution models give.
    private static func hasFraction(_ row: MetricRow) -> Bool {
        row.counts.values.contains { !$0.metric.isMoney && $0.value.units % Decimal12.one != 0 }
    }

    private static func metrics(_ row: MetricRow, _ plan: ImportPlan) -> MetricRecord {
        func whole(_ metric: Counted) -> Int64? {
            row.counts[metric].flatMap { Int64(exactly: Rounding.down.divide($0.units, by: Decimal12.one)) }
        }
        func attributed(_ metric: Counted) -> AttributedCount? { row.counts[metric].flatMap { AttributedCount($0) } }
        func money(_ metric: Counted) -> MetricMoney? {
            row.counts[metric].flatMap { amount in plan.currency.map { MetricMoney(amount, $0) } }
        }
        return MetricRecord(
            source: row.series.source, entity: row.key.entity, period: row.key.period,
            breakdown: Breakdown(zip(row.series.dimensions, row.key.breakdown)).text, spend: money(.spend),
            impressions: whole(.impressions), clicks: whole(.clicks), enquiries: attributed(.enquiries),
            purchases: attributed(.purchases), revenue: money(.revenue), asOf: row.asOf)
    }
}

extension ImportedRecord {
    /// The row as far as it says something of its entities.
    var withoutCounts: ImportedRecord {
        var record = self
        record.metrics = nil
        record.said.isAll = true
        record.hasFraction = false
        return record
    }

    /// The row as the store adds it; nil where it has no counts.
    func row(toldBy id: ImportID?) -> CountedRow? { metrics.map { CountedRow($0, under: parents, toldBy: id) } }
}

/// What the rows of an import add up to.
struct ImportTally {
    var changed = 0
    /// How many rows changed a count.
    var changedCounts = 0
    var period: Period?
    var asOf = Instant(milliseconds: 0)
    /// Whether a row names no campaign though it needs one.
    var isUnplaced = false
    /// How many rows have the fraction of a count.
    var fractions = 0
    /// Of how many rows the counts were left aside.
    var aside = 0

    /// Counts a slice that was written.
    mutating func note(_ slice: ImportSlice, changed: (all: Int, counts: Int)) {
        self.changed += changed.all
        changedCounts += changed.counts
        isUnplaced = isUnplaced || !slice.unplaced.isEmpty
        for record in slice.records {
            fractions += record.hasFraction ? 1 : 0
            guard let metrics = record.metrics else { continue }
            period = period?.covering(metrics.period) ?? metrics.period
            asOf = max(asOf, metrics.asOf)
        }
    }

    /// How counts in parts are taken, in words; nothing where there are none.
    static func inParts(_ rows: Int) -> [String] {
        guard rows > 0 else { return [] }
        return [
            "counts in parts (`\(rows)` \(rows == 1 ? "row" : "rows")): enquiries and purchases count exactly, a condition "
                + "of the charter sees the whole ones; parts of clicks and impressions are left out"
        ]
    }

    /// That counts were left aside, in words; nothing where none were.
    static func leftAside(_ rows: Int) -> [String] {
        guard rows > 0 else { return [] }
        return [
            "counts of \(numbered(rows, "row")) are left aside, since what is below tells these days already; what the rows say of "
                + "budgets, states and first days is taken"
        ]
    }

    /// What the import goes by without the file saying so.
    func assumptions(_ plan: ImportPlan, _ summary: ImportSummary) -> [String] {
        var declared = (plan.assumptions + summary.assumed).map(\.text)
        declared += ImportTally.inParts(fractions)
        declared += ImportTally.leftAside(aside)
        guard isUnplaced, !plan.assumptions.contains(.unnamedCampaign) else { return declared }
        return declared + [Assumption.unnamedCampaign.text]
    }
}

extension ImportRecord {
    /// The record with assumptions that only the rows showed.
    func assuming(_ more: [String]) -> ImportRecord {
        var record = self
        record.assumptions += more
        return record
    }
}
