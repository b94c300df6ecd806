public import Vocabulary

/// What was expected of what was done, and what there is to compare it with.
public protocol ForecastRecords {
    /// Daily budgets that were changed since an instant, by us and confirmed or by others, in the order in which they were.
    func budgetChanges(since: Instant) throws -> [BudgetSetting]
    /// Decisions that changed something and were judged since an instant, the newest `limit` of them, in the order in which they
    /// were judged.
    func madeDecisions(since: Instant, limit: Int) throws -> [DecisionID]
    /// Keeps a forecast, in place of the one of the same agent, campaign and data.
    func keep(_ forecast: ForecastRecord) throws
    /// Removes the forecast of the same agent, campaign and data.
    func drop(_ forecast: ForecastRecord) throws
    /// Forecasts of an agent that are measured from a day on or later, oldest first.
    func forecasts(of agent: AgentName, from: CalendarDate) throws -> [ForecastRecord]
    /// Counts of each entity of a kind and everything in it from a day on; only rows of a single day count.
    func totals(of kind: EntityKind, from: CalendarDate) throws -> [EntityRef: MetricRecord]
    /// Counts of one campaign and everything in it for each day from one on, oldest first; only rows of a single day count.
    func totalsByDay(of campaign: EntityRef, from: CalendarDate) throws -> [MetricRecord]
}
