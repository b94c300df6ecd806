/// Completion scripts, made from the command table.
struct Completion {
    private let commands: [Command]

    /// Completion of these commands.
    init(_ commands: [Command]) { self.commands = commands.filter { !$0.isHidden } }

    /// The script of a shell.
    func script(for shell: String) -> String {
        switch shell {
        case "zsh": "#compdef mandate\nautoload -U +X bashcompinit && bashcompinit\n" + bash
        case "fish": fish
        default: bash
        }
    }

    /// What may follow the words typed so far, by those words.
    private var following: [(words: String, next: [String])] {
        var next: [String: Set<String>] = [:]
        for command in commands {
            let words = command.name.split(separator: " ").map(String.init)
            for count in words.indices {
                next[words[..<count].joined(separator: " "), default: []].insert(words[count])
            }
            next[command.name, default: []].formUnion(command.arguments.first?.choices ?? [])
            next[command.name, default: []].formUnion((command.options + Option.common).map { "--\($0.name)" })
        }
        return next.map { ($0.key, $0.value.sorted()) }.sorted { $0.words < $1.words }
    }

    private var bash: String {
        var text = """
            _mandate() {
              local words="" i word current="${COMP_WORDS[COMP_CWORD]}" next=""
              for ((i = 1; i < COMP_CWORD; i++)); do
                word="${COMP_WORDS[i]}"
                case "$word" in -*) continue ;; esac
                words="${words:+$words }$word"
              done
              case "$words" in

            """
        for (words, next) in following.reversed() {
            let pattern = words.isEmpty ? "\"\"" : "\"\(words)\"*"
            text += "    \(pattern)) next=\"\(next.joined(separator: " "))\" ;;\n"
        }
        text += """
              esac
              COMPREPLY=($(compgen -W "$next" -- "$current"))
              [ -n "${COMPREPLY[*]}" ] || COMPREPLY=($(compgen -f -- "$current"))
            }
            complete -F _mandate mandate

            """
        return text
    }

    private var fish: String {
        var text = "function __mandate_at\n  set -l words (commandline -opc | string match -v -- '-*')\n"
        text += "  test \"$words[2..]\" = \"$argv\"\nend\n"
        for command in commands {
            let words = command.name.split(separator: " ").map(String.init)
            let before = words.dropLast().joined(separator: " ")
            text += "complete -c mandate -f -n '__mandate_at \(before)' -a '\(words[words.count - 1])'"
            text += " -d '\(quoted(command.summary))'\n"
            for option in command.options + Option.common {
                text += "complete -c mandate -n '__mandate_at \(command.name)' -l '\(option.name)'"
                text += "\(option.short.map { " -s \($0)" } ?? "")\(option.value == nil ? "" : " -r")"
                text += " -d '\(quoted(option.summary))'\n"
            }
        }
        return text
    }

    private func quoted(_ text: String) -> String { text.replacing("'", with: "\\'") }
}
