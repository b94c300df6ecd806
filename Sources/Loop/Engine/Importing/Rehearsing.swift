public import Signals
import Vocabulary

/// What an import would do.
public struct ImportRehearsal: Sendable {
    /// Rows by what would become of them.
    public let summary: ImportSummary
    /// The first refused rows, each with its line and reason.
    public let refused: [RefusedRow]
    /// What it would go by without the file saying so, beside what its plan assumes.
    public let assumptions: [String]
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
        var (aside, fractions) = (0, 0)
        while true {
            let rows = try importer.next(ImportSlice.size)
            if rows.isEmpty { break }
            for case .refused(let row) in rows { try refused.note(row, noted) }
            let slice = ImportSlice(of: rows.compactMap { ImportedRecord($0, account: account, plan: plan) })
            let withCounts = slice.records.filter { $0.metrics != nil }
            let counted = withCounts.compactMap(\.metrics)
            let known = try await store.read { view in try view.misfits(of: slice.rows(in: view)) }
            let (unfit, repeated) = told.misfits(among: counted, besides: known)
            fractions += withCounts.indices.count { place in
                withCounts[place].hasFraction && unfit[place] == nil && repeated[place] == nil
            }
            for found in [unfit, repeated] where !found.isEmpty {
                let judged = slice.judged(RowsDoNotFit(found))
                for (line, reason) in judged.refused {
                    try refused.note(importer.takeBack(line: line, because: reason), noted)
                }
                aside += judged.aside.count
            }
        }
        guard importer.summary.accepted > 0 else {
            throw NothingImported(summary: importer.summary, refused: refused.first)
        }
        return ImportRehearsal(
            summary: importer.summary, refused: refused.first,
            assumptions: importer.summary.assumed.map(\.text) + ImportTally.inParts(fractions)
                + ImportTally.leftAside(aside))
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
