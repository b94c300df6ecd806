// Made by Examples/paid-social/look-alike.py; a test compares it with the example's files.

/// The files that the demo plays with.
enum DemoFiles {
    /// The example's charter, without its comments.
    static let charter = """
        charter: paid-social
        purpose: Cheaper purchases from paid social, without fewer or worse ones.

        goal:
          improve: cost_per_purchase
          direction: down
          target: -15 %
          by: 2017-12-31
          baseline: { measured: 2017-07-01/2017-09-30 }
          kind: outcome
          protect:
            - { metric: purchases, floor: 95 % of baseline }
            - { metric: enquiry_to_purchase_rate, floor: 90 % of baseline }
          precedence: [protect, cost_per_purchase, purchases]
          in_the_interest_of: both
          trade_offs: "Fewer, better purchases are acceptable down to 95 % of volume."

        actions:
          may:
            - tool: ads.pause
            - tool: ads.set_daily_budget
              bounds: { change: 15 % of current, floor: 10 GBP }
              when: "entity.purchases >= 10"
            - tool: ads.move_budget
          with_approval:
            - tool: ads.set_daily_budget
              bounds: { change: 30 % of current }
              ask: [role:marketing-manager]
              answer_within: 4 h
            - tool: ads.resume
          never:
            - tool: ads.delete
            - about: { campaign: "brand-*" }
            - about: [pricing, positioning, target_market]

        constraints:
          time_zone: Europe/London
          currency: GBP
          money:
            - { cap: 1250 GBP, per: day, over: account, counts: worst_case_bill }
            - { cap: 25000 GBP, per: month, over: account }
            - { cap: 9500 GBP, in_any: 7 d, over: account }
          change:
            - { tool: ads.set_daily_budget, at_most: 1 time, in_any: 6 h, over: campaign }
            - { tool: ads.set_daily_budget, by: 30 %, in_any: 7 d, over: campaign }
            - { share_of_total_spend: 10 %, in_any: 7 d, then: escalate }
            - { leave_alone_after_change_by_others: 24 h }
          touches:
            - { at_most: 3 times, in_any: 7 d }
            - { at_most: 1 time, in_any: 14 d, category: promotion }
          evidence:
            - { min_age: 7 d, min_spend: 100 GBP, before: [ads.pause, ads.set_daily_budget] }
            - { not_while: [above_target, in_bundle, in_experiment], before: [ads.pause] }
            - { freshness: 24 h, of: ads.metrics, else: refuse }
          data:
            may_see: [ad, ad_set, campaign, metrics, age_band, gender, interest]
            may_not_see: [name, email]
          offers: { discount: { alone: 15 %, at_most: 20 % }, margin: { at_least: 30 % } }
          content: { only_from: library/approved, voice: library/voice.md }
          channels: [paid_social]
          markets: [GB]
          lawful_basis: legitimate_interest
          quiet_hours: { from: "21:00", to: "08:00", in: recipient_zone }

        escalation:
          to: owner
          answer_within: 4 h
          when:
            - { confidence_below: 70 % }
            - { moved: any_metric, by_more_than: 30 %, within: 48 h }
            - { budget_used_above: 80 % }
            - { asked_for: human }
            - { sentiment: negative, in_more_than: 10 % of replies }
            - { asked_by_one_person: 2 times }
            - { concern: [legal, regulatory, strategy] }
            - { missing: goal_metric }

        review:
          - { every: day, what: [dashboard, anomalies, escalation_queue], takes: 15 min, who: owner }
          - { every: week, what: [patterns, constraints], takes: 60 min, who: owner }
          - { every: month, what: [goal, behaviour, report], takes: 120 min, who: [owner, role:head-of-marketing] }
          - { every: quarter, what: [full_audit, keep_or_retire], takes: 240 min, signed_by: [role:cmo, role:revops] }

        owner:
          person: owner@example.com
          deputies: [deputy@example.com]
          may_change: [owner]
          may_pause: anyone
          answers_questions: owner
          reports_to: { role: head-of-marketing, every: month }

        autonomy:
          probation: 50 decisions
          then_sample: 10 %
          highest: autonomous

        """
}
