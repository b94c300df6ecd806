import Signals
import Testing
import Vocabulary

/// Rows made by hand or by seed, and what becomes of them where they are kept.
struct Kept {
    var rows = RowTable()
    var table: EntityTable
    var refused: [RefusedRow] = []

    init(_ period: Period) {
        table = EntityTable(period)
    }

    mutating func take(_ row: MetricRow, at importedAt: Instant = Instant(seconds: 2_000_000_000)) throws {
        guard let admission = rows.admit(row, importedAt: importedAt) else { throw ImportError.unreadable("full") }
        table.apply(row, admission, importedAt: importedAt)
        if let reason = admission.refusal { refused.append(RefusedRow(line: row.line, reason: reason)) }
    }

    /// The sums that a reader sees, by entity and series.
    var sums: [EntityRef: [MetricSeries: Counts]] {
        table.entities.mapValues { $0.totals.mapValues(\.counts) }
    }
}

@Suite(.enabled(if: SharedFiles.hasData, "../shared/data is not beside the package"))
struct SocialAdsTableTests {
    static func table() throws -> (EntityTable, ReadFile) {
        let file = try SocialAdsTests.read()
        var kept = Kept(try #require(Period(parsing: "2017-07-01/2017-09-30")))
        for row in file.metrics { try kept.take(row) }
        #expect(kept.refused.isEmpty)
        return (kept.table, file)
    }

    @Test func `adds ads up to ad sets, campaigns and the account`() throws {
        let (table, _) = try Self.table()
        let totals = table.rollUp()
        #expect(table.entities.count == 1 + 3 + 691 + 1_143)
        let account = try #require(EntityRef(.account, "main").flatMap { totals[$0] })
        #expect(account.counts[.spend]?.description == "58705.229958205")
        #expect(account.counts[.purchases] == Decimal12(1_079))
        #expect(account.rows == 1_143)
        let spends = ["916": "149.710000657", "936": "2893.369998934", "1178": "55662.149958614"]
        for (id, spend) in spends {
            let campaign = try #require(EntityRef(.campaign, id).flatMap { totals[$0] })
            #expect(campaign.counts[.spend]?.description == spend)
        }
    }

    @Test func `assumes 1.63, 31.45 and 605.03 GBP a day as budgets`() throws {
        let (table, _) = try Self.table()
        let gbp = try #require(Currency("GBP"))
        let budgets = table.dailyBudgets(gbp)
        let found = budgets.map { "\($0.key.id) \($0.value.budget) \($0.value.isAssumed)" }.sorted()
        #expect(found == ["1178 605.03 GBP true", "916 1.63 GBP true", "936 31.45 GBP true"])
    }

    @Test func `shows an agent exact values with source and age, and names what is inactive`() throws {
        let (table, file) = try Self.table()
        let gbp = try #require(Currency("GBP"))
        let now = try #require(Instant(parsing: "2017-10-01T06:00:00Z"))
        let snapshot = Snapshot(
            table, at: now, gbp, resting: file.plan.assumptions, inactive: file.plan.notJudged)
        let account = try #require(EntityRef(.account, "main"))
        let cost = try #require(MetricName("cost_per_purchase").flatMap { snapshot.value($0, of: account) })
        #expect(cost.text == "54.407071323638 GBP")
        #expect(cost.freshness.age == .seconds(6 * 3_600))
        #expect(cost.source.text == "ads.metrics")
        #expect(cost.completeness == Percentage(percent: 100))
        #expect(!cost.freshness.isStale(over: .seconds(86_400)))
        #expect(cost.freshness.isStale(over: .seconds(6 * 3_600 - 1)))
        #expect(snapshot.inactive.contains(.movement))
        let unsold = table.entities.values.filter { state in
            state.ref.kind == .ad && snapshot.totals(of: state.ref)?.counts[.purchases] == .zero
        }.sorted { $0.ref < $1.ref }
        let ad = try #require(unsold.first)
        #expect(MetricName("cost_per_purchase").flatMap { snapshot.value($0, of: ad.ref) } == nil)
        #expect(MetricName("revenue").flatMap { snapshot.value($0, of: ad.ref) } == nil)
    }

    @Test func `keeps an ad's age, gender and interest as its segment`() throws {
        let (table, _) = try Self.table()
        let ad = try #require(EntityRef(.ad, "708746").flatMap { table.entities[$0] })
        #expect(ad.segments == ["age": "30-34", "gender": "M", "interest": "15"])
        #expect(ad.parent?.value.description == "ad_set/103916")
    }
}
