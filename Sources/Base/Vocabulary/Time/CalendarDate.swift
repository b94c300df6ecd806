/// A day of the proleptic Gregorian calendar, in no particular zone.
public struct CalendarDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let epochDay: Int64

    /// The day so many days after 1970-01-01.
    public init(epochDay: Int64) { self.epochDay = epochDay }

    /// A day by its numbers; nil where the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDate.days(inMonth: month, of: year)
        else { return nil }
        // Days from civil, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        epochDay = Int64(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `2017-07-01`, nothing else.
    public init?(parsing text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = Instant.number(bytes, 0, 4),
            let month = Instant.number(bytes, 5, 2), let day = Instant.number(bytes, 8, 2)
        else { return nil }
        self.init(year: Int(year), month: Int(month), day: Int(day))
    }

    /// Year, month and day as numbers.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = epochDay + 719_468
        let era = Instant.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
    }

    /// 0 for Sunday to 6 for Saturday.
    public var weekday: Int { Int((epochDay % 7 + 11) % 7) }

    /// So many days later.
    public func adding(days: Int) -> CalendarDate { CalendarDate(epochDay: epochDay + Int64(days)) }

    /// Whole days from `other` to this.
    public func days(since other: CalendarDate) -> Int { Int(epochDay - other.epochDay) }

    /// How many days a month has, leap years included.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Order in time.
    public static func < (one: CalendarDate, other: CalendarDate) -> Bool { one.epochDay < other.epochDay }

    /// `2017-07-01`.
    public var description: String {
        let (year, month, day) = parts
        var text: [UInt8] = []
        text.reserveCapacity(24)
        Instant.append(Int64(year), digits: 4, to: &text)
        for number in [month, day] {
            text.append(0x2D)
            Instant.append(Int64(number), digits: 2, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A run of whole days, both ends included, as ISO 8601 writes it: `2017-07-01/2017-09-30`.
public struct Period: Hashable, Sendable, CustomStringConvertible {
    /// The first day.
    public let first: CalendarDate
    /// The last day, included.
    public let last: CalendarDate

    /// From `first` to `last`; nil where the last is before the first.
    public init?(_ first: CalendarDate, _ last: CalendarDate) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Reads `2017-07-01/2017-09-30`.
    public init?(parsing text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = CalendarDate(parsing: String(parts[0])),
            let last = CalendarDate(parsing: String(parts[1]))
        else { return nil }
        self.init(first, last)
    }

    /// The period in parts of at most so many days, in order.
    public func parts(of days: Int) -> [Period] {
        var parts: [Period] = []
        var start = first
        while start <= last, let part = Period(start, min(last, start.adding(days: max(1, days) - 1))) {
            parts.append(part)
            start = part.last.adding(days: 1)
        }
        return parts
    }

    /// Whether another period shares a day with this one.
    public func overlaps(_ other: Period) -> Bool { first <= other.last && last >= other.first }

    /// The days from the earlier first to the later last.
    public func covering(_ other: Period) -> Period {
        Period(min(first, other.first), max(last, other.last)) ?? self
    }

    /// How many days, at least one.
    public var days: Int { last.days(since: first) + 1 }

    /// The instants the period covers in a zone: from the start of its first day to the end of its last.
    public func bounds(in zone: Zone) -> (start: Instant, end: Instant) {
        (zone.startOfDay(first), zone.startOfDay(last.adding(days: 1)))
    }

    /// `2017-07-01/2017-09-30`.
    public var description: String { "\(first)/\(last)" }
}
