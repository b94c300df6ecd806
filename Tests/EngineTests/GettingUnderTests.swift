import Engine
import Execution
import Governance
import Locks
import Reasoning
import Testing
import Vocabulary

/// What the runtime lowers by itself where the worst-case bill no longer fits a cap.
@Suite struct GettingUnderTests {
    @Test func `P2 campaigns that nothing may touch are made room for by the others, in one run`() async throws {
        // 1.63, 31.45 and 635.00 a day may bill 1169.14; under 1000.00 a day no more than 571.42 may stand.
        let charter = try Charters.example().replacing("cap: 1250 GBP", with: "cap: 1000 GBP")
            .replacing("about: { campaign: \"brand-*\" }", with: "about: { campaign: \"936\" }")
        let world = try await World()
        try await world.begin(.lookalike(), charter)
        try await world.promote()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        func budget(_ id: String) throws -> Int64 {
            let shown = try required(world.platform.shown(try Bench.campaign(id)))
            return shown.status == .active ? shown.dailyBudget?.minorUnits ?? 0 : 0
        }
        #expect(try budget("936") == 3_145, "it is left as it is")
        let standing = try budget("916") + budget("936") + budget("1178")
        #expect((57_100...57_142).contains(standing), "\(standing)")
        let lowered = report.entries.filter { $0.reason.contains("no longer fits the money cap") }
        #expect(!lowered.isEmpty && lowered.allSatisfy { $0.verdict == .authorise && $0.entity?.id != "936" })
        // Every ad and campaign is proposed about or counted as left alone; what the runtime lowered the agent leaves alone.
        let known = try await world.store.read { view in try view.entities(after: nil, limit: 1_000) }
        let all = Set(known.map(\.facts.ref).filter { $0.kind == .ad || $0.kind == .campaign })
        let proposed = report.entries.filter { !$0.reason.contains("no longer fits the money cap") }.compactMap(
            \.entity)
        #expect(all.subtracting(proposed).count == report.leftAloneCount, "\(report.leftAlone)")
        #expect(report.leftAlone.contains(" changed recently"), "\(report.leftAlone)")
        let steps = try required(report.outlook.executed).steps.map(\.entity)
        #expect(lowered.allSatisfy { entry in entry.entity.map(steps.contains) == true }, "it is counted on")
        await world.close()
    }

    /// Three campaigns of 100.00 a day that have billed just that, under a cap that seven days of it are above.
    private static func fullCap() async throws -> World {
        let charter = try ThreeCampaigns.charter(cap: "1500").replacing(
            "{ cap: 250000 GBP, per: month, over: account }", with: "{ cap: 2000 GBP, in_any: 7 d, over: account }")
        let world = try await World()
        var account = try TestAccount()
        for name in ["a", "b", "c"] { try account.add(name, budget: 10_000, ads: 6) { _ in (500_000, 40, 20) } }
        try await world.begin(account, charter)
        try await world.promote()
        return world
    }

    /// The next day, of the last one of which nothing was billed.
    private static func nextDay(_ world: World) {
        let day = world.clock.now().utcDate
        world.clock.advance(.seconds(86_400))
        world.platform.state.withLock {
            $0.bills[day] = [:]
            $0.completeUntil = Zone.utc.startOfDay(day.adding(days: 1))
        }
    }

    private static func statuses(_ world: World) throws -> Set<EntityStatus> {
        Set(try ["a", "b", "c"].map { try required(world.platform.shown(world.campaign($0))).status })
    }

    @Test func `P2 P41 what a full cap paused is named by every run, and asked about once the caps have room again`()
        async throws
    {
        let world = try await Self.fullCap()
        let first = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(try Self.statuses(world) == [.paused])
        let told = try required(first.alarms.first { $0.contains("paused by Mandate itself") })
        #expect(told.contains("3 campaigns stand") && told.contains("campaign/a, campaign/b, campaign/c"), "\(told)")
        #expect(told.contains("on `2017-10-02` at the earliest"), "\(told)")
        #expect(try await world.store.read { view in try view.inbox() }.isEmpty)
        let second = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(second.alarms.contains { $0.contains("on `2017-10-02` at the earliest") }, "\(second.alarms)")
        #expect(try await world.store.read { view in try view.inbox() }.isEmpty)
        Self.nextDay(world)
        let rehearsed = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(rehearsed.alarms.contains { $0.contains("the next run asks a person") }, "\(rehearsed.alarms)")
        let third = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(!third.alarms.contains { $0.contains("paused by Mandate itself") })
        // 1800.00 are billed of the eight days that end today: 200.00 leave 114.28 a day for their last one, at 1.75 times.
        let id = try await world.escalation(of: world.campaign("a"))
        let record = try required(try await world.store.read { view in try view.escalation(id) })
        let campaigns = try ["a", "b", "c"].map { try world.campaign($0) }
        #expect(record.objects.sorted() == campaigns)
        #expect(record.escalation.question.ask == [.owner])
        for name in ["a", "b", "c"] {
            let shown = try required(world.platform.shown(world.campaign(name)))
            #expect(shown.status == .paused && shown.dailyBudget?.minorUnits == 3_809)
        }
        let package = try await world.engine.explain(id)
        #expect(package.lines.contains { $0.heading == "Stopped" && $0.text == Escalation.roomWords })
        #expect(package.proposals?.isEmpty == true, "the agent asked for nothing")
        #expect(package.lines.contains { $0.text.hasPrefix("take it back: `mandate undo ") }, "\(package.lines)")
        for (index, decision) in record.decisions.enumerated() {
            let became = try await world.engine.undo(decision, by: world.owner)
            #expect(became.allSatisfy { $0.became.isBack }, "\(became)")
            let left = try required(try await world.store.read { view in try view.escalation(id) })
            #expect(left.waiting.count == 2 - index && (left.answer == "taken_back") == (index == 2))
        }
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty, "each answer has its signed word")
        #expect(try Self.statuses(world) == [.active])
        let account = try await world.account()
        for exposure in try await world.engine.run(Charters.agent(), shadow: false).exposures {
            #expect(exposure.after.minorUnits <= exposure.limit.minorUnits, "\(account.standing)")
        }
        await world.close()
    }

    @Test func `P41 a person who leaves it paused is not asked again`() async throws {
        let world = try await Self.fullCap()
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        for _ in 0..<2 { Self.nextDay(world) }
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        let id = try await world.escalation(of: world.campaign("a"))
        _ = try await world.engine.answer(id, .doNothing, by: world.owner)
        Self.nextDay(world)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(!report.alarms.contains { $0.contains("paused by Mandate itself") })
        #expect(try await world.store.read { view in try view.inbox() }.isEmpty)
        #expect(try Self.statuses(world) == [.paused])
        await world.close()
    }
}
