public import Execution
import Governance
import Vocabulary

extension Engine {
    /// Reads the platform back into the store: states, changes by others, counts and bills. In slices, each its own transaction;
    /// what it adds to the account is one, so that two processes which read at the same time count nothing twice.
    /// - Returns: the changes that somebody else made since the last time.
    @discardableResult
    public func sync() async throws -> [PlatformChange] {
        guard let platform, let account = try await store.read({ view in try view.account() }) else { return [] }
        let now = surroundings.now()
        try await foresee()
        do throws(ConnectorError) {
            let changes = try await platform.reads.changes(after: account.seenChange)
            try await rememberFirstDay(account.zone.date(at: now))
            let others = try await keep(changes, by: platform, at: now)
            let campaigns = try await platform.reads.entities(.campaign)
            let adSets = try await platform.reads.entities(.adSet)
            let ads = try await platform.reads.entities(.ad)
            let lineage = Lineage(adSets)
            try await keep(campaigns, lineage, at: now)
            try await keep(adSets, lineage, at: now)
            try await keep(ads, lineage, at: now)
            let reported = try await report(platform, account, account.zone.date(at: now), adSets + ads)
            try await keep(Sighting(account, campaigns, changes, reported, at: now), at: now)
            return others
        } catch {
            throw EngineError.unavailable("the platform could not be read: \(error.message)")
        }
    }

    /// Before a person's yes, undo or answer is judged: what others changed since the last look counts against it (P46). Where
    /// nobody changed anything, one read tells so.
    func readBackBudgets() async throws {
        guard let platform, let account = try await store.read({ view in try view.account() }) else { return }
        let now = surroundings.now()
        do throws(ConnectorError) {
            let changes = try await platform.reads.changes(after: account.seenChange)
            guard changes.contains(where: { $0.actor != platform.actor }) else { return }
            try await keep(changes, by: platform, at: now)
            let campaigns = try await platform.reads.entities(.campaign)
            try await keep(campaigns, Lineage([]), at: now)
            try await keep(Sighting(account, campaigns, changes, nil, at: now), at: now)
        } catch {
            throw EngineError.unavailable("the platform could not be read: \(error.message)")
        }
    }

    /// The account with the budgets that the platform shows now, for whoever only looks: nothing of it is kept, so that a look changes
    /// neither the store nor the log. What others changed is kept by the next run.
    /// - Returns: the account, nil where there is none; and why it is as it was read last, where the platform could not be read.
    public func shownAccount() async throws -> (account: AccountRecord?, unread: String?) {
        guard let platform, let account = try await store.read({ view in try view.account() }) else {
            return (try await store.read { view in try view.account() }, nil)
        }
        let now = surroundings.now()
        do throws(ConnectorError) {
            let changes = try await platform.reads.changes(after: account.seenChange)
            guard changes.contains(where: { $0.actor != platform.actor }) else { return (account, nil) }
            let campaigns = try await platform.reads.entities(.campaign)
            let sighting = Sighting(account, campaigns, changes, nil, at: now)
            var shown = account
            try await unlessStorageFails {
                shown = try await store.read { view in try view.account(after: sighting, over: account, at: now).account
                }
            }
            return (shown, nil)
        } catch {
            return (account, error.message)
        }
    }

    private func keep(_ sighting: Sighting, at now: Instant) async throws(ConnectorError) {
        try await unlessStorageFails {
            try await store.write { view in
                guard let stored = try view.account() else { return }
                let known = try view.countedBudgets()
                let (account, counted) = try view.account(after: sighting, over: stored, at: now)
                try view.count(counted.filter { $0.value != known[$0.key] })
                try view.put(account)
                if account.asOf > stored.asOf { try view.noteData(at: now) }
            }
        }
    }

    func unlessStorageFails(_ work: () async throws -> Void) async throws(ConnectorError) {
        do { try await work() } catch {
            throw ConnectorError(.giveUp, .failed, "what was read could not be kept: \(error)")
        }
    }
}

extension EngineView {
    /// An account with what was seen of it, and what is counted for each campaign then.
    fileprivate func account(after sighting: Sighting, over stored: AccountRecord, at now: Instant) throws -> (
        account: AccountRecord, counted: [EntityRef: CountedBudget]
    ) {
        var counted = try countedBudgets()
        let account = try sighting.account(over: stored, counting: &counted) { campaign in
            try isUnderWay(campaign) || entity(campaign)?.isNewer(than: now) ?? false
        }
        return (account, counted)
    }
}
