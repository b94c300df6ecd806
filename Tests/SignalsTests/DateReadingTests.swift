import Signals
import Testing
import Vocabulary

/// Dates are read through whole files, since a column decides their order.
@Suite struct DateReadingTests {
    static func read(_ days: [String], heading: String = "Day", _ adjust: (inout ImportOptions) -> Void = { _ in })
        throws -> ReadFile
    {
        let rows = days.enumerated().map { "c\($0.offset),\"\($0.element)\",10,1,2.50" }
        let text = "Campaign ID,\(heading),Impressions,Clicks,Spend\n" + rows.joined(separator: "\n") + "\n"
        return try ReadFile(Array(text.utf8)) { options in
            options.currency = Currency("GBP")
            adjust(&options)
        }
    }

    static func days(_ file: ReadFile) -> [String] { file.metrics.map(\.key.period.first.description) }

    @Test(arguments: [
        "2017-07-31", "2017/07/31", "20170731", "31.07.2017", "31.7.17", "Jul 31, 2017", "July 31, 2017", "31 Jul 2017",
        "31. Juli 2017", "31 juil. 2017", "31 juillet 2017", "2017-07-31 00:00:00", "2017-07-31T10:11:12.345Z",
        "Mon, Jul 31, 2017",
    ]) func `reads a day that can be read in one way only`(_ text: String) throws {
        let file = try Self.read([text])
        #expect(Self.days(file) == ["2017-07-31"])
        #expect(file.plan.dates == nil)
    }

    @Test func `lets one day over the twelfth decide the whole column`() throws {
        #expect(Self.days(try Self.read(["01/02/2017", "13/02/2017"])) == ["2017-02-01", "2017-02-13"])
        #expect(Self.days(try Self.read(["01/02/2017", "02/13/2017"])) == ["2017-01-02", "2017-02-13"])
        #expect(Self.days(try Self.read(["1-2-17", "13-2-17"])) == ["2017-02-01", "2017-02-13"])
    }

    @Test func `asks where nothing decides, and never guesses`() throws {
        let file = try Self.read(["01/02/2017", "03/04/2017"])
        #expect(file.plan.missing == [.dates(column: "Day", example: "01/02/2017")])
        let told = try Self.read(["01/02/2017"]) { $0.dates = .monthFirst }
        #expect(Self.days(told) == ["2017-01-02"])
        #expect(told.plan.assumptions.contains(.dates(.monthFirst)))
        let same = try Self.read(["05/05/2017"])
        #expect(
            same.plan.missing == [.dates(column: "Day", example: "05/05/2017")] || Self.days(same) == ["2017-05-05"])
    }

    @Test func `asks where a column has both orders`() throws {
        #expect(try Self.read(["13/02/2017", "02/13/2017"]).plan.missing == [.datesContradict(column: "Day")])
    }

    @Test func `decides on the last row of a long file as well as on its first`() throws {
        let many = Array(repeating: "01/02/2017", count: 3_000)
        let file = try Self.read(many + ["25/02/2017"]) { $0.limits.sampleBytes = 4_096 }
        #expect(file.plan.dates == .dayFirst)
        #expect(file.metrics.count == 3_001)
    }

    @Test func `refuses days that do not exist, with their line`() throws {
        let file = try Self.read(["2017-02-28", "2017-02-29", "2017-13-01", "soon", ""])
        #expect(file.metrics.count == 1)
        #expect(file.refusals.map(\.line) == [3, 4, 5, 6])
        #expect(file.refusals.allSatisfy { $0.reason.kind == "date" })
    }

    @Test(arguments: Proof.seeds(20)) func `reads back any day as any place writes it`(seed: Int) throws {
        var dice = Dice(seed: seed)
        var dates: [CalendarDate] = []
        for _ in 0..<20 { dates.append(CalendarDate(epochDay: 14_000 + Int64(dice.below(8_000)))) }
        dates.append(try #require(CalendarDate(year: 2019, month: 4, day: 25)))
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let places: [(CalendarDate) -> String] = [
            { $0.description }, { "\(two($0.parts.day))/\(two($0.parts.month))/\($0.parts.year)" },
            { "\($0.parts.month)/\($0.parts.day)/\($0.parts.year)" },
            { "\($0.parts.day).\($0.parts.month).\($0.parts.year)" },
            { "\($0.parts.year)/\(two($0.parts.month))/\(two($0.parts.day))" },
        ]
        for place in places {
            let file = try Self.read(dates.map(place))
            #expect(file.metrics.map(\.key.period.first) == dates, "seed \(seed)")
        }
    }

    @Test func `takes weeks, months and quarters whole`() throws {
        let month = try Self.read(["2017-07-01"], heading: "Month")
        #expect(month.metrics.map(\.key.period.description) == ["2017-07-01/2017-07-31"])
        let week = try Self.read(["2017-07-05"], heading: "Week")
        #expect(week.metrics.map(\.key.period.description) == ["2017-07-03/2017-07-09"])
    }

    @Test func `refuses rows outside the period that was given`() throws {
        let file = try Self.read(["2017-07-01", "2017-08-01"]) { $0.period = Period(parsing: "2017-07-01/2017-07-31") }
        #expect(Self.days(file) == ["2017-07-01"])
        #expect(file.refusals.map(\.reason.kind) == ["outside period"])
    }
}
