import Schemas
import Vocabulary

/// One thing that happened on the platform; its state is nothing but all entries applied in order.
enum Entry: Hashable {
    case account(SandboxAccount)
    case entities([SandboxEntity])
    case history([SandboxHistory])
    case bill(Bill)
    case effect(AppliedEffect)
    case faults([String])
    case faultFired(String)

    init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "entry")
        let kind = try fields.string("is")
        switch kind {
        case "account": self = .account(try fields.value("account"))
        case "entities": self = .entities(try fields.value("entities"))
        case "history": self = .history(try fields.value("rows"))
        case "bill": self = .bill(try fields.value("bill"))
        case "effect": self = .effect(try fields.value("effect"))
        case "faults": self = .faults(try fields.value("rules"))
        case "fault_fired": self = .faultFired(try fields.string("rule"))
        default: throw JSONShapeError(path: "/is", message: "`\(kind)` is unknown")
        }
        try fields.end()
    }

    var json: JSON {
        switch self {
        case .account(let account): ["is": "account", "account": account.json]
        case .entities(let entities): ["is": "entities", "entities": entities.json]
        case .history(let rows): ["is": "history", "rows": rows.json]
        case .bill(let bill): ["is": "bill", "bill": bill.json]
        case .effect(let effect): ["is": "effect", "effect": effect.json]
        case .faults(let rules): ["is": "faults", "rules": rules.json]
        case .faultFired(let rule): ["is": "fault_fired", "rule": .string(rule)]
        }
    }
}

/// An effect that the platform took, with its answer: what a repeat under the same key gets again.
struct AppliedEffect: Hashable, JSONRepresentable {
    let key: String
    let effect: SandboxEffect
    let ifVersion: Int64?
    let actor: String
    let at: Instant
    /// The entities after it; empty where nothing changed.
    let changed: [SandboxEntity]
    /// Whether the platform said yes without doing it (a fault).
    let isDropped: Bool
    /// What the entity looks like according to the answer.
    let answer: JSON

    init(
        key: String, effect: SandboxEffect, ifVersion: Int64?, actor: String, at: Instant, changed: [SandboxEntity],
        isDropped: Bool, answer: JSON
    ) {
        self.key = key
        self.effect = effect
        self.ifVersion = ifVersion
        self.actor = actor
        self.at = at
        self.changed = changed
        self.isDropped = isDropped
        self.answer = answer
    }

    init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "effect")
        key = try fields.required("key", Wire.key)
        effect = try fields.value("effect")
        ifVersion = try fields.optionalInteger("if_version")
        actor = try fields.required("actor", Wire.text)
        at = try fields.required("at", Wire.instant)
        changed = try fields.value("changed")
        isDropped = try fields.bool("is_dropped")
        answer = try fields.json("answer")
        try fields.end()
    }

    var json: JSON {
        .object(
            JSONObject(present: [
                "key": .string(key), "effect": effect.json, "if_version": ifVersion.map { .integer($0) },
                "actor": .string(actor), "at": .string(at.description), "changed": changed.json,
                "is_dropped": .bool(isDropped), "answer": answer,
            ]))
    }

    /// Whether another request under the same key asks for the same thing.
    func isSame(_ other: SandboxEffect, ifVersion: Int64?) -> Bool { effect == other && self.ifVersion == ifVersion }
}
