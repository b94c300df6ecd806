import Engine
import Execution
import Governance
import Locks
import Schemas
import Testing
import Vocabulary

/// What the sources ask of limits, on the facts that the real store gives: campaign 936 has 31.45 GBP a day.
@Suite struct RequirementsRulesTests {
    @Test func `R006 what is not listed is denied, and never beats every permission`() async throws {
        let bench = try await Bench()
        let targeting = Call.setTargeting(
            try Bench.campaign("936"), Targeting(markets: ["GB"], ageBands: [], interests: ["x"]))
        let unlisted = try await bench.rule(targeting, .setTargeting) { $0.first { $0.targeting = "{}" } }
        #expect(unlisted.has(.notPermitted) && unlisted.verdict == .refuse)
        #expect(try await bench.rule(.delete(try Bench.ad("936-1000")), .delete).has(.never))
        let allowed = try await bench.budget("936", 3_200)
        #expect(allowed.verdict == .authorise, "\(allowed.findings)")
        // The same step on a campaign whose name is on the list of what no tool may touch.
        let brand = try await bench.budget("936", 3_200) { facts in facts.first { $0.name = "brand-spring" } }
        #expect(brand.has(.never) && brand.verdict == .refuse)
        let inBrand = try await bench.rule(.pause(try Bench.ad("1178-1000")), .pause) { facts in
            facts.first { $0.parents = [.init($0.parents[0].ref, name: "brand-spring")] }
        }
        #expect(inBrand.has(.never))
        let strange = try await bench.budget("no-such-campaign", 3_200)
        #expect(strange.verdict == .refuse && strange.has(.unknown))
    }

    @Test func `R007 one tool is allowed, asks or is never allowed, by its parameters`() async throws {
        let bench = try await Bench()
        #expect(try await bench.budget("936", 3_616).verdict == .authorise)
        let asks = try await bench.budget("936", 3_617)
        #expect(asks.verdict == .hold && asks.question?.ask.map(\.description) == ["role:marketing-manager"])
        #expect(try await bench.budget("936", 4_088).verdict == .hold)
        #expect(try await bench.budget("936", 4_089).verdict == .refuse)
        #expect(try await bench.rule(.delete(try Bench.campaign("936")), .delete).verdict == .refuse)
    }

    @Test func `R009 a raise fits under every cap up to the last penny, and not one penny further`() async throws {
        let bench = try await Bench()
        let facts = try await bench.facts(try Bench.budget("936", 3_200), .setDailyBudget)
        let caps = bench.judge.rulebook.charter.constraints.money
        #expect(caps.count == 3)
        for raise in [Int64(1), 17, 99, 471] {
            for cap in caps {
                let known = try required(facts.account?.caps.first { $0.key == cap.clause.key })
                // The largest account beside it that still fits: found by halving, apart from what the gate computes.
                var (fits, over) = (Int64(0), Int64(10_000_000))
                while over - fits > 1 {
                    let middle = (fits + over) / 2
                    let bill = known.lines.map { $0.billed * 4 + $0.quarters * (middle + raise) }.max() ?? .max
                    if bill <= cap.cap.minorUnits * 4 { fits = middle } else { over = middle }
                }
                for (standing, objects) in [(fits, false), (over, true)] {
                    let ruling = try await bench.budget("936", 3_145 + raise) { $0.account?.standing = standing }
                    let finding = ruling.findings.first { $0.code == .cap && $0.limit == cap.clause.key }
                    #expect((finding != nil) == objects, "\(cap.clause.key) at \(standing) + \(raise)")
                    if objects { #expect(ruling.verdict == .refuse) }
                }
            }
        }
        let lowering = try await bench.budget("936", 3_000) { $0.account?.standing = 100_000_000 }
        #expect(!lowering.has(.cap), "what lowers goes on while a cap is passed")
    }

    @Test func `R018 a step over 15 % of what is read now is refused, whatever the proposal says was there`()
        async throws
    {
        let bench = try await Bench()
        // 15 % of 20.00 is 3.00: what was allowed on 31.45 is not allowed on 20.00, and no claim changes that.
        let fresh = Money(minorUnits: 2_000, try required(Currency("GBP")))
        for (pence, verdict) in [(Int64(2_300), Verdict.authorise), (2_301, .hold), (3_200, .refuse)] {
            var facts = try await bench.facts(try Bench.budget("936", pence), .setDailyBudget)
            facts.first { $0.dailyBudget = fresh }
            for index in facts.usage.indices where facts.usage[index].base != nil { facts.usage[index].base = 2_000 }
            let claim = try Bench.proposal(
                try Bench.budget("936", pence), .setDailyBudget, reason: "the budget is what it was, trust me")
            #expect(bench.judge.judge(claim.canonicalBytes, facts).verdict == verdict, "\(pence)")
        }
        // Never over 150 % of the value before, never under the floor of 10 GBP.
        #expect(try await bench.budget("936", 4_718).verdict == .refuse)
        let eleven = Money(minorUnits: 1_100, try required(Currency("GBP")))
        let low = try await bench.budget("936", 999) { facts in facts.first { $0.dailyBudget = eleven } }
        #expect(low.has(.bound) && low.findings.contains { $0.allowed == "10.00 GBP" })
    }

    @Test func `R018 what the platform holds when it is written decides, not what was read before`() async throws {
        let bench = try await Bench()
        let world = bench.world
        let campaign = try Bench.campaign("936")
        let other = Money(minorUnits: 2_000, try required(Currency("GBP")))
        world.platform.state.withLock { state in
            state.set(campaign, world.clock.now(), "somebody") { $0.dailyBudget = other }
        }
        let bytes = try Bench.proposal(try Bench.budget("936", 3_200), .setDailyBudget).canonicalBytes
        _ = try await world.decide(bytes)
        #expect(world.platform.shown(campaign)?.dailyBudget == other)
        #expect(world.platform.effects.allSatisfy { $0.key == "somebody" })
    }

    @Test func `R019 a second budget change of a campaign inside six hours is refused, after them it is not`()
        async throws
    {
        let bench = try await Bench()
        let world = bench.world
        func change(_ pence: Int64) async throws -> Ruling {
            let bytes = try Bench.proposal(try Bench.budget("936", pence), .setDailyBudget).canonicalBytes
            return try await world.decide(bytes).ruling
        }
        let first = try await change(3_200)
        #expect(first.verdict == .authorise, "\(first.findings)")
        world.clock.advance(.seconds(5 * 3_600 + 3_000))
        #expect(try await change(3_250).has(.pace))
        world.clock.advance(.seconds(2 * 3_600))
        let later = try await change(3_250)
        #expect(!later.has(.pace), "\(later.findings)")
        #expect(world.platform.effects.map(\.after).first == "32.00 GBP")
    }

    @Test
    func `R020 what goes over 10 % of spend with all that went before goes to a person, counted when it is judged`()
        async throws
    {
        let bench = try await Bench()
        let world = bench.world
        let total = try required(try await bench.facts(.pause(Bench.ad("1178-1000")), .pause).account?.spend)
        let tenth = try total.rounded(.down).minorUnits / 10
        var moved: Int64 = 0
        var escalated = 0
        var calls = try (0..<10).map { (Call.pause(try Bench.ad("1178-\(1_000 + $0)")), ToolName.pause) }
        calls.append((try Bench.budget("936", 3_600), .setDailyBudget))
        for (index, (call, tool)) in calls.enumerated() {
            let decision = try await world.decide(try Bench.proposal(call, tool).canonicalBytes)
            let share = decision.ruling.effects.share
            #expect(decision.ruling.has(.share, .escalate) == (moved + share > tenth), "call \(index)")
            if decision.ruling.verdict == .authorise { moved += share } else { escalated += 1 }
        }
        #expect(moved > 0 && moved <= tenth && escalated > 0)
        #expect(world.platform.effects.count == calls.count - escalated)
    }

    @Test func `R021 nothing above target, young, little spent, in a bundle or an experiment is paused`() async throws {
        let bench = try await Bench()
        let call = Call.pause(try Bench.ad("1178-1000"))
        #expect(try await bench.rule(call, .pause).verdict == .authorise)
        let now = bench.world.clock.now()
        let currency = try required(Currency("GBP"))
        let target = try required(bench.judge.rulebook.target).amount
        let cases: [(FindingCode, no: (inout EntityFacts) -> Void, yes: (inout EntityFacts) -> Void)] = [
            (
                .evidence, { $0.started = now.advanced(by: .seconds(1 - 7 * 86_400)) },
                { $0.started = now.advanced(by: .seconds(-7 * 86_400)) }
            ),
            (
                .evidence, { $0.spend = MetricMoney(Money(minorUnits: 9_999, currency)) },
                { $0.spend = MetricMoney(Money(minorUnits: 10_000, currency)) }
            ),
            (.protected, { $0.inBundle = true }, { $0.inBundle = false }),
            (.protected, { $0.inExperiment = true }, { $0.inExperiment = false }),
            (
                .protected,
                {
                    $0.purchases = 5; $0.spend = MetricMoney(Decimal12(units: target.units * 5), currency)
                },
                {
                    $0.purchases = 5; $0.spend = MetricMoney(Decimal12(units: target.units * 5 + 5), currency)
                }
            ),
        ]
        for (index, (code, no, yes)) in cases.enumerated() {
            let refused = try await bench.rule(call, .pause) { $0.first(no) }
            #expect(refused.has(code), "case \(index)")
            let passed = try await bench.rule(call, .pause) { $0.first(yes) }
            #expect(!passed.has(code), "case \(index): \(passed.findings)")
        }
        for unknown: (inout EntityFacts) -> Void in [
            { $0.started = nil }, { $0.spend = nil }, { $0.inBundle = nil }, { $0.inExperiment = nil },
            { $0.purchases = nil },
        ] { #expect(try await bench.rule(call, .pause) { $0.first(unknown) }.has(.unknown)) }
    }

    @Test func `R076 data older than the limit, or of unknown age, drives no action`() async throws {
        let bench = try await Bench()
        let call = try Bench.budget("936", 3_200)
        let now = bench.world.clock.now()
        func ruling(_ age: Int64?) async throws -> Ruling {
            try await bench.rule(call, .setDailyBudget) { facts in
                facts.sources =
                    age.map {
                        [SourceFacts(name: .adsMetrics, asOf: now.advanced(by: .seconds(-$0)))]
                    } ?? []
            }
        }
        #expect(try await ruling(24 * 3_600).verdict == .authorise)
        #expect(try await ruling(24 * 3_600 + 1).has(.freshness))
        #expect(try await ruling(nil).has(.unknown))
        // For real: a day later nobody imported anything, and a run does nothing.
        let world = bench.world
        world.clock.advance(.seconds(25 * 3_600))
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(!report.entries.isEmpty && report.entries.allSatisfy { $0.verdict == .refuse })
        #expect(world.platform.effects.isEmpty)
    }

    @Test func `R098 a proposal is strict JSON by one schema: no double key, no unknown field, no loose type`()
        async throws
    {
        let bench = try await Bench()
        let facts = try await bench.facts(try Bench.budget("936", 3_200), .setDailyBudget)
        let good = try Bench.proposal(try Bench.budget("936", 3_200), .setDailyBudget).canonicalBytes
        let text = String(decoding: good, as: UTF8.self)
        #expect(bench.judge.judge(good, facts).verdict == .authorise)
        for (old, new) in [
            ("\"tool\":", "\"tool\":\"ads.delete\",\"tool\":"), ("\"confidence\":9900", "\"confidence\":\"9900\""),
            ("\"confidence\":9900", "\"confidence\":9900,\"mood\":\"good\""), ("\"rejected\":[]", "\"rejected\":{}"),
            ("\"campaign\":", "\"campaign\":\"1178\",\"campaign\":"), ("{\"agent\"", " // x\n{\"agent\""),
        ] {
            let bad = text.replacing(old, with: new)
            #expect(bad != text)
            let ruling = bench.judge.judge(Array(bad.utf8), facts)
            #expect(ruling.verdict == .refuse && ruling.has(.malformed), "\(bad)")
        }
    }

    @Test(arguments: ["", " ", "\t\n  "]) func `R099 a call without a reason is rejected`(reason: String) async throws {
        let bench = try await Bench()
        let call = try Bench.budget("936", 3_200)
        let facts = try await bench.facts(call, .setDailyBudget)
        let silent = try Bench.proposal(call, .setDailyBudget, reason: reason).canonicalBytes
        let ruling = bench.judge.judge(silent, facts)
        #expect(ruling.verdict == .refuse && ruling.has(.malformed))
        #expect(ruling.findings.first?.message.contains("reason") == true)
    }

    @Test func `R222 a tool, an object or a number that a model made up has no effect`() async throws {
        let bench = try await Bench()
        let world = bench.world
        let call = try Bench.budget("936", 3_200)
        let campaign = try Bench.campaign("936")
        let known = try required(try await bench.facts(call, .setDailyBudget).entities.first?.purchases)
        func cited(_ value: String) throws -> Evidence {
            Evidence(
                entity: campaign, metric: try required(MetricName("purchases")), value: value, source: .adsMetrics,
                asOf: world.clock.now())
        }
        let lies: [[UInt8]] = [
            try Bench.proposal(call, try required(ToolName("ads.double_everything"))).canonicalBytes,
            try Bench.proposal(try Bench.budget("4711", 3_200), .setDailyBudget).canonicalBytes,
            try Bench.proposal(call, .setDailyBudget, evidence: [try cited("\(known + 1)")]).canonicalBytes,
        ]
        let account = try required(try await world.store.read { view in try view.account() }).ref
        let all = try required(try await world.store.read { view in try view.entity(account)?.facts.purchases })
        func citedOfAll(_ value: String) throws -> [UInt8] {
            let evidence = Evidence(
                entity: account, metric: try required(MetricName("purchases")), value: value, source: .adsMetrics,
                asOf: world.clock.now())
            return try Bench.proposal(call, .setDailyBudget, evidence: [evidence]).canonicalBytes
        }
        for lie in lies + [try citedOfAll("\(all + 1)")] {
            #expect(try await world.decide(lie).ruling.verdict == .refuse)
        }
        #expect(world.platform.attempts == 0)
        let truth = try Bench.proposal(call, .setDailyBudget, evidence: [try cited("\(known)")]).canonicalBytes
        #expect(try await world.decide(truth).ruling.verdict == .authorise)
        #expect(world.platform.effects.count == 1)
        let other = try await world.decide(citedOfAll("\(all)"))
        #expect(!other.ruling.findings.contains { $0.code == .grounding }, "\(other.ruling.findings)")
    }
}
