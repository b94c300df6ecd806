import Engine
import Governance
import Storage
import Vocabulary

extension StoreView {
    /// Adds what rows changed to the sums by the days they are about; a period without amounts is kept too, since its days are
    /// told.
    func addSpent(_ differences: [Period: Int128]) throws {
        for (period, difference) in differences {
            let days: [SQLValue] = [period.first.stored, period.last.stored]
            let known = try session.first(
                "SELECT amount FROM spent WHERE org = $1 AND first_day = $2 AND last_day = $3", days
            ) { try $0.text(0) }
            guard difference != 0 || known == nil else { continue }
            let before = try known.map(StoreView.amount) ?? .zero
            guard let sum = before.adding(Decimal12(units: difference)) else {
                throw Damage.value("an amount that fits")
            }
            try session.execute(
                """
                INSERT INTO spent VALUES ($1, $2, $3, $4)
                ON CONFLICT (org, first_day, last_day) DO UPDATE SET amount = excluded.amount
                """, days + [.text(sum.description)])
        }
    }

    func spent() throws -> [SpentPeriod] {
        try session.query("SELECT first_day, last_day, amount FROM spent WHERE org = $1 ORDER BY first_day, last_day") {
            guard let period = Period(try $0.date(0), try $0.date(1)) else { throw Damage.value("a period") }
            return SpentPeriod(period, try StoreView.amount(try $0.text(2)))
        }
    }

    func misfits(of rows: [CountedRow]) throws -> [Int: Misfit] { try misfits(of: rows, isReport: true) }

    /// Days that the platform tells are its own: what somebody's report says of them does not fit.
    func misfits(of rows: [CountedRow], isReport: Bool) throws -> [Int: Misfit] {
        var told = try told()
        var tellings = try tellings()
        let platform = try (isReport ? setting(PlatformDays.setting) : nil).flatMap(CalendarDate.init(parsing:))
        var found: [Int: Misfit] = [:]
        for (place, row) in rows.enumerated() {
            if let platform, row.metrics.period.last >= platform {
                found[place] = .toldByPlatform(platform)
            } else if let other = try overlap(with: row.metrics, &told) {
                found[place] = .otherDays(other)
            } else if let other = try toldOtherwise(row, &tellings) {
                found[place] = other
            } else {
                told.add(row.metrics.period, of: row.metrics.entity)
            }
        }
        return found
    }

    /// The periods of more than one day that any rows are about: few, and only with them can a day be told twice.
    private func told() throws -> ToldDays {
        var told = ToldDays()
        try session.rows("SELECT first_day, last_day FROM spent WHERE org = $1 AND last_day > first_day", []) {
            if let period = Period(try $0.date(0), try $0.date(1)) { told.add(stored: period) }
            return true
        }
        return told
    }

    /// Other days of the same entity that share one with these, the earliest; nil where every day is told once.
    private func overlap(with metrics: MetricRecord, _ told: inout ToldDays) throws -> Period? {
        let period = metrics.period
        guard try told.mayOverlap(period, hasDays) else { return nil }
        let added = told.overlap(with: period, of: metrics.entity)
        // A day can only be inside a longer period, of which an entity has few.
        guard period.days > 1 else {
            if let added { return added }
            return try told.span(over: period.first, of: metrics.entity, spans)
        }
        let stored = try session.first(
            """
            SELECT first_day, last_day FROM metric WHERE org = $1 AND entity = $2 AND first_day <= $4 AND last_day >= $3
            AND NOT (first_day = $3 AND last_day = $4) ORDER BY first_day LIMIT 1
            """, [.text(metrics.entity.description), period.first.stored, period.last.stored], self.period)
        return [stored, added].compactMap(\.self).min { $0.first < $1.first }
    }

    /// The periods of more than one day that an entity's rows are about.
    private func spans(of entity: EntityRef) throws -> [Period] {
        try session.query(
            "SELECT DISTINCT first_day, last_day FROM metric WHERE org = $1 AND entity = $2 AND last_day > first_day",
            [.text(entity.description)], self.period)
    }

    private func period(_ row: any SQLRow) throws -> Period {
        guard let period = Period(try row.date(0), try row.date(1)) else { throw Damage.value("a period") }
        return period
    }

    /// Whether any row is about a single day of a period.
    private func hasDays(in period: Period) throws -> Bool {
        try session.exists(
            """
            SELECT 1 FROM spent WHERE org = $1 AND first_day >= $2 AND first_day <= $3 AND last_day = first_day LIMIT 1
            """, [period.first.stored, period.last.stored])
    }

    private static func amount(_ text: String) throws -> Decimal12 {
        guard let amount = Decimal12(parsing: text) else { throw Damage.value("an amount") }
        return amount
    }
}

/// Which days any rows are about, so that hardly a row has to be looked for among those of its entity.
private struct ToldDays {
    private var spans: Set<Period> = []
    private var days: Set<CalendarDate> = []
    private var known: [Period: Bool] = [:]
    private var spansOfEntities: [EntityRef: [Period]] = [:]
    /// What is about to be added, in its order, and how many of it are in `addedOfEntities`, which is only made where it is asked.
    private var added: [(period: Period, entity: EntityRef)] = []
    private var indexed = 0
    private var addedOfEntities: [EntityRef: [Period]] = [:]

    /// A longer period that stored rows are about.
    mutating func add(stored period: Period) { spans.insert(period) }

    /// A row that is about to be added.
    mutating func add(_ period: Period, of entity: EntityRef) {
        if period.days > 1 { spans.insert(period) } else { days.insert(period.first) }
        added.append((period, entity))
    }

    /// The earliest other period that shares a day with this, of what is about to be added of an entity.
    mutating func overlap(with period: Period, of entity: EntityRef) -> Period? {
        for row in added[indexed...] { addedOfEntities[row.entity, default: []].append(row.period) }
        indexed = added.count
        return addedOfEntities[entity]?.filter { $0 != period && $0.overlaps(period) }.min { $0.first < $1.first }
    }

    /// The longer period that an entity has over a day; `spans` asks for all of an entity's once, since its days come in a row.
    mutating func span(over day: CalendarDate, of entity: EntityRef, _ spans: (EntityRef) throws -> [Period]) rethrows
        -> Period?
    {
        if spansOfEntities[entity] == nil { spansOfEntities[entity] = try spans(entity) }
        return spansOfEntities[entity]?.first { $0.first <= day && $0.last >= day }
    }

    /// Whether another period of any entity shares a day with this; `hasDays` asks for single days once for each period.
    mutating func mayOverlap(_ period: Period, _ hasDays: (Period) throws -> Bool) rethrows -> Bool {
        if spans.contains(where: { $0 != period && $0.overlaps(period) }) { return true }
        guard period.days > 1 else { return false }
        if days.contains(where: { $0 >= period.first && $0 <= period.last }) { return true }
        if let known = known[period] { return known }
        let has = try hasDays(period)
        known[period] = has
        return has
    }
}
