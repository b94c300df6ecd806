import Signals
import Testing
import Vocabulary

/// P12: duplicate, reordered or late rows change nothing twice.
@Suite struct RepeatedRowsTests {
    /// Rows of one account: ads by day and by quarter, split by device or not, some of them corrected by a
    /// later import.
    static func rows(_ dice: inout Dice) throws -> [(row: MetricRow, importedAt: Instant)] {
        let source = try #require(SourceName("ads.metrics"))
        var rows: [(row: MetricRow, importedAt: Instant)] = []
        for line in 0..<40 {
            let dimensions = dice.chance(50) ? ["device"] : []
            let day = CalendarDate(epochDay: 17_000 + Int64(dice.below(3)))
            let isDaily = dice.chance(70)
            let period = try #require(Period(day, isDaily ? day : day.adding(days: 5)))
            let campaign = try #require(EntityRef(.campaign, "c\(dice.below(2))"))
            let ad = try #require(EntityRef(.ad, "a\(dice.below(4))"))
            let series = MetricSeries(source: source, level: .ad, dimensions: dimensions, isDaily: isDaily)
            var counts = Counts()
            counts[.spend] = Decimal12(units: Int128(dice.below(5)) * 1_429_999_948)
            counts[.clicks] = Decimal12(Int64(dice.below(3)))
            if dice.chance(50) { counts[.purchases] = Decimal12(Int64(dice.below(2))) }
            var facts = EntityFacts()
            facts.status = dice.chance(30) ? .paused : nil
            let row = MetricRow(
                line: line + 2, series: series,
                key: MetricKey(ad, period, dimensions.map { _ in dice.one(of: ["phone", "desk"]) }),
                lineage: [NamedEntity(campaign, name: dice.one(of: ["Spring", "Summer"])), NamedEntity(ad)],
                counts: counts,
                facts: facts, asOf: Instant(seconds: 1_500_000_000))
            rows.append((row, Instant(seconds: 1_600_000_000 + Int64(dice.below(2)))))
        }
        return rows
    }

    static func keep(_ rows: [(row: MetricRow, importedAt: Instant)]) throws -> Kept {
        let first = CalendarDate(epochDay: 16_990)
        var kept = Kept(try #require(Period(first, first.adding(days: 100))))
        for (row, importedAt) in rows { try kept.take(row, at: importedAt) }
        return kept
    }

    @Test("P12 each row many times and shuffled gives the same state", arguments: Proof.seeds(100))
    func shuffled(seed: Int) throws {
        var dice = Dice(seed: seed)
        let rows = try Self.rows(&dice)
        let once = try Self.keep(rows)
        var many = rows + rows + rows.filter { _ in dice.chance(50) }
        many.shuffle(using: &dice)
        let again = try Self.keep(many)
        #expect(again.rows.contents == once.rows.contents, "seed \(seed)")
        #expect(again.table == once.table, "seed \(seed)")
        #expect(again.table.rollUp() == once.table.rollUp(), "seed \(seed)")
    }

    static let header = "Day,Campaign ID,Device,Impressions,Clicks,Spend\n"

    static func read(_ body: String) throws -> [MetricRow] {
        try ReadFile(Array((header + body).utf8)) { $0.currency = Currency("GBP") }.metrics
    }

    @Test func `P12 importing a file again changes nothing`() throws {
        let rows = try Self.read("2017-07-01,1,phone,100,3,1.5\n2017-07-01,1,desk,50,1,2.25\n2017-07-02,1,desk,7,0,0\n")
        var kept = try Self.keep([])
        let table = EntityTable(try #require(Period(parsing: "2017-07-01/2017-07-31")))
        kept.table = table
        for row in rows { try kept.take(row) }
        let sums = kept.sums
        #expect(sums.values.flatMap(\.values).map { $0[.spend] } == [Decimal12(units: 3_750_000_000_000)])
        for row in rows { #expect(kept.rows.admit(row, importedAt: Instant(seconds: 2_000_000_100)) == .unchanged) }
        for row in rows { try kept.take(row, at: Instant(seconds: 2_000_000_200)) }
        #expect(kept.sums == sums)
    }

    @Test func `a corrected row takes the place of the first, and a late old file does not`() throws {
        let old = try Self.read("2017-07-01,1,phone,100,3,1.5\n")
        let new = try Self.read("2017-07-01,1,phone,120,4,1.75\n")
        var kept = try Self.keep([])
        kept.table = EntityTable(try #require(Period(parsing: "2017-07-01/2017-07-31")))
        try kept.take(old[0], at: Instant(seconds: 100))
        try kept.take(new[0], at: Instant(seconds: 200))
        let sums = kept.sums
        #expect(sums.values.flatMap(\.values).map { $0[.spend]?.description } == ["1.75"])
        #expect(kept.rows.admit(old[0], importedAt: Instant(seconds: 100)) == .outdated)
        #expect(kept.sums == sums)
        #expect(kept.refused.isEmpty)
    }

    @Test func `rows that differ in a breakdown are added, rows that repeat one are refused with both lines`() throws {
        let rows = try Self.read(
            """
            2017-07-01,1,phone,100,3,1.5
            2017-07-01,1,desk,50,1,2.25
            2017-07-01,1,phone,100,3,1.5
            2017-07-01,2,phone,10,1,1
            2017-07-01,2,phone,10,1,9
            """)
        var kept = try Self.keep([])
        kept.table = EntityTable(try #require(Period(parsing: "2017-07-01/2017-07-31")))
        for row in rows { try kept.take(row) }
        #expect(kept.refused.map(\.line) == [4, 6])
        #expect(kept.refused.map(\.reason) == [.duplicate(of: 2), .conflict(with: 5)])
        let totals = kept.table.rollUp()
        let one = try #require(EntityRef(.campaign, "1").flatMap { totals[$0] })
        #expect(one.counts[.spend]?.description == "3.75")
        #expect(EntityRef(.campaign, "2").flatMap { totals[$0] } == nil)
    }

    @Test func `never adds up two tellings of the same money`() throws {
        let gbp = Currency("GBP")
        let byCountry = "Day,Campaign ID,Country,Impressions,Spend\n2017-07-01,1,GB,60,6\n2017-07-01,1,DE,40,4\n"
        let byDevice = "Day,Campaign ID,Device,Impressions,Spend\n2017-07-01,1,phone,70,7\n2017-07-01,1,desk,30,3\n"
        let byAd = "Day,Campaign ID,Ad ID,Impressions,Spend\n2017-07-01,1,11,90,9\n2017-07-01,1,12,9,0.5\n"
        let quarter = "Campaign ID,Impressions,Spend\n1,100,10\n"
        var kept = try Self.keep([])
        kept.table = EntityTable(try #require(Period(parsing: "2017-07-01/2017-09-30")))
        for text in [byCountry, byDevice, byAd, quarter] {
            let file = try ReadFile(Array(text.utf8)) {
                $0.currency = gbp
                if text == quarter { $0.period = Period(parsing: "2017-07-01/2017-09-30") }
            }
            for row in file.metrics { try kept.take(row) }
        }
        let totals = kept.table.rollUp()
        for ref in [EntityRef(.campaign, "1"), EntityRef(.account, "main")] {
            #expect(ref.flatMap { totals[$0] }?.counts[.spend]?.description == "10")
        }
    }

    @Test func `a table that is full says so and takes no new key`() throws {
        let rows = try Self.read("2017-07-01,1,phone,100,3,1.5\n2017-07-02,1,phone,100,3,1.5\n")
        var table = RowTable(limit: 1)
        #expect(table.admit(rows[0], importedAt: Instant(seconds: 1)) == .new)
        #expect(table.admit(rows[1], importedAt: Instant(seconds: 1)) == nil)
        #expect(table.admit(rows[0], importedAt: Instant(seconds: 2)) == .unchanged)
        #expect(table.count == 1)
    }
}
