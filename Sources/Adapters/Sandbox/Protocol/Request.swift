import Schemas
import Vocabulary

/// One request line: a number that the reply repeats, and what is asked.
struct Request: Hashable {
    let id: Int64
    let call: Call

    /// What is asked.
    enum Call: Hashable {
        case hello
        case read(ReadCall)
        case effect(EffectCall)
        case seed(SeedCall)
        case advance(to: Instant)
        case faults(set: [String]?)
    }

    /// The name under which fault rules know the request; nil for what never fails on purpose.
    var faultName: String? {
        switch call {
        case .read(let read): read.name
        case .effect(let effect): effect.effect.name
        case .hello, .seed, .advance, .faults: nil
        }
    }

    var isEffect: Bool { if case .effect = call { true } else { false } }

    init(id: Int64, call: Call) {
        self.id = id
        self.call = call
    }
}

/// A request that changes nothing.
enum ReadCall: Hashable {
    case entity(EntityRef)
    case list(kind: EntityKind, within: EntityRef?, after: Int64)
    case report(ReportCall)
    case changes(after: Int64)
    case answer(key: String)

    var name: String {
        switch self {
        case .entity: "entity"
        case .list: "list"
        case .report: "report"
        case .changes: "changes"
        case .answer: "answer"
        }
    }
}

/// What a report is to count.
struct ReportCall: Hashable {
    let kind: EntityKind
    let within: EntityRef?
    let period: Period
    let isByDay: Bool
    let after: Int64
}

/// An effect with what makes it safe to repeat.
struct EffectCall: Hashable {
    let key: String
    let actor: String
    let ifVersion: Int64?
    let effect: SandboxEffect
}

/// Part of an account that the platform takes over from an import.
struct SeedCall: Hashable {
    let account: SandboxAccount?
    let entities: [SandboxEntity]
    let history: [SandboxHistory]
}

extension Request: JSONRepresentable {
    init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "request")
        id = try fields.integer("id", in: 0...Int64(1 << 52))
        call = try Request.call(try fields.string("call"), fields)
        try fields.end()
    }

    private static func call(_ name: String, _ fields: JSONFields) throws(JSONShapeError) -> Call {
        switch name {
        case "hello": .hello
        case "entity": .read(.entity(try fields.required("entity", Wire.entity)))
        case "list":
            .read(.list(kind: try kind(fields), within: try within(fields), after: try after(fields)))
        case "report": .read(.report(try report(fields)))
        case "changes": .read(.changes(after: try after(fields)))
        case "answer": .read(.answer(key: try fields.required("key", Wire.key)))
        case "effect": .effect(try effect(fields))
        case "seed": .seed(try seed(fields))
        case "advance": .advance(to: try fields.required("to", Wire.instant))
        case "faults": .faults(set: try fields.optional("rules"))
        default: throw JSONShapeError(path: "/call", message: "`\(name.prefix(80))` is no call of this platform")
        }
    }

    private static func effect(_ fields: JSONFields) throws(JSONShapeError) -> EffectCall {
        EffectCall(
            key: try fields.required("key", Wire.key), actor: try fields.required("actor", Wire.text),
            ifVersion: try fields.optionalInteger("if_version"), effect: try fields.value("effect"))
    }

    private static func seed(_ fields: JSONFields) throws(JSONShapeError) -> SeedCall {
        let call = SeedCall(
            account: try fields.optional("account"), entities: try fields.value("entities"),
            history: try fields.value("history"))
        guard call.entities.count <= Limits.page, call.history.count <= Limits.rows else {
            throw JSONShapeError(
                message: "has over \(Limits.page) entities or \(Limits.rows) rows; send it in parts")
        }
        return call
    }

    private static func report(_ fields: JSONFields) throws(JSONShapeError) -> ReportCall {
        ReportCall(
            kind: try kind(fields), within: try within(fields), period: try fields.required("period", Wire.period),
            isByDay: try fields.bool("by_day"), after: try after(fields))
    }

    private static func kind(_ fields: JSONFields) throws(JSONShapeError) -> EntityKind {
        let text = try fields.string("kind")
        guard let kind = EntityKind(rawValue: text) else {
            throw JSONShapeError(path: "/kind", message: "`\(text.prefix(80))` is no kind of entity")
        }
        return kind
    }

    private static func within(_ fields: JSONFields) throws(JSONShapeError) -> EntityRef? {
        try fields.optional("within", Wire.entity)
    }

    private static func after(_ fields: JSONFields) throws(JSONShapeError) -> Int64 {
        try fields.integer("after", in: 0...Int64(1 << 52))
    }
}

extension Request {
    var json: JSON {
        var object = JSONObject([("id", .integer(id))])
        switch call {
        case .hello: object["call"] = "hello"
        case .read(let read): Request.write(read, to: &object)
        case .effect(let call):
            object["call"] = "effect"
            object["key"] = .string(call.key)
            object["actor"] = .string(call.actor)
            object["if_version"] = call.ifVersion.map { .integer($0) }
            object["effect"] = call.effect.json
        case .seed(let seed):
            object["call"] = "seed"
            object["account"] = seed.account?.json
            object["entities"] = seed.entities.json
            object["history"] = seed.history.json
        case .advance(let to):
            object["call"] = "advance"
            object["to"] = .string(to.description)
        case .faults(let rules):
            object["call"] = "faults"
            object["rules"] = rules?.json
        }
        return .object(object)
    }

    private static func write(_ read: ReadCall, to object: inout JSONObject) {
        object["call"] = .string(read.name)
        switch read {
        case .entity(let ref): object["entity"] = .string(ref.description)
        case .list(let kind, let within, let after):
            object["kind"] = .string(kind.rawValue)
            object["within"] = within.map { .string($0.description) }
            object["after"] = .integer(after)
        case .report(let call):
            object["kind"] = .string(call.kind.rawValue)
            object["within"] = call.within.map { .string($0.description) }
            object["period"] = .string(call.period.description)
            object["by_day"] = .bool(call.isByDay)
            object["after"] = .integer(call.after)
        case .changes(let after): object["after"] = .integer(after)
        case .answer(let key): object["key"] = .string(key)
        }
    }
}
