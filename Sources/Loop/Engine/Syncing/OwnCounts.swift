import Execution
import Reasoning
import Vocabulary

/// What campaigns and ad sets brought themselves on a day: what is told of them, less what is told below them. Nothing of most; all of
/// it where no ads are known, and of days before the first ad was.
struct OwnCounts {
    private struct Place: Hashable {
        let entity: EntityRef
        let day: CalendarDate
    }

    private let above: [EntityRef: EntityRef]
    private let campaignsOfAdSets: Set<EntityRef>
    private var below: [Place: MetricTotals] = [:]

    /// Nothing told yet, below ad sets and campaigns with these ad sets and ads.
    init(above entities: [PlatformEntity]) {
        above = Dictionary(entities.compactMap { entity in entity.parent.map { (entity.ref, $0) } }) { first, _ in first
        }
        campaignsOfAdSets = Set(entities.lazy.filter { $0.ref.kind == .adSet }.compactMap(\.parent))
    }

    /// Counts what an entity brought itself as told below everything that it belongs to.
    mutating func tell(_ row: PlatformReport.Row) {
        guard let day = row.day else { return }
        tell(left(of: row), below: row.entity, day)
    }

    private mutating func tell(_ counts: MetricTotals, below entity: EntityRef, _ day: CalendarDate) {
        var next = above[entity]
        // An ad set and a campaign, whatever the platform says of what is above what.
        for _ in 0..<2 {
            guard let parent = next else { return }
            let place = Place(entity: parent, day: day)
            below[place] = (below[place] ?? MetricTotals()) + counts
            next = above[parent]
        }
    }

    /// Whether an ad set of a campaign may have brought what none of its ads tells.
    func mayBeOfAdSets(of campaign: PlatformReport.Row) -> Bool {
        campaignsOfAdSets.contains(campaign.entity) && isAny(left(of: campaign), campaign)
    }

    /// What an entity brought itself; nil where that is nothing. An ad set's is told below its campaign from then on.
    mutating func record(_ row: PlatformReport.Row, asOf: Instant) -> MetricRecord? {
        let counts = left(of: row)
        guard let day = row.day, let period = Period(day, day), isAny(counts, row) else { return nil }
        if row.entity.kind == .adSet { tell(counts, below: row.entity, day) }
        return MetricRecord(
            source: .adsMetrics, entity: row.entity, period: period,
            spend: MetricMoney(counts.spend, row.spend.currency), impressions: counts.impressions,
            clicks: counts.clicks, enquiries: row.enquiries.map { _ in counts.enquiries },
            purchases: row.purchases.map { _ in counts.purchases },
            revenue: row.revenue.flatMap { money in counts.revenue.map { MetricMoney($0, money.currency) } }, asOf: asOf
        )
    }

    /// Sums are rounded here and there; less than a minor unit without an impression is no more than that.
    private func isAny(_ counts: MetricTotals, _ row: PlatformReport.Row) -> Bool {
        row.entity.kind == .ad
            ? counts.impressions > 0 || counts.spend > .zero
            : counts.impressions > 0 || counts.spend >= MetricMoney(Money(minorUnits: 1, row.spend.currency)).amount
    }

    private func left(of row: PlatformReport.Row) -> MetricTotals {
        let told = row.day.flatMap { below[Place(entity: row.entity, day: $0)] } ?? MetricTotals()
        func less(_ whole: AttributedCount?, _ part: AttributedCount) -> AttributedCount {
            max(0, AttributedCount(millionths: (whole?.millionths ?? 0) - part.millionths))
        }
        func less(_ whole: Decimal12, _ part: Decimal12) -> Decimal12 {
            whole > part ? Decimal12(units: whole.units - part.units) : .zero
        }
        return MetricTotals(
            impressions: max(0, row.impressions - told.impressions), clicks: max(0, row.clicks - told.clicks),
            enquiries: less(row.enquiries, told.enquiries), purchases: less(row.purchases, told.purchases),
            spend: less(row.spend.amount, told.spend),
            revenue: row.revenue.map { less($0.amount, told.revenue ?? .zero) })
    }
}
