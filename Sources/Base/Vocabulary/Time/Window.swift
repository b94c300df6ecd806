/// A stretch of time that a limit is counted over.
public enum Window: Hashable, Sendable, CustomStringConvertible {
    /// A calendar unit in the charter's zone, written `per: day`.
    case calendar(CalendarUnit)
    /// A length that slides with the clock, written `in_any: 7 d`.
    case rolling(Duration)

    /// `per day`, `in any 7 d`.
    public var description: String {
        switch self {
        case .calendar(let unit): "per \(unit.rawValue)"
        case .rolling(let length): "in any \(length.brief)"
        }
    }

    /// The window that holds `instant`: for a calendar unit the unit around it, for a rolling one the length up to it.
    /// The start is included, the end is not (a rolling window ends just after the instant).
    public func bounds(at instant: Instant, in zone: Zone) -> (start: Instant, end: Instant) {
        switch self {
        case .calendar(let unit): unit.bounds(around: instant, in: zone)
        case .rolling(let length):
            (instant.advanced(by: .zero - length), instant.advanced(by: .milliseconds(1)))
        }
    }
}

/// A unit of the calendar; weeks begin on Monday (ISO 8601).
public enum CalendarUnit: String, Hashable, Sendable, CaseIterable {
    /// Midnight to midnight in the zone: 23, 24 or 25 hours.
    case day
    /// Monday to Sunday.
    case week
    /// The first to the last of a month.
    case month
    /// Three months, from January, April, July or October.
    case quarter
    /// January to December.
    case year

    /// Its mean length in the Gregorian calendar, in days.
    public var meanDays: Double {
        switch self {
        case .day: 1
        case .week: 7
        case .month: 365.2425 / 12
        case .quarter: 365.2425 / 4
        case .year: 365.2425
        }
    }

    /// The first day of the unit that holds `date`, and the first day after it.
    public func dates(around date: CalendarDate) -> (first: CalendarDate, next: CalendarDate) {
        let (year, month, _) = date.parts
        switch self {
        case .day: return (date, date.adding(days: 1))
        case .week:
            let first = date.adding(days: -((date.weekday + 6) % 7))
            return (first, first.adding(days: 7))
        case .month: return CalendarUnit.months(from: month, count: 1, year, date)
        case .quarter: return CalendarUnit.months(from: (month - 1) / 3 * 3 + 1, count: 3, year, date)
        case .year: return CalendarUnit.months(from: 1, count: 12, year, date)
        }
    }

    /// The instants of the unit around `instant` in a zone; the start is included, the end is not.
    public func bounds(around instant: Instant, in zone: Zone) -> (start: Instant, end: Instant) {
        let (first, next) = dates(around: zone.date(at: instant))
        let (start, end) = (zone.startOfDay(first), zone.startOfDay(next))
        guard instant >= end else { return (start, end) }
        // Clocks that go back just after midnight show the day before once more; the new day has begun all the same.
        return (end, zone.startOfDay(dates(around: next).next))
    }

    private static func months(from month: Int, count: Int, _ year: Int, _ fallback: CalendarDate)
        -> (first: CalendarDate, next: CalendarDate)
    {
        let end = month + count
        let first = CalendarDate(year: year, month: month, day: 1) ?? fallback
        let next = CalendarDate(year: end > 12 ? year + 1 : year, month: end > 12 ? end - 12 : end, day: 1)
        return (first, next ?? fallback.adding(days: 366))
    }
}
