public import Schemas
public import Vocabulary

/// One field of one entity that somebody changed, us or others.
public struct SandboxChange: Hashable, Sendable, JSONRepresentable {
    /// Counts from 1 without gaps; a reader goes on from the last it saw.
    public let number: Int64
    /// When, in the platform's time.
    public let at: Instant
    /// Who, as the request named itself.
    public let actor: String
    /// What was changed.
    public let entity: EntityRef
    /// Which field: `status`, `daily_budget`, `targeting` or `name`; `created` where the entity is new.
    public let field: String
    /// The value before; null where the entity is new.
    public let before: JSON
    /// The value after.
    public let after: JSON

    init(number: Int64, at: Instant, actor: String, entity: EntityRef, field: String, before: JSON, after: JSON) {
        self.number = number
        self.at = at
        self.actor = actor
        self.entity = entity
        self.field = field
        self.before = before
        self.after = after
    }

    /// Reads what `json` writes; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "change")
        number = try fields.integer("number", in: 1...Int64(1 << 52))
        at = try fields.required("at", Wire.instant)
        actor = try fields.required("actor", Wire.text)
        entity = try fields.required("entity", Wire.entity)
        field = try fields.required("field", Wire.text)
        before = try fields.json("before")
        after = try fields.json("after")
        try fields.end()
    }

    /// The change on the wire.
    public var json: JSON {
        [
            "number": .integer(number), "at": .string(at.description), "actor": .string(actor),
            "entity": .string(entity.description), "field": .string(field), "before": before, "after": after,
        ]
    }

    /// The fields in which an entity differs from what it was.
    static func differences(from old: SandboxEntity?, to new: SandboxEntity) -> [(field: String, JSON, JSON)] {
        guard let old else { return [("created", .null, new.json)] }
        var found: [(String, JSON, JSON)] = []
        func compare(_ field: String, _ before: JSON, _ after: JSON) {
            if before != after { found.append((field, before, after)) }
        }
        compare("name", .string(old.name), .string(new.name))
        compare("status", .string(old.status.rawValue), .string(new.status.rawValue))
        compare("daily_budget", money(old), money(new))
        compare("targeting", old.targeting, new.targeting)
        return found
    }

    private static func money(_ entity: SandboxEntity) -> JSON {
        entity.dailyBudget.map { .string($0.description) } ?? .null
    }
}
