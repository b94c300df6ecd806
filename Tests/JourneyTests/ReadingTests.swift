import Foundation
import Schemas
import Testing
import Vocabulary

/// What people read of a home: a charter in plain words, an explanation, the report of a pack.
struct ReadingTests {
    @Test func `R030 charter docs says the same of a file and of the charter in force, as text, CommonMark and JSON`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let file = try mandate("charter", "docs", MandateProgram.charter)
        let text = try mandate("charter", "docs", "paid-social")
        #expect(text.code == 0 && text.out == file.out, "\(text.err)")
        let markdown = try mandate("charter", "docs", "paid-social", "--markdown")
        let sections = try mandate("charter", "docs", "paid-social", "--json").json()["sections"]?.arrayValue ?? []
        #expect(sections.count == 9)
        let lines = text.out.split(separator: "\n")
        for section in sections {
            let title = try #require(section["title"]?.stringValue)
            #expect(
                lines.contains(Substring(title.uppercased())) && markdown.out.contains("\n## \(title)\n"), "\(title)")
            for line in section["lines"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                #expect(lines.contains("  - \(line)"), "\(line)")
            }
        }
        #expect(markdown.out.hasPrefix("# What paid-social can and cannot do\n") && markdown.out.contains("brand-\\*"))
        for words in [
            "  - Pause a campaign, ad set or ad.", "  - Touch any campaign called brand-*, or anything in it.",
            "  - In the worst case the bill of the account is at most 1250.00 GBP a day.",
            "  - Decisions are made in the interest of both the company and the customer.",
        ] { #expect(lines.contains(Substring(words)), "\(words)") }
    }

    @Test func `explain says the same of an object as of its newest decision, and for programs as for people`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        for list in ["executed", "held", "refused", "escalated"] {
            let entry = try #require(run[list]?.arrayValue?.first)
            let decision = try #require(entry["decision"]?.stringValue)
            let text = try mandate("explain", decision)
            let json = try mandate("explain", decision, "--json").json()
            #expect(json["decision"]?.stringValue == decision)
            let told = json["lines"]?.arrayValue ?? []
            let shown = text.out.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            let same = told.map { line in
                "\(line["heading"]?.stringValue ?? "") \(line["text"]?.stringValue ?? "")"
                    .split(separator: " ").joined(separator: " ")
            }
            #expect(shown == same, "\(list)")
            for part in ["What", "Why now", "Data", "Rule", "Agreed", "Outcome", "For whom", "Rests on", "Would flip"] {
                #expect(
                    told.contains { $0["heading"]?.stringValue == part && $0["text"]?.stringValue != "" }, "\(part)")
            }
            let object = try #require(entry["entity"]?.stringValue)
            #expect(try mandate("explain", "--entity", object).out == text.out, "\(object)")
        }
        let undone = try #require(run["executed"]?.arrayValue?.first)
        let undo = try mandate("undo", undone["decision"]?.stringValue ?? "")
        #expect(undo.code == 0)
        let newest = try mandate("explain", "--entity", undone["entity"]?.stringValue ?? "")
        #expect(newest.out.contains("owner@example.com took back decision"), "the undo is the newest decision on it")
    }

    /// The rows of one table of a report, by the title that it begins with.
    private func rows(_ report: String, _ title: String) throws -> [Substring] {
        let start = try #require(report.range(of: "<h2>\(title)")).upperBound
        let end = try #require(report.range(of: "</table>", range: start..<report.endIndex)).lowerBound
        return report[start..<end].split(separator: "<tr><td").dropFirst().map { $0 }
    }

    @Test func `what came of a decision is told weeks later as in the week after it`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let decision = try #require(run["executed"]?.arrayValue?.first?["decision"]?.stringValue)
        func outcome() throws -> String {
            let lines = try mandate("explain", decision).out.split(separator: "\n")
            return String(try #require(lines.first { $0.hasPrefix("Outcome") }))
        }
        for length in ["7d", "21d"] {
            #expect(try mandate("sandbox", "advance", length, "--reviewed").code == 0)
            #expect(try mandate("agent", "run", "paid-social").code == 0)
            let told = try outcome()
            #expect(told.contains(" in 7 days: ") && told.contains(", forecast "), "\(told)")
        }
        // The log's own entries have the same figures.
        let found = try mandate("audit", "search", "--kind", "measured", "--json").out.split(separator: "\n")
        #expect(!found.isEmpty)
        for line in found {
            let figures = try JSON(parsing: Array(line.utf8))["figures"]?.stringValue ?? ""
            #expect(figures.hasPrefix("cost per purchase ") && figures.contains(" GBP, forecast 80 % from "), "\(line)")
            #expect(try mandate("audit", "search", "--kind", "measured").out.contains(": \(figures)"))
        }
        let value = try #require(outcome().split(separator: " in 7 days: ").last?.split(separator: ",").first)
        #expect(found.contains { $0.contains("cost per purchase \(value), forecast") }, "\(value) \(found)")
    }

    @Test func `the report of a pack has every decision with who agreed and what came of it, and rehearsals apart`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        func ids(_ list: String) -> [String] {
            (run[list]?.arrayValue ?? []).compactMap { $0["decision"]?.stringValue }
        }
        let held = try #require(ids("held").first)
        #expect(try mandate("reject", held, "--reason", "sale <b>next</b> week").code == 0)
        let taken = try #require(ids("executed").first)
        #expect(try mandate("undo", taken).code == 0)
        let pack = mandate.folder.path + "/pack"
        #expect(try mandate("audit", "export", "--out", pack).code == 0)
        let report = try String(contentsOfFile: pack + "/report.html", encoding: .utf8)
        let decided = try rows(report, "Decisions and what came of them")
        let rehearsed = try rows(report, "Rehearsed in shadow runs")
        let all = ["executed", "held", "refused", "escalated"].flatMap(ids)
        #expect(all.count > 20 && decided.count == all.count + 1 && rehearsed.count == all.count)
        for (list, says) in [
            ("executed", "read back"), ("refused", "nobody was asked"), ("escalated", "by escalation"),
        ] {
            for id in ids(list) {
                let row = decided.filter { $0.contains("<br>\(id)<") }
                #expect(row.count == 1 && row.first?.contains(says) == true, "\(list) \(id)")
                #expect(!rehearsed.contains { $0.contains("<br>\(id)<") })
            }
        }
        let no = decided.first { $0.contains("<br>\(held)<") }
        #expect(
            no?.contains("owner@example.com said no at 2017-10-01T06:00:00Z: sale &lt;b&gt;next&lt;/b&gt; week") == true
        )
        #expect(no?.contains("rejected; nothing was sent") == true && !report.contains("<b>"))
        #expect(decided.contains { $0.contains("owner@example.com took back decision \(taken)") })
        #expect(decided.contains { $0.contains("<br>\(taken)<") && $0.contains("taken back at") })
        let size = try #require(try mandate("audit", "verify", pack, "--json").json()["entries"]?.integerValue)
        #expect(try rows(report, "Every entry of the log").count == Int(size))
        for (name, count) in [
            ("Decisions", "\(decided.count)"), ("Entries of the log", "\(size)"), ("Payloads erased", "0"),
        ] {
            #expect(report.contains("<dt>\(name)</dt><dd>\(count)</dd>"), "\(name)")
        }
        #expect(report.contains("<dt>Rehearsed in shadow runs, without effect</dt><dd>\(rehearsed.count)</dd>"))
    }

    /// A row as a reader sees it, without backticks.
    private func plain(_ row: Substring) -> String {
        let text = row.replacing("<br>", with: "\n").replacing(#/<[^>]*>/#, with: " ")
        let marks = ["&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
        return marks.reduce(String(text)) { $0.replacing($1.key, with: $1.value) }
            .split(separator: #/\s+/#).joined(separator: " ")
    }

    private func shown(_ text: String) -> String {
        text.replacing("`", with: " ").split(separator: #/\s+/#).joined(separator: " ")
    }

    @Test func `every row of the report says what was asked, the ruling, every rule that spoke and the reason`() throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let refused = try mandate("audit", "search", "--kind", "ruling", "--word", "refuse", "--json")
        let first = try JSON(parsing: Array(try #require(refused.out.split(separator: "\n").first).utf8))
        let erased = String(try #require(first["position"]?.integerValue))
        #expect(try mandate("audit", "erase", erased, "--reason", "a contact asked", "--confirm=1").code == 0)
        let pack = mandate.folder.path + "/pack"
        #expect(try mandate("audit", "export", "--out", pack).code == 0)
        let report = try String(contentsOfFile: pack + "/report.html", encoding: .utf8)
        #expect(report.contains("<dt>Payloads erased</dt><dd>1</dd>"))
        #expect(
            try rows(report, "Every entry of the log").map(plain).contains {
                $0.hasSuffix("entry \(erased): a contact asked")
            })
        let decided = try rows(report, "Decisions and what came of them")
        for list in ["executed", "held", "refused", "escalated"] {
            for entry in run[list]?.arrayValue ?? [] {
                let id = try #require(entry["decision"]?.stringValue)
                let row = plain(try #require(decided.first { $0.contains("<br>\(id)<") }))
                let findings = (entry["findings"]?.arrayValue ?? []).compactMap { $0["message"]?.stringValue }
                let (tool, why) = (entry["tool"]?.stringValue ?? "?", entry["reason"]?.stringValue ?? "?")
                for part in ["2017-10-01T06:00:00Z \(id)", "paid-social asked for \(tool): ", why] + findings {
                    #expect(row.contains(shown(part)), "\(list) \(id): \(part)")
                }
                let ruling = try #require(entry["ruling"]?.stringValue)
                #expect(row.contains(" \(ruling) "), "\(list) \(id)")
            }
        }
        try checkRehearsed(report, without: first["subject"]?.stringValue, mandate)
        try checkEntries(report, mandate)
    }

    /// Whether what was rehearsed is told as `explain` tells it.
    private func checkRehearsed(_ report: String, without erased: String?, _ mandate: MandateProgram) throws {
        let rehearsed = try rows(report, "Rehearsed in shadow runs").map(plain)
        #expect(rehearsed.count > 20 && rehearsed.allSatisfy { $0.contains("paid-social asked for ") })
        for row in [rehearsed.first, rehearsed[rehearsed.count / 2], rehearsed.last].compactMap(\.self) {
            let id = row.split(separator: " ").first { $0.wholeMatch(of: #/[0-9a-z]{26}/#) != nil }
            let told = try mandate("explain", String(try #require(id, "\(row)")), "--json").json()
            let lines = (told["lines"]?.arrayValue ?? []).filter {
                ["Why now", "Rule"].contains($0["heading"]?.stringValue)
            }
            #expect(lines.count > 1)
            for text in lines.compactMap({ $0["text"]?.stringValue }) where !text.contains("; and ") {
                #expect(row.contains(shown(text)), "\(text): \(row)")
            }
        }
        #expect(!rehearsed.contains { $0.contains(erased ?? "?") }, "what was erased is no longer told")
    }

    /// Whether every entry of the log is there, in order and in words.
    private func checkEntries(_ report: String, _ mandate: MandateProgram) throws {
        let log = try mandate("audit", "tail", "-c", "100000", "--json").out.split(separator: "\n").map {
            try JSON(parsing: Array($0.utf8))
        }
        let entries = try rows(report, "Every entry of the log").map(plain)
        #expect(log.count >= entries.count && entries.count > 50)
        for (entry, row) in zip(log, entries) {
            let at = try #require(entry["at"]?.stringValue)
            let words = ["kind", "word"].map { entry[$0]?.stringValue ?? "" }.joined(separator: " ")
                .replacing("_", with: " ")
            let position = try #require(entry["position"]?.integerValue)
            for part in ["\(position) ", at, words, entry["agent"]?.stringValue, entry["subject"]?.stringValue]
                .compactMap(\.self)
            {
                #expect(row.contains(shown(part)), "\(position): \(row)")
            }
        }
    }
}
