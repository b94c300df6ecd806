extension Period {
    /// Reads an ISO 8601 interval of whole days in any of its three forms: `2017-07-01/2017-09-30`, `2017-07-01/P3M` (July, August
    /// and September) and `P3M/2017-09-30`. A named last day is included; a duration has years, months and days, or weeks. A month
    /// that has no such day ends on its last.
    public init?(interval text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        let days = parts.map(CalendarDate.init(parsing:))
        let lengths = parts.map(CalendarLength.init(parsing:))
        switch (days[0], days[1], lengths[0], lengths[1]) {
        case (let first?, let last?, _, _): self.init(first, last)
        case (let first?, nil, _, let length?):
            guard let next = first.adding(length, times: 1) else { return nil }
            self.init(first, next.adding(days: -1))
        case (nil, let last?, let length?, _):
            guard let first = last.adding(days: 1).adding(length, times: -1) else { return nil }
            self.init(first, last)
        default: return nil
        }
    }
}

/// A length in calendar months and days, as ISO 8601 writes a duration without hours.
private struct CalendarLength {
    var months = 0
    var days = 0

    /// Reads `P3M`, `P1Y2M10D` and `P12W`, each number of at most four digits.
    init?(parsing text: String) {
        guard text.hasPrefix("P"), text.count > 1 else { return nil }
        let isWeeks = text.hasSuffix("W")
        var units = Substring(isWeeks ? "W" : "YMD")
        var digits = ""
        for letter in text.dropFirst() {
            if letter.isASCII, letter.isNumber {
                digits.append(letter)
                continue
            }
            guard digits.count <= 4, let number = Int(digits), let place = units.firstIndex(of: letter) else {
                return nil
            }
            units = units[units.index(after: place)...]
            digits = ""
            switch letter {
            case "Y": months += 12 * number
            case "M": months += number
            case "W": days += 7 * number
            default: days += number
            }
        }
        guard digits.isEmpty else { return nil }
    }
}

extension CalendarDate {
    /// The day a length after this one, or before it with `times` -1: first the months, then the days. Nil outside of years 1 to 9999.
    fileprivate func adding(_ length: CalendarLength, times: Int) -> CalendarDate? {
        let (year, month, day) = parts
        let months = year * 12 + month - 1 + times * length.months
        guard months >= 12, months < 120_000 else { return nil }
        let last = CalendarDate.days(inMonth: months % 12 + 1, of: months / 12)
        guard let moved = CalendarDate(year: months / 12, month: months % 12 + 1, day: min(day, last)) else {
            return nil
        }
        let end = moved.adding(days: times * length.days)
        return (1...9_999).contains(end.parts.year) ? end : nil
    }
}
