import Engine
import Governance
import Vocabulary

/// Three campaigns of 100.00 GBP a day with six ads each, under a charter whose change limits a test writes itself.
extension World {
    static func limited(_ change: [String], answerWithin: String = "4 h", dayCap: Int = 12_500) async throws -> World {
        let world = try await World()
        var account = try TestAccount()
        for name in ["a", "b", "c"] { try account.add(name, budget: 10_000, ads: 6) { _ in (500_000, 40, 20) } }
        try await world.begin(account, limitedCharter(change, answerWithin: answerWithin, dayCap: "\(dayCap)"))
        try await world.promote()
        try await world.engine.sync()
        return world
    }

    /// Proposes as the agent would, and follows it to its end.
    @discardableResult
    func act(_ call: Call, _ tool: ToolName) async throws -> Decision { try await act(try bytes(call, tool)) }

    func ad(_ id: String) throws -> EntityRef { try required(EntityRef(.ad, id)) }

    /// The charter of these campaigns with limits of its own.
    static func limitedCharter(
        _ change: [String], answerWithin: String = "4 h", dayCap: String, never: String = ""
    ) -> String {
        let limits = change.map { "    - \($0)" }.joined(separator: "\n")
        return """
            \(goal)
            actions:
              may:
                - tool: ads.set_daily_budget
                  bounds: { change: 15 % of current, floor: 1 GBP }
                - tool: ads.pause
                - tool: ads.resume
                - tool: ads.create_campaign
                - tool: ads.move_budget
              with_approval:
                - tool: ads.set_daily_budget
                  bounds: { change: 30 % of current }
                  ask: [role:marketing-manager]
                  answer_within: \(answerWithin)
            \(never)
            constraints:
              time_zone: UTC
              currency: GBP
              money:
                - { cap: \(dayCap) GBP, per: day, over: account }
                - { cap: 250000 GBP, per: month, over: account }
              change:
                - { leave_alone_after_change_by_others: 24 h }
            \(limits)
              evidence:
                - { freshness: 90 d, of: ads.metrics, else: refuse }
              channels: [paid_social]
              markets: [GB]
            \(oversight)
            """
    }

    private static let goal = """
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
        """

    private static let oversight = """
        escalation:
          to: owner
          answer_within: 4 h
          when:
            - { confidence_below: 70 % }
        review:
          - { every: day, what: [dashboard], takes: 15 min, who: owner }
          - { every: week, what: [patterns], takes: 60 min, who: owner }
          - { every: month, what: [goal], takes: 120 min, who: owner }
          - { every: quarter, what: [full_audit], takes: 240 min, signed_by: [role:cmo, role:revops] }
        owner:
          person: owner@example.com
          deputies: [deputy@example.com]
          may_change: [owner]
          may_pause: anyone
          answers_questions: owner
          reports_to: { role: head-of-marketing, every: month }
        autonomy:
          probation: 3 decisions
          then_sample: 10 %
          highest: autonomous
        """
}
