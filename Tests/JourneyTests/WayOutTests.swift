import Foundation
import Schemas
import Testing

/// How the program ends when a program reads it, when nobody can, and when it is interrupted.
struct WayOutTests {
    @Test(arguments: [
        (["inbox", "--bogus", "--json"], "usage", 2), (["--json", "nope"], "usage", 2),
        (["explain", "zzz", "--json"], "not_found", 5),
        (["charter", "check", "/nowhere.yaml", "--json"], "not_found", 5),
        (["agent", "run", "paid-social", "--json"], "not_found", 5), (["init", "--sandbox", "--json"], "conflict", 6),
    ]) func `with --json what ends a command is one JSON object on standard error, with the same code`(
        words: [String], kind: String, code: Int
    ) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let plain = try mandate.run(["--home", mandate.folder.path + "/home"] + words.filter { $0 != "--json" })
        let home = words.first == "--json" ? [] : ["--home", mandate.folder.path + "/home"]
        let outcome = try mandate.run(home + words)
        #expect(outcome.code == Int32(code) && plain.code == Int32(code) && outcome.out.isEmpty, "\(outcome.out)")
        let error = try JSON(parsing: Array(outcome.err.utf8))["error"]
        #expect(error?["kind"]?.stringValue == kind && error?["code"]?.integerValue == Int64(code))
        let message = try #require(error?["message"]?.stringValue)
        #expect(plain.err == "mandate: \(message)\n", "the same words")
    }

    @Test func `what looks like --json behind two dashes is a word, and its error is for people`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let outcome = try mandate.run(["nope", "--", "--json"])
        #expect(outcome.code == 2 && outcome.err.hasPrefix("mandate: "))
    }

    @Test
    func `a result that cannot be written ends with 1, whatever was done, and a reader that left is told nothing`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let program = try MandateProgram.executable().path
        func shell(_ line: String) throws -> (code: Int32, err: String) {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", line, program, mandate.folder.path + "/home"]
            let err = Pipe()
            process.standardError = err
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            let said = String(decoding: try err.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, said)
        }
        for words in ["team list", "tool list", "--help", "team list --json"] {
            let full = try shell(
                "exec \"$0\" --home \"$1\" \(words) >/dev/full".replacing("--home \"$1\" --help", with: "--help"))
            #expect(full.code == 1 && full.err.contains("no space left on device"), "\(words): \(full)")
        }
        #expect(try shell("exec \"$0\" --home \"$1\" inbox --bogus >/dev/full").code == 2, "its own code comes first")
        let closed = try shell("(\"$0\" --home \"$1\" tool list; echo $? >\"$1.code\") | true")
        #expect(closed.code == 0)
        let code = try String(contentsOfFile: mandate.folder.path + "/home.code", encoding: .utf8)
        #expect(["0\n", "1\n"].contains(code), "the reader may have left before or after")
        #expect(!closed.err.contains("could not be written"), "\(closed.err)")
    }

    @Test func `an interrupt says one line and ends with 130`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let process = Process()
        process.executableURL = try MandateProgram.executable()
        process.arguments = ["charter", "new", "--home", mandate.folder.path + "/home"]
        let (input, err) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = err
        try process.run()
        // It waits for the first answer once it has asked.
        var said = ""
        while !said.contains(">") { said += String(decoding: err.fileHandleForReading.availableData, as: UTF8.self) }
        process.interrupt()
        try input.fileHandleForWriting.close()
        said = String(decoding: try err.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 130)
        #expect(said.split(separator: "\n").count == 1 && said.contains("mandate: interrupted"), "\(said)")
    }

    @Test func `doctor looks at what it can of a home that does not open, and names file and place`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let home = mandate.folder.path + "/home"
        func broken(_ file: String, _ text: String) throws -> MandateProgram.Outcome {
            let path = home + "/" + file
            let kept = try Data(contentsOf: URL(filePath: path))
            defer { try? kept.write(to: URL(filePath: path)) }
            try Data(text.utf8).write(to: URL(filePath: path))
            return try mandate("doctor")
        }
        let settings = try broken("home.json", "{")
        #expect(settings.code == 1 && settings.out.contains("wrong settings: `\(home)/home.json`"), "\(settings)")
        let team = try broken("team.yaml", "people:\n  - foo: bar\n  x\n")
        #expect(team.code == 1 && team.out.contains("wrong team: `\(home)/team.yaml`:4:1"), "\(team)")
        #expect(!team.out.contains("\\u{a}") && team.out.contains("fine  privacy"))
        let store = try broken("store.db", "garbage")
        #expect(store.code == 1 && store.out.contains("fine  team: 2 people"), "\(store)")
        #expect(store.out.contains("wrong store: `\(home)/store.db` is damaged"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: home)
        let open = try mandate("doctor")
        #expect(open.code == 1 && open.out.contains("wrong privacy") && open.out.contains("chmod 700"), "\(open)")
        #expect(try mandate.run(["doctor", "--home", mandate.folder.path + "/none"]).code == 5)
    }
}
