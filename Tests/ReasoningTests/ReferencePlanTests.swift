import Foundation
import Reasoning
import Testing
import Vocabulary

/// The plan on the real file, against the table of Examples/paid-social/expected.md.
@Suite(.enabled(if: ReferenceAccount.path != nil, "shared/data/social-ads-conversions is not here"))
struct ReferencePlanTests {
    private static let planned = Result { StatisticalReasoner().plan(try ReferenceAccount.brief()) }

    /// Worked out once for all tests.
    static func plan() throws -> ReasoningPlan { try planned.get() }

    static func budgets(_ plan: ReasoningPlan) -> [String] {
        plan.drafts.compactMap { draft in
            guard case .dailyBudget(let from, let to) = draft.change else { return nil }
            return "\(draft.entity) \(from) -> \(to)"
        }
    }

    @Test func `budgets come first, raises before lowerings, each by a permitted step rounded towards today's budget`()
        throws
    {
        let plan = try Self.plan()
        #expect(
            Self.budgets(plan) == [
                "campaign/936 31.45 GBP -> 40.88 GBP", "campaign/916 1.63 GBP -> 1.87 GBP",
                "campaign/1178 605.03 GBP -> 514.28 GBP",
            ])
        #expect(plan.drafts.prefix(3).allSatisfy { $0.tool == .setDailyBudget })
        #expect(plan.drafts.dropFirst(3).allSatisfy { $0.tool == .pause })
    }

    @Test func `the table of the example is what is proposed, in its order and as surely`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples/paid-social/expected.md")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
            .filter { $0.first.flatMap { Int($0) } != nil }
        let plan = try Self.plan().drafts
        #expect(rows.count == plan.count)
        for (row, draft) in zip(rows, plan) {
            #expect(row[1].hasPrefix(draft.entity.id))
            #expect(row.contains(draft.confidence.description), "\(draft.entity): \(draft.confidence)")
        }
    }

    @Test func `pauses are of ads that sell nothing, or too dear, on both sides of 100 GBP`() throws {
        let brief = try ReferenceAccount.brief()
        let ads = Dictionary(uniqueKeysWithValues: brief.snapshot.ads.map { ($0.ref, $0.totals) })
        let pauses = try Self.plan().drafts.filter { $0.tool == .pause }.map { try required(ads[$0.entity]) }
        let large = pauses.filter { $0.spend >= Decimal12(100) }
        let silent = large.filter { $0.purchases == 0 }
        #expect(silent.count >= 20, "\(silent.count)")
        #expect(pauses.count - large.count >= 5, "\(pauses.count - large.count)")
        let money = silent.reduce(Decimal12.zero) { $0.adding($1.spend) ?? $0 }
        #expect(money > Decimal12(4_000), "\(money)")
        #expect(pauses.allSatisfy { $0.costPerPurchase.map { $0 > Decimal12(45) } ?? true })
    }

    @Test func `the same data give the same plan, byte for byte`() throws {
        let agent = try required(AgentName("paid-social"))
        let first = try Self.plan().drafts.map { $0.proposal(by: agent).canonicalBytes }
        let again = StatisticalReasoner().plan(try ReferenceAccount.brief())
        #expect(again.drafts.map { $0.proposal(by: agent).canonicalBytes } == first)
    }

    @Test func `the order of entities in the snapshot changes nothing`() throws {
        let brief = try ReferenceAccount.brief()
        let turned = PaidMediaSnapshot(
            asOf: brief.snapshot.asOf, days: brief.snapshot.days, currency: brief.snapshot.currency,
            account: brief.snapshot.account, source: brief.snapshot.source,
            entities: (brief.snapshot.ads + brief.snapshot.campaigns).reversed())
        let again = StatisticalReasoner().plan(
            ReasoningBrief(snapshot: turned, goal: brief.goal, permissions: brief.permissions))
        #expect(try again == Self.plan())
    }

    @Test("R097, R099, R102, R106, R306: every proposal has a reason, evidence, a cause and a rejected option")
    func complete() throws {
        let plan = try Self.plan()
        for draft in plan.drafts {
            #expect(!draft.reason.isEmpty && draft.reason.utf8.count <= 1_000)
            #expect(draft.rejected.contains { $0.option == "do nothing" } && draft.rejected.count <= 8)
            #expect(!draft.evidence.isEmpty && draft.evidence.count <= 16)
            #expect(draft.reason.contains(draft.cause.words))
            #expect(draft.confidence >= (try required(Confidence(tenThousandths: 6_666))))
        }
        #expect(plan.nothing.total + plan.drafts.count == 1_146)
    }
}
