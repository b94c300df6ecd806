import Glibc

/// How long a program takes from its start to its end: a fresh process each time.
struct StartBench {
    private let program: [String]
    private let count: Int

    init(program: String, count: Int) {
        self.program = program.split(separator: " ").map(String.init)
        self.count = count
    }

    func run() throws -> Figures {
        var waits: [Double] = []
        for _ in 0..<count {
            let meter = Meter()
            try start()
            waits.append(meter.read().seconds)
        }
        var figures = Figures("start", peer: program.dropFirst().joined(separator: " "), n: count)
        figures.set(latencies: waits)
        return figures
    }

    private func start() throws {
        var words: [UnsafeMutablePointer<CChar>?] = unsafe program.map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer { unsafe words.forEach { unsafe free($0) } }
        var files = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&files)
        defer { unsafe posix_spawn_file_actions_destroy(&files) }
        unsafe posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var child: pid_t = 0
        var status: Int32 = 0
        guard unsafe posix_spawnp(&child, program[0], &files, nil, words, nil) == 0,
            unsafe waitpid(child, &status, 0) == child, status == 0
        else { throw WrongAnswer("`\(program.joined(separator: " "))` ended with \(status >> 8)") }
    }
}
