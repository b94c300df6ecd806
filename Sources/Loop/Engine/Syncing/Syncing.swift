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
            let others = try await keep(changes, by: platform, at: now)
            let campaigns = try await platform.reads.entities(.campaign)
            let adSets = try await platform.reads.entities(.adSet)
            let lineage = Lineage(adSets)
            try await keep(campaigns, lineage, at: now)
            try await keep(adSets, lineage, at: now)
            try await keep(try await platform.reads.entities(.ad), lineage, at: now)
            let reported = try await report(platform, account, account.zone.date(at: now))
            try await keep(Sighting(account, campaigns, changes, reported, at: now))
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
            try await keep(Sighting(account, campaigns, changes, nil, at: now))
        } catch {
            throw EngineError.unavailable("the platform could not be read: \(error.message)")
        }
    }

    private func keep(_ sighting: Sighting) async throws(ConnectorError) {
        try await unlessStorageFails {
            try await store.write { view in
                guard let stored = try view.account() else { return }
                try view.put(sighting.account(over: stored))
            }
        }
    }

    /// Counts and bills of the days that are complete since the last sync, and what is billed of the day that is not.
    private func report(_ platform: ConnectedPlatform, _ account: AccountRecord, _ today: CalendarDate)
        async throws(ConnectorError) -> Sighting.Reported?
    {
        let next = account.bills.reportedTo
        guard let period = Period(next, today) else { return nil }
        let report = try await platform.reads.report(.ad, over: period, byDay: true)
        let complete = account.zone.date(at: report.completeUntil)
        let ends = account.zone.startOfDay(complete)
        var bills: [CalendarDate: Int64] = [:]
        var rows: [MetricRecord] = []
        for row in report.rows {
            guard let day = row.day, day <= complete, let period = Period(day, day) else { continue }
            bills[day, default: 0] += try Engine.minor(row.spend)
            // Counts of a part of a day are none of a day.
            guard day < complete else { continue }
            guard row.impressions > 0 || row.spend.amount > .zero else { continue }
            rows.append(
                MetricRecord(
                    source: .adsMetrics, entity: row.entity, period: period, spend: row.spend,
                    impressions: row.impressions, clicks: row.clicks, enquiries: row.enquiries,
                    purchases: row.purchases, revenue: row.revenue, asOf: ends))
        }
        try await keep(rows)
        // Days on which nothing ran, such as those before the platform was there, lengthen no measured period: a baseline would
        // seem covered by days that nobody imported.
        let isLonger = !rows.isEmpty && complete > next
        let isInside = report.completeUntil > ends && complete >= next && complete <= today
        return Sighting.Reported(
            from: next, to: max(next, min(complete, today)), until: isInside ? report.completeUntil : nil, bills: bills,
            measured: isLonger ? complete.adding(days: -1) : nil, asOf: ends)
    }

    /// Bills are rounded up row by row: never less than the platform's.
    private static func minor(_ spend: MetricMoney) throws(ConnectorError) -> Int64 {
        do { return try spend.rounded(.up).minorUnits } catch {
            throw ConnectorError(.giveUp, .invalid, "the platform billed `\(spend)`, which cannot be counted")
        }
    }

    func unlessStorageFails(_ work: () async throws -> Void) async throws(ConnectorError) {
        do { try await work() } catch {
            throw ConnectorError(.giveUp, .failed, "what was read could not be kept: \(error)")
        }
    }
}
