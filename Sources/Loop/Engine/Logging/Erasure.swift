public import Schemas
public import Vocabulary

/// What somebody signed to have erased, and why: it stands as long as the log, so that erasing never looks like hiding.
public struct Erasure: Hashable, Sendable {
    /// The entry that says it.
    public let entry: Int64
    /// The entries whose payloads went.
    public let erased: [Int64]
    /// Who signed.
    public let person: String
    /// When.
    public let at: Instant
    /// Why, in that person's words, or which age they were over; empty where a single entry was over its retention.
    public let reason: String

    /// What a leaf says was erased; nil for a leaf that says no such thing. `fields` is the leaf as JSON.
    public init?(_ leaf: LogLeaf, _ fields: JSON) {
        guard fields["kind"]?.stringValue == AuditKind.erased.rawValue,
            let said = leaf.opening.flatMap({ SignedStatement.content(of: $0.payload) }),
            let signed = said["at"]?.stringValue.flatMap(Instant.init(parsing:))
        else { return nil }
        entry = leaf.position
        // One entry, or the entries of a slice.
        let entries = said["entries"]?.arrayValue ?? [said["entry"]].compactMap { $0 }
        erased = entries.compactMap(\.integerValue)
        person = said["person"]?.stringValue ?? ""
        at = signed
        reason = said["reason"]?.stringValue ?? ""
    }

    /// Who, when and why, in a line.
    var words: String {
        "by \(person) at \(at), in entry \(entry)" + (reason.isEmpty ? ", when its 400 days were over" : ": \(reason)")
    }
}

extension EngineStore {
    /// Who had the payload of an entry erased, and why; nil where no entry after it says so.
    func erasure(of entry: Int64) async throws -> Erasure? {
        var next = entry + 1
        while true {
            let from = next
            let page = try await read { view in try view.leaves(from: from, limit: 2_000) }
            for leaf in page {
                if let erasure = Erasure(leaf, try JSON(parsing: leaf.bytes)), erasure.erased.contains(entry) {
                    return erasure
                }
            }
            guard page.count == 2_000, let last = page.last else { return nil }
            next = last.position + 1
        }
    }
}
