import Foundation
import Schemas
import Testing

/// What was done, why, and what came of it, as the screens say it afterwards.
struct WhatBecameTests {
    private func line(_ heading: String, _ outcome: MandateProgram.Outcome) -> String {
        let lines = outcome.out.split(separator: "\n")
        #expect(lines.count <= 12 && outcome.code == 0, "\(outcome.err)")
        return lines.first { $0.hasPrefix(heading + " ") }.map(String.init) ?? ""
    }

    private func ids(_ run: JSON, _ list: String) -> [String] {
        (run[list]?.arrayValue ?? []).compactMap { $0["decision"]?.stringValue }
    }

    @Test
    func `an undo is explained as a person's, and what it took back says when and by whom`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let entry = try #require(run["executed"]?.arrayValue?.first)
        let (done, object) = (entry["decision"]?.stringValue ?? "", entry["entity"]?.stringValue ?? "")
        let undo = try mandate("undo", done)
        #expect(undo.out.contains("\(object) status is `active` again") && undo.code == 0)
        #expect(undo.out.contains("12 others of its run (ads.pause) stay as they are"), "\(undo.out)")
        let outcome = line("Outcome", try mandate("explain", done))
        let by = try #require(outcome.split(separator: "(decision ").last?.prefix(26)).description
        #expect(outcome.contains("taken back at 2017-10-01T06:00:00Z by owner@example.com"))
        #expect(outcome.hasSuffix("\(object) status = active"))
        let explained = try mandate("explain", by)
        #expect(line("What", explained).contains("owner@example.com took back decision \(done)"))
        #expect(line("Agreed", explained).contains("a person's authority, not the charter's"))
        #expect(!explained.out.contains("nothing permits it") && !explained.out.contains("paid-social asked"))
        let again = try mandate("undo", done)
        #expect(again.code == 6 && again.err.contains("taken back already"))
    }

    @Test
    func `a group is listed, taken back whole on its count, and says of each object what became of it`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let executed = ids(try mandate("agent", "run", "paid-social", "--json").json(), "executed")
        #expect(executed.count == 13)
        let listed = try mandate("undo", executed[3], "--group")
        #expect(listed.code == 2 && listed.err.contains("--confirm=13"))
        #expect(listed.out.split(separator: "\n").count == 14, "\(listed.out)")
        #expect(try mandate("undo", executed[3], "--group", "--confirm=12").code == 2)
        #expect(
            line("Outcome", try mandate("explain", executed[0])).hasSuffix("status = paused"), "nothing changed yet")
        // The platform says done to one of them and does nothing: it stays, the rest comes back, and both are said.
        #expect(try mandate("sandbox", "faults", "drop:op=effects,times=1").code == 0)
        let most = try mandate("undo", executed[3], "--group", "--confirm=13")
        #expect(most.out.contains("12 of 13 taken back by owner@example.com") && most.code == 1, "\(most.out)")
        #expect(most.out.split(separator: "\n").count { $0.contains("is `active` again") } == 12)
        #expect(
            most.out.contains("is not taken back: it was sent, and whether it was done is not known: "), "\(most.out)")
        #expect(most.out.contains("; `mandate resolve "))
        let rest = try mandate("undo", executed[3], "--group")
        #expect(rest.code == 2 && rest.err.contains("--confirm=1`"), "\(rest.err)")
    }

    @Test
    func `an expired hold says that nobody answered, a rehearsed one that nobody was asked`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let shadow = try #require(
            ids(try mandate("agent", "run", "paid-social", "--shadow", "--json").json(), "held").first)
        let yes = try mandate("approve", shadow)
        #expect(yes.code == 6 && yes.err.contains("only rehearsed in a shadow run"))
        #expect(line("Agreed", try mandate("explain", shadow)).contains("nobody was asked"))
        let held = try #require(ids(try mandate("agent", "run", "paid-social", "--json").json(), "held").first)
        #expect(line("Agreed", try mandate("explain", held)).contains("until 2017-10-01T10:00:00Z"))
        #expect(try mandate("sandbox", "advance", "5h").code == 0)
        let expired = try mandate("explain", held)
        #expect(line("Agreed", expired).contains("did not answer until 2017-10-01T10:00:00Z; silence is no"))
        #expect(line("Outcome", expired).contains("expired; nothing was sent"))
    }

    @Test
    func `a yes that does not bring about what it was for fails, and says where it stands and why`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let held = try #require(ids(try mandate("agent", "run", "paid-social", "--json").json(), "held").first)
        #expect(try mandate("sandbox", "faults", "drop:op=effects,times=1").code == 0)
        let yes = try mandate("approve", held)
        #expect(yes.code == 1, "\(yes.out) \(yes.err)")
        #expect(yes.out.contains("approved, but it is in doubt: ads.set_daily_budget"), "\(yes.out)")
        #expect(yes.out.split(separator: "\n").count == 2 && yes.err.contains("next: mandate inbox, mandate resolve"))
        #expect(try mandate("resolve", held, "--did-not").code == 0)
    }

    @Test
    func `a yes that is void says in the log, in explain and in the report whose it was and what spoke against it`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let held = try #require(ids(try mandate("agent", "run", "paid-social", "--json").json(), "held").first)
        let newer = mandate.folder.path + "/newer.yaml"
        let charter = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8) + "# the same\n"
        try charter.write(toFile: newer, atomically: true, encoding: .utf8)
        #expect(try mandate("charter", "apply", newer).code == 0)
        let yes = try mandate("approve", held)
        #expect(yes.code == 3, "\(yes.err)")
        let why = "the charter changed after this was shown"
        let explained = try mandate("explain", held)
        #expect(line("Outcome", explained).contains("void, since \(why)"), "\(explained.out)")
        #expect(line("Agreed", explained).contains("owner@example.com said yes"), "\(explained.out)")
        let entry = try mandate("audit", "search", "--subject", held, "--kind", "expired", "--json").json()
        #expect(entry["word"] == "void" && entry["by"] == "owner@example.com", "\(entry)")
        #expect(entry["reason"]?.stringValue?.hasPrefix(why) == true, "\(entry)")
        #expect(try mandate("audit", "search", "--subject", held).out.contains("\(held): \(why)"))
        let pack = mandate.folder.path + "/pack"
        #expect(try mandate("audit", "export", "--out", pack).code == 0)
        let report = try String(contentsOfFile: pack + "/report.html", encoding: .utf8)
        #expect(report.contains("void, since \(why)") && report.contains("\(held): \(why)"))
        #expect(try mandate("audit", "verify").code == 0 && mandate("audit", "verify", pack).code == 0)
    }

    @Test(arguments: ["halt", "drop", "error_before", "rate_limited"])
    func `an answer or undo that does not come about never says done and never exits 0`(trouble: String) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let escalated = try #require(run["escalated"]?.arrayValue?.first { $0["tool"] == "ads.set_daily_budget" })
        let after = try #require(escalated["after"]?.stringValue)
        let campaign = try #require(escalated["campaign_id"]?.stringValue)
        let file = mandate.folder.path + "/instead.json"
        try
            #"{"tool":"ads.set_daily_budget","arguments":{"campaign":"\#(campaign)","daily_budget":"\#(after)"},"reason":"x"}"#
            .write(toFile: file, atomically: true, encoding: .utf8)
        let isHalt = trouble == "halt"
        let wait = trouble == "rate_limited" ? ",retry_after_ms=10" : ""
        #expect(try (isHalt ? mandate("halt") : mandate("sandbox", "faults", "\(trouble):op=effects\(wait)")).code == 0)
        let id = try #require(escalated["decision"]?.stringValue)
        let answered = try mandate("answer", id, "--propose", file)
        #expect(answered.code == (isHalt ? 9 : 1) && !answered.out.contains("done:"), "\(answered.out) \(answered.err)")
        #expect(answered.out.contains("answered, but it is"))
        guard !isHalt else { return }
        let undone = try mandate("undo", ids(run, "executed")[0])
        #expect(undone.code == 1 && undone.out.contains("is not taken back: "), "\(undone.out)")
        #expect(!undone.out.contains("try again"), "\(undone.out)")
        let other = try mandate("undo", ids(run, "executed")[1], "--json").json()
        let became = (other["undone"]?.arrayValue ?? []).compactMap { $0["became"]?.stringValue }
        #expect(became.first == (trouble == "rate_limited" ? "not_done" : "in_doubt"), "\(other)")
    }

    @Test
    func `stages that missed reviews took are gone on every screen, whoever looks`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("sandbox", "advance", "3d").code == 0)
        let list = try mandate("agent", "list")
        #expect(list.err.contains("2 reviews were missed, so every tool went down 2 stages"), "\(list.err)")
        #expect(list.out.contains("probation") && !list.out.contains("autonomous"), "\(list.out)")
        #expect(try mandate("review", "sign", "paid-social", "--as", "deputy@example.com").code == 3)
        let again = try mandate("agent", "list")
        #expect(again.out.contains("probation") && !again.err.contains("missed"), "once: \(again.err)")
    }

    @Test
    func `a decision leads to its escalation and back, before the answer and after it`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let decision = try #require(ids(run, "escalated").first)
        let held = try #require(ids(run, "held").first)
        let open = line("Agreed", try mandate("explain", decision))
        let id = try #require(open.split(separator: "escalation ").last?.prefix(26)).description
        #expect(open.contains("owner is asked for judgement by escalation \(id), until 2017-10-01T10:00:00Z"))
        #expect(line("What", try mandate("explain", id)).contains("paid-social asked for"))
        let wrong = try mandate("answer", held, "--do-nothing")
        #expect(wrong.code == 2 && wrong.err.contains("`mandate approve \(held)`"))
        #expect(try mandate("approve", id).err.contains("is an escalation"))
        #expect(try mandate("answer", decision, "--do-nothing").code == 0, "the decision stands for its escalation")
        let after = line("Agreed", try mandate("explain", decision))
        #expect(after.contains("owner@example.com answered escalation \(id): do nothing"), "\(after)")
    }

    @Test func `one who agrees with all that an escalation stopped says so with one file`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let stopped = try #require(
            run["escalated"]?.arrayValue?.first { $0["tool"] == "ads.pause" }?["decision"]?.stringValue)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let item = try #require(
            items.first { $0["decisions"]?.arrayValue?.contains(.string(stopped)) ?? false }, "\(items)")
        let id = try #require(item["escalation"]?.stringValue)
        let asked = try #require(try mandate("explain", id, "--json").json()["proposals"]?.arrayValue)
        #expect(asked.count > 1 && asked.count == item["objects"]?.arrayValue?.count)
        let file = mandate.folder.path + "/answer.json"
        func write(_ proposals: [JSON]) throws {
            try Data(JSON.array(proposals).canonicalBytes).write(to: URL(filePath: file))
        }
        for (wrong, said) in [
            ([], "has 0 proposals"), (asked + [asked[0]], "is answered for twice"),
            ([asked[0], ["tool": "ads.pause"]], "proposal 2"),
        ] {
            try write(wrong)
            let refused = try mandate("answer", id, "--propose", file)
            #expect(refused.code != 0 && refused.err.contains(said), "\(refused.err)")
        }
        #expect(
            try mandate("inbox", "--json").json()["items"]?.arrayValue?.contains(item) == true, "nothing was judged")
        try write([asked[0]])
        let one = try mandate("answer", id, "--propose", file)
        #expect(
            one.code == 0 && one.out.contains("done: ") && one.out.contains("still waiting: "), "\(one.out)\(one.err)")
        try write(asked)
        #expect(try mandate("answer", id, "--propose", file).err.contains("was answered for already"))
        try write(Array(asked.dropFirst()))
        let rest = try mandate("answer", id, "--propose", file, "--json")
        let told = try rest.json()
        #expect(rest.code == 0 && told["waiting"]?.arrayValue?.isEmpty == true, "\(told)")
        #expect(told["answers"]?.arrayValue?.count == asked.count - 1)
        let agreed = line("Agreed", try mandate("explain", stopped))
        #expect(agreed.contains("owner@example.com answered escalation \(id) with decision "), "\(agreed)")
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test
    func `a paused agent's run ends with one line and 9, and costs it nothing once it goes on`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let rehearsed = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        #expect(try mandate("agent", "pause", "paid-social", "--reason", "odd week").code == 0)
        #expect(try mandate("agent", "demote", "paid-social", "--to", "shadow").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 9, "paused comes before what else it would need")
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
        let told = "`paid-social` is paused: odd week; `mandate agent resume paid-social` lets it go on"
        for words in [[], ["--shadow"]] {
            let run = try mandate.run(["--home", mandate.folder.path + "/home", "agent", "run", "paid-social"] + words)
            #expect(run.code == 9 && run.out.isEmpty && run.err == "mandate: \(told)\n", "\(run.out) \(run.err)")
        }
        let json = try mandate("agent", "run", "paid-social", "--json")
        #expect(json.code == 9 && json.out.isEmpty && json.err.contains(#""kind":"halted""#), "\(json.out) \(json.err)")
        #expect(try mandate("agent", "show", "paid-social").out.contains(": paused: 0 executed, 0 held"))
        #expect(try mandate("agent", "resume", "paid-social").code == 0)
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        for list in ["executed", "held", "escalated", "refused"] {
            let (now, then) = (objects(run, list), objects(rehearsed, list))
            #expect(now == then && !now.isEmpty, "\(list)")
        }
    }

    private func objects(_ run: JSON, _ list: String) -> [String] {
        (run[list]?.arrayValue ?? []).compactMap { $0["entity"]?.stringValue }
    }
}
