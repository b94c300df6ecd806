import CharterFile
import Testing
import Vocabulary

/// Charters for tests: texts that differ from a good one in a small, named way.
struct Sample {
    var text: String
    var context = CharterContext()

    init(_ text: String) { self.text = text }

    /// The text with one part replaced; the part has to be there exactly once, so that no test edits nothing.
    func replacing(_ old: String, _ new: String) -> Sample {
        let parts = text.split(separator: old, omittingEmptySubsequences: false)
        if parts.count != 2 { Issue.record("`\(old)` is there \(parts.count - 1) times") }
        var copy = self
        copy.text = parts.joined(separator: new)
        return copy
    }

    func replacing(_ edits: [(String, String)]) -> Sample {
        edits.reduce(self) { $0.replacing($1.0, $1.1) }
    }

    var outcome: (charter: Charter?, findings: [CharterFinding]) {
        CharterReader(context).read(Array(text.utf8), fileName: "charter.yaml")
    }

    var findings: [CharterFinding] { outcome.findings }
    var codes: [CharterFinding.Code] { findings.map(\.code) }
    var errors: [CharterFinding] { findings.filter { $0.severity == .error } }
    var report: String { findings.map(\.text).joined(separator: "\n") }
}
