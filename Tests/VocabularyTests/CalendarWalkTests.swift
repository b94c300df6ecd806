import Testing
import Vocabulary

/// Every day from 2008 to 2033 in zones whose clocks do what clocks can do: by half an hour (Lord Howe), at midnight
/// (Sao Paulo, Cairo), a minute after it and back into the day before (St John's until 2011), over a whole day (Apia).
@Suite struct CalendarWalkTests {
    private static let zones = [
        "UTC", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe",
        "Pacific/Apia", "Africa/Cairo", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "Europe/Berlin",
    ]

    /// The days of the walk with the instants at which they begin and end.
    private static func days(_ zone: Zone) throws -> [(date: CalendarDate, start: Instant, end: Instant)] {
        let first = try #require(CalendarDate(parsing: "2008-01-01"))
        var start = zone.startOfDay(first)
        return (0..<9_497).map { step in
            let date = first.adding(days: step)
            let end = zone.startOfDay(date.adding(days: 1))
            defer { start = end }
            return (date, start, end)
        }
    }

    @Test(arguments: [1, 30, 31, 32, 62, 63, 400]) func `a period in parts is all of its days, in order, none longer`(
        days: Int
    ) throws {
        let first = try #require(CalendarDate(parsing: "2017-10-01"))
        let period = try #require(Period(first, first.adding(days: days - 1)))
        let parts = period.parts(of: 31)
        #expect(parts.first?.first == period.first && parts.last?.last == period.last)
        #expect(parts.allSatisfy { $0.days <= 31 } && parts.map(\.days).reduce(0, +) == days)
        #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.last.adding(days: 1) == $1.first })
    }

    @Test(arguments: zones)
    func
        `P19 every instant is in one window of each unit, and windows follow each other, through every change of clocks`(
            name: String
        ) throws
    {
        let zone = try #require(Zone(name))
        var wrong: [String] = []
        for (date, start, end) in try Self.days(zone) where start < end {
            let moves = zone.offsetSeconds(at: start) != zone.offsetSeconds(at: end)
            let steps = moves ? stride(from: start.milliseconds, to: end.milliseconds, by: 600_000).map { $0 } : []
            for milliseconds in steps + [start.milliseconds, end.milliseconds - 1] {
                let bounds = CalendarUnit.day.bounds(around: Instant(milliseconds: milliseconds), in: zone)
                if bounds != (start, end) {
                    wrong.append("\(date): \(Instant(milliseconds: milliseconds)) is in \(bounds)")
                }
            }
            for unit in [CalendarUnit.week, .month, .quarter, .year] where unit.dates(around: date).first == date {
                let next = zone.startOfDay(unit.dates(around: date).next)
                let before = unit.bounds(around: Instant(milliseconds: start.milliseconds - 1), in: zone)
                if unit.bounds(around: start, in: zone) != (start, next) { wrong.append("\(unit) of \(date)") }
                if before.end != start { wrong.append("the \(unit) before \(date) ends at \(before.end)") }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    }

    /// How many days are shorter and how many longer than 24 hours, by the zones' laws: counted, not computed here.
    @Test(arguments: [
        ("UTC", 0, 0), ("Europe/London", 26, 26), ("Europe/Berlin", 26, 26), ("America/New_York", 26, 26),
        ("Asia/Kolkata", 0, 0), ("Asia/Kathmandu", 0, 0), ("Pacific/Kiritimati", 0, 0),
        ("Australia/Lord_Howe", 26, 26),
    ]) func `P19 the days that clocks shorten and lengthen are as many as the law says`(
        name: String, shorter: Int, longer: Int
    ) throws {
        let zone = try #require(Zone(name))
        let lengths = try Self.days(zone).map { $0.end.since($0.start).wholeSeconds }
        #expect(lengths.count { $0 < 86_400 } == shorter)
        #expect(lengths.count { $0 > 86_400 } == longer)
        let change: Int64 = name == "Australia/Lord_Howe" ? 1_800 : 3_600
        #expect(Set(lengths).isSubset(of: [86_400 - change, 86_400, 86_400 + change]))
    }

    @Test func `P19 the day that Samoa left out has no length, and the day before it ends where the day after begins`()
        throws
    {
        let apia = try #require(Zone("Pacific/Apia"))
        let empty = try Self.days(apia).filter { $0.start == $0.end }
        #expect(empty.map(\.date.description) == ["2011-12-30"])
        let after = try #require(empty.first).start
        #expect(after.description == "2011-12-30T10:00:00Z")
        let before = CalendarUnit.day.bounds(around: Instant(milliseconds: after.milliseconds - 1), in: apia)
        #expect(before.end == after && after.since(before.start).wholeSeconds == 86_400)
    }
}
