import Foundation

/// The charter of Examples/paid-social, and charters that differ from it in some parts: one text for all tests.
public struct ExampleCharter: Sendable {
    /// A part or line that the example does not have.
    public struct Missing: Error {
        /// What was looked for.
        public let what: String
    }

    /// The charter's text.
    public private(set) var text: String

    /// The example as it is.
    /// - Throws: where the package's folder is not there.
    public init() throws {
        guard let package = SharedData.package else { throw Missing(what: "the package's folder") }
        text = try String(contentsOf: package.appending(path: "Examples/paid-social/charter.yaml"), encoding: .utf8)
    }

    /// The charter with other words in place of some that it has.
    public func replacing(_ old: String, with new: String) throws -> ExampleCharter {
        guard text.contains(old) else { throw Missing(what: old) }
        var changed = self
        changed.text = text.replacingOccurrences(of: old, with: new)
        return changed
    }

    /// The charter with another part: `body` stands in place of everything below `name:` up to the next part.
    public func with(_ name: String, _ body: String) throws -> ExampleCharter {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("\(name):") }) else { throw Missing(what: name) }
        let after = lines.index(after: start)
        let end = lines[after...].firstIndex { $0.first?.isLetter == true } ?? lines.endIndex
        var changed = self
        changed.text = (lines[..<start] + ["\(name):", body[...], ""] + lines[end...]).joined(separator: "\n")
        return changed
    }
}
