import Vocabulary

/// What was counted before the platform took over, by entity and by the days that each count is about.
struct PlatformHistory {
    private var counts: [EntityRef: [Period: SandboxMetrics]] = [:]
    /// The first day that anything is told of; nil where nothing is.
    private(set) var first: CalendarDate?
    /// The day after the last that anything is told of; nil where nothing is.
    private(set) var end: CalendarDate?

    /// What is told of an entity itself, not of what is below it.
    subscript(_ entity: EntityRef) -> [Period: SandboxMetrics] { counts[entity] ?? [:] }

    /// Whether exactly this is told already.
    func contains(_ row: SandboxHistory) -> Bool { counts[row.entity]?[row.period] == row.metrics }

    /// Tells a row in place of the one of the same entity and period. Days are never taken back, so that the bounds only grow.
    mutating func replace(_ row: SandboxHistory) {
        counts[row.entity, default: [:]][row.period] = row.metrics
        let next = row.period.last.adding(days: 1)
        first = min(first ?? row.period.first, row.period.first)
        end = max(end ?? next, next)
    }
}
