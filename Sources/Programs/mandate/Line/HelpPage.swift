/// Help as text, made from the command table; examples come first, since they are what is read.
enum HelpPage {
    /// The page of one command.
    static func page(of command: Command) -> String {
        var text = "\(command.summary)\n\nexamples\n"
        text += rows(command.examples.map { ("mandate \($0.line)", $0.meaning) })
        text += "\nusage\n  \(usage(command))\n"
        if !command.aliases.isEmpty {
            text += "  also: \(command.aliases.map { "mandate \($0)" }.joined(separator: ", "))\n"
        }
        if !command.details.isEmpty { text += "\n\(command.details)\n" }
        if !command.arguments.isEmpty {
            text += "\narguments\n" + rows(command.arguments.map { ($0.name, described($0)) })
        }
        if !command.options.isEmpty { text += "\noptions\n" + rows(command.options.map(described)) }
        return text + "\noptions of every command\n" + rows(Option.common.map(described))
    }

    /// All commands, or those under one first word.
    static func overview(_ commands: [Command], noun: String?) -> String {
        let shown = commands.filter { !$0.isHidden && (noun == nil || $0.name.hasPrefix((noun ?? "") + " ")) }
        var text = ""
        if noun == nil {
            text = "Mandate runs marketing agents inside written mandates: every action passes one gate.\n"
            text += "\nexamples\n"
            text += rows([
                ("mandate demo", "see the whole of it in half a minute, in a folder of its own"),
                ("mandate init --sandbox", "a home to try it in"),
                ("mandate charter check FILE", "what a charter says that it should not"),
                ("mandate agent run paid-social --shadow", "what an agent would do, and what its charter stops"),
            ])
        }
        if noun != nil {
            // One line of each command, so that the page of a group begins as every page does: with what can be typed.
            text = "examples\n" + rows(shown.compactMap(\.examples.first).map { ("mandate \($0.line)", $0.meaning) })
        }
        text += "\ncommands\n" + rows(shown.map { ($0.name, $0.summary) })
        if noun == nil { text += "\noptions of every command\n" + rows(Option.common.map(described)) }
        return text + "\n`mandate COMMAND --help` shows one command\n"
    }

    /// How a command is called.
    static func usage(_ command: Command) -> String {
        let words = command.arguments.map { $0.isOptional ? "[\($0.name)]" : $0.name }
        let options = command.options.map { option in
            "[--\(option.name)\(option.value.map { " \($0)" } ?? "")]" + (option.repeats ? "…" : "")
        }
        return (["mandate", command.name] + words + options).joined(separator: " ")
    }

    /// An option as help shows it.
    static func described(_ option: Option) -> (String, String) {
        let short = option.short.map { "-\($0), " } ?? "    "
        return ("\(short)--\(option.name)\(option.value.map { " \($0)" } ?? "")", option.summary)
    }

    static func described(_ argument: Argument) -> String {
        argument.choices.isEmpty ? argument.summary : "\(argument.summary): \(argument.choices.joined(separator: ", "))"
    }

    private static func rows(_ rows: [(String, String)]) -> String {
        let width = min(46, rows.map { $0.0.count }.max() ?? 0)
        return rows.reduce("") { text, row in
            let pad = String(repeating: " ", count: max(0, width - row.0.count))
            let gap = row.0.count > width ? "\n" + String(repeating: " ", count: width + 4) : pad + "  "
            return text + "  \(row.0)\(gap)\(row.1)\n"
        }
    }
}
