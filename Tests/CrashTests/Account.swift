/// An account in which half of the ads sell nothing, and a charter that lets an agent pause them all.
enum Account {
    static let importOptions = [
        "--currency", "GBP", "--period", "2017-07-01/2017-09-30", "--account", "crash",
    ]

    /// How many ads sell nothing.
    static let wasteful = 80

    /// How many of them there are in an account for tests that make many homes.
    static let fewWasteful = 16

    /// An export with so many ads that sell nothing and as many that do.
    static func ads(wasteful: Int = Account.wasteful) -> String {
        var text =
            "ad_id,xyz_campaign_id,fb_campaign_id,age,gender,interest,Impressions,Clicks,Spent,Total_Conversion,"
            + "Approved_Conversion\n"
        for index in 0..<(2 * wasteful) {
            let campaign = 100 + index % 4
            let sells = index % 2 == 1
            let spent = 120 + index % 40
            text +=
                "\(7_000 + index),\(campaign),\(200 + index % 8),30-34,M,\(10 + index % 5),\(50_000 + index),"
                + "\(90 + index % 30),\(spent).\(10 + index % 80),\(sells ? 14 : 0),\(sells ? 6 + index % 5 : 0)\n"
        }
        return text
    }

    /// In minor units: a day, a month, any seven days.
    static let caps: (day: Int64, month: Int64, week: Int64) = (125_000, 2_500_000, 950_000)

    static let charter = """
        charter: busy
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
              bounds: { change: 15 % of current, floor: 1 GBP }
            - tool: ads.move_budget
          with_approval:
            - tool: ads.set_daily_budget
              bounds: { change: 30 % of current }
              ask: [role:marketing-manager]
              answer_within: 4 h
            - tool: ads.resume
          never:
            - tool: ads.delete
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
            - { share_of_total_spend: 90 %, in_any: 7 d, then: escalate }
          evidence:
            - { min_age: 7 d, min_spend: 100 GBP, before: [ads.pause, ads.set_daily_budget] }
            - { freshness: 24 h, of: ads.metrics, else: refuse }
          channels: [paid_social]
          markets: [GB]
        escalation:
          to: owner
          answer_within: 4 h
          when:
            - { confidence_below: 70 % }
            - { missing: goal_metric }
        review:
          - { every: day, what: [dashboard], takes: 15 min, who: owner }
          - { every: week, what: [patterns], takes: 60 min, who: owner }
          - { every: month, what: [goal], takes: 120 min, who: owner }
          - { every: quarter, what: [full_audit], takes: 240 min, signed_by: [role:cmo] }
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
