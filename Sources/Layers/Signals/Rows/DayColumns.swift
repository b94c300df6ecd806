import Vocabulary

/// Reads the days a row is about.
struct DayColumns {
    /// Every column that holds a date of the row.
    let columns: [Int]
    private let day: Int?
    private let unit: (column: Int, CalendarUnit)?
    private let start: Int?
    private let end: Int?
    private let given: Period?
    private let order: DateOrder?
    private let headings: [String]

    init(_ plan: ImportPlan) {
        day = plan.column(.day)?.index
        let units: [CalendarUnit] = [.week, .month, .quarter]
        unit = units.compactMap { unit in plan.column(.calendar(unit)).map { ($0.index, unit) } }.first
        start = plan.column(.periodStart)?.index
        end = plan.column(.periodEnd)?.index
        given = plan.period
        order = plan.dates
        headings = plan.columns.map(\.heading)
        columns = [day, unit?.column, start, end].compactMap(\.self)
    }

    /// The row's period: its day, its week or month, its start to its end, or what was given for all rows.
    func period(_ record: Record) throws(RowProblem) -> Period {
        guard let found = try ownPeriod(record) else {
            guard let given else { throw RowProblem(.badDate(column: "", text: "")) }
            return given
        }
        if let given, found.first < given.first || found.last > given.last {
            throw RowProblem(.outside(found.description, given))
        }
        return found
    }

    private func ownPeriod(_ record: Record) throws(RowProblem) -> Period? {
        if let day {
            let date = try date(record, day)
            return Period(date, date)
        }
        if let (column, unit) = unit {
            let dates = unit.dates(around: try date(record, column))
            return Period(dates.first, dates.next.adding(days: -1))
        }
        guard let start else { return nil }
        let first = try date(record, start)
        let last = if let end { try date(record, end) } else { first }
        guard let period = Period(first, last) else { throw RowProblem(.backwards("\(first)/\(last)")) }
        return period
    }

    private func date(_ record: Record, _ column: Int) throws(RowProblem) -> CalendarDate {
        let cell = record.field(column)
        guard let date = DateCell(cell).date(order) else {
            throw RowProblem(.badDate(column: headings[column], text: RowProblem.excerpt(cell)))
        }
        return date
    }
}
