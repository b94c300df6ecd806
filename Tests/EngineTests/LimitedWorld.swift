import Engine
import Governance
import TestKit
import Vocabulary

/// Three campaigns of 100.00 GBP a day with six ads each, under a charter whose change limits a test writes itself.
extension World {
    static func limited(_ change: [String], answerWithin: String = "4 h", dayCap: Int = 12_500) async throws -> World {
        let world = try await World()
        var account = try TestAccount()
        for name in ["a", "b", "c"] { try account.add(name, budget: 10_000, ads: 6) { _ in (500_000, 40, 20) } }
        try await world.begin(account, try limitedCharter(change, answerWithin: answerWithin, dayCap: "\(dayCap)"))
        try await world.promote()
        try await world.engine.sync()
        return world
    }

    /// Proposes as the agent would, and follows it to its end.
    @discardableResult
    func act(_ call: Call, _ tool: ToolName) async throws -> Decision { try await act(try bytes(call, tool)) }

    func ad(_ id: String) throws -> EntityRef { try required(EntityRef(.ad, id)) }

    /// The example's charter with the limits of a test, and none besides.
    static func limitedCharter(
        _ change: [String], answerWithin: String = "4 h", dayCap: String, never: String = ""
    ) throws -> String {
        let limits = change.map { "    - \($0)" }.joined(separator: "\n")
        let never = never.isEmpty ? "" : "\n" + never
        return try ExampleCharter().with("actions", actions(answerWithin) + never).with(
            "constraints",
            """
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
            """
        ).with("escalation", "  to: owner\n  answer_within: 4 h\n  when:\n    - { confidence_below: 70 % }")
            .replacing("probation: 50 decisions", with: "probation: 3 decisions").text
    }

    private static func actions(_ answerWithin: String) -> String {
        """
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
        """
    }
}
