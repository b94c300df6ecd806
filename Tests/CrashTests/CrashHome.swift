import Foundation
import Sandbox
import Testing
import Vocabulary

/// A home of the built program in a folder of its own, with an account in which an agent has much to do.
final class CrashHome {
    let folder: URL
    var path: String { folder.appendingPathComponent("home").path }

    /// The path of a home that every other is copied from; made once for all tests.
    private static let template = Result { () throws -> String in
        let home = try CrashHome(making: true)
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("mandate-crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: home.path, toPath: copy.appendingPathComponent("home").path)
        return copy.appendingPathComponent("home").path
    }

    /// A fresh copy of a home whose agent is autonomous and has not run yet.
    convenience init() throws {
        try self.init(making: false)
        try FileManager.default.copyItem(atPath: try CrashHome.template.get(), toPath: path)
    }

    /// A copy in a folder that is there, for example on another disk.
    init(at folder: URL) throws {
        self.folder = folder
        try FileManager.default.copyItem(atPath: try CrashHome.template.get(), toPath: path)
    }

    private init(making: Bool) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("mandate-crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard making else { return }
        let (charter, ads) = (folder.appendingPathComponent("charter.yaml"), folder.appendingPathComponent("ads.csv"))
        try Account.charter.write(to: charter, atomically: true, encoding: .utf8)
        try Account.ads.write(to: ads, atomically: true, encoding: .utf8)
        for words in [
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"], ["charter", "apply", charter.path],
            ["import", ads.path] + Account.importOptions,
            ["agent", "promote", "busy", "--to", "autonomous", "--confirm=busy"],
        ] { try succeed(words) }
        killServers()
    }

    deinit {
        killServers()
        try? FileManager.default.removeItem(at: folder)
    }

    func start(_ words: [String]) throws -> Program.Running {
        try Program.start(words + ["--home", path, "--no-input"], in: folder)
    }

    @discardableResult func run(_ words: [String]) throws -> Program.Ended { try start(words).ended() }

    @discardableResult func succeed(_ words: [String], sourceLocation: SourceLocation = #_sourceLocation) throws
        -> Program.Ended
    {
        let ended = try run(words)
        try #require(
            ended.code == 0 && !ended.wasKilled, "\(words): \(ended.code) \(ended.errors)",
            sourceLocation: sourceLocation)
        return ended
    }

    /// What the platform's own file says.
    func platform() throws -> SandboxLedgerFile { try SandboxLedgerFile(home: path) }

    /// How many records the platform's file has; quick, for waiting.
    func records() throws -> Int {
        try Data(contentsOf: URL(fileURLWithPath: path + "/sandbox/ledger")).count { $0 == 10 }
    }

    /// Waits until the platform wrote so many more records, while a process runs.
    func wait(for more: Int, while run: Program.Running) throws {
        let start = try records()
        for _ in 0..<4_000 where try run.process.isRunning && records() < start + more { usleep(1_000) }
    }

    /// A client of the platform that starts the built program where no server runs.
    func client() throws -> SandboxClient {
        try SandboxClient(
            home: path,
            starter: SandboxStarter(
                executable: try Program.url().path, arguments: ["mandate", "sandbox", "serve", "--home", path]))
    }

    /// The servers of this home's platform, by number.
    func servers() -> [Int32] {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.compactMap { Int32($0) }.filter { process in
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return false }
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.contains("serve") && (words.last == path || words.last == real)
        }
    }

    func killServers() { for server in servers() { kill(server, SIGKILL) } }
}
