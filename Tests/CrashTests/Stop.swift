import Foundation
import Testing

/// An exact point in the life of a process at which it ends, or a system call fails; see `Stopping/stop.c`.
struct Stop: CustomStringConvertible, Sendable {
    /// The words that the library reads.
    let description: String

    /// `call=write,on=store.db-wal,at=3,do=before`
    init(_ words: String) { description = words }

    /// What a process saw of its stop.
    struct Met {
        /// How many calls of the kind there were.
        let calls: Int
        /// Whether the point was reached.
        let struck: Bool
    }

    /// What a process is started with so that it stops there; what it met goes into `report`.
    func environment(report: URL) throws -> [String: String] {
        ["LD_PRELOAD": try Stop.library.get(), "STOP": description, "STOP_COUNT": report.path]
    }

    /// What is in a report; nothing was met where the process was ended from outside.
    static func met(_ report: URL) throws -> Met {
        guard FileManager.default.fileExists(atPath: report.path) else { return Met(calls: 0, struck: false) }
        let numbers = try String(contentsOf: report, encoding: .utf8).split(whereSeparator: \.isWhitespace)
        return Met(calls: Int(numbers.first ?? "") ?? 0, struck: numbers.last == "1")
    }

    /// The library, compiled once with the compiler that comes with Swift.
    private static let library = Result { () throws -> String in
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Stopping/stop.c")
        let made = FileManager.default.temporaryDirectory.appendingPathComponent("mandate-stop-\(UUID().uuidString).so")
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "clang", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", made.path, source.path, "-ldl",
        ]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0, "clang could not compile \(source.path)")
        return made.path
    }
}
