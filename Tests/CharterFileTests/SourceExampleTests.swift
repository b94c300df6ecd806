import CharterFile
import Testing
import Vocabulary

/// The delegation guide's five examples of abdication and five of delegation, and what it calls not sufficient.
@Suite struct SourceExampleTests {
    /// The guide's delegated agent with everything that a charter needs beside the quoted parts.
    private static let delegated = """
        charter: trial-conversion
        purpose: More enterprise trials become paid accounts.
        goal:
          improve: trial_to_paid_rate
          direction: up
          target: +10 %
          by: 2026-06-30
          baseline: { measured: 2025-10-01/2025-12-31 }
          protect: [{ metric: satisfaction, floor: 4 points }]
          precedence: [protect, trial_to_paid_rate]
          in_the_interest_of: both
          trade_offs: Slower conversion is better than tired users.
        actions:
          may:
            - tool: email.schedule
            - tool: app.set_message
            - tool: site.recommend_content
          with_approval:
            - tool: sales.schedule_outreach
          never:
            - about: [pricing, positioning, target_market]
        constraints:
          time_zone: Europe/London
          currency: GBP
          money: [{ cap: 8000 GBP, per: month, over: agent }]
          touches: [{ at_most: 3 times, per: week }]
          content: { only_from: library/approved }
          lawful_basis: consent
          quiet_hours: { from: "20:00", to: "08:00", in: recipient_zone }
        escalation:
          to: owner
          answer_within: 4 h
          when:
            - { asked_for: human }
            - { confidence_below: 70 % }
            - { moved: any_metric, by_more_than: 30 %, within: 48 h }
            - { missing: goal_metric }
        review:
          - { every: day, what: [performance, anomalies], takes: 15 min, who: owner }
          - { every: week, what: [strategy], takes: 60 min, who: owner }
        owner:
          person: operations.manager@example.com
          deputies: [deputy@example.com]
          may_change: [owner]
          may_pause: anyone
          answers_questions: owner

        """

    private static func part(_ key: String) -> String {
        let parts = delegated.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = parts.firstIndex(where: { $0 == "\(key):" }) else { return "" }
        let body = parts[(start + 1)...].prefix { $0.hasPrefix(" ") }
        return ([parts[start]] + body).joined(separator: "\n")
    }

    @Test(arguments: abdications) func `R005 the guide's abdication is refused for the reason it gives`(
        key: String, wish: String, code: CharterFinding.Code
    ) throws {
        let sample = Sample(Self.delegated).replacing(Self.part(key), "\(key): \(wish)")
        #expect(sample.codes.contains(code), "\(sample.report)")
        #expect(sample.outcome.charter == nil)
    }

    @Test func `R005 all five abdications together are all named`() throws {
        let text = """
            charter: hope
            purpose: Strategy.
            goal: Improve marketing performance
            actions: Use available marketing tools to achieve results
            constraints: Optimise for conversions
            review: We will check in quarterly
            owner: The AI is making the decisions
            """
        let codes = Set(Sample(text).codes)
        #expect(
            codes == [
                .vagueGoal, .vagueActions, .vagueConstraints, .missingEscalation, .vagueReview, .ownerIsMachine,
            ])
    }

    private static let abdications = [
        ("goal", "Improve marketing performance", CharterFinding.Code.vagueGoal),
        ("actions", "Use available marketing tools to achieve results", .vagueActions),
        ("constraints", "Optimise for conversions", .vagueConstraints),
        ("review", "We will check in quarterly", .vagueReview),
        ("owner", "The AI is making the decisions", .ownerIsMachine),
    ]

    @Test(arguments: abdications.indices)
    func `R005 each delegation, put in place of its abdication, takes away that finding and none of the other four`(
        index: Int
    ) throws {
        var whole = Sample(Self.delegated)
        for (key, wish, _) in Self.abdications {
            whole = whole.replacing(Self.part(key) + "\n", "\(key): \(wish)\n")
        }
        let all = Set(Self.abdications.map(\.2))
        #expect(all.isSubset(of: whole.codes), "\(whole.report)")
        let (key, wish, code) = Self.abdications[index]
        let mended = whole.replacing("\(key): \(wish)\n", Self.part(key) + "\n")
        #expect(!mended.codes.contains(code), "\(mended.report)")
        #expect(all.subtracting([code]).isSubset(of: mended.codes), "\(mended.report)")
        #expect(mended.outcome.charter == nil)
    }

    /// The words of the guide's five delegations, each with what is read of it in the charter.
    @Test func `R005 what the guide's delegations say is what the charter holds, word by word`() throws {
        let charter = try #require(Sample(Self.delegated).outcome.charter)
        // "Increase trial-to-paid conversion in the enterprise segment"
        #expect(charter.goal.improve.text == "trial_to_paid_rate" && charter.goal.direction == .up)
        #expect(charter.purpose.contains("enterprise"))
        // "You can send emails, adjust in-app messaging, recommend content, and schedule sales outreach"
        #expect(
            charter.actions.permissions.map(\.tool.text)
                == ["email.schedule", "app.set_message", "site.recommend_content", "sales.schedule_outreach"])
        // "Budget cap £8,000/month, maximum three touchpoints per week per user, escalate if user requests human contact"
        let cap = try #require(charter.constraints.money.first)
        #expect(cap.cap.description == "8000.00 GBP" && cap.window == .calendar(.month))
        let touch = try #require(charter.constraints.touches.first)
        #expect(touch.atMost == 3 && touch.window == .calendar(.week))
        #expect(charter.escalation.triggers.contains { $0.cause == .askedForHuman })
        // "Daily performance monitoring, weekly strategic review, immediate escalation on anomalies"
        #expect(charter.review.map(\.every) == [.day, .week])
        #expect(charter.review.map(\.what) == [["performance", "anomalies"], ["strategy"]])
        #expect(charter.escalation.triggers.contains { if case .moved = $0.cause { true } else { false } })
        // "Marketing operations manager accountable for agent performance and decisions"
        #expect(charter.owner.person.text == "operations.manager@example.com")
    }

    @Test(arguments: [
        ("  touches: [{ at_most: 3 times, per: week }]\n", CharterFinding.Code.contactWithoutLimit),
        ("  target: +10 %\n", .goalWithoutTarget),
        ("  - { every: week, what: [strategy], takes: 60 min, who: owner }\n", .noWeeklyReview),
        ("  - { every: day, what: [performance, anomalies], takes: 15 min, who: owner }\n", .noDailyReview),
        ("  person: operations.manager@example.com\n", .missingField),
        ("  improve: trial_to_paid_rate\n", .missingField),
    ]) func `R005 a delegation without one of its words has a finding that it did not have`(
        line: String, code: CharterFinding.Code
    ) throws {
        let sample = Sample(Self.delegated).replacing(line, "")
        #expect(sample.codes.contains(code), "\(sample.report)")
    }

    @Test(arguments: ["goal", "actions", "constraints", "review", "owner"])
    func `R005 the guide's delegation passes, and not without the part it is about`(key: String) throws {
        let whole = Sample(Self.delegated)
        #expect(whole.report == "")
        #expect(whole.outcome.charter != nil)
        let without = Sample(Self.delegated).replacing(Self.part(key) + "\n", "")
        #expect(without.codes.contains { $0.rawValue == "missing-\(key)" })
        #expect(without.outcome.charter == nil)
    }

    @Test(arguments: [
        ("actions", "Use marketing automation tools", CharterFinding.Code.vagueActions),
        ("constraints", "Stay on brand", .vagueConstraints), ("escalation", "Ask when uncertain", .vagueEscalation),
        ("review", "We will monitor regularly", .vagueReview),
        ("owner", "The marketing team is responsible", .ownerIsTeam),
    ]) func `R005 what the guide calls not sufficient is refused`(key: String, wish: String, code: CharterFinding.Code)
        throws
    {
        let sample = Sample(Self.delegated).replacing(Self.part(key), "\(key): \(wish)")
        #expect(sample.codes.contains(code), "\(sample.report)")
    }
}
