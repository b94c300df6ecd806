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
    private static func charter(_ edit: (String) throws -> String = { $0 }) throws -> String {
        try edit(
            ThreeCampaigns.charter(cap: "1500").replacing(
                "{ cap: 250000 GBP, per: month, over: account }", with: "{ cap: 2000 GBP, in_any: 7 d, over: account }")
        )
    }

    private static func fullCap(_ edit: (String) throws -> String = { $0 }) async throws -> World {
        let world = try await World()
        var account = try TestAccount()
        for name in ["a", "b", "c"] { try account.add(name, budget: 10_000, ads: 6) { _ in (500_000, 40, 20) } }
        try await world.begin(account, try charter(edit))
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

    /// Runs until the caps have room again; gives the escalation that asks about it.
    private static func untilAsked(_ world: World) async throws -> EscalationID {
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        for _ in 0..<2 { nextDay(world) }
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        return try await world.escalation(of: world.campaign("a"))
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
        #expect(third.alarms.contains { $0.contains("a person is asked whether they may run again") })
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
        #expect(
            package.lines.contains {
                $0.heading == "Stopped"
                    && $0.text.contains("campaign/a would run at 38.09 GBP a day, where it had 100.00 GBP,")
            })
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

    @Test func `P24 P27 who is not asked by an escalation does not answer it by taking back what it is about`()
        async throws
    {
        let world = try await Self.fullCap {
            $0.replacing("escalation:\n  to: owner", with: "escalation:\n  to: role:cmo")
        }
        let id = try await Self.untilAsked(world)
        let record = try required(try await world.store.read { view in try view.escalation(id) })
        // The owner may take back what their agent did; the question is another one's.
        _ = try await world.engine.undo(try required(record.decisions.first), by: world.owner)
        let open = try required(try await world.store.read { view in try view.escalation(id) })
        #expect(open.answer == nil && open.waiting.count == 3)
        _ = try await world.engine.undo(try required(record.decisions.last), by: world.deputy)
        let answered = try required(try await world.store.read { view in try view.escalation(id) })
        #expect(answered.waiting.count == 2)
        #expect(try await world.keeper.verify(staff: world.staff).unsigned.isEmpty)
        await world.close()
    }

    @Test func `P24 an answer that points at an undo, or at nothing, is not signed`() async throws {
        let world = try await Self.fullCap()
        let id = try await Self.untilAsked(world)
        let record = try required(try await world.store.read { view in try view.escalation(id) })
        _ = try await world.engine.undo(try required(record.decisions.first), by: world.owner)
        let asked = try required(try await world.leaves().firstIndex { $0.kind == "undone" && $0.word == "asked" })
        let (now, agent, owner) = (world.clock.now(), try Charters.agent(), world.owner.person)
        for payload in [Array("{\"asked\":\(asked),\"person\":\"\(owner)\"}".utf8), []] {
            let before = try await world.keeper.verify(staff: world.staff).unsigned.count
            try await world.store.write { view in
                try view.append(
                    AuditEntry(
                        .answered, at: now, agent: agent, subject: id.description, word: "do_nothing", payload: payload)
                )
            }
            #expect(try await world.keeper.verify(staff: world.staff).unsigned.count == before + 1)
        }
        await world.close()
    }

    @Test func `P41 a person who leaves it paused is not asked again`() async throws {
        let world = try await Self.fullCap()
        let id = try await Self.untilAsked(world)
        _ = try await world.engine.answer(id, .doNothing, by: world.owner)
        Self.nextDay(world)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(!report.alarms.contains { $0.contains("paused by Mandate itself") })
        #expect(try await world.store.read { view in try view.inbox() }.isEmpty)
        #expect(try Self.statuses(world) == [.paused])
        await world.close()
    }

    /// Somebody else sets a budget, minor units a day.
    private static func set(_ campaign: String, _ minor: Int64, _ world: World) throws {
        let budget = Money(minorUnits: minor, try required(Currency("GBP")))
        world.somebody(try world.campaign(campaign)) { $0.dailyBudget = budget }
    }

    /// Says of a run what stands paused.
    private static func told(_ report: RunReport) -> String? {
        report.alarms.first { $0.contains("paused by Mandate itself") }
    }

    @Test
    func
        `P41 what the runtime paused is not lost when somebody else sets its budget, nor under a charter that forbids it`()
        async throws
    {
        let world = try await Self.fullCap()
        let agent = try Charters.agent()
        _ = try await world.engine.run(agent, shadow: false)
        try Self.set("a", 3_000, world)
        let next = try await world.engine.run(agent, shadow: false)
        #expect(Self.told(next)?.contains("campaign/a, campaign/b, campaign/c") == true, "\(next.alarms)")
        let (before, now) = (try Self.charter(), try Self.charter { $0.replacing("\nconstraints:", with: Self.neverA) })
        try await world.apply(now)
        try await world.promote()
        for _ in 0..<3 { Self.nextDay(world) }
        for _ in 0..<25 {
            let report = try await world.engine.run(agent, shadow: false)
            #expect(report.alarms.contains { $0.contains("campaign/a; nobody is asked") }, "\(report.alarms)")
            #expect(report.entries.allSatisfy { $0.entity?.id != "a" }, "nothing is tried on it")
        }
        try await world.apply(before + "# as before\n")
        try await world.promote()
        _ = try await world.engine.run(agent, shadow: false)
        let id = try await world.escalation(of: world.campaign("a"))
        #expect(try await world.store.read { view in try view.escalation(id) }?.objects == [try world.campaign("a")])
        await world.close()
    }

    private static let neverA = "\n  never:\n    - about: { campaign: a }\nconstraints:"

    @Test func `P2 P41 nobody is asked while another agent's cap on the same account has no room`() async throws {
        let world = try await Self.fullCap()
        let other = try Self.charter {
            $0.replacing("charter: paid-social", with: "charter: second").replacing(
                "cap: 2000 GBP", with: "cap: 1900 GBP")
        }
        try await world.apply(other)
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        Self.nextDay(world)
        let early = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(early.alarms.contains { $0.contains("on `2017-10-03` at the earliest") }, "\(early.alarms)")
        #expect(try await world.store.read { view in try view.inbox() }.isEmpty, "its own cap had room")
        Self.nextDay(world)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(Self.told(report)?.contains("a person is asked whether") == true, "\(report.alarms)")
        await world.close()
    }

    @Test func `P41 who wants to change the charter for what is paused is asked again under the next one`() async throws
    {
        let world = try await Self.fullCap()
        let id = try await Self.untilAsked(world)
        _ = try await world.engine.answer(id, .changeCharter, by: world.owner)
        Self.nextDay(world)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(Self.told(report)?.contains("a person is asked") == true, "\(report.alarms)")
        let again = try await world.escalation(of: world.campaign("a"))
        #expect(again != id)
        await world.close()
    }

    @Test func `P2 what nobody answers for and what is in shadow again is kept under its caps all the same`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "600"))
        let agent = try Charters.agent()
        _ = try await world.engine.run(agent, shadow: false)
        world.staff.away.withLock { $0 = [world.owner.person, world.deputy.person] }
        await #expect(throws: EngineError.self, "nothing is over a cap") {
            try await world.engine.run(agent, shadow: false)
        }
        // 400.00 and two times 100.00 a day may bill 1050.00 on a day.
        try Self.set("b", 40_000, world)
        let report = try await world.engine.run(agent, shadow: false)
        #expect(report.hindrance != nil && !report.entries.isEmpty, "\(report.entries)")
        #expect(report.entries.allSatisfy { $0.reason.contains("no longer fits the money cap") })
        let standing = try ["a", "b", "c"].compactMap {
            try world.platform.shown(world.campaign($0))?.dailyBudget?.minorUnits
        }
        .reduce(0, +)
        #expect(standing * 7 / 4 <= 60_000, "\(standing)")
        await world.close()
    }

    @Test func `P2 an agent that never left shadow touches nothing, whatever stands over a cap`() async throws {
        let world = try await World()
        var account = try TestAccount()
        try account.add("a", budget: 40_000, ads: 6) { _ in (500_000, 40, 20) }
        try await world.begin(account, try ThreeCampaigns.charter(cap: "600"))
        await #expect(throws: EngineError.self) { try await world.engine.run(Charters.agent(), shadow: false) }
        #expect(world.platform.attempts == 0)
        await world.close()
    }

    @Test
    func `P2 P41 where nothing may be paused it is lowered as far as it may be, and a run says what is left to do`()
        async throws
    {
        let world = try await Self.fullCap { charter in
            charter.replacing("    - tool: ads.pause\n", with: "")
                .replacing("    - { tool: ads.pause, at_most: 50 times, in_any: 24 h, over: agent }\n", with: "")
                .replacing("\nconstraints:", with: "\n  never:\n    - tool: ads.pause\nconstraints:")
        }
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        for name in ["a", "b", "c"] {
            #expect(try world.platform.shown(world.campaign(name))?.dailyBudget?.minorUnits == 100, "its floor")
        }
        #expect(
            report.alarms.contains { $0.hasPrefix("over a money cap, and not as far under it") }, "\(report.alarms)")
        await world.close()
    }

    @Test func `P2 what somebody else raised goes back first, and what they left alone keeps its budget`() async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "600"))
        try Self.set("b", 40_000, world)
        // Of one instant ours would count as before theirs.
        world.clock.advance(.seconds(60))
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        func budget(_ name: String) throws -> Int64? {
            try world.platform.shown(world.campaign(name))?.dailyBudget?.minorUnits
        }
        #expect(try budget("a") == 10_000 && budget("c") == 10_000)
        let left = try required(try budget("b"))
        #expect((10_000..<40_000).contains(left), "not below what it had: \(left)")
        let entry = try required(report.entries.first { $0.reason.contains("no longer fits the money cap") })
        #expect(entry.reason.contains("it had `100.00 GBP` a day before somebody else changed it"), "\(entry.reason)")
        // What Mandate took of it is no answer to the rest: the next one that is raised does not make the others pay either.
        try Self.set("c", 30_000, world)
        world.clock.advance(.seconds(60))
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(try budget("a") == 10_000)
        #expect(try required(budget("b")) < 12_000 && left > 14_000, "what is left of b's raise goes too")
        #expect(try required(budget("c")) < 30_000)
        await world.close()
    }

    @Test func `P41 what nobody may touch and somebody raised over a cap is named, with what it had`() async throws {
        let never = "  never:\n    - about: { campaign: \"b\" }\n"
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(never: never, cap: "600"))
        try Self.set("b", 60_000, world)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let told = try required(
            report.alarms.first { $0.contains("by what the charter lets nobody touch") }, "\(report.alarms)")
        #expect(
            told.contains("campaign/b at `600.00 GBP` a day, which had `100.00 GBP` before somebody else"), "\(told)")
        #expect(world.platform.shown(try world.campaign("b"))?.dailyBudget?.minorUnits == 60_000)
        await world.close()
    }

    @Test func `P41 what was lowered is named with its way back once the caps have room for what it had`() async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "600"))
        let agent = try Charters.agent()
        // Somebody else begins a campaign: there is no budget that it had before.
        let other = try world.campaign("d")
        world.platform.put(
            PlatformEntity(
                ref: other, parent: nil, name: "d", status: .active, dailyBudget: world.pounds(40_000), targeting: "{}",
                created: world.clock.now(), started: world.clock.now().utcDate, inBundle: false, inExperiment: false,
                version: 1))
        _ = try await world.engine.run(agent, shadow: false)
        let lowered = try required(world.platform.shown(world.campaign("a"))?.dailyBudget?.minorUnits)
        #expect(lowered < 10_000)
        world.somebody(other) { $0.status = .paused }
        for _ in 0..<2 { Self.nextDay(world) }
        let report = try await world.engine.run(agent, shadow: false)
        let told = try required(report.alarms.first { $0.contains("lowered by Mandate itself") }, "\(report.alarms)")
        #expect(told.contains("campaign/a from 100.00 GBP to "), "\(told)")
        await world.close()
    }

    @Test func `P41 once the last lowering is taken back the one before it is named`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "600"))
        let (agent, a) = (try Charters.agent(), try world.campaign("a"))
        var lowered: [DecisionID] = []
        for name in ["d", "e"] {
            let other = try world.campaign(name)
            world.platform.put(
                PlatformEntity(
                    ref: other, parent: nil, name: name, status: .active, dailyBudget: world.pounds(40_000),
                    targeting: "{}", created: world.clock.now(), started: world.clock.now().utcDate, inBundle: false,
                    inExperiment: false, version: 1))
            let report = try await world.engine.run(agent, shadow: false)
            lowered.append(try required(report.entries.first { $0.entity == a && $0.state == .done }).decision)
        }
        for name in ["d", "e"] { world.somebody(try world.campaign(name)) { $0.status = .paused } }
        for _ in 0..<2 { Self.nextDay(world) }
        _ = try await world.engine.run(agent, shadow: false)
        let became = try await world.engine.undo(lowered[1], by: world.owner)
        #expect(became.allSatisfy { $0.became.isBack }, "\(became)")
        let told = try await world.engine.run(agent, shadow: true).alarms.first {
            $0.contains("lowered by Mandate itself")
        }
        #expect(told?.contains("campaign/a from 100.00 GBP to ") == true, "\(told ?? "")")
        #expect(told?.contains("`mandate undo \(lowered[0])`") == true, "\(told ?? "")")
        await world.close()
    }
}
