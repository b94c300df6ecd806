import Execution
import Reasoning
import Testing
import Vocabulary

@testable import Engine

/// What ads, ad sets and campaigns brought, each by itself, adds up to what the platform tells of campaigns.
@Suite struct OwnCountsTests {
    private typealias Row = PlatformReport.Row

    private func ref(_ kind: EntityKind, _ id: String) throws -> EntityRef { try required(EntityRef(kind, id)) }

    private func entity(_ ref: EntityRef, under parent: EntityRef) throws -> PlatformEntity {
        let day = try required(CalendarDate(parsing: "2017-10-01"))
        return PlatformEntity(
            ref: ref, parent: parent, name: "", status: .active, dailyBudget: nil, targeting: "{}",
            created: Zone.utc.startOfDay(day), started: day, inBundle: nil, inExperiment: nil, version: nil)
    }

    private func row(_ ref: EntityRef, _ day: CalendarDate, _ counts: MetricTotals) throws -> Row {
        Row(
            entity: ref, day: day, spend: MetricMoney(counts.spend, try required(Currency("GBP"))),
            counts: (counts.impressions, counts.clicks, counts.enquiries, counts.purchases))
    }

    private func counts(_ random: inout Draw) -> MetricTotals {
        guard random.below(3) > 0 else { return MetricTotals() }
        return MetricTotals(
            impressions: Int64(1 + random.below(900)), clicks: Int64(random.below(90)),
            enquiries: AttributedCount(millionths: Int64(random.below(9_000_000))),
            purchases: AttributedCount(Int64(random.below(9))), spend: Decimal12(Int64(1 + random.below(99))))
    }

    @Test(arguments: 1...40) func `every count of a campaign is kept once, wherever it was brought`(seed: Int) throws {
        var random = Draw(seed)
        let account = try ref(.account, "main")
        let day = try required(CalendarDate(parsing: "2017-10-01"))
        var below: [PlatformEntity] = []
        var own: [EntityRef: MetricTotals] = [:]
        var whole: [EntityRef: MetricTotals] = [:]
        func bring(_ entity: EntityRef, _ above: [EntityRef], _ counts: MetricTotals) {
            own[entity] = counts
            for each in [entity] + above { whole[each] = (whole[each] ?? MetricTotals()) + counts }
        }
        for index in 0..<3 {
            let campaign = try ref(.campaign, "c\(index)")
            below.append(try entity(campaign, under: account))
            bring(campaign, [], counts(&random))
            for part in 0..<random.below(3) {
                let set = try ref(.adSet, "s\(index)\(part)")
                below.append(try entity(set, under: campaign))
                bring(set, [campaign], counts(&random))
                let ad = try ref(.ad, "a\(index)\(part)")
                below.append(try entity(ad, under: set))
                bring(ad, [set, campaign], counts(&random))
            }
            let loose = try ref(.ad, "l\(index)")
            below.append(try entity(loose, under: campaign))
            bring(loose, [campaign], counts(&random))
        }
        func rows(_ kind: EntityKind) throws -> [Row] {
            try whole.filter { $0.key.kind == kind }.sorted { $0.key < $1.key }.map { try row($0.key, day, $0.value) }
        }
        var counted = OwnCounts(above: below.filter { $0.ref.kind != .campaign })
        for each in try rows(.ad) { counted.tell(each) }
        let needsSets = try rows(.campaign).contains { counted.mayBeOfAdSets(of: $0) }
        var kept: [EntityRef: MetricTotals] = [:]
        for each in try rows(.ad) + (needsSets ? rows(.adSet) : []) + rows(.campaign) {
            guard let record = counted.record(each, asOf: Zone.utc.startOfDay(day)) else { continue }
            #expect(kept.updateValue(record.totals, forKey: each.entity) == nil)
        }
        let wanted = own.filter { $0.value.impressions > 0 }
        #expect(kept == wanted, "\(kept) is not \(wanted)")
    }

    @Test func `what is counted twice below is nothing of its own, and an entity above itself ends nothing`() throws {
        let day = try required(CalendarDate(parsing: "2017-10-01"))
        let (campaign, ad, odd) = (try ref(.campaign, "c"), try ref(.ad, "a"), try ref(.adSet, "o"))
        var counted = OwnCounts(above: [try entity(ad, under: campaign), try entity(odd, under: odd)])
        let one = MetricTotals(impressions: 9, clicks: 1, purchases: 2, spend: Decimal12(5))
        counted.tell(try row(ad, day, one + one))
        #expect(try counted.record(row(campaign, day, one), asOf: Zone.utc.startOfDay(day)) == nil)
        #expect(try counted.record(row(odd, day, one), asOf: Zone.utc.startOfDay(day)) != nil)
    }
}

/// Chance from a seed, for one test.
private struct Draw {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }
    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
