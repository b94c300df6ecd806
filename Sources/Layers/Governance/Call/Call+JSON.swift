public import Schemas
public import Vocabulary

extension Call {
    /// Decodes the arguments of a tool; whatever is missing, of another type, out of range or unknown is refused.
    /// - Throws: `JSONShapeError` with the path and the way out.
    public init(tool: ToolName, arguments: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(arguments, at: "arguments")
        self = try Call.decode(tool, fields)
        if case .read = self { return }
        try fields.end()
    }

    private static func decode(_ tool: ToolName, _ fields: JSONFields) throws(JSONShapeError) -> Call {
        switch tool {
        case .setDailyBudget:
            return .setDailyBudget(campaign: try campaign(fields, "campaign"), to: try money(fields, "daily_budget"))
        case .moveBudget:
            let from = try campaign(fields, "from")
            let to = try campaign(fields, "to")
            guard from != to else { throw JSONShapeError(path: "/to", message: "names the same campaign as `from`") }
            return .moveBudget(from: from, to: to, amount: try money(fields, "amount"))
        case .pause: return .pause(try entity(fields))
        case .resume: return .resume(try entity(fields))
        case .delete: return .delete(try entity(fields))
        case .createCampaign: return .createCampaign(try newCampaign(fields))
        case .setTargeting: return .setTargeting(try entity(fields), try targeting(fields))
        case .escalate:
            return .escalate(try entity(fields), question: try fields.text("question", atMost: 1_000))
        case .query, .summarise, .compare, .budgetLeft, .checkRule: return .read(tool)
        default: throw JSONShapeError(message: "`\(tool)` is not a known tool")
        }
    }

    /// The arguments as a proposal carries them; the inverse of `init(tool:arguments:)` for calls that change something.
    public var arguments: JSON {
        switch self {
        case .setDailyBudget(let campaign, let to): ["campaign": .string(campaign.id), "daily_budget": to.json]
        case .moveBudget(let from, let to, let amount):
            ["amount": amount.json, "from": .string(from.id), "to": .string(to.id)]
        case .pause(let entity), .resume(let entity), .delete(let entity): ["entity": entity.json]
        case .createCampaign(let new):
            [
                "channel": .string(new.channel), "daily_budget": new.dailyBudget.json, "market": .string(new.market),
                "name": .string(new.name),
            ]
        case .setTargeting(let entity, let targeting):
            [
                "age_bands": targeting.ageBands.json, "entity": entity.json, "interests": targeting.interests.json,
                "markets": targeting.markets.json,
            ]
        case .escalate(let entity, let question): ["entity": entity.json, "question": .string(question)]
        case .read: [:]
        }
    }

    private static func campaign(_ fields: JSONFields, _ key: String) throws(JSONShapeError) -> EntityRef {
        try fields.required(key) { json throws(JSONShapeError) in
            let text = try String(json: json)
            guard let entity = EntityRef(.campaign, text) else {
                throw JSONShapeError(message: "is not a platform's identifier of a campaign")
            }
            // No platform's identifier begins with a kind of ours.
            if let named = EntityRef(parsing: text) {
                throw JSONShapeError(message: "is `\(text)`; write the identifier without its kind: `\(named.id)`")
            }
            return entity
        }
    }

    private static func entity(_ fields: JSONFields) throws(JSONShapeError) -> EntityRef {
        let entity: EntityRef = try fields.value("entity")
        guard entity.kind != .account else {
            throw JSONShapeError(path: "/entity", message: "is an account; it has to be a campaign, ad set or ad")
        }
        return entity
    }

    private static func money(_ fields: JSONFields, _ key: String) throws(JSONShapeError) -> Money {
        let money: Money = try fields.value(key)
        guard money.minorUnits > 0 else {
            throw JSONShapeError(path: "/\(key)", message: "is `\(money)`; it has to be more than nothing")
        }
        return money
    }

    private static func newCampaign(_ fields: JSONFields) throws(JSONShapeError) -> NewCampaign {
        NewCampaign(
            name: try fields.text("name", atMost: 200), dailyBudget: try money(fields, "daily_budget"),
            market: try fields.text("market", atMost: 2), channel: try fields.text("channel", atMost: 64))
    }

    private static func targeting(_ fields: JSONFields) throws(JSONShapeError) -> Targeting {
        Targeting(
            markets: try fields.list("markets", atMost: 250), ageBands: try fields.list("age_bands", atMost: 50),
            interests: try fields.list("interests", atMost: 500))
    }
}
