import Foundation
import Schemas
import Testing
import Vocabulary

/// What is looked for in the log is found, and what can never be found is said.
struct SearchJourneyTests {
    private func entries(_ mandate: MandateProgram, _ words: String...) throws -> [JSON] {
        let answer = try mandate.run(["--home", mandate.folder.path + "/home", "audit", "search", "--json"] + words)
        #expect(answer.code == 0, "\(words): \(answer.err)")
        return try answer.out.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
    }

    /// A home in which people have said yes, no, leave it, and taken something back.
    private func answered() throws -> (mandate: MandateProgram, done: JSON) {
        let mandate = try MandateProgram()
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let held = run["held"]?.arrayValue?.compactMap { $0["decision"]?.stringValue } ?? []
        let yes = try #require(held.first)
        #expect(try mandate("approve", yes).code == 0)
        if held.count > 1 { #expect(try mandate("reject", held[1], "--reason", "no").code == 0) }
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let stops = items.compactMap { $0["escalation"]?.stringValue }
        let asked = try #require(stops.first)
        #expect(try mandate("answer", asked, "--do-nothing").code == 0)
        let done = try #require(run["executed"]?.arrayValue?.first)
        let taken = try #require(done["decision"]?.stringValue)
        #expect(try mandate("undo", taken).code == 0)
        return (mandate, done)
    }

    @Test func `what people decided about an agent is found by the agent, and every time is RFC 3339`() throws {
        let (mandate, _) = try answered()
        defer { mandate.remove() }
        let all = try entries(mandate, "--agent", "paid-social")
        for kind in ["approved", "answered", "undone", "ruling", "receipt"] {
            let own = try entries(mandate, "--kind", kind)
            #expect(!own.isEmpty && all.count { $0["kind"]?.stringValue == kind } == own.count, "\(kind)")
        }
        for entry in all { #expect(entry["at"]?.stringValue.flatMap { Instant(parsing: $0) } != nil) }
        for entry in try entries(mandate) {
            #expect(AuditEntry.isWord(entry["word"]?.stringValue ?? ""), "\(entry)")
        }
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test func `what a person did names them, and a change of the team also whom it concerns`() throws {
        let (mandate, _) = try answered()
        defer { mandate.remove() }
        for words in [
            ["agent", "pause", "paid-social", "--reason", "a look"], ["agent", "resume", "paid-social"], ["halt"],
            ["unhalt"],
            ["agent", "demote", "paid-social", "--to", "recommend"],
            ["team", "add", "ana@example.com", "--role", "cmo"],
            ["sandbox", "advance", "7d", "--reviewed"],
        ] {
            let done = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(done.code == 0, "\(words): \(done.err)")
        }
        for kind in [
            "halted", "unhalted", "paused", "resumed", "stage_changed", "team", "reviewed", "answered", "undone",
        ] {
            let found = try entries(mandate, "--kind", kind)
            #expect(!found.isEmpty && found.allSatisfy { $0["by"] != nil }, "\(kind): \(found)")
            // Whom a home begins with stand all in one entry.
            let isOne = kind == "team"
            #expect(
                found.allSatisfy { ($0["concerns"] == nil) == (!isOne || $0["word"] == "begun") }, "\(kind): \(found)")
            let text = try mandate("audit", "search", "--kind", kind).out
            #expect(text.contains("  owner@example.com  "), "\(text)")
        }
        #expect(try mandate("audit", "tail").out.contains("  team: ana@example.com"))
        let pack = mandate.folder.path + "/pack"
        #expect(try mandate("audit", "export", "--out", pack).code == 0)
        let report = try String(contentsOfFile: pack + "/report.html", encoding: .utf8)
        #expect(report.contains("team: ana@example.com") && report.contains(">By</th>"))
        // Who is erased is named no more.
        let paused = try #require(try entries(mandate, "--kind", "paused").first?["position"]?.integerValue)
        #expect(try mandate("audit", "erase", "\(paused)", "--reason", "asked for", "--confirm=1").code == 0)
        #expect(try entries(mandate, "--kind", "paused").first?["by"] == nil)
    }

    @Test func `an object with capitals in its identifier is found like any other`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let lines = try String(contentsOf: MandateProgram.invented, encoding: .utf8).split(whereSeparator: \.isNewline)
        let file = mandate.folder.path + "/capitals.csv"
        let rows = [String(lines[0])] + lines.dropFirst().map { "Ad\($0)" }
        try rows.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(try mandate("import", file, "--currency", "GBP", "--period", "2017-07-01/2017-09-30").code == 0)
        let run = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        let object = try #require(run["executed"]?.arrayValue?.first?["entity"]?.stringValue)
        #expect(object.hasPrefix("ad/Ad"), "\(object)")
        #expect(try entries(mandate, "--subject", object).contains { $0["kind"]?.stringValue == "ruling" })
    }

    @Test func `an object is found by its decisions, their actions, and what people said to them`() throws {
        let (mandate, done) = try answered()
        defer { mandate.remove() }
        let decision = try #require(done["decision"]?.stringValue)
        let object = try #require(done["entity"]?.stringValue)
        let found = try entries(mandate, "--subject", object)
        let kinds = Set(found.compactMap { $0["kind"]?.stringValue })
        #expect(kinds.isSuperset(of: ["ruling", "receipt", "undone"]), "\(kinds)")
        #expect(found.contains { $0["subject"]?.stringValue == decision })
        #expect(found.count < (try entries(mandate)).count)
        #expect(try entries(mandate, "--subject", "ad/none").isEmpty)
    }

    @Test func `an agent that is not there and a word that no entry has are errors that name what there is`() throws {
        let (mandate, _) = try answered()
        defer { mandate.remove() }
        let nobody = try mandate("audit", "search", "--agent", "nobody")
        #expect(nobody.code == 5 && nobody.err.contains("`nobody`") && nobody.err.contains("`paid-social`"))
        let bogus = try mandate("audit", "search", "--word", "refused")
        #expect(bogus.code == 2 && bogus.err.contains("did you mean `refuse`") && bogus.err.contains("`yes`"))
        let kind = try mandate("audit", "search", "--kind", "aproved")
        #expect(kind.code == 2 && kind.err.contains("`approved`"))
        // What has not come about yet is no mistake.
        #expect(try mandate("audit", "search", "--word", "overdue").code == 0)
    }
}
