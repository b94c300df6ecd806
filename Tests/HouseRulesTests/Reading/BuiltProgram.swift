import Foundation

/// The program that was built beside these tests.
enum BuiltProgram {
    /// Where it is; nil where only the tests were built.
    static let url: URL? = {
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") }
            .map { URL(fileURLWithPath: $0.components(separatedBy: ".xctest")[0]).deletingLastPathComponent() }
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        return [bundle, own].compactMap { $0?.appending(path: "mandate") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()

    /// What it prints for some words.
    static func output(_ words: [String]) throws -> String {
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        let process = Process()
        process.executableURL = url
        process.arguments = words
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// The commands that help lists.
    static func commands() throws -> [String] {
        let help = try output(["--help"]).components(separatedBy: "\ncommands\n").last ?? ""
        return help.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("  ") }
            .compactMap { $0.dropFirst(2).components(separatedBy: "  ").first }
    }
}
