import Schemas
public import Vocabulary

/// The tools that exist, each with its JSON Schema, its class, its inverse and how late a read may still miss its effect.
public enum ToolCatalogue: Sendable {
    /// Every tool, by name.
    public static let tools: [Tool] = campaignTools + reportingTools + businessTools

    /// R124: what changes campaigns.
    private static let campaignTools = [
        Tool(
            name: .createCampaign, meaning: "makes a campaign, paused, with a daily budget",
            arguments: Shape.object([
                "channel": Shape.text(64), "daily_budget": Shape.money, "market": Shape.market, "name": Shape.text(200),
            ]), effect: .reversible, spends: true, inverse: .delete, visibilityLag: lag),
        Tool(
            name: .pause, meaning: "stops a campaign, ad set or ad", arguments: Shape.object(["entity": Shape.entity]),
            effect: .reversible, spends: false, inverse: .resume, visibilityLag: lag),
        Tool(
            name: .resume, meaning: "lets a paused campaign, ad set or ad run again",
            arguments: Shape.object(["entity": Shape.entity]), effect: .reversible, spends: true, inverse: .pause,
            visibilityLag: lag),
        Tool(
            name: .delete, meaning: "removes a campaign, ad set or ad for good",
            arguments: Shape.object(["entity": Shape.entity]), effect: .irreversible, spends: false, inverse: nil,
            visibilityLag: lag),
        Tool(
            name: .setDailyBudget, meaning: "sets a campaign's daily budget",
            arguments: Shape.object(["campaign": Shape.id, "daily_budget": Shape.money]), effect: .reversible,
            spends: true, inverse: .setDailyBudget, visibilityLag: lag),
        Tool(
            name: .moveBudget, meaning: "moves daily budget between campaigns: a lowering, then a raise",
            arguments: Shape.object(["amount": Shape.money, "from": Shape.id, "to": Shape.id]), effect: .reversible,
            spends: true, inverse: .setDailyBudget, visibilityLag: lag),
        Tool(
            name: .setTargeting, meaning: "replaces whom a campaign or ad set is shown to",
            arguments: Shape.object([
                "age_bands": Shape.list(50), "entity": Shape.entity, "interests": Shape.list(500),
                "markets": Shape.list(250),
            ]), effect: .reversible, spends: false, inverse: .setTargeting, visibilityLag: lag),
    ]

    /// R126: what reads reports.
    private static let reportingTools = [
        reading(
            .query, "reads counts of entities over a period",
            Shape.object(["kind": Shape.kind, "period": Shape.period], optional: ["by_day": ["type": "boolean"]])),
        reading(
            .compare, "reads counts of two periods side by side",
            Shape.object(["kind": Shape.kind, "one": Shape.period, "other": Shape.period])),
    ]

    /// R127: what every agent may ask.
    private static let businessTools = [
        reading(.budgetLeft, "says what is left under every money cap", Shape.object([:])),
        reading(
            .checkRule, "says what the gate would rule on a call, and does nothing",
            Shape.object(["arguments": ["type": "object"], "tool": Shape.text(97)])),
        reading(
            .escalate, "asks the named person for judgement about an entity",
            Shape.object(["entity": Shape.entity, "question": Shape.text(1_000)])),
    ]

    /// How long a platform may still show the old value; a minute is what ad platforms' interfaces promise at best.
    private static let lag = Duration.seconds(60)

    private static func reading(_ name: ToolName, _ meaning: String, _ arguments: JSON) -> Tool {
        Tool(
            name: name, meaning: meaning, arguments: arguments, effect: .read, spends: false, inverse: nil,
            visibilityLag: .zero)
    }
}

/// The pieces that the tools' schemas are made of.
private enum Shape {
    static let id: JSON = ["type": "string", "minLength": 1, "maxLength": 128]
    static let entity: JSON = ["type": "string", "pattern": "^(campaign|ad_set|ad)/.{1,128}$"]
    static let money: JSON = ["type": "string", "pattern": "^[0-9]{1,15}(\\.[0-9]{1,4})? [A-Z]{3}$"]
    static let market: JSON = ["type": "string", "pattern": "^[A-Z]{2}$"]
    static let period: JSON = [
        "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    ]
    static let kind: JSON = ["enum": ["account", "campaign", "ad_set", "ad"]]

    static func text(_ length: Int64) -> JSON { ["type": "string", "minLength": 1, "maxLength": .integer(length)] }

    static func list(_ count: Int64) -> JSON {
        ["type": "array", "items": text(128), "maxItems": .integer(count), "uniqueItems": true]
    }

    /// An object in which nothing else may stand.
    static func object(_ required: KeyValuePairs<String, JSON>, optional: KeyValuePairs<String, JSON> = [:]) -> JSON {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false,
            "properties": .object(JSONObject(required.map { ($0, $1) } + optional.map { ($0, $1) })),
            "required": .array(required.map { .string($0.key) }),
        ]
    }
}
