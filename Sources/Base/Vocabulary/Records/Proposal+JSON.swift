public import Schemas

extension Proposal: JSONRepresentable {
    /// Decodes a proposal strictly: an empty reason (R099), unknown fields, lists over their limits and texts over theirs are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "proposal")
        let confidence = try fields.integer("confidence", in: 0...10_000)
        guard let confidence = Confidence(tenThousandths: Int(confidence)) else {
            throw JSONShapeError(path: "/confidence", message: "has to be from `0` to `10000`")
        }
        let reason = try fields.text("reason", atMost: 1_000)
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw JSONShapeError(path: "/reason", message: "is empty; say why in one or two sentences")
        }
        self.init(
            agent: try fields.value("agent"), tool: try fields.value("tool"), arguments: try fields.json("arguments"),
            reason: reason, evidence: try fields.list("evidence", atMost: 16),
            confidence: confidence, expected: try fields.optional("expected"),
            rejected: try fields.list("rejected", atMost: 8))
        try fields.end()
    }

    /// The proposal as JSON: `agent`, `arguments`, `confidence`, `evidence`, `expected`, `reason`, `rejected`, `tool`.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "agent": agent.json, "arguments": arguments, "confidence": .integer(Int64(confidence.tenThousandths)),
                "evidence": evidence.json, "expected": expected?.json, "reason": .string(reason),
                "rejected": rejected.json, "tool": tool.json,
            ]))
    }
}

extension Evidence: JSONRepresentable {
    /// Decodes a cited value.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "evidence")
        self.init(
            entity: try fields.value("entity"), metric: try fields.value("metric"),
            value: try fields.text("value", atMost: 100), source: try fields.value("source"),
            asOf: try fields.value("as_of"))
        try fields.end()
    }

    /// The cited value as JSON.
    public var json: JSON {
        [
            "as_of": asOf.json, "entity": entity.json, "metric": metric.json, "source": source.json,
            "value": .string(value),
        ]
    }
}

extension ExpectedEffect: JSONRepresentable {
    /// Decodes an expectation.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "expected")
        self.init(
            metric: try fields.value("metric"), before: try fields.text("before", atMost: 100),
            after: try fields.text("after", atMost: 100), low: try fields.text("low", atMost: 100),
            high: try fields.text("high", atMost: 100),
            horizonDays: Int(try fields.integer("horizon_days", in: 1...366)))
        try fields.end()
    }

    /// The expectation as JSON.
    public var json: JSON {
        [
            "after": .string(after), "before": .string(before), "high": .string(high),
            "horizon_days": .integer(Int64(horizonDays)), "low": .string(low), "metric": metric.json,
        ]
    }
}

extension RejectedOption: JSONRepresentable {
    /// Decodes an option.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "rejected")
        self.init(option: try fields.text("option", atMost: 200), because: try fields.text("because", atMost: 500))
        try fields.end()
    }

    /// The option as JSON.
    public var json: JSON { ["because": .string(because), "option": .string(option)] }
}

extension FieldValue: JSONRepresentable {
    /// Decodes a field's value.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "field")
        self.init(
            try fields.value("entity"), try fields.text("field", atMost: 64), try fields.text("value", atMost: 4_096))
        try fields.end()
    }

    /// The field's value as JSON.
    public var json: JSON { ["entity": entity.json, "field": .string(field), "value": .string(value)] }
}

extension Finding: JSONRepresentable {
    /// Decodes a finding.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "finding")
        self.init(
            try fields.value("code"), try fields.value("verdict"), limit: try fields.optionalString("limit"),
            actual: try fields.optionalString("actual") ?? "", allowed: try fields.optionalString("allowed") ?? "",
            message: try fields.string("message"))
        try fields.end()
    }

    /// The finding as JSON; what is empty is left out.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "actual": actual.isEmpty ? JSON?.none : .string(actual),
                "allowed": allowed.isEmpty ? JSON?.none : .string(allowed),
                "code": code.json, "limit": limit.map(JSON.string), "message": .string(message),
                "verdict": verdict.json,
            ]))
    }
}

extension JSONFields {
    /// A string of at most so many bytes.
    public func text(_ key: String, atMost limit: Int) throws(JSONShapeError) -> String {
        try required(key) { json throws(JSONShapeError) in
            let text = try String(json: json)
            guard text.utf8.count <= limit else {
                throw JSONShapeError(message: "has `\(text.utf8.count)` bytes; at most `\(limit)` are allowed")
            }
            return text
        }
    }

    /// An array of at most so many items.
    public func list<Item: JSONRepresentable>(_ key: String, atMost limit: Int) throws(JSONShapeError) -> [Item] {
        try required(key) { json throws(JSONShapeError) in
            let count = json.arrayValue?.count ?? 0
            guard count <= limit else {
                throw JSONShapeError(message: "has `\(count)` items; at most `\(limit)` are allowed")
            }
            return try [Item](json: json)
        }
    }
}

extension Receipt: JSONRepresentable {
    /// Decodes a receipt.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "receipt")
        self.init(
            action: try fields.value("action"), at: try fields.value("at"),
            before: try fields.list("before", atMost: 16),
            after: try fields.list("after", atMost: 16), answerHash: try fields.text("answer_sha256", atMost: 64))
        try fields.end()
    }

    /// The receipt as JSON.
    public var json: JSON {
        [
            "action": action.json, "after": after.json, "answer_sha256": .string(answerHash), "at": at.json,
            "before": before.json,
        ]
    }
}
