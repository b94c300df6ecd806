import Foundation
import Schemas
import TestKit
import Testing

/// The built program, beside the test bundle, as people start it.
struct MandateProgram {
    /// The home that every call uses, in a folder of its own.
    let folder: URL

    /// A program with an empty folder to work in.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "mandate-journey-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Takes the folder away; the sandbox of a home that is gone ends by itself.
    func remove() {
        do { try FileManager.default.removeItem(at: folder) } catch {
            Issue.record("cannot remove \(folder.path): \(error)")
        }
    }

    /// The package's root.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The real export, where the shared data lie beside the project.
    static let realAds = SharedData.url("social-ads-conversions/ads.csv") ?? invented
    static let hasRealAds = SharedData.has("social-ads-conversions/ads.csv")
    /// 300 invented ads, always there.
    static let invented = root.appending(path: "Examples/paid-social/ads-look-alike.csv")
    static let charter = root.appending(path: "Examples/paid-social/charter.yaml").path
    /// The organisation's limits of the examples.
    static let limits = root.appending(path: "Examples/organisation/organisation.yaml").path

    /// What one call did.
    struct Outcome {
        let code: Int32
        let out: String
        let err: String

        /// The last line of the result as JSON.
        func json() throws -> JSON {
            let last = try #require(out.split(separator: "\n").last.map(String.init), "nothing printed; \(err)")
            return try JSON(parsing: Array(last.utf8), limits: JSONLimits(bytes: 1 << 26))
        }
    }

    /// Runs one command in the home; waits for its end.
    func callAsFunction(_ words: String..., input: String? = nil) throws -> Outcome {
        try run(["--home", folder.path + "/home"] + words, input: input)
    }

    /// Runs the program with exactly these words. What it prints with `--json` has to be as published.
    func run(_ words: [String], input: String? = nil) throws -> Outcome {
        let (out, err) = (folder.appending(path: UUID().uuidString), folder.appending(path: UUID().uuidString))
        for file in [out, err] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = try Self.executable()
        process.arguments = words
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "TMPDIR": folder.path]
        // Where `make cover` collects what programs ran.
        process.environment?["LLVM_PROFILE_FILE"] = ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"]
        process.currentDirectoryURL = folder
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        if let input {
            let file = folder.appending(path: UUID().uuidString)
            try Data(input.utf8).write(to: file)
            process.standardInput = try FileHandle(forReadingFrom: file)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        process.waitUntilExit()
        let outcome = Outcome(
            code: process.terminationStatus, out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
        try PublishedResults.published.get().check(words, outcome)
        return outcome
    }

    /// Starts the program and does not wait; what it prints is lost.
    func start(_ words: [String]) throws -> Process {
        let process = Process()
        process.executableURL = try Self.executable()
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// The built program.
    static func executable() throws -> URL {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = URL(filePath: tests).deletingLastPathComponent().appending(path: "mandate")
        guard FileManager.default.isExecutableFile(atPath: beside.path) else {
            return root.appending(path: ".build/debug/mandate")
        }
        return beside
    }
}
