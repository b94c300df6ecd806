import Glibc

/// A program that runs beside the bench, its output thrown away.
struct ChildProcess {
    private let number: pid_t
    private let words: [String]

    /// Starts it.
    init(_ words: [String]) throws {
        self.words = words
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
        unsafe arguments.append(nil)
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var files = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&files)
        defer { unsafe posix_spawn_file_actions_destroy(&files) }
        unsafe posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var child: pid_t = 0
        guard unsafe posix_spawnp(&child, words[0], &files, nil, arguments, environ) == 0 else {
            throw WrongAnswer("`\(words.joined(separator: " "))` could not be started")
        }
        number = child
    }

    /// Whether it still runs; a process that ended stays to be waited for.
    var isRunning: Bool {
        var info = unsafe siginfo_t()
        guard unsafe waitid(P_PID, id_t(number), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return false }
        return unsafe info.si_signo == 0
    }

    /// Waits for its end.
    /// - Returns: its exit code; nil where a signal ended it.
    func wait() throws -> Int32? {
        var status: Int32 = 0
        guard unsafe waitpid(number, &status, 0) == number else {
            throw WrongAnswer("`\(words.joined(separator: " "))` was lost")
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    }

    /// Runs a program to its end; any code but 0 is a wrong answer.
    static func run(_ words: [String]) throws {
        guard let code = try ChildProcess(words).wait(), code == 0 else {
            throw WrongAnswer("`\(words.joined(separator: " "))` did not end well")
        }
    }
}
