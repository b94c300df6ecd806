public import Vocabulary

/// How old a value is for somebody who looks at it.
public struct Freshness: Hashable, Sendable {
    /// The last instant the value knows of.
    public let asOf: Instant
    /// How long before the look that is; zero for a period that is not over yet.
    public let age: Duration

    /// The age of a value at an instant.
    public init(asOf: Instant, at now: Instant) {
        self.asOf = asOf
        age = max(.zero, now.since(asOf))
    }

    /// Whether the value is older than a limit allows.
    public func isStale(over limit: Duration) -> Bool { age > limit }
}

/// One number that an agent is shown and may cite.
public struct SnapshotValue: Hashable, Sendable {
    /// Whose it is.
    public let entity: EntityRef
    /// Which metric of the catalogue.
    public let metric: MetricName
    /// The exact sum, or for a ratio the quotient of two exact sums to the nearest 10^-12.
    public let value: Decimal12
    /// The currency of an amount.
    public let currency: Currency?
    /// Where it comes from.
    public let source: SourceName
    /// How old it is.
    public let freshness: Freshness
    /// The share of rows that reported it, rounded down.
    public let completeness: Percentage

    /// The number as it is cited: `149.710000657 GBP`, `24`.
    public var text: String { currency.map { "\(value) \($0.code)" } ?? value.description }

    /// The citation of a proposal.
    public var evidence: Evidence {
        Evidence(entity: entity, metric: metric, value: text, source: source, asOf: freshness.asOf)
    }
}

/// What an agent is shown of the world for one decision.
public struct Snapshot: Sendable {
    /// When it was taken.
    public let takenAt: Instant
    /// The days its sums are about.
    public let period: Period
    /// The currency of every amount.
    public let currency: Currency
    /// The entities.
    public let table: EntityTable
    /// What the data do not say and everything here rests on.
    public let assumptions: [Assumption]
    /// What cannot be judged from the data: whatever needs it is inactive, and named so.
    public let inactive: [NotJudged]
    private let totals: [EntityRef: SeriesTotals]
    private let sources: [EntityRef: SourceName]
    private let catalogue: MetricCatalogue

    /// A look at a table.
    public init(
        _ table: EntityTable, at now: Instant, _ currency: Currency, resting assumptions: [Assumption] = [],
        inactive: [NotJudged] = []
    ) {
        takenAt = now
        period = table.period
        self.currency = currency
        self.table = table
        self.assumptions = assumptions
        self.inactive = inactive
        totals = table.rollUp()
        sources = Self.sources(table)
        catalogue = .builtIn
    }

    /// The sums of an entity; nil where no row of it or of what belongs to it lies in the period.
    public func totals(of entity: EntityRef) -> SeriesTotals? { totals[entity] }

    /// A metric of an entity; nil where it was not reported, or would divide by zero, or is not in the
    /// catalogue.
    public func value(_ metric: MetricName, of entity: EntityRef) -> SnapshotValue? {
        guard let sums = totals[entity], let source = sources[entity], let entry = catalogue[metric],
            let (value, parts) = Self.compute(entry, sums)
        else { return nil }
        let completeness = parts.compactMap { sums.completeness(of: $0) }.min() ?? Percentage(percent: 0)
        return SnapshotValue(
            entity: entity, metric: metric, value: value, currency: entry.unit == .money ? currency : nil,
            source: source, freshness: Freshness(asOf: sums.asOf, at: takenAt), completeness: completeness)
    }

    /// The value of a metric from summed counts, and the counts it is made of.
    private static func compute(_ entry: Metric, _ sums: SeriesTotals) -> (Decimal12, [Counted])? {
        switch entry.formula {
        case .observed:
            guard let counted = Counted(entry.name.text) else { return nil }
            return sums.counts[counted].map { ($0, [counted]) }
        case .ratio(let top, let bottom):
            guard let over = Counted(top.text), let under = Counted(bottom.text), let numerator = sums.counts[over],
                let denominator = sums.counts[under]
            else { return nil }
            return numerator.divided(by: denominator, rounding: .nearest).map { ($0, [over, under]) }
        }
    }

    /// The source each entity's numbers come from: its own rows', else that of the first of what belongs to
    /// it.
    private static func sources(_ table: EntityTable) -> [EntityRef: SourceName] {
        var sources: [EntityRef: SourceName] = [:]
        for kind in EntityKind.allCases.reversed() {
            for state in table.entities.values where state.ref.kind == kind {
                if let own = state.series?.source { sources[state.ref] = own }
                guard let source = sources[state.ref], let parent = state.parent?.value else { continue }
                if table.entities[parent]?.series == nil { sources[parent] = min(sources[parent] ?? source, source) }
            }
        }
        return sources
    }
}
