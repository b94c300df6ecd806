public import Vocabulary

/// Reads a file row by row by a complete plan, in constant memory. Every row is accepted or refused with its
/// line.
///
/// Whether a row repeats another one is not decided here but where rows are kept (`Admission`), since that
/// needs the rows.
public struct Importer {
    private let plan: ImportPlan
    private let content: ImportContent
    private let today: CalendarDate?
    private var reader: DelimitedReader
    private var mapper: RowMapper
    private var record = Record()
    private var ages: [Period: Instant] = [:]
    /// Whether `record` was read already and is still to be judged.
    private var isRead = false
    private var hasRows = false
    /// Lines of sums without a name since the last row.
    private var nameless: [Int] = []
    private let series: MetricSeries
    /// Columns that are read, each with another one of the same heading.
    private let twins: [(read: Int, other: Int)]
    /// What became of the rows so far.
    public private(set) var summary = ImportSummary()

    /// Starts at the first byte of `chunks`; throws where the plan still misses something. Rows about days after `today` are
    /// refused.
    public init(_ chunks: Chunks, _ plan: ImportPlan, today: CalendarDate? = nil) throws(ImportError) {
        guard plan.isComplete, let content = plan.content else { throw .incomplete(plan.missing) }
        self.plan = plan
        self.today = today
        self.content = content
        reader = DelimitedReader(chunks, plan.format, limits: plan.limits)
        mapper = RowMapper(plan, content.level)
        twins = Self.twins(plan.columns)
        series = MetricSeries(source: plan.source, level: content.level, dimensions: plan.dimensions)
    }

    /// The next row that is imported or refused; nil at the end of the file.
    public mutating func next() throws(ImportError) -> ImportedRow? {
        while true {
            if !isRead {
                guard try reader.next(into: &record) else { return nil }
                summary.lines += record.lines
            }
            isRead = false
            if let row = judge() { return row }
        }
    }

    /// The next rows, at most `count`; empty at the end of the file.
    public mutating func next(_ count: Int) throws(ImportError) -> [ImportedRow] {
        var rows: [ImportedRow] = []
        rows.reserveCapacity(count)
        while rows.count < count, let row = try next() { rows.append(row) }
        return rows
    }

    private mutating func judge() -> ImportedRow? {
        if record.line <= plan.headerLine {
            summary.headerRows += 1
            return nil
        }
        if let fault = record.fault { return refuse(.unreadable(fault.message)) }
        if record.isBlank {
            summary.blank += 1
            return nil
        }
        if record.count != plan.columns.count {
            switch judgeWidth() {
            case .fits: break
            case .counted: return nil
            case .refused(let row): return row
            }
        }
        if let sum = mapper.sum(record) {
            summary.leaveOut(\.totals, line: record.line)
            if sum == .nameless, hasRows { nameless.append(record.line) }
            return nil
        }
        // A sum without a name stands before all rows or after them; between them, it is a row that lost its name.
        if !nameless.isEmpty {
            let line = nameless.removeFirst()
            summary.takeBack(\.totals, line: line)
            isRead = true
            return .refused(count(RefusedRow(line: line, reason: .noEntity(content.level))))
        }
        hasRows = true
        do throws(RowProblem) {
            return try accept()
        } catch {
            return refuse(error.refusal)
        }
    }

    /// What becomes of a row of another width: one that only has empty cells too many is read.
    private mutating func judgeWidth() -> WidthVerdict {
        let columns = plan.columns.count
        if (0..<record.count).dropFirst().allSatisfy({ record.field($0).isEmpty }) {
            if TotalRow.isFooter(record.field(0)) {
                summary.leaveOut(\.footers, line: record.line)
                return .counted
            }
            if TotalRow.isTotal(record.field(0)) {
                summary.leaveOut(\.totals, line: record.line)
                return .counted
            }
        }
        if record.count > columns, (columns..<record.count).allSatisfy({ record.field($0).isEmpty }) { return .fits }
        return .refused(refuse(.width(record.count, expected: columns)))
    }

    private static func twins(_ columns: [PlannedColumn]) -> [(read: Int, other: Int)] {
        columns.compactMap { column in
            guard case .besides = column.note,
                let read = columns.first(where: { $0.isUsed && $0.field == column.field }),
                ColumnName(read.heading).key == ColumnName(column.heading).key
            else { return nil }
            return (read.index, column.index)
        }
    }

    private enum WidthVerdict {
        case fits
        case counted
        case refused(ImportedRow)
    }

    private mutating func accept() throws(RowProblem) -> ImportedRow {
        switch content {
        case .metrics:
            let parts = try mapper.metricParts(record)
            if let today, parts.period.last >= today { throw RowProblem(.future(parts.period, today: today)) }
            let row = metricRow(parts)
            let differs = twins.contains { record.field($0.read) != record.field($0.other) }
            summary.findings.add(
                DataFinding.of(parts.counts) + mapper.facts.odd + (differs ? [.otherwiseInTwin] : []), line: record.line
            )
            for assumption in mapper.facts.untold where !plan.assumptions.contains(assumption) {
                if !summary.assumed.contains(assumption) { summary.assumed.append(assumption) }
            }
            note()
            return .metrics(row)
        case .entities:
            let parts = try mapper.entityParts(record)
            summary.findings.add(mapper.facts.odd, line: record.line)
            note()
            return .entity(
                EntityRow(
                    line: record.line, source: plan.source, lineage: parts.lineage, facts: parts.facts,
                    updated: parts.updated))
        }
    }

    private mutating func metricRow(_ parts: MetricParts) -> MetricRow {
        let entity = parts.lineage[parts.lineage.count - 1].ref
        return MetricRow(
            line: record.line, series: series,
            key: MetricKey(entity, parts.period, parts.breakdown), lineage: parts.lineage, counts: parts.counts,
            facts: parts.facts, asOf: asOf(parts.period))
    }

    private mutating func note() {
        summary.accepted += 1
        summary.rounded += mapper.rounded
        summary.bounds += mapper.bounds
    }

    private mutating func refuse(_ reason: RowRefusal) -> ImportedRow {
        .refused(count(RefusedRow(line: record.line, reason: reason)))
    }

    /// Counts a row as refused that was accepted by itself, and does not fit what is kept already.
    public mutating func takeBack(line: Int, because reason: RowRefusal) -> RefusedRow {
        summary.accepted -= 1
        return count(RefusedRow(line: line, reason: reason))
    }

    private mutating func count(_ row: RefusedRow) -> RefusedRow {
        summary.refused += 1
        summary.refusedByKind[row.reason.kind, default: 0] += 1
        return row
    }

    /// The period's end in the zone, not later than the report. Rows are of few periods, and a zone's rules are dear to ask.
    private mutating func asOf(_ period: Period) -> Instant {
        if let known = ages[period] { return known }
        let end = period.bounds(in: plan.zone).end
        let asOf = plan.takenAt.map { min($0, end) } ?? end
        if ages.count == Importer.mostAges { ages.removeAll(keepingCapacity: true) }
        ages[period] = asOf
        return asOf
    }

    /// How many periods' ends are kept at most.
    private static let mostAges = 4_096
}

@available(*, unavailable)
extension Importer: Sendable {}
