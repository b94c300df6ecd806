public import Schemas
public import Vocabulary

extension Facts: JSONRepresentable {
    /// Reads facts as a decision stored them.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "facts")
        self.init(
            now: try fields.value("now"), standing: try fields.value("standing"),
            account: try fields.optional("account"), entities: try fields.optional("entities") ?? [],
            usage: try fields.optional("usage") ?? [], sources: try fields.optional("sources") ?? [],
            triggers: try fields.optional("triggers") ?? [])
        try fields.end()
    }

    /// The facts as JSON; what is not known, or empty, is left out.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "account": account?.json, "entities": entities.isEmpty ? JSON?.none : entities.json, "now": now.json,
                "sources": sources.isEmpty ? JSON?.none : sources.json, "standing": standing.json,
                "triggers": triggers.isEmpty ? JSON?.none : triggers.json,
                "usage": usage.isEmpty ? JSON?.none : usage.json,
            ]))
    }
}

extension Standing: JSONRepresentable {
    /// Reads a standing.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "standing")
        self.init(
            stage: try fields.value("stage"),
            approvedSoFar: Int(try fields.optionalInteger("approved", in: 0...1_000_000_000) ?? 0),
            draw: Int(try fields.integer("draw", in: 0...9_999)),
            openHolds: Int(try fields.optionalInteger("holds", in: 0...1_000_000) ?? 0),
            stops: try fields.optional("stops") ?? [])
        try fields.end()
    }

    /// The standing as JSON.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "approved": approvedSoFar == 0 ? JSON?.none : approvedSoFar.json, "draw": draw.json,
                "holds": openHolds == 0 ? JSON?.none : openHolds.json, "stage": stage.json,
                "stops": stops.isEmpty ? JSON?.none : stops.json,
            ]))
    }
}

extension Stage: JSONWord {}

extension Usage: JSONRepresentable {
    /// Reads a usage.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "usage")
        self.init(
            key: try fields.string("key"), scope: try fields.string("scope"), used: try fields.integer("used"),
            base: try fields.optionalInteger("base"))
        try fields.end()
    }

    /// The usage as JSON.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "base": base.map(JSON.integer), "key": .string(key), "scope": .string(scope), "used": .integer(used),
            ]))
    }
}

extension SourceFacts: JSONRepresentable {
    /// Reads a source's age.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "source")
        self.init(name: try fields.value("name"), asOf: try fields.value("as_of"))
        try fields.end()
    }

    /// The source's age as JSON.
    public var json: JSON { ["as_of": asOf.json, "name": name.json] }
}

extension TriggerFacts: JSONRepresentable {
    /// Reads a trigger's state.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "trigger")
        self.init(key: try fields.string("key"), fired: try fields.optionalString("fired"))
        try fields.end()
    }

    /// The trigger's state as JSON.
    public var json: JSON {
        .object(JSONObject(present: ["fired": fired.map(JSON.string), "key": .string(key)]))
    }
}
