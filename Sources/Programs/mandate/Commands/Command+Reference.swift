import Schemas

extension Command {
    static let completion = Command(
        name: "completion", summary: "completion for a shell",
        arguments: [Argument(name: "SHELL", summary: "the shell", choices: ["bash", "zsh", "fish"])],
        result: .object(.field("script", .text, "the script")),
        examples: [
            Example("completion bash > /etc/bash_completion.d/mandate", "for every bash"),
            Example("completion fish > ~/.config/fish/completions/mandate.fish", "for your fish"),
        ]
    ) { call in
        let script = Completion(CommandTable.commands).script(for: call.line.words[0])
        call.output.isJSON ? call.output.result(["script": .string(script)]) : call.output.data(script)
        return .ok
    }

    static let reference = Command(
        name: "reference", summary: "the reference of this command line, from the same table as its help",
        arguments: [Argument(name: "FORM", summary: "the form", choices: ["markdown", "man", "schema"])],
        result: .either(.object(.field("page", .text, "the page")), .jsonSchema),
        examples: [
            Example("reference markdown > docs/reference/cli.md", "the page in docs"),
            Example("reference man > mandate.1", "the man page"),
            Example("reference schema > results.schema.json", "the JSON Schema of what commands print with `--json`"),
        ], isHidden: true
    ) { call in
        let text: String
        switch call.line.words[0] {
        case "schema":
            let schema = ResultSchema(CommandTable.commands).document
            call.output.isJSON ? call.output.result(schema) : call.output.data(schema.prettyText)
            return .ok
        case "man": text = ReferencePage(CommandTable.commands).man
        default: text = ReferencePage(CommandTable.commands).markdown
        }
        call.output.isJSON ? call.output.result(["page": .string(text)]) : call.output.data(text)
        return .ok
    }

    static let version = Command(
        name: "version", summary: "the version of this program",
        result: .object(.field("version", .text, "the version")),
        examples: [Example("version", "one line")]
    ) { call in
        call.output.line("mandate \(Program.version)")
        call.output.result(["version": .string(Program.version)])
        return .ok
    }
}
