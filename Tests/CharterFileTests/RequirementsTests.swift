@testable import CharterFile
import Testing
import Vocabulary

/// What the sources ask of a charter, each shown on the example that ships.
@Suite struct RequirementsTests {
    private static let parts = ["goal", "actions", "constraints", "escalation", "review", "owner"]

    private func without(_ key: String) -> Sample {
        let lines = Examples.paidSocial.text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0.hasPrefix("\(key):") } ?? lines.endIndex
        let end = lines[(start + 1)...].firstIndex { !$0.isEmpty && !$0.hasPrefix(" ") && !$0.hasPrefix("#") }
        return Sample((lines[..<start] + lines[(end ?? lines.endIndex)...]).joined(separator: "\n"))
    }

    private func edited(_ edits: (String, String)...) -> Sample {
        var sample = Examples.paidSocial.replacing(edits)
        sample.context.today = CalendarDate(year: 2017, month: 10, day: 1)
        return sample
    }

    @Test(arguments: parts) func `R001 a charter that lacks one of its six parts is no charter`(part: String) {
        #expect(Examples.paidSocial.outcome.charter != nil)
        let sample = without(part)
        #expect(sample.outcome.charter == nil)
        #expect(sample.errors.map(\.code.rawValue).contains("missing-\(part)"), "\(sample.report)")
    }

    @Test(arguments: [
        ("  improve: cost_per_purchase\n", CharterFinding.Code.missingField),
        ("  direction: down\n", .goalWithoutDirection),
        ("  target: -15 %                            # of the baseline\n", .goalWithoutTarget),
        ("  by: 2017-12-31\n", .goalWithoutDate),
        ("  baseline: { measured: 2017-07-01/2017-09-30 }\n", .goalWithoutBaseline),
    ]) func `R002 a goal without metric, direction, target, date or baseline is refused`(
        line: String, code: CharterFinding.Code
    ) {
        let sample = edited((line, ""))
        #expect(sample.outcome.charter == nil)
        #expect(sample.codes.contains(code), "\(sample.report)")
    }

    @Test func `R003 a goal needs a counter-metric, or a waiver with a name and a reason`() throws {
        let protect = """
              protect:                                 # the goal does not count while one of these is outside its band
                - { metric: purchases, floor: 95 % of baseline }
                - { metric: enquiry_to_purchase_rate, floor: 90 % of baseline }
              precedence: [protect, cost_per_purchase, purchases]

            """
        let bare = edited((protect, ""))
        #expect(bare.errors.contains { $0.code == .gameableGoal }, "\(bare.report)")
        #expect(bare.outcome.charter == nil)
        let goal = try #require(Examples.paidSocial.outcome.charter).goal
        #expect(goal.protect.count == 2 && goal.waiver == nil)
        // Either alone is no waiver; both are one, and it is read, written, shown and counted as wider.
        for half in ["{ agreed_by: role:cmo }", "{ reason: one product at one price }"] {
            let sample = edited((protect, "  unprotected: \(half)\n"))
            #expect(sample.outcome.charter == nil && sample.codes.contains(.missingField), "\(sample.report)")
        }
        let waived = edited((protect, "  unprotected: { agreed_by: role:cmo, reason: one product at one price }\n"))
        let charter = try #require(waived.outcome.charter, "\(waived.report)")
        let waiver = try #require(charter.goal.waiver)
        #expect(waiver.agreedBy.description == "role:cmo" && waiver.reason == "one product at one price")
        var copy = Sample(CharterWriter.yaml(charter))
        copy.context = waived.context
        #expect(copy.outcome.charter?.goal.waiver == waiver, "\(copy.text)")
        let line = "Nothing is protected; role:cmo agreed: one product at one price"
        #expect(CharterPage(charter).plainText.contains(line))
        let before = try #require(Examples.paidSocial.outcome.charter)
        let changes = CharterComparison(from: before, to: charter)
        #expect(changes.changes.contains { $0.path.contains("unprotected") && $0.direction == .widening })
    }

    @Test func `R003 a metric that the catalogue knows no counter-metric of needs one too`() throws {
        let protect = """
              protect:                                 # the goal does not count while one of these is outside its band
                - { metric: purchases, floor: 95 % of baseline }
                - { metric: enquiry_to_purchase_rate, floor: 90 % of baseline }
              precedence: [protect, cost_per_purchase, purchases]

            """
        let name = try #require(MetricName("cost_per_purchase"))
        let known = try #require(MetricCatalogue.builtIn[name])
        let lonely = Metric(
            name: name, meaning: known.meaning, unit: known.unit, formula: known.formula, grain: known.grain,
            source: known.source, lag: known.lag, better: known.better, isProxy: false, counterMetrics: [])
        var bare = edited((protect, ""))
        bare.context.metrics = MetricCatalogue(MetricCatalogue.builtIn.sorted + [lonely])
        #expect(bare.errors.contains { $0.code == .gameableGoal }, "\(bare.report)")
        var guarded = edited()
        guarded.context.metrics = bare.context.metrics
        #expect(guarded.outcome.charter != nil, "\(guarded.report)")
    }

    @Test func `R168 a floor is read, said in plain words, and refused where it cannot mean anything`() throws {
        func triggered(_ line: String) -> Sample {
            edited(("    - { missing: goal_metric }\n", "    - { missing: goal_metric }\n    - \(line)\n"))
        }
        let good = triggered("{ metric: roas, below: 2 points, over: campaign, within: 30 d }")
        let charter = try #require(good.outcome.charter, "\(good.report)")
        let roas = try #require(MetricName("roas"))
        #expect(
            charter.escalation.triggers.last?.cause
                == .below(.init(roas, least: .number(Decimal12(2)), over: .campaign, within: .seconds(30 * 86_400))))
        let said = CharterPage(charter).sections.map { $0.lines.joined() }.joined()
        #expect(
            said.contains("below 2 points over the last 30 days: it is paused at once, and the owner decides"),
            "\(said)")
        #expect(triggered("{ metric: roas, below: 0 points, over: ad }").codes.contains(.triggerNeverFires))
        #expect(triggered("{ metric: cost_per_purchase, below: 2 GBP, over: ad }").codes.contains(.triggerAlwaysFires))
        for wrong in [
            "{ metric: roas, below: 2 GBP, over: campaign }", "{ metric: roas, below: 2 points }",
            "{ metric: roaz, below: 2 points, over: campaign }", "{ metric: roas, over: campaign }",
        ] {
            #expect(triggered(wrong).outcome.charter == nil, "\(wrong)")
        }
    }

    @Test
    func `R006 what is not listed, and a wildcard, is never granted, and a grant that is also forbidden is refused`() {
        for (edit, code) in [
            (("    - tool: ads.pause\n", "    - tool: ads.*\n"), CharterFinding.Code.wildcardTool),
            (("    - tool: ads.pause\n", "    - tool: ads.pawse\n"), .unknownTool),
            (("    - tool: ads.pause\n", "    - tool: ads.delete\n"), .allowedAndForbidden),
        ] {
            let sample = edited(edit)
            #expect(sample.errors.contains { $0.code == code }, "\(sample.report)")
            #expect(sample.outcome.charter == nil)
        }
    }

    @Test func `R007 the same tool may run alone up to one bound and asks up to a second`() throws {
        let actions = try #require(Examples.paidSocial.outcome.charter).actions
        let steps = actions.permissions(of: .setDailyBudget)
        #expect(steps.map(\.bounds.change) == [Percentage(percent: 15), Percentage(percent: 30)])
        #expect(steps.first?.grant == .may)
        guard case .withApproval(let ask, let within)? = steps.last?.grant else {
            Issue.record("the larger step does not ask")
            return
        }
        #expect(ask.map(\.description) == ["role:marketing-manager"] && within == .seconds(4 * 3_600))
        // The floor of the first entry also holds in the second, which does not name one.
        #expect(steps.last?.bounds.floor == steps.first?.bounds.floor)
    }

    @Test func `R009 every tool that spends needs a cap, in the charter's currency, and none is converted`() {
        let caps = [
            "    - { cap: 1250 GBP, per: day, over: account, counts: worst_case_bill }\n",
            "    - { cap: 25000 GBP, per: month, over: account }\n",
            "    - { cap: 9500 GBP, in_any: 7 d, over: account }\n",
        ]
        let none = Examples.paidSocial.replacing([("  money:\n" + caps.joined(), "")])
        #expect(none.errors.contains { $0.code == .spendingWithoutCap }, "\(none.report)")
        let other = edited(("cap: 25000 GBP", "cap: 25000 EUR"))
        #expect(other.errors.contains { $0.code == .otherCurrency }, "\(other.report)")
        #expect(none.outcome.charter == nil && other.outcome.charter == nil)
    }

    @Test func `R022 the one metric that a goal improves is of the catalogue, and another is refused with the nearest`()
    {
        let sample = edited(("improve: cost_per_purchase\n", "improve: cost_per_purchases\n"))
        let finding = sample.errors.first { $0.code == .unknownMetric }
        #expect(finding?.text.contains("cost_per_purchase") == true, "\(sample.report)")
        #expect(sample.outcome.charter == nil)
        let two = edited(("improve: cost_per_purchase\n", "improve: [cost_per_purchase, purchases]\n"))
        #expect(two.outcome.charter == nil)
    }

    @Test func `R025 in whose interest it is decided has to be said, and is on the page`() throws {
        let silent = edited(("  in_the_interest_of: both\n", ""))
        #expect(silent.outcome.charter == nil)
        #expect(silent.report.contains("in_the_interest_of"), "\(silent.report)")
        for (word, shown) in [("both", "company and"), ("company", "company"), ("customer", "customer")] {
            let charter = try #require(
                edited(("in_the_interest_of: both", "in_the_interest_of: \(word)")).outcome.charter)
            #expect(charter.goal.interest.rawValue == word)
            let line = CharterPage(charter).plainText.split(separator: "\n").first { $0.contains("in the interest of") }
            #expect(line?.contains(shown) == true)
        }
    }

    @Test(arguments: [
        (("direction: down", "direction: up"), CharterFinding.Code.targetAgainstDirection),
        (
            ("metric: purchases, floor: 95 % of baseline", "metric: cost_per_purchase, floor: 100 % of baseline"),
            .protectContradictsGoal
        ),
        (("by: 30 %, in_any: 7 d", "by: 10 %, in_any: 7 d"), .changeBeyondCumulative),
        (("cap: 1250 GBP, per: day", "cap: 9 GBP, per: day"), .floorAboveCap),
    ]) func `R028 goals and limits that contradict each other are named, with what to write instead`(
        edit: (String, String), code: CharterFinding.Code
    ) {
        let sample = edited(edit)
        let finding = sample.findings.first { $0.code == code }
        #expect(finding != nil, "\(sample.report)")
        #expect(finding?.fix.isEmpty == false)
    }

    @Test func `R030 a charter gives the text for an internal policy: who, what, never, limits, whom it asks`() throws {
        let page = CharterPage(try #require(Examples.paidSocial.outcome.charter))
        for text in [page.plainText, page.markdown] {
            for word in [
                "owner@example.com", "deputy@example.com", "Pause a campaign, ad set or ad", "brand-", "1250.00 GBP",
                "25000.00 GBP", "70 %", "4 hours", "daily_budget", "pricing",
            ] where word != "daily_budget" {
                #expect(text.contains(word), "`\(word)` is missing")
            }
            // No markup of the file is left: a lawyer reads it.
            #expect(!text.contains("{") && !text.contains("in_any:"))
        }
    }

    @Test func `R031 pricing, positioning and the target market are no tools and cannot be granted`() {
        for tool in ["pricing.set_price", "positioning.set", "target_market.set", "strategy.set_goal"] {
            let sample = edited(("    - tool: ads.pause\n", "    - tool: \(tool)\n"))
            #expect(sample.errors.contains { $0.code == .strategicTool || $0.code == .unknownTool }, "\(sample.report)")
            #expect(sample.outcome.charter == nil)
        }
        let strategic = ToolRegister.builtIn.sorted.map(\.name.text).filter { name in
            ["pric", "position", "market", "strateg"].contains(where: name.contains)
        }
        #expect(strategic.isEmpty)
    }

    @Test func `R032 an owner is one person with a deputy, never a team, a list or a machine`() {
        for (edit, code) in [
            (("person: owner@example.com", "person: the marketing team"), CharterFinding.Code.ownerIsTeam),
            (("person: owner@example.com", "person: [owner@example.com, deputy@example.com]"), .ownerIsList),
            (("person: owner@example.com", "person: AI agent"), .ownerIsMachine),
            (("deputies: [deputy@example.com]", "deputies: [owner@example.com]"), .deputyIsOwner),
        ] {
            let sample = edited(edit)
            #expect(sample.findings.contains { $0.code == code }, "\(sample.report)")
        }
    }
}
