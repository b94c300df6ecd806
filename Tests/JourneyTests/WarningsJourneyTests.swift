import Foundation
import Schemas
import Testing

/// What the program says beside a result: who is missing, what is over, what goes back to shadow, who acts for whom.
struct WarningsJourneyTests {
    private func begun(promoted: Bool = true) throws -> MandateProgram {
        let mandate = try MandateProgram()
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        guard promoted else { return mandate }
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
        return mandate
    }

    private func edited(_ mandate: MandateProgram, _ edits: (String, String)...) throws -> String {
        var text = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
        for (old, new) in edits {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        let file = mandate.folder.path + "/edited.yaml"
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    @Test func `an owner who is not in the team and money of another currency are named before and when it is applied`()
        throws
    {
        let mandate = try begun(promoted: false)
        defer { mandate.remove() }
        let file = try edited(mandate, ("GBP", "EUR"), ("owner@example.com", "nobody@example.com"))
        let home = mandate.folder.path + "/home"
        let checked = try mandate("charter", "check", file, "--against", home)
        let applied = try mandate("charter", "apply", file)
        for said in [checked, applied] {
            #expect(said.code == 0 && said.out.contains("`nobody@example.com` is not in this home's team"), "\(said)")
            #expect(said.out.contains("`EUR` and the account is billed in `GBP`"), "\(said.out)")
        }
        let sound = try mandate("charter", "check", MandateProgram.charter, "--against", home)
        #expect(!sound.out.contains("home's team") && !sound.out.contains("is billed in"))
    }

    @Test func `a role that nobody holds is named with every place, before and when the charter is applied`() throws {
        let mandate = try begun(promoted: false)
        defer { mandate.remove() }
        let file = try edited(
            mandate, ("role:marketing-manager", "role:brand-lead"), ("role:cmo", "role:brand-lead"),
            ("{ role: head-of-marketing", "{ role: chair"), ("  to: owner\n", "  to: role:duty\n"))
        let home = mandate.folder.path + "/home"
        for said in [try mandate("charter", "check", file, "--against", home), try mandate("charter", "apply", file)] {
            #expect(said.code == 0, "\(said)")
            let lines = said.out.split(separator: "\n")
            for (role, places) in [
                ("brand-lead", ["actions.with_approval[0].ask", "review[3].signed_by"]), ("duty", ["escalation.to"]),
                ("chair", ["owner.reports_to"]),
            ] {
                let told = lines.filter { $0.contains("nobody in this home's team holds the role `\(role)`") }
                #expect(told.count == 1 && places.allSatisfy { told[0].contains($0) }, "\(role): \(said.out)")
            }
            #expect(!said.out.contains("`revops`") && !said.out.contains("when[0].to"), "\(said.out)")
        }
        let role = "brand-lead"
        #expect(try mandate("team", "add", "ana@example.com", "--role", role, "--new-role").code == 0)
        #expect(try !mandate("charter", "check", file, "--against", home).out.contains("`\(role)`"))
    }

    @Test func `a wider version names the tools that are in shadow again, and what comes next`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        let file = try edited(mandate, ("change: 15 % of current", "change: 20 % of current"))
        let applied = try mandate("charter", "apply", file)
        #expect(
            applied.out.contains("in shadow again") && applied.out.contains("ads.set_daily_budget"), "\(applied.out)")
        #expect(!applied.out.contains("ads.pause") && !applied.err.contains("import FILE"), "\(applied)")
        let promote = ["agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social"]
        let home = ["--home", mandate.folder.path + "/home"]
        let early = try mandate.run(home + promote)
        #expect(early.code == 6 && early.err.contains("agent run paid-social --shadow"), "\(early.err)")
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(try mandate.run(home + promote).code == 0)
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test func `a version with a lower highest stage names the tools that it brings down`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        let file = try edited(mandate, ("highest: autonomous", "highest: sampled"))
        let applied = try mandate("charter", "apply", file, "--json")
        #expect(try applied.json()["lowered"]?.arrayValue?.count == 4, "\(applied.out)")
        #expect(applied.out.contains("in_shadow_again\":[]"), "\(applied.out)")
        let shown = try mandate("agent", "show", "paid-social").out.split(separator: "\n").filter {
            $0.hasPrefix("ads.")
        }
        #expect(shown.count == 4 && shown.allSatisfy { $0.contains(" sampled ") }, "\(shown)")
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test func `the inbox shows the worst-case money that a yes signs`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let worst = try #require(
            items.lazy.compactMap { $0["entry"]?["worst_case"]?.stringValue }.first { $0 != "0.00 GBP" })
        #expect(try mandate("inbox").out.contains("at worst \(worst) more in the window of a cap, which a yes signs"))
    }

    @Test func `a cap that is passed already is named after an import and after a run`() throws {
        let mandate = try begun(promoted: false)
        defer { mandate.remove() }
        let file = try edited(mandate, ("cap: 1250 GBP, per: day", "cap: 20 GBP, per: day"))
        #expect(try mandate("charter", "apply", file).out.contains("exceeded already"))
        let imported = try mandate(
            "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30")
        #expect(imported.out.contains("over a cap already:") && imported.out.contains("`20.00 GBP`"), "\(imported.out)")
        let run = try mandate("agent", "run", "paid-social", "--shadow")
        #expect(run.code == 0 && run.out.contains("over a cap: `paid-social`"), "\(run.out)")
    }

    @Test func `an owner who is away is told who acts, and arguments that make no call are a usage error`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(run["escalated"]?.arrayValue?.isEmpty == false)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue
        let id = try #require(items?.compactMap { $0["escalation"]?.stringValue }.first)
        let proposal = mandate.folder.path + "/proposal.json"
        try Data(#"{"tool": "ads.pause", "arguments": {"adx": "1"}, "reason": "odd"}"#.utf8).write(
            to: URL(filePath: proposal))
        let odd = try mandate("answer", id, "--propose", proposal)
        #expect(odd.code == 2 && odd.err.contains("mandate tool schema ads.pause"), "\(odd.err)")
        for (words, said) in [
            (#"{"tool": "ads.pause", "arguments": {"entity": "ad/nobody"}, "reason": "odd"}"#, "not about `ad/nobody`"),
            (#"{"tool": "business.budget_left", "arguments": {}, "reason": "odd"}"#, "only reads"),
        ] {
            try Data(words.utf8).write(to: URL(filePath: proposal))
            let other = try mandate("answer", id, "--propose", proposal)
            #expect(other.code == 2 && other.err.contains(said), "\(other.err)")
        }
        #expect(try mandate("team", "away", "owner@example.com").code == 0)
        let away = try mandate("answer", id, "--do-nothing")
        #expect(away.code == 3 && away.err.contains("`owner@example.com` is away"), "\(away.err)")
        #expect(away.err.contains("--as deputy@example.com") && away.err.contains("--back"))
        #expect(try mandate("answer", id, "--do-nothing", "--as", "deputy@example.com").code == 0)
    }

    @Test func `a charter is checked by the clock of the home that it is checked against`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let old = mandate.folder.path + "/old"
        #expect(try mandate("init", "--sandbox").code == 0)
        #expect(try mandate.run(["--home", old, "init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"]).code == 0)
        #expect(try mandate("charter", "check", MandateProgram.charter, "--against", old).code == 0)
        let late = try mandate.run(
            ["--home", old, "charter", "check", MandateProgram.charter, "--against", mandate.folder.path + "/home"])
        #expect(late.code == 1 && late.out.contains("deadline-passed"), "\(late.out)\(late.err)")
    }

    @Test func `what the gate will not let be paused is not advised to be tried again`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        let file = mandate.folder.path + "/charter.yaml"
        try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
            .replacing("campaign: \"brand-*\"", with: "campaign: \"903\"")
            .write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try mandate("charter", "apply", file).code == 0)
        let halt = try mandate("halt", "--pause-spend")
        #expect(halt.code == 1 && halt.out.contains("campaign/903: not paused: "), "\(halt.out)\(halt.err)")
        #expect(halt.err.contains("stop it on the platform") && !halt.err.contains("try again"), "\(halt.err)")
    }

    @Test func `unhalt speaks of paused campaigns where there are some`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        #expect(try mandate("halt").code == 0)
        #expect(try !mandate("unhalt").err.contains("paused"))
        let halt = try mandate("halt", "--pause-spend")
        #expect(halt.code == 0 && halt.err.contains("count in the share of spend"), "\(halt.err)")
        let told = try mandate("unhalt")
        #expect(told.err.contains("paused; `mandate undo ") && told.err.contains("` again"), "\(told.err)")
        #expect(try mandate("agent", "run", "paid-social").out.contains("alarm: no campaign is active: "))
    }

    @Test func `of what spends nothing any more no cost is forecast`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("sandbox", "advance", "2d", "--reviewed").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        #expect(try mandate("halt", "--pause-spend").code == 0 && mandate("unhalt").code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0, "which writes down what it expects")
        #expect(try mandate("sandbox", "advance", "3d", "--reviewed").code == 0)
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 0 && !run.out.contains("forecast against measured"), "\(run.out)")
    }
}
