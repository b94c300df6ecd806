@testable import Reasoning
import Testing
import Vocabulary

/// While the target is met, nothing is given up to go beyond it: what is still proposed costs no purchase and no money.
@Suite struct MetGoalTests {
    private static func plans(_ seed: UInt64, move: Permissions.Access? = nil) throws -> (
        open: ReasoningPlan, met: ReasoningPlan, brief: ReasoningBrief
    ) {
        let snapshot = try World(seed: seed).snapshot
        var goal = try ReferenceAccount.goal()
        let permissions = Permissions(
            budgetSteps: ReferenceAccount.permissions.budgetSteps, pause: .alone, move: move)
        func brief() -> ReasoningBrief { ReasoningBrief(snapshot: snapshot, goal: goal, permissions: permissions) }
        let open = StatisticalReasoner().plan(brief())
        goal.isMet = true
        return (open, StatisticalReasoner().plan(brief()), brief())
    }

    @Test("no step of a plan beyond a met target costs purchases or money", arguments: UInt64(0)..<8)
    func free(_ seed: UInt64) throws {
        let (open, met, brief) = try Self.plans(seed)
        let budgets = met.drafts.filter { $0.tool == .setDailyBudget }
        // A lowering loses purchases, and a raise costs money.
        #expect(budgets.isEmpty, "seed \(seed): \(budgets.map(\.reason))")
        var state = try required(Planner(brief, ReasonerSettings())).state
        let model = try required(Planner(brief, ReasonerSettings())).model
        for draft in met.drafts where draft.tool == .pause {
            let ad = try required(model.ads.first { $0.entity.ref == draft.entity })
            #expect(state.assess(pausing: ad, days: brief.snapshot.days).isFree, "seed \(seed): \(draft.reason)")
            state.adopt(state.campaigns[ad.campaign].pausing(ad), at: ad.campaign)
        }
        let lowered = open.drafts.filter { $0.tool == .setDailyBudget }.count
        #expect(lowered == 0 || (met.nothing.counts[.met] ?? 0) > 0, "seed \(seed): \(met.nothing.summary)")
        #expect(open.nothing.counts[.met] == nil)
    }

    @Test func `over the same worlds an open goal has steps that a met one leaves, and some that it takes`() throws {
        var (left, kept, free, said) = (0, 0, 0, 0)
        for seed in UInt64(0)..<8 {
            let (open, met, _) = try Self.plans(seed, move: .alone)
            left += met.nothing.counts[.met] ?? 0
            kept += open.drafts.count
            free += met.drafts.count
            said += met.drafts.flatMap(\.rejected).count {
                $0.because == "the target is met, and this would cost something"
            }
        }
        #expect(said > 0, "a step that costs something is rejected for that")
        #expect(left > 0 && free > 0 && free < kept, "\(left) left, \(free) of \(kept)")
    }
}
