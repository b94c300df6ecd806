public import Schemas
public import Vocabulary

extension Facts: JSONRecorded {
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

    /// Writes the facts; what is not known, or empty, is left out.
    public func write(to writer: inout JSONWriter) {
        writer.object { facts in
            facts.member("account", ifPresent: account)
            if !entities.isEmpty { facts.member("entities", entities) }
            facts.member("now", now.description)
            if !sources.isEmpty { facts.member("sources", sources) }
            facts.member("standing", standing)
            if !triggers.isEmpty { facts.member("triggers", triggers) }
            if !usage.isEmpty { facts.member("usage", usage) }
        }
    }
}

extension Standing: JSONRecorded {
    /// Reads a standing.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "standing")
        self.init(
            stage: try fields.value("stage"),
            approvedSoFar: Int(try fields.optionalInteger("approved", in: 0...1_000_000_000) ?? 0),
            draw: Int(try fields.integer("draw", in: 0...9_999)),
            openHolds: Int(try fields.optionalInteger("holds", in: 0...1_000_000) ?? 0),
            stops: try fields.optional("stops") ?? [])
        speaksFor = try fields.optional("speaks_for") ?? []
        try fields.end()
    }

    /// Writes the standing.
    public func write(to writer: inout JSONWriter) {
        writer.object { standing in
            if approvedSoFar != 0 { standing.member("approved", Int64(approvedSoFar)) }
            standing.member("draw", Int64(draw))
            if openHolds != 0 { standing.member("holds", Int64(openHolds)) }
            if !speaksFor.isEmpty { standing.member("speaks_for", speaksFor) }
            standing.member("stage", stage.rawValue)
            if !stops.isEmpty { standing.member("stops", stops) }
        }
    }
}

extension Stage: JSONWord {}

extension Charter.Approver: JSONText {
    /// Reads who is asked, as a charter writes it.
    public static func read(_ text: String) -> Charter.Approver? { Charter.Approver(parsing: text) }
    /// One of those who are asked.
    public static var example: String { "role:cmo" }
}

extension Usage: JSONRecorded {
    /// Reads `[key, scope, used]`, for a cumulative limit with the base behind.
    public init(json: JSON) throws(JSONShapeError) {
        var items = try JSONItems(json, at: "usage")
        self.init(
            key: try items.next(), scope: try items.next(), used: try items.next(), base: try items.nextIfPresent())
        try items.end()
    }

    /// Writes the usage by places.
    public func write(to writer: inout JSONWriter) {
        writer.array { usage in
            usage.string(key)
            usage.string(scope)
            usage.integer(used)
            if let base { usage.integer(base) }
        }
    }
}

extension SourceFacts: JSONRecorded {
    /// Reads `[name, as of]`.
    public init(json: JSON) throws(JSONShapeError) {
        var items = try JSONItems(json, at: "source")
        self.init(name: try items.next(), asOf: try items.next())
        try items.end()
    }

    /// Writes the source's age by places.
    public func write(to writer: inout JSONWriter) {
        writer.array { source in
            source.string(name.text)
            source.string(asOf.description)
        }
    }
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
