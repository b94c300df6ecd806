import Glibc
import Vocabulary

/// The program: reads its line, does what it says, and turns whatever stops it into one line and an exit code.
enum Program {
    /// What `version` prints.
    static let version = "0.1.0"

    /// Runs one command line, without the program's name. A result that could not be written is a failure, whatever was done.
    static func run(_ words: [String]) async -> ExitCode {
        // A reader that goes away must not end us between a claim and its receipt.
        signal(SIGPIPE, SIG_IGN)
        Interruption.watch()
        let code = await perform(words)
        guard code == .ok || code == .changesPresent, let unwritten = Output.unwritten else { return code }
        if !unwritten.isSilent { Output.unread(words).failure(Failure(.failed, unwritten.message)) }
        return .failed
    }

    private static func perform(_ words: [String]) async -> ExitCode {
        let line: Line
        do throws(Failure) { line = try LineReader(CommandTable.commands).read(words) } catch {
            Output.unread(words).failure(error)
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

/// Ctrl-C: one line, then 130. Nothing is rolled back by hand: the store keeps whole transactions only, and what was sent and
/// not yet recorded is in doubt and looked at by the next command, as after any crash.
enum Interruption {
    private static let words: StaticString =
        "\nmandate: interrupted; what was done stands, and `mandate inbox` shows what is in doubt\n"

    /// From now on an interrupt says so.
    static func watch() {
        signal(SIGINT) { _ in
            // Only calls that are safe in a signal's handler.
            _ = unsafe write(STDERR_FILENO, Interruption.words.utf8Start, Interruption.words.utf8CodeUnitCount)
            _exit(130)
        }
        // Who started us may have had it blocked, and a program that cannot be interrupted is worse than one that is cut off.
        var interrupt = sigset_t()
        unsafe sigemptyset(&interrupt)
        unsafe sigaddset(&interrupt, SIGINT)
        unsafe pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
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
