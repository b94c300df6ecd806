import Governance
import Vocabulary

extension AgentRun {
    /// Where the commitment no longer fits a cap, for whatever reason, the runtime itself lowers or pauses, through the same
    /// gate, before anything else is thought of.
    func getUnderCaps(_ rulebook: Rulebook) async throws -> [Decision] {
        guard let platform = engine.platform, let account = try await engine.store.read({ view in try view.account() })
        else { return [] }
        let today = account.zone.date(at: begun)
        let campaigns = try await engine.store.read { view in
            try view.entities(.campaign, after: nil, limit: 100_000).compactMap {
                record -> (campaign: EntityRef, daily: Int64)? in
                guard record.facts.status == .active, let budget = record.facts.dailyBudget else { return nil }
                return (record.facts.ref, budget.minorUnits)
            }
        }
        let caps = rulebook.charter.constraints.money.compactMap { cap -> (cap: Money, facts: CapFacts)? in
            let facts = CapFacts(cap, on: today, account.bills, platform.rule, standing: account.standing)
            return facts.map { (cap.cap, $0) }
        }
        var decisions: [Decision] = []
        for (campaign, daily) in SafeReduction.budgets(caps, campaigns) {
            let call: Call =
                daily > 0
                ? .setDailyBudget(campaign: campaign, to: Money(minorUnits: daily, account.currency))
                : .pause(campaign)
            guard let tool = call.tool else { continue }
            let proposal = Proposal(
                agent: agent, tool: tool, arguments: call.arguments,
                reason: "the worst-case bill no longer fits a money cap of the charter; this brings it back under it",
                evidence: [], confidence: .certain)
            let (decision, carried) = try await engine.gate.decide(
                proposal.canonicalBytes, of: agent, in: run, by: .safety
            ) { permit in try await engine.carry(permit) }
            if decision.ruling.verdict == .authorise { try await engine.follow(decision.id, carried) }
            decisions.append(decision)
        }
        return decisions
    }
}
