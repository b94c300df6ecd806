import Signals
import Testing
import Vocabulary

/// What becomes of odd rows and odd columns, each on a small file written here.
@Suite struct RowRulesTests {
    static func read(_ text: String, _ adjust: (inout ImportOptions) -> Void = { _ in }) throws -> ReadFile {
        try ReadFile(Array(text.utf8)) { options in
            options.currency = Currency("GBP")
            options.period = Period(parsing: "2017-07-01/2017-07-31")
            adjust(&options)
        }
    }

    @Test(arguments: [
        "Total", "Totals", "TOTAL:", "Total: Campaigns", "Grand total", "Gesamt", "Gesamt: Konto", "Summe", "Insgesamt",
        "Total général", "Total\u{A0}: campagnes", "Totals and subtotals", "Subtotal", "Zwischensumme", "Sous-total",
        "Overall total",
        "Total (3 campaigns)", "Summary",
    ]) func `does not count a row that sums up others, wherever it stands`(_ word: String) throws {
        let file = try Self.read("Campaign,Clicks,Cost\nSpring,1,2.50\n\(word),3,7.50\nSummer,2,5.00\n\(word),3,7.50\n")
        #expect(file.summary.totals == 2 && file.refusals.isEmpty)
        #expect(file.sum(.spend).description == "7.5")
    }

    @Test(arguments: ["Total Recall", "Totally free", "Gesamtpaket", "Summer sale", "Overall brand", "Ensembles"])
    func `counts a campaign whose name only begins like a total`(_ name: String) throws {
        let file = try Self.read("Campaign,Clicks,Cost\n\(name),1,2.50\n")
        #expect(file.metrics.map(\.key.entity.id) == [name])
    }

    @Test func `a line break in a name is refused as that, and not as a row without one`() throws {
        let file = try Self.read("Campaign,Clicks,Cost\n\"Spring\nsale\",1,2.50\nSummer,1,2.50\n")
        #expect(file.refusals.map(\.reason) == [.badName(column: "Campaign")])
        #expect(file.metrics.map(\.key.entity.id) == ["Summer"])
    }

    @Test func `a list of campaigns by identifier is imported as what it says of them, without a count`() throws {
        let file = try Self.read(
            "Campaign ID,Campaign,Budget,Status\n916,brand-uk,12.50,Active\n936,spring,8.00,Paused\n")
        #expect(file.plan.content == .entities(.campaign) && file.refusals.isEmpty)
        #expect(file.entities.map { $0.lineage.last?.name } == ["brand-uk", "spring"])
        #expect(file.entities.map { $0.facts.dailyBudget?.minorUnits } == [1_250, 800])
        #expect(file.entities.map { $0.facts.status } == [.active, .paused])
        #expect(throws: ImportError.self) { try Self.read("Campaign,Budget\nspring,8.00\n") }
    }

    @Test func `what has an identifier and no name is said to have none`() throws {
        func unnamed(_ heads: String, _ cells: String) throws -> [Assumption] {
            try Self.read("\(heads),Clicks,Cost\n\(cells),1,5.00\n").plan.assumptions.filter {
                if case .unnamed = $0 { true } else { false }
            }
        }
        #expect(try unnamed("Campaign ID,Ad ID", "1,2") == [.unnamed([.campaign, .ad])])
        #expect(try unnamed("Campaign ID,Campaign,Ad ID", "1,brand,2") == [.unnamed([.ad])])
        #expect(try unnamed("Campaign,Ad", "brand,a") == [])
        #expect(
            Assumption.unnamed([.campaign, .adSet, .ad]).text.contains("no names of campaigns, ad sets and ads: "))
    }

    @Test func `two columns that tell an ad's state say nothing of its campaign's`() throws {
        func assumes(_ heads: String, _ cells: String) throws -> Bool {
            let file = try Self.read("Campaign,Ad,Clicks,Cost,\(heads)\nC1,A1,1,5.00,\(cells)\n")
            return file.plan.assumptions.contains(.active)
        }
        #expect(try assumes("Ad status,Status", "Active,Active"))
        #expect(try assumes("Campaign status", "Active"))
        #expect(try !assumes("Ad status,Campaign status", "Active,Active"))
    }

    @Test func `counts what stands below a campaign that is called like a total, and a day of one that only begins so`()
        throws
    {
        let below = try Self.read(
            """
            Campaign,Ad set,Ad,Day,Clicks,Cost
            Total,S1,A1,2017-07-02,1,500.00
            Summary,S1,A2,2017-07-02,1,700.00
            Brand,Overall,A3,2017-07-02,1,5.00
            Brand,S1,Ensemble (rouge),2017-07-02,1,3.00
            Brand,S1,Total,2017-07-02,1,3.00
            Total,--,,,4,1211.00
            """)
        #expect(below.metrics.count == 4 && below.summary.totals == 2)
        #expect(below.sum(.spend) == Decimal12(1_208))
        let days = try Self.read(
            """
            Campaign,Day,Clicks,Cost
            Overall: brand UK,2017-07-02,1,500.00
            Total: Campaigns,,1,500.00
            Total,2017-07-02,1,500.00
            """)
        #expect(days.metrics.map(\.key.entity.id) == ["Overall: brand UK"] && days.summary.totals == 2)
    }

    @Test func `what cannot be read of a status, a first day or a budget is noticed, and assumed aloud`() throws {
        let file = try Self.read(
            """
            Campaign,Clicks,Cost,Daily budget,Status,Start date
            C1,1,5.00,$700.00,Active,2017-07-01
            C2,1,5.00,700 per day,stopped,2017-07-01
            C3,1,5.00,-700,Active,n/k
            C4,1,5.00,700.00,,
            C5,1,5.00,Using ad set budget,Active,2017-07-01
            """
        ) { $0.mapping = ["start_date": "Start date"] }
        #expect(file.refusals.map { "\($0.line) \($0.reason.kind)" } == ["2 currency"])
        #expect(file.metrics.map(\.facts.dailyBudget?.minorUnits) == [nil, nil, 70_000, nil])
        #expect(
            file.summary.noticed == [
                "a status that is not known, as if none were told: 1 row, line 3",
                "a first day that is no date, as if none were told: 1 row, line 4",
                "a budget that is no amount above zero, as if none were told: 2 rows, line 3, 4",
            ])
        #expect(file.summary.assumed == [.active, .start])
        let told = try Self.read("Campaign,Clicks,Cost,Status,Starts\nC1,1,5.00,Active,2017-07-01\n")
        #expect(told.summary.assumed.isEmpty && told.summary.noticed.isEmpty)
    }

    @Test
    func
        `a row about an ad tells its campaign's state and budget where it names them so, and its own budget decides nothing`()
        throws
    {
        let file = try Self.read(
            """
            Campaign,Ad,Clicks,Cost,Campaign status,Daily budget,Campaign budget
            C1,A1,1,5.00,Paused,60.00,50.00
            """)
        let facts = try #require(file.metrics.first?.facts)
        #expect(facts.campaignStatus == .paused && facts.status == nil)
        #expect(facts.campaignBudget?.minorUnits == 5_000 && facts.dailyBudget == nil)
        let own = try Self.read("Campaign,Ad,Clicks,Cost,Daily budget\nC1,A1,1,5.00,60.00\n")
        #expect(own.plan.assumptions.contains(.budgetFromSpend) && own.plan.assumptions.contains(.active))
        #expect(own.plan.columns.last?.note == .leftOut)
    }

    @Test func `counts a campaign that is called Total where it has an identifier`() throws {
        let file = try Self.read("Campaign ID,Campaign,Clicks,Cost\n77,Total,1,2.50\n--,Total,1,2.50\n,,1,2.50\n")
        #expect(file.metrics.map(\.key.entity.id) == ["77"])
        #expect(file.summary.totals == 2)
    }

    @Test func `what is part of a bundle or an experiment is read as a column of yes and no, and not guessed`() throws {
        let file = try Self.read(
            """
            Ad ID,Clicks,Cost,In bundle,Im Versuch
            1,1,2.50,Yes,nein
            2,1,2.50,,Ja
            3,1,2.50,no,vielleicht
            4,1,2.50,0,1
            """
        ) { $0.mapping = ["in_experiment": "Im Versuch"] }
        #expect(file.metrics.map(\.facts.inBundle) == [true, nil, false])
        #expect(file.metrics.map(\.facts.inExperiment) == [false, true, true])
        #expect(file.refusals.map { "\($0.line) \($0.reason.kind)" } == ["4 yes or no"])
        #expect(file.refusals.first?.reason.message == "`vielleicht` in `Im Versuch` is neither `yes` nor `no`")
        func assumed(_ text: String) throws -> [String] {
            try Self.read(text).plan.assumptions.map(\.text).filter { $0.contains("nothing is part") }
        }
        #expect(try assumed("Ad ID,Clicks,Cost\n1,1,2.50\n") == ["nothing is part of a bundle or an experiment"])
        #expect(try assumed("Ad ID,Clicks,Cost,In bundle\n1,1,2.50,yes\n") == ["nothing is part of an experiment"])
    }

    @Test func `refuses each bad row with its line and goes on`() throws {
        let file = try Self.read(
            """
            Campaign ID,Campaign,Clicks,Cost,Currency
            1,"two
            lines",1,2.50,GBP
            2,Spring,1,2.50
            3,Spring,1,2.50,GBP,more
            4,Spring,x,2.50,GBP
            5,Spring,1,2.50,USD
            6.21556E+12,Spring,1,2.50,GBP
            7,Spring,--,,GBP
            8,Spring,1,5 %,GBP
            9,Spring,1,2.50 €,GBP
            ="10",Spring,1,£2.50,GBP,,

            11,Spring,"1,2.50,GBP
            """)
        #expect(file.metrics.map(\.key.entity.id) == ["1", "10"])
        let found = file.refusals.map { "\($0.line) \($0.reason.kind)" }
        #expect(
            found == [
                "4 column count", "5 column count", "6 number", "7 currency", "8 identifier", "9 nothing counted",
                "10 number", "11 currency", "14 unreadable row",
            ])
        #expect(file.refusals.allSatisfy { !$0.reason.message.contains("\n") })
        #expect(file.summary.blank == 1)
        #expect(file.summary.lines == 14)
    }

    @Test func `takes the first of two columns of one meaning and shows every unknown one`() throws {
        let file = try Self.read("Campaign,Clicks,Clicks,Cost,Mood,\nSpring,1,9,2.50,good,\n")
        #expect(file.sum(.clicks) == Decimal12(1))
        #expect(
            file.plan.columns.map(\.note) == [
                .recognised, .recognised, .besides("Clicks"), .recognised, .unknown, .unknown,
            ])
        let mapped = try Self.read("Campaign,Clicks,Mood,Cost\nSpring,1,good,2.50\n") {
            $0.mapping = ["segment:mood": "Mood"]
        }
        #expect(mapped.metrics.first?.key.breakdown == ["good"])
        #expect(mapped.metrics.first?.series.dimensions == ["mood"])
    }

    @Test func `notices rows in which two columns of one heading say different things`() throws {
        let file = try Self.read("Campaign,Clicks,Impressions,Cost,Clicks\na,1,9,2.50,1\nb,2,9,2.50,3\nc,3,9,2.50,\n")
        #expect(file.metrics.count == 3 && file.sum(.clicks) == Decimal12(6), "the first is read")
        #expect(
            file.summary.noticed.contains(
                "two columns of one heading say different things, and the first of them is read: 2 rows, line 3, 4"),
            "\(file.summary.noticed)")
        // Another heading of the same meaning may count otherwise, and is only named as left out.
        let other = try Self.read("Campaign,Clicks,Impressions,Cost,Link clicks\na,5,9,2.50,1\n")
        #expect(other.summary.findings.count[.otherwiseInTwin] == nil)
    }

    @Test func `R076 what counts below zero, or at a cost that is not told, is refused with its line`() throws {
        let file = try Self.read(
            "Campaign ID,Impressions,Clicks,Cost,Conversions\n1,10,1,2.50,1\n2,10,-1,2.50,1\n3,10,1,,1\n4,10,1,NaN,0\n"
                + "5,0,0,,2\n6,10,1,0,1\n7,10,1,2.50,-0.5\n")
        #expect(file.metrics.count == 3, "a purchase may come after the money was spent")
        #expect(
            file.refusals.map(\.reason) == [
                .belowZero(column: "Clicks", text: "-1"), .noCost(column: "Cost"), .noCost(column: "Cost"),
                .belowZero(column: "Conversions", text: "-0.5"),
            ])
        #expect(file.refusals.map(\.line) == [3, 4, 5, 8])
        // A file that tells no cost at all says so by its columns.
        #expect(try Self.read("Campaign ID,Impressions,Clicks,Conversions\n1,10,1,1\n").metrics.count == 1)
    }

    @Test func `flags odd counts and imports them`() throws {
        let file = try Self.read(
            "Campaign ID,Impressions,Clicks,Cost,Conversions\n1,10,11,-2.50,12\n2,0,0,3.00,0\n3,5,1,1,0\n")
        #expect(file.metrics.count == 3)
        let count = file.summary.findings.count
        #expect(
            count == [.negative: 1, .clicksOverImpressions: 1, .purchasesOverClicks: 1, .spendWithoutImpressions: 1])
        #expect(file.summary.findings.lines[.clicksOverImpressions] == [2])
        #expect(
            file.summary.noticed == [
                "an amount is below zero: 1 row, line 2", "more clicks than impressions: 1 row, line 2",
                "more purchases than clicks: 1 row, line 2", "spend without impressions: 1 row, line 3",
            ])
        let long = try Self.read(
            "Campaign,Impressions,Clicks,Cost\n" + (1...9).map { "c\($0),1,2,1.00\n" }.joined() + "Total,9,18,9.00\n")
        #expect(
            long.summary.noticed == [
                "more clicks than impressions: 9 rows, line 2, 3, 4, 5, 6, …",
                "left out: 1 row that sums up others, line 11",
            ])
    }

    @Test func `a report about the account alone names nothing, and none of its rows is a total`() throws {
        let text = "Day,Cost,Clicks,Impressions\n2025-07-01,1.5,3,100\n2025-07-02,2.5,3,100\n"
        let file = try Self.read(text) { options in
            options.level = .account
            options.period = nil
        }
        #expect(file.metrics.count == 2 && file.summary.totals == 0, "\(file.summary)")
        #expect(file.metrics.allSatisfy { $0.key.entity.kind == .account })
    }

    @Test
    func `a sum without a name stands before all rows or after them, and between them it is a row that lost its name`()
        throws
    {
        let head = "Campaign,Campaign ID,Clicks,Cost\n"
        let around = try Self.read(head + ",,10,9\nA,1,5,5\nB,2,5,4\n,,10,9\nTotal,,10,9\n")
        #expect(around.summary.totals == 3 && around.summary.refused == 0 && around.metrics.count == 2)
        let between = try Self.read(head + "A,1,5,5\n,,7,99\n,,1,1\nB,2,5,4\n")
        #expect(between.refusals.map(\.line) == [3, 4] && between.summary.totals == 0 && between.metrics.count == 2)
        #expect(between.summary.rows == 5 && between.summary.leftOutLines.isEmpty)
    }

    @Test func `knows entities by the path of their names where there is no identifier`() throws {
        let long = String(repeating: "ä", count: 90)
        let file = try Self.read(
            "Campaign,Ad group,Clicks,Cost\nA / B,C,1,1\nA,B / C,1,1\n\(long)1,C,1,1\n\(long)2,C,1,1\n")
        let ids = file.metrics.map(\.key.entity.id)
        #expect(Set(ids).count == 4)
        #expect(ids[0] == "A // B / C" && ids[1] == "A / B // C")
        #expect(ids.allSatisfy { $0.utf8.count <= 128 })
        #expect(file.metrics.map { $0.lineage.last?.name } == ["C", "B / C", "C", "C"])
        #expect(file.plan.assumptions.contains(.named(.adSet)))
    }

    @Test func `finds the currency in signs and headings, and never lets an option overrule a heading`() throws {
        let sign = try Self.read("Campaign,Clicks,Cost\nSpring,1,€2.50\n") { $0.currency = nil }
        #expect(sign.plan.currency?.code == "EUR")
        let dollars = try Self.read("Campaign,Clicks,Cost\nSpring,1,$2.50\n") { $0.currency = nil }
        #expect(dollars.plan.missing == [.currency])
        let told = try Self.read("Campaign,Clicks,Cost\nSpring,1,$2.50\n") { $0.currency = Currency("CAD") }
        #expect(told.sum(.spend).description == "2.5")
        #expect(throws: ImportError.self) { try Self.read("Campaign,Clicks,Amount spent (EUR)\nSpring,1,2.50\n") }
        for heading in ["Kosten (€)", "Coût [EUR]", "Cost EUR", "Cost in EUR", "Cost €"] {
            #expect(throws: ImportError.self, "\(heading)") {
                try Self.read("Campaign,Clicks,\(heading)\nSpring,1,2.50\n")
            }
            let own = try Self.read("Campaign,Clicks,\(heading)\nSpring,1,2.50\n") { $0.currency = nil }
            #expect(own.plan.currency?.code == "EUR" && own.sum(.spend).description == "2.5", "\(heading)")
        }
        let several = try Self.read("Campaign,Clicks,Cost ($)\nSpring,1,2.50\n") { $0.currency = Currency("CAD") }
        #expect(several.sum(.spend).description == "2.5")
        let mixed = try Self.read("Campaign,Clicks,Cost,Currency\nA,1,2.50,EUR\nB,1,2.50,USD\n") { $0.currency = nil }
        #expect(mixed.plan.missing.map(\.message).first?.contains("`EUR` (line 2) and `USD` (line 3)") == true)
    }

    @Test func `refuses what is no report, and says what it looked for`() throws {
        for text in ["", "\n\n", "hello", "a,b,c\n1,2,3\n", "{\"json\": true}", "<html></html>"] {
            #expect(throws: ImportError.self) { try Self.read(text) }
        }
        let error = #expect(throws: ImportError.self) {
            try Self.read("Day,Keyword,Clicks,Cost\n2017-07-01,shoes,1,2\n")
        }
        #expect(error?.message.contains("keyword") == true)
        let names = #expect(throws: ImportError.self) { try Self.read("Campaign,Ad name\nSpring,A\n") }
        #expect(names?.message.contains("--map") == true)
    }

    @Test func `finds the header under titles and a separator line`() throws {
        let file = try Self.read("sep=;\nMy report;2017\n\nKampagne;Klicks;Kosten\nFrühling;1.234;2,50\n")
        #expect(file.plan.headerLine == 4)
        #expect(file.plan.titles == ["sep=", "My report 2017", ""])
        #expect(file.plan.language == .german)
        #expect(file.sum(.clicks) == Decimal12(1_234))
    }

    @Test func `says what a style rests on where only the language speaks for it`() throws {
        let file = try Self.read("Kampagne;Kosten\nFrühling;1.234\n")
        #expect(file.sum(.spend) == Decimal12(1_234))
        #expect(file.plan.assumptions.contains(.numbers(.comma)))
        let told = try Self.read("Kampagne;Kosten\nFrühling;1.234\n") { $0.numbers = .point }
        #expect(told.sum(.spend).description == "1.234")
    }

    @Test func `the last day of a campaign in a table of campaigns is no period of a report`() throws {
        let file = try Self.read(
            "id,updated_at,name,start_date,end_date,status\nc1,2021-06-29T17:19:05.102,A,2020-04-22,2037-12-30,PAUSED\n"
        ) {
            $0.fileName = "google_ads_campaign_history_data.csv"
            $0.currency = Currency("USD")
        }
        #expect(file.entities.count == 1)
        #expect(file.plan.column(.periodEnd) == nil)
        let column = file.plan.columns.first { $0.heading == "end_date" }
        #expect(column?.isUsed == false, "\(String(describing: column))")
    }

    @Test func `a campaign's budget in a row of an ad is the campaign's, and an ad set's is nobody's there`() throws {
        let file = try Self.read(
            """
            Day,Campaign ID,Ad set ID,Ad ID,Delivery,Campaign budget,Ad set budget,Impressions,Amount spent (EUR)
            2025-01-04,c1,s1,a1,not_delivering,20.00,7.00,100,10.00
            """
        ) {
            $0.currency = nil
            $0.period = nil
        }
        let row = try #require(file.metrics.first)
        #expect(row.facts.campaignBudget?.description == "20.00 EUR" && row.facts.dailyBudget == nil)
        #expect(row.facts.status == .paused)
    }

    @Test func `two currencies are both named with their lines, and a number that is too large is called that`() throws
    {
        let text = "Day,Campaign,Currency,Clicks,Cost\n2025-01-04,A,GBP,1,2.50\n2025-01-04,B,EUR,1,2.50\n"
        let message = try #require(try Self.read(text) { $0.currency = nil }.plan.missing.first?.message)
        #expect(message.contains("`GBP` (line 2) and `EUR` (line 3)") && message.contains("--currency GBP"))
        let large = try Self.read("Campaign,Clicks,Cost\nA,99999999999999999999,2.50\nB,1,x9\nC,1000000000001,2.50\n")
        #expect(large.refusals.map(\.line) == [2, 3, 4])
        #expect(large.refusals.map { $0.reason.message.contains("too large") } == [true, false, true])
    }
}
