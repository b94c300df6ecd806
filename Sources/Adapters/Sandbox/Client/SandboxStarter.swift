import CSystem
import Glibc

/// How a server is started when none is there.
public struct SandboxStarter: Sendable, Hashable {
    private let executable: String?
    private let arguments: [String]

    /// Starts `executable` with arguments; the server has to become ready within the client's deadline.
    public init(executable: String, arguments: [String]) {
        self.executable = executable
        self.arguments = arguments
    }

    private init() {
        executable = nil
        arguments = []
    }

    /// Starts nothing: somebody else runs the server.
    public static let none = SandboxStarter()

    /// Starts this same program as `sandbox serve --home DIR`.
    public static func thisProgram(home: String) -> SandboxStarter {
        SandboxStarter(executable: "/proc/self/exe", arguments: ["mandate", "sandbox", "serve", "--home", home])
    }

    /// Starts the server detached, and returns once it runs (not yet once it listens).
    func start(_ home: HomeFolder) throws(SystemError) {
        guard let executable else { throw SystemError("reach the sandbox of", home.path, code: ECONNREFUSED) }
        try home.prepare()
        var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        let result = unsafe csystem_spawn_detached(executable, &words, home.log)
        guard result == 0 else { throw SystemError("start", executable, code: result) }
    }
}
