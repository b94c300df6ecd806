public import Vocabulary

/// Which of two rows of one key is the later word: the one that knows of later events, then the one imported
/// later.
public struct Revision: Hashable, Comparable, Sendable {
    /// The last instant the counts know of.
    public let asOf: Instant
    /// When the file was imported.
    public let importedAt: Instant

    /// A revision.
    public init(asOf: Instant, importedAt: Instant) {
        self.asOf = asOf
        self.importedAt = importedAt
    }

    /// Order of knowledge.
    public static func < (one: Revision, other: Revision) -> Bool {
        (one.asOf, one.importedAt) < (other.asOf, other.importedAt)
    }
}
