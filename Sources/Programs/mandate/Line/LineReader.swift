/// Reads a command line strictly: what it does not know it refuses, naming what comes nearest.
struct LineReader {
    private let commands: [Command]
    private var command: Command?
    private var name: [String] = []
    private var line = Line(request: .help(""))
    private var rest: ArraySlice<String> = []
    private var isPastOptions = false

    /// A reader of the lines of these commands.
    init(_ commands: [Command]) { self.commands = commands }

    /// Reads one line, without the program's name.
    func read(_ words: [String]) throws(Failure) -> Line {
        var reader = self
        return try reader.take(words)
    }

    private mutating func take(_ words: [String]) throws(Failure) -> Line {
        rest = words[...]
        if let (index, word) = words.enumerated().first(where: { $0.element.utf8.count > Self.longest }) {
            throw Failure(
                .usage,
                "word `\(index + 1)` of the line has `\(word.utf8.count)` bytes, and at most `\(Self.longest)` are read; "
                    + "a long text belongs into a file")
        }
        while let word = rest.popFirst() {
            if !isPastOptions, word == "--" {
                isPastOptions = true
            } else if !isPastOptions, word.hasPrefix("--") {
                try long(word)
            } else if !isPastOptions, word.hasPrefix("-"), word != "-" {
                try short(word)
            } else {
                try plain(word)
            }
        }
        return try finish()
    }

    /// No path, name or reason is longer, and a message that quotes one stays a line.
    private static let longest = 4_096

    private mutating func plain(_ word: String) throws(Failure) {
        guard command == nil else {
            line.words.append(word)
            return
        }
        if name.isEmpty, word == "help" {
            line.values["help"] = [""]
            return
        }
        name.append(word)
        let text = name.joined(separator: " ")
        if let found = commands.first(where: { $0.name == text || $0.aliases.contains(text) }) {
            command = found
        } else if !commands.contains(where: { $0.name.hasPrefix(text + " ") }) {
            throw unknown(text)
        }
    }

    private func unknown(_ text: String) -> Failure {
        let known = commands.filter { !$0.isHidden }.flatMap { [$0.name] + $0.aliases }
        let starts = Set(known.map { $0.split(separator: " ").prefix(name.count).joined(separator: " ") })
        guard let near = Nearest.of(text, in: starts) else {
            return Failure(.usage, "`\(text)` is no command; `mandate --help` lists them")
        }
        return Failure(.usage, "`\(text)` is no command; did you mean `\(near)`?")
    }

    private var known: [Option] { Option.common + (command?.options ?? []) }

    private mutating func long(_ word: String) throws(Failure) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        if name == "version", command == nil, self.name.isEmpty {
            command = commands.first { $0.name == "version" }
            return
        }
        guard let option = known.first(where: { $0.name == name }) else {
            throw Failure(.usage, unknownOption("--\(name)"))
        }
        try give(option, shown: "--\(name)", attached: parts.count > 1 ? String(parts[1]) : nil)
    }

    private mutating func short(_ word: String) throws(Failure) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = known.first(where: { $0.short == letter }) else {
                if letter.isNumber {
                    throw Failure(.usage, "`\(word)` is below zero, and nothing takes that here; leave the `-` away")
                }
                throw Failure(.usage, unknownOption("-\(letter)"))
            }
            let attached = option.value != nil && !letters.isEmpty ? String(letters) : nil
            if attached != nil { letters = "" }
            try give(option, shown: "-\(letter)", attached: attached)
        }
    }

    private func unknownOption(_ shown: String) -> String {
        let place = command.map { " of `\($0.name)`" } ?? ""
        let names = known.map { "--\($0.name)" }
        if command == nil, commands.contains(where: { $0.options.contains { "--\($0.name)" == shown } }) {
            return "`\(shown)` is an option of a command; write it behind the command's name"
        }
        guard let near = Nearest.of(shown, in: names) else {
            return "`\(shown)` is no option\(place); `mandate \(command.map { "\($0.name) " } ?? "")--help` lists them"
        }
        return "`\(shown)` is no option\(place); did you mean `\(near)`?"
    }

    private mutating func give(_ option: Option, shown: String, attached: String?) throws(Failure) {
        guard option.value != nil else {
            guard attached == nil else { throw Failure(.usage, "`\(shown)` is a switch and takes no value") }
            line.values[option.name] = [""]
            return
        }
        guard let value = attached ?? rest.popFirst(), !value.isEmpty else {
            throw Failure(.usage, "`\(shown)` needs a value: \(option.value ?? "")")
        }
        if !option.choices.isEmpty, !option.choices.contains(value) {
            let choices = option.choices.map { "`\($0)`" }.joined(separator: ", ")
            throw Failure(.usage, "`\(value)` is no value of `\(shown)`; use one of \(choices)")
        }
        if line.values[option.name] != nil, !option.repeats {
            throw Failure(.usage, "`\(shown)` was given twice; give it once")
        }
        line.values[option.name, default: []].append(value)
    }

    private mutating func finish() throws(Failure) -> Line {
        guard let command else {
            let text = name.joined(separator: " ")
            if name.isEmpty || line.has("help") {
                line.request = .help(HelpPage.overview(commands, noun: name.isEmpty ? nil : text))
                return line
            }
            let verbs = commands.filter { $0.name.hasPrefix(text + " ") && !$0.isHidden }.map { "`\($0.name)`" }
            throw Failure(.usage, "`\(text)` needs another word: \(verbs.joined(separator: ", "))")
        }
        if line.has("help") {
            line.request = .help(HelpPage.page(of: command))
            return line
        }
        try checkWords(command)
        line.request = .command(command)
        return line
    }

    private func checkWords(_ command: Command) throws(Failure) {
        let needed = command.arguments.filter { !$0.isOptional }.count
        if line.words.count < needed {
            let missing = command.arguments[line.words.count]
            throw Failure(
                .usage,
                "`\(command.name)` needs \(missing.name), \(missing.summary); see `mandate \(command.name) --help`")
        }
        if line.words.count > command.arguments.count {
            throw Failure(
                .usage,
                "`\(line.words[command.arguments.count])` is more than `\(command.name)` takes; see `mandate \(command.name) --help`"
            )
        }
        for (word, argument) in zip(line.words, command.arguments)
        where !argument.choices.isEmpty && !argument.choices.contains(word) {
            let choices = argument.choices.map { "`\($0)`" }.joined(separator: ", ")
            throw Failure(.usage, "`\(word)` is no \(argument.name); use one of \(choices)")
        }
    }
}
