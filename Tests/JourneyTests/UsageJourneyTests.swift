import Foundation
import Schemas
import Testing

/// What a line says and what it does agree: doors, groups, and what is asked of a tool.
struct UsageJourneyTests {
    private func file(_ text: String, _ mandate: MandateProgram) throws -> String {
        let path = mandate.folder.path + "/\(UUID().uuidString).json"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    @Test func `an agent that is let go while everything is halted does not go, and unhalt says which command lets it`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("halt").code == 0)
        #expect(try mandate("halt", "paid-social").code == 0)
        let one = try mandate("unhalt", "paid-social")
        #expect(one.code == 9 && !one.out.contains("effects may go"), "\(one)")
        #expect(one.err.contains("everything still is") && one.err.contains("`mandate unhalt`"), "\(one.err)")
        #expect(try mandate("agent", "run", "paid-social").code == 9)
        let all = try mandate("unhalt")
        #expect(all.code == 0 && all.out.contains("effects may go again") && !all.out.contains("still halted"))
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        #expect(try mandate("halt", "paid-social").code == 0)
        #expect(try mandate("unhalt").out.contains("`paid-social` is still halted; `mandate unhalt paid-social`"))
    }

    @Test func `a count goes with a group and is a number, and a group is listed for programs too`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let done = try #require(run["executed"]?.arrayValue?.first?["decision"]?.stringValue)
        let size = try mandate("audit", "verify", "--json").json()["entries"]
        let alone = try mandate("undo", done, "--confirm=3")
        #expect(alone.code == 2 && alone.err.contains("`--group`"), "\(alone.err)")
        let odd = try mandate("undo", done, "--group", "--confirm=abc")
        #expect(odd.code == 2 && odd.err.contains("`abc` is no count"), "\(odd.err)")
        let listed = try mandate("undo", done, "--group", "--json")
        #expect(listed.code == 2 && listed.err.contains("--confirm="), "\(listed.err)")
        let group = try #require(try listed.json()["group"]?.arrayValue)
        #expect(try listed.json()["confirm"]?.integerValue == Int64(group.count))
        #expect(group.contains { $0["decision"]?.stringValue == done })
        let change = try #require(group.first?["changes"]?[0])
        #expect(change["from"] != change["back_to"] && change["object"]?.stringValue != nil)
        #expect(try mandate("audit", "verify", "--json").json()["entries"] == size, "nothing was changed")
        #expect(try mandate("undo", done, "--group", "--confirm=\(group.count)").code == 0)
    }

    @Test func `what is asked of a tool in vain ends as everywhere: 5 for nobody, 2 for what does not fit`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let nobody = try mandate("tool", "ask", "nobody", "business.budget_left")
        #expect(nobody.code == 5 && nobody.err.contains("no charter in force"), "\(nobody.err)")
        let misfit = try mandate(
            "tool", "ask", "paid-social", "business.check_rule", try file(#"{"tool": "ads.pause"}"#, mandate))
        #expect(misfit.code == 2 && misfit.err.contains("tool schema business.check_rule"), "\(misfit.err)")
        let refused = try mandate(
            "tool", "ask", "paid-social", "ads.query",
            try file(#"{"kind": "account", "period": "2017-07-01/2017-09-30"}"#, mandate))
        #expect(refused.code == 3, "a charter that does not grant it refuses: \(refused.err)")
    }

    @Test func `R126 what is known only for a quarter is not 0 in one of its months`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let charter = mandate.folder.path + "/charter.yaml"
        try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
            .replacing(
                "\n  may:\n",
                with: "\n  may:\n    - tool: ads.query\n    - tool: ads.summarise\n    - tool: ads.compare\n"
            )
            .write(toFile: charter, atomically: true, encoding: .utf8)
        #expect(try mandate("charter", "apply", charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        func ask(_ tool: String, _ arguments: String) throws -> JSON {
            let said = try mandate("tool", "ask", "paid-social", tool, try file(arguments, mandate), "--json")
            #expect(said.code == 0, "\(said.err)")
            return try #require(try said.json()["answer"])
        }
        func row(_ period: String) throws -> JSON? {
            try ask("ads.query", "{\"kind\": \"account\", \"period\": \"\(period)\"}")["rows"]?[0]
        }
        let month = try row("2017-08-01/2017-08-31")
        #expect(month?["spend"] == .null && month?["clicks"] == .null && month?["entity"] != .null)
        #expect(month?["unknown"]?.stringValue == "known only as a whole for `2017-07-01/2017-09-30`")
        let whole = try row("2017-07-01/2017-09-30")
        #expect((whole?["clicks"]?.integerValue ?? 0) > 1_000 && whole?["unknown"] == nil)
        let year = try row("2016-10-01/2017-09-30")
        #expect(year?["spend"] == .null && year?["unknown"]?.stringValue?.contains("before `2017-07-01`") == true)
        let both = try ask(
            "ads.compare", #"{"kind": "ad", "one": "2017-07-01/2017-09-30", "other": "2017-07-01/2017-07-31"}"#)
        #expect((both["one"]?["rows"]?[0]?["impressions"]?.integerValue ?? 0) > 0)
        #expect(both["other"]?["rows"]?[0]?["impressions"] == .null)
        try check(
            try ask("ads.summarise", #"{"kind": "campaign", "period": "2017-07-01/2017-09-30"}"#),
            sums: try #require(whole))
        let reversed = try mandate(
            "tool", "ask", "paid-social", "ads.query",
            try file(#"{"kind": "account", "period": "2017-09-30/2017-07-01"}"#, mandate))
        #expect(reversed.code == 2 && reversed.err.contains("tool schema ads.query"), "\(reversed.err)")
    }

    /// A summary of three campaigns beside the account's own row of the same days.
    private func check(_ summary: JSON, sums account: JSON) throws {
        let sums = try #require(summary["sums"])
        for key in ["clicks", "impressions"] {
            #expect(sums[key] == account[key]?.integerValue.map { JSON.string("\($0)") }, "\(key)")
        }
        #expect(sums["spend"] == account["spend"] && sums["revenue"] == .null)
        #expect(summary["ratios"]?["roas"] == .null && summary["counted"] == 3 && summary["not_known"] == 0)
        func number(_ value: JSON?) throws -> Double {
            try #require(value?.stringValue?.split(separator: " ").first.flatMap { Double($0) })
        }
        let cost = try number(summary["ratios"]?["cost_per_click"])
        #expect(abs(cost - (try number(sums["spend"]) / number(sums["clicks"]))) < 1e-9)
    }

    @Test func `a finished decision is a conflict for answer as for approve, and a key that is none is named`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let done = try #require(run["executed"]?.arrayValue?.first?["decision"]?.stringValue)
        for words in [["answer", done, "--do-nothing"], ["approve", done]] {
            #expect(try mandate.run(["--home", mandate.folder.path + "/home"] + words).code == 6, "\(words)")
        }
        let large = try file(String(repeating: "66", count: 200), mandate)
        let odd = try file("no key\n", mandate)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: odd)
        for (path, code) in [("/nowhere/key", 5), (large, 2), (odd, 2)] as [(String, Int32)] {
            let refused = try mandate("agent", "pause", "paid-social", "--key", path)
            #expect(refused.code == code && refused.err.contains("`\(path)`"), "\(refused.err)")
        }
        let lower = try mandate("agent", "promote", "paid-social", "--to", "shadow")
        #expect(lower.code == 2 && lower.err.contains("agent demote") && !lower.err.contains("--confirm"))
        let shown = try mandate("agent", "show", "paid-social", "--json").json()["runs"]?[0]?["summary"]
        #expect(shown?.objectValue != nil, "\(String(describing: shown))")
    }

    @Test func `a profile is a home of its own beside the default one`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let profile = ["--profile", "second-client"]
        #expect(try mandate.run(["init", "--sandbox"] + profile).code == 0)
        let home = mandate.folder.path + "/.local/share/mandate-second-client"
        #expect(FileManager.default.fileExists(atPath: home))
        let version = try mandate.run(["agent", "list", "--verbose"] + profile)
        #expect(version.code == 0 && version.err.contains(home), "\(version.err)")
        #expect(try mandate.run(["agent", "list"]).code == 5, "the default home is another")
        for wrong in [["--profile", "../up"], ["--profile", ""], profile + ["--home", "x"]] {
            let refused = try mandate.run(["agent", "list"] + wrong)
            #expect(refused.code == 2 && refused.err.contains("profile"), "\(refused.err)")
        }
    }

    @Test func `no clock goes beyond the year 9999`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "9999-12-31T23:59:58Z").code == 0)
        #expect(try mandate("sandbox", "advance", "1s").code == 0)
        let late = try mandate("sandbox", "advance", "1s")
        #expect(late.code == 2 && late.err.contains("year 9999"), "\(late.err)")
    }

    @Test func `the help of a group begins with examples, as every help does`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let help = try mandate.run(["agent", "--help"]).out
        #expect(help.hasPrefix("examples\n  mandate agent "), "\(help)")
        for word in ["commands", "agent promote", "mandate agent run"] { #expect(help.contains(word), "\(word)") }
        #expect(!help.contains("charter check"))
    }
}
