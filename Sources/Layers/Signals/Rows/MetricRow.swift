public import Vocabulary

/// What makes a metric row the one it is: entity, period and breakdown. A row of the same key and source in a
/// later import corrects it; a second one in the same file is refused.
public struct MetricKey: Hashable, Sendable {
    /// Whose counts they are.
    public let entity: EntityRef
    /// The days they are about.
    public let period: Period
    /// Values of the breakdown dimensions, in the order of the series' dimensions.
    public let breakdown: [String]

    /// A key; the breakdown has one value for each of the series' dimensions.
    public init(_ entity: EntityRef, _ period: Period, _ breakdown: [String] = []) {
        self.entity = entity
        self.period = period
        self.breakdown = breakdown
    }
}

/// Rows that may be added up: of one source and one level, split by the same dimensions; all rows of a file.
///
/// Two series of one source can tell of the same money twice (by ad, by country); a sum takes one of them for
/// each day.
public struct MetricSeries: Hashable, Sendable {
    /// Where the rows come from.
    public let source: SourceName
    /// Whose counts they are.
    public let level: EntityKind
    /// What splits them, in order of name.
    public let dimensions: [String]

    /// A series.
    public init(source: SourceName, level: EntityKind, dimensions: [String]) {
        self.source = source
        self.level = level
        self.dimensions = dimensions
    }
}

/// One accepted row of metrics.
public struct MetricRow: Hashable, Sendable {
    /// The line of the file it starts on.
    public let line: Int
    /// The series it belongs to.
    public let series: MetricSeries
    /// Entity, period and breakdown.
    public let key: MetricKey
    /// The entities from the account down to the row's own, which is last.
    public let lineage: [NamedEntity]
    /// What was counted.
    public let counts: Counts
    /// What the row says about its entity.
    public let facts: EntityFacts
    /// The last instant the counts know of: the period's end in the declared zone, or when the report was
    /// taken.
    public let asOf: Instant

    /// A row; the lineage ends with the key's entity.
    public init(
        line: Int, series: MetricSeries, key: MetricKey, lineage: [NamedEntity], counts: Counts,
        facts: EntityFacts = EntityFacts(), asOf: Instant
    ) {
        self.line = line
        self.series = series
        self.key = key
        self.lineage = lineage
        self.counts = counts
        self.facts = facts
        self.asOf = asOf
    }
}

/// One accepted row about an entity without counts: a version of its facts.
public struct EntityRow: Hashable, Sendable {
    /// The line of the file it starts on.
    public let line: Int
    /// Where it comes from.
    public let source: SourceName
    /// The entities from the account down to the row's own, which is last.
    public let lineage: [NamedEntity]
    /// What the row says.
    public let facts: EntityFacts
    /// When the entity was last changed, as the row says; nil where it does not say.
    public let updated: Instant?

    /// A row; the lineage ends with the entity it is about.
    public init(line: Int, source: SourceName, lineage: [NamedEntity], facts: EntityFacts, updated: Instant? = nil) {
        self.line = line
        self.source = source
        self.lineage = lineage
        self.facts = facts
        self.updated = updated
    }
}

/// One row that was not imported.
public struct RefusedRow: Hashable, Sendable {
    /// The line of the file it starts on.
    public let line: Int
    /// Why, and what to do.
    public let reason: RowRefusal

    /// A refusal.
    public init(line: Int, reason: RowRefusal) {
        self.line = line
        self.reason = reason
    }
}
