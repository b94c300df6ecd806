import Glibc
import Vocabulary

/// The program: reads its line, does what it says, and turns whatever stops it into one line and an exit code.
enum Program {
    /// What `version` prints.
    static let version = "0.1.0"

    /// Runs one command line, without the program's name.
    static func run(_ words: [String]) async -> ExitCode {
        // A reader that goes away must not end us between a claim and its receipt.
        signal(SIGPIPE, SIG_IGN)
        let line: Line
        do throws(Failure) { line = try LineReader(CommandTable.commands).read(words) } catch {
            Output.plain.failure(error)
            return error.code
        }
        let output = Output(line)
        switch line.request {
        case .help(let text):
            output.data(text)
            return .ok
        case .command(let command):
            do { return try await command.perform(Invocation(command: command, line: line, output: output)) } catch {
                let failure = Failure(error)
                output.failure(failure)
                return failure.code
            }
        }
    }
}

/// One command as it was called.
struct Invocation: Sendable {
    /// The command.
    let command: Command
    /// Its words and options.
    let line: Line
    /// Where it writes.
    let output: Output
}
