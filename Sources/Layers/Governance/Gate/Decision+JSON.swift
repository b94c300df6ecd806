public import Schemas
import Vocabulary

extension Decision {
    /// Everything of the decision as one canonical document: the payload of its leaf, and what replay reads (P20).
    public var record: [UInt8] {
        JSON.canonical(capacity: 2_048) { writer in
            writer.object { record in
                record.member("agent", agent.text)
                record.member("authority", authority)
                record.member("charter_version", Int64(charterVersion))
                record.member("facts", facts)
                record.member("id", id.description)
                if proposal == nil { record.member("malformed", hex(bytes)) }
                if proposal != nil {
                    record.key("proposal")
                    record.canonical(bytes)
                }
                record.member("ruling", ruling)
                record.member("run", run.description)
            }
        }
    }

    /// Reads a record. The proposal's bytes are its canonical form again: the gate judges no other.
    /// - Throws: `JSONError` and `JSONShapeError` where the record is not one this or an earlier release wrote.
    public init(record: [UInt8]) throws {
        let fields = try JSONFields(JSON(parsing: record), at: "decision")
        let proposal: Proposal? = try fields.optional("proposal")
        let malformed = try fields.optionalString("malformed")
        let facts: Facts = try fields.value("facts")
        var read: ReadProposal?
        if let proposal {
            let call = try Call(tool: proposal.tool, arguments: proposal.arguments)
            read = ReadProposal(proposal: proposal, call: call, bytes: proposal.canonicalBytes)
        }
        self.init(
            id: try fields.value("id"), run: try fields.value("run"), agent: try fields.value("agent"), at: facts.now,
            charterVersion: Int(try fields.integer("charter_version", in: 0...1_000_000)),
            authority: try fields.value("authority"), bytes: read?.bytes ?? unhex(malformed ?? ""),
            proposal: read, facts: facts, ruling: try fields.value("ruling"))
        try fields.end()
    }
}

private func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
        decoding: bytes.prefix(4_096).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

private func unhex(_ hex: String) -> [UInt8] {
    let digits = hex.utf8.compactMap { "0123456789abcdef".utf8.firstIndex(of: $0) }.map {
        "0123456789abcdef".utf8.distance(from: "0123456789abcdef".utf8.startIndex, to: $0)
    }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

extension Authority: JSONRepresentable {
    /// Reads an authority.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "authority")
        switch try fields.string("kind") {
        case "agent": self = .agent
        case "rehearsal": self = .rehearsal
        case "approved": self = .approved(try fields.value("decision"))
        case "person": self = .person(try fields.value("person"), try fields.value("escalation"))
        case "undo": self = .undo(try fields.value("person"))
        case "safety": self = .safety
        case let other: throw JSONShapeError(path: "/kind", message: "is `\(other)`, which is no authority")
        }
        try fields.end()
    }

    /// The authority as JSON.
    public var json: JSON {
        switch self {
        case .agent: ["kind": "agent"]
        case .rehearsal: ["kind": "rehearsal"]
        case .approved(let decision): ["decision": decision.json, "kind": "approved"]
        case .person(let person, let escalation):
            ["escalation": escalation.json, "kind": "person", "person": person.json]
        case .undo(let person): ["kind": "undo", "person": person.json]
        case .safety: ["kind": "safety"]
        }
    }
}

extension Ruling: JSONRecorded {
    /// Reads a ruling.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "ruling")
        let verdict: Verdict = try fields.value("verdict")
        self.init(
            findings: try fields.optional("findings") ?? [], permission: try fields.optionalString("permission"),
            question: try fields.optional("question"), effects: try fields.value("effects"))
        guard verdict == self.verdict else {
            throw JSONShapeError(path: "/verdict", message: "is not the strictest of the findings")
        }
        try fields.end()
    }

    /// Writes the ruling.
    public func write(to writer: inout JSONWriter) {
        writer.object { ruling in
            ruling.member("effects", effects)
            if !findings.isEmpty { ruling.member("findings", findings) }
            ruling.member("permission", ifPresent: permission)
            ruling.member("question", ifPresent: question)
            ruling.member("verdict", verdict.rawValue)
        }
    }
}

extension Question: JSONRepresentable {
    /// Reads a question.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "question")
        let ask = try fields.array("ask") { json throws(JSONShapeError) in
            guard let approver = Charter.Approver(parsing: try String(json: json)) else {
                throw JSONShapeError(message: "has to be `owner`, `role:…` or an address")
            }
            return approver
        }
        self.init(ask: ask, within: .seconds(try fields.integer("seconds", in: 0...1_000_000_000)))
        try fields.end()
    }

    /// The question as JSON.
    public var json: JSON {
        ["ask": .array(ask.map { .string($0.description) }), "seconds": .integer(within.wholeSeconds)]
    }
}

extension LedgerEffects: JSONRecorded {
    /// Reads effects.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "effects")
        self.init(
            raise: try fields.integer("raise"), share: try fields.integer("share"),
            worstCase: try fields.integer("worst_case"), changes: try fields.value("changes"))
        try fields.end()
    }

    /// Writes the effects.
    public func write(to writer: inout JSONWriter) {
        writer.object { effects in
            effects.member("changes", changes)
            effects.member("raise", raise)
            effects.member("share", share)
            effects.member("worst_case", worstCase)
        }
    }
}

extension Change: JSONRecorded {
    /// Reads `[entity, tool, field, before, after]`, for a budget with its minor units before and after behind.
    public init(json: JSON) throws(JSONShapeError) {
        var items = try JSONItems(json, at: "change")
        let (entity, tool): (EntityRef, ToolName) = (try items.next(), try items.next())
        let (field, before, after): (String, String, String) = (try items.next(), try items.next(), try items.next())
        let from: Int64? = try items.nextIfPresent()
        let to: Int64? = try from.map { _ throws(JSONShapeError) in try items.next() }
        try items.end()
        self.init(
            entity: entity, tool: tool, field: field, before: before, after: after,
            amounts: from.flatMap { from in to.map { Amounts(from: from, to: $0) } })
    }

    /// Writes the change by places.
    public func write(to writer: inout JSONWriter) {
        writer.array { change in
            change.string(entity.description)
            change.string(tool.text)
            change.string(field)
            change.string(before)
            change.string(after)
            if let amounts {
                change.integer(amounts.from)
                change.integer(amounts.to)
            }
        }
    }
}
