import Signals
import Testing
import Vocabulary

/// The platforms' own exports, as `Fixtures/` has them: the same made-up data in English, German and French,
/// each as its platform writes it, with title rows, total rows and footers. Sums were added up by the program
/// that made the files.
@Suite struct PlatformExportTests {
    struct Expected: CustomTestStringConvertible {
        var file: String
        var platform: Platform
        var language: ReportLanguage
        var level: EntityKind
        var rows: Int
        var totals: Int
        var sums: [Counted: String]
        var testDescription: String { file }
    }

    static let google: [Counted: String] = [
        .impressions: "1334332", .clicks: "16676", .spend: "3583.37", .purchases: "127.5", .revenue: "14197.54",
    ]
    static let meta: [Counted: String] = [
        .impressions: "225677", .clicks: "1313", .spend: "1884.68", .enquiries: "40", .purchases: "7",
        .revenue: "579.56",
    ]
    static let linkedIn: [Counted: String] = [
        .impressions: "10566", .clicks: "104", .spend: "1268", .enquiries: "3", .purchases: "1", .revenue: "1500",
    ]
    static let microsoft: [Counted: String] = [
        .impressions: "13813", .clicks: "185", .spend: "2323.8", .purchases: "5", .revenue: "1449.5",
    ]

    static let all: [Expected] = [("en", ReportLanguage.english), ("de", .german), ("fr", .french)].flatMap {
        code, language in
        [
            Expected(
                file: "google-campaigns-\(code)", platform: .google, language: language, level: .campaign, rows: 4,
                totals: code == "en" ? 3 : 2, sums: google),
            Expected(
                file: "meta-ads-\(code)", platform: .meta, language: language, level: .ad, rows: 4, totals: 1,
                sums: meta),
            Expected(
                file: "linkedin-campaigns-\(code)", platform: .linkedIn, language: language, level: .campaign, rows: 3,
                totals: code == "en" ? 0 : 1, sums: linkedIn),
            Expected(
                file: "microsoft-ad-groups-\(code)", platform: .microsoft, language: language, level: .adSet, rows: 3,
                totals: 1, sums: microsoft),
        ]
    }

    static func read(_ name: String, chunk: Int = 65_536) throws -> ReadFile {
        let bytes = try #require(SharedFiles.bytes(SharedFiles.fixtures + "/\(name).csv"))
        return try ReadFile(bytes, chunk: chunk)
    }

    @Test(arguments: all) func `imports without a word from a person`(_ expected: Expected) throws {
        let file = try Self.read(expected.file)
        #expect(file.plan.missing.map(\.message) == [])
        #expect(file.plan.platform == expected.platform)
        #expect(file.plan.language == expected.language)
        #expect(file.plan.content == .metrics(of: expected.level))
        #expect(file.refusals.map { "\($0.line): \($0.reason.message)" } == [])
        #expect(file.summary.accepted == expected.rows)
        #expect(file.summary.totals == expected.totals)
        for metric in Counted.allCases where metric != .reach {
            let sum = expected.sums[metric] ?? "0"
            #expect(file.sum(metric).description == sum, "\(metric.text)")
        }
    }

    @Test(arguments: all) func `reads alike from chunks of any size`(_ expected: Expected) throws {
        let whole = try Self.read(expected.file)
        for size in [1, 2, 3, 7, 64, 1_000] {
            let cut = try Self.read(expected.file, chunk: size)
            #expect(cut.plan == whole.plan)
            #expect(cut.rows == whole.rows)
            #expect(cut.summary == whole.summary)
        }
    }

    @Test func `takes the period and currency of a Google report from its title row and column`() throws {
        for code in ["en", "de", "fr"] {
            let file = try Self.read("google-campaigns-\(code)")
            #expect(file.plan.period?.description == "2017-07-01/2017-09-30")
            #expect(file.plan.currency?.code == "EUR")
            #expect(
                file.metrics.map(\.key.entity.id) == [
                    "Spring sale, women", "Brand \"exact\"", "Total Recall 2017", "Käufer Zürich",
                ])
            #expect(
                file.metrics.map(\.facts.dailyBudget?.description) == [
                    "25.00 EUR", "10.00 EUR", "5.00 EUR", "7.50 EUR",
                ])
            #expect(file.metrics.map(\.facts.status) == [.active, .active, .paused, .paused])
            #expect(file.metrics[3].counts.has(.purchases) == false)
            #expect(file.plan.assumptions.contains(.named(.campaign)))
        }
    }

    @Test func `reads Meta's months, the currency in its heading and line breaks in names`() throws {
        for code in ["en", "de", "fr"] {
            let file = try Self.read("meta-ads-\(code)")
            #expect(file.plan.currency?.code == "EUR")
            #expect(
                file.metrics.map(\.key.period.description).sorted() == [
                    "2017-07-01/2017-07-31", "2017-07-01/2017-07-31", "2017-08-01/2017-08-31", "2017-08-01/2017-08-31",
                ])
            #expect(file.metrics.last?.lineage.last?.name == "Line\nbreak \"quoted\"")
            #expect(file.metrics.first?.lineage.map(\.ref.kind) == [.account, .campaign, .adSet, .ad])
            #expect(file.summary.lines == file.plan.headerLine + 6)
        }
    }

    @Test func `reads the days of LinkedIn and Microsoft in each language's order`() throws {
        for code in ["en", "de", "fr"] {
            for name in ["linkedin-campaigns-\(code)", "microsoft-ad-groups-\(code)"] {
                let days = try Self.read(name).metrics.map(\.key.period.last.description)
                #expect(Set(days) == ["2017-07-01", "2017-07-13"])
            }
            let ids = try Self.read("microsoft-ad-groups-\(code)").metrics.map(\.key.entity.id)
            #expect(ids == ["1343603469570956", "1343603469570956", "1338105911256039"])
        }
    }

    @Test(arguments: [("2025-03-01", true), ("2025-03-31", false)])
    func `periods of one day are days, which can be judged by the day`(end: String, isDaily: Bool) throws {
        let text =
            "Reporting starts,Reporting ends,Campaign ID,Impressions,Amount spent (EUR)\n2025-03-01,\(end),7,10,2.50\n"
        let plan = try ReadFile(Array(text.utf8)).plan
        #expect(plan.notJudged.contains(.movement) != isDaily && plan.notJudged.contains(.pace) != isDaily)
    }

    @Test func `takes LinkedIn's one date in every row for the start of the report, not for a day`() throws {
        let text = """
            Campaign Performance Report (in UTC)
            "Report Start: July 1, 2017, 12:00 AM"
            "Report End: July 31, 2017, 11:59 PM"

            Start Date (in UTC),Campaign ID,Impressions,Clicks,Total Spent,Currency
            7/1/2017,1,10,1,2.50,EUR
            7/1/2017,2,20,2,3.50,EUR
            """
        let whole = try ReadFile(Array(text.utf8))
        #expect(whole.plan.platform == .linkedIn)
        #expect(Set(whole.metrics.map(\.key.period.description)) == ["2017-07-01/2017-07-31"])
        #expect(whole.plan.notJudged.contains(.movement))
        let daily = try ReadFile(Array((text + "\n7/13/2017,2,20,2,3.50,EUR").utf8))
        #expect(daily.metrics.map(\.key.period.days) == [1, 1, 1])
    }
}
