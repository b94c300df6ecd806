import Foundation
import Schemas
import Testing

/// A home, and what was called in it so far.
final class ResultCalls {
    let mandate: MandateProgram
    let published: PublishedResults
    var covered: Set<String> = []

    init(_ mandate: MandateProgram) throws {
        self.mandate = mandate
        published = try PublishedResults.published.get()
    }

    /// Calls one line with `--json`, and returns the last object that it prints; null where it printed none.
    @discardableResult
    func callAsFunction(_ line: String, ends code: Int32 = 0, input: String? = nil) throws -> JSON {
        let words = line.split(separator: " ").map(String.init) + ["--json"]
        let outcome = try mandate.run(["--home", mandate.folder.path + "/home"] + words, input: input)
        #expect(outcome.code == code, "`\(line)`: \(outcome.err)")
        if let command = published.command(words), !outcome.out.isEmpty { covered.insert(command) }
        return outcome.out.isEmpty ? nil : try outcome.json()
    }

    /// The first decision of a list of a run.
    func first(_ run: JSON, _ list: String) throws -> String {
        try #require(run[list]?.arrayValue?.first?["decision"]?.stringValue, "\(list)")
    }
}
