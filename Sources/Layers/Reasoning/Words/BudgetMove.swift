public import Vocabulary

/// Daily budget that goes from one campaign to another: one proposal, the lowering carried out and read back before the raise.
public struct BudgetMove: Sendable, Hashable {
    /// How much a day.
    public let amount: Money
    /// The campaign that gives it up.
    public let from: EntityRef
    /// The campaign that gets it.
    public let to: EntityRef
    /// The lowering and the raise, in this order.
    public let parts: [MadeChange]

    /// A move of `amount`; nil where it is nothing or less, in another currency, or leaves the giver nothing.
    public init?(_ amount: Money, from: (campaign: EntityRef, budget: Money), to: (campaign: EntityRef, budget: Money))
    {
        guard amount.minorUnits > 0, from.campaign != to.campaign else { return nil }
        do {
            let rest = try from.budget.subtracting(amount)
            let sum = try to.budget.adding(amount)
            guard rest.minorUnits > 0 else { return nil }
            parts = [
                MadeChange(from.campaign, .dailyBudget(from: from.budget, to: rest)),
                MadeChange(to.campaign, .dailyBudget(from: to.budget, to: sum)),
            ]
        } catch { return nil }
        self.amount = amount
        self.from = from.campaign
        self.to = to.campaign
    }

    /// The most that a step may move: no more than it may raise the one by, nor lower the other by.
    static func amount(_ step: Percentage, from: Money, to: Money) -> Money? {
        guard let raised = BudgetStep.amount(to, step, .up), let lowered = BudgetStep.amount(from, step, .down) else {
            return nil
        }
        do {
            let (more, less) = (try raised.subtracting(to), try from.subtracting(lowered))
            return more.minorUnits < less.minorUnits ? more : less
        } catch { return nil }
    }
}
