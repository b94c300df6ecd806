import Vocabulary

/// Turns the fields of one row into an entity and its counts, by a complete plan.
struct RowMapper {
    private let plan: ImportPlan
    private let level: EntityKind
    private let entities: EntityColumns
    private let numbers: NumberReader
    private let metrics: [(metric: Counted, isMicros: Bool, column: Int)]
    private let segments: [Int]
    private let days: DayColumns
    private let currency: Int?
    private(set) var facts: FactColumns
    private let updated: Int?
    /// Cells of the last row that need a word in the summary.
    private(set) var rounded = 0
    private(set) var bounds = 0

    init(_ plan: ImportPlan, _ level: EntityKind) {
        self.plan = plan
        self.level = level
        entities = EntityColumns(plan, level)
        numbers = NumberReader(plan.numbers)
        metrics = plan.columns.compactMap { column in
            guard column.isUsed, case .metric(let metric, let isMicros) = column.field else { return nil }
            return (metric, isMicros, column.index)
        }
        segments = plan.dimensions.compactMap { plan.column(.segment($0))?.index }
        days = DayColumns(plan)
        currency = plan.column(.currency)?.index
        facts = FactColumns(plan, level, numbers)
        updated = plan.column(.updated)?.index
    }

    /// By what a row that sums up others is known: a word for it, or that it names nothing and has counts.
    enum Sum { case worded, nameless }

    /// Whether the row sums up others, and by what that is seen.
    func sum(_ record: Record) -> Sum? {
        if entities.hasIdentifier(record) { return nil }
        if entities.isTotal(record, ofOneDay: days.columns.contains { !NumberReader.isAbsent(record.field($0)) })
            || days.columns.contains(where: { TotalRow.isTotal(record.field($0)) })
            || !entities.identity.contains(0) && TotalRow.isTotal(record.field(0))
        {
            return .worded
        }
        let isNameless =
            entities.isAnonymous(record) && metrics.contains { !record.field($0.column).isEmpty }
            && segments.allSatisfy { record.field($0).isEmpty }
        return isNameless ? .nameless : nil
    }

    /// The parts of a metric row; throws why it cannot be one.
    mutating func metricParts(_ record: Record) throws(RowProblem) -> MetricParts {
        (rounded, bounds) = (0, 0)
        let lineage = try entities.lineage(record, level)
        let period = try days.period(record)
        try checkCurrency(record)
        let counts = try counts(record)
        guard !counts.isEmpty else { throw RowProblem(.noCounts) }
        try checkCost(counts)
        let breakdown = segments.isEmpty ? [] : segments.map { record.text($0) }
        return MetricParts(
            lineage: lineage, period: period, breakdown: breakdown, counts: counts, facts: try facts.facts(record))
    }

    /// The parts of a row about an entity; throws why it cannot be one.
    mutating func entityParts(_ record: Record) throws(RowProblem) -> EntityParts {
        (rounded, bounds) = (0, 0)
        let lineage = try entities.lineage(record, level)
        return EntityParts(lineage: lineage, facts: try facts.facts(record), updated: try changed(record))
    }

    private func checkCurrency(_ record: Record) throws(RowProblem) {
        guard let currency, let expected = plan.currency else { return }
        let cell = record.field(currency)
        if NumberReader.isAbsent(cell) || cell.elementsEqual(expected.code.utf8) { return }
        throw RowProblem(.currency(RowProblem.excerpt(cell), expected))
    }

    /// No row counts more; sums of many rows still fit where they are kept.
    private static let mostCounted = Decimal12.one * 1_000_000_000_000

    private mutating func counts(_ record: Record) throws(RowProblem) -> Counts {
        var counts = Counts()
        for (metric, isMicros, column) in metrics {
            let cell = record.field(column)
            guard let value = try number(cell, column, isMoney: metric.isMoney) else { continue }
            guard metric.isMoney || value.units.magnitude <= Self.mostCounted.magnitude else {
                throw RowProblem(
                    .tooLarge(column: plan.columns[column].heading, text: RowProblem.excerpt(cell)))
            }
            guard metric.isMoney || value >= .zero else {
                throw RowProblem(
                    .belowZero(column: plan.columns[column].heading, text: RowProblem.excerpt(cell)))
            }
            counts[metric] = isMicros ? Decimal12(units: value.units / 1_000_000) : value
        }
        return counts
    }

    /// What was shown or clicked at a cost that is not told would look cheaper than it was. A purchase alone may come late, after the
    /// money was spent.
    private func checkCost(_ counts: Counts) throws(RowProblem) {
        guard !counts.has(.spend), let cost = metrics.first(where: { $0.metric == .spend }),
            [.impressions, .clicks].contains(where: { counts[$0] ?? .zero != .zero })
        else { return }
        throw RowProblem(.noCost(column: plan.columns[cost.column].heading))
    }

    private mutating func number(_ cell: ArraySlice<UInt8>, _ column: Int, isMoney: Bool) throws(RowProblem)
        -> Decimal12?
    {
        switch numbers.read(cell) {
        case .absent: return nil
        case .bound:
            bounds += 1
            return nil
        case .value(let value, let sign, let isRounded):
            if isRounded { rounded += 1 }
            if sign.isEmpty { return value }
            guard isMoney, let currency = plan.currency else { break }
            guard CurrencySign.fits(sign, currency) else { throw RowProblem(.currency(sign, currency)) }
            return value
        case .percent, .unreadable: break
        }
        let (heading, text) = (plan.columns[column].heading, RowProblem.excerpt(cell))
        throw RowProblem(
            Self.isTooLarge(cell) ? .tooLarge(column: heading, text: text) : .badNumber(column: heading, text: text))
    }

    /// Whether a cell is nothing but a number, with more digits than any is read with.
    private static func isTooLarge(_ cell: ArraySlice<UInt8>) -> Bool {
        let marks: Set<UInt8> = [0x20, 0x27, 0x2B, 0x2C, 0x2D, 0x2E]
        return cell.count { $0 &- 48 < 10 } > 18 && cell.allSatisfy { $0 &- 48 < 10 || marks.contains($0) }
    }

    private func changed(_ record: Record) throws(RowProblem) -> Instant? {
        guard let updated else { return nil }
        let cell = record.field(updated)
        if NumberReader.isAbsent(cell) { return nil }
        guard let instant = TimeCell.instant(cell, in: plan.zone) else {
            throw RowProblem(.badDate(column: plan.columns[updated].heading, text: RowProblem.excerpt(cell)))
        }
        return instant
    }
}

/// What a metric row consists of before its series and age are known.
struct MetricParts {
    var lineage: [NamedEntity]
    var period: Period
    var breakdown: [String]
    var counts: Counts
    var facts: EntityFacts
}

/// What a row about an entity consists of.
struct EntityParts {
    var lineage: [NamedEntity]
    var facts: EntityFacts
    var updated: Instant?
}
