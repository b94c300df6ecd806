/// The ten guardrails of W1 as a charter.
///
/// g01: what is not listed is never allowed. g02: no permission reaches beyond a change of 50 %. g03: the floor. g04: 15 % alone, more
/// with a yes. g05: what somebody else changed is left alone for 6 hours. g06: the share of spend, here over a window and
/// not once. g07: the month's cap on the worst-case bill, over the account and not for each campaign. g08: freshness.
/// g09: confidence, here an escalation. g10: a prohibition over the channel, which stands in the campaign's name; the hour
/// of day has no place in a charter, since quiet hours are those of a recipient.
enum BenchCharter {
    static func text(_ agent: String) -> String { "charter: \(agent)\n" + rest }

    private static let rest = """
        purpose: Cheaper purchases from every channel, without fewer of them.
        goal:
          improve: cost_per_purchase
          direction: down
          target: -15 %
          by: 2099-12-31
          baseline: { value: 10.00 EUR, source: "the workload" }
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
              bounds: { change: 15 % of current, floor: 10 EUR }
          with_approval:
            - tool: ads.set_daily_budget
              bounds: { change: 50 % of current, floor: 10 EUR }
              ask: [owner]
              answer_within: 4 h
          never:
            - tool: ads.delete
            - { tool: ads.set_daily_budget, when: "entity.name == 'sms'" }
        constraints:
          time_zone: Europe/Berlin
          currency: EUR
          money:
            - { cap: 90000000000 EUR, per: month, over: account, counts: worst_case_bill }
          change:
            - { tool: ads.set_daily_budget, by: 60 %, in_any: 7 d, over: campaign }
            - { share_of_total_spend: 94 %, in_any: 1 d, then: escalate }
            - { leave_alone_after_change_by_others: 6 h }
          evidence:
            - { freshness: 24 h, of: ads.metrics, else: refuse }
        escalation:
          to: owner
          answer_within: 4 h
          when:
            - { confidence_below: 70 % }
            - { missing: goal_metric }
        review:
          - { every: day, what: [dashboard, anomalies, escalation_queue], takes: 15 min, who: owner }
          - { every: week, what: [patterns, constraints], takes: 60 min, who: owner }
          - { every: month, what: [goal, behaviour, report], takes: 120 min, who: owner }
          - { every: quarter, what: [full_audit, keep_or_retire], takes: 240 min, signed_by: [role:cmo] }
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
