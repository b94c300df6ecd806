import Execution
import Governance
import Vocabulary

extension Engine {
    /// Counts and bills of the days that are complete since the last sync, and what is billed of the day that is not. Campaigns
    /// tell the bills, also what was spent without an ad that is known.
    func report(
        _ platform: ConnectedPlatform, _ account: AccountRecord, _ today: CalendarDate, _ below: [PlatformEntity]
    )
        async throws(ConnectorError) -> Sighting.Reported?
    {
        let next = account.bills.reportedTo
        guard let period = Period(next, today) else { return nil }
        let campaigns = try await platform.reads.report(.campaign, over: period, byDay: true)
        let ads = try await platform.reads.report(.ad, over: period, byDay: true)
        var own = OwnCounts(above: below)
        for row in ads.rows { own.tell(row) }
        var reports = [ads]
        // Ad sets are asked only where something of a campaign is told by none of its ads.
        if campaigns.rows.contains(where: { own.mayBeOfAdSets(of: $0) }) {
            reports.append(try await platform.reads.report(.adSet, over: period, byDay: true))
        }
        reports.append(campaigns)
        let until = reports.map(\.completeUntil).reduce(campaigns.completeUntil, min)
        let complete = account.zone.date(at: until)
        let ends = account.zone.startOfDay(complete)
        var bills: [CalendarDate: Int64] = [:]
        for row in campaigns.rows {
            guard let day = row.day, day <= complete else { continue }
            bills[day, default: 0] += try Engine.minor(row.spend)
        }
        // Those of a part of a day are none of a day.
        let whole = reports.flatMap(\.rows).filter { $0.day.map { $0 < complete } ?? false }
        let rows = whole.compactMap { row in own.record(row, asOf: ends) }
        try await keep(rows)
        // Days on which nothing ran, such as those before the platform was there, lengthen no measured period: a baseline would
        // seem covered by days that nobody imported.
        let isLonger = !rows.isEmpty && complete > next
        let isInside = until > ends && complete >= next && complete <= today
        return Sighting.Reported(
            from: next, to: max(next, min(complete, today)), until: isInside ? until : nil, bills: bills,
            measured: isLonger ? complete.adding(days: -1) : nil, asOf: ends)
    }

    /// From the day on which it was first read the platform tells the days itself: a report of them beside it would be mixed with
    /// what it tells, and belong to neither.
    func rememberFirstDay(_ today: CalendarDate) async throws(ConnectorError) {
        try await unlessStorageFails {
            guard try await store.read({ view in try view.setting(PlatformDays.setting) }) == nil else { return }
            try await store.write { view in
                guard try view.setting(PlatformDays.setting) == nil else { return }
                try view.set(PlatformDays.setting, to: today.description)
            }
        }
    }

    /// Bills are rounded up row by row: never less than the platform's.
    private static func minor(_ spend: MetricMoney) throws(ConnectorError) -> Int64 {
        do { return try spend.rounded(.up).minorUnits } catch {
            throw ConnectorError(.giveUp, .invalid, "the platform billed `\(spend)`, which cannot be counted")
        }
    }
}
