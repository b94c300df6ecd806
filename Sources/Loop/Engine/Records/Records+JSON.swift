public import Schemas
import Vocabulary

extension FrozenBaseline: JSONRepresentable {
    /// Reads a baseline as it was stored.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "baseline")
        let values = try fields.required("values") { json throws(JSONShapeError) in
            var values: [MetricName: String] = [:]
            for member in json.objectValue?.members ?? [] {
                guard let name = MetricName(member.key) else {
                    throw JSONShapeError(path: "/\(member.key)", message: "is not the name of a metric")
                }
                values[name] = try String(json: member.value)
            }
            return values
        }
        self.init(
            agent: try fields.value("agent"),
            charterVersion: Int(try fields.integer("charter_version", in: 1...1_000_000)),
            period: try fields.optional("period"), values: values, target: try fields.optional("target"),
            frozenAt: try fields.value("frozen_at"), rehearsed: try fields.optional("rehearsed"))
        try fields.end()
    }

    /// The baseline as JSON.
    public var json: JSON {
        let sorted = values.sorted { $0.key < $1.key }.map { ($0.key.text, JSON.string($0.value)) }
        return .object(
            JSONObject(present: [
                "agent": agent.json, "charter_version": charterVersion.json, "frozen_at": frozenAt.json,
                "period": period?.json, "rehearsed": rehearsed?.json, "target": target?.json,
                "values": .object(JSONObject(sorted)),
            ]))
    }
}

extension FrozenBaseline.Rehearsed: JSONRepresentable {
    /// Reads it as it was stored.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "rehearsed")
        self.init(run: try fields.value("run"), forecast: try fields.json("forecast"))
        try fields.end()
    }

    /// It as JSON.
    public var json: JSON { ["forecast": forecast, "run": run.json] }
}

extension ImportRecord: JSONRepresentable {
    /// Reads an import as it was stored.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "import")
        self.init(
            id: try fields.value("id"), fileName: try fields.string("file"), hash: try fields.string("sha256"),
            at: try fields.value("at"), accepted: try fields.value("accepted"), changed: try fields.value("changed"),
            refused: try fields.value("refused"), assumptions: try fields.value("assumptions"))
        try fields.end()
    }

    /// The import as JSON.
    public var json: JSON {
        [
            "accepted": accepted.json, "assumptions": assumptions.json, "at": at.json, "changed": changed.json,
            "file": .string(fileName), "id": id.json, "refused": refused.json, "sha256": .string(hash),
        ]
    }
}
