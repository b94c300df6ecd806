import Foundation
import Schemas
import Testing

/// Whatever is imported, the home goes on: what a file lacks is declared, and later files fill it in.
struct ImportJourneyTests: ImportingHome {
    @Test func `ads without a campaign belong to one that is declared, until a report places them`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let loose = try save("ads.csv", "Day,Ad ID,Impressions,Clicks,Cost\n2025-01-01,a1,100,5,12.50\n", mandate)
        let first = try mandate("import", loose, "--currency", "EUR", "--json")
        #expect(first.code == 0, "\(first.err)")
        #expect(first.out.contains("belongs to `campaign/unnamed`"))
        let row = "Day,Ad ID,Ad set ID,Campaign ID,Impressions,Clicks,Cost\n2025-01-02,a1,s1,c1,100,5,7.50\n"
        #expect(try mandate("import", try save("placed.csv", row, mandate), "--currency", "EUR").code == 0)
        let again = try mandate("import", loose, "--currency", "EUR", "--json")
        #expect(try again.code == 0 && again.json()["changed"]?.integerValue == 0)
        let next = "Day,Ad ID,Impressions,Clicks,Cost\n2025-01-03,a1,100,5,10.00\n"
        #expect(try mandate("import", try save("next.csv", next, mandate), "--currency", "EUR").code == 0)
        // The third file names no campaign, and the second said which.
        #expect(try sums(mandate)["campaign/c1"] == "17.5")
        #expect(try sums(mandate)["campaign/unnamed"] == "12.5")
    }

    @Test func `a campaign without budget and spend is paused at nothing, and gets its budget with its spend`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let good = try save(
            "good.csv", "Day,Campaign ID,Impressions,Clicks,Cost\n2025-01-01,c1,100,5,12.50\n", mandate)
        #expect(try mandate("import", good, "--currency", "EUR").code == 0)
        let history = try save(
            "google_ads_campaign_history_data.csv", "id,name,status,updated_at\nc9,Later,ENABLED,2025-01-01 00:00:00\n",
            mandate)
        let told = try mandate("import", history, "--json")
        #expect(told.code == 0, "\(told.err)")
        #expect(told.out.contains("paused at `0.00`: 1"))
        #expect(try mandate("import", good, "--currency", "EUR").code == 0)
        #expect(try state(mandate, "campaign/c9") == "paused 0.00 EUR")
        let spent = try save(
            "spent.csv", "Day,Campaign ID,Impressions,Clicks,Cost\n2025-01-02,c9,100,5,30.00\n", mandate)
        #expect(try mandate("import", spent, "--currency", "EUR").code == 0)
        #expect(try state(mandate, "campaign/c9") == "active 15.00 EUR")
    }

    @Test func `a report of campaigns after that of their ads gives the sandbox their budgets and states`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let head = "Campaign ID,Ad ID,Impressions,Clicks,Cost\n"
        let ads = try save("ads.csv", head + "c1,a1,100,5,12.50\nc2,a2,100,5,7.50\n", mandate)
        func tell(_ file: String) throws -> MandateProgram.Outcome {
            try mandate("import", file, "--currency", "GBP", "--period", "2017-09-01/2017-09-10")
        }
        #expect(try tell(ads).code == 0)
        #expect(try state(mandate, "campaign/c1") == "active 1.25 GBP", "12.50 in ten days")
        let text =
            "Campaign ID,Campaign,Campaign status,Budget,Cost\nc1,One,active,4.00,12.50\nc2,Two,paused,3.00,7.50\n"
        let campaigns = try save("campaigns.csv", text, mandate)
        let told = try tell(campaigns)
        #expect(told.code == 0 && told.out.contains("2 rows accepted, 2 of them new or changed"), "\(told.out)")
        #expect(told.out.contains("counts of 2 rows are left aside"), "\(told.out)")
        let again = try tell(campaigns)
        #expect(again.out.contains("2 rows accepted, 0 of them new or changed"), "P12: \(again.out)")
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let run = try mandate("agent", "run", "paid-social", "--shadow")
        #expect(run.code == 0, "it reads the platform: \(run.err)")
        #expect(try state(mandate, "campaign/c1") == "active 4.00 GBP")
        #expect(try state(mandate, "campaign/c2") == "paused 3.00 GBP")
        #expect(try sums(mandate)["campaign/c1"] == "12.5", "its ads tell it")
    }

    @Test func `purchases that attribution splits are added up exactly, and parts of one count`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        var text = "Day,Ad ID,Campaign ID,Impressions,Clicks,Cost,Conversions\n"
        for day in 10...29 {
            for ad in 1...4 { text += "2024-12-\(day),a\(ad),c1,1000,20,5.00,0.5\n" }
            text += "2024-12-\(day),a5,c1,1000,20,5.00,0.333334\n"
        }
        let file = try save("split.csv", text, mandate)
        let first = try mandate("import", file, "--currency", "EUR")
        #expect(first.code == 0 && first.out.contains("in parts (`100` rows)"), "\(first.out) \(first.err)")
        let sums = "SELECT ref, purchases FROM entity WHERE purchases IS NOT NULL"
        let whole = try mandate.store(sums).mapValues { (Int64($0) ?? 0) / 1_000_000 }
        #expect(whole["ad/a1"] == 10 && whole["ad/a5"] == 6 && whole["campaign/c1"] == 46, "\(whole)")
        // 500.00 EUR for 46.66668 purchases; for 46 it would be 10.87 EUR, and rounded down row by row there would be none.
        let charter = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
            .replacingOccurrences(of: "GBP", with: "EUR")
            .replacingOccurrences(of: "measured: 2017-07-01/2017-09-30", with: "measured: 2024-12-10/2024-12-29")
            .replacingOccurrences(of: "2017-12-31", with: "2099-12-31")
        #expect(try mandate("charter", "apply", try save("charter.yaml", charter, mandate)).code == 0)
        let shown = try mandate("agent", "show", "paid-social")
        #expect(shown.out.contains("10.71 EUR"), "\(shown.out) \(shown.err)")
        let again = try mandate("import", file, "--currency", "EUR", "--json")
        #expect(try again.json()["changed"]?.integerValue == 0)
    }

    @Test func `an agent judges and cites purchases in parts, and the gate finds them grounded`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let lines = try String(contentsOf: MandateProgram.invented, encoding: .utf8).split(separator: "\n")
        let split = lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let count = Double(cells.last ?? "0").map { $0 * 0.97 + 0.031 } ?? 0
            return (cells.dropLast().map(String.init) + ["\(count)"]).joined(separator: ",")
        }
        let file = try save("split.csv", ([String(lines[0])] + split).joined(separator: "\n") + "\n", mandate)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let told = try mandate("import", file, "--currency", "GBP", "--period", "2017-07-01/2017-09-30")
        #expect(told.code == 0, "\(told.err)")
        let run = try mandate("agent", "run", "paid-social", "--shadow", "--json")
        let entries = try ["executed", "held", "refused", "escalated"].flatMap { try run.json()[$0]?.arrayValue ?? [] }
        #expect(entries.count > 5 && !run.out.contains("grounding"), "\(run.out) \(run.err)")
        #expect(run.out.contains("got 0.03 purchases for") && !run.out.contains("without a purchase"))
    }

    @Test func `every campaign gets its budget, however many there are and however many ads stand before them`() throws
    {
        let mandate = try home()
        defer { mandate.remove() }
        var text = "Day,Campaign ID,Ad ID,Impressions,Clicks,Cost\n"
        for row in 0..<1_300 { text += "2025-01-01,c\(row),a\(row),100,1,1.00\n" }
        let answer = try mandate("import", try save("wide.csv", text, mandate), "--currency", "EUR")
        #expect(answer.code == 0, "\(answer.err)")
        let budgets = try mandate.store(
            "SELECT daily_budget, COUNT(*) FROM entity WHERE ref LIKE 'campaign/%' GROUP BY daily_budget")
        #expect(budgets == ["1.00 EUR": "1300"])
    }

    @Test func `what stands counts against a cap right after the import, and so does what a hold reserves`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        let standing = try worstCase(mandate)
        #expect(standing.first.map { $0 != "0.00 GBP" } == true)
        let tight = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8).replacing(
            "cap: 1250 GBP", with: "cap: 20 GBP")
        let file = try save("tight.yaml", tight, mandate)
        let told = try mandate("charter", "check", file, "--against", mandate.folder.path + "/home")
        #expect(told.out.contains("(per day): exceeded already, the worst case is `\(standing.first ?? "")`"))

        let shadow = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        #expect(try worstCase(mandate) == standing, "a rehearsal reserves nothing")
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
        let real = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(real["held"]?.arrayValue?.isEmpty == false)
        #expect(exposures(real, "after") == exposures(shadow, "after"))
        #expect(exposures(real, "before") == standing)
        #expect(try worstCase(mandate) == exposures(real, "after"))
        #expect(exposures(real, "after") != standing)
        let left = try mandate("tool", "ask", "paid-social", "business.budget_left", "--json").json()
        let caps = left["answer"]?["caps"]?.arrayValue ?? []
        #expect(caps.map { $0["worst_case"]?.stringValue ?? "" } == exposures(real, "after"))
    }

    private func exposures(_ run: JSON, _ when: String) -> [String] {
        (run["exposures"]?.arrayValue ?? []).compactMap { $0[when]?.stringValue }
    }

    private func worstCase(_ mandate: MandateProgram) throws -> [String] {
        (try mandate("ledger", "show", "--json").json()["caps"]?.arrayValue ?? []).compactMap {
            $0["worst_case"]?.stringValue
        }
    }

    @Test func `amounts below zero, long names and broken-down rows do not stop an import`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let name = String(repeating: "ü", count: 300)
        let file = try save(
            "odd.csv",
            "Day,Campaign ID,Campaign,Ad ID,Device,Impressions,Clicks,Cost\n"
                + "2025-01-01,c1,\(name),a1,Mobile,100,5,-12.50\n2025-01-01,c1,\(name),a1,Tablet,10,1,1.00\n", mandate
        )
        for _ in 1...2 {
            let answer = try mandate("import", file, "--currency", "EUR")
            #expect(answer.code == 0, "\(answer.err)")
            #expect(
                answer.out.contains("noticed:\n  an amount is below zero: 1 row, line 2\n"), "\(answer.out)")
        }
    }

    @Test func `a preview says of counts in parts what the import says`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let file = try save(
            "parts.csv",
            "Day,Campaign ID,Impressions,Clicks,Cost,Conversions\n2025-01-04,c1,100,5,10.00,0.97\n"
                + "2025-01-04,c1,100,5,10.00,0.5\n", mandate)
        for preview in [true, false] {
            let answer =
                preview
                ? try mandate("import", file, "--currency", "EUR", "-n")
                : try mandate("import", file, "--currency", "EUR")
            #expect(answer.out.contains("counts in parts (`1` row)"), "\(answer.out)")
        }
    }

    @Test func `several accounts of one file are summed up in the home's one`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let file = try save(
            "two.csv",
            "Day,Account ID,Campaign ID,Impressions,Clicks,Cost\n2025-01-04,x1,c1,100,5,10.00\n"
                + "2025-01-04,x2,c2,100,5,20.00\n", mandate)
        #expect(try mandate("import", file, "--currency", "EUR").code == 0)
        #expect(try sums(mandate)["account/main"] == "30")
        #expect(try sums(mandate)["account/x2"] == "20")
        #expect(try mandate("sandbox", "advance", "2d").code == 0)
    }

    @Test func `every refused row is in the file that is named for them, with its line and reason`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        var text = "Day,Campaign ID,Impressions,Clicks,Cost\n"
        for row in 0..<600 { text += "2025-01-01,c\(row),\(row.isMultiple(of: 2) ? "x" : "5"),1,1.00\n" }
        let file = try save("many.csv", text, mandate)
        for extra in [["-n"], []] {
            let kept = mandate.folder.path + "/refused\(extra.count).jsonl"
            let answer = try mandate.run(
                ["--home", mandate.folder.path + "/home"]
                    + ["import", file, "--currency", "EUR", "--refused", kept, "--json"] + extra)
            #expect(answer.code == 0, "\(answer.err)")
            let lines = try String(contentsOfFile: kept, encoding: .utf8).split(separator: "\n").map {
                try JSON(parsing: Array($0.utf8))
            }
            let numbers: [Int64] = lines.compactMap { $0["line"]?.integerValue }
            #expect(numbers == Array(stride(from: Int64(2), through: 600, by: 2)))
            #expect(lines.allSatisfy { $0["reason"]?.stringValue?.contains("`x`") == true })
        }
    }

    @Test func `a file of which every row is refused says why, ends as bad input, and leaves the home empty`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        var text = "Day,Campaign ID,Impressions,Clicks,Cost\n2025-02-01,c0,5,1,1.00\n"
        for row in 1..<25 { text += "2025-01-01,c\(row),x,1,1.00\n" }
        let file = try save("broken.csv", text, mandate)
        for extra in [["-n"], []] {
            let kept = mandate.folder.path + "/none\(extra.count).jsonl"
            let words = ["--home", mandate.folder.path + "/home", "import", file, "--currency", "EUR"] + extra
            let answer = try mandate.run(words + ["--refused", kept])
            #expect(answer.code == 2)
            #expect(answer.out.contains("no row accepted, 25 refused; nothing changed"), "\(answer.out)")
            #expect(answer.out.contains("line 2: `2025-02-01` is not over"), "\(answer.out)")
            #expect(answer.out.contains("line 3: `x` in `Impressions` is no number"), "\(answer.out)")
            #expect(answer.out.contains("and 5 more; all are in"), "\(answer.out)")
            #expect(answer.err.contains("refused for `number` 24 times, `not over` once"), "\(answer.err)")
            #expect(try String(contentsOfFile: kept, encoding: .utf8).split(separator: "\n").count == 25)
            let told = try mandate.run(words + ["--json"])
            #expect(try told.code == 2 && told.json()["refused_rows"]?.arrayValue?.count == 25)
        }
        #expect(try mandate("ledger", "show").code == 5, "nothing was stored")
        let empty = try save("empty.csv", "Day,Campaign ID,Impressions,Clicks,Cost\n", mandate)
        let answer = try mandate("import", empty, "--currency", "EUR")
        #expect(answer.code == 2 && answer.err.contains("has no rows"), "\(answer.err)")
    }

    @Test func `a preview names the days that were told before, as the import does, and one row is one row`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let head = "Campaign ID,Impressions,Clicks,Cost"
        let month = try save("month.csv", head + "\nc1,100,5,10.00\n", mandate)
        let december = ["--currency", "EUR", "--period", "2024-12-01/2024-12-31"]
        let one = try mandate.run(["--home", mandate.folder.path + "/home", "import", month] + december)
        #expect(
            one.code == 0 && one.out.contains("\n1 row accepted, 1 of them new or changed, 0 refused"), "\(one.out)")
        let days = try save(
            "days.csv", "Day,\(head)\n2024-12-04,c1,100,5,1.00\n2025-01-02,c1,100,5,1.00\n2025-02-01,c1,1,1,1.00\n",
            mandate)
        let told = try save("told.csv", "Day,\(head)\n2024-12-04,c1,100,5,1.00\n", mandate)
        let empty = try save("empty.csv", "Day,\(head)\n", mandate)
        let before = try mandate.store("SELECT position, hex(bytes) FROM leaf")
        for (file, extra) in [(told, ["-n"]), (told, []), (empty, ["-n"]), (empty, [])] {
            let words = ["--home", mandate.folder.path + "/home", "import", file, "--currency", "EUR"] + extra
            let none = try mandate.run(words)
            let (refused, why) = file == told ? (1, "refused for `days told twice` once") : (0, "has no rows")
            #expect(none.code == 2 && none.err.contains(why), "\(none.err)")
            #expect(none.out.contains("no row accepted, \(refused) refused; nothing changed"), "\(none.out)")
            #expect(try mandate.run(words + ["--json"]).json()["rows"]?.integerValue == Int64(refused))
        }
        #expect(try mandate.store("SELECT position, hex(bytes) FROM leaf") == before)
        let shown = try mandate("import", days, "--currency", "EUR", "-n")
        #expect(shown.code == 0 && shown.out.contains("1 row would be accepted, 2 refused"), "\(shown.out)\(shown.err)")
        let done = try mandate("import", days, "--currency", "EUR")
        #expect(done.code == 0, "\(done.err)")
        let refused = [shown, done].map { $0.out.split(separator: "\n").filter { $0.hasPrefix("  line ") } }
        #expect(refused[0] == refused[1] && refused[0].count == 2, "\(refused)")
        #expect(refused[0].contains { $0.contains("has a row for `2024-12-01/2024-12-31` already") }, "\(refused)")
    }

    @Test func `ids that differ only in their Unicode form are two campaigns, with a sum each`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let file = try save(
            "forms.csv",
            "Day,Campaign ID,Impressions,Clicks,Cost\n2025-01-04,caf\u{E9},100,5,10.00\n"
                + "2025-01-04,cafe\u{301},100,5,20.00\n", mandate)
        for _ in 1...2 { #expect(try mandate("import", file, "--currency", "EUR").code == 0) }
        let sums = try mandate.store("SELECT hex(ref), spend FROM entity WHERE ref LIKE 'campaign/caf%'")
        #expect(Set(sums.values) == ["10", "20"], "\(sums)")
        #expect(try mandate("sandbox", "advance", "2d").code == 0)
    }

    @Test func `a preview needs neither currency nor dates, and says that they are missing`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let file = try save("bare.csv", "campaign_id,Impressions,Clicks,Spent\nc1,100,5,10.00\n", mandate)
        let shown = try mandate("import", file, "-n")
        #expect(shown.code == 0 && shown.out.contains("Impressions") && shown.out.contains("missing:"), "\(shown.err)")
        #expect(shown.out.contains("--currency GBP") && shown.out.contains("--period"), "\(shown.out)")
        #expect(try mandate("import", file).code == 2)
        #expect(try mandate("ledger", "show").code == 5, "nothing was stored")
    }

    @Test func `a German Meta export gives campaigns their budget and their state`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let file = try save(
            "meta.csv",
            "Berichtsstart,Berichtsende,Kampagnenname,Kampagnen-ID,Anzeigenname,Anzeigen-ID,Auslieferung,Kampagnenbudget,"
                + "Art des Kampagnenbudgets,Impressionen,Link-Klicks,\"Ausgegebener Betrag (EUR)\"\n"
                + "2025-01-04,2025-01-04,Frühling,c1,A,a1,Aktiv,\"20,00\",Täglich,100,5,\"3,00\"\n"
                + "2025-01-04,2025-01-04,Frühling,c1,B,a2,Inaktiv,\"20,00\",Täglich,100,5,\"3,00\"\n", mandate)
        let done = try mandate("import", file)
        #expect(done.code == 0 && !done.out.contains("unknown"), "\(done.out) \(done.err)")
        let states = try mandate.store("SELECT ref, status FROM entity")
        #expect(states["ad/a1"] == "active" && states["ad/a2"] == "paused", "\(states)")
        #expect(try mandate.store("SELECT ref, daily_budget FROM entity")["campaign/c1"] == "20.00 EUR")
        #expect(!done.out.contains("a campaign's daily budget is its spend"))
    }

    @Test func `the preview names the accounts of a file`() throws {
        let mandate = try home()
        defer { mandate.remove() }
        let file = try save(
            "two.csv", "Day,Account ID,Campaign ID,Impressions,Clicks,Cost\n2025-01-04,x1,c1,100,5,10.00\n", mandate)
        let shown = try mandate("import", file, "--currency", "EUR", "-n")
        #expect(shown.code == 0 && shown.out.contains("account `x1`"), "\(shown.err)")
        let own = try mandate("import", file, "--currency", "EUR", "--account", "x1", "-n")
        #expect(own.out.contains("account `x1`") && !own.out.contains("summed up"))
    }
}
