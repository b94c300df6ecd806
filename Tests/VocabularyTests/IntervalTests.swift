import Testing
import Vocabulary

@Suite struct IntervalTests {
    @Test(arguments: [
        ("2017-07-01/2017-09-30", "2017-07-01/2017-09-30"), ("2017-07-01/P3M", "2017-07-01/2017-09-30"),
        ("P3M/2017-09-30", "2017-07-01/2017-09-30"), ("2017-07-01/P92D", "2017-07-01/2017-09-30"),
        ("2017-07-01/P2W", "2017-07-01/2017-07-14"), ("2016-02-01/P1M", "2016-02-01/2016-02-29"),
        ("2017-12-01/P1M", "2017-12-01/2017-12-31"), ("2016-02-29/P1Y", "2016-02-29/2017-02-27"),
        ("2017-01-31/P1M", "2017-01-31/2017-02-27"), ("2017-01-01/P1Y2M10D", "2017-01-01/2018-03-10"),
        ("P1Y/2017-12-31", "2017-01-01/2017-12-31"), ("2017-07-01/P1D", "2017-07-01/2017-07-01"),
    ])
    func `an interval of whole days is read in each of its forms`(text: String, days: String) throws {
        #expect(Period(interval: text)?.description == days)
        #expect(Period(parsing: days)?.description == days)
    }

    @Test(arguments: [
        "", "/", "2017-07-01", "2017-07-01/", "2017-07-01/P", "2017-07-01/P3", "2017-07-01/PM", "2017-07-01/P0D",
        "P3M/P3M",
        "2017-07-01/P3M3Y", "2017-07-01/P1M1M", "2017-07-01/PT3H", "2017-07-01/P1W1D", "2017-07-01/P99999D",
        "2017-07-01/P-3M",
        "9999-07-01/P1Y", "9999-12-01/P60D", "P40D/0001-01-10", "P2000Y/1999-12-31", "2017-09-30/2017-07-01",
        "2017-07-01/2017-09-30/P1D", "2017-07-01/P٣M",
    ])
    func `what is no interval of whole days is refused`(text: String) {
        #expect(Period(interval: text) == nil)
    }

    @Test func `a length and its days are the same interval, from every day of four years`() throws {
        let start = try #require(CalendarDate(parsing: "2015-01-01"))
        for offset in 0..<1_461 {
            let first = start.adding(days: offset)
            for length in ["P1M", "P3M", "P1Y", "P5W"] {
                let period = try #require(Period(interval: "\(first)/\(length)"))
                let month = period.last.adding(days: 1).parts
                #expect(length == "P5W" ? period.last.days(since: first) == 34 : month.day <= first.parts.day)
                // Where the day is in both months, the way back leads to the first day.
                guard month.day == first.parts.day else { continue }
                #expect(Period(interval: "\(length)/\(period.last)")?.first == first)
            }
        }
    }
}
