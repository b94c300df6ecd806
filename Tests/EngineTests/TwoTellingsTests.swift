import Engine
import Governance
import Signals
import TestKit
import Testing
import Vocabulary

/// Reports tell the same money at several levels and split in several ways, and files hold rows twice: a sum holds each day once.
@Suite struct TwoTellingsTests {
    private static let day = "2017-07-01"
    /// One day of campaign 1, told in seven ways; each adds up to its own sum, so that it is seen which one counts.
    private static let tellings: [(name: String, sum: Decimal12, text: String)] = [
        ("account", 11, "Day,Account ID,Impressions,Spend\n\(day),main,100,11\n"),
        ("campaign", 10, "Day,Campaign ID,Impressions,Spend\n\(day),1,100,10\n"),
        ("campaign by country", 12, "Day,Campaign ID,Country,Impressions,Spend\n\(day),1,GB,60,8\n\(day),1,DE,40,4\n"),
        (
            "campaign by device", 13,
            "Day,Campaign ID,Device,Impressions,Spend\n\(day),1,phone,70,9\n\(day),1,desk,30,4\n"
        ),
        ("ad set", 14, "Day,Campaign ID,Ad set ID,Impressions,Spend\n\(day),1,5,100,14\n"),
        ("ad", 15, "Day,Campaign ID,Ad set ID,Ad ID,Impressions,Spend\n\(day),1,5,11,90,9\n\(day),1,5,12,9,6\n"),
        ("ad without campaign", 16, "Day,Ad ID,Impressions,Spend\n\(day),21,90,9\n\(day),22,9,7\n"),
    ].map { ($0.0, Decimal12(Int64($0.1)), $0.2) }

    @Test func `P12 of two reports that tell the same day the first counts, and the rows of the other are refused`()
        async throws
    {
        for first in Self.tellings {
            for second in Self.tellings where second.name != first.name {
                // Both tell of ads, and of other ones.
                if Set([first.name, second.name]) == ["ad", "ad without campaign"] { continue }
                let world = try await World.begun()
                _ = try await world.loadDated(first.text)
                let told = try await world.tell(second.text)
                #expect(try await world.spent() == first.sum, "\(first.name), then \(second.name)")
                #expect(told.isNothing && told.refused.allSatisfy { $0.reason.kind == "days told twice" }, "\(told)")
                let other = second.text.replacing("2017-07-01", with: "2017-07-02")
                #expect(try await !world.tell(other).isNothing, "\(second.name) tells another day")
                #expect(try await world.spent() == first.sum.adding(second.sum))
                await world.close()
            }
        }
    }

    @Test func `reports of campaigns that nothing else tells stand beside the ads of others`() async throws {
        let world = try await World.begun()
        _ = try await world.loadDated(try #require(Self.tellings.first { $0.name == "ad" }).text)
        let both = "Day,Campaign ID,Impressions,Spend\n\(Self.day),1,100,10\n\(Self.day),2,100,3\n"
        let told = try await world.tell(both)
        #expect(told.summary.accepted == 1)
        #expect(told.refused.map(\.line) == [2])
        #expect(
            told.refused.first?.reason.message.hasPrefix("what is below `campaign/1` has rows for `2017-07-01`") == true
        )
        #expect(try await world.spent() == Decimal12(18))
        await world.close()
    }

    @Test func `of a campaign whose ads are told, a later report gives the budget and leaves its counts aside`()
        async throws
    {
        let world = try await World.begun()
        _ = try await world.loadDated(try #require(Self.tellings.first { $0.name == "ad" }).text)
        let text =
            "Day,Campaign ID,Campaign status,Budget,Impressions,Spend\n\(Self.day),1,paused,25.00,100,10\n"
            + "\(Self.day),2,active,40.00,100,3\n2017-07-02,1,paused,25.00,100,2\n"
        let rehearsed = try await world.told(text) { engine, plan, bytes, note in
            let rehearsal = try await engine.rehearseRows(plan, { Chunks(bytes) }, refused: note)
            #expect(rehearsal.assumptions.contains { $0.hasPrefix("counts of 1 row are left aside") })
            return rehearsal.summary
        }
        #expect(rehearsed.refused.isEmpty && rehearsed.summary.accepted == 3)
        for _ in 1...2 {
            let told = try await world.tell(text)
            #expect(told.refused.isEmpty && told.summary.accepted == 3, "\(told)")
            #expect(
                try await world.spent() == Decimal12(20), "15 of the ads, 3 of the other campaign, 2 of the next day")
            let campaign = try world.campaign("1")
            let facts = try await world.store.read { view in try view.entity(campaign)?.facts }
            #expect(facts?.dailyBudget == world.pounds(2_500) && facts?.status == .paused)
        }
        let byCountry = "Day,Campaign ID,Country,Budget,Impressions,Spend\n\(Self.day),1,GB,7.00,60,8\n"
        #expect(try await world.tell(byCountry).isNothing, "a segment's row says nothing of the whole campaign")
        await world.close()
    }

    @Test func `P12 a row that an earlier line tells already is refused by its line, also when the file comes again`()
        async throws
    {
        let world = try await World.begun()
        let text =
            "Day,Campaign ID,Impressions,Spend\n\(Self.day),1,100,1.50\n\(Self.day),1,100,99.25\n2017-07-02,1,5,1\n"
            + "2017-07-02,1,5,1\n"
        for _ in 1...3 {
            let told = try await world.tell(text)
            #expect(told.refused.map(\.line) == [3, 5])
            #expect(told.refused.allSatisfy { $0.reason.kind == "repeated" })
            #expect(try await world.spent().description == "2.5")
        }
        let corrected = try await world.tell("Day,Campaign ID,Impressions,Spend\n\(Self.day),1,100,2\n")
        #expect(corrected.refused.isEmpty)
        #expect(try await world.spent().description == "3", "another import corrects it")
        await world.close()
    }

    @Test(arguments: 0..<12) func `P12 rows told again, in any order and in any files, change nothing`(seed: UInt64)
        async throws
    {
        let world = try await World.begun()
        var dice = SeededBits(seed: seed)
        let head = "Day,Campaign ID,Ad ID,Device,Impressions,Spend\n"
        var rows: [String] = []
        for day in 1...4 {
            for ad in 1...5 {
                for device in ["phone", "desk"] {
                    rows.append("2017-07-0\(day),\(ad % 2),\(ad),\(device),\(ad),\(day).5\n")
                }
            }
        }
        _ = try await world.loadDated(head + rows.joined())
        let sums = try await world.sums()
        for _ in 0..<3 {
            rows.shuffle(using: &dice)
            let some = rows.prefix(Int.random(in: 1...rows.count, using: &dice))
            #expect(try await world.loadDated(head + some.joined()).record.changed == 0)
            #expect(try await world.sums() == sums, "later days alone make nothing younger")
        }
        await world.close()
    }

    @Test(arguments: [false, true], [false, true])
    func `P12 a history's latest version counts, whatever the order of its rows and of its files`(
        isBackwards: Bool, isInFiles: Bool
    ) async throws {
        let world = try await World.begun()
        _ = try await world.loadDated(try #require(Self.tellings.first { $0.name == "campaign" }).text)
        let head = "id,updated_at,name,status\n"
        let rows = [
            "1,2017-07-01 10:00:00,Old,ENABLED\n", "1,2017-08-01 10:00:00,New,PAUSED\n",
            "1,2017-07-15 10:00:00,Mid,ENABLED\n",
        ]
        let told = isBackwards ? rows.reversed() : rows
        for file in isInFiles ? told : [told.joined()] { _ = try await world.loadDated(head + file, level: .campaign) }
        let campaign = try #require(EntityRef(.campaign, "1"))
        let facts = try await world.store.read { view in try view.entity(campaign)?.facts }
        #expect(facts?.name == "New" && facts?.status == .paused)
        await world.close()
    }
}

extension World {
    /// What becomes of a file when it is imported.
    fileprivate func tell(_ text: String) async throws -> Told {
        try await told(text) { engine, plan, bytes, note in
            let file = ImportedFile(name: "ads.csv", hash: "1")
            return try await engine.importRows(plan, { Chunks(bytes) }, file, refused: note).summary
        }
    }

    /// What every entity adds up to.
    fileprivate func sums() async throws -> [String] {
        try await store.read { view in try view.entities(after: nil, limit: 1_000).map { "\($0.facts)" } }
    }
}
