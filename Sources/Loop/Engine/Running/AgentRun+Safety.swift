import Governance
import Vocabulary

extension AgentRun {
    /// Where the commitment no longer fits a cap, for whatever reason, the runtime itself lowers or pauses, through the same
    /// gate, before anything else is thought of.
    func getUnderCaps(_ rulebook: Rulebook, _ pass: inout Pass) async throws {
        guard let platform = engine.platform, let account = try await engine.store.read({ view in try view.account() })
        else { return }
        let today = account.zone.date(at: begun)
        let campaigns = try await activeCampaigns()
        let caps = rulebook.charter.constraints.money.map { cap in
            (cap.cap, CapFacts(cap, on: today, at: begun, account.bills, platform.rule, standing: account.standing))
        }
        for (campaign, daily) in SafeReduction.budgets(caps, campaigns) {
            let call: Call =
                daily > 0
                ? .setDailyBudget(campaign: campaign, to: Money(minorUnits: daily, account.currency))
                : .pause(campaign)
            guard let tool = call.tool else { continue }
            let proposal = Proposal(
                agent: agent, tool: tool, arguments: call.arguments,
                reason:
                    "the worst-case bill no longer fits a money cap of the charter; this brings it back under it from "
                    + "tomorrow on, and until then what stood today still counts",
                evidence: [], confidence: .certain)
            _ = try await judge(proposal, by: .safety, &pass)
        }
    }

    private func activeCampaigns() async throws -> [(campaign: EntityRef, daily: Int64)] {
        var found: [(campaign: EntityRef, daily: Int64)] = []
        var last: EntityRef?
        while true {
            let after = last
            let page = try await engine.store.read { view in try view.entities(.campaign, after: after, limit: 500) }
            for facts in page.map(\.facts) where facts.status == .active {
                if let budget = facts.dailyBudget { found.append((facts.ref, budget.minorUnits)) }
            }
            guard page.count == 500 else { return found }
            last = page.last?.facts.ref
        }
    }
}
