import Execution
public import Schemas
public import Vocabulary

/// A field of an object on the platform that somebody else changed, as the log has it.
public struct ChangeByOthers: Hashable, Sendable, CustomStringConvertible {
    /// The object.
    public let entity: String
    /// The field, as the platform's adapter names it.
    public let field: String
    /// Its values before and after, and who changed it as the platform names them; nil where that was erased.
    public let before, after, by: String?
    /// When, as the platform says; where that was erased, when it was seen.
    public let at: Instant

    /// An entry of the log with what it holds; nil where it is of another kind.
    init?(_ leaf: LogLeaf, _ entry: JSON, in view: any EngineView) throws {
        guard entry["kind"]?.stringValue == AuditKind.externalChange.rawValue,
            let entity = entry["subject"]?.stringValue, let field = entry["word"]?.stringValue
        else { return nil }
        // Entries of earlier releases hold the value after as text.
        let told: JSON? = try view.payload(at: leaf.position).flatMap { payload in
            payload.first == UInt8(ascii: "{") ? try JSON(parsing: payload) : nil
        }
        self.entity = entity
        self.field = field
        (before, after, by) = (told?["before"]?.stringValue, told?["after"]?.stringValue, told?["by"]?.stringValue)
        at = Instant(milliseconds: told?["at"]?.integerValue ?? entry["at"]?.integerValue ?? 0)
    }

    /// `campaign/936 daily budget from 40.88 GBP to 60.00 GBP, by ana@example.com at …`.
    public var description: String {
        let change = before.flatMap { before in after.map { " from `\(before)` to `\($0)`" } } ?? ""
        return "`\(entity)` \(field.spaced)\(change),\(by.map { " by `\($0)`" } ?? "") at `\(at)`"
    }

    /// The change as JSON.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "after": after.map(JSON.string), "at": at.json, "before": before.map(JSON.string),
                "by": by.map(JSON.string), "entity": .string(entity), "field": .string(field),
            ]))
    }
}

extension PlatformChange {
    /// What the log keeps of it beside its object and field.
    var payload: [UInt8] {
        JSON.object(
            JSONObject(present: [
                "after": .string(after.value), "at": .integer(at.milliseconds),
                "before": before.map { .string($0.value) }, "by": .string(actor),
            ])
        ).canonicalBytes
    }
}

extension EngineView {
    /// What others changed since an agent's last run began, as far as it was seen, oldest first; nothing before its first run.
    func changesByOthers(sinceLastRunOf agent: AgentName) throws -> [ChangeByOthers] {
        guard let last = try runs(agent, limit: 1).first else { return [] }
        var changes: [ChangeByOthers] = []
        try eachEntry(since: last.id) { leaf, entry in
            if let change = try ChangeByOthers(leaf, entry, in: self) { changes.append(change) }
        }
        return changes
    }
}
