import Foundation
import Schemas
import Testing

/// Documents and program say the same.
struct ReferenceTests {
    @Test
    func `every command is documented and every documented command exists: docs/reference/cli.md is the table's page`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let page = try String(
            contentsOf: MandateProgram.root.appending(path: "docs/reference/cli.md"), encoding: .utf8)
        #expect(
            try mandate.run(["reference", "markdown"]).out == page,
            "`make docs` writes the page")
        let commands = page.split(separator: "\n").filter { $0.hasPrefix("## mandate ") }.map { $0.dropFirst(11) }
        #expect(commands.count >= 40)
        for command in commands {
            let help = try mandate.run(command.split(separator: " ").map(String.init) + ["--help"])
            #expect(help.code == 0, "\(command)")
            let examples = help.out.range(of: "\nexamples\n")?.lowerBound
            let usage = help.out.range(of: "\nusage\n")?.lowerBound
            #expect(examples != nil && usage != nil && examples! < usage!, "\(command): examples come first")
        }
    }

    @Test
    func `the published schema of results is what the program prints, and has every command of the reference`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let page = MandateProgram.root.appending(path: "docs/reference/results.schema.json")
        let document = try mandate.run(["reference", "schema"]).out
        #expect(try String(contentsOf: page, encoding: .utf8) == document, "`make docs` writes the page")
        let metaschema = try Schema(compiling: ["$ref": "https://json-schema.org/draft/2020-12/schema"])
        #expect(try metaschema.validate(JSON(parsing: Array(document.utf8))).isEmpty)
        let reference = try mandate.run(["reference", "markdown"]).out
        let commands = reference.split(separator: "\n").filter { $0.hasPrefix("## mandate ") }.map {
            String($0.dropFirst(11))
        }
        let described = try PublishedResults.published.get().commands
        #expect(Set(commands).subtracting(described).sorted() == [], "without a result, or without its shape")
    }

    @Test
    func `every example line of the help is understood by the program itself`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let page = try mandate.run(["reference", "markdown"]).out
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("mandate ") && $0.contains("   # ") }
        #expect(lines.count > 60)
        for line in lines {
            let text = line[..<(line.range(of: "   # ")?.lowerBound ?? line.endIndex)]
            let words = text.split(separator: " ").dropFirst().prefix { !"><".contains($0) }.map(String.init)
            let outcome = try mandate.run(words + ["--help"])
            #expect(outcome.code == 0, "\(line): \(outcome.err)")
        }
    }

    @Test
    func `the example's files are what their script makes, and what the demo carries`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let example = mandate.folder.appending(path: "Examples/paid-social")
        try FileManager.default.createDirectory(at: example, withIntermediateDirectories: true)
        for name in ["look-alike.py", "charter.yaml"] {
            try FileManager.default.copyItem(
                at: MandateProgram.root.appending(path: "Examples/paid-social/\(name)"),
                to: example.appending(path: name))
        }
        let script = Process()
        script.executableURL = URL(filePath: "/usr/bin/python3")
        script.arguments = ["Examples/paid-social/look-alike.py", "--swift", "DemoFiles.swift"]
        script.currentDirectoryURL = mandate.folder
        try script.run()
        script.waitUntilExit()
        #expect(script.terminationStatus == 0)
        for (made, kept) in [
            ("Examples/paid-social/ads-look-alike.csv", "Examples/paid-social/ads-look-alike.csv"),
            ("DemoFiles.swift", "Sources/Programs/mandate/Demo/DemoFiles.swift"),
            ("DemoFiles+Ads.swift", "Sources/Programs/mandate/Demo/DemoFiles+Ads.swift"),
        ] {
            let new = try Data(contentsOf: mandate.folder.appending(path: made))
            #expect(try new == Data(contentsOf: MandateProgram.root.appending(path: kept)), "\(kept)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completion of every shell is sound and knows the commands`(shell: String) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let script = try mandate.run(["completion", shell]).out
        for word in ["charter", "promote", "--period"] where shell != "fish" { #expect(script.contains(word)) }
        guard shell == "bash" else { return }
        let file = mandate.folder.appending(path: "completion.bash")
        try Data((script + "\nCOMP_WORDS=(mandate agent pro); COMP_CWORD=2; _mandate; echo \"${COMPREPLY[0]}\"\n").utf8)
            .write(to: file)
        let bash = Process()
        bash.executableURL = URL(filePath: "/bin/bash")
        bash.arguments = [file.path]
        let pipe = Pipe()
        bash.standardOutput = pipe
        try bash.run()
        let answer = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        bash.waitUntilExit()
        #expect(answer == "promote\n")
    }

    @Test
    func `the demo plays to its end in half a minute and names the entry that was altered`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let start = ContinuousClock.now
        let demo = try mandate.run(["demo", "--in", mandate.folder.path + "/demo"])
        #expect(demo.code == 0, "\(demo.err)")
        #expect(demo.out.contains("its bytes and its hash differ"))
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test
    func `charter new leads to a charter that passes its checks`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            )
            .code == 0)
        let short = mandate.folder.path + "/six.yaml"
        let six = try mandate("charter", "new", "--out", short, input: "\n\n\n1250 GBP\n\n\n")
        #expect(six.code == 0 && six.err.contains("6 of 6") && !six.err.contains("7 of"), "\(six.err)")
        #expect(six.err.contains("taken as suggested") && six.err.contains("baseline: 2017-07-01/2017-09-30"))
        let sound = try mandate("charter", "check", short)
        #expect(sound.code == 0 && sound.out.contains("sound"), "\(sound.out)")
        let back = mandate.folder.path + "/back.yaml"
        let again = try mandate("charter", "new", "--out", back, input: "\n<\nclicks\n\n\n1250 GBP\n\n\n")
        #expect(
            again.code == 0 && again.err.split(separator: "\n").count { $0.contains("1 of 6") } == 2, "\(again.err)")
        #expect(try String(contentsOfFile: back, encoding: .utf8).contains("improve: clicks"))
        #expect(try mandate("charter", "new", "--out", back, input: "").code == 6, "a file is never written over")
        let refused = try mandate("charter", "new", "--no-input")
        #expect(refused.code == 2 && refused.err.contains("Examples/paid-social/charter.yaml"))
        let cut = try mandate("charter", "new", input: "cost_per_purchase\n")
        #expect(cut.code == 2 && cut.err.contains("question 2 of 6"), "\(cut.err)")
        // Each question says an example; answering with it leads to the end.
        var answers: [String] = []
        for _ in 0..<40 {
            let path = mandate.folder.path + "/new-\(answers.count).yaml"
            let outcome = try mandate(
                "charter", "new", "--all", "--out", path,
                input: answers.joined(separator: "\n") + (answers.isEmpty ? "" : "\n"))
            if outcome.code == 0 {
                #expect(try mandate("charter", "check", path).code == 0)
                return
            }
            let examples = outcome.err.split(separator: "\n").filter { $0.hasPrefix("    for example: ") }
            let next = try #require(examples.last.map { String($0.dropFirst(17)) }, "\(outcome.err)")
            answers.append(next)
        }
        Issue.record("the interview does not end")
    }
}
