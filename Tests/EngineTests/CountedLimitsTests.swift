import Engine
import Execution
import Governance
import Locks
import Testing
import Vocabulary

/// What counts against a limit, and from when: however a tool is used, wherever its object lies, however long a yes took.
@Suite struct CountedLimitsTests {
    private static let step = "{ tool: ads.set_daily_budget, by: 30 %, in_any: 7 d, over: campaign }"
    private static let often = often(but: "")

    /// Limits that do not bind, for tools that would have none.
    private static func often(but tool: String) -> [String] {
        ["pause", "resume", "create_campaign"].filter { $0 != tool }.map {
            "{ tool: ads.\($0), at_most: 50 times, in_any: 24 h, over: agent }"
        }
    }
    private static let all =
        [step, "{ tool: ads.set_daily_budget, at_most: 9 times, in_any: 7 d, over: campaign }"] + often

    private func set(_ world: World, _ campaign: String, _ pence: Int64) async throws -> Decision {
        try await world.act(
            .setDailyBudget(campaign: try world.campaign(campaign), to: world.pounds(pence)), .setDailyBudget)
    }

    private func changes(_ world: World, of campaign: String) throws -> [Instant] {
        let entity = try world.campaign(campaign)
        return world.platform.effects.filter { $0.entity == entity && $0.field == "daily_budget" }.map(\.at)
    }

    @Test func `P1 a hold that is approved late counts from its effect on, not from when it was made`() async throws {
        let world = try await World.limited(
            [
                "{ tool: ads.set_daily_budget, at_most: 1 time, in_any: 6 h, over: campaign }",
                "{ tool: ads.set_daily_budget, by: 60 %, in_any: 24 h, over: campaign }",
            ] + Self.often)
        let held = try await set(world, "a", 13_000)
        #expect(held.ruling.verdict == .hold)
        world.clock.advance(.seconds(3 * 3_600 + 3_500))
        guard case .used = try await world.engine.approve(held.id, by: world.owner) else {
            Issue.record("the yes was not used")
            return
        }
        world.clock.advance(.seconds(2 * 3_600 + 200))
        let soon = try await set(world, "a", 14_000)
        #expect(soon.ruling.findings.contains { $0.code == .pace }, "\(soon.ruling.findings)")
        world.clock.advance(.seconds(4 * 3_600))
        #expect(try await set(world, "a", 14_000).ruling.verdict == .authorise)
        let times = try changes(world, of: "a")
        #expect(times.count == 2)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1.since($0) >= .seconds(6 * 3_600) })
        await world.close()
    }

    @Test func `what a person takes back uses no more of the share that the agent may move`() async throws {
        let world = try await World.limited(
            ["{ share_of_total_spend: 4 %, in_any: 7 d, then: refuse }", Self.all[1]]
                + ["{ tool: ads.set_daily_budget, by: 60 %, in_any: 7 d, over: campaign }"] + Self.often)
        let first = try await set(world, "a", 11_500)
        #expect(first.ruling.verdict == .authorise)
        let back = try await world.engine.undo(first.id, by: world.owner)
        #expect(back.filter { !$0.became.isBack }.isEmpty)
        // 1.5 % of spend each: three of them would be too much.
        #expect(try await set(world, "b", 11_500).ruling.verdict == .authorise)
        #expect(try await set(world, "c", 11_500).ruling.findings.contains { $0.code == .share })
        await world.close()
    }

    @Test func `P1 two windows over one tool each keep their own count, whichever is full first`() async throws {
        let world = try await World.limited(
            [
                Self.step, "{ tool: ads.pause, at_most: 2 times, in_any: 1 h, over: agent }",
                "{ tool: ads.pause, at_most: 3 times, in_any: 24 h, over: agent }",
            ] + Self.often(but: "pause"))
        var ads = try (1_000..<1_006).map { try world.ad("a-\($0)") }
        func pause() async throws -> [String] {
            let decision = try await world.act(.pause(ads.removeFirst()), .pause)
            return decision.ruling.findings.filter { $0.code == .pace }.compactMap(\.limit)
        }
        for _ in 0..<2 { #expect(try await pause() == []) }
        #expect(try await pause() == ["constraints.change[2]"], "two in the hour")
        world.clock.advance(.seconds(3_700))
        #expect(try await pause() == [], "the third of the day, in another hour")
        #expect(try await pause() == ["constraints.change[3]"], "the day is full, and the hour is not")
        world.clock.advance(.seconds(24 * 3_600))
        #expect(try await pause() == [])
        await world.close()
    }

    @Test func `P1 the share that a late yes moves is counted from its effect on`() async throws {
        let world = try await World.limited(
            ["{ share_of_total_spend: 4 %, in_any: 24 h, then: refuse }", Self.all[1]]
                + ["{ tool: ads.set_daily_budget, by: 60 %, in_any: 7 d, over: campaign }"] + Self.often,
            answerWithin: "24 h")
        let held = try await set(world, "a", 13_000)
        #expect(held.ruling.verdict == .hold)
        world.clock.advance(.seconds(23 * 3_600 + 3_500))
        guard case .used = try await world.engine.approve(held.id, by: world.owner) else {
            Issue.record("the yes was not used")
            return
        }
        world.clock.advance(.seconds(2 * 3_600))
        let later = try await set(world, "b", 11_400)
        #expect(later.ruling.findings.contains { $0.code == .share }, "\(later.ruling.findings)")
        await world.close()
    }

    @Test func `P1 campaigns that are created count`() async throws {
        let world = try await World.limited(
            [Self.step, "{ tool: ads.create_campaign, at_most: 1 time, in_any: 7 d, over: agent }"]
                + Self.often(but: "create_campaign"))
        var verdicts: [Verdict] = []
        for number in 0..<3 {
            let new = NewCampaign(
                name: "n\(number)", dailyBudget: world.pounds(100), market: "GB", channel: "paid_social")
            verdicts.append(try await world.act(.createCampaign(new), .createCampaign).ruling.verdict)
        }
        #expect(verdicts == [.authorise, .refuse, .refuse])
        await world.close()
    }

    @Test func `P6 a move counts as a move and as the two changes it is, over agent and account`() async throws {
        for (limit, expected) in [
            ("{ tool: ads.move_budget, at_most: 1 time, in_any: 7 d, over: agent }", 1),
            ("{ tool: ads.set_daily_budget, at_most: 5 times, in_any: 7 d, over: account }", 2),
        ] {
            let world = try await World.limited([Self.step, limit] + Self.often)
            let (from, to) = (try world.campaign("a"), try world.campaign("b"))
            var taken = 0
            for _ in 0..<4 {
                let move = Call.moveBudget(from: from, to: to, amount: world.pounds(100))
                if try await world.act(move, .moveBudget).ruling.verdict == .authorise { taken += 1 }
            }
            #expect(taken == expected)
            #expect(world.platform.effects.filter { $0.field == "daily_budget" }.count == 2 * expected)
            await world.close()
        }
    }

    @Test func `P1 pauses of ads count over their campaign`() async throws {
        let world = try await World.limited(
            [Self.step, "{ tool: ads.pause, at_most: 1 time, in_any: 7 d, over: campaign }"]
                + Self.often(but: "pause"))
        var verdicts: [Verdict] = []
        for id in ["a-1000", "a-1001", "b-1000"] {
            verdicts.append(try await world.act(.pause(try world.ad(id)), .pause).ruling.verdict)
        }
        #expect(verdicts == [.authorise, .refuse, .authorise])
        await world.close()
    }

    @Test func `P34 a move has the lowest stage of what it does`() async throws {
        let world = try await World.limited(Self.all)
        let move = Call.moveBudget(
            from: try world.campaign("a"), to: try world.campaign("b"), amount: world.pounds(100))
        let agent = try Charters.agent()
        _ = try await world.engine.setStage(.recommend, of: [.setDailyBudget], agent, by: world.owner, maySkip: true)
        #expect(try await world.act(move, .moveBudget).ruling.verdict == .hold)
        _ = try await world.engine.setStage(.shadow, of: [.setDailyBudget], agent, by: world.owner, maySkip: true)
        let other = Call.moveBudget(
            from: try world.campaign("c"), to: try world.campaign("b"), amount: world.pounds(90))
        #expect(try await world.act(other, .moveBudget).ruling.verdict == .refuse)
        #expect(world.platform.effects.isEmpty)
        await world.close()
    }

    @Test func `P1 a campaign that begins again costs what it may spend, also where it has spent nothing`() async throws
    {
        let world = try await World.limited(["{ share_of_total_spend: 1 %, in_any: 7 d, then: refuse }"] + Self.all)
        let campaign = try world.campaign("z")
        let shown = try required(world.platform.shown(try world.campaign("a")))
        world.platform.put(
            PlatformEntity(
                ref: campaign, parent: nil, name: "z", status: .paused, dailyBudget: world.pounds(100_000),
                targeting: "{}", created: world.clock.now(), started: shown.started, inBundle: false,
                inExperiment: false, version: 1))
        try await world.engine.sync()
        let period = try required(Period(parsing: "2017-07-01/2017-09-30"))
        let (none, now) = (MetricMoney(world.pounds(0)), world.clock.now())
        _ = try await world.store.write { view in
            try view.add(
                MetricRecord(
                    source: .adsMetrics, entity: campaign, period: period, spend: none, impressions: 0, clicks: 0,
                    enquiries: 0, purchases: 0, asOf: now), under: [])
        }
        let ruling = try await world.act(.resume(campaign), .resume).ruling
        #expect(ruling.findings.contains { $0.code == .share && $0.verdict == .refuse }, "\(ruling.findings)")
        await world.close()
    }

    @Test func `a person's yes counts towards the tool's stage, and only a person ends it`() async throws {
        let world = try await World.limited(Self.all)
        let agent = try Charters.agent()
        _ = try await world.engine.setStage(.probation, of: nil, agent, by: world.owner, maySkip: true)
        var asked: [String] = []
        for (name, pence) in [("a", 10_100), ("b", 10_100), ("c", 10_100), ("a", 10_200)] as [(String, Int64)] {
            let decision = try await set(world, name, pence)
            #expect(decision.ruling.verdict == .hold)
            asked += decision.ruling.findings.filter { $0.code == .stage }.map(\.message)
            _ = try await world.engine.approve(decision.id, by: world.owner)
        }
        #expect(
            asked.dropLast().enumerated().allSatisfy { $1.hasPrefix("decision \($0 + 1) of the first 3") }, "\(asked)")
        #expect(asked.last?.contains("the first 3 are approved") == true, "\(asked)")
        await world.close()
    }

    @Test func `P2 a paused agent keeps nobody from getting back under a cap, nor from stopping the spend`()
        async throws
    {
        let world = try await World.limited(Self.all, dayCap: 600)
        let campaign = try world.campaign("b")
        let raised = world.pounds(50_000)
        world.platform.state.withLock { $0.set(campaign, world.clock.now(), "somebody") { $0.dailyBudget = raised } }
        try await world.engine.setPaused(Charters.agent(), because: "holiday", by: world.owner)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(report.entries.contains { $0.verdict == .authorise }, "\(report.entries.map(\.findings))")
        let paused = try await world.engine.pauseSpend(by: world.owner)
        #expect(!paused.isEmpty && paused.allSatisfy(\.became.isPaused), "\(paused)")
        await world.close()
    }
}
