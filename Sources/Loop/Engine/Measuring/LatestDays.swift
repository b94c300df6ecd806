import Reasoning
import Vocabulary

/// The latest days of an account, as far as its reports tell them apart from the days before and after: at most four weeks, or one
/// longer period that is told as a whole.
enum LatestDays: Hashable, Sendable {
    /// No day is told.
    case none
    /// Days are told, and only together with others.
    case overlapping
    /// These days, and how many of them are told.
    case apart(days: Period, told: Int)

    /// The days that are told apart, and how many of them are told; nil where none are.
    var apart: (days: Period, told: Int)? { if case .apart(let days, let told) = self { (days, told) } else { nil } }

    /// The latest of the days that come after one and until another, by the periods that any reports are about.
    init(_ told: [Period], after day: CalendarDate?, until end: CalendarDate) {
        let inside = told.filter { period in period.last <= end && day.map { period.first > $0 } ?? true }
        func isApart(from day: CalendarDate) -> Bool { !told.contains { $0.first < day && day <= $0.last } }
        let ends = Set(inside.map(\.last)).sorted(by: >)
        guard let last = ends.first(where: { isApart(from: $0.adding(days: 1)) }) else {
            self = inside.isEmpty ? .none : .overlapping
            return
        }
        let before = inside.filter { $0.last <= last }
        let month = before.map(\.first).filter { $0 >= last.adding(days: 1 - LatestDays.most) }
        let whole = before.filter { $0.last == last }.map(\.first).min()
        guard let first = (Set(month).sorted() + [whole].compactMap(\.self)).first(where: isApart),
            let days = Period(first, last)
        else {
            self = .overlapping
            return
        }
        self = .apart(days: days, told: LatestDays.count(before.filter { $0.first >= first }))
    }

    /// How many days are the latest at most, where they are told one by one: four weeks have every day of the week as often.
    private static let most = 28

    /// How many days periods cover together.
    private static func count(_ periods: [Period]) -> Int {
        var (count, end) = (0, CalendarDate?.none)
        for period in periods.sorted(by: { $0.first < $1.first }) {
            let first = max(period.first, end?.adding(days: 1) ?? period.first)
            guard first <= period.last else { continue }
            count += period.last.days(since: first) + 1
            end = period.last
        }
        return count
    }
}

extension EngineView {
    /// What was counted over days, where reports are about these periods.
    func counted(over days: Period, of told: [Period]) throws -> MetricTotals {
        // Single days are found along the key of the rows, without reading all of them.
        guard told.allSatisfy({ $0.days == 1 || !$0.overlaps(days) }) else {
            return try totals(over: days)?.totals ?? MetricTotals()
        }
        return try totalsByDay(from: days.first).filter { $0.period.last <= days.last }.totals
    }
}
