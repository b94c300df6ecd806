import Foundation
import Schemas
import Testing

/// What can no longer be taken back or stopped from here, as a user sees it.
@Suite struct WayBackTests {
    /// Answers the open escalation by setting the large campaign's budget; the decision that it became.
    private func set(_ budget: String, _ mandate: MandateProgram) throws -> String {
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let open = items.filter { $0["objects"]?.arrayValue?.contains("campaign/903") ?? false }
            .compactMap { $0["escalation"]?.stringValue }
        let escalation = try #require(open.first)
        let file = mandate.folder.path + "/proposal.json"
        let proposal =
            #"{"tool": "ads.set_daily_budget", "arguments": {"campaign": "903", "daily_budget": "\#(budget) GBP"}, "#
            + #""reason": "a round number"}"#
        try Data(proposal.utf8).write(to: URL(filePath: file))
        let answered = try mandate("answer", escalation, "--propose", file, "--json")
        #expect(answered.code == 0, "\(answered.err)")
        return try #require(try answered.json()["answers"]?.arrayValue?.first?["decision"]?.stringValue)
    }

    @Test func `an undo of what changed again since ends with 6 and names both values`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let first = try set("500.00", mandate)
        #expect(try mandate("sandbox", "advance", "7d", "--reviewed").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let second = try set("480.00", mandate)
        let stale = try mandate("undo", first)
        #expect(stale.code == 6, "\(stale.out)\(stale.err)")
        #expect(stale.out.contains("daily_budget `480.00 GBP`, not our `500.00 GBP`"), "\(stale.out)")
        #expect(try mandate("undo", second).code == 0)
        #expect(try mandate("undo", first).code == 0, "what moved on is back where this one left it")
    }

    @Test func `a group that is not taken back since everything is halted ends with 9`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let done = try #require(run["executed"]?.arrayValue?.first?["decision"]?.stringValue)
        let count = try mandate("undo", done, "--group", "--json").json()["confirm"]?.integerValue ?? 0
        #expect(try mandate("halt").code == 0)
        #expect(try mandate("undo", done).code == 9)
        let group = try mandate("undo", done, "--group", "--confirm=\(count)")
        #expect(group.code == 9 && group.out.contains("0 of \(count) taken back"), "\(group.out)\(group.err)")
    }

    @Test func `P41 what a person says happened is theirs on every screen, and not what was read back`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("sandbox", "faults", "drop:op=effects,times=1").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let doubt = items.first { $0["kind"]?.stringValue == "doubt" }
        let decision = try #require(doubt?["decision"]?.stringValue, "\(items)")
        let said = try mandate("resolve", decision, "--happened", "--as", "deputy@example.com")
        #expect(said.code == 0 && said.out.contains("on your word: the platform shows `ad/"), "\(said.out)\(said.err)")
        let outcome = try mandate("explain", decision).out.split(separator: "\n").first { $0.hasPrefix("Outcome") }
        #expect(
            outcome?.contains("deputy@example.com said at ") == true && outcome?.contains("was not read back") == true,
            "\(outcome ?? "")")
        let found = try mandate("audit", "search", "--subject", decision, "--json").out
        #expect(found.contains("\"answered\"") && found.contains("\"receipt\""), "\(found)")
    }

    @Test func `P41 spend that can no longer be paused is said, and nothing is ruled that cannot be sent`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        #expect(try mandate("halt").code == 0)
        func rulings() throws -> Int {
            try mandate("audit", "search", "--kind", "ruling", "--json").out.split(separator: "\n").count
        }
        let before = try rulings()
        let late = try mandate("halt", "--pause-spend")
        #expect(
            late.code == 1 && late.err.contains("run `mandate unhalt`: before that nothing can be sent"), "\(late.err)")
        #expect(try rulings() == before)
        #expect(try mandate("unhalt").code == 0)
        #expect(try mandate("halt", "--pause-spend").code == 0)
        #expect(try mandate("halt", "--pause-spend").code == 0, "nothing is active any more")
    }
}
