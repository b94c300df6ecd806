import Schemas
import Testing
import Vocabulary

@testable import Sandbox

@Suite struct BillingTests {
    /// The oracle's view of a platform in memory: its entries as they would be in the file.
    private func ledger(of platform: inout Platform, advancingTo end: Instant, step: Duration) throws
        -> SandboxLedgerFile
    {
        let disk = FlakyDisk()
        var (journal, _) = try Journal.open(disk)
        var at = try #require(platform.state.now)
        while at < end {
            at = min(end, at.advanced(by: step))
            try journal.append(platform.answer(Request(id: 1, call: .advance(to: at))).entries.map(\.json))
        }
        return try SandboxLedgerFile(bytes: disk.safe)
    }

    @Test func `the same seed and requests make the same bills, another seed makes others`() throws {
        var bills: [[EntityRef: [CalendarDate: Int64]]] = []
        for seed in [7, 7, 8] as [Int64] {
            var platform = try World.platform(World.seed(World.opening(seed: seed)))
            bills.append(try ledger(of: &platform, advancingTo: World.days(20), step: .seconds(86_400)).billed)
        }
        #expect(bills[0] == bills[1])
        #expect(bills[0] != bills[2])
    }

    @Test func `many short steps of time bill what one long step bills`() throws {
        var long = try World.platform()
        var short = try World.platform()
        let end = World.days(9)
        let one = try ledger(of: &long, advancingTo: end, step: .seconds(9 * 86_400))
        let many = try ledger(of: &short, advancingTo: end, step: .seconds(1_237))
        #expect(one.billed == many.billed)
        #expect(one.billed(on: World.period.last...World.period.last.adding(days: 30)) > 80_000)
    }

    @Test(arguments: [("Europe/London", 30), ("America/New_York", 40), ("Australia/Lord_Howe", 5), ("UTC", 10)])
    func `P2 over-delivery reaches exactly the published maximum of every day and week, through changes of the clock`(
        zone: String, days: Int
    ) throws {
        var platform = try World.platform(
            World.seed(World.opening(zone: zone), budgets: [10_001, 163]), faults: ["overdeliver"])
        let found = try ledger(of: &platform, advancingTo: World.days(days), step: .seconds(50_000))
        for (campaign, budget) in [(World.spring, Int64(10_001)), (World.autumn, 163)] {
            let bills = try #require(found.billed[campaign])
            #expect(bills.values.max() == budget * 7 / 4)
            var weeks: [CalendarDate: Int64] = [:]
            for (day, amount) in bills { weeks[Meter.sunday(before: day), default: 0] += amount }
            #expect(weeks.values.max() == budget * 7)
        }
    }

    @Test func `without the fault a campaign bills 90 to 110 percent of its budget on a whole day`() throws {
        var platform = try World.platform()
        let found = try ledger(of: &platform, advancingTo: World.days(30), step: .seconds(30 * 86_400))
        let whole = try #require(found.billed[World.spring]).filter {
            $0.key > World.period.last.adding(days: 1) && $0.key < World.period.last.adding(days: 30)
        }
        #expect(whole.count == 28)
        #expect(whole.values.allSatisfy { (9_000...11_000).contains($0) })
    }

    @Test func `what is paused is not billed, and money of a paused ad goes to the others`() throws {
        var platform = try World.platform()
        _ = platform.answer(World.effect(.pause(World.autumn), key: "k1"))
        _ = platform.answer(World.effect(.pause(known(EntityRef(.ad, "spring-3"))), key: "k2"))
        let found = try ledger(of: &platform, advancingTo: World.days(3), step: .seconds(86_400))
        #expect(found.billed[World.autumn] == nil)
        #expect(platform.state.spent[known(EntityRef(.ad, "spring-3"))] == nil)
        #expect(found.billed(World.spring, on: World.period.last...World.period.last.adding(days: 9)) > 20_000)
        for ad in ["spring-1", "spring-2"] {
            _ = platform.answer(World.effect(.pause(known(EntityRef(.ad, ad))), key: ad))
        }
        let none = try ledger(of: &platform, advancingTo: World.days(6), step: .seconds(86_400))
        #expect(none.billed.isEmpty)
    }

    @Test func `reports lag behind bills and say up to when they are complete`() throws {
        var platform = try World.platform(World.seed(World.opening(lag: 24)))
        platform.advance(to: World.days(2))
        let october = known(Period(parsing: "2017-10-01/2017-10-31"))
        let call = ReadCall.report(ReportCall(kind: .account, within: nil, period: october, isByDay: false, after: 0))
        let answered = platform.ask(.read(call))
        let early = try #require(answered)
        let spend = try #require(
            early["items"]?[0]?["metrics"]?["spend"]?.stringValue.flatMap { Decimal12(parsing: $0) })
        let billed = platform.state.meters.values.reduce(0) { $0 + $1.billed(inWeekOf: october.first) }
        #expect(spend.units < Int128(billed) * Decimal12.one / 100)
        #expect(early["complete_until"] == "2017-10-02T06:00:00Z", "right up to the lag, not only to a midnight")
        platform.advance(to: World.days(4))
        let answeredLater = platform.ask(.read(call))
        let late = try #require(answeredLater)
        #expect(late["complete_until"] == "2017-10-04T06:00:00Z")
    }

    @Test func `the spend of ads adds up to the bill of their campaign to the penny`() throws {
        var platform = try World.platform()
        let found = try ledger(of: &platform, advancingTo: World.days(11), step: .seconds(7_001))
        let spent = platform.state.spent.filter { $0.key.id.hasPrefix("autumn") }.values.joined()
            .reduce(Int128(0)) { $0 + $1.metrics.spend.units }
        let billed = try #require(found.billed[World.autumn]).values.reduce(0, +)
        #expect(spent == Int128(billed) * Decimal12.one / 100)
    }

    @Test func `more budget brings more, but less of it per unit of money`() throws {
        func shown(_ budget: Int64) throws -> Double {
            var platform = try World.platform(World.seed(budgets: [budget]))
            platform.advance(to: World.days(30))
            return platform.state.spent.values.joined().reduce(0) { $0 + Double($1.metrics.impressions) }
        }
        let (one, four) = (try shown(1_000), try shown(4_000))
        #expect(four > one * 2)
        #expect(four < one * 3.5)
    }
}
