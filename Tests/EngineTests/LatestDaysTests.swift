import Statistics
import Testing
import Vocabulary

@testable import Engine

/// Which days are the latest that reports tell apart: never a part of what is told as one, and never more than four weeks of days.
@Suite struct LatestDaysTests {
    private static func periods(_ texts: String...) throws -> [Period] {
        try texts.map { text in
            let day = text.contains("/") ? text : "\(text)/\(text)"
            return try required(Period(parsing: day))
        }
    }

    private static func latest(_ told: [Period], after day: String? = "2017-07-31", until end: String = "2017-12-31")
        throws -> LatestDays
    {
        LatestDays(
            told, after: try day.map { try required(CalendarDate(parsing: $0)) },
            until: try required(CalendarDate(parsing: end)))
    }

    private static func apart(_ days: String, _ told: Int) throws -> LatestDays {
        .apart(days: try required(Period(parsing: days)), told: told)
    }

    @Test func `a gap is not filled with what lies before four weeks`() throws {
        let told = try Self.periods("2017-08-01", "2017-09-29")
        #expect(try Self.latest(told) == Self.apart("2017-09-29/2017-09-29", 1))
    }

    @Test func `a month that is told as one is left out where later days are told one by one`() throws {
        let told = try Self.periods("2017-08-01/2017-08-31", "2017-09-01", "2017-09-02")
        #expect(try Self.latest(told) == Self.apart("2017-09-01/2017-09-02", 2))
        #expect(try Self.latest(Array(told.prefix(1))) == Self.apart("2017-08-01/2017-08-31", 31))
    }

    @Test func `weeks that overlap tell no days apart, and neither does one across an end`() throws {
        let staggered = try Self.periods(
            "2017-08-01/2017-08-07", "2017-08-04/2017-08-10", "2017-08-08/2017-08-14", "2017-08-11/2017-08-17")
        #expect(try Self.latest(staggered, after: "2017-08-01") == .overlapping)
        let across = try Self.periods("2017-07-31/2017-08-06", "2017-08-01", "2017-08-02")
        #expect(try Self.latest(across) == .overlapping)
        #expect(try Self.latest(across + Self.periods("2017-08-07")) == Self.apart("2017-08-07/2017-08-07", 1))
        let beyond = try Self.periods("2017-08-01", "2017-08-02/2017-08-06")
        #expect(try Self.latest(beyond, until: "2017-08-04") == Self.apart("2017-08-01/2017-08-01", 1))
        #expect(try Self.latest([]) == .none && Self.latest(beyond, after: "2017-08-31") == .none)
    }

    @Test("over any reports the latest days cut none, hold only what may count, and are four weeks or one period")
    func anyReports() throws {
        var random = SeededGenerator(seed: 5)
        let start = try required(CalendarDate(parsing: "2017-07-01"))
        for _ in 0..<2_000 {
            let longest = [1.0, 7, 40][Int(random.unit() * 3)]
            let told = (0..<Int(random.unit() * 30)).compactMap { _ in
                let first = start.adding(days: Int(random.unit() * 90))
                return Period(first, first.adding(days: Int(random.unit() * longest)))
            }
            let (after, end) = (
                start.adding(days: Int(random.unit() * 40)), start.adding(days: Int(random.unit() * 120))
            )
            guard let (days, count) = LatestDays(told, after: after, until: end).apart else { continue }
            let inside = told.filter { $0.first >= days.first && $0.last <= days.last }
            #expect(told.allSatisfy { !$0.overlaps(days) || inside.contains($0) }, "\(days) of \(told)")
            #expect(days.first > after && days.last <= end, "\(days) of \(told)")
            #expect(days.days <= 28 || told.contains(days), "\(days) of \(told)")
            let counted = (0..<days.days).count { offset in
                let day = days.first.adding(days: offset)
                return told.contains { $0.first <= day && day <= $0.last }
            }
            #expect(counted == count && count > 0, "\(days) of \(told)")
        }
    }
}
