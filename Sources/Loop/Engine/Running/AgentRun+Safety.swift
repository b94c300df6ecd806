import Governance
import Reasoning
import Vocabulary

extension AgentRun {
    /// Where the commitment no longer fits a cap, for whatever reason, the runtime itself lowers or pauses, through the same
    /// gate, before anything else is thought of.
    func getUnderCaps(_ rulebook: Rulebook, _ pass: inout Pass) async throws {
        guard let platform = engine.platform, let account = try await engine.store.read({ view in try view.account() })
        else { return }
        let today = account.zone.date(at: begun)
        let active = try await activeCampaigns()
        // A reduction cannot count on what nothing may be done to; what may be that counts as such, as in the gate.
        let (fixed, campaigns) = (
            active.filter { rulebook.charter.forbidsAnything(on: $0.facts) != false },
            active.filter { rulebook.charter.forbidsAnything(on: $0.facts) == false }
        )
        let caps = rulebook.charter.constraints.money.map { cap in
            (cap.cap, CapFacts(cap, on: today, at: begun, account.bills, platform.rule, standing: account.standing))
        }
        let reduced = SafeReduction.budgets(
            caps, campaigns.map { ($0.facts.ref, $0.daily) },
            fixed: fixed.map(\.daily).reduce(0) { Int64(clamping: Int128($0) + Int128($1)) })
        for (campaign, daily) in reduced {
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
            _ = try await judgeForSafety(proposal, &pass)
        }
    }

    /// Judges what the runtime does by itself; it counts in what the account is expected to be measured as.
    func judgeForSafety(_ proposal: Proposal, _ pass: inout Pass) async throws -> Decision {
        let decision = try await judge(proposal, by: .safety, &pass)
        pass.changes[decision.id] = decision.made
        return decision
    }

    private func activeCampaigns() async throws -> [(facts: EntityFacts, daily: Int64)] {
        var found: [(facts: EntityFacts, daily: Int64)] = []
        var last: EntityRef?
        while true {
            let after = last
            let page = try await engine.store.read { view in try view.entities(.campaign, after: after, limit: 500) }
            for facts in page.map(\.facts) where facts.status == .active {
                if let budget = facts.dailyBudget { found.append((facts, budget.minorUnits)) }
            }
            guard page.count == 500 else { return found }
            last = page.last?.facts.ref
        }
    }
}

extension Decision {
    /// What it does to campaigns and ads, as a reasoner reads it.
    fileprivate var made: [MadeChange] {
        guard let call = proposal?.call else { return [] }
        if case .pause(let entity) = call { return [MadeChange(entity, .pause)] }
        guard let currency = facts.account?.currency else { return [] }
        return ruling.effects.changes.compactMap { change in
            change.amounts.map { amounts in
                MadeChange(
                    change.entity,
                    .dailyBudget(
                        from: Money(minorUnits: amounts.from, currency), to: Money(minorUnits: amounts.to, currency)))
            }
        }
    }
}
