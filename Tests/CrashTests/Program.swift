import Foundation

/// The built program beside the running test bundle, run as a process of its own.
struct Program: Sendable {
    /// How a process ended and what it said.
    struct Ended: Sendable {
        let code: Int32
        let wasKilled: Bool
        let output: String
        let errors: String
        let met: Stop.Met
    }

    /// A process that runs.
    final class Running {
        let process: Process
        /// Ends when the process does.
        private let life = Pipe()
        private let output: URL
        private let errors: URL

        private let report: URL

        fileprivate init(_ words: [String], in folder: URL, stop: Stop?) throws {
            let name = UUID().uuidString
            output = folder.appendingPathComponent(name + ".out")
            errors = folder.appendingPathComponent(name + ".err")
            report = folder.appendingPathComponent(name + ".stop")
            process = Process()
            process.executableURL = try Program.url()
            process.arguments = words
            process.standardInput = FileHandle.nullDevice
            if let stop {
                let own = try stop.environment(report: report)
                process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
            }
            for file in [output, errors] {
                guard FileManager.default.createFile(atPath: file.path, contents: nil) else { throw Missing() }
            }
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: errors)
            let held = life.fileHandleForWriting
            process.terminationHandler = { _ in try? held.close() }
            try process.run()
        }

        /// A descriptor that is readable, at its end, once the process has ended.
        var end: Int32 { life.fileHandleForReading.fileDescriptor }

        /// Where its point's report appears.
        var reportFolder: String { report.deletingLastPathComponent().path }

        /// Whether the point that it was to stop at has come.
        var hasStruck: Bool { FileManager.default.fileExists(atPath: report.path) }

        var number: Int32 { process.processIdentifier }

        func kill(_ signal: Int32 = SIGKILL) { Foundation.kill(process.processIdentifier, signal) }

        func ended() throws -> Ended {
            process.waitUntilExit()
            defer { for file in [output, errors, report] { try? FileManager.default.removeItem(at: file) } }
            return Ended(
                code: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
                output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
                errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
                met: try Stop.met(report))
        }
    }

    struct Missing: Error {}

    static func url() throws -> URL {
        let here = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let places = [here, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()]
        let found = places.map { $0.appendingPathComponent("mandate") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
        guard let found else { throw Missing() }
        return found
    }

    static func start(_ words: [String], in folder: URL, stop: Stop? = nil) throws -> Running {
        try Running(words, in: folder, stop: stop)
    }

    static func run(_ words: [String], in folder: URL, stop: Stop? = nil) throws -> Ended {
        try start(words, in: folder, stop: stop).ended()
    }
}
