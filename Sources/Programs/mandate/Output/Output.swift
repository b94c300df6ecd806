import CSystem
import Glibc
import Locks
import Schemas

/// Where a command writes: results to standard output, everything else to standard error.
struct Output: Sendable {
    /// Whether one JSON object is wanted.
    let isJSON: Bool
    /// Whether nothing of what is told stays.
    private let isDryRun: Bool
    private let isQuiet: Bool
    private let isVerbose: Bool
    private let isColoured: Bool
    private let errorsAreColoured: Bool
    private let width: Int?
    private let errorWidth: Int?

    /// For what goes wrong before a line is read: of its words only whether JSON is wanted is known.
    static func unread(_ words: [String]) -> Output {
        var line = Line(request: .help(""))
        if words.prefix(while: { $0 != "--" }).contains("--json") { line.values["json"] = [""] }
        return Output(line)
    }

    /// As the line's options and the terminal say.
    init(_ line: Line) {
        isJSON = line.has("json")
        isQuiet = line.has("quiet")
        isDryRun =
            if case .command(let command) = line.request { line.has("dry-run") && !command.keepsDryRun } else { false }
        isVerbose = line.has("verbose")
        let wantsColour =
            !line.has("no-color") && Variables.value("NO_COLOR") == nil && Variables.value("TERM") != "dumb"
        let isTerminal = isatty(STDOUT_FILENO) == 1
        isColoured = wantsColour && isTerminal && !isJSON
        errorsAreColoured = wantsColour && isatty(STDERR_FILENO) == 1
        width = isTerminal ? Output.terminalWidth(STDOUT_FILENO) : nil
        errorWidth = isatty(STDERR_FILENO) == 1 ? Output.terminalWidth(STDERR_FILENO) : nil
    }

    /// Text as it is, to standard output.
    func data(_ text: String) { Output.write(text.hasSuffix("\n") ? text : text + "\n", STDOUT_FILENO) }

    /// Bytes as they are, to standard output.
    func data(_ bytes: [UInt8]) { Output.write(bytes, STDOUT_FILENO) }

    /// One JSON object on one line.
    func json(_ json: JSON) { data(json.canonicalBytes + [0x0A]) }

    /// The result for programs; only with `--json`.
    func result(_ json: @autoclosure () -> JSON) {
        if isJSON { self.json(isDryRun ? json().adding("dry_run", true) : json()) }
    }

    /// Asks a person for one line; only where somebody is there to answer.
    func ask(_ question: String) -> String {
        (askOrEnd(question) ?? "").split(separator: " ").joined(separator: " ")
    }

    /// Asks for one line; nil where the input ended.
    func askOrEnd(_ question: String) -> String? {
        Output.write("\(SafeText.of(question)) ", STDERR_FILENO)
        let answer = readLine()
        // What is said next does not stand behind the question.
        if answer == nil { Output.write("\n", STDERR_FILENO) }
        return answer
    }

    /// A line of a result; control characters are spelt out, and on a terminal what is too long goes on below, between words.
    /// Not with `--json`.
    func line(_ text: String = "", _ style: Style? = nil, hanging: Int? = nil) {
        guard !isJSON else { return }
        let safe = SafeText.of(text, keepsLines: true)
        for line in wrapped(safe, width, hanging: hanging) {
            data((isColoured ? style?.paint(line) ?? line : line) + "\n")
        }
    }

    /// A table as a result. Not with `--json`.
    func table(_ table: Table) {
        guard !isJSON else { return }
        data(table.lines(isColoured: isColoured, width: width).joined(separator: "\n") + "\n")
    }

    /// A message beside the result: what was done, what comes next.
    func note(_ text: String) {
        guard !isQuiet else { return }
        for line in wrapped(SafeText.of(text, keepsLines: true), errorWidth) {
            Output.write(line + "\n", STDERR_FILENO)
        }
    }

    /// The lines of a text, those that are too long for a terminal broken between words.
    private func wrapped(_ text: String, _ width: Int?, hanging: Int? = nil) -> [String] {
        guard let width else { return [text] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            WrappedText.paragraph(String($0), width: width, hanging: hanging)
        }
    }

    /// A message for who wants to know more.
    func detail(_ text: String) { if isVerbose { note(text) } }

    /// What ended the command, in one line; with `--json` as one JSON object on that line. Both go to standard error, so that
    /// standard output holds results alone.
    func failure(_ failure: Failure) {
        guard !isJSON else {
            Output.write(failure.json.canonicalBytes + [0x0A], STDERR_FILENO)
            return
        }
        let text = wrapped("mandate: " + SafeText.of(failure.message), errorWidth, hanging: 2).joined(separator: "\n")
        let rest = text.dropFirst("mandate:".count)
        Output.write((errorsAreColoured ? Style.bad.paint("mandate:") : "mandate:") + "\(rest)\n", STDERR_FILENO)
    }

    /// Shows how far long work is, on a terminal only; `done` is replaced by the next call.
    func progress(_ text: String) {
        guard !isQuiet, isatty(STDERR_FILENO) == 1 else { return }
        Output.write("\r\u{1B}[K\(SafeText.of(text))", STDERR_FILENO)
    }

    /// Takes the progress line away.
    func endProgress() {
        if !isQuiet, isatty(STDERR_FILENO) == 1 { Output.write("\r\u{1B}[K", STDERR_FILENO) }
    }

    private static func terminalWidth(_ descriptor: Int32) -> Int {
        if let columns = Variables.value("COLUMNS").flatMap({ Int($0) }), columns > 20 { return columns }
        let columns = Int(csystem_terminal_columns(descriptor))
        return columns > 20 ? columns : 100
    }

    private static func write(_ text: String, _ descriptor: Int32) { write(Array(text.utf8), descriptor) }

    /// Why standard output could not be written, the first time; 0 while all went well.
    private static let trouble = Lock<Int32>(0)

    /// What to say of a result that could not be written: nothing was lost but the words. A reader that went away, as `head`
    /// does, is told nothing.
    static var unwritten: (message: String, isSilent: Bool)? {
        let number = trouble.withLock { $0 }
        guard number != 0 else { return nil }
        let reason = unsafe String(cString: strerror(number)).lowercased()
        return ("the result could not be written to standard output: \(reason); what was done stands", number == EPIPE)
    }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let number = errno
                if descriptor == STDOUT_FILENO { trouble.withLock { $0 = $0 == 0 ? number : $0 } }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}

/// The environment's variables.
enum Variables {
    /// A variable's value; nil where it is not set or empty.
    static func value(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
