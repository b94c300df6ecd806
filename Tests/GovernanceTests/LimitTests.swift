import Schemas
import Testing
import Vocabulary

@testable import Governance

/// Each limit on both sides of its line.
@Suite struct LimitTests {
    private func code(_ given: Given, _ asked: (Call, ToolName), confidence: Int = 9_000) throws -> [FindingCode] {
        try given.judge(asked, confidence: confidence).findings.map(\.code)
    }
    private func budget(_ given: Given, _ minor: Int64) -> (Call, ToolName) {
        (.setDailyBudget(campaign: given.good, to: given.pounds(minor)), .setDailyBudget)
    }

    @Test func `R018 R007 a step of 15 % runs, one of 30 % waits for a yes, one more is refused`() throws {
        let given = try Given()
        for (minor, verdict) in [
            (3_616, Verdict.authorise), (3_617, .hold), (4_088, .hold), (4_089, .refuse), (2_674, .authorise),
            (2_673, .hold),
        ] as [(Int64, Verdict)] {
            #expect(try given.judge(budget(given, minor)).verdict == verdict, "\(minor)")
        }
    }

    @Test func `the floor of an earlier entry holds in a later one`() throws {
        var given = try Given()
        given.change(given.good) { $0.dailyBudget = gbp(1_100) }
        for index in given.facts.usage.indices { given.facts.usage[index].base = 1_100 }
        #expect(try given.judge(budget(given, 1_000)).verdict == .authorise)
        #expect(try given.judge(budget(given, 999)).verdict == .refuse)
        let passed = try given.judge(budget(given, 800))
        #expect(passed.verdict == .refuse)
        let wrote = given.charter.actions.permissions.first { $0.writtenBounds.floor != nil }?.clause.key
        #expect(passed.findings.first { $0.code == .bound }?.limit == wrote, "whoever reads it finds the floor there")
        given.change(given.good) { $0.dailyBudget = gbp(3_145) }
        for index in given.facts.usage.indices { given.facts.usage[index].base = 3_145 }
        let step = try given.judge(budget(given, 4_089)).findings.first { $0.code == .bound }
        #expect(step?.limit == "actions.with_approval[0]", "the last entry wrote a step of its own")
    }

    @Test func `a condition that is false goes on to the next entry`() throws {
        var given = try Given()
        given.change(given.good) { $0.purchases = 9 }
        #expect(try given.judge(given.raise).verdict == .hold)
        given.charter.actions.permissions.removeAll { $0.tool == .setDailyBudget && $0.grant != .may }
        #expect(try given.judge(given.raise).verdict == .refuse)
    }

    @Test func `a move is judged as itself and as both of its parts`() throws {
        var given = try Given()
        #expect(try given.judge(given.move).verdict == .authorise)
        let large = (Call.moveBudget(from: given.other, to: given.good, amount: given.pounds(900)), ToolName.moveBudget)
        #expect(try given.judge(large).verdict == .hold, "28.6 % up for the one that gets it")
        given.charter.actions.permissions.removeAll { $0.tool == .moveBudget }
        #expect(try given.judge(given.move).verdict == .refuse)
        given = try Given()
        given.charter.actions.permissions.removeAll { $0.tool == .setDailyBudget }
        #expect(try given.judge(given.move).verdict == .refuse, "the laxer part never wins")
        let ruling = try Given().judge(try Given().move)
        #expect(ruling.effects.changes.map { $0.amounts?.difference ?? 0 } == [-300, 300])
        #expect(ruling.effects.raise == 300, "the lowering frees nothing yet")
    }

    @Test func `a move waits for a yes that all of its parts accept, and is refused where nobody can say it`() throws {
        let hours = Duration.seconds(3_600)
        func ruling(_ forMove: [String], _ forParts: [String]) throws -> Ruling {
            var given = try Given()
            for index in given.charter.actions.permissions.indices {
                let tool = given.charter.actions.permissions[index].tool
                guard tool == .moveBudget || tool == .setDailyBudget else { continue }
                let asked = try (tool == .moveBudget ? forMove : forParts).map {
                    try required(Charter.Approver(parsing: $0))
                }
                given.charter.actions.permissions[index].grant = .withApproval(
                    ask: asked, within: tool == .moveBudget ? hours : hours * 4)
            }
            return try given.judge(given.move)
        }
        let common = try ruling(["role:cmo", "owner"], ["role:revops", "owner"])
        #expect(common.verdict == .hold)
        #expect(common.question == Question(ask: [.owner], within: hours), "whom both ask, in the shorter time")
        #expect(common.findings.count { $0.code == .approval } == 2, "the two parts say the same, once")
        for (forMove, forParts) in [(["role:cmo"], ["role:revops"]), (["role:revops"], ["role:cmo"])] {
            let apart = try ruling(forMove, forParts)
            #expect(apart.verdict == .refuse, "the yes of one would do for what the other is asked")
            #expect(apart.question == nil)
        }
    }

    @Test func `R019 a second change inside six hours is refused`() throws {
        var given = try Given()
        given.facts.usage[0].used = 1
        #expect(try code(given, given.raise).contains(.pace))
        #expect(try given.judge(given.raise).verdict == .refuse)
    }

    @Test func `small steps add up from where the window began`() throws {
        var given = try Given()
        given.change(given.good) { $0.dailyBudget = gbp(3_700) }
        #expect(try given.judge(budget(given, 4_000)).verdict == .authorise)
        #expect(try given.judge(budget(given, 4_089)).findings.contains { $0.code == .cumulative })
    }

    @Test func `R020 money moved or paused adds up to the share, holds included`() throws {
        var given = try Given()
        let limit: Int64 = 587_052
        let last = try #require(given.facts.usage.indices.last)
        given.facts.usage[last].used = limit - 15_000
        #expect(try given.judge(given.pause).verdict == .authorise)
        given.facts.usage[last].used = limit - 14_999
        #expect(try given.judge(given.pause).verdict == .escalate)
    }

    @Test func `R012 a metric that moved stops what raises until a person looked, and no pause or lowering`() throws {
        var given = try Given()
        given.facts.triggers = [TriggerFacts(key: "escalation.when[1]", fired: "clicks moved by 40 %")]
        let raised = try given.judge(given.raise)
        #expect(raised.verdict == .escalate && raised.findings.contains { $0.limit == "escalation.when[1]" })
        #expect(try given.judge(given.pause).verdict == .authorise)
        #expect(try given.judge(budget(given, 2_900)).verdict == .authorise)
        // Where the goal is not measured any more nobody knows what a pause does.
        given.facts.triggers = [TriggerFacts(key: "escalation.when[7]", fired: "`cost_per_purchase` has no data")]
        #expect(try given.judge(given.pause).verdict == .escalate)
    }

    @Test func `R021 nothing young, little tried, well doing, bundled or under experiment is paused`() throws {
        let spoils: [(FindingCode, (inout Given) throws -> Void)] = [
            (
                .evidence,
                { given in
                    given.change(given.ad) { $0.started = Given.now.advanced(by: .seconds(-7 * 86_400 + 1)) }
                }
            ),
            (
                .evidence,
                { given in
                    let little = try given.money("99.999999999999")
                    given.change(given.ad) { $0.spend = little }
                }
            ),
            (.protected, { given in given.change(given.ad) { $0.purchases = 4 } }),
            (.protected, { given in given.change(given.ad) { $0.inBundle = true } }),
            (.protected, { given in given.change(given.ad) { $0.inExperiment = true } }),
        ]
        for (code, spoil) in spoils {
            var given = try Given()
            try spoil(&given)
            let ruling = try given.judge(given.pause)
            #expect(ruling.verdict == .refuse && ruling.findings.contains { $0.code == code })
        }
        var given = try Given()
        given.change(given.ad) { $0.started = Given.now.advanced(by: .seconds(-7 * 86_400)) }
        let just = try given.money("100")
        given.change(given.ad) { $0.spend = just }
        #expect(try given.judge(given.pause).verdict == .authorise)
        given.change(given.ad) { $0.purchases = 2 }
        #expect(try given.judge(given.pause).verdict == .authorise, "50.00 a purchase is over the target of 46.24")
    }

    @Test func `P46 what somebody else changed is left alone for a day`() throws {
        var given = try Given()
        given.change(given.good) { $0.changedByOthers = Given.now.advanced(by: .seconds(-86_399)) }
        #expect(try given.judge(given.raise).verdict == .refuse)
        given.change(given.good) { $0.changedByOthers = Given.now.advanced(by: .seconds(-86_400)) }
        #expect(try given.judge(given.raise).verdict == .authorise)
    }

    @Test func `a cap is refused one minor unit over, also by somebody else's change, and narrowing goes on`() throws {
        var given = try Given()
        // 100.00 billed, 1.75 times (400.00 + raise 2.55); the cap is 1,250.00.
        let room = 125_000 - (given.facts.account?.caps[0].lines[0].billed ?? 0)
        given.facts.account?.standing = room * 4 / 7 - 255
        #expect(try given.judge(given.raise).verdict == .authorise)
        given.facts.account?.standing += 1
        #expect(try code(given, given.raise).contains(.cap))
        given.facts.account?.standing = 9_000_000
        #expect(try given.judge(given.raise).verdict == .refuse)
        #expect(try given.judge(given.lowering).verdict == .authorise)
        #expect(try given.judge(given.pause).verdict == .authorise)
        given.facts.account?.standing = 40_000
        given.facts.account?.reserved = 40_000
        #expect(try code(given, given.raise).contains(.cap), "what is reserved counts")
    }

    @Test func `a limit of nothing allows nothing, which differs from a limit that is not set`() throws {
        var given = try Given()
        given.charter.constraints.money[0].cap = given.pounds(0)
        #expect(try given.judge(given.raise).verdict == .refuse)
        given = try Given()
        given.charter.constraints.markets = []
        let call = Call.createCampaign(
            NewCampaign(name: "n", dailyBudget: given.pounds(100), market: "GB", channel: "paid_social"))
        #expect(try code(given, (call, .createCampaign)).contains(.market))
    }

    @Test func `less confidence than the charter asks for is escalated to the owner`() throws {
        let given = try Given()
        #expect(try given.judge(given.raise, confidence: 7_000).verdict == .authorise)
        let ruling = try given.judge(given.raise, confidence: 6_999)
        #expect(ruling.verdict == .escalate && ruling.question?.ask == [.owner])
    }

    @Test func `R006 what is never allowed beats every permission, by name, by identifier and from above`() throws {
        var given = try Given()
        given.charter.actions.prohibitions = [
            .init(.entities(.init(.campaign, "brand-*")), clause: .init("actions.never[0]"))
        ]
        #expect(try given.judge(given.pause).verdict == .authorise)
        given.change(given.ad) { $0.parents[0].name = "Brand-UK" }
        #expect(try code(given, given.pause).contains(.never))
        given = try Given()
        given.change(given.good) { $0.name = "BRAND-" }
        #expect(try given.judge(given.raise).verdict == .refuse)
    }

    @Test func `R006 what is never done to an account holds for all in it, and to campaigns for one yet to be made`()
        throws
    {
        func given(_ kind: EntityKind, _ pattern: String) throws -> Given {
            var given = try Given()
            given.charter.actions.prohibitions = [
                .init(.entities(.init(kind, pattern)), clause: .init("actions.never[0]"))
            ]
            return given
        }
        for pattern in ["main", "MA*"] {
            let closed = try given(.account, pattern)
            for asked in [closed.raise, closed.pause, closed.move, closed.creation] {
                #expect(try code(closed, asked).contains(.never), "\(asked.1)")
            }
        }
        var open = try given(.account, "brand-*")
        #expect(try open.judge(open.raise).verdict == .authorise)
        open.facts.account?.name = nil
        #expect(try code(open, open.raise).contains(.unknown), "its name would decide")
        #expect(try code(open, open.creation).contains(.unknown))
        open.facts.account?.name = "Brand-UK"
        #expect(try code(open, open.pause).contains(.never))
        let brand = try given(.campaign, "new*")
        #expect(try code(brand, brand.creation).contains(.never), "a campaign is one by its name before it is made")
        #expect(try !code(given(.campaign, "brand-*"), brand.creation).contains(.never))
    }

    @Test func `P5 what is never allowed refuses where a name or what is above is not known`() throws {
        func given(_ kind: EntityKind) throws -> Given {
            var given = try Given()
            given.charter.actions.prohibitions = [
                .init(.entities(.init(kind, "brand-*")), clause: .init("actions.never[0]"))
            ]
            return given
        }
        var nameless = try given(.campaign)
        nameless.change(nameless.good) { $0.name = nil }
        nameless.change(nameless.ad) { $0.parents[0].name = nil }
        #expect(try code(nameless, nameless.raise).contains(.unknown))
        #expect(try code(nameless, nameless.pause).contains(.unknown))
        nameless.change(nameless.good) { $0.name = "" }
        #expect(try nameless.judge(nameless.raise).verdict == .authorise, "an empty name is known")
        var orphan = try given(.campaign)
        orphan.change(orphan.ad) { $0.parents = [] }
        #expect(try code(orphan, orphan.pause).contains(.unknown))
        var inSet = try given(.adSet)
        #expect(try inSet.judge(inSet.pause).verdict == .authorise, "the ad stands in its campaign itself")
        inSet.change(inSet.ad) { $0.parents = [] }
        #expect(try code(inSet, inSet.pause).contains(.unknown))
    }

    @Test func `P34 each stage asks for what it says, and shadow sends nothing`() throws {
        var given = try Given()
        for (stage, verdict) in [
            (Stage.shadow, Verdict.refuse), (.recommend, .hold), (.probation, .hold), (.sampled, .authorise),
            (.autonomous, .authorise),
        ] {
            given.facts.standing.stage = stage
            #expect(try given.judge(given.raise).verdict == verdict, "\(stage)")
        }
        given.facts.standing.stage = .sampled
        given.facts.standing.draw = 999
        #expect(try given.judge(given.raise).verdict == .hold)
        given.facts.standing.draw = 1_000
        #expect(try given.judge(given.raise).verdict == .authorise)
        given.facts.standing.stage = .shadow
        given.authority = .rehearsal
        #expect(try given.judge(given.raise).verdict == .authorise)
        given.authority = .approved(DecisionID(high: 1, low: 1))
        #expect(try given.judge(given.raise).verdict == .refuse, "demoted since")
    }

    @Test func `the twenty-first open hold is refused and says so`() throws {
        var given = try Given()
        given.facts.standing.openHolds = 19
        #expect(try given.judge(given.bigRaise).verdict == .hold)
        given.facts.standing.openHolds = 20
        #expect(try code(given, given.bigRaise).contains(.holds))
    }

    @Test func `a paused agent does nothing but read`() throws {
        var given = try Given()
        given.facts.standing.stops = ["`paid-social` is paused: a doubt"]
        for asked in [given.raise, given.lowering, given.pause, given.move] {
            #expect(try given.judge(asked).verdict == .refuse)
        }
    }

    @Test(arguments: [
        ("ad/708746", "purchases", "3", false), ("ad/708746", "purchases", "0", true),
        ("ad/708746", "revenue", "900 GBP", false), ("ad/708746", "blue_clicks", "3", false),
        ("ad/708746", "threshold_click_rate", "3", false), ("campaign/999", "purchases", "3", false),
        ("account/main", "spend", "1 GBP", false), ("account/main", "spend", "58705.23 GBP", true),
        ("account/main", "purchases", "1079", true), ("account/main", "purchases", "1080", false),
        ("account/main", "revenue", "900 GBP", false),
    ]) func `R222 a number that the data does not hold, or under a name that no data has, does not act`(
        entity: String, metric: String, value: String, acts: Bool
    ) throws {
        var given = try Given()
        var counted = EntityFacts(try required(EntityRef(.account, "main")))
        (counted.spend, counted.purchases) = (try given.money("58705.23"), 1_079)
        given.facts.account?.counted = counted
        let proposal = try given.proposal(given.pause)
        let cited = Evidence(
            entity: try required(EntityRef(parsing: entity)), metric: try required(MetricName(metric)), value: value,
            source: .adsMetrics, asOf: given.facts.now)
        let liar = Proposal(
            agent: proposal.agent, tool: proposal.tool, arguments: proposal.arguments, reason: "r", evidence: [cited],
            confidence: proposal.confidence)
        let ruling = Judge(given.rulebook, tools: given.tools).judge(liar.canonicalBytes, given.facts)
        #expect(ruling.findings.contains { $0.code == .grounding } != acts, "\(ruling.findings)")
        #expect(acts || ruling.verdict == .refuse)
    }

    @Test func `a share that passes its limit by a hair is told with the digits that decide`() throws {
        var given = try Given()
        let spend = try given.money("1499.97")
        given.facts.account?.spend = spend
        let found = try given.judge(given.pause).findings.first { $0.code == .share }
        let finding = try required(found)
        #expect(finding.message.contains("moves `10.01 %` of spend, over `10 %`"), "\(finding.message)")
    }
}
