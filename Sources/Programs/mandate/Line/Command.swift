/// One command: what the parser accepts, what help, completion, the reference and the man page say, and what it does.
struct Command: Sendable {
    /// Its words: `charter check`.
    let name: String
    /// Other words for it.
    var aliases: [String] = []
    /// One sentence fragment.
    let summary: String
    /// What else a reader has to know.
    var details = ""
    /// What stands behind the name, in order.
    var arguments: [Argument] = []
    /// Its own options; those of every command come on top.
    var options: [Option] = []
    /// What it prints with `--json`; nil for one that prints nothing then.
    var result: ResultShape?
    /// Lines that work, each with what it does.
    let examples: [Example]
    /// Whether help leaves it out: it is for the program itself.
    var isHidden = false
    /// Whether what it does with `--dry-run` is kept: a rehearsal of an agent is, since a promotion rests on it.
    var keepsDryRun = false
    /// Does it.
    let perform: @Sendable (Invocation) async throws -> ExitCode

    /// The first word, under which it is listed.
    var noun: String { String(name.prefix { $0 != " " }) }
}

/// What a command takes behind its name.
struct Argument: Sendable {
    /// How it is shown.
    let name: String
    /// What it is.
    let summary: String
    /// Whether it may be left out.
    var isOptional = false
    /// The words it may be; empty where it is free.
    var choices: [String] = []
}

/// An option.
struct Option: Sendable {
    /// Its long form without dashes.
    let name: String
    /// Its short form without the dash.
    var short: Character?
    /// What its value is; nil for a switch.
    var value: String?
    /// What it does.
    let summary: String
    /// Whether it may be given more than once.
    var repeats = false
    /// The values it may have; empty where they are free.
    var choices: [String] = []
}

/// A line that works.
struct Example: Sendable {
    /// The line without the program's name.
    let line: String
    /// What it does.
    let meaning: String

    /// An example.
    init(_ line: String, _ meaning: String) {
        self.line = line
        self.meaning = meaning
    }
}

extension Option {
    static let help = Option(name: "help", short: "h", summary: "show this help")
    static let home = Option(
        name: "home", value: "DIR", summary: "the home to use; else MANDATE_HOME, else the XDG data directory")
    static let profile = Option(
        name: "profile", value: "NAME",
        summary: "the home of this name beside the default one, for a second client or for trials; not with `--home`")
    static let json = Option(name: "json", summary: "print one JSON object instead of text")
    static let quiet = Option(name: "quiet", short: "q", summary: "no messages beside the result and errors")
    static let verbose = Option(name: "verbose", short: "v", summary: "say also which home is used and what was done")
    static let noColor = Option(name: "no-color", summary: "no colours; so does the variable NO_COLOR")
    static let noInput = Option(name: "no-input", summary: "never ask; what is missing ends the command with 2")

    /// What every command takes.
    static let common = [help, home, profile, json, quiet, verbose, noColor, noInput]

    static let actor = Option(name: "as", value: "PERSON", summary: "who acts; in a sandbox home its owner by default")
    static let key = Option(name: "key", value: "FILE", summary: "the key of who acts, where it is not in the home")
    static let dryRun = Option(
        name: "dry-run", short: "n", summary: "show what would be done, as far as it can be known, and change nothing")

    /// For commands on a person's signature; each can be looked at before.
    static let signing = [dryRun, actor, key]
}
