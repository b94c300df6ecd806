import Engine
import Storage
import Vocabulary

extension StoreView {
    func add(_ metrics: MetricRecord, under parents: [EntityRef]) throws -> Bool {
        do {
            return try add([CountedRow(metrics, under: parents)], naming: [], isReport: false) == 1
        } catch is RowsDoNotFit {
            return false
        }
    }

    func add(_ rows: [CountedRow], naming entities: [EntityRecord]) throws -> Int {
        try add(rows, naming: entities, isReport: true)
    }

    /// - Parameter isReport: whether somebody's report tells the rows, and not the platform.
    private func add(_ rows: [CountedRow], naming entities: [EntityRecord], isReport: Bool) throws -> Int {
        let misfits = try misfits(of: rows, isReport: isReport)
        guard misfits.isEmpty else { throw RowsDoNotFit(misfits) }
        for entity in entities { try put(entity) }
        var sums: [EntityRef: MetricDifference] = [:]
        var newest: [SourceName: Instant] = [:]
        var spent: [Period: Int128] = [:]
        var told = NewlyTold()
        var changed = 0
        for (place, row) in rows.enumerated() {
            let difference: MetricDifference
            switch try replace(row) {
            case .repeated:
                told.repeated[place] = .repeated
                continue
            case .unchanged: continue
            case .changed(let found): difference = found
            }
            changed += 1
            told.note(row)
            spent[row.metrics.period, default: 0] += difference.spend ?? 0
            for ref in [row.metrics.entity] + row.parents { try sums[ref, default: MetricDifference()].add(difference) }
            newest[row.metrics.source] = max(newest[row.metrics.source] ?? row.metrics.asOf, row.metrics.asOf)
        }
        guard told.repeated.isEmpty else { throw RowsDoNotFit(told.repeated) }
        for (ref, sum) in sums { try add(sum, to: ref) }
        try addSpent(spent)
        try add(told)
        if changed > 0 {
            forgetAccount()
            session.forget(context.sources)
        }
        for (source, asOf) in newest {
            try session.execute(
                """
                INSERT INTO source VALUES ($1, $2, $3) ON CONFLICT (org, name) DO UPDATE
                SET as_of = CASE WHEN excluded.as_of > source.as_of THEN excluded.as_of ELSE source.as_of END
                """, [.text(source.text), asOf.stored])
        }
        return changed
    }

    /// What became of one row.
    private enum Replaced {
        case changed(MetricDifference)
        case unchanged
        /// Its import told it before, so that nothing was written.
        case repeated
    }

    /// Writes counts that are new, or newer than those that are there.
    private func replace(_ row: CountedRow) throws -> Replaced {
        let metrics = row.metrics
        if try insert(row) { return .changed(try MetricDifference(from: nil, to: metrics)) }
        let known = try stored(metrics)
        if let id = row.toldBy, known?.toldBy == id { return .repeated }
        guard let known = known?.metrics, known == metrics || known.asOf > metrics.asOf else {
            try keep(row)
            return .changed(try MetricDifference(from: known?.metrics, to: metrics))
        }
        if let id = row.toldBy { try stamp(metrics, id) }
        return .unchanged
    }

    func metrics(of entity: EntityRef, beginningIn days: Period) throws -> [MetricRecord] {
        try session.query(
            """
            SELECT source, first_day, last_day, breakdown, currency, spend, impressions, clicks, enquiries, purchases, as_of,
            revenue FROM metric WHERE org = $1 AND entity = $2 AND first_day BETWEEN $3 AND $4
            ORDER BY first_day, last_day, source, breakdown
            """, [.text(entity.description), days.first.stored, days.last.stored]
        ) { try metricRow($0, entity) }
    }

    func totalsByDay(from day: CalendarDate) throws -> [MetricRecord] {
        guard let account = try account() else { return [] }
        return try sumsByDay(of: account.ref, from: day) { _ in true }
    }

    func totalsByDay(of campaign: EntityRef, from day: CalendarDate) throws -> [MetricRecord] {
        let wanted = campaign.description
        return try sumsByDay(of: campaign, from: day) { lineage in lineage.contains { $0 == wanted } }
    }

    func totals(over period: Period) throws -> MetricRecord? {
        guard let account = try account() else { return nil }
        var sum: MetricRecord?
        try session.rows(
            """
            SELECT source, first_day, last_day, breakdown, currency, spend, impressions, clicks, enquiries, purchases, as_of,
            revenue FROM metric WHERE org = $1 AND first_day >= $2 AND last_day <= $3
            """, [period.first.stored, period.last.stored]
        ) { row in
            let record = try metricRow(row, account.ref)
            sum = try sum?.adding(record) ?? record
            return true
        }
        return sum
    }

    func totals(of kind: EntityKind, from day: CalendarDate) throws -> [EntityRef: MetricRecord] {
        let account = try account()?.ref
        var sums: [EntityRef: MetricRecord] = [:]
        try eachDay(from: day) { row, lineage in
            let scope = lineage.lazy.compactMap { EntityRef(parsing: String($0)) }.first { $0.kind == kind }
            guard let entity = scope ?? (kind == .account ? account : nil) else { return }
            let record = try metricRow(row, entity)
            sums[entity] = try sums[entity]?.adding(record) ?? record
        }
        return sums
    }

    /// The sum of every day, earliest first, over the rows whose lineage `isCounted`.
    private func sumsByDay(
        of entity: EntityRef, from day: CalendarDate, _ isCounted: ([Substring]) -> Bool
    ) throws -> [MetricRecord] {
        var sums: [CalendarDate: MetricRecord] = [:]
        try eachDay(from: day) { row, lineage in
            guard isCounted(lineage) else { return }
            let record = try metricRow(row, entity)
            sums[record.period.first] = try sums[record.period.first]?.adding(record) ?? record
        }
        return sums.values.sorted { $0.period.first < $1.period.first }
    }

    /// Every row about one day from `day` on, with its entity and what that belongs to, nearest first. Goes from entity to entity
    /// along the key of the rows: an index by day would cost every import as much again as the rows themselves.
    private func eachDay(from day: CalendarDate, _ visit: (any SQLRow, [Substring]) throws -> Void) throws {
        try session.rows(
            """
            SELECT m.source, first_day, last_day, breakdown, m.currency, m.spend, m.impressions, m.clicks, m.enquiries,
            m.purchases, as_of, m.revenue, e.ref, e.parents FROM entity e CROSS JOIN metric m
            WHERE e.org = $1 AND m.org = $1 AND m.entity = e.ref AND first_day >= $2 AND first_day = last_day
            """, [day.stored]
        ) { row in
            try visit(row, [Substring(try row.text(12))] + (try row.text(13).split(separator: "\n")))
            return true
        }
    }

    private func stored(_ metrics: MetricRecord) throws -> (metrics: MetricRecord, toldBy: ImportID?)? {
        try session.first(
            """
            SELECT source, first_day, last_day, breakdown, currency, spend, impressions, clicks, enquiries, purchases, as_of,
            revenue, told_by FROM metric
            WHERE org = $1 AND entity = $2 AND first_day = $3 AND last_day = $4 AND source = $5 AND breakdown = $6
            """, key(metrics)
        ) { (try metricRow($0, metrics.entity), try $0.idIfPresent(12)) }
    }

    /// Says of counts that stay as they are that an import told them.
    private func stamp(_ metrics: MetricRecord, _ id: ImportID) throws {
        try session.execute(
            """
            UPDATE metric SET told_by = $7
            WHERE org = $1 AND entity = $2 AND first_day = $3 AND last_day = $4 AND source = $5 AND breakdown = $6
            """, key(metrics) + [id.stored])
    }

    private func key(_ metrics: MetricRecord) -> [SQLValue] {
        [
            .text(metrics.entity.description), metrics.period.first.stored, metrics.period.last.stored,
            .text(metrics.source.text), .text(metrics.breakdown),
        ]
    }

    /// True where there were no counts under this key; else nothing is written.
    private func insert(_ row: CountedRow) throws -> Bool {
        try session.execute(
            """
            INSERT INTO metric VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            ON CONFLICT (org, entity, first_day, last_day, source, breakdown) DO NOTHING
            """, values(row)) > 0
    }

    private func keep(_ row: CountedRow) throws {
        try session.execute(
            """
            INSERT INTO metric VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            ON CONFLICT (org, entity, first_day, last_day, source, breakdown) DO UPDATE SET currency = excluded.currency,
            spend = excluded.spend, impressions = excluded.impressions, clicks = excluded.clicks,
            enquiries = excluded.enquiries, purchases = excluded.purchases, as_of = excluded.as_of,
            revenue = excluded.revenue, told_by = excluded.told_by
            """, values(row))
    }

    private func values(_ row: CountedRow) -> [SQLValue] {
        let metrics = row.metrics
        return key(metrics) + [
            .text(ifPresent: metrics.anyCurrency?.code), .text(ifPresent: metrics.spend?.amount.description),
            .integer(ifPresent: metrics.impressions), .integer(ifPresent: metrics.clicks),
            .integer(ifPresent: metrics.enquiries?.millionths), .integer(ifPresent: metrics.purchases?.millionths),
            metrics.asOf.stored,
            .text(ifPresent: metrics.revenue?.amount.description), row.toldBy?.stored ?? .null,
        ]
    }

    private func add(_ difference: MetricDifference, to ref: EntityRef) throws {
        guard
            let sum = try session.first(
                "SELECT spend, revenue FROM entity WHERE org = $1 AND ref = $2", [.text(ref.description)],
                { (spend: try $0.textIfPresent(0), revenue: try $0.textIfPresent(1)) })
        else { throw Damage.value("an entity that metrics can be added to") }
        let spend = try MetricDifference.sum(difference.spend, with: sum.spend)
        let revenue = try MetricDifference.sum(difference.revenue, with: sum.revenue)
        try session.execute(
            """
            UPDATE entity SET currency = COALESCE($3, currency), spend = $4,
            impressions = CASE WHEN $5 IS NULL THEN impressions ELSE COALESCE(impressions, 0) + $5 END,
            clicks = CASE WHEN $6 IS NULL THEN clicks ELSE COALESCE(clicks, 0) + $6 END,
            enquiries = CASE WHEN $7 IS NULL THEN enquiries ELSE COALESCE(enquiries, 0) + $7 END,
            purchases = CASE WHEN $8 IS NULL THEN purchases ELSE COALESCE(purchases, 0) + $8 END, revenue = $9
            WHERE org = $1 AND ref = $2
            """,
            [
                .text(ref.description), .text(ifPresent: difference.currency?.code), .text(ifPresent: spend),
                .integer(ifPresent: difference.impressions), .integer(ifPresent: difference.clicks),
                .integer(ifPresent: difference.enquiries), .integer(ifPresent: difference.purchases),
                .text(ifPresent: revenue),
            ])
    }

    private func metricRow(_ row: any SQLRow, _ entity: EntityRef) throws -> MetricRecord {
        guard let period = Period(try row.date(1), try row.date(2)) else { throw Damage.value("a period") }
        let currency = try row.textIfPresent(4).flatMap { Currency($0) }
        func money(_ column: Int) throws -> MetricMoney? {
            guard let currency, let text = try row.textIfPresent(column) else { return nil }
            return Decimal12(parsing: text).map { MetricMoney($0, currency) }
        }
        return MetricRecord(
            source: try row.name(0), entity: entity, period: period, breakdown: try row.text(3), spend: try money(5),
            impressions: try row.integerIfPresent(6), clicks: try row.integerIfPresent(7),
            enquiries: try row.integerIfPresent(8).map(AttributedCount.init(millionths:)),
            purchases: try row.integerIfPresent(9).map(AttributedCount.init(millionths:)),
            revenue: try money(11), asOf: try row.instant(10))
    }
}

/// What rows add to a sum above them.
private struct MetricDifference {
    private(set) var currency: Currency?
    private(set) var spend, revenue: Int128?
    private(set) var impressions, clicks: Int64?
    /// In millionths.
    private(set) var enquiries, purchases: Int64?

    /// Nothing.
    init() {}

    mutating func add(_ other: MetricDifference) throws {
        currency = other.currency ?? currency
        spend = try MetricDifference.sum(spend, other.spend)
        revenue = try MetricDifference.sum(revenue, other.revenue)
        impressions = try MetricDifference.sum(impressions, other.impressions)
        clicks = try MetricDifference.sum(clicks, other.clicks)
        enquiries = try MetricDifference.sum(enquiries, other.enquiries)
        purchases = try MetricDifference.sum(purchases, other.purchases)
    }

    private static func sum<Number: FixedWidthInteger>(_ one: Number?, _ other: Number?) throws -> Number? {
        guard let one, let other else { return one ?? other }
        let (sum, overflow) = one.addingReportingOverflow(other)
        guard !overflow else { throw Damage.value("a sum that fits") }
        return sum
    }

    init(from known: MetricRecord?, to new: MetricRecord) throws {
        currency = new.anyCurrency ?? known?.anyCurrency
        if let before = known?.spend, let after = new.spend, before.currency != after.currency {
            throw StorageError(
                .constraint, .giveUp,
                "`\(new.entity)` was imported in `\(before.currency)` and cannot be corrected in `\(after.currency)`")
        }
        spend = MetricDifference.of(known?.spend?.amount.units, new.spend?.amount.units)
        revenue = MetricDifference.of(known?.revenue?.amount.units, new.revenue?.amount.units)
        impressions = MetricDifference.of(known?.impressions, new.impressions)
        clicks = MetricDifference.of(known?.clicks, new.clicks)
        enquiries = MetricDifference.of(known?.enquiries?.millionths, new.enquiries?.millionths)
        purchases = MetricDifference.of(known?.purchases?.millionths, new.purchases?.millionths)
    }

    /// An amount as it is stored, with a difference added.
    static func sum(_ difference: Int128?, with stored: String?) throws -> String? {
        guard let difference else { return stored }
        let before = stored.flatMap { Decimal12(parsing: $0) } ?? .zero
        guard let sum = before.adding(Decimal12(units: difference)) else { throw Damage.value("an amount that fits") }
        return sum.description
    }

    private static func of<Number: FixedWidthInteger>(_ before: Number?, _ after: Number?) -> Number? {
        before == nil && after == nil ? nil : (after ?? 0) - (before ?? 0)
    }
}

extension MetricRecord {
    /// The sum of two records of one period.
    fileprivate func adding(_ other: MetricRecord) throws -> MetricRecord {
        var sum = self
        sum.spend = try MetricRecord.sum(spend, other.spend)
        sum.revenue = try MetricRecord.sum(revenue, other.revenue)
        sum.impressions = MetricRecord.sum(impressions, other.impressions)
        sum.clicks = MetricRecord.sum(clicks, other.clicks)
        sum.enquiries = MetricRecord.sum(enquiries, other.enquiries)
        sum.purchases = MetricRecord.sum(purchases, other.purchases)
        sum.breakdown = ""
        return sum
    }

    /// The currency of its amounts.
    fileprivate var anyCurrency: Currency? { spend?.currency ?? revenue?.currency }

    private static func sum(_ one: MetricMoney?, _ other: MetricMoney?) throws -> MetricMoney? {
        guard let one, let other else { return one ?? other }
        return try one.adding(other)
    }

    private static func sum(_ one: AttributedCount?, _ other: AttributedCount?) -> AttributedCount? {
        one == nil && other == nil ? nil : (one ?? 0) + (other ?? 0)
    }

    private static func sum(_ one: Int64?, _ other: Int64?) -> Int64? {
        one == nil && other == nil ? nil : (one ?? 0) + (other ?? 0)
    }
}
