import Reasoning
import Testing
import Vocabulary

struct RuleReasonerTests {
    /// The guide's `test_123`, number by number.
    static var test123: RuleFacts {
        var facts = RuleFacts()
        facts.conversionRate = Percentage(partsPerMillion: 15_000)
        facts.costPerConversion = Decimal12(75)
        facts.clickRate = Percentage(partsPerMillion: 3_000)
        facts.spend = Decimal12(500)
        facts.daysRunning = 14
        return facts
    }

    static func isPause(_ decision: RuleDecision) -> Bool { if case .pause = decision { true } else { false } }

    @Test("R265 R198 the guide's test_123 gives a pause for all three thresholds")
    func guideSample() {
        #expect(
            RuleThresholds().judge(Self.test123)
                == .pause([
                    "conversion rate below threshold: `1.5 %` is less than `2 %`",
                    "cost per conversion above threshold: `75` is more than `50`",
                    "click rate below threshold: `0.3 %` is less than `0.5 %`",
                ]))
    }

    @Test("R198 the guide's own test: a conversion rate of 1.5 % alone is enough")
    func guideTest() {
        var facts = RuleFacts()
        facts.conversionRate = Percentage(partsPerMillion: 15_000)
        facts.spend = Decimal12(250)
        #expect(
            RuleThresholds().judge(facts)
                == .pause(["conversion rate below threshold: `1.5 %` is less than `2 %`"]))
    }

    @Test("R198 one per cent conversion on 5,000 spent is paused") func guideCorrectness() {
        var facts = RuleFacts()
        facts.conversionRate = Percentage(percent: 1)
        facts.spend = Decimal12(5_000)
        #expect(Self.isPause(RuleThresholds().judge(facts)))
    }

    @Test func `what is young, small or in a test is left alone`() {
        var young = Self.test123
        young.daysRunning = 6
        var small = Self.test123
        small.spend = Decimal12(parsing: "99.99")
        var tested = Self.test123
        tested.isInTest = true
        for facts in [young, small, tested] { #expect(!Self.isPause(RuleThresholds().judge(facts))) }
    }

    @Test func `values on a threshold are left alone`() {
        var facts = Self.test123
        facts.conversionRate = Percentage(percent: 2)
        facts.costPerConversion = Decimal12(50)
        facts.clickRate = Percentage(partsPerMillion: 5_000)
        #expect(RuleThresholds().judge(facts) == .leave("no threshold is passed"))
        facts.clickRate = Percentage(partsPerMillion: 4_999)
        #expect(Self.isPause(RuleThresholds().judge(facts)))
    }

    @Test func `as a reasoner it pauses the campaign of test_123 and nothing else`() async throws {
        let bad = try Self.campaign("test_123", clicks: 444, impressions: 148_000, purchases: 6, spend: 500)
        let good = try Self.campaign("test_124", clicks: 444, impressions: 44_000, purchases: 40, spend: 500)
        let brief = try Self.brief([bad, good])
        let plan = await RuleReasoner().propose(brief)
        #expect(plan.drafts.map(\.entity) == [bad.ref])
        #expect(plan.drafts.first?.change == .pause)
        #expect(plan.drafts.first?.reason.contains("conversion rate below threshold") == true)
        #expect(plan.drafts.first?.route == .rules)
        #expect(plan.nothing.counts == [.asGoodAsItGets: 1])
    }

    @Test func `a met goal leaves nothing for thresholds, which cannot say what a pause costs`() async throws {
        let bad = try Self.campaign("test_123", clicks: 444, impressions: 148_000, purchases: 6, spend: 500)
        let brief = try Self.brief([bad])
        var goal = brief.goal
        goal.isMet = true
        let met = ReasoningBrief(snapshot: brief.snapshot, goal: goal, permissions: brief.permissions)
        #expect(RuleReasoner().plan(brief).drafts.count == 1)
        #expect(RuleReasoner().plan(met).drafts.isEmpty && RuleReasoner().plan(met).nothing.counts == [.met: 1])
    }

    @Test("R199 test_456: an excellent campaign is never raised by more than half")
    func neverMoreThanHalf() async throws {
        let star = try Self.campaign("test_456", clicks: 1000, impressions: 20_000, purchases: 200, spend: 920)
        let weak = try Self.campaign("weak", clicks: 4000, impressions: 900_000, purchases: 60, spend: 9_000)
        let brief = try Self.brief([star, weak])
        for reasoner in [RuleReasoner(), StatisticalReasoner()] as [any Reasoner] {
            for draft in await reasoner.propose(brief).drafts {
                guard case .dailyBudget(let from, let to) = draft.change else { continue }
                #expect(to.minorUnits * 2 <= from.minorUnits * 3)
            }
        }
    }

    @Test func `without permission to pause the rules propose nothing`() async throws {
        let bad = try Self.campaign("test_123", clicks: 444, impressions: 148_000, purchases: 6, spend: 500)
        let brief = try Self.brief([bad])
        let bare = ReasoningBrief(snapshot: brief.snapshot, goal: brief.goal, permissions: Permissions())
        let plan = await RuleReasoner().propose(bare)
        #expect(plan.drafts.isEmpty && plan.nothing.counts == [.notOurs: 1])
    }

    static func campaign(
        _ id: String, clicks: Int64, impressions: Int64, purchases: Int64, spend: Int64
    ) throws -> PaidMediaEntity {
        let ref = try required(EntityRef(.campaign, id))
        return PaidMediaEntity(
            ref: ref, campaign: ref,
            dailyBudget: Money(minorUnits: spend * 100 / 92, try required(ReferenceAccount.currency)),
            totals: MetricTotals(
                impressions: impressions, clicks: clicks, enquiries: AttributedCount(purchases * 3),
                purchases: AttributedCount(purchases),
                spend: Decimal12(spend)), daysRunning: 14)
    }

    static func brief(_ entities: [PaidMediaEntity]) throws -> ReasoningBrief {
        let snapshot = PaidMediaSnapshot(
            asOf: Instant(seconds: 1_506_816_000), days: 92, currency: try required(ReferenceAccount.currency),
            source: try required(SourceName("ads.metrics")), entities: entities)
        return ReasoningBrief(
            snapshot: snapshot, goal: try ReferenceAccount.goal(), permissions: ReferenceAccount.permissions)
    }
}
