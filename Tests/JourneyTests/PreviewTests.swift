import Cryptography
import Foundation
import Schemas
import Testing

/// `-n` shows what a command does, and nothing is there afterwards that was not before.
struct PreviewTests {
    private static let heading = "with `--dry-run` nothing is changed; without it:"

    /// Everything that a command could leave: the folder's files but for the store's and the sandbox's own, the log, the effects.
    private func state(_ mandate: MandateProgram) throws -> [String: String] {
        let home = mandate.folder.appending(path: "home")
        var state: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: home.path) {
            if name.hasPrefix("processes/"), name.contains(".db") { state[name] = "a copy that was left" }
            let isOwn = ["store.db", "sandbox", "processes"].contains { name.hasPrefix($0) }
            guard !isOwn, let data = FileManager.default.contents(atPath: home.appending(path: name).path) else {
                continue
            }
            state[name] = SHA256.hash(Array(data)).hex
        }
        state["log"] = try mandate("audit", "verify", "--json").out
        state["effects"] = "\(try mandate.effects())"
        state["inbox"] = try mandate("inbox", "--json").out
        state["agents"] = try mandate("agent", "list", "--json").out
        return state
    }

    /// What it prints to people, without the heading and names that are made anew each time.
    private func said(_ outcome: MandateProgram.Outcome, isDry: Bool) throws -> String {
        #expect(outcome.out.hasPrefix(Self.heading + "\n") == isDry, "\(outcome.out)\(outcome.err)")
        let own = isDry ? String(outcome.out.dropFirst(Self.heading.count + 1)) : outcome.out
        return own.replacing(/\b01[0-9a-z]{10,}/, with: "ID")
    }

    /// Looks at a command, sees that nothing is changed, does it, and sees that it says the same.
    private func look(_ mandate: MandateProgram, _ words: [String], confirm: String? = nil) throws {
        let before = try state(mandate)
        let home = ["--home", mandate.folder.path + "/home"]
        let looked = try mandate.run(home + words + ["-n"])
        #expect(try mandate.run(home + words + ["-n", "--json"]).json()["dry_run"]?.boolValue == true, "\(words)")
        let after = try state(mandate)
        #expect(before == after, "\(words) -n changed \(before.filter { after[$0.key] != $0.value }.keys.sorted())")
        let done = try mandate.run(home + words + (confirm.map { ["--confirm=\($0)"] } ?? []))
        #expect(done.code == looked.code, "\(words): \(done.err)")
        #expect(try said(looked, isDry: true) == said(done, isDry: false), "\(words)")
        #expect(try state(mandate) != before, "\(words) does something")
    }

    @Test func `what is looked at with -n is what is done without it, and looking changes nothing`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        try look(mandate, ["charter", "apply", MandateProgram.charter])
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            )
            .code == 0)
        let rehearsed = try mandate("agent", "run", "paid-social", "-n", "--json").json()
        #expect(try rehearsed["shadow"]?.boolValue == true && mandate.effects().isEmpty)
        try look(mandate, ["agent", "promote", "paid-social", "--to", "autonomous"], confirm: "paid-social")
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let held = try #require(items.first { $0["kind"]?.stringValue == "hold" }?["decision"]?.stringValue)
        let escalated = try #require(
            items.first { $0["kind"]?.stringValue == "escalation" }?["escalation"]?.stringValue)
        let done = try #require(run["executed"]?[0]?["decision"]?.stringValue)
        #expect(try mandate("undo", held, "-n").code == 6, "nothing of it is there yet")
        try look(mandate, ["approve", held])
        #expect(try mandate("approve", held, "-n").code == 6, "it has its yes")
        try look(mandate, ["undo", done])
        let rest = try #require(run["executed"]?.arrayValue).count - 1
        if rest > 1 {
            let next = try #require(run["executed"]?[1]?["decision"]?.stringValue)
            try look(mandate, ["undo", next, "--group"], confirm: "\(rest)")
        }
        try look(mandate, ["answer", escalated, "--do-nothing"])
        let question = mandate.folder.path + "/question.json"
        try Data(#"{"entity":"campaign/701","question":"is this one still wanted?"}"#.utf8).write(
            to: URL(filePath: question))
        try look(mandate, ["tool", "ask", "paid-social", "business.escalate", question])
        let waiting = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let asked = waiting.compactMap { $0["package"]?[0]?["text"]?.stringValue }
        #expect(asked.contains { $0.contains("(campaign/701: is this one still wanted?)") }, "\(asked)")
        try look(mandate, ["agent", "pause", "paid-social", "--reason", "odd week"])
        try look(mandate, ["agent", "resume", "paid-social"])
        try look(mandate, ["agent", "demote", "paid-social", "--to", "shadow"])
        try look(mandate, ["team", "away", "owner@example.com"])
        try look(mandate, ["team", "away", "owner@example.com", "--back"])
        try look(mandate, ["charter", "apply", MandateProgram.limits])
        try look(mandate, ["sandbox", "advance", "2d"])
        try look(mandate, ["review", "sign", "paid-social"])
        let entry = try mandate("audit", "search", "--kind", "ruling", "--json").out.split(separator: "\n").first
        let position = try JSON(parsing: String(try #require(entry)))["position"]?.integerValue
        try look(
            mandate, ["audit", "erase", "\(try #require(position))", "--reason", "a contact asked"], confirm: "1")
        try look(mandate, ["halt", "--pause-spend"])
    }

    @Test
    func `a new key and a new person are made only when it is meant, and a door is opened by nobody who only looks`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox").code == 0)
        for words in [
            ["team", "add", "ana@example.com", "--role", "cmo"], ["team", "remove", "deputy@example.com"],
            ["audit", "key", "rotate"], ["halt"], ["sandbox", "faults", "slow:op=reads"],
        ] {
            let before = try state(mandate)
            let looked = try mandate.run(["--home", mandate.folder.path + "/home"] + words + ["-n"])
            #expect(looked.code == 0 && looked.out.hasPrefix(Self.heading), "\(looked.out)\(looked.err)")
            #expect(try state(mandate) == before, "\(words)")
            #expect(try mandate("sandbox", "faults").out == "the sandbox behaves\n")
        }
        #expect(try mandate("halt").code == 0)
        let before = try state(mandate)
        #expect(try mandate("unhalt", "-n", "--json").json()["was_halted"]?.boolValue == true)
        #expect(try mandate("unhalt", "-n").out == Self.heading + "\neffects may go again\n")
        #expect(try state(mandate) == before)
        #expect(try mandate("unhalt").out.contains("effects may go again"))
    }

    @Test func `what only makes a file or a folder can be looked at, too`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let made = mandate.folder.path + "/made"
        func look(_ words: [String], input: String? = nil) throws -> MandateProgram.Outcome {
            let home = ["--home", mandate.folder.path + "/home"]
            let outcome = try mandate.run(home + words + ["-n"], input: input)
            #expect(outcome.code == 0, "\(words): \(outcome.err)")
            #expect(
                try mandate.run(home + words + ["-n", "--json"], input: input).json()["dry_run"]?.boolValue == true)
            return outcome
        }
        let shown = try look(["init", "--sandbox"])
        #expect(!FileManager.default.fileExists(atPath: mandate.folder.path + "/home"))
        #expect(try mandate("init", "--sandbox").out == shown.out.dropFirst(Self.heading.count + 1))
        #expect(try mandate("init", "--sandbox", "-n").code == 6, "there is one now")
        let before = try state(mandate)
        let charter = try look(["charter", "new", "--out", made], input: "\n\n\n1250 GBP\n\n\n")
        #expect(charter.out.contains("charter:"), "\(charter.out)")
        let entries = try mandate("audit", "export", "--out", made, "-n", "--json").json()["entries"]
        _ = try look(["audit", "export", "--out", made])
        _ = try look(["audit", "checkpoint", "--to", mandate.folder.path])
        #expect(!FileManager.default.fileExists(atPath: made))
        #expect(try state(mandate) == before)
        #expect(try mandate("audit", "export", "--out", made, "--json").json()["entries"] == entries)
        #expect(try mandate("audit", "export", "--out", made, "-n").code == 6)
    }

    @Test func `every command that takes a signature can be looked at before`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let sections = try mandate.run(["reference", "markdown"]).out.split(separator: "\n## mandate ").dropFirst()
        let signing = sections.filter { $0.contains("`--as PERSON`") }
        #expect(signing.count > 15)
        for section in signing {
            #expect(section.contains("`--dry-run`"), "\(section.prefix { $0 != "\n" })")
        }
    }
}
