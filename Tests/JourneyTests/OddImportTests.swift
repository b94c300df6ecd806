import Foundation
import Schemas
import Testing

/// Files and cells that are not what an import takes them for.
struct OddImportTests: ImportingHome {
    @Test func `no file is written over by refused rows, and what can be read only once is no file to import`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let text = "Day,Campaign ID,Impressions,Clicks,Cost\n2025-01-01,c1,100,5,12.50\n2025-01-01,c2,x,5,1.00\n"
        let file = try save("ads.csv", text, mandate)
        for extra in [["-n"], []] {
            let words = [
                "--home", mandate.folder.path + "/home", "import", file, "--currency", "EUR", "--refused", file,
            ]
            let answer = try mandate.run(words + extra)
            #expect(answer.code == 6 && answer.err.contains("is there already"), "\(answer.err)")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
        }
        #expect(try mandate("ledger", "show").code == 5, "nothing was stored")
        let pipe = mandate.folder.path + "/pipe"
        #expect(try mandate.python("-c", "import os,sys; os.mkfifo(sys.argv[1])", pipe) == 0)
        let once = try mandate("import", pipe, "--currency", "EUR")
        #expect(once.code == 2 && once.err.contains("reads its file more than once"), "\(once.err)")
    }

    @Test func `a budget, a status and a first day that nobody can read are assumed aloud`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let text = """
            Day,Campaign ID,Impressions,Clicks,Cost,Daily budget,Status
            2025-01-01,c1,100,5,12.50,700 per day,running wild
            2025-01-01,c2,100,5,12.50,30.00,active

            """
        let answer = try mandate("import", try save("odd.csv", text, mandate), "--currency", "EUR", "--json").json()
        let assumed = answer["assumptions"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(
            assumed.contains(
                "a campaign's daily budget is its spend by day, rounded up, where none is told: 1 campaign"),
            "\(assumed)")
        #expect(assumed.contains("what no status is told of is active"))
        let noticed = answer["noticed"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(noticed.count == 2 && noticed.allSatisfy { $0.hasSuffix("1 row, line 2") }, "\(noticed)")
        #expect(try state(mandate, "campaign/c1") == "active 12.50 EUR")
        #expect(try state(mandate, "campaign/c2") == "active 30.00 EUR")
        let ads = try save(
            "ads.csv",
            "Day,Campaign ID,Ad ID,Impressions,Clicks,Cost,Campaign status\n2025-01-02,c3,a1,9,5,2.50,paused\n", mandate
        )
        #expect(try mandate("import", ads, "--currency", "EUR").code == 0)
        #expect(try state(mandate, "campaign/c3") == "paused 2.50 EUR")
    }
}
