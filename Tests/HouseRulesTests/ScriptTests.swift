import Foundation
import Glibc
import Testing

/// The scripts that everybody runs.
struct ScriptTests {
    /// `timeout` signals the script and everything in its process group at once.
    @Test(arguments: [[], ["/usr/bin/timeout", "600"]])
    func `who ends Scripts/test ends the tests that it runs, though they are in a process group of their own`(
        under: [String]
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mandate-script-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let alive = folder.path + "/alive"
        try #require(unsafe mkfifo(alive, 0o600) == 0)
        // In place of the tests: something that says that it runs, and holds the pipe for as long as it does.
        try "#!/bin/bash\nset -m\n(exec 9>\(alive); echo runs >&9; exec sleep 60) &\nwait\n"
            .write(toFile: folder.path + "/swift", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path + "/swift")
        let script = Process()
        let words = under + [Repository.root.appending(path: "Scripts/test").path, "--filter", "Nothing"]
        script.executableURL = URL(filePath: words[0])
        script.arguments = Array(words.dropFirst())
        script.environment = ["PATH": folder.path + ":/usr/bin:/bin"]
        script.standardOutput = FileHandle.nullDevice
        script.standardError = FileHandle.nullDevice
        // The threads of tests block signals, and so would what they start.
        var (none, ours) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &ours)
        try script.run()
        unsafe pthread_sigmask(SIG_SETMASK, &ours, nil)
        let pipe = unsafe open(alive, O_RDONLY)
        defer { close(pipe) }
        #expect(Self.read(pipe) == "runs\n")
        script.terminate()
        script.waitUntilExit()
        #expect(script.terminationStatus == 128 + SIGTERM)
        #expect(Self.read(pipe) == "", "the tests still run")
    }

    /// What comes next; nothing where the other end is closed, nil after 20 seconds.
    private static func read(_ pipe: Int32) -> String? {
        var waited = [pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)]
        guard unsafe poll(&waited, 1, 20_000) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe Glibc.read(pipe, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
