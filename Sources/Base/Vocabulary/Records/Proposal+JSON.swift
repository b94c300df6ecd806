public import Schemas

extension Proposal: JSONWritten {
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
            reason: reason, evidence: try fields.list("evidence", atMost: 32),
            confidence: confidence, expected: try fields.optional("expected"),
            rejected: try fields.list("rejected", atMost: 8), cause: try fields.optional("cause"))
        try fields.end()
    }

    /// Writes `agent`, `arguments`, `cause`, `confidence`, `evidence`, `expected`, `reason`, `rejected`, `tool`.
    public func write(to writer: inout JSONWriter) {
        writer.object { proposal in
            proposal.member("agent", agent.text)
            proposal.member("arguments", arguments)
            proposal.member("cause", ifPresent: cause)
            proposal.member("confidence", Int64(confidence.tenThousandths))
            proposal.member("evidence", evidence)
            proposal.member("expected", ifPresent: expected)
            proposal.member("reason", reason)
            proposal.member("rejected", rejected)
            proposal.member("tool", tool.text)
        }
    }
}

extension ProposedCause: JSONWritten {
    /// Decodes a cause.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "cause")
        let compared = try fields.text("compared", atMost: 30)
        guard let share = Percentage(parsing: compared) else {
            throw JSONShapeError(path: "/compared", message: "has to be a share, such as `40 %`")
        }
        self.init(
            kind: try fields.text("kind", atMost: 40), words: try fields.text("words", atMost: 200), compared: share,
            evidence: try fields.list("evidence", atMost: 8), notJudged: try fields.list("not_judged", atMost: 8))
        try fields.end()
    }

    /// Writes the cause.
    public func write(to writer: inout JSONWriter) {
        writer.object { cause in
            cause.member("compared", compared.description)
            cause.member("evidence", evidence.json)
            cause.member("kind", kind)
            cause.member("not_judged", notJudged.json)
            cause.member("words", words)
        }
    }
}

extension Evidence: JSONWritten {
    /// Decodes a cited value.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "evidence")
        self.init(
            entity: try fields.value("entity"), metric: try fields.value("metric"),
            value: try fields.text("value", atMost: 100), source: try fields.value("source"),
            asOf: try fields.value("as_of"))
        try fields.end()
    }

    /// Writes the cited value.
    public func write(to writer: inout JSONWriter) {
        writer.object { evidence in
            evidence.member("as_of", asOf.description)
            evidence.member("entity", entity.description)
            evidence.member("metric", metric.text)
            evidence.member("source", source.text)
            evidence.member("value", value)
        }
    }
}

extension ExpectedEffect: JSONWritten {
    /// Decodes an expectation.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "expected")
        self.init(
            metric: try fields.value("metric"), before: try fields.text("before", atMost: 100),
            after: try fields.text("after", atMost: 100), low: try fields.text("low", atMost: 100),
            high: try fields.optional("high") { json throws(JSONShapeError) in
                try JSONFields.text(json, atMost: 100)
            },
            horizonDays: Int(try fields.integer("horizon_days", in: 1...366)))
        try fields.end()
    }

    /// Writes the expectation.
    public func write(to writer: inout JSONWriter) {
        writer.object { expected in
            expected.member("after", after)
            expected.member("before", before)
            expected.member("high", ifPresent: high)
            expected.member("horizon_days", Int64(horizonDays))
            expected.member("low", low)
            expected.member("metric", metric.text)
        }
    }
}

extension RejectedOption: JSONWritten {
    /// Decodes an option.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "rejected")
        self.init(option: try fields.text("option", atMost: 200), because: try fields.text("because", atMost: 500))
        try fields.end()
    }

    /// Writes the option.
    public func write(to writer: inout JSONWriter) {
        writer.object { rejected in
            rejected.member("because", because)
            rejected.member("option", option)
        }
    }
}

extension FieldValue: JSONWritten {
    /// Decodes a field's value.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "field")
        self.init(
            try fields.value("entity"), try fields.text("field", atMost: 64), try fields.text("value", atMost: 4_096))
        try fields.end()
    }

    /// Writes the field's value.
    public func write(to writer: inout JSONWriter) {
        writer.object { value in
            value.member("entity", entity.description)
            value.member("field", field)
            value.member("value", self.value)
        }
    }
}

extension Finding: JSONWritten {
    /// Decodes a finding.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "finding")
        self.init(
            try fields.value("code"), try fields.value("verdict"), limit: try fields.optionalString("limit"),
            actual: try fields.optionalString("actual") ?? "", allowed: try fields.optionalString("allowed") ?? "",
            message: try fields.string("message"))
        try fields.end()
    }

    /// Writes the finding; what is empty is left out.
    public func write(to writer: inout JSONWriter) {
        writer.object { finding in
            if !actual.isEmpty { finding.member("actual", actual) }
            if !allowed.isEmpty { finding.member("allowed", allowed) }
            finding.member("code", code.rawValue)
            finding.member("limit", ifPresent: limit)
            finding.member("message", message)
            finding.member("verdict", verdict.rawValue)
        }
    }
}

extension JSONFields {
    /// A string of at most so many bytes.
    public func text(_ key: String, atMost limit: Int) throws(JSONShapeError) -> String {
        try required(key) { json throws(JSONShapeError) in try JSONFields.text(json, atMost: limit) }
    }

    fileprivate static func text(_ json: JSON, atMost limit: Int) throws(JSONShapeError) -> String {
        let text = try String(json: json)
        guard text.utf8.count <= limit else {
            throw JSONShapeError(message: "has `\(text.utf8.count)` bytes; at most `\(limit)` are allowed")
        }
        return text
    }

    /// An array of at most so many items.
    public func list<Item: JSONReadable>(_ key: String, atMost limit: Int) throws(JSONShapeError) -> [Item] {
        try required(key) { json throws(JSONShapeError) in
            let count = json.arrayValue?.count ?? 0
            guard count <= limit else {
                throw JSONShapeError(message: "has `\(count)` items; at most `\(limit)` are allowed")
            }
            return try [Item](json: json)
        }
    }
}

extension Receipt: JSONWritten {
    /// Decodes a receipt.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "receipt")
        self.init(
            action: try fields.value("action"), at: try fields.value("at"),
            before: try fields.list("before", atMost: 16),
            after: try fields.list("after", atMost: 16), answerHash: try fields.text("answer_sha256", atMost: 64),
            saidBy: try fields.optional("said_by"))
        try fields.end()
    }

    /// Writes the receipt.
    public func write(to writer: inout JSONWriter) {
        writer.object { receipt in
            receipt.member("action", action.description)
            receipt.member("after", after)
            receipt.member("answer_sha256", answerHash)
            receipt.member("at", at.description)
            receipt.member("before", before)
            receipt.member("said_by", ifPresent: saidBy?.text)
        }
    }
}
