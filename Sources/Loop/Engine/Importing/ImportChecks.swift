import Governance
import Signals
import Vocabulary

// What stops an import before its first row is written.

extension Engine {
    /// Everything that stops an import as a whole, asked before anything is written.
    /// - Returns: the account that its rows belong to.
    func checkWhole(_ plan: ImportPlan, _ open: () throws(ImportError) -> Chunks) async throws -> EntityRef {
        guard let account = EntityRef(.account, plan.account) else {
            throw EngineError.conflict("`\(plan.account)` is no account; name one with `--account`")
        }
        try await check(plan, for: account)
        try checkIsPast(plan.period, in: plan.zone)
        try await checkIsNew(plan, open, for: account)
        return account
    }

    /// Whatever would stop an import at its end stops it before the first row is written.
    private func check(_ plan: ImportPlan, for ref: EntityRef) async throws {
        guard let known = try await store.read({ view in try view.account() }) else {
            guard case .metrics = plan.content, plan.currency != nil else {
                throw EngineError.conflict(
                    "this home has no account yet, and only a report with spend makes one; import that first, or say which column of this one "
                        + "is spend: `--map spend=COLUMN`")
            }
            return
        }
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

    /// Where one period is meant for all rows, the wrong one is a slip that concerns the whole file: if it would tell any day of
    /// any row twice, nothing of the file is written.
    private func checkIsNew(_ plan: ImportPlan, _ open: () throws(ImportError) -> Chunks, for account: EntityRef)
        async throws
    {
        guard let period = plan.period, !plan.hasDates else { return }
        let told = try await store.read { view in try view.spent() }
        guard told.contains(where: { $0.period != period && $0.period.overlaps(period) }) else { return }
        var importer = try Importer(open(), plan)
        while true {
            let rows = try importer.next(ImportSlice.size)
            if rows.isEmpty { return }
            let counted = rows.compactMap { ImportedRecord($0, account: account, plan: plan)?.row(toldBy: nil) }
            let found = try await store.read { view in try view.misfits(of: counted) }
            let otherDays = found.compactMap { place, misfit -> (place: Int, known: Period)? in
                if case .otherDays(let known) = misfit { (place, known) } else { nil }
            }
            guard let (place, known) = otherDays.min(by: { $0.place < $1.place }) else { continue }
            let new = counted[place].metrics.entity
            throw EngineError.conflict(
                "these \(new.kind.plural) have rows for `\(known)` already, which overlaps `\(period)` (`\(new)` is one); "
                    + "import only days that are not there yet, or exactly `\(known)` again to correct it")
        }
    }

    /// A period that is not over was never measured: nothing could be judged on it, and its bills would be invented.
    private func checkIsPast(_ period: Period?, in zone: Zone) throws {
        let today = zone.date(at: surroundings.now())
        guard let period, period.last >= today else { return }
        throw EngineError.conflict(
            "the period ends on `\(period.last)`, which is not over, since today is `\(today)`; name the days the file really "
                + "covers, to yesterday at the latest")
    }
}
