import Foundation
import Schemas
import Testing

/// Every command that shows or changes something small, in a home in which an agent has run.
struct EveryCommandTests {
    private static let lines = [
        "agent list", "agent show paid-social", "inbox", "ledger show", "review list", "team list", "charter list",
        "metric list", "tool list", "doctor", "sandbox faults", "version", "audit verify", "audit checkpoint",
        "completion bash",
    ]

    @Test
    func `every command answers as text without escapes in a pipe and as one JSON object`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        let home = ["--home", mandate.folder.path + "/home"]
        for line in Self.lines + ["charter docs paid-social", "charter check \(MandateProgram.charter)"] {
            let words = line.split(separator: " ").map(String.init)
            let text = try mandate.run(home + words)
            #expect(text.code == 0 && !text.out.isEmpty, "`\(line)`: \(text.err)")
            #expect(!text.out.contains("\u{1B}") && !text.err.contains("\u{1B}"), "`\(line)`")
            let json = try mandate.run(home + words + ["--json"])
            #expect(json.code == 0, "`\(line)`: \(json.err)")
            #expect(json.out.split(separator: "\n").count == 1, "`\(line)` prints one object")
            #expect(try json.json().objectValue != nil, "`\(line)`")
            let quiet = try mandate.run(home + words + ["-q"])
            #expect(quiet.err.isEmpty && quiet.out == text.out, "`\(line)` is the same with -q, and no more")
        }
        let stream = try mandate("audit", "tail", "-c", "5", "--json")
        for line in stream.out.split(separator: "\n") { #expect(try JSON(parsing: Array(line.utf8))["kind"] != nil) }
        #expect(stream.out.split(separator: "\n").count == 5)
    }

    @Test
    func `people, stages and charters change on signatures, and the log still verifies`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(run["held"]?.arrayValue?.isEmpty == false)
        #expect(try mandate("team", "add", "ana@example.com", "--role", "marketing-manager").code == 0)
        let hold = try #require(run["held"]?.arrayValue?.first?["decision"]?.stringValue)
        #expect(
            try mandate("reject", hold, "--reason", "sale next week", "--as", "ana@example.com").code == 0,
            "a third person may answer what her role is asked")
        #expect(try mandate("explain", hold).out.contains("ana@example.com said no"))
        #expect(try mandate("team", "away", "owner@example.com").code == 0)
        #expect(try mandate("team", "away", "owner@example.com", "--back").code == 0)
        #expect(try mandate("agent", "pause", "paid-social", "--reason", "odd").code == 0)
        #expect(try mandate("agent", "list").out.contains("paused: odd"))
        #expect(try mandate("agent", "resume", "paid-social").code == 0)
        #expect(try mandate("agent", "demote", "paid-social", "--to", "shadow").code == 0)
        let narrower = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8).replacing(
            "cap: 1250 GBP", with: "cap: 1200 GBP")
        let file = mandate.folder.path + "/narrower.yaml"
        try Data(narrower.utf8).write(to: URL(filePath: file))
        let diff = try mandate("charter", "diff", file)
        #expect(diff.code == 10 && diff.out.contains("narrowing constraints.money"))
        #expect(try mandate("charter", "apply", file, "-n").out.contains("version 2"))
        #expect(try mandate("charter", "apply", file).code == 0)
        #expect(try mandate("charter", "apply", file).out.contains("in force already"))
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test
    func `charter check against a home names what its data cannot judge and caps that are exceeded`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        let tight = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8).replacing(
            "cap: 1250 GBP", with: "cap: 900 GBP")
        let file = mandate.folder.path + "/tight.yaml"
        try Data(tight.utf8).write(to: URL(filePath: file))
        let answer = try mandate("charter", "check", file, "--against", mandate.folder.path + "/home")
        #expect(answer.out.contains("constraints.money[0] (per day): exceeded already"))
        #expect(answer.out.contains("inactive, it needs replies"))
        #expect(!answer.out.contains("constraints.time_zone"))
        // The account's days are those of the charter that was there at its import; another charter's are not.
        try Data(tight.replacing("Europe/London", with: "Pacific/Auckland").utf8).write(to: URL(filePath: file))
        let far = try mandate("charter", "check", file, "--against", mandate.folder.path + "/home")
        #expect(far.out.contains("is `Pacific/Auckland` and the account is billed by days of `Europe/London`"))
    }

    @Test
    func `P30 a hold that nobody answers in time is refused, wherever it is looked at`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let hold = try #require(run["held"]?.arrayValue?.first?["decision"]?.stringValue)
        #expect(try mandate("sandbox", "advance", "5h").code == 0)
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        #expect(!items.contains { $0["kind"]?.stringValue == "hold" })
        let late = try mandate("approve", hold)
        #expect(late.code == 6 && late.err.contains("expired"), "\(late.err)")
    }

    @Test
    func `two processes that run at once both end well, and the log verifies`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try begin(mandate)
        let home = mandate.folder.path + "/home"
        let both = try (0..<3).map { _ in try mandate.start(["--home", home, "agent", "run", "paid-social"]) }
        for process in both {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test
    func `a clock before the record stops effects until it is right`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox").code == 0)
        let charter = mandate.folder.path + "/charter.yaml"
        try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
            .replacingOccurrences(of: "by: 2017-12-31", with: "by: 2998-12-31")
            .write(toFile: charter, atomically: true, encoding: .utf8)
        #expect(try mandate("charter", "apply", charter).code == 0)
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = [
            "-c",
            "import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); "
                + "d.execute(\"UPDATE setting SET value='2999-01-01T00:00:00Z' WHERE name='instant'\"); d.commit()",
            mandate.folder.path + "/home/store.db",
        ]
        try python.run()
        python.waitUntilExit()
        let run = try mandate("agent", "run", "paid-social")
        #expect(run.code == 9 && run.err.contains("2999-01-01T00:00:00Z"), "\(run.err)")
        #expect(try mandate("doctor").code == 1)
    }

    private func begin(_ mandate: MandateProgram) throws {
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
    }
}
