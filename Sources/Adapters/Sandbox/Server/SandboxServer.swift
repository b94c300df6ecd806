/// The sandbox ads platform as a process of its own: one thread, one socket, one file in its home.
public enum SandboxServer: Sendable {
    /// Serves the platform of a home until 30 seconds pass without a client or the home is gone. Answers at once where another
    /// process serves it already. Throws what keeps it from starting or from writing.
    public static func run(home path: String) throws { try run(home: path, idleSeconds: Limits.idleSeconds) }

    /// - Parameters:
    ///   - clock: nanoseconds that never go back; what every span of the server is measured by.
    ///   - isListening: called once clients can connect.
    static func run(
        home path: String, idleSeconds: Int64, clock: @escaping () -> Int64 = { BootClock.nanoseconds },
        isListening: () -> Void = {}
    ) throws {
        let home = try HomeFolder(path)
        try home.prepare()
        guard let lock = try Presence(home) else { return }
        var loop = try ServerLoop(home: home, lock: lock, clock: clock)
        isListening()
        try loop.serve(idleSeconds: idleSeconds)
    }
}
