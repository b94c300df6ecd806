import CharterFile
import Foundation
import Testing
import Vocabulary

/// Two charters with nothing to be said against them, from which failing ones are made by small edits.
enum Bases {
    static let search = """
        charter: search-budgets
        purpose: More orders from paid search at a cost that leaves a margin.
        goal:
          improve: purchases
          direction: up
          target: +12 %
          by: 2025-06-30
          baseline: { measured: 2025-01-01/2025-03-31 }
          kind: outcome
          protect:
            - { metric: cost_per_purchase, ceiling: 105 % of baseline }
            - { metric: margin, floor: 32 % }
          precedence: [protect, purchases]
          in_the_interest_of: company
          trade_offs: Cost may rise by a twentieth while orders rise.
        actions:
          may:
            - tool: ads.pause
            - tool: ads.set_daily_budget
              bounds: { change: 10 % of current, floor: 5 EUR, ceiling: 400 EUR }
              when: "entity.clicks > 50"
          with_approval:
            - tool: ads.set_daily_budget
              bounds: { change: 25 % of current }
              ask: [role:search-lead]
              answer_within: 3 h
            - tool: ads.resume
          never:
            - tool: ads.delete
            - about: { campaign: "launch *" }
            - about: [pricing]
        constraints:
          time_zone: Europe/Berlin
          currency: EUR
          money:
            - { cap: 900 EUR, per: day, over: account }
            - { cap: 20000 EUR, per: month, over: account }
          change:
            - { tool: ads.set_daily_budget, at_most: 2 times, in_any: 24 h, over: campaign }
            - { tool: ads.set_daily_budget, by: 40 %, in_any: 14 d, over: campaign }
            - { share_of_total_spend: 12 %, in_any: 7 d, then: hold }
          evidence:
            - { min_age: 10 d, min_spend: 80 EUR, before: [ads.pause] }
            - { freshness: 36 h, of: ads.metrics, else: refuse }
          data: { may_see: [campaign, metrics], may_not_see: [email] }
          channels: [paid_search]
          markets: [DE, AT]
        escalation:
          to: owner
          answer_within: 6 h
          when:
            - { confidence_below: 75 % }
            - { budget_used_above: 85 % }
            - { moved: any_metric, by_more_than: 40 %, within: 24 h }
            - { missing: goal_metric }
        review:
          - { every: day, what: [dashboard], takes: 10 min, who: owner }
          - { every: week, what: [patterns], takes: 45 min, who: owner }
        owner:
          person: lena.hofmann@shop.example
          deputies: [jonas.weber@shop.example]
          may_change: [owner]
          may_pause: anyone
          answers_questions: owner
        autonomy:
          probation: 60 decisions
          then_sample: 15 %
          highest: sampled
        """

    static let nurture = """
        charter: trial-nurture
        purpose: More people who try the product begin a paid plan that suits them.
        goal:
          improve: trial_signups
          direction: up
          target: 900 count
          by: 2025-09-30
          baseline: { value: 780 count, source: product analytics of June }
          protect:
            - { metric: satisfaction, floor: 4.2 points }
          precedence: [satisfaction, trial_signups]
          in_the_interest_of: customer
          trade_offs: Fewer messages are better than more sign-ups.
        actions:
          may:
            - tool: site.recommend_content
            - tool: app.set_message
              when: "entity.age_days < 30"
          with_approval:
            - tool: email.send
              ask: [role:crm-lead, owner]
              answer_within: 1 d
            - tool: offers.set_discount
          never:
            - about: [pricing, strategy]
        constraints:
          time_zone: America/New_York
          currency: USD
          touches:
            - { at_most: 2 times, in_any: 7 d }
            - { at_most: 1 time, per: month, category: offer, channel: email }
          data: { may_see: [plan, country], may_not_see: [name] }
          offers: { discount: { alone: 5 %, at_most: 10 % }, margin: { at_least: 40 % } }
          content: { only_from: library/released }
          lawful_basis: consent
          quiet_hours: { from: "20:00", to: "09:00", in: recipient_zone }
        escalation:
          to: role:crm-lead
          answer_within: 8 h
          when:
            - { confidence_below: 80 % }
            - { asked_for: human, to: owner, answer_within: 2 h }
            - { sentiment: negative, in_more_than: 5 % of replies }
            - { asked_by_one_person: 2 times }
            - { concern: [legal] }
            - { missing: goal_metric }
        review:
          - { every: day, what: [replies], takes: 20 min, who: role:crm-lead }
          - { every: week, what: [patterns], takes: 30 min, who: [owner, role:crm-lead] }
          - { every: quarter, what: [keep_or_retire], takes: 2 h, signed_by: [role:cmo] }
        owner:
          person: amara.diallo@saas.example
          deputies: [tom.reed@saas.example]
          may_change: [owner]
          may_pause: [owner, role:support]
          answers_questions: owner
          reports_to: { role: cmo, every: month }
        autonomy:
          probation: 120 decisions
        """
}

extension Bases {
    /// A stretch of the first base, from one text to the next.
    static func part(_ start: String, to end: String) -> String {
        let tail = search.components(separatedBy: start)[1]
        return start + tail.components(separatedBy: end)[0]
    }
}

/// Charters that have a finding and charters close to them that do not, each written as edits of a base:
/// `old => new`, several joined by ` && `.
struct FindingCase: Sendable {
    let code: CharterFinding.Code
    let base: String
    let fails: [String]
    let passes: [String]

    init(_ code: CharterFinding.Code, _ base: String = Bases.search, fails: [String], passes: [String]) {
        self.code = code
        self.base = base
        self.fails = fails
        self.passes = passes
    }

    func sample(_ edits: String) -> Sample {
        let pairs =
            edits.isEmpty
            ? []
            : edits.components(separatedBy: " && ").map { edit -> (String, String) in
                let parts = edit.components(separatedBy: " =>")
                if parts.count != 2 { Issue.record("`\(edit)` is no edit") }
                return (
                    parts[0], parts.count < 2 ? "" : parts[1].hasPrefix(" ") ? String(parts[1].dropFirst()) : parts[1]
                )
            }
        var sample = Sample(base).replacing(pairs)
        sample.context.today = CalendarDate(year: 2025, month: 4, day: 15)
        return sample
    }
}
