import Execution
import Governance
import Vocabulary

extension Engine {
    /// Counts and bills of the days that are complete since the last sync, and what is billed of the day that is not. Campaigns
    /// tell the bills, also what was spent without an ad that is known.
    func report(_ platform: ConnectedPlatform, _ account: AccountRecord, _ today: CalendarDate, _ ownSpend: OwnSpend)
        async throws(ConnectorError) -> Sighting.Reported?
    {
        let next = account.bills.reportedTo
        guard let period = Period(next, today) else { return nil }
        let campaigns = try await platform.reads.report(.campaign, over: period, byDay: true)
        let lower = try await lowerReports(platform, period, ownSpend)
        let until = lower.map(\.completeUntil).reduce(campaigns.completeUntil, min)
        let complete = account.zone.date(at: until)
        let ends = account.zone.startOfDay(complete)
        var bills: [CalendarDate: Int64] = [:]
        for row in campaigns.rows {
            guard let day = row.day, day <= complete else { continue }
            bills[day, default: 0] += try Engine.minor(row.spend)
        }
        let rows = (lower + [campaigns]).flatMap { Engine.counts(of: $0, before: complete, ownSpend, asOf: ends) }
        try await keep(rows)
        // Days on which nothing ran, such as those before the platform was there, lengthen no measured period: a baseline would
        // seem covered by days that nobody imported.
        let isLonger = !rows.isEmpty && complete > next
        let isInside = until > ends && complete >= next && complete <= today
        return Sighting.Reported(
            from: next, to: max(next, min(complete, today)), until: isInside ? until : nil, bills: bills,
            measured: isLonger ? complete.adding(days: -1) : nil, asOf: ends)
    }

    /// Reports of ads, and of ad sets where some has no ads.
    private func lowerReports(_ platform: ConnectedPlatform, _ period: Period, _ ownSpend: OwnSpend)
        async throws(ConnectorError) -> [PlatformReport]
    {
        var reports = [try await platform.reads.report(.ad, over: period, byDay: true)]
        if ownSpend.isOfAdSets {
            reports.append(try await platform.reads.report(.adSet, over: period, byDay: true))
        }
        return reports
    }

    /// Counts of whole days: those of a part of a day are none of a day. Of what has something below it only where that may not
    /// tell the day; a day that it does tell is not kept twice.
    private static func counts(
        of report: PlatformReport, before end: CalendarDate, _ ownSpend: OwnSpend, asOf: Instant
    ) -> [MetricRecord] {
        report.rows.compactMap { row in
            guard let day = row.day, day < end, let period = Period(day, day),
                row.impressions > 0 || row.spend.amount > .zero,
                row.entity.kind == .ad || ownSpend.mayBe(of: row.entity)
            else { return nil }
            return MetricRecord(
                source: .adsMetrics, entity: row.entity, period: period, spend: row.spend,
                impressions: row.impressions, clicks: row.clicks, enquiries: row.enquiries,
                purchases: row.purchases, revenue: row.revenue, asOf: asOf)
        }
    }

    /// Bills are rounded up row by row: never less than the platform's.
    private static func minor(_ spend: MetricMoney) throws(ConnectorError) -> Int64 {
        do { return try spend.rounded(.up).minorUnits } catch {
            throw ConnectorError(.giveUp, .invalid, "the platform billed `\(spend)`, which cannot be counted")
        }
    }
}

/// Campaigns and ad sets that may have spent money themselves: nothing was below them throughout the days that are asked for.
struct OwnSpend: Sendable {
    private let entities: Set<EntityRef>

    /// Whether ad sets are among them.
    let isOfAdSets: Bool

    /// Those of `entities` that were above nothing when the first day began that the account has no report of.
    init(of entities: [PlatformEntity], above below: [PlatformEntity], _ account: AccountRecord) {
        let start = account.zone.startOfDay(account.bills.reportedTo)
        let busy = Set(below.lazy.filter { $0.created <= start }.compactMap(\.parent))
        self.entities = Set(entities.map(\.ref)).subtracting(busy)
        isOfAdSets = self.entities.contains { $0.kind == .adSet }
    }

    /// Whether something may have spent money that nothing below it tells.
    func mayBe(of entity: EntityRef) -> Bool { entities.contains(entity) }
}
