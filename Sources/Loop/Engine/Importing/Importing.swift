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
    /// Imports rows by a complete plan, in slices; doing it again changes nothing (P12).
    /// - Throws: `ImportError` where the file cannot be read on; what was imported before stays, and is imported again without
    ///   harm.
    public func importRows(
        _ plan: ImportPlan, _ chunks: Chunks, _ file: ImportedFile, progress: (Int) -> Void = { _ in }
    ) async throws -> ImportOutcome {
        let now = surroundings.now()
        guard let account = EntityRef(.account, plan.account) else {
            throw EngineError.conflict("`\(plan.account)` is no account; name one with `--account`")
        }
        try await checkAccount(account, plan)
        try checkIsPast(plan.period, in: plan.zone)
        var importer = try Importer(chunks, plan)
        var refused: [RefusedRow] = []
        var tally = ImportTally()
        var seen = ImportedEntities()
        var slice = ImportSlice(entities: [], rows: [])
        var isAtEnd = false
        while !isAtEnd || !slice.isEmpty {
            // The next rows are read while the ones before are on their way to the disk.
            let current = slice
            async let changed = keep(current)
            let rows = isAtEnd ? [] : try importer.next(ImportSlice.size)
            for case .refused(let row) in rows where refused.count < 100 { refused.append(row) }
            let records = rows.compactMap { ImportedRecord($0, account: account, plan: plan) }
            tally.note(records)
            try checkIsPast(tally.period, in: plan.zone)
            let next = ImportSlice(entities: seen.news(in: records), rows: records.compactMap(\.row))
            tally.changed += try await changed
            slice = next
            isAtEnd = rows.isEmpty
            progress(importer.summary.accepted)
        }
        let record = ImportRecord(
            id: surroundings.fresh(), fileName: file.name, hash: file.hash, at: now,
            accepted: importer.summary.accepted,
            changed: tally.changed, refused: importer.summary.refused, assumptions: plan.assumptions.map(\.text))
        let known = try await finish(record, account, plan, tally)
        let gaps = try await freezeBaselines()
        return ImportOutcome(
            record: record, summary: importer.summary, refused: refused, account: known, gaps: gaps)
    }

    private func checkAccount(_ ref: EntityRef, _ plan: ImportPlan) async throws {
        guard let known = try await store.read({ view in try view.account() }) else { return }
        guard known.ref == ref else {
            throw EngineError.conflict(
                "this home holds account `\(known.ref.id)`, and the file is of `\(ref.id)`; one home has one account")
        }
        guard plan.currency == nil || plan.currency == known.currency else {
            throw EngineError.conflict(
                "the account is billed in `\(known.currency)`; amounts in `\(plan.currency?.code ?? "")` are never converted; use another home for them"
            )
        }
    }

    private func keep(_ slice: ImportSlice) async throws -> Int {
        guard !slice.isEmpty else { return 0 }
        return try await store.write { view in
            for entity in slice.entities { try view.put(entity) }
            return try view.add(slice.rows)
        }
    }

    private func finish(_ record: ImportRecord, _ ref: EntityRef, _ plan: ImportPlan, _ tally: ImportTally) async throws
        -> AccountRecord
    {
        let now = surroundings.now()
        let said = ImportedAccount(ref: ref, plan: plan, period: tally.period, asOf: tally.asOf, now: now)
        let account = try await store.write { view in
            guard let account = said.account(over: try view.account(), spent: try view.spent()) else {
                throw EngineError.conflict("the file has no metrics yet; import a report with spend first")
            }
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
        try await declareBudgets(account)
        return account
    }

    /// Campaigns without a budget get their spend by day, rounded up to a minor unit: a declared assumption.
    private func declareBudgets(_ account: AccountRecord) async throws {
        let campaigns = try await store.read { view in
            try view.entities(after: nil, limit: 100_000).filter { $0.facts.ref.kind == .campaign }
        }
        let days = Int128(account.period.days)
        for campaign in campaigns where campaign.facts.dailyBudget == nil && campaign.readAt == nil {
            guard let spend = campaign.facts.spend else { continue }
            let unit = Decimal12.one / Int128(account.currency.minorPerMajor)
            let minor = Rounding.up.divide(spend.amount.units, by: unit * days)
            var facts = EntityFacts(campaign.facts.ref)
            facts.dailyBudget = Money(minorUnits: Int64(clamping: minor), account.currency)
            let record = EntityRecord(facts: facts)
            try await store.write { view in try view.put(record) }
        }
    }
}

extension Period {
    /// The days from the earlier first to the later last.
    func covering(_ other: Period) -> Period {
        Period(min(first, other.first), max(last, other.last)) ?? self
    }
}
