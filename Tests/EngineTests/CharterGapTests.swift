import Engine
import Governance
import Testing
import Vocabulary

/// What connected data cannot judge of a charter: one case a kind, and the same charter on data that can.
struct CharterGapTests {
    /// The gaps of the example charter, edited, on the look-alike account, edited.
    private func gaps(
        _ edit: (String) -> String = { $0 },
        on fill: (World, TestAccount) async throws -> Void = { try await $1.fill($0) }
    ) async throws -> [CharterGap] {
        let world = try await World.begun()
        try await fill(world, TestAccount.lookalike())
        return try await world.engine.gaps(of: Charters.read(Array(edit(Charters.example()).utf8)))
    }

    @Test func `a goal that the measured days meet already is said, and one that they do not is not`() async throws {
        func met(_ target: String) async throws -> Charter.Quantity? {
            let found = try await gaps { $0.replacing("target: -15 %", with: "target: \(target)") }
            for case .targetMet(_, let baseline) in found { return baseline }
            return nil
        }
        #expect(try await met("9000 GBP")?.description.hasSuffix(" GBP") == true)
        #expect(try await met("0.01 GBP") == nil)
        #expect(try await met("-15 %") == nil, "a share of the baseline is never met by it")
        func isFar(_ target: String) async throws -> Bool {
            try await gaps { $0.replacing("target: -15 %", with: "target: \(target)") }.contains {
                if case .targetFar = $0 { true } else { false }
            }
        }
        #expect(try await isFar("0.01 GBP"))
        #expect(try await !isFar("40 GBP"))
    }

    @Test func `a cap that holds today and not on a later day of the week is said with that day`() async throws {
        // 668.08 a day from Sunday, 2017-10-01: a month that begins on a Wednesday comes to 35 times that at worst, and this one
        // to 36.25 times on its first Wednesday, with three days as they stood before the worst of the rest.
        func soon(_ cap: String) async throws -> [String] {
            try await gaps { $0.replacing("cap: 25000 GBP", with: "cap: \(cap) GBP") }.compactMap {
                if case .exceededSoon(let standing, let day) = $0 { "\(day) \(standing.worstCase)" } else { nil }
            }
        }
        #expect(try await soon("25000") == [])
        let found = try await soon("23600")
        #expect(found == ["2017-10-04 24217.90 GBP"], "\(found)")
    }

    @Test func `a cap of more than ten times what may be billed is said to stop nothing`() async throws {
        // 1.63, 31.45 and 635.00 a day may bill 1169.14 on a day.
        func slack(_ cap: String) async throws -> [String] {
            try await gaps {
                $0.replacing("cap: 1250 GBP", with: "cap: \(cap) GBP").replacing(
                    "cap: 9500 GBP", with: "cap: 12000 GBP")
            }.compactMap {
                if case .slackCap(let standing) = $0 { standing.cap.clause.key } else { nil }
            }
        }
        #expect(try await slack("1250") == [])
        #expect(try await slack("11700") == ["constraints.money[0]"])
        #expect(try await slack("11600") == [])
    }

    @Test func `a metric outside the reasoner's model is said where it is the goal or protected, and only there`()
        async throws
    {
        func beyond(_ edit: (String) -> String) async throws -> [String] {
            try await gaps(edit).compactMap {
                if case .unpursued(let key, let metric) = $0 { "\(key) \(metric)" } else { nil }
            }
        }
        #expect(try await beyond { $0 } == [])
        let found = try await beyond {
            $0.replacing("metric: enquiry_to_purchase_rate", with: "metric: click_rate")
        }
        #expect(found == ["goal.protect[1] click_rate"])
    }

    @Test func `what nothing may be done to is named where nothing is called so, or nothing has a name`() async throws {
        func unprotected(_ names: [String?]) async throws -> [Bool] {
            let found = try await gaps(on: { world, account in
                try await account.fill(world)
                try await world.store.write { view in
                    let campaigns = try view.entities(.campaign, after: nil, limit: 10)
                    for (var campaign, name) in zip(campaigns, names) {
                        campaign.facts.name = name
                        try view.put(campaign)
                    }
                }
            })
            return found.compactMap { if case .nothingCalled(_, _, let areNamed) = $0 { areNamed } else { nil } }
        }
        #expect(try await unprotected(["", "", ""]) == [false])
        #expect(try await unprotected(["spring", "", ""]) == [true])
        #expect(try await unprotected(["Brand-uk", "", ""]) == [])
    }

    @Test func `rules on bundles and experiments are named where nothing is known to be in one`() async throws {
        func stopping(_ inBundle: Bool, _ inExperiment: Bool) async throws -> [Charter.EvidenceRule.State] {
            let found = try await gaps(on: { world, account in
                try await account.fill(world)
                try await world.store.write { view in
                    guard var ad = try view.entities(.ad, after: nil, limit: 1).first else { return }
                    ad.facts.inBundle = inBundle
                    ad.facts.inExperiment = inExperiment
                    try view.put(ad)
                }
            })
            for case .nothingInIt(_, let states) in found { return states }
            return []
        }
        #expect(try await stopping(false, false) == [.inBundle, .inExperiment])
        #expect(try await stopping(true, false) == [.inExperiment])
        #expect(try await stopping(true, true) == [])
    }

    @Test func `a tool that nothing connected has is said once, and a goal that nothing was counted for`() async throws
    {
        let found = try await gaps {
            $0.replacing("- tool: ads.resume", with: "- tool: sales.score_lead\n    - tool: ads.resume")
        }
        let tools = found.compactMap { if case .tool(_, let tool) = $0 { tool.text } else { nil } }
        #expect(tools == ["sales.score_lead"], "\(found)")
        func unmeasured(_ purchases: Int64) async throws -> [BaselineGap] {
            let found = try await gaps(on: { world, _ in
                var account = try TestAccount()
                try account.add("a", budget: 400, ads: 3) { _ in (50_000, 40, purchases) }
                try await account.fill(world)
            })
            return found.compactMap { if case .unmeasured(let gap) = $0 { gap } else { nil } }
        }
        let purchases = try #require(MetricName("purchases"))
        #expect(try await unmeasured(0).contains { if case .nothingCounted(_, purchases) = $0 { true } else { false } })
        #expect(try await unmeasured(2) == [])
    }

    @Test(arguments: [
        ("floor: 95 % of baseline", "floor: 9000 count", true), ("floor: 95 % of baseline", "floor: 1 count", false),
        // 994 purchases in 92 days are 329 a month.
        ("floor: 95 % of baseline", "floor: 400 count, per: month", true),
        ("floor: 95 % of baseline", "floor: 300 count, per: month", false),
        ("floor: 95 % of baseline", "floor: 9 count, ceiling: 300 count, per: month", true),
        ("floor: 90 % of baseline", "floor: 99 %", true), ("floor: 90 % of baseline", "floor: 1 %", false),
    ]) func `a band that what was measured is outside of already is said`(
        old: String, new: String, isBroken: Bool
    ) async throws {
        let found = try await gaps { $0.replacing(old, with: new) }
        let broken = found.contains { if case .bandBroken = $0 { true } else { false } }
        #expect(broken == isBroken, "\(found)")
    }

    @Test(arguments: [("10 GBP", nil), ("714.28 GBP", nil), ("714.29 GBP", "1250.01 GBP"), ("1000 GBP", "1750.00 GBP")])
    func `a floor of budgets that may be billed over a cap is said`(floor: String, worst: String?) async throws {
        let found = try await gaps {
            $0.replacing("floor: 10 GBP }", with: "floor: \(floor) }")
                .replacing("cap: 25000 GBP", with: "cap: 90000 GBP").replacing("cap: 9500 GBP", with: "cap: 20000 GBP")
        }
        var told: [String] = []
        for case .floorOverCap(let clause, _, let cap) in found { told.append("\(clause) \(cap.worstCase)") }
        #expect(told == (worst.map { ["actions.may[1] \($0)"] } ?? []), "\(found)")
    }

    private func isMetric(_ gap: CharterGap) -> Bool { if case .metric = gap { true } else { false } }
    private func isCondition(_ gap: CharterGap) -> Bool { if case .condition = gap { true } else { false } }
    private func needs(_ gaps: [CharterGap], _ key: String) -> String? {
        for case .trigger(let trigger, let needs) in gaps where trigger.clause.key == key { return needs }
        return nil
    }

    /// Leaves purchases out of an account's rows.
    private func withoutPurchases(_ world: World, _ account: TestAccount) async throws {
        try await world.store.write { view in
            try view.put(EntityRecord(facts: EntityFacts(account.account)))
            let end = Zone.utc.startOfDay(account.period.last.adding(days: 1))
            try view.put(
                AccountRecord(
                    ref: account.account, currency: account.currency, zone: .utc, period: account.period, asOf: end,
                    bills: BilledDays(billed: [:], reportedTo: account.period.last.adding(days: 1)), standing: 0,
                    standingOn: account.period.last, seenChange: 0))
            for ad in account.ads.prefix(3) {
                try view.put(EntityRecord(facts: EntityFacts(ad.ref)))
                _ = try view.add(
                    MetricRecord(
                        source: .adsMetrics, entity: ad.ref, period: account.period,
                        spend: MetricMoney(Money(minorUnits: ad.spend, account.currency)), impressions: 1_000,
                        clicks: 10, enquiries: 3, purchases: nil, asOf: end), under: [account.account])
            }
        }
    }

    @Test func `nothing is imported`() async throws {
        #expect(try await gaps(on: { _, _ in }) == [.noData])
        #expect(try await !gaps().contains(.noData))
    }

    @Test func `the goal needs revenue and no report has it`() async throws {
        let found = try await gaps {
            $0.replacing("improve: cost_per_purchase", with: "improve: roas").replacing(
                "direction: down", with: "direction: up"
            )
            .replacing("target: -15 %", with: "target: +15 %").replacing(
                "[protect, cost_per_purchase,", with: "[protect, roas,"
            )
            .replacing("[above_target, in_bundle,", with: "[in_bundle,")
        }
        let revenue = try required(MetricName("revenue"))
        #expect(found.contains(.metric(clause: "goal.improve", try required(MetricName("roas")), needs: [revenue])))
        #expect(try await !gaps().contains(where: isMetric))
    }

    @Test func `what is protected is counted nowhere`() async throws {
        let found = try await gaps {
            $0.replacing(
                "    - { metric: enquiry_to_purchase_rate, floor: 90 % of baseline }",
                with: "    - { metric: satisfaction, floor: 90 % of baseline }")
        }
        let satisfaction = try required(MetricName("satisfaction"))
        #expect(found.contains(.metric(clause: "goal.protect[1]", satisfaction, needs: [satisfaction])))
    }

    @Test func `a file without purchases can judge neither cost per purchase nor a condition on purchases`()
        async throws
    {
        let found = try await gaps(on: withoutPurchases)
        let purchases = try required(MetricName("purchases"))
        #expect(
            found.contains(
                .metric(clause: "goal.improve", try required(MetricName("cost_per_purchase")), needs: [purchases])))
        let condition = try required(
            found.compactMap { gap -> (Rulebook.Condition, [ConditionFact])? in
                if case .condition(let condition, let unknown) = gap { (condition, unknown) } else { nil }
            }.first)
        #expect(condition.0.clause == "actions.may[1]" && condition.1 == [.entityPurchases])
        #expect(try await !gaps().contains(where: isCondition))
    }

    @Test func `a trigger on a movement is inactive without single days, as it is in a run, and active with them`()
        async throws
    {
        let key = "escalation.when[1]"
        #expect(try await needs(gaps(), key)?.contains("single days") == true)
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        #expect(try await world.engine.run(Charters.agent(), shadow: true).inactiveTriggers.contains(key))
        try await world.addDays()
        let charter = try Charters.read(Array(Charters.example().utf8))
        let found = try await world.engine.gaps(of: charter)
        #expect(needs(found, key) == nil)
        #expect(try await !world.engine.run(Charters.agent(), shadow: true).inactiveTriggers.contains(key))
        #expect(needs(found, "escalation.when[3]") == "messages from contacts")
    }

    @Test func `a movement of what no report counts is inactive too`() async throws {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        try await world.addDays()
        let edited = try Charters.example().replacing("moved: any_metric", with: "moved: satisfaction")
        let found = try await world.engine.gaps(of: Charters.read(Array(edited.utf8)))
        #expect(needs(found, "escalation.when[1]")?.contains("`satisfaction`") == true)
    }

    @Test func `a cap that what stands exceeds already, before any run`() async throws {
        let found = try await gaps { $0.replacing("cap: 1250 GBP", with: "cap: 1000 GBP") }
        let exceeded = found.compactMap { gap -> CapStanding? in
            if case .exceeded(let standing) = gap { standing } else { nil }
        }
        #expect(exceeded.map(\.worstCase.description) == ["1169.14 GBP"])
        #expect(try await !gaps().contains { if case .exceeded = $0 { true } else { false } })
    }

    @Test func `another currency, days that are not covered, a source that sends nothing`() async throws {
        let found = try await gaps {
            $0.replacing("measured: 2017-07-01/2017-09-30", with: "measured: 2017-06-01/2017-09-30")
                .replacing(
                    "    - { freshness: 24 h, of: ads.metrics, else: refuse }",
                    with: """
                            - { freshness: 3 d, of: shop.orders, else: refuse }
                            - { freshness: 24 h, of: ads.metrics, else: refuse }
                        """)
        }
        #expect(found.contains { if case .baseline = $0 { true } else { false } })
        #expect(found.contains(.source(clause: "constraints.evidence[2]", try required(SourceName("shop.orders")))))
        let euro = try await gaps { $0.replacing("GBP", with: "EUR") }
        #expect(euro.contains { if case .currency = $0 { true } else { false } })
        let fitting = try await gaps()
        #expect(
            !fitting.contains {
                switch $0 {
                case .baseline, .source, .currency: true
                default: false
                }
            })
    }
}

extension World {
    /// Counts of the two last single days of the look-alike account.
    fileprivate func addDays() async throws {
        let account = try TestAccount.lookalike()
        let ad = try required(account.ads.last)
        try await store.write { view in
            for next in 1...2 {
                let day = account.period.last.adding(days: next)
                _ = try view.add(
                    MetricRecord(
                        source: .adsMetrics, entity: ad.ref, period: try required(Period(day, day)),
                        spend: MetricMoney(Money(minorUnits: 60_000, account.currency)), impressions: 24_000,
                        clicks: 430, enquiries: 30, purchases: 12, asOf: Zone.utc.startOfDay(day.adding(days: 1))),
                    under: [account.account, ad.campaign])
            }
        }
    }
}
