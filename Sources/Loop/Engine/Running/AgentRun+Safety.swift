import Governance
import Reasoning
import Vocabulary

extension AgentRun {
    /// Where the commitment no longer fits a cap, for whatever reason, the runtime itself lowers or pauses, through the same
    /// gate, before anything else is thought of. What may not be paused is lowered as far as it may be.
    func getUnderCaps(_ rulebook: Rulebook, _ pass: inout Pass) async throws {
        guard let look = try await look(rulebook) else { return }
        let currency = look.account.currency
        let reason = reason(rulebook.charter.constraints.money, look.caps)
        pass.curbs += CurbedWords.untouchable(look)
        for (campaign, daily) in look.reductions {
            let lowest = min(look.least, campaign.daily - 1)
            let calls: [Call] =
                (daily > 0 ? [] : [.pause(campaign.ref)])
                + ([daily > 0 ? daily : lowest].filter { $0 > 0 }.map {
                    .setDailyBudget(campaign: campaign.ref, to: Money(minorUnits: $0, currency))
                })
            var last: Decision?
            for call in calls where last?.ruling.verdict != .authorise {
                guard let tool = call.tool else { continue }
                last = try await judgeForSafety(
                    Proposal(
                        agent: agent, tool: tool, arguments: call.arguments,
                        reason: reason + CurbedWords.raised(campaign, currency), evidence: [], confidence: .certain),
                    &pass)
            }
            if let last, last.ruling.verdict != .authorise || last.proposal?.call != calls.first {
                pass.overCap.append(last)
            }
        }
    }

    /// Whether anything has to shrink for the caps of a charter.
    func isOverCaps(_ rulebook: Rulebook) async throws -> Bool {
        try await look(rulebook).map { !$0.reductions.isEmpty } ?? false
    }

    /// What runs beside the caps of a charter today; nil where there is no account, or no platform that bills it.
    private func look(_ rulebook: Rulebook) async throws -> LookAtCaps? {
        guard let account = try await store.read({ view in try view.account() }),
            let caps = caps([rulebook], account, on: account.zone.date(at: begun))
        else { return nil }
        let former = try await formerBudgets()
        var look = LookAtCaps(account: account, caps: caps, least: rulebook.charter.leastBudget(account.currency))
        for (facts, daily) in try await campaigns(.active) {
            let campaign = LookAtCaps.Campaign(
                ref: facts.ref, daily: daily, former: former[facts.ref].flatMap { $0 < daily ? $0 : nil })
            // A reduction cannot count on what nothing may be done to; what may be that counts as such, as in the gate.
            if rulebook.charter.forbidsAnything(on: facts) == false {
                look.free.append(campaign)
            } else {
                look.fixed.append(campaign)
            }
        }
        return look
    }

    /// What campaigns had a day before somebody else changed them in the last 30 days, minor units: until Mandate raises them itself, on
    /// a person's yes or undo or within the charter. What it lowers of them is no answer to the rest.
    private func formerBudgets() async throws -> [EntityRef: Int64] {
        let since = begun.advanced(by: .seconds(-30 * 86_400))
        let changes = try await store.read { view in try view.budgetChanges(since: since) }
        var former: [EntityRef: Int64] = [:]
        for change in changes {
            if !change.isOurs {
                former[change.campaign] = former[change.campaign] ?? change.was
            } else if change.becomes > change.was {
                former[change.campaign] = nil
            }
        }
        return former
    }

    /// The money caps of charters with their windows on a day; nil where no platform bills anything.
    func caps(_ rulebooks: [Rulebook], _ account: AccountRecord, on day: CalendarDate) -> [(
        cap: Money, facts: CapFacts?
    )]? {
        engine.platform.map { platform in
            rulebooks.flatMap(\.charter.constraints.money).map { cap in
                let facts = CapFacts(
                    cap, on: day, at: begun, account.bills, platform.rule, standing: account.standing)
                return (cap.cap, facts)
            }
        }
    }

    /// Why something has to shrink: the cap that leaves the least.
    private func reason(_ money: [Charter.MoneyCap], _ caps: [(cap: Money, facts: CapFacts?)]) -> String {
        let least = zip(money, caps).map { (cap: $0, most: SafeReduction.most(under: [$1])) }.min { $0.most < $1.most }
        guard let least else { return "the worst-case bill fits no money cap" }
        let cap = "the money cap `\(least.cap.cap)` \(least.cap.window) (\(least.cap.clause.key))"
        guard least.most > 0 else {
            return
                "what was billed already fills \(cap), so that nothing more fits until its days have passed; a person is "
                + "asked as soon as it has room again"
        }
        return
            "the worst-case bill no longer fits \(cap): what stands is lowered to what fits, and what today may still bill "
            + "counts besides"
    }

    /// Judges what the runtime does by itself; it counts in what the account is expected to be measured as.
    func judgeForSafety(_ proposal: Proposal, _ pass: inout Pass) async throws -> Decision {
        let decision = try await judge(proposal, by: .safety, &pass)
        pass.changes[decision.id] = decision.made
        return decision
    }

    /// Every campaign in a state whose daily budget is known, minor units a day.
    func campaigns(_ status: EntityStatus) async throws -> [(facts: EntityFacts, daily: Int64)] {
        var found: [(facts: EntityFacts, daily: Int64)] = []
        var last: EntityRef?
        while true {
            let after = last
            let page = try await engine.store.read { view in try view.entities(.campaign, after: after, limit: 500) }
            for facts in page.map(\.facts) where facts.status == status {
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

extension Charter {
    /// The least daily budget that the runtime leaves, minor units: the floor of budgets, else one unit of the currency.
    func leastBudget(_ currency: Currency) -> Int64 {
        actions.permissions.filter { $0.tool == .setDailyBudget }.compactMap { $0.bounds.floor?.minorUnits }.min()
            ?? currency.minorPerMajor
    }
}
