import Testing

@Suite(.enabled(if: BuiltProgram.url != nil, "the program was not built beside the tests"))
struct CommandTests {
    /// The reference lists aliases and hidden words too; it has a test of its own.
    private static let pages = Repository.pages.filter { $0 != "docs/reference/cli.md" } + ["Makefile"]

    @Test func `every command and option that a page shows is there`() throws {
        let commands = try BuiltProgram.commands()
        #expect(commands.count > 20)
        let mentions = Self.pages.flatMap { Mention.all(in: $0, Repository.text($0)) }
        #expect(mentions.count > 30)
        var help: [String: String] = [:]
        for command in commands {
            help[command] = try BuiltProgram.output(command.split(separator: " ").map(String.init) + ["--help"])
        }
        let complaints = mentions.compactMap { Self.complaint($0, help) }
        #expect(complaints.isEmpty, "\(complaints.text)")
    }

    @Test func `the reference of the command line has every command and no other`() throws {
        let page = Repository.text("docs/reference/cli.md")
        let sections = page.split(separator: "\n").filter { $0.hasPrefix("## mandate ") }.map {
            String($0.dropFirst(11))
        }
        #expect(try sections.sorted() == BuiltProgram.commands().sorted(), "`make docs` writes the page")
    }

    @Test func `sees a command or an option that is not there`() {
        let help = ["audit key rotate": "    --confirm WORD", "halt": "", "agent run": "--shadow"]
        let text = """
            Say `mandate audit key rotate --confirm=rotate` or `mandate stop`.

                $ mandate halt; mandate agent run x --shadw   # --nothing
                mandate COMMAND
            """
        let found = Mention.all(in: "A.md", text).compactMap { Self.complaint($0, help) }
        #expect(found.map(\.what) == ["there is no `mandate stop`", "`mandate agent run` has no `--shadw`"])
        #expect(found.map(\.line) == [1, 3])
    }

    private static func complaint(_ mention: Mention, _ help: [String: String]) -> Complaint? {
        let shown = mention.words.joined(separator: " ")
        guard mention.words[0].allSatisfy({ $0.isLowercase }) else { return nil }
        guard let command = mention.command(among: Array(help.keys)), let text = help[command] else {
            let isNoun = mention.words.count == 1 && help.keys.contains { $0.hasPrefix(mention.words[0] + " ") }
            return isNoun ? nil : Complaint(mention.page, mention.line, "there is no `mandate \(shown)`")
        }
        let missing = mention.options.first { !text.contains("--\($0)") }
        return missing.map { Complaint(mention.page, mention.line, "`mandate \(command)` has no `--\($0)`") }
    }
}
