import Foundation
import Schemas
import Testing

/// Which days an import takes, and what it hands on to the sandbox, through the built program.
struct ImportDaysTests: ImportingHome {
    @Test func `a day that is not over is refused, by its row and as a period`() throws {
        let mandate = try home(clock: "2025-01-05T15:00:00Z")
        defer { mandate.remove() }
        let header = "Campaign ID,Impressions,Clicks,Cost"
        let days = try save(
            "days.csv", "Day,\(header)\n2025-01-04,c1,100,5,10.00\n2025-01-05,c1,50,2,5.00\n", mandate)
        let answer = try mandate("import", days, "--currency", "EUR")
        #expect(answer.code == 0 && answer.out.contains("1 row accepted, 1 of them new or changed, 1 refused"))
        #expect(
            answer.out.contains("line 3: `2025-01-05` is not over, since today is `2025-01-05`"), "\(answer.out)")
        let whole = try save("whole.csv", "\(header)\nc2,50,2,5.00\n", mandate)
        let refused = try mandate("import", whole, "--currency", "EUR", "--period", "2025-01-05/2025-01-05")
        #expect(refused.code == 6 && refused.err.contains("to yesterday at the latest"), "\(refused.err)")
    }

    @Test func `days of another zone than the account's are refused, and the account's are the default`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let file = try save("days.csv", "Day,Campaign ID,Impressions,Clicks,Cost\n2025-01-04,c1,100,5,10.00\n", mandate)
        #expect(try mandate("import", file, "--currency", "EUR", "--zone", "Europe/Berlin").code == 0)
        let other = try mandate("import", file, "--currency", "EUR", "--zone", "America/New_York")
        #expect(other.code == 6 && other.err.contains("those of `Europe/Berlin`"), "\(other.err)")
        let again = try mandate("import", file, "--currency", "EUR")
        #expect(again.code == 0 && again.out.contains("days are those of `Europe/Berlin`"), "\(again.out)")
    }

    @Test func `a campaign that only a report of campaigns knows goes on on the sandbox as it was`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let period = "2017-07-01/2017-09-30"
        let report = try save(
            "campaigns.csv",
            "Campaign ID,Campaign,Impressions,Clicks,Cost,Conversions\nc9,Extra,200000,800,920.00,20\n",
            mandate)
        #expect(try mandate("import", report, "--currency", "GBP", "--period", period).code == 0)
        #expect(try sums(mandate)["campaign/c9"] == "920")
        #expect(try mandate("sandbox", "advance", "7d", "--reviewed").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let spent = try #require(try sums(mandate)["campaign/c9"].flatMap(Double.init))
        #expect((920 + 60.0...920 + 80.0).contains(spent), "seven days at about 10.00: \(spent)")
        let bills = try mandate("ledger", "show", "--json").json()
        #expect(bills["reported_until"]?.stringValue == "2017-10-08T03:00:00Z", "\(bills)")
    }

    @Test func `days that the platform tells itself are refused, and those before it are taken and corrected`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        func file(_ rows: String) throws -> String {
            try save("days.csv", "Day,Campaign ID,Impressions,Clicks,Cost\n" + rows, mandate)
        }
        let first = try file("2025-01-04,c1,1000,50,100.00\n2025-01-05,c1,1000,50,100.00\n")
        #expect(try mandate("import", first, "--currency", "EUR").code == 0)
        #expect(try mandate("sandbox", "advance", "3d").code == 0)
        let next = try file(
            "2025-01-05,c1,1000,50,110.00\n2025-01-06,c1,1000,50,500.00\n2025-01-07,c1,1000,50,500.00\n"
                + "2025-01-06,c2,1000,50,70.00\n")
        for words in [["import", next, "--currency", "EUR", "-n"], ["import", next, "--currency", "EUR"]] {
            let answer = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(
                answer.code == 0 && answer.out.contains("1 row ") && answer.out.contains("3 refused"), "\(answer.out)")
            #expect(
                answer.out.contains("the platform itself tells of `campaign/c1` from `2025-01-06` on"), "\(answer.out)")
        }
        let spent = try mandate.store("SELECT first_day, spend FROM metric WHERE entity = 'campaign/c1'")
        #expect(spent["20093"] == "110" && spent["20094"] != "500", "\(spent)")
        #expect(try sums(mandate)["campaign/c2"] == nil, "a refused row leaves nothing")
    }

    @Test func `what a campaign brought before its first ad was known is not lost with it`() throws {
        let mandate = try home(clock: "2017-10-01T06:00:00Z")
        defer { mandate.remove() }
        let header = "Campaign ID,Ad ID,Impressions,Clicks,Cost"
        let campaign = try save(
            "c.csv",
            "Campaign ID,Impressions,Clicks,Cost\nc1,900000,2000,9200.00\n", mandate
        )
        #expect(try mandate("import", campaign, "--currency", "GBP", "--period", "2017-07-01/2017-09-30").code == 0)
        #expect(try mandate("sandbox", "advance", "3d").code == 0)
        let ad = try save("a.csv", "\(header)\nc1,a1,90000,200,920.00\n", mandate)
        #expect(try mandate("import", ad, "--currency", "GBP", "--period", "2017-06-01/2017-06-30").code == 0)
        let days = try mandate.store(
            "SELECT first_day - 17439, entity FROM metric WHERE first_day = last_day ORDER BY first_day")
        #expect(days == ["1": "campaign/c1", "2": "campaign/c1", "3": "campaign/c1"], "\(days)")
    }
}
