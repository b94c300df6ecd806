public import Signals
import Vocabulary

/// What an import would do.
public struct ImportRehearsal: Sendable {
    /// Rows by what would become of them.
    public let summary: ImportSummary
    /// The first refused rows, each with its line and reason.
    public let refused: [RefusedRow]
}

extension Engine {
    /// Reads a file as an import by the same complete plan would, and writes nothing. The store is asked, so that the rows that
    /// are refused, their reasons and their order are those of the import. `open` answers the file's bytes from the first on, and
    /// is called at most twice.
    /// - Throws: what the import would end with.
    public func rehearseRows(
        _ plan: ImportPlan, _ open: () throws(ImportError) -> Chunks,
        refused noted: (RefusedRow) throws -> Void = { _ in }
    ) async throws -> ImportRehearsal {
        let account = try await checkWhole(plan, open)
        var importer = try Importer(open(), plan, today: plan.zone.date(at: surroundings.now()))
        var refused = RefusedRows()
        var told = ToldByFile()
        while true {
            let rows = try importer.next(ImportSlice.size)
            if rows.isEmpty { break }
            for case .refused(let row) in rows { try refused.note(row, noted) }
            let slice = ImportSlice(of: rows.compactMap { ImportedRecord($0, account: account, plan: plan) })
            let metrics = slice.records.compactMap(\.metrics)
            let known = try await store.read { view in try view.overlaps(of: metrics) }
            var added = CountsAdded()
            for (place, row) in metrics.enumerated() {
                added.overlapping[place] = told.overlap(with: row, besides: known[place])
            }
            for (line, reason) in slice.refusals(added) {
                try refused.note(importer.takeBack(line: line, because: reason), noted)
            }
        }
        guard importer.summary.accepted > 0 else {
            throw NothingImported(summary: importer.summary, refused: refused.first)
        }
        return ImportRehearsal(summary: importer.summary, refused: refused.first)
    }
}

/// Refused rows as they come: each is told, and the first are kept.
struct RefusedRows {
    private static let most = 100
    /// The first of them.
    private(set) var first: [RefusedRow] = []

    mutating func note(_ row: RefusedRow, _ noted: (RefusedRow) throws -> Void) throws {
        try noted(row)
        if first.count < RefusedRows.most { first.append(row) }
    }
}

/// The days that rows of one file tell of each entity, as the store would know them had the rows been written. Days in a row are
/// one piece, so that its size goes with the entities of the file and not with its rows.
struct ToldByFile {
    private var spans: [EntityRef: [Period]] = [:]
    private var days: [EntityRef: [Period]] = [:]

    /// The earliest other period that shares a day with a row's, of those of the store and of the file; where there is none, the
    /// row's own days are told from now on.
    mutating func overlap(with row: MetricRecord, besides known: Period?) -> Period? {
        let period = row.period
        var found = spans[row.entity]?.filter { $0 != period && $0.overlaps(period) } ?? []
        if period.days > 1, let day = days[row.entity]?.lazy.filter({ $0.overlaps(period) }).map(\.first).min() {
            found += [Period(max(day, period.first), max(day, period.first))].compactMap(\.self)
        }
        found += [known].compactMap(\.self)
        guard let earliest = found.min(by: { $0.first < $1.first }) else {
            add(period, of: row.entity)
            return nil
        }
        return earliest
    }

    private mutating func add(_ period: Period, of entity: EntityRef) {
        guard period.days == 1 else {
            if spans[entity]?.contains(period) != true { spans[entity, default: []].append(period) }
            return
        }
        var pieces = days[entity] ?? []
        guard !pieces.contains(where: { $0.overlaps(period) }) else { return }
        // A day between two pieces joins them; most days follow the piece before.
        let touching = pieces.indices.filter { place in
            pieces[place].last.adding(days: 1) == period.first || pieces[place].first == period.last.adding(days: 1)
        }
        let joined = touching.reduce(period) { $0.covering(pieces[$1]) }
        for place in touching.reversed() { pieces.remove(at: place) }
        days[entity] = pieces + [joined]
    }
}
