public import Vocabulary

/// A value that rows of different ages state; the latest word counts, and of two alike in revision the
/// greater text, so that the order in which rows come does not matter.
public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    /// What was stated last.
    public private(set) var value: Value
    /// How late a word that is.
    public private(set) var revision: Revision

    init(_ value: Value, _ revision: Revision) {
        self.value = value
        self.revision = revision
    }

    static func merge(_ held: inout Dated<Value>?, _ value: Value?, _ revision: Revision) {
        guard let value else { return }
        guard let old = held else {
            held = Dated(value, revision)
            return
        }
        if old.revision < revision {
            held = Dated(value, revision)
        } else if old.revision == revision, old.value != value,
            String(describing: old.value) < String(describing: value)
        {
            held = Dated(value, revision)
        }
    }
}

/// What is known of one entity from all rows.
public struct EntityState: Hashable, Sendable {
    /// Kind and identifier.
    public let ref: EntityRef
    /// The entity it belongs to: the nearest one above that its rows name; nil for an account.
    public internal(set) var parent: Dated<EntityRef>?
    /// Its name.
    public internal(set) var name: Dated<String>?
    /// Whether it runs, as its platform says.
    public internal(set) var status: Dated<EntityStatus>?
    /// Its daily budget, as its platform says.
    public internal(set) var dailyBudget: Dated<Money>?
    /// Its first day, as its platform says.
    public internal(set) var start: Dated<CalendarDate>?
    /// The first day that a row of it is about.
    public internal(set) var firstSeen: CalendarDate?
    /// Its segment by dimension; a dimension in which its rows differ is nil.
    public internal(set) var segments: [String: String?] = [:]
    /// Sums by series; a series whose rows all contradict each other stays with no rows.
    public internal(set) var totals: [MetricSeries: SeriesTotals] = [:]

    init(_ ref: EntityRef) {
        self.ref = ref
    }

    /// The series to read: the least divided, by day before by longer periods, then in order of source.
    public var series: MetricSeries? {
        totals.lazy.filter { $0.value.rows > 0 }.map(\.key).min(by: Self.isBetter)
    }

    private static func isBetter(_ one: MetricSeries, _ other: MetricSeries) -> Bool {
        if one.dimensions.count != other.dimensions.count { return one.dimensions.count < other.dimensions.count }
        if one.isDaily != other.isDaily { return one.isDaily }
        if one.source != other.source { return one.source < other.source }
        return one.dimensions.lexicographicallyPrecedes(other.dimensions)
    }

    mutating func note(_ name: String?, under parent: EntityRef?, _ revision: Revision, since first: CalendarDate?) {
        Dated.merge(&self.parent, parent, revision)
        Dated.merge(&self.name, name, revision)
        if let first { firstSeen = min(firstSeen ?? first, first) }
    }

    /// Takes in a row of its own and the change that the row makes to its sums, if the row lies in the
    /// period.
    mutating func take(
        _ row: MetricRow, _ revision: Revision, _ change: (new: Counts?, old: Counts?), within period: Period
    ) {
        merge(row.facts, revision)
        merge(row.series.dimensions, row.key.breakdown)
        guard period.first <= row.key.period.first, row.key.period.last <= period.last else { return }
        if let old = change.old { totals[row.series]?.remove(old) }
        if let new = change.new {
            totals[row.series, default: SeriesTotals(row.key.period, asOf: row.asOf)]
                .add(new, row.key.period, asOf: row.asOf)
        }
    }

    mutating func merge(_ facts: EntityFacts, _ revision: Revision) {
        Dated.merge(&status, facts.status, revision)
        Dated.merge(&dailyBudget, facts.dailyBudget, revision)
        Dated.merge(&start, facts.start, revision)
    }

    private mutating func merge(_ dimensions: [String], _ values: [String]) {
        for (dimension, value) in zip(dimensions, values) {
            if let known = segments[dimension] {
                if known != value, known != nil { segments[dimension] = .some(nil) }
            } else {
                segments[dimension] = value
            }
        }
    }
}
