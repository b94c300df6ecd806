import Vocabulary

/// How long a window is at least and at most; a calendar day has 23 to 25 hours, a month 28 to 31 days.
struct WindowSize {
    let shortest: Duration
    let longest: Duration
    let isCalendar: Bool

    init(_ window: Window) {
        let hour = Duration.seconds(3_600)
        let day = hour * 24
        switch window {
        case .rolling(let length):
            (shortest, longest, isCalendar) = (length, length, false)
        case .calendar(let unit):
            let days: (Int, Int) =
                switch unit {
                case .day: (1, 1)
                case .week: (7, 7)
                case .month: (28, 31)
                case .quarter: (90, 92)
                case .year: (365, 366)
                }
            (shortest, longest, isCalendar) = (day * days.0 - hour, day * days.1 + hour, true)
        }
    }

    /// Whole days it has at most, for what is spent per day.
    var mostDays: Int64 { max(1, longest.wholeSeconds / 86_400) }

    /// Whether one of these always lies within one of the other kind.
    func fits(in other: WindowSize) -> Bool {
        // A day of 25 hours still lies in any week; equal sizes are two counts of the same time.
        longest <= other.shortest || (other.longest >= longest && other.shortest >= shortest)
    }

    /// The most of these that a stretch of time can touch.
    func windows(in stretch: Duration) -> Int64 {
        let size = max(1, shortest.wholeSeconds)
        let full = (stretch.wholeSeconds + size - 1) / size
        return isCalendar ? full + 1 : full
    }

    /// The most windows of one kind that one window of another kind touches; exact where the calendar nests
    /// them.
    static func most(_ inner: Window, in outer: Window) -> Int64 {
        if inner == outer { return 1 }
        if case .calendar(let inner) = inner, case .calendar(let outer) = outer, let count = nested[outer]?[inner] {
            return count
        }
        return WindowSize(inner).windows(in: WindowSize(outer).longest)
    }

    private static let nested: [CalendarUnit: [CalendarUnit: Int64]] = [
        .day: [.week: 1, .month: 1, .quarter: 1, .year: 1],
        .week: [.day: 7],
        .month: [.day: 31, .quarter: 1, .year: 1],
        .quarter: [.day: 92, .month: 3, .year: 1],
        .year: [.day: 366, .month: 12, .quarter: 4],
    ]
}
