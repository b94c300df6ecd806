@testable import Engine
import Execution
import Governance
import Locks
import Testing
import Vocabulary

/// What stands counts campaign by campaign: the most of each on days that are not reported yet.
@Suite struct CountedBudgetTests {
    @Test
    func `P2 what takes the place of a campaign that somebody paused bills besides it, until the day is reported`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        world.somebody(try world.campaign("a")) { $0.status = .paused }
        world.somebody(try world.campaign("b")) { $0.dailyBudget = world.pounds(20_000) }
        try await world.engine.sync()
        #expect(try await world.account().standing == 40_000, "what the paused one billed today is billed")
        try await world.engine.sync()
        #expect(try await world.account().standing == 40_000)
        world.clock.advance(.seconds(2 * 86_400))
        let today = world.clock.now().utcDate
        world.platform.state.withLock { $0.completeUntil = Zone.utc.startOfDay(today) }
        try await world.engine.sync()
        #expect(try await world.account().standing == 30_000)
        await world.close()
    }

    @Test func `P2 what an import stops or replaces still counts for the day`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let (a, b) = (try world.campaign("a"), try world.campaign("b"))
        // As a sandbox takes over what an import says: without a change in the platform's history.
        for (campaign, status, budget) in [(a, EntityStatus.paused, 10_000 as Int64), (b, .active, 15_000)] {
            let was = try required(world.platform.shown(campaign))
            world.platform.put(
                PlatformEntity(
                    ref: campaign, parent: was.parent, name: was.name, status: status,
                    dailyBudget: world.pounds(budget), targeting: was.targeting, created: was.created,
                    started: was.started, inBundle: was.inBundle, inExperiment: was.inExperiment, version: was.version))
        }
        try await world.engine.sync()
        #expect(try await world.account().standing == 35_000)
        await world.close()
    }

    @Test func `P2 what a person takes back on the day it was lowered costs nothing more than is counted`() async throws
    {
        // 525.00 is the worst case of three campaigns of 100.00 on a day.
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "530"))
        let paused = try await world.engine.pauseSpend(by: world.owner)
        try await world.engine.sync()
        #expect(try await world.account().standing == 30_000)
        for (_, became) in paused {
            guard case .paused(let decision) = became else { Issue.record("\(became)"); continue }
            let undone = try await world.engine.undo(decision, by: world.owner)
            #expect(undone.count == 1 && undone.allSatisfy(\.became.isBack), "\(undone.map(\.became))")
        }
        #expect(try await world.account().standing == 30_000)
        try await world.engine.sync()
        #expect(try await world.account().standing == 30_000)
        let more = try await world.budget("a", 11_000)
        #expect(
            more.ruling.verdict == .refuse && more.ruling.findings.contains { $0.code == .cap },
            "what is more costs more")
        await world.close()
    }

    @Test func `P2 over its cap a budget is not set back, although the day counts it still`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "530"))
        #expect(try await world.budget("a", 9_000).ruling.verdict == .authorise)
        world.somebody(try world.campaign("b")) { $0.dailyBudget = world.pounds(20_000) }
        try await world.engine.sync()
        #expect(try await world.account().standing == 40_000)
        let back = try await world.budget("a", 10_000)
        #expect(back.ruling.verdict == .refuse && back.ruling.findings.contains { $0.code == .cap })
        await world.close()
    }

    @Test func `P2 nothing of a campaign is freed while a decision on it is on its way`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let account = try await world.account()
        let a = try world.campaign("a")
        world.somebody(a) { $0.dailyBudget = world.pounds(8_000) }
        let look = Sighting(
            account, try await world.platform.entities(.campaign), [], nil, at: world.clock.now())
        let yesterday = account.bills.reportedTo.adding(days: -1)
        for (mayHaveRisen, expected) in [(true, 30_000 as Int64), (false, 28_000)] {
            var counted = [a: CountedBudget(daily: 10_000, day: yesterday)]
            let seen = look.account(over: account, counting: &counted) { $0 == a && mayHaveRisen }
            #expect(seen.standing == expected)
        }
        await world.close()
    }

    @Test func `P2 what stood before campaigns were counted one by one is freed only once its days are reported`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        var account = try await world.account()
        account.standing = 40_000
        account.standingOn = account.bills.reportedTo
        let look = Sighting(
            account, try await world.platform.entities(.campaign), [], nil, at: world.clock.now())
        var counted: [EntityRef: CountedBudget] = [:]
        for _ in 1...2 {
            account = look.account(over: account, counting: &counted) { _ in false }
            #expect(account.standing == 40_000)
        }
        account.standingOn = account.bills.reportedTo.adding(days: -1)
        #expect(look.account(over: account, counting: &counted) { _ in false }.standing == 30_000)
        await world.close()
    }
}
