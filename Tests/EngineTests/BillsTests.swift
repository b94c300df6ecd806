import Execution
import Governance
import Locks
import Schemas
import Testing
import Vocabulary

@testable import Engine

/// What was billed is what the platform says, whatever is imported and whoever reads it at the same time.
@Suite struct BillsTests {
    @Test func `P1 P2 an import neither removes nor moves a bill of the days that the platform tells`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let first = try required(CalendarDate(parsing: "2017-10-01"))
        let ad = try required(EntityRef(.ad, "a-1000"))
        world.clock.advance(.seconds(10 * 86_400))
        var bills: [CalendarDate: Int64] = [:]
        for back in 0..<10 { bills[first.adding(days: back)] = 50_000 + Int64(back) }
        world.platform.state.withLock { [bills] state in
            state.bills = bills.mapValues { [ad: $0] }
            state.completeUntil = Zone.utc.startOfDay(first.adding(days: 10))
        }
        let rows = AdsText.head + AdsText.row("new-1", "n", spent: "92.00")
        await #expect(throws: NothingImported.self, "days that the platform tells are its own") {
            try await world.load(rows, "2017-07-01/2017-10-10")
        }
        try await world.load(rows, "2017-06-01/2017-06-30")
        let imported = try await world.account()
        #expect(imported.bills.reportedTo == first, "only the platform says what is reported")
        try await world.engine.sync()
        let account = try await world.account()
        #expect(account.bills.billed.filter { $0.key >= first } == bills)
        #expect(account.bills.reportedTo == first.adding(days: 10))
        await world.close()
    }

    @Test(arguments: [(99_999, false), (100_001, true)])
    func `a raise is escalated once today's bill is above the share of the day's cap, as the platform reports it`(
        billed: Int, fires: Bool
    ) async throws {
        let world = try await World.promoted()
        let ad = try required(EntityRef(.ad, "936-1000"))
        let today = world.clock.now().utcDate
        let until = world.clock.now()
        world.platform.state.withLock {
            $0.bills[today] = [ad: Int64(billed)]
            $0.completeUntil = until
        }
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let raise = try required(report.entries.first { $0.entity?.id == "936" })
        #expect(raise.verdict == (fires ? .escalate : .hold), "\(raise.findings)")
        #expect(
            raise.findings.contains { $0.code == .trigger && $0.message.contains("is used, above `80 %`") } == fires)
        let account = try await world.account()
        #expect(account.bills.reportedTo == today && account.bills.reportedUntil == until)
        #expect(
            account.bills.billed[today] == Int64(billed) && account.period.last < today, "a part of a day is no day")
        let day = try required(
            try await world.engine.budgetLeft(Charters.agent())["caps"]?.arrayValue?.first)
        #expect(day["used"]?.stringValue == Money(minorUnits: Int64(billed), account.currency).description)
        await world.close()
    }

    @Test func `a later look takes the place of what an earlier one was told of the day, also of whole days only`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let ad = try required(EntityRef(.ad, "a-1000"))
        let first = world.clock.now().utcDate
        func look(_ bills: [CalendarDate: Int64], until: Instant) async throws -> BilledDays {
            world.platform.state.withLock {
                $0.bills = bills.mapValues { [ad: $0] }
                $0.completeUntil = until
            }
            try await world.engine.sync()
            return try await world.account().bills
        }
        let six = world.clock.now()
        #expect(try await look([first: 700], until: six).reportedUntil == six)
        world.clock.advance(.seconds(3_600))
        let seven = world.clock.now()
        #expect(try await look([first: 900], until: seven).billed[first] == 900)
        let older = try await look([first: 700], until: six)
        #expect(older.reportedUntil == seven && older.billed[first] == 900, "an older report takes nothing back")
        world.clock.advance(.seconds(86_400))
        let bills = try await look([first: 5_000], until: Zone.utc.startOfDay(first.adding(days: 1)))
        #expect(bills.billed[first] == 5_000 && bills.reportedTo == first.adding(days: 1))
        #expect(bills.reportedUntil == nil)
        await world.close()
    }

    @Test func `P2 every day of a long period is billed, not only the last sixty-two`() async throws {
        let world = try await World.begun()
        try await world.load(
            AdsText.head + AdsText.row("1", "7", spent: "700.01") + AdsText.row("2", "8", spent: "300.00"),
            "2017-07-01/2017-09-30")
        var account = try await world.account()
        #expect(account.bills.billed.count == 92)
        let sum = account.bills.billed.values.reduce(0, +)
        #expect(sum >= 100_001 && sum < 100_001 + 92, "spread over all days, each rounded up")
        // Another file of the same days adds to them; the same again does not.
        for _ in 0..<2 {
            try await world.load(AdsText.head + AdsText.row("3", "8", spent: "920.00"), "2017-07-01/2017-09-30")
            account = try await world.account()
            let sum = account.bills.billed.values.reduce(0, +)
            #expect(sum >= 192_001 && sum < 192_001 + 92)
        }
        await world.close()
    }

    @Test func `a day is never told twice: a period that overlaps another of the same ads is refused`() async throws {
        let world = try await World.begun()
        let text = AdsText.head + AdsText.row("1", "7", spent: "700.00", purchases: 5)
        try await world.load(text, "2017-07-01/2017-09-30")
        for period in ["2017-07-01/2017-08-31", "2017-09-30/2017-09-30", "2017-06-01/2017-09-30"] {
            do {
                try await world.load(text, period)
                Issue.record("`\(period)` was taken")
            } catch let error as EngineError {
                #expect("\(error)".contains("these ads have rows for `2017-07-01/2017-09-30` already, which overlaps"))
            }
        }
        let account = try await world.account()
        let purchases = try await world.store.read { view in try view.entity(account.ref)?.facts.purchases }
        #expect(purchases == 5)
        // Days that are not there yet, and other ads, are no overlap.
        try await world.load(text, "2017-06-01/2017-06-30")
        try await world.load(AdsText.head + AdsText.row("2", "7", spent: "1.00"), "2017-08-01/2017-08-31")
        await world.close()
    }

    @Test(arguments: ["2017-10-01", "2017-12-31"])
    func `a period that is not over is refused before anything is written`(last: String) async throws {
        let world = try await World.begun()
        do {
            try await world.load(AdsText.head + AdsText.row("1", "7", spent: "700.00"), "2017-07-01/\(last)")
            Issue.record("it was taken")
        } catch let error as EngineError {
            #expect("\(error)".contains("ends on `\(last)`, which is not over, since today is `2017-10-01`"))
        }
        let (account, entities) = try await world.store.read { view in
            (try view.account(), try view.entities(after: nil, limit: 10))
        }
        #expect(account == nil && entities.isEmpty)
        await world.close()
    }

    @Test func `P1 two looks at the platform at one time count what stands once, and a raise in between once`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        var fresh = try await world.account()
        fresh.standing = 0
        let campaigns = try await world.platform.entities(.campaign)
        let now = world.clock.now()
        let looks = (0..<2).map { _ in Sighting(fresh, campaigns, [], nil, at: now) }
        var counted: [EntityRef: CountedBudget] = [:]
        let once = looks[0].account(over: fresh, counting: &counted) { _ in false }
        #expect(once.standing == 30_000 && counted.count == 3)
        #expect(looks[1].account(over: once, counting: &counted) { _ in false }.standing == 30_000)
        var raised = once
        raised.raised += 1_500
        raised.standing += 1_500
        #expect(looks[1].account(over: raised, counting: &counted) { _ in false }.standing == 31_500)
        // The store counts what it confirms.
        let decision = try await world.budget("a", 11_000)
        #expect(decision.ruling.verdict == .authorise)
        let account = try await world.account()
        #expect(account.raised == 1_000 && account.standing == 31_000)
        await world.close()
    }

    @Test func `P2 what somebody raised and lowered again between two looks still counts until its days are reported`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let a = try world.campaign("a")
        world.somebody(a) { $0.dailyBudget = world.pounds(50_000) }
        world.somebody(a) { $0.status = .paused }
        world.somebody(a) { $0.dailyBudget = world.pounds(10_000) }
        world.somebody(a) { $0.status = .active }
        try await world.engine.sync()
        #expect(try await world.account().standing == 70_000)
        world.clock.advance(.seconds(2 * 86_400))
        let today = world.clock.now()
        world.platform.state.withLock { $0.completeUntil = Zone.utc.startOfDay(today.utcDate) }
        try await world.engine.sync()
        #expect(try await world.account().standing == 30_000)
        await world.close()
    }

    @Test func `P5 while a campaign is active with a budget nobody knows, nothing is raised and the run says so`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let unknown = try world.campaign("n")
        world.platform.put(
            PlatformEntity(
                ref: unknown, parent: nil, name: "n", status: .active, dailyBudget: nil, targeting: "{}",
                created: world.clock.now(), started: world.clock.now().utcDate, inBundle: false, inExperiment: false,
                version: 1))
        try await world.engine.sync()
        let raise = try await world.budget("a", 11_000)
        #expect(raise.ruling.verdict == .refuse && raise.ruling.findings.contains { $0.code == .unknown })
        #expect(try await world.budget("a", 9_000).ruling.verdict == .authorise)
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(report.alarms.contains { $0.contains("budget that is not known") })
        world.somebody(unknown) { $0.status = .paused }
        try await world.engine.sync()
        #expect(try await world.budget("b", 11_000).ruling.verdict == .authorise)
        await world.close()
    }

    @Test func `a run tells its money over the days it was judged on`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        world.clock.advance(.seconds(7 * 86_400))
        let today = world.clock.now().utcDate
        let ad = try required(EntityRef(.ad, "a-1000"))
        world.platform.state.withLock { state in
            state.completeUntil = Zone.utc.startOfDay(today)
            state.bills[today.adding(days: -1)] = [ad: 1_000]
        }
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(try await world.account().period.days == 99)
        #expect(report.days == 99)
        await world.close()
    }
}
