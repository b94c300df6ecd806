/// One place that breaks a rule, and how.
struct Complaint: Equatable, Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let what: String

    init(_ path: String, _ line: Int, _ what: String) {
        self.path = path
        self.line = line
        self.what = what
    }

    var description: String { "\(path):\(line): \(what)" }
}

extension Array where Element == Complaint {
    /// All of them, a line each, for the message of a test.
    var text: String { map(\.description).joined(separator: "\n") }
}
