import Vocabulary

/// Guesses which days somebody meant who wrote them in another way.
enum DaySpelling {
    /// A day as the charter wants it: `30.06.2025`, `2025/6/30`, and a day that its month does not have as the month's last one. The
    /// order of day and month is only guessed where points divide them.
    static func date(_ text: String) -> String? { day(text)?.description }

    /// Two days in their order, a quarter as `Q3 2017` or `2017-Q3`, or a month as `2017-07`.
    static func period(_ text: String) -> String? { (quarter(text) ?? month(text) ?? days(text))?.description }

    private static func day(_ text: String) -> CalendarDate? {
        for separator in [".", "-", "/"] as [Character] {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false).map { Int($0) ?? 0 }
            guard parts.count == 3 else { continue }
            if parts[0] >= 1_000 { return day(parts[0], parts[1], parts[2]) }
            if separator == ".", parts[2] >= 1_000 { return day(parts[2], parts[1], parts[0]) }
        }
        return nil
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
        guard (1...31).contains(day) else { return nil }
        return stride(from: day, through: 1, by: -1).lazy.compactMap {
            CalendarDate(year: year, month: month, day: $0)
        }.first
    }

    private static func quarter(_ text: String) -> Period? {
        let parts = text.uppercased().split { $0 == " " || $0 == "-" || $0 == "/" }
        guard parts.count == 2, let named = parts.first(where: { $0.first == "Q" }),
            let quarter = Int(named.dropFirst()), (1...4).contains(quarter),
            let year = parts.compactMap({ Int($0) }).first
        else { return nil }
        return months(year, quarter * 3 - 2, quarter * 3)
    }

    private static func month(_ text: String) -> Period? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]) else {
            return nil
        }
        return months(year, month, month)
    }

    private static func months(_ year: Int, _ first: Int, _ last: Int) -> Period? {
        guard let start = day(year, first, 1), let end = day(year, last, 31) else { return nil }
        return Period(start, end)
    }

    private static func days(_ text: String) -> Period? {
        for separator in ["/", " to ", "..", " – ", " - "] {
            let days = text.split(separator: separator).map { day(String($0)) }
            guard days.count == 2, let one = days[0], let other = days[1] else { continue }
            return Period(min(one, other), max(one, other))
        }
        return nil
    }
}
