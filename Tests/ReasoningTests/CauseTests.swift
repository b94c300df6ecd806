import Reasoning
import Schemas
import Testing
import Vocabulary

/// What lies behind the numbers, found before anything is proposed.
struct CauseTests {
    private static let account = MetricTotals(
        impressions: 1_000_000, clicks: 10_000, enquiries: 1_000, purchases: 200, spend: Decimal12(10_000))

    private static func entity(
        clicks: Int64 = 1_000, enquiries: AttributedCount = 100, purchases: AttributedCount = 20
    ) -> MetricTotals {
        MetricTotals(
            impressions: 100_000, clicks: clicks, enquiries: enquiries, purchases: purchases, spend: Decimal12(1_000))
    }

    @Test("R106 the step that went wrong is named: competition, landing page, audience")
    func steps() {
        let cases: [(MetricTotals, Cause.Kind)] = [
            (Self.entity(clicks: 300, enquiries: 30, purchases: 6), .priceOfClick),
            (Self.entity(enquiries: 30, purchases: 6), .landingPage), (Self.entity(purchases: 5), .buying),
            (Self.entity(), .none),
        ]
        for (totals, kind) in cases {
            let cause = Cause(of: totals, in: Self.account)
            #expect(cause.kind == kind, "\(cause)")
            if kind != .none { #expect(cause.compared < Percentage(percent: 80)) }
        }
    }

    @Test("R106 the cause goes the way of what purchases cost, however good another step is")
    func way() {
        // Many enquire and nobody, or hardly anybody, buys.
        for bought in [AttributedCount(0), 1] {
            let dear = MetricTotals(clicks: 2_000, enquiries: 2_000, purchases: bought, spend: Decimal12(300))
            let cause = Cause(of: dear, in: Self.account)
            #expect(cause.kind == .buying && cause.words.contains("fewer of its enquiries buy"), "\(cause)")
        }
        let cheap = MetricTotals(clicks: 10, enquiries: 10, purchases: 1, spend: Decimal12(20))
        #expect(Cause(of: cheap, in: Self.account).words.contains("more of its clicks enquire"))
    }

    @Test("R106 pacing and season are named where the data tell them, and named as not judged where they do not")
    func pacingAndSeason() throws {
        let slow = Cause(of: Self.entity(), in: Self.account, pace: Percentage(percent: 55))
        #expect(slow.kind == .pacing && slow.compared == Percentage(percent: 55))
        #expect(slow.notJudged.count == 1 && slow.notJudged.first?.hasPrefix("season") == true)
        func week(_ purchases: AttributedCount) -> MetricTotals {
            MetricTotals(purchases: purchases, spend: Decimal12(1_000))
        }
        let dearer = Trend(recent: week(50), before: week(100))
        let late = Cause(of: Self.entity(), in: Self.account, pace: Percentage(percent: 100), trend: dearer)
        #expect(late.kind == .season && late.compared == Percentage(percent: 200) && late.notJudged.isEmpty)
        let steady = Trend(recent: week(95), before: week(100))
        #expect(Cause(of: Self.entity(), in: Self.account, trend: steady).kind == .none)
        let few = Trend(recent: week(5), before: week(100))
        let unknown = Cause(of: Self.entity(), in: Self.account, trend: few)
        #expect(unknown.kind == .none && unknown.notJudged.contains { $0.hasPrefix("season") })
        #expect(Cause(of: Self.entity(), in: Self.account).notJudged.contains { $0.hasPrefix("pacing") })
    }

    @Test("R106 every proposal carries its cause and cites the metrics that show it", arguments: UInt64(0)..<3)
    func proposals(seed: UInt64) throws {
        let brief = try ForecastTests.brief(try World(seed: seed))
        let agent = try required(AgentName("paid-social"))
        var kinds: Set<String> = []
        for draft in StatisticalReasoner().plan(brief).drafts {
            let proposal = draft.proposal(by: agent)
            let cause = try required(proposal.cause)
            kinds.insert(cause.kind)
            let cited = Set(proposal.evidence.filter { $0.entity == draft.entity }.map(\.metric))
            #expect(!cause.evidence.isEmpty && cited.isSuperset(of: cause.evidence), "\(cause)")
            #expect(proposal.reason.contains(cause.words))
            #expect(try Proposal(json: proposal.json) == proposal)
        }
        #expect(!kinds.isEmpty)
    }

    @Test("R102 the rules cite their thresholds: every number of their reasons is accounted for")
    func rules() throws {
        let bad = try RuleReasonerTests.campaign(
            "test_123", clicks: 444, impressions: 148_000, purchases: 6, spend: 500)
        let drafts = RuleReasoner().plan(try RuleReasonerTests.brief([bad])).drafts
        let draft = try required(drafts.first)
        #expect(Grounding.uncited(in: draft.proposal(by: try required(AgentName("a")))) == [])
        let bare = Draft(
            .pause, draft.entity, reason: draft.reason, evidence: [], confidence: draft.confidence, cause: draft.cause,
            rejected: draft.rejected, route: .rules)
        #expect(!Grounding.uncited(in: bare.proposal(by: try required(AgentName("a")))).isEmpty)
    }
}
