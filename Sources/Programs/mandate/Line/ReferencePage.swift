/// The reference of the command line: one page for docs, one for man, both from the command table.
struct ReferencePage {
    private let commands: [Command]

    /// The reference of these commands.
    init(_ commands: [Command]) { self.commands = commands.filter { !$0.isHidden } }

    /// CommonMark.
    var markdown: String {
        var text = """
            # The command line

            This page is made by `mandate reference markdown` from the table that also makes help and completion.
            Results go to standard output, messages and progress to standard error; with `--json` the result is one JSON
            object, and streams are one object a line, as [the schema of results](results.schema.json) describes them
            (`mandate reference schema` prints it); what ends a command is then one object on standard error,
            `{"error":{"code":2,"kind":"usage","message":"…"}}`, with the exit code and its name. IDs may be cut to any beginning that is unique.

            ## Options of every command

            | option | meaning |
            | --- | --- |

            """
        for option in Option.common { text += row(option) }
        text += "\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n"
        for code in ExitCode.allCases { text += "| \(code.rawValue) | \(code.meaning) |\n" }
        text += "| 130 | interrupted |\n"
        for command in commands { text += section(command) }
        return text
    }

    private func section(_ command: Command) -> String {
        var text = "\n## mandate \(command.name)\n\n\(sentence(command.summary))\n"
        if !command.details.isEmpty { text += "\n\(command.details)\n" }
        text += "\n```sh\n"
        for example in command.examples { text += "mandate \(example.line)   # \(example.meaning)\n" }
        text += "```\n\nUsage: `\(HelpPage.usage(command))`"
        if !command.aliases.isEmpty {
            text += "; also " + command.aliases.map { "`mandate \($0)`" }.joined(separator: ", ")
        }
        text += "\n"
        if !command.arguments.isEmpty || !command.options.isEmpty {
            text += "\n| | meaning |\n| --- | --- |\n"
            for argument in command.arguments { text += "| `\(argument.name)` | \(HelpPage.described(argument)) |\n" }
            for option in command.options { text += row(option) }
        }
        return text
    }

    private func row(_ option: Option) -> String {
        let short = option.short.map { "`-\($0)`, " } ?? ""
        return "| \(short)`--\(option.name)\(option.value.map { " \($0)" } ?? "")` | \(option.summary) |\n"
    }

    private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

    /// A page for `man`, section 1.
    var man: String {
        var text =
            ".TH MANDATE 1 \"\" \"mandate \(Program.version)\"\n.SH NAME\nmandate \\- marketing agents inside written mandates\n"
        text += ".SH SYNOPSIS\n.B mandate\nCOMMAND [ARGUMENT]... [OPTION]...\n.SH COMMANDS\n"
        for command in commands {
            text +=
                ".SS \(roff(command.name))\n\(roff(sentence(command.summary)))\n.br\n\(roff(HelpPage.usage(command)))\n"
            if !command.details.isEmpty { text += ".PP\n\(roff(command.details))\n" }
            for option in command.options { text += item(option) }
            for example in command.examples {
                text += ".PP\n.EX\nmandate \(roff(example.line))\n.EE\n\(roff(example.meaning))\n"
            }
        }
        text += ".SH OPTIONS OF EVERY COMMAND\n"
        for option in Option.common { text += item(option) }
        text += ".SH EXIT STATUS\n"
        for code in ExitCode.allCases { text += ".TP\n\(code.rawValue)\n\(roff(code.meaning))\n" }
        return text
    }

    private func item(_ option: Option) -> String {
        let (name, summary) = HelpPage.described(option)
        return ".TP\n.B \(roff(name.split(separator: " ").joined(separator: " ")))\n\(roff(summary))\n"
    }

    /// Backslashes and hyphens as roff wants them, and no line that begins with a dot.
    private func roff(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : String($0) }.joined(separator: "\n")
    }
}
