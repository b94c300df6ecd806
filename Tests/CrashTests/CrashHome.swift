import Foundation
import SQLite
import Sandbox
import TestKit
import Testing
import Vocabulary

/// A home of the built program in a folder of its own, with an account in which an agent has much to do.
final class CrashHome {
    let folder: URL
    var path: String { folder.appendingPathComponent("home").path }

    /// What a home is like when a test gets it.
    enum Kind {
        /// An agent with much to do that is autonomous and has not run yet.
        case busy
        /// The same with a small account.
        case small
        /// The small one after one run; what the run said is in `run.json`.
        case smallAfterRun
    }

    private static let busyHome = Result { try template(.busy) }
    private static let smallHome = Result { try template(.small) }
    private static let smallHomeAfterRun = Result { try template(.smallAfterRun) }

    /// The path of a home that every other of its kind is copied from; made once for all tests.
    private static func original(_ kind: Kind) throws -> String {
        switch kind {
        case .busy: try busyHome.get()
        case .small: try smallHome.get()
        case .smallAfterRun: try smallHomeAfterRun.get()
        }
    }

    private static func template(_ kind: Kind) throws -> String {
        let home = try CrashHome(making: kind)
        let copy = try freshFolder().appendingPathComponent("home").path
        try FileManager.default.moveItem(atPath: home.path, toPath: copy)
        return copy
    }

    /// A fresh copy of a home.
    convenience init(_ kind: Kind = .busy) throws {
        try self.init(at: try CrashHome.freshFolder(), kind)
    }

    /// A copy in a folder that is there, for example on another disk.
    init(at folder: URL, _ kind: Kind = .busy) throws {
        self.folder = folder
        try FileManager.default.copyItem(atPath: try CrashHome.original(kind), toPath: path)
    }

    private init(making kind: Kind) throws {
        folder = try CrashHome.freshFolder()
        let (charter, ads) = (folder.appendingPathComponent("charter.yaml"), folder.appendingPathComponent("ads.csv"))
        try Account.charter().write(to: charter, atomically: true, encoding: .utf8)
        let text = kind == .busy ? Account.ads() : Account.ads(wasteful: Account.fewWasteful)
        try text.write(to: ads, atomically: true, encoding: .utf8)
        for words in [
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"], ["charter", "apply", charter.path],
            ["import", ads.path] + Account.importOptions,
            ["agent", "run", "busy", "--shadow"], ["agent", "promote", "busy", "--to", "autonomous", "--confirm=busy"],
        ] { try succeed(words) }
        if kind == .smallAfterRun {
            let said = try succeed(["agent", "run", "busy", "--json"]).output
            try said.write(toFile: path + "/run.json", atomically: true, encoding: .utf8)
        }
        killServers()
    }

    private static func freshFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mandate-crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    deinit {
        killServers()
        try? FileManager.default.removeItem(at: folder)
    }

    func start(_ words: [String], stop: Stop? = nil) throws -> Program.Running {
        try Program.start(words + ["--home", path, "--no-input"], in: folder, stop: stop)
    }

    @discardableResult func run(_ words: [String], stop: Stop? = nil) throws -> Program.Ended {
        try start(words, stop: stop).ended()
    }

    @discardableResult func succeed(_ words: [String], sourceLocation: SourceLocation = #_sourceLocation) throws
        -> Program.Ended
    {
        let ended = try run(words)
        try #require(
            ended.code == 0 && !ended.wasKilled, "\(words): \(ended.code) \(ended.errors)",
            sourceLocation: sourceLocation)
        return ended
    }

    var storeSettings: SQLiteSettings { SQLiteSettings(path: path + "/store.db") }

    /// What the platform's own file says.
    func platform() throws -> SandboxLedgerFile { try SandboxLedgerFile(home: path) }

    /// How many records the platform's file has; quick, for waiting.
    func records() throws -> Int {
        try Data(contentsOf: URL(fileURLWithPath: path + "/sandbox/ledger")).count { $0 == 10 }
    }

    /// Waits until the platform wrote so many more records, while a process runs.
    func wait(for more: Int, while run: Program.Running) throws {
        let start = try records()
        try wait(while: run) { try records() >= start + more }
    }

    /// Waits until something is so, while a process runs.
    func wait(while run: Program.Running, until isSo: () throws -> Bool) throws {
        let watch = try FolderWatch([path + "/sandbox", run.reportFolder])
        _ = try watch.wait(orEndOf: run.end, until: isSo)
    }

    /// Waits until the platform has answered everything that was sent to it before.
    func drain() async throws { _ = try await client().reads.now() }

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
