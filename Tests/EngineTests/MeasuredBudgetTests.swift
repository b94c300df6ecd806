import Governance
import Reasoning
import Testing
import Vocabulary

@testable import Engine

/// Under which budgets the measured days were spent.
@Suite struct MeasuredBudgetTests {
    @Test func `a budget is averaged over the measured days, by time and since the campaign began`() async throws {
        let world = try await World.begun()
        let head = "Day,Campaign ID,Ad ID,Impressions,Link clicks,Amount spent (GBP),Leads,Purchases\n"
        _ = try await world.loadDated(
            head + "2017-09-01,7,1,1000,100,100.00,5,2\n2017-09-10,7,1,1000,100,100.00,5,2\n")
        let account = try required(try await world.store.read { view in try view.account() })
        let campaign = try required(EntityRef(.campaign, "7"))
        func average(_ changes: [(day: String, was: Int64, becomes: Int64)], started: String? = nil) throws -> Int64? {
            var facts = EntityFacts(campaign)
            facts.started = try started.map { try required(Instant(parsing: "\($0)T00:00:00Z")) }
            let settings = try changes.map {
                BudgetSetting(
                    campaign, at: try required(Instant(parsing: "\($0.day)T00:00:00Z")), was: $0.was,
                    becomes: $0.becomes, isOurs: false)
            }
            return MeasuredBudgets(account, settings).budget(of: facts)?.minorUnits
        }
        #expect(account.period.days == 10 && account.zone == .utc)
        #expect(try average([]) == nil)
        #expect(try average([("2017-09-06", 1_000, 500)]) == 750)
        #expect(try average([("2017-09-01", 1_000, 500)]) == 500)
        let twice = try average([("2017-09-03", 1_000, 500), ("2017-09-06", 500, 2_000)])
        #expect(twice == 1_350, "two days at 10, three at 5, five at 20")
        let late = try average([("2017-09-08", 900, 300)], started: "2017-09-05")
        #expect(late == 600, "three days at 9 and three at 3")
        // What changed after the measured days is not what they were spent under.
        #expect(try average([("2017-10-05", 900, 300)]) == 900)
        #expect(try average([("2017-09-06", 1_000, 500), ("2017-10-05", 500, 9_000)]) == 750)
        await world.close()
    }

    @Test func `changes that were confirmed count, and none that was only asked for`() async throws {
        let bench = try await Bench()
        let world = bench.world
        let campaign = try Bench.campaign("936")
        func changes() async throws -> [BudgetSetting] {
            try await world.store.read { view in
                try view.budgetChanges(since: Instant(milliseconds: 0))
            }
        }
        let done = try await world.decide(
            Bench.proposal(try Bench.budget("936", 3_200), .setDailyBudget).canonicalBytes)
        #expect(done.ruling.verdict == .authorise, "\(done.ruling.findings)")
        world.clock.advance(.seconds(7 * 3_600))
        let held = try await world.decide(
            Bench.proposal(try Bench.budget("936", 4_000), .setDailyBudget).canonicalBytes)
        #expect(held.ruling.verdict == .hold, "\(held.ruling.findings)")
        let found = try await changes()
        #expect(Set(found.map(\.campaign)) == [campaign])
        #expect(Set(found.map(\.was)) == [3_145] && Set(found.map(\.becomes)) == [3_200])
        await world.close()
    }
}
