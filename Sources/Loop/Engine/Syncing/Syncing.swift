public import Execution
import Governance
import Vocabulary

extension Engine {
    /// Reads the platform back into the store: states, changes by others, counts and bills. In slices, each its own transaction.
    /// - Returns: the changes that somebody else made since the last time.
    @discardableResult
    public func sync() async throws -> [PlatformChange] {
        guard let platform, var account = try await store.read({ view in try view.account() }) else { return [] }
        let now = surroundings.now()
        do throws(ConnectorError) {
            let changes = try await platform.reads.changes(after: account.seenChange)
            var active: Int64 = 0
            for kind in [EntityKind.campaign, .adSet, .ad] {
                let entities = try await platform.reads.entities(kind)
                if kind == .campaign { active = Engine.standing(entities) }
                try await keep(entities, at: now)
            }
            let others = changes.filter { $0.actor != platform.actor && $0.before != nil }
            try await keep(others, at: now)
            account.seenChange = changes.map(\.number).max() ?? account.seenChange
            let today = account.zone.date(at: now)
            let before = account.standing
            try await report(platform, &account, today)
            account.stand(active, on: today)
            let synced = account
            try await unlessStorageFails {
                try await store.write { view in try view.put(synced.keeping(try view.account(), since: before)) }
            }
            return others
        } catch {
            throw EngineError.unavailable("the platform could not be read: \(error.message)")
        }
    }

    private static func standing(_ campaigns: [PlatformEntity]) -> Int64 {
        campaigns.filter { $0.status == .active }.compactMap(\.dailyBudget?.minorUnits).reduce(0) { sum, budget in
            let (total, overflow) = sum.addingReportingOverflow(budget)
            return overflow ? .max : total
        }
    }
}

extension AccountRecord {
    /// Takes over what is active now. A lowering frees nothing before every day on which more was active is reported, since
    /// what those days bill may still come in.
    mutating func stand(_ active: Int64, on today: CalendarDate) {
        if bills.reportedTo > standingOn {
            standing = active
            standingOn = today
        } else if active >= standing {
            standing = active
            standingOn = max(standingOn, today)
        }
    }

    /// The record with what others wrote since it was read: raises that were confirmed meanwhile come on top.
    func keeping(_ stored: AccountRecord?, since standing: Int64) -> AccountRecord {
        guard let stored else { return self }
        var kept = self
        let raised = stored.standing.subtractingReportingOverflow(standing)
        if !raised.overflow, raised.partialValue > 0 {
            let (sum, overflow) = kept.standing.addingReportingOverflow(raised.partialValue)
            kept.standing = overflow ? .max : sum
            kept.standingOn = max(kept.standingOn, stored.standingOn)
        }
        kept.seenChange = max(kept.seenChange, stored.seenChange)
        kept.bills.reportedTo = max(kept.bills.reportedTo, stored.bills.reportedTo)
        return kept
    }
}

/// Slices of at most this many rows, so that no transaction holds the writer long.
private let slice = 50

extension Engine {
    private func keep(_ entities: [PlatformEntity], at now: Instant) async throws(ConnectorError) {
        for start in stride(from: 0, to: entities.count, by: slice) {
            let part = entities[start..<min(start + slice, entities.count)]
            try await unlessStorageFails {
                try await store.write { view in
                    for entity in part { try view.put(EntityRecord(facts: Engine.facts(entity), readAt: now)) }
                }
            }
        }
    }

    private static func facts(_ entity: PlatformEntity) -> EntityFacts {
        var facts = EntityFacts(entity.ref)
        facts.name = entity.name.isEmpty ? nil : entity.name
        facts.status = entity.status
        facts.dailyBudget = entity.dailyBudget
        facts.started = Zone.utc.startOfDay(entity.started)
        facts.inBundle = entity.inBundle
        facts.inExperiment = entity.inExperiment
        facts.targeting = entity.targeting
        return facts
    }

    private func keep(_ changes: [PlatformChange], at now: Instant) async throws(ConnectorError) {
        for start in stride(from: 0, to: changes.count, by: slice) {
            let part = changes[start..<min(start + slice, changes.count)]
            try await unlessStorageFails {
                try await store.write { view in
                    for change in part {
                        var facts = EntityFacts(change.after.entity)
                        facts.changedByOthers = change.at
                        try view.put(EntityRecord(facts: facts))
                        try view.append(
                            AuditEntry(
                                .externalChange, at: now, subject: change.after.entity.description,
                                word: change.after.field, payload: Array(change.after.description.utf8)))
                    }
                }
            }
        }
    }

    /// Counts and bills of the days that are complete since the last sync.
    private func report(_ platform: ConnectedPlatform, _ account: inout AccountRecord, _ today: CalendarDate)
        async throws(ConnectorError)
    {
        let next = account.period.last.adding(days: 1)
        guard let period = Period(next, today) else { return }
        let report = try await platform.reads.report(.ad, over: period, byDay: true)
        let complete = account.zone.date(at: report.completeUntil)
        let ends = account.zone.startOfDay(complete)
        var rows: [MetricRecord] = []
        for row in report.rows {
            guard let day = row.day, day < complete, let period = Period(day, day) else { continue }
            account.bills.billed[day, default: 0] += try Engine.minor(row.spend)
            guard row.impressions > 0 || row.spend.amount > .zero else { continue }
            rows.append(
                MetricRecord(
                    source: .adsMetrics, entity: row.entity, period: period, spend: row.spend,
                    impressions: row.impressions, clicks: row.clicks, enquiries: row.enquiries,
                    purchases: row.purchases, asOf: ends))
        }
        try await keep(rows)
        account.bills.reportedTo = max(account.bills.reportedTo, min(complete, today))
        // Days on which nothing ran, such as those before the platform was there, lengthen no measured period: a baseline would
        // seem covered by days that nobody imported.
        guard !rows.isEmpty, complete > next, let longer = Period(account.period.first, complete.adding(days: -1))
        else { return }
        account.period = longer
        account.asOf = max(account.asOf, ends)
    }

    /// Bills are rounded up row by row: never less than the platform's.
    private static func minor(_ spend: MetricMoney) throws(ConnectorError) -> Int64 {
        do { return try spend.rounded(.up).minorUnits } catch {
            throw ConnectorError(.giveUp, .invalid, "the platform billed `\(spend)`, which cannot be counted")
        }
    }

    private func keep(_ rows: [MetricRecord]) async throws(ConnectorError) {
        for start in stride(from: 0, to: rows.count, by: slice) {
            let part = rows[start..<min(start + slice, rows.count)]
            try await unlessStorageFails {
                try await store.write { view in
                    for row in part {
                        guard let entity = try view.entity(row.entity) else { continue }
                        let account = try view.account().map { [$0.ref] } ?? []
                        _ = try view.add(row, under: entity.facts.parents.map(\.ref) + account)
                    }
                }
            }
        }
    }

    private func unlessStorageFails(_ work: () async throws -> Void) async throws(ConnectorError) {
        do { try await work() } catch {
            throw ConnectorError(.giveUp, .failed, "what was read could not be kept: \(error)")
        }
    }
}
