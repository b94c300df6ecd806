import Foundation
import SQLite
import Storage
import StorageWriter
import Testing

@Suite struct KillTests {
    static let kills = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1" ? 10_000 : 12

    @Test("P16 what a process acknowledged is there after kill -9")
    func acknowledgedSurvivesKill() async throws {
        let store = try TestStore()
        var random = SplitMix(state: 16)
        var acknowledged: Set<Int64> = []
        for round in 0..<Int64(Self.kills) {
            acknowledged.formUnion(try kill(store.path, first: round * 1_000_000, after: Int(random.next() % 300) + 1))
            let engine = try await store.open()
            let (ids, tally) = try await engine.database(for: .local).read {
                (try Notes.ids(in: $0), try Notes.tally(in: $0))
            }
            let damage = round % 10 == 0 ? try await engine.damage() : []
            #expect(acknowledged.subtracting(ids).isEmpty && tally == ids.count && damage.isEmpty, "round \(round)")
            await engine.close()
        }
        #expect(acknowledged.count > Self.kills)
    }

    /// Lets a writer run until it has acknowledged so many, kills it, and answers all it had acknowledged.
    private func kill(_ path: String, first: Int64, after count: Int) throws -> Set<Int64> {
        let child = Process()
        let output = Pipe()
        child.executableURL = Self.writer
        child.arguments = [path, "\(first)"]
        child.standardOutput = output
        try child.run()
        var seen = Data()
        while seen.count(where: { $0 == 10 }) < count {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            seen += more
        }
        Foundation.kill(child.processIdentifier, SIGKILL)
        seen += output.fileHandleForReading.readDataToEndOfFile()
        child.waitUntilExit()
        #expect(child.terminationReason == .uncaughtSignal && child.terminationStatus == SIGKILL)
        let lines = String(decoding: seen, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true)
        return Set(lines.compactMap { Int64($0) })
    }

    /// The program beside the running test bundle.
    private static var writer: URL? {
        let here = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let places = [here, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()]
        return places.map { $0.appendingPathComponent("StorageWriter") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
