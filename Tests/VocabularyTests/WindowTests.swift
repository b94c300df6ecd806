import Testing
import Vocabulary

struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

@Suite struct WindowTests {
    @Test func `a day that the clocks shorten or lengthen is 23 or 25 hours, and 29 February is a day`() throws {
        let london = try #require(Zone("Europe/London"))
        func hours(_ text: String) throws -> Int64 {
            let date = try #require(CalendarDate(parsing: text))
            return london.startOfDay(date.adding(days: 1)).since(london.startOfDay(date)).wholeSeconds / 3_600
        }
        #expect(try hours("2017-03-26") == 23)
        #expect(try hours("2017-10-29") == 25)
        #expect(try hours("2020-02-29") == 24)
        #expect(CalendarDate(parsing: "2019-02-29") == nil)
        let leap = try #require(CalendarDate(parsing: "2020-02-29"))
        #expect(CalendarUnit.month.dates(around: leap).next == CalendarDate(parsing: "2020-03-01"))
    }

    @Test
    func `P19 a window that rolls counts hours, so that a day of 25 hours does not fit and one of 23 leaves room`()
        throws
    {
        let london = try #require(Zone("Europe/London"))
        func holds(_ event: String, at now: String, _ window: Window) throws -> Bool {
            let (event, now) = (try #require(Instant(parsing: event)), try #require(Instant(parsing: now)))
            let (start, end) = window.bounds(at: now, in: london)
            return start <= event && event < end
        }
        let rolling = Window.rolling(.seconds(86_400))
        // 29 October 2017 begins at 23:00 UTC the day before, under summer time, and is 25 hours long.
        #expect(try holds("2017-10-28T23:30:00Z", at: "2017-10-29T23:45:00Z", .calendar(.day)))
        #expect(try !holds("2017-10-28T23:30:00Z", at: "2017-10-29T23:45:00Z", rolling))
        #expect(try holds("2017-10-28T23:30:00Z", at: "2017-10-29T23:30:00Z", rolling))
        #expect(try holds("2017-10-29T23:30:00Z", at: "2017-10-29T23:30:00Z", rolling))
        // 26 March 2017 ends at 23:00 UTC, after 23 hours.
        #expect(try !holds("2017-03-26T00:30:00Z", at: "2017-03-26T23:20:00Z", .calendar(.day)))
        #expect(try holds("2017-03-26T00:30:00Z", at: "2017-03-26T23:20:00Z", rolling))
        #expect(try !holds("2017-03-25T23:19:59.999Z", at: "2017-03-26T23:20:00Z", rolling))
    }

    @Test(arguments: 0..<20) func `money adds, subtracts and reads back exactly, and never passes its range`(seed: Int)
        throws
    {
        var dice = Dice(seed)
        let pounds = try #require(Currency("GBP"))
        let dollars = try #require(Currency("USD"))
        for _ in 0..<100 {
            let one = Money(minorUnits: Int64(truncatingIfNeeded: dice.next()) / 4, pounds)
            let other = Money(minorUnits: Int64(truncatingIfNeeded: dice.next()) / 4, pounds)
            #expect(try one.adding(other).subtracting(other) == one)
            #expect(try Money(parsing: one.description) == one)
            #expect(throws: MoneyError.self) { try one.adding(Money(minorUnits: 1, dollars)) }
        }
        #expect(throws: MoneyError.self) {
            try Money(minorUnits: .max, pounds).adding(Money(minorUnits: 1, pounds))
        }
        #expect(throws: MoneyError.self) {
            try Money(minorUnits: .min, pounds).subtracting(Money(minorUnits: 1, pounds))
        }
    }

    @Test(arguments: [
        "", "1", "GBP", "1 GBP ", "1.234 GBP", "1,000.00 GBP", "0x1 GBP", "1e3 GBP", "NaN GBP", "inf GBP", "1 gbp",
        "+1 GBP", "--1 GBP", "1 XXY",
    ])
    func `what is not an exact amount is no money`(text: String) {
        #expect(throws: MoneyError.self) { try Money(parsing: text) }
    }

    @Test(arguments: 0..<10) func `identifiers sort by time, read back, and say when they were made`(seed: Int) throws {
        var dice = Dice(seed)
        var last: RunID?
        for step in 0..<50 {
            let at = Instant(milliseconds: 1_500_000_000_000 + Int64(step))
            let id = RunID(at: at, random: (UInt16(truncatingIfNeeded: dice.next()), dice.next()))
            #expect(RunID(id.description) == id && RunID(bytes: id.bytes) == id && id.made == at)
            if let last { #expect(last < id && last.description < id.description) }
            last = id
        }
        for text in ["", "0", "80000000000000000000000000", "0000000000000000000000000i", "0000000000000000000000000U"]
        {
            #expect(RunID(text) == nil)
        }
    }

    @Test(arguments: 0..<20) func `a share is passed exactly where cross-multiplication says so`(seed: Int) {
        var dice = Dice(seed)
        for _ in 0..<200 {
            let whole = Int64(dice.below(1_000_000_000)) + 1
            let share = Percentage(partsPerMillion: Int64(dice.below(1_500_000)))
            let most = Int64(Int128(whole) * Int128(share.partsPerMillion) / 1_000_000)
            #expect(!share.isExceeded(by: most, of: whole))
            #expect(share.isExceeded(by: most + 1, of: whole))
        }
        #expect(Percentage(percent: 10).isExceeded(by: 1, of: 0))
    }
}
