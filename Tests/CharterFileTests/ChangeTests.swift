import CharterFile
import Testing
import Vocabulary

/// Edits of the first base charter and which way each moves authority, decided by hand.
private let wider = [
    "900 EUR, per: day => 901 EUR, per: day", "    - { cap: 20000 EUR, per: month, over: account }\n => ",
    "change: 10 % of current => change: 11 % of current", "floor: 5 EUR, => floor: 4 EUR,", "floor: 5 EUR, => ",
    ", ceiling: 400 EUR => ", "ceiling: 400 EUR => ceiling: 500 EUR", "      when: \"entity.clicks > 50\"\n => ",
    "entity.clicks > 50 => entity.clicks > 40", "entity.clicks > 50 => entity.clicks > 60",
    "change: 25 % of current => change: 26 % of current", "[role:search-lead] => [role:search-lead, owner]",
    "answer_within: 3 h => answer_within: 4 h", "    - tool: ads.delete\n => ", "    - about: [pricing]\n => ",
    "launch * => launch a*", "at_most: 2 times, in_any: 24 h => at_most: 3 times, in_any: 24 h",
    "in_any: 24 h => in_any: 12 h", "by: 40 % => by: 41 %", "share_of_total_spend: 12 % => share_of_total_spend: 13 %",
    "    - { share_of_total_spend: 12 %, in_any: 7 d, then: hold }\n => ", "min_age: 10 d => min_age: 9 d",
    "min_age: 10 d, => ", "min_spend: 80 EUR => min_spend: 79.99 EUR", "freshness: 36 h => freshness: 37 h",
    "else: refuse => else: hold",
    "may_see: [campaign, metrics] => may_see: [campaign, metrics, name]", "may_not_see: [email] => may_not_see: [name]",
    ", may_not_see: [email] => ", "[paid_search] => [paid_search, display]", "[DE, AT] => [DE, AT, CH]",
    "confidence_below: 75 % => confidence_below: 74 %", "    - { confidence_below: 75 % }\n => ",
    "budget_used_above: 85 % => budget_used_above: 86 %", "by_more_than: 40 % => by_more_than: 41 %",
    "answer_within: 6 h => answer_within: 7 h", "takes: 45 min => takes: 44 min", "[patterns] => [dashboard]",
    "  - { every: day, what: [dashboard], takes: 10 min, who: owner }\n => ",
    "person: lena.hofmann@ => person: lena@",
    "[jonas.weber@shop.example] => [jonas.weber@shop.example, ada@shop.example]",
    "may_change: [owner] => may_change: [owner, role:cmo]", "may_pause: anyone => may_pause: [owner]",
    "probation: 60 decisions => probation: 59 decisions", "then_sample: 15 % => then_sample: 14 %",
    "highest: sampled => highest: autonomous", "ceiling: 105 % of baseline => ceiling: 106 % of baseline",
    "    - { metric: margin, floor: 32 % }\n => ", "floor: 32 % => floor: 31 %", "by: 2025-06-30 => by: 2025-07-01",
    "target: +12 % => target: +13 %", "Europe/Berlin => UTC",
    "- tool: ads.resume => - tool: ads.resume\n    - tool: ads.set_bid",
]

private let narrower = [
    "900 EUR, per: day => 899.99 EUR, per: day", "change: 10 % of current => change: 9 % of current",
    "floor: 5 EUR, => floor: 6 EUR,", "ceiling: 400 EUR => ceiling: 300 EUR", "    - tool: ads.resume\n => ",
    "- tool: ads.pause\n => - tool: ads.pause\n      when: \"entity.clicks > 9\"\n",
    "answer_within: 3 h => answer_within: 2 h",
    "    - tool: ads.delete\n =>     - tool: ads.delete\n    - tool: ads.set_bid\n", "by: 40 % => by: 39 %",
    "share_of_total_spend: 12 % => share_of_total_spend: 11 %", "then: hold => then: refuse",
    "then: hold => then: escalate",
    "min_age: 10 d => min_age: 11 d", "freshness: 36 h => freshness: 35 h",
    "may_see: [campaign, metrics] => may_see: [metrics]", "may_not_see: [email] => may_not_see: [email, name]",
    "[DE, AT] => [DE]", "confidence_below: 75 % => confidence_below: 76 %",
    "    - { missing: goal_metric }\n =>     - { missing: goal_metric }\n    - { asked_for: human }\n",
    "takes: 45 min => takes: 46 min", "[patterns] => [patterns, constraints]",
    "probation: 60 decisions => probation: 61 decisions",
    "highest: sampled => highest: probation", "ceiling: 105 % of baseline => ceiling: 104 % of baseline",
    "by: 2025-06-30 => by: 2025-06-29",
    "    - { cap: 20000 EUR, per: month, over: account }\n =>     - { cap: 20000 EUR, per: month, over: account }\n    - { cap: 6000 EUR, per: week, over: account }\n",
]

private let neutral = [
    "purpose: More => purpose: Many more", "trade_offs: Cost => trade_offs: The cost",
    "answers_questions: owner => answers_questions: role:help",
    "kind: outcome\n => kind: outcome # a comment\n", "[DE, AT] => [AT, DE]",
    "900 EUR, per: day => 900.00 EUR, per: day",
    "change: 25 % of current => change: 25 % of current, floor: 5 EUR",
]

@Suite struct ChangeTests {
    private func comparison(_ edits: String) throws -> CharterComparison {
        let base = FindingCase(.alias, fails: [], passes: [])
        let (old, new) = (base.sample(""), base.sample(edits))
        return CharterComparison(
            from: try #require(old.outcome.charter), to: try #require(new.outcome.charter, "\(edits)\n\(new.report)"))
    }

    @Test(arguments: wider) func `P4 a wider charter needs a second person`(edits: String) throws {
        #expect(try comparison(edits).widens)
    }

    @Test(arguments: narrower) func `a narrower charter does not`(edits: String) throws {
        let changes = try comparison(edits).changes
        #expect(!changes.isEmpty && changes.allSatisfy { $0.direction == .narrowing }, "\(changes.map(\.text))")
    }

    @Test(arguments: neutral) func `what says nothing to the gate is neutral`(edits: String) throws {
        let changes = try comparison(edits).changes
        #expect(changes.allSatisfy { $0.direction == .neutral }, "\(changes.map(\.text))")
    }

    @Test func `a condition that goes may widen, since its error refused`() throws {
        let old = Sample(Bases.search)
        let new = old.replacing(
            "    - tool: ads.set_daily_budget\n      bounds: { change: 10 % of current, floor: 5 EUR, ceiling: 400 EUR }\n      when: \"entity.clicks > 50\"\n",
            ""
        )
        .replacing(
            "bounds: { change: 25 % of current }", "bounds: { change: 25 % of current, floor: 5 EUR, ceiling: 400 EUR }"
        )
        let comparison = CharterComparison(
            from: try #require(old.outcome.charter), to: try #require(new.outcome.charter, "\(new.report)"))
        #expect(comparison.widens)
    }

    @Test func `losing the entry that set the floor widens what inherited it`() throws {
        let old = Sample(Bases.search).replacing("      when: \"entity.clicks > 50\"\n", "")
        let new = old.replacing(
            "    - tool: ads.set_daily_budget\n      bounds: { change: 10 % of current, floor: 5 EUR, ceiling: 400 EUR }\n",
            "")
        let comparison = CharterComparison(
            from: try #require(old.outcome.charter), to: try #require(new.outcome.charter, "\(new.report)"))
        let floor = comparison.changes.first { $0.path.hasSuffix("bounds.floor") }
        #expect(floor?.direction == .widening)
    }
}
