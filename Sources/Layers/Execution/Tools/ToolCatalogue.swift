import Schemas
public import Vocabulary

/// The tools that exist, each with its JSON Schema, its class, its inverse and how late a read may still miss its effect.
public enum ToolCatalogue: Sendable {
    /// Every tool, by name.
    public static let tools: [Tool] = campaignTools + reportingTools + businessTools

    /// R124: what changes campaigns.
    private static let campaignTools = [
        changing(
            .createCampaign, "makes a campaign, paused, with a daily budget",
            [
                "channel": Shape.text(64, "where it is shown, as in a charter's scope: `paid_social`"),
                "daily_budget": Shape.money("what it may spend a day on average"), "market": Shape.market,
                "name": Shape.text(200, "what people call it"),
            ], spends: true, inverse: .delete),
        changing(
            .pause, "stops a campaign, ad set or ad", ["entity": Shape.entity("what is stopped")], inverse: .resume),
        changing(
            .resume, "lets a paused campaign, ad set or ad run again", ["entity": Shape.entity("what runs again")],
            spends: true, inverse: .pause),
        changing(
            .delete, "removes a campaign, ad set or ad for good", ["entity": Shape.entity("what is removed")],
            .irreversible, inverse: nil),
        changing(
            .setDailyBudget, "sets a campaign's daily budget",
            [
                "campaign": Shape.id("the campaign's identifier, without its kind: `1178`"),
                "daily_budget": Shape.money("the new daily budget, not the difference"),
            ], spends: true, inverse: .setDailyBudget),
        changing(
            .moveBudget, "moves daily budget between campaigns: a lowering, then a raise",
            [
                "amount": Shape.money("how much of the daily budget moves"),
                "from": Shape.id("the identifier of the campaign that gives it"),
                "to": Shape.id("the identifier of the campaign that gets it"),
            ], spends: true, inverse: .setDailyBudget),
        changing(
            .setTargeting, "replaces whom a campaign or ad set is shown to",
            [
                "age_bands": Shape.list(50, "every age band afterwards, as the platform writes it: `30-34`"),
                "entity": Shape.entity("whose audience it is", "campaign|ad_set", "ad_set/144531"),
                "interests": Shape.list(500, "the identifier of every interest afterwards"),
                "markets": Shape.list(250, "every market afterwards, as ISO 3166-1 alpha-2: `GB`"),
            ], inverse: .setTargeting),
    ]

    /// R126: what reads reports.
    private static let reportingTools = [
        reading(
            .query, "reads counts of entities over a period; null where they are not known for exactly these days",
            ["kind": Shape.kind, "period": Shape.period("the days that are counted")],
            optional: [
                "by_day": ["type": "boolean", "description": "true for a row of each day, else one over the period"]
            ]),
        reading(
            .summarise, "adds counts of entities up over a period, with the ratios of the sums",
            ["kind": Shape.kind, "period": Shape.period("the days that are counted")]),
        reading(
            .compare, "reads counts of two periods side by side; null where they are not known for exactly these days",
            [
                "kind": Shape.kind, "one": Shape.period("the days on the one side"),
                "other": Shape.period("the days on the other side"),
            ]),
    ]

    /// R127: what every agent may ask.
    private static let businessTools = [
        reading(.budgetLeft, "says what is left under every money cap", [:]),
        reading(
            .checkRule, "says what the gate would rule on a call, and does nothing",
            [
                "arguments": [
                    "type": "object", "description": "the arguments of the call, as its own schema has them",
                ],
                "tool": Shape.text(97, "the tool that would be called: `ads.pause`"),
            ]),
        reading(
            .escalate, "asks the named person for judgement about an entity",
            [
                "entity": Shape.entity("what it is about; it is locked until it is answered"),
                "question": Shape.text(1_000, "what the person is asked, in words"),
            ]),
    ]

    /// How long a platform may still show the old value; a minute is what ad platforms' interfaces promise at best.
    private static let lag = Duration.seconds(60)

    private static func changing(
        _ name: ToolName, _ meaning: String, _ arguments: KeyValuePairs<String, JSON>,
        _ effect: EffectClass = .reversible, spends: Bool = false, inverse: ToolName?
    ) -> Tool {
        Tool(
            name: name, meaning: meaning, arguments: Shape.object(meaning, arguments), effect: effect, spends: spends,
            inverse: inverse, visibilityLag: lag)
    }

    private static func reading(
        _ name: ToolName, _ meaning: String, _ arguments: KeyValuePairs<String, JSON>,
        optional: KeyValuePairs<String, JSON> = [:]
    ) -> Tool {
        Tool(
            name: name, meaning: meaning, arguments: Shape.object(meaning, arguments, optional: optional),
            effect: .read,
            spends: false, inverse: nil, visibilityLag: .zero)
    }
}

/// The pieces that the tools' schemas are made of; each says what it is to whoever has to fill it in, a model too.
private enum Shape {
    static let market: JSON = [
        "type": "string", "pattern": "^[A-Z]{2}$", "description": "the market, as ISO 3166-1 alpha-2: `GB`",
    ]
    static let kind: JSON = [
        "enum": ["account", "campaign", "ad_set", "ad"], "description": "what a row is about",
    ]

    static func id(_ what: String) -> JSON {
        ["type": "string", "minLength": 1, "maxLength": 128, "description": .string(what)]
    }

    static func entity(_ what: String, _ kinds: String = "campaign|ad_set|ad", _ example: String = "ad/776325") -> JSON
    {
        [
            "type": "string", "pattern": .string("^(\(kinds))/.{1,128}$"),
            "description": .string("\(what); kind and identifier: `\(example)`"),
        ]
    }

    static func money(_ what: String) -> JSON {
        [
            "type": "string", "pattern": "^[0-9]{1,15}(\\.[0-9]{1,4})? [A-Z]{3}$",
            "description": .string("\(what); a decimal and an ISO 4217 code: `50.00 GBP`"),
        ]
    }

    static func period(_ what: String) -> JSON {
        [
            "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": .string("\(what), first and last: `2017-09-01/2017-09-30`"),
        ]
    }

    static func text(_ length: Int64, _ what: String) -> JSON {
        ["type": "string", "minLength": 1, "maxLength": .integer(length), "description": .string(what)]
    }

    static func list(_ count: Int64, _ what: String) -> JSON {
        [
            "type": "array", "items": ["type": "string", "minLength": 1, "maxLength": 128],
            "maxItems": .integer(count), "uniqueItems": true, "description": .string(what),
        ]
    }

    /// An object in which nothing else may stand.
    static func object(
        _ meaning: String, _ required: KeyValuePairs<String, JSON>, optional: KeyValuePairs<String, JSON> = [:]
    ) -> JSON {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false,
            "description": .string(meaning),
            "properties": .object(JSONObject(required.map { ($0, $1) } + optional.map { ($0, $1) })),
            "required": .array(required.map { .string($0.key) }),
        ]
    }
}
