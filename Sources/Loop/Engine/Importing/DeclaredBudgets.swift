import Governance
import Signals
import Vocabulary

extension Engine {
    /// Campaigns without a budget get their spend by day since they began, rounded up to a minor unit: a declared assumption. One without spend
    /// as well is paused at nothing, since no platform holds a campaign without a budget; spend that comes in later counts.
    func declareBudgets(_ account: AccountRecord) async throws -> DeclaredBudgets {
        var counted = DeclaredBudgets()
        var last: EntityRef?
        while true {
            let after = last
            let page = try await store.read { view in try view.entities(.campaign, after: after, limit: 500) }
            for campaign in page {
                guard let declared = campaign.declaredBudget(account) else { continue }
                counted.note(declared)
                try await store.write { view in try view.put(declared) }
            }
            guard page.count == 500 else { return counted }
            last = page.last?.facts.ref
        }
    }
}

/// How many campaigns got a budget that nobody said.
struct DeclaredBudgets {
    private var idle = 0
    private var fromSpend = 0

    fileprivate mutating func note(_ campaign: EntityRecord) {
        if campaign.facts.status == .paused { idle += 1 } else { fromSpend += 1 }
    }

    /// What was declared, in words, as far as the plan does not say it of all campaigns.
    func texts(beside planned: [Assumption]) -> [String] {
        let budgets = Assumption.budgetFromSpend
        return
            (fromSpend > 0 && !planned.contains(budgets)
            ? ["\(budgets.text), where none is told: \(numbered(fromSpend, "campaign"))"] : [])
            + (idle > 0 ? ["a campaign without budget and spend is paused at `0.00`: \(idle)"] : [])
    }
}

extension EntityRecord {
    /// What is declared of a campaign whose budget nobody said; nil where it has one, or the platform was asked.
    fileprivate func declaredBudget(_ account: AccountRecord) -> EntityRecord? {
        let isDeclaredIdle = facts.dailyBudget?.minorUnits == 0
        guard isDeclaredIdle || facts.dailyBudget == nil && readAt == nil else { return nil }
        let unit = Decimal12.one / Int128(account.currency.minorPerMajor)
        let daily = Rounding.up.divide(facts.spend?.amount.units ?? 0, by: unit * Int128(days(account)))
        // That a row says of an idle campaign that it runs gives it no budget.
        guard daily > 0 || !isDeclaredIdle || facts.status == .active else { return nil }
        var declared = Governance.EntityFacts(facts.ref)
        declared.dailyBudget = Money(minorUnits: Int64(clamping: max(0, daily)), account.currency)
        if facts.status != .deleted, daily <= 0 || isDeclaredIdle { declared.status = daily > 0 ? .active : .paused }
        return EntityRecord(facts: declared)
    }

    /// How many of the measured days are later than its first: what began last week spent its money in a week.
    private func days(_ account: AccountRecord) -> Int {
        guard let started = facts.started else { return account.period.days }
        let first = max(account.period.first, account.zone.date(at: started))
        return max(1, account.period.last.days(since: first) + 1)
    }
}
