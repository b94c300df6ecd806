import Testing
import Vocabulary

@testable import Sandbox

/// What reports say of an imported history: what is not known is not 0.
struct ReportTests {
    private static let campaign = World.spring

    private static func metrics(_ enquiries: AttributedCount?, purchases: AttributedCount? = 2) -> SandboxMetrics {
        SandboxMetrics(
            impressions: 1_000, clicks: 9, spend: Decimal12(9), enquiries: enquiries, purchases: purchases)
    }

    private static func platform(_ history: [(String, SandboxMetrics)]) throws -> Platform {
        let entities = [World.entity(campaign, below: World.account, budget: 1_000)]
        let rows = history.map { SandboxHistory(entity: campaign, period: known(Period(parsing: $0.0)), metrics: $0.1) }
        return try World.platform(SeedCall(account: World.opening(), entities: entities, history: rows))
    }

    @Test func `a report by day names the days of a history that are told one by one, and says which are not`() throws {
        let days = ["2017-09-26", "2017-09-27"]
        let platform = try ReportTests.platform(
            [("2017-09-01/2017-09-25", ReportTests.metrics(5))]
                + days.map { ("\($0)/\($0)", ReportTests.metrics(1)) }
                + [("2017-09-28/2017-09-30", ReportTests.metrics(3))])
        let some = try platform.report(.campaign, known(Period(parsing: "2017-09-26/2017-09-27")), byDay: true)
        #expect(some.map { $0.day?.description } == days && some.allSatisfy { $0.unknown == nil })
        #expect(some.map(\.metrics) == [ReportTests.metrics(1), ReportTests.metrics(1)])
        let all = try platform.report(.campaign, known(Period(parsing: "2017-09-01/2017-09-30")), byDay: true)
        #expect(all.compactMap { $0.day?.description } == days)
        let unknown = all.filter { $0.day == nil }
        #expect(unknown.count == 1 && unknown[0].unknown?.contains("2017-09-01/2017-09-25") == true, "\(unknown)")
        let early = try platform.report(.campaign, known(Period(parsing: "2017-08-31/2017-09-27")), byDay: true)
        #expect(early.last?.unknown?.contains("before `2017-09-01`") == true, "\(early)")
    }

    @Test func `a day that the platform tells itself is not told again by a history that comes later`() throws {
        var platform = try ReportTests.platform([("2017-09-01/2017-09-30", ReportTests.metrics(5))])
        platform.advance(to: World.days(3))
        let days = known(Period(parsing: "2017-10-01/2017-10-02"))
        let before = try platform.report(.campaign, days, byDay: true)
        let late = SandboxHistory(
            entity: ReportTests.campaign, period: known(Period(parsing: "2017-10-01/2017-10-01")),
            metrics: ReportTests.metrics(1))
        #expect(platform.ask(.seed(SeedCall(account: nil, entities: [], history: [late]))) != nil)
        #expect(try platform.report(.campaign, days, byDay: true) == before && before.count == 2)
    }

    @Test func `what a history does not count is unknown in sums with it, and known of what it says nothing about`()
        throws
    {
        var platform = try ReportTests.platform([("2017-07-01/2017-09-30", ReportTests.metrics(nil))])
        let before = try platform.report(.campaign, World.period)
        #expect(before.map(\.metrics) == [ReportTests.metrics(nil)])
        platform.advance(to: World.days(30))
        let both = try platform.report(.account, known(Period(parsing: "2017-07-01/2017-10-20")))
        #expect(both.count == 1 && both[0].unknown == nil && both[0].metrics.enquiries == nil)
        #expect((both[0].metrics.purchases ?? 0) >= 2)
        let own = try platform.report(.account, known(Period(parsing: "2017-10-02/2017-10-20")))
        #expect(own.count == 1 && own[0].metrics.enquiries != nil && own[0].metrics.purchases != nil)
    }
}
