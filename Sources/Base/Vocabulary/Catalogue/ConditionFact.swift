/// The facts that a charter's conditions (`when:`) may read: the gate fills them, `charter check` compiles against them.
///
/// Money is in whole minor units, so that no condition compares floating point. A fact that is not known is absent:
/// reading it is an error, which refuses in a permission, applies in a prohibition and fires in a trigger.
public enum ConditionFact: String, Hashable, Sendable, CaseIterable {
    /// `account`, `campaign`, `ad_set` or `ad`: what the proposal is about.
    case entityKind = "entity.kind"
    /// The platform's identifier.
    case entityID = "entity.id"
    /// The platform's name, where it has one.
    case entityName = "entity.name"
    /// `active`, `paused` or `deleted`.
    case entityStatus = "entity.status"
    /// Whole days since it started.
    case entityAgeDays = "entity.age_days"
    /// Minor units a day; of the campaign itself.
    case entityDailyBudget = "entity.daily_budget_minor"
    /// Minor units in the measured period, rounded down.
    case entitySpend = "entity.spend_minor"
    /// What customers paid, minor units in the measured period, rounded down; absent where no source says.
    case entityRevenue = "entity.revenue_minor"
    /// In the measured period.
    case entityImpressions = "entity.impressions"
    /// In the measured period.
    case entityClicks = "entity.clicks"
    /// In the measured period, whole ones: a part that attribution gave counts with the rest of it.
    case entityEnquiries = "entity.enquiries"
    /// In the measured period, whole ones: a part that attribution gave counts with the rest of it.
    case entityPurchases = "entity.purchases"
    /// Minor units per purchase in the measured period, rounded up; absent without purchases.
    case entityCostPerPurchase = "entity.cost_per_purchase_minor"
    /// Whole days of the measured period.
    case accountDays = "account.days"
    /// Minor units in the measured period, rounded down.
    case accountSpend = "account.spend_minor"
    /// The tool's name.
    case proposalTool = "proposal.tool"
    /// Ten-thousandths, 0 to 10,000.
    case proposalConfidence = "proposal.confidence"
    /// Minor units a day that a budget is to be.
    case proposalDailyBudget = "proposal.daily_budget_minor"

    /// Whether the fact is a text; every other fact is a whole number.
    public var isText: Bool {
        switch self {
        case .entityKind, .entityID, .entityName, .entityStatus, .proposalTool: true
        default: false
        }
    }
}
