import Governance
import Reasoning
import Vocabulary

extension AgentRun {
    /// Where the commitment no longer fits a cap, for whatever reason, the runtime itself lowers or pauses, through the same
    /// gate, before anything else is thought of. What may not be paused is lowered as far as it may be.
    func getUnderCaps(_ rulebook: Rulebook, _ pass: inout Pass) async throws {
        guard let (account, caps) = try await accountAndCaps(rulebook) else { return }
        let reason = reason(rulebook.charter.constraints.money, caps)
        let floor = rulebook.charter.leastBudget(account.currency)
        pass.curbs += try await untouchable(rulebook, account, caps)
        for (campaign, was, daily, former) in try await reductions(rulebook, account, caps) {
            let lowest = min(floor, was - 1)
            let calls: [Call] =
                (daily > 0 ? [] : [.pause(campaign)])
                + ([daily > 0 ? daily : lowest].filter { $0 > 0 }.map {
                    .setDailyBudget(campaign: campaign, to: Money(minorUnits: $0, account.currency))
                })
            var last: Decision?
            for call in calls where last?.ruling.verdict != .authorise {
                guard let tool = call.tool else { continue }
                last = try await judgeForSafety(
                    Proposal(
                        agent: agent, tool: tool, arguments: call.arguments,
                        reason: reason + raised(from: former, account.currency), evidence: [],
                        confidence: .certain), &pass)
            }
            if let last, last.ruling.verdict != .authorise || last.proposal?.call != calls.first {
                pass.overCap.append(last)
            }
        }
    }

    /// What nothing may be done to, where that alone may bill more than a cap: no reduction of the rest helps, so a person has to.
    private func untouchable(_ rulebook: Rulebook, _ account: AccountRecord, _ caps: [(cap: Money, facts: CapFacts?)])
        async throws -> [String]
    {
        let fixed = try await campaigns(.active).filter { rulebook.charter.forbidsAnything(on: $0.facts) != false }
        guard !fixed.isEmpty, fixed.map({ Int128($0.daily) }).reduce(0, +) > Int128(SafeReduction.most(under: caps))
        else {
            return []
        }
        let former = try await formerBudgets()
        func budget(_ amount: Int64) -> Money { Money(minorUnits: amount, account.currency) }
        let told = fixed.sorted { $0.daily > $1.daily }.prefix(3).map { facts, daily in
            let had = former[facts.ref].flatMap { $0 < daily ? $0 : nil }
            return "\(facts.ref) at `\(budget(daily))` a day"
                + (had.map { ", which had `\(budget($0))` before somebody else changed it" } ?? "")
        }
        return [
            "over a money cap by what the charter lets nobody touch, so that no reduction of the rest is enough: "
                + "\(told.joined(separator: "; ")); lower it on the platform, or change the charter"
        ]
    }

    /// Whether anything has to shrink for the caps of a charter.
    func isOverCaps(_ rulebook: Rulebook) async throws -> Bool {
        guard let (account, caps) = try await accountAndCaps(rulebook) else { return false }
        return try await !reductions(rulebook, account, caps).isEmpty
    }

    /// The account and the caps of a charter today; nil where there is no account, or no platform that bills it.
    private func accountAndCaps(_ rulebook: Rulebook) async throws -> (
        account: AccountRecord, caps: [(cap: Money, facts: CapFacts?)]
    )? {
        guard let account = try await store.read({ view in try view.account() }) else { return nil }
        return caps([rulebook], account, on: account.zone.date(at: begun)).map { (account, $0) }
    }

    /// The campaigns that have to shrink for the caps, with what they have and what is left to them, minor units a day; 0 is a
    /// pause.
    private func reductions(
        _ rulebook: Rulebook, _ account: AccountRecord, _ caps: [(cap: Money, facts: CapFacts?)]
    ) async throws -> [(campaign: EntityRef, was: Int64, daily: Int64, former: Int64?)] {
        let active = try await campaigns(.active)
        // A reduction cannot count on what nothing may be done to; what may be that counts as such, as in the gate.
        let (fixed, free) = (
            active.filter { rulebook.charter.forbidsAnything(on: $0.facts) != false },
            active.filter { rulebook.charter.forbidsAnything(on: $0.facts) == false }
        )
        let former = try await formerBudgets()
        let reduced = SafeReduction.budgets(
            caps, free.map { ($0.facts.ref, $0.daily) },
            fixed: fixed.map(\.daily).reduce(0) { Int64(clamping: Int128($0) + Int128($1)) },
            least: rulebook.charter.leastBudget(account.currency), former: former)
        return zip(free, reduced).compactMap { before, after in
            guard after.daily < before.daily else { return nil }
            let was = former[after.campaign].flatMap { $0 < before.daily ? $0 : nil }
            return (after.campaign, before.daily, after.daily, was)
        }
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

    /// That somebody else raised it, in words; nothing where nobody did.
    private func raised(from former: Int64?, _ currency: Currency) -> String {
        former.map {
            "; it had `\(Money(minorUnits: $0, currency))` a day before somebody else changed it, and what came on top goes first"
        } ?? ""
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
