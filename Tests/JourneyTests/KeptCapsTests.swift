import Foundation
import Schemas
import Testing

/// Money caps that are kept for an agent that may not act, and the way back of what they stopped, as a user sees both.
@Suite struct KeptCapsTests {
    /// The example's charter with other caps for a day and for seven days, in force.
    private func apply(day: Int, week: Int, _ mandate: MandateProgram) throws {
        let file = mandate.folder.path + "/caps.yaml"
        try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
            .replacing("cap: 1250 GBP", with: "cap: \(day) GBP").replacing("cap: 9500 GBP", with: "cap: \(week) GBP")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let applied = try mandate("charter", "apply", file)
        #expect(applied.code == 0, "\(applied.err)")
    }

    @Test func `P2 an agent that was demoted ends with 3 and is brought back under its caps all the same`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        #expect(try mandate("agent", "demote", "paid-social", "--to", "shadow").code == 0)
        let idle = try mandate("agent", "run", "paid-social")
        #expect(idle.code == 3 && idle.out.isEmpty && idle.err.contains("every tool of `paid-social` is in shadow"))
        try apply(day: 900, week: 9_500, mandate)
        let kept = try mandate("agent", "run", "paid-social")
        #expect(kept.code == 3 && kept.err.contains("every tool of `paid-social` is in shadow"), "\(kept.err)")
        #expect(kept.out.contains("only what brings the account back under its limits"), "\(kept.out)")
        #expect(kept.out.contains("the money cap `900.00 GBP` per day (constraints.money[0])"), "\(kept.out)")
        // What stood today still counts today.
        #expect(try mandate("sandbox", "advance", "1d", "--reviewed").code == 0)
        _ = try mandate("agent", "run", "paid-social")
        let caps = try mandate("ledger", "show", "--json").json()["caps"]?.arrayValue ?? []
        let worst = try #require(caps.first?["worst_case"]?.stringValue?.split(separator: " ").first)
        #expect(try #require(Double(worst)) <= 900, "\(caps)")
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test func `P41 what a full cap paused comes back by the undo that explain prints, which answers the question`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        try apply(day: 800, week: 3_900, mandate)
        let first = try mandate("agent", "run", "paid-social")
        #expect(first.out.contains("paused by Mandate itself to get under a money cap"), "\(first.out)")
        let inbox = try mandate("inbox")
        #expect(
            inbox.out.contains("nothing waits for anybody") && inbox.out.contains("paused by Mandate itself"),
            "\(inbox.out)")
        var asked: JSON?
        for _ in 0..<8 where asked == nil {
            #expect(try mandate("sandbox", "advance", "1d", "--reviewed").code == 0)
            let run = try mandate("agent", "run", "paid-social")
            #expect(run.code == 0 && run.out.contains("paused by Mandate itself"), "every run says so: \(run.out)")
            asked = try mandate("inbox", "--json").json()["items"]?.arrayValue?.first { $0["cause"] == "room" }
        }
        let question = try #require(asked)
        let id = try #require(question["escalation"]?.stringValue)
        let explained = try mandate("explain", id).out
        #expect(
            explained.contains("would run at ") && explained.contains("take it back: `mandate undo "), "\(explained)")
        #expect(try mandate("inbox", "--since", "1h").out.contains("ads.pause"), "it came up just now")
        let old = try mandate("inbox", "--until", "2017-10-01")
        #expect(old.out.contains("nothing that waits came up then, and "), "\(old.out)")
        for decision in question["decisions"]?.arrayValue ?? [] {
            let undone = try mandate("undo", try #require(decision.stringValue))
            #expect(undone.code == 0, "\(undone.out)\(undone.err)")
        }
        #expect(try mandate("explain", id).out.contains("answered by owner@example.com: taken back"))
        #expect(try mandate("inbox", "--json").json()["items"]?.arrayValue?.contains { $0["cause"] == "room" } == false)
        let verified = try mandate("audit", "verify")
        #expect(verified.code == 0, "\(verified.out)\(verified.err)")
    }
}
