import Governance
import Schemas
public import Signals
public import Vocabulary

/// What an import did.
public struct ImportOutcome: Sendable {
    /// Its record.
    public let record: ImportRecord
    /// Rows by what became of them.
    public let summary: ImportSummary
    /// The first refused rows, each with its line and reason.
    public let refused: [RefusedRow]
    /// The account it belongs to.
    public let account: AccountRecord
    /// The days that its rows are about; nil where it has none with counts.
    public let period: Period?
    /// Why a charter's baseline is still not frozen.
    public let gaps: [AgentName: BaselineGap]
}

/// No row of a file was taken, so that nothing was written.
public struct NothingImported: Error, Sendable {
    /// Rows by what became of them.
    public let summary: ImportSummary
    /// The first refused rows, each with its line and reason; empty where the file has no rows.
    public let refused: [RefusedRow]
}

/// The file that is imported: its name and hash, for the record.
public struct ImportedFile: Hashable, Sendable {
    /// The name without its folder.
    public let name: String
    /// SHA-256, lower-case hex.
    public let hash: String

    /// A file.
    public init(name: String, hash: String) {
        self.name = name
        self.hash = hash
    }
}

extension Engine {
    /// Imports rows by a complete plan, in slices; doing it again changes nothing (P12). `open` answers the file's bytes from the
    /// first on, and is called at most twice.
    /// - Throws: `ImportError` where the file cannot be read on; what was imported before stays, and is imported again without
    ///   harm. `EngineError` where the file as a whole does not fit what is here, before anything is written. `NothingImported`
    ///   where no row is taken.
    public func importRows(
        _ plan: ImportPlan, _ open: () throws(ImportError) -> Chunks, _ file: ImportedFile,
        refused noted: (RefusedRow) throws -> Void = { _ in },
        progress: (Int) -> Void = { _ in }
    ) async throws -> ImportOutcome {
        let now = surroundings.now()
        let account = try await checkWhole(plan, open)
        try await foresee()
        var importer = try Importer(open(), plan, today: plan.zone.date(at: now))
        var refused = RefusedRows()
        var tally = ImportTally()
        var seen = ImportedEntities()
        let id: ImportID = surroundings.fresh()
        var slice = ImportSlice()
        var isAtEnd = false
        while !isAtEnd || !slice.isEmpty {
            // The next rows are read while the ones before are on their way to the disk.
            let current = slice
            async let answer = keep(current, as: id)
            let rows = isAtEnd ? [] : try importer.next(ImportSlice.size)
            let records = rows.compactMap { ImportedRecord($0, account: account, plan: plan) }
            slice = seen.slice(of: records, plan)
            var (written, added) = (current, try await answer)
            // Where a row does not fit nothing was written: the others are, without it.
            while case .failure(let unfit) = added {
                let judged = written.judged(unfit)
                for (line, reason) in judged.refused {
                    try refused.note(importer.takeBack(line: line, because: reason), noted)
                }
                tally.aside += judged.aside.count
                seen.leaveOut(judged, of: &written, before: &slice, plan)
                added = try await keep(written, as: id)
            }
            tally.note(written, changed: try added.get())
            for case .refused(let row) in rows { try refused.note(row, noted) }
            isAtEnd = rows.isEmpty
            progress(importer.summary.accepted)
        }
        let record = ImportRecord(
            id: id, fileName: file.name, hash: file.hash, at: now,
            accepted: importer.summary.accepted, changed: tally.changed, refused: importer.summary.refused,
            assumptions: tally.assumptions(plan, importer.summary))
        guard record.accepted > 0, let (known, kept) = try await finish(record, account, plan, tally) else {
            throw NothingImported(summary: importer.summary, refused: refused.first)
        }
        let gaps = try await freezeBaselines()
        return ImportOutcome(
            record: kept, summary: importer.summary, refused: refused.first, account: known, period: tally.period,
            gaps: gaps)
    }

    /// How many rows changed something, or which do not fit, so that nothing was written.
    private func keep(_ slice: ImportSlice, as id: ImportID) async throws -> Result<
        (all: Int, counts: Int), RowsDoNotFit
    > {
        guard !slice.isEmpty else { return .success((0, 0)) }
        do {
            return .success(try await store.write { view in try slice.write(to: view, as: id) })
        } catch let unfit as RowsDoNotFit {
            return .failure(unfit)
        }
    }

    /// Writes what the import says of the account; nil where there is none and the rows make none.
    private func finish(_ said: ImportRecord, _ ref: EntityRef, _ plan: ImportPlan, _ tally: ImportTally) async throws
        -> (AccountRecord, ImportRecord)?
    {
        let now = surroundings.now()
        let imported = ImportedAccount(ref: ref, plan: plan, period: tally.period, asOf: tally.asOf, now: now)
        let draft = try await store.read { view in imported.account(over: try view.account(), spent: try view.spent()) }
        guard let draft else { return nil }
        let declared = try await declareBudgets(draft)
        let record = said.assuming(declared.texts(beside: plan.assumptions))
        let account = try await store.write { view in
            let account = imported.account(over: try view.account(), spent: try view.spent()) ?? draft
            try view.put(account)
            try view.add(record)
            if tally.changedCounts > 0 { try view.noteData(at: now) }
            try view.recordInstant(now)
            try view.append(
                AuditEntry(
                    .imported, at: now, subject: record.id.description, word: "imported",
                    payload: record.json.canonicalBytes))
            return account
        }
        return (account, record)
    }
}
