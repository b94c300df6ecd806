import Governance
public import Vocabulary

/// A daily budget that was set to another, whoever did it.
public struct BudgetSetting: Hashable, Sendable {
    /// The campaign.
    public let campaign: EntityRef
    /// When it was in force.
    public let at: Instant
    /// Minor units a day, before and from then on.
    public let was, becomes: Int64
    /// Whether Mandate set it; else somebody else did.
    public let isOurs: Bool

    /// A change.
    public init(_ campaign: EntityRef, at: Instant, was: Int64, becomes: Int64, isOurs: Bool) {
        self.campaign = campaign
        self.at = at
        self.was = was
        self.becomes = becomes
        self.isOurs = isOurs
    }
}

/// The daily budgets under which the measured days were spent: what a campaign brought for them says nothing of another budget, which
/// it may have today.
struct MeasuredBudgets {
    private var changes: [EntityRef: [BudgetSetting]] = [:]
    private let account: AccountRecord

    /// Those of the account's measured period, from the changes since it began in the order in which they were made.
    init(_ account: AccountRecord, _ changes: [BudgetSetting]) {
        self.account = account
        for change in changes { self.changes[change.campaign, default: []].append(change) }
    }

    /// A campaign's budget averaged over the measured days since it began; nil where nobody changed it since these began.
    func budget(of facts: EntityFacts) -> Money? {
        guard let made = changes[facts.ref], let first = made.first else { return nil }
        let bounds = account.period.bounds(in: account.zone)
        let start = max(bounds.start, min(facts.started ?? bounds.start, first.at))
        guard bounds.end > start else { return nil }
        var sum: Int128 = 0
        var (from, budget) = (start, first.was)
        for change in made.prefix(while: { $0.at < bounds.end }) {
            sum += Int128(budget) * Int128(max(0, change.at.since(from).wholeSeconds))
            (from, budget) = (change.at, change.becomes)
        }
        sum += Int128(budget) * Int128(max(0, bounds.end.since(from).wholeSeconds))
        let seconds = Int128(bounds.end.since(start).wholeSeconds)
        return Money(minorUnits: Int64(Rounding.nearest.divide(sum, by: seconds)), account.currency)
    }
}

extension EngineView {
    /// The budgets under which an account's measured days were spent.
    func measuredBudgets(_ account: AccountRecord) throws -> MeasuredBudgets {
        let bounds = account.period.bounds(in: account.zone)
        return MeasuredBudgets(account, try budgetChanges(since: bounds.start))
    }
}
