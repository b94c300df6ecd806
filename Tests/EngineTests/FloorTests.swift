import Engine
import Execution
import Governance
import Reasoning
import Testing
import Vocabulary

/// A floor under return on spend, through the real engine and store.
struct FloorTests {
    private static let floor = "    - { metric: roas, below: 1 points, over: campaign }\n"

    private static func charter(_ trigger: String = FloorTests.floor) throws -> String {
        let missing = "    - { missing: goal_metric }\n"
        return try Charters.example().replacing(missing, with: missing + trigger)
    }

    /// 936 brings nine times its spend, 1178 four tenths of it.
    private static func world(_ charter: String, hasRevenue: Bool = true) async throws -> World {
        var account = try TestAccount.lookalike()
        if hasRevenue {
            account.worth = [
                try Bench.campaign("916"): 10_000, try Bench.campaign("936"): 10_000, try Bench.campaign("1178"): 3_000,
            ]
        }
        // Room under every cap, so that what was paused may be resumed.
        account.campaigns[try Bench.campaign("1178")] = Money(minorUnits: 20_000, account.currency)
        let world = try await World()
        try await world.begin(account, charter)
        try await world.promote()
        return world
    }

    private static let key = "escalation.when[8]"

    @Test func `R168 what returns less than the floor is paused at once, and the owner is asked`() async throws {
        let world = try await Self.world(Self.charter())
        let poor = try Bench.campaign("1178")
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(!report.inactiveTriggers.contains(Self.key))
        #expect(world.platform.shown(poor)?.status == .paused)
        #expect(world.platform.shown(try Bench.campaign("936"))?.status == .active)
        let entry = try required(report.entries.first { $0.entity == poor && $0.tool == .pause })
        #expect(entry.verdict == .authorise && entry.state == .done)
        #expect(entry.reason.contains("is 0.36 points over"), "to two decimals: \(entry.reason)")
        #expect(entry.reason.contains("below the floor of 1 points"), "\(entry.reason)")
        #expect(report.outlook.executed?.steps.contains { $0.entity == poor } != false, "the stop is counted on")
        let id = try await world.escalation(of: poor)
        let opened = try required(try await world.store.read { view in try view.escalation(id) })
        #expect(opened.objects == [poor] && opened.escalation.question.ask == [.owner])
        let lines = try await world.engine.explain(id).lines
        #expect(lines.contains { $0.heading == "Stopped" && $0.text.contains("below the floor") }, "\(lines)")
        // What is in it is left alone until the answer.
        #expect(!report.entries.contains { $0.entity?.id.hasPrefix("1178-") == true })
    }

    @Test
    func `R076 R077 a floor pauses nothing on data that are too old, and says how old those are that it pauses on`()
        async throws
    {
        let world = try await Self.world(Self.charter())
        let poor = try Bench.campaign("1178")
        world.clock.advance(.seconds(3 * 86_400))
        let old = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(old.inactiveTriggers.contains(Self.key))
        #expect(world.platform.shown(poor)?.status == .active)
        let fresh = try await Self.world(Self.charter())
        let asOf = try await fresh.account().asOf
        let report = try await fresh.engine.run(Charters.agent(), shadow: false)
        let entry = try required(report.entries.first { $0.entity == poor && $0.tool == .pause })
        let decision = try await fresh.store.read { view in try view.decision(entry.decision) }
        let evidence = try required(decision?.proposal?.proposal.evidence)
        #expect(!evidence.isEmpty && evidence.allSatisfy { $0.asOf == asOf } && asOf < fresh.clock.now())
    }

    @Test func `R168 what a person let run on is paused again on newer counts alone, also of one instant`() async throws
    {
        let world = try await Self.world(Self.charter())
        let (agent, poor) = (try Charters.agent(), try Bench.campaign("1178"))
        let first = try await world.engine.run(agent, shadow: false)
        let entry = try required(first.entries.first { $0.entity == poor && $0.tool == .pause })
        let became = try await world.engine.undo(entry.decision, by: world.owner)
        #expect(became.allSatisfy { $0.became.isBack }, "\(became)")
        _ = try await world.engine.run(agent, shadow: false)
        #expect(world.platform.shown(poor)?.status == .active, "on the same counts")
        _ = try await world.load(AdsText.head + AdsText.row("another", "1178", spent: "5.00"), "2017-07-01/2017-09-30")
        _ = try await world.engine.run(agent, shadow: false)
        #expect(world.platform.shown(poor)?.status == .paused)
        await world.close()
    }

    @Test func `R020 what the runtime pauses by itself takes nothing of the share that the agent may move`()
        async throws
    {
        let world = try await Self.world(Self.charter())
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let poor = try Bench.campaign("1178")
        let entry = try required(report.entries.first { $0.entity == poor && $0.tool == .pause })
        #expect(entry.share > 5_000_000, "its spend, in pennies, is shown")
        let agent = try Charters.agent()
        let charter = try required(try await world.store.read { view in try view.rulebook(of: agent)?.charter })
        let limit = try required(
            charter.constraints.change.first { if case .shareOfSpend = $0.rule { true } else { false } })
        let next = try await world.decide(
            Bench.proposal(try Bench.budget("936", 3_200), .setDailyBudget).canonicalBytes)
        let used = try required(next.facts.usage.first { $0.key == limit.clause.key }).used
        #expect(used < 600_000, "ten per cent of the spend: \(used)")
    }

    @Test func `R168 a shadow run shows what would be paused at once, and pauses and asks nothing`() async throws {
        let world = try await Self.world(Self.charter())
        let poor = try Bench.campaign("1178")
        let shadow = try await world.engine.run(Charters.agent(), shadow: true)
        let entry = try required(shadow.entries.first { $0.entity == poor && $0.tool == .pause })
        #expect(entry.verdict == .authorise && entry.reason.contains("below the floor of 1 points"))
        #expect(!shadow.entries.contains { $0.entity?.id.hasPrefix("1178-") == true }, "as in the run")
        #expect(world.platform.attempts == 0 && world.platform.shown(poor)?.status == .active)
        #expect(try await world.store.read { view in try view.inbox() }.isEmpty)
        func told(_ report: RunReport) -> [String] {
            report.entries.map { "\($0.tool) \(String(describing: $0.entity)) \($0.after) \($0.verdict)" }
        }
        let run = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(told(run) == told(shadow))
        await world.close()
    }

    @Test func `R168 a pause that the charter forbids is an alarm, and nobody is asked whether it may go on`()
        async throws
    {
        let charter = try Self.charter().replacing(
            "about: { campaign: \"brand-*\" }", with: "about: { campaign: \"1178\" }")
        let world = try await Self.world(charter)
        let poor = try Bench.campaign("1178")
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let entry = try required(report.entries.first { $0.entity == poor && $0.tool == .pause })
        #expect(entry.verdict == .refuse && world.platform.shown(poor)?.status == .active)
        #expect(
            report.alarms.contains { $0.hasPrefix("below a floor and not paused: campaign/1178: ") }, "\(report.alarms)"
        )
        #expect(try await world.store.read { view in try view.entity(poor)?.facts.waiting } == nil)
        await world.close()
    }

    @Test func `R168 the pause can be taken back, and the same data do not stop it again`() async throws {
        let world = try await Self.world(Self.charter())
        let poor = try Bench.campaign("1178")
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let entry = try required(report.entries.first { $0.entity == poor && $0.tool == .pause })
        let id = try await world.escalation(of: poor)
        _ = try await world.engine.answer(id, .doNothing, by: world.owner)
        let undone = try await world.engine.undo(entry.decision, by: world.owner)
        #expect(undone.count == 1, "\(undone)")
        #expect(world.platform.shown(poor)?.status == .active)
        let again = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(!again.entries.contains { $0.entity == poor && $0.tool == .pause })
        #expect(world.platform.shown(poor)?.status == .active)
    }

    @Test func `R168 without revenue the floor is inactive and named, and stops nothing`() async throws {
        let world = try await Self.world(Self.charter(), hasRevenue: false)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(report.inactiveTriggers.contains(Self.key))
        #expect(world.platform.shown(try Bench.campaign("1178"))?.status == .active)
    }

    @Test func `R168 over the last days only those days count, and days without revenue make it inactive`() async throws
    {
        let trigger = "    - { metric: roas, below: 1 points, over: campaign, within: 2 d }\n"
        let world = try await Self.world(Self.charter(trigger))
        let good = try Bench.campaign("936")
        let early = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(early.inactiveTriggers.contains(Self.key), "no day is reported by itself")
        try await Self.report(on: "2017-10-01", revenue: 1_000, world)
        try await Self.report(on: "2017-10-02", revenue: nil, world)
        let dark = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(dark.inactiveTriggers.contains(Self.key), "one of the days has no revenue")
        #expect(world.platform.shown(good)?.status == .active)
        try await Self.report(on: "2017-10-02", revenue: 1_000, world)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(!report.inactiveTriggers.contains(Self.key))
        let told = report.entries.filter { $0.entity == good }.map { "\($0.verdict) \($0.findings) \($0.outcome)" }
        #expect(world.platform.shown(good)?.status == .paused, "\(told)")
        #expect(world.platform.shown(try Bench.campaign("1178"))?.status == .active)
    }

    /// One day of one ad of 936: 200.00 spent.
    private static func report(on day: String, revenue: Int64?, _ world: World) async throws {
        let gbp = try required(Currency("GBP"))
        let period = try required(Period(parsing: "\(day)/\(day)"))
        let campaign = try Bench.campaign("936")
        let record = MetricRecord(
            source: .adsMetrics, entity: try Bench.ad("936-1000"), period: period,
            spend: MetricMoney(Money(minorUnits: 20_000, gbp)), impressions: 10_000, clicks: 100, enquiries: 10,
            purchases: 2, revenue: revenue.map { MetricMoney(Money(minorUnits: $0, gbp)) },
            asOf: Zone.utc.startOfDay(period.last.adding(days: revenue == nil ? 1 : 2)))
        let account = try TestAccount.lookalike().account
        _ = try await world.store.write { view in try view.add(record, under: [campaign, account]) }
    }

    @Test func `R168 a condition over revenue is inactive where no revenue is known, and fires where it is low`()
        async throws
    {
        let trigger = "    - { condition: \"entity.revenue_minor < entity.spend_minor\" }\n"
        for (hasRevenue, verdict) in [(true, Verdict.escalate), (false, .authorise)] {
            let world = try await Self.world(Self.charter(trigger), hasRevenue: hasRevenue)
            let gbp = try required(Currency("GBP"))
            let call = Call.setDailyBudget(
                campaign: try Bench.campaign("1178"), to: Money(minorUnits: 19_000, gbp))
            let bytes = try Bench.proposal(call, .setDailyBudget).canonicalBytes
            let ruling = try await world.decide(bytes).ruling
            #expect(ruling.findings.contains { $0.code == .trigger && $0.limit == Self.key } == hasRevenue)
            #expect(ruling.verdict == verdict, "\(ruling.findings)")
        }
    }

    @Test func `R102 a number in a reason that nothing cited accounts for is refused by the gate`() async throws {
        let bench = try await Bench()
        let call = try Bench.budget("936", 3_300)
        let facts = try await bench.facts(call, .setDailyBudget)
        let campaign = try Bench.campaign("936")
        let known = try required(facts[campaign])
        func cited(_ metric: String, _ value: String?) throws -> Evidence {
            Evidence(
                entity: campaign, metric: try required(MetricName(metric)), value: try required(value),
                source: .adsMetrics, asOf: facts.now)
        }
        let evidence = [
            try cited("spend", known.spend?.description), try cited("purchases", known.purchases?.description),
        ]
        func ruling(_ reason: String, _ evidence: [Evidence]) throws -> Ruling {
            let proposal = try Bench.proposal(call, .setDailyBudget, reason: reason, evidence: evidence)
            return bench.judge.judge(proposal.canonicalBytes, facts)
        }
        let count = try required(known.purchases).exact
        let price = try required(known.spend?.amount.divided(by: count, rounding: .nearest))
        let cents = Rounding.nearest.divide(price.units, by: Decimal12.one / 100)
        let grounded = "campaign 936 costs \(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100) a purchase"
        #expect(try ruling(grounded, evidence).verdict == .authorise)
        #expect(try ruling(grounded, []).has(.grounding))
        let invented = try ruling(grounded + ", and 4711.25 last year", evidence)
        #expect(invented.has(.grounding))
        #expect(invented.findings.contains { $0.actual == "4711.25" })
    }
}
