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
    ///   harm. `EngineError` where the file as a whole does not fit what is here, before anything is written.
    public func importRows(
        _ plan: ImportPlan, _ open: () throws(ImportError) -> Chunks, _ file: ImportedFile,
        refused noted: (RefusedRow) throws -> Void = { _ in },
        progress: (Int) -> Void = { _ in }
    ) async throws -> ImportOutcome {
        let now = surroundings.now()
        guard let account = EntityRef(.account, plan.account) else {
            throw EngineError.conflict("`\(plan.account)` is no account; name one with `--account`")
        }
        try await check(plan, for: account)
        try checkIsPast(plan.period, in: plan.zone)
        try await checkIsNew(plan, open, for: account)
        try await foresee()
        var importer = try Importer(open(), plan, today: plan.zone.date(at: now))
        var refused: [RefusedRow] = []
        var tally = ImportTally()
        var seen = ImportedEntities()
        var slice = ImportSlice()
        var isAtEnd = false
        func note(_ row: RefusedRow) throws {
            try noted(row)
            if refused.count < 100 { refused.append(row) }
        }
        while !isAtEnd || !slice.isEmpty {
            // The next rows are read while the ones before are on their way to the disk.
            let current = slice
            async let added = keep(current)
            let rows = isAtEnd ? [] : try importer.next(ImportSlice.size)
            let records = rows.compactMap { ImportedRecord($0, account: account, plan: plan) }
            let next = ImportSlice(entities: seen.news(in: records, plan), of: records)
            let kept = try await added
            tally.note(current, kept)
            for (line, reason) in current.refusals(kept) { try note(importer.takeBack(line: line, because: reason)) }
            for case .refused(let row) in rows { try note(row) }
            slice = next
            isAtEnd = rows.isEmpty
            progress(importer.summary.accepted)
        }
        let record = ImportRecord(
            id: surroundings.fresh(), fileName: file.name, hash: file.hash, at: now,
            accepted: importer.summary.accepted, changed: tally.changed, refused: importer.summary.refused,
            assumptions: tally.assumptions(plan))
        let (known, kept) = try await finish(record, account, plan, tally)
        let gaps = try await freezeBaselines()
        return ImportOutcome(
            record: kept, summary: importer.summary, refused: refused, account: known, period: tally.period,
            gaps: gaps)
    }

    private func keep(_ slice: ImportSlice) async throws -> CountsAdded {
        guard !slice.isEmpty else { return CountsAdded() }
        return try await store.write { view in try slice.write(to: view) }
    }

    private func finish(_ said: ImportRecord, _ ref: EntityRef, _ plan: ImportPlan, _ tally: ImportTally) async throws
        -> (AccountRecord, ImportRecord)
    {
        let now = surroundings.now()
        let imported = ImportedAccount(ref: ref, plan: plan, period: tally.period, asOf: tally.asOf, now: now)
        let draft = try await store.read { view in imported.account(over: try view.account(), spent: try view.spent()) }
        guard let draft else {
            throw EngineError.conflict("no row of the file has metrics; import a report with spend first")
        }
        let idle = try await declareBudgets(draft)
        let record = said.assuming(idle > 0 ? ["a campaign without budget and spend is paused at `0.00`: \(idle)"] : [])
        let account = try await store.write { view in
            let account = imported.account(over: try view.account(), spent: try view.spent()) ?? draft
            try view.put(account)
            try view.add(record)
            if record.changed > 0 { try view.set("data_changed_at", to: now.description) }
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

extension Period {
    /// The days from the earlier first to the later last.
    func covering(_ other: Period) -> Period {
        Period(min(first, other.first), max(last, other.last)) ?? self
    }
}
