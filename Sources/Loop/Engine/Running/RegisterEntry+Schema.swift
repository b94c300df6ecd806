import Governance
public import Schemas
import Vocabulary

extension RegisterEntry {
    /// The JSON Schema (2020-12) of an entry, published as docs/reference/action-register.json; every field of the production
    /// guide's decision record is in it (R187).
    public static let schema: JSON = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "one entry of the action register",
        "type": "object",
        "additionalProperties": false,
        "required": required.json,
        "properties": .object(JSONObject(properties)),
    ]

    private static let required = [
        "after", "agent_id", "before", "charter_version", "decision", "decision_type", "execution_time_ms", "findings",
        "moved", "outcome", "reason", "ruling", "state", "status", "timestamp", "tool", "tools_called",
        "worst_case",
    ]

    private static let properties: [(String, JSON)] = [
        ("after", text("what was asked for")),
        ("agent_id", text("who proposed")),
        ("before", text("what was read before it")),
        ("campaign_id", text("the campaign it is about; absent where it is about none")),
        ("cause", cause),
        ("charter_version", number("the version of the charter it was judged by")),
        ("confidence", number("how sure the reasoner is, in ten-thousandths")),
        ("decision", text("its identifier; `mandate explain` takes it")),
        ("decision_type", text("the tool that was asked for, in the guide's word")),
        ("entity", text("the object, such as `campaign/936`")),
        (
            "execution_time_ms",
            number(
                "by the home's clock, from the ruling to the platform's last answer; 0 where nothing was sent, and where the clock is simulated"
            )
        ),
        ("expected", expected),
        ("findings", findings),
        ("moved", text("money moved or paused, of the measured period: `180.22 GBP`")),
        ("outcome", text("what came of it, in words")),
        ("reason", text("why it was proposed")),
        ("ruling", word(Verdict.allCases.map(\.rawValue), "what the gate said")),
        ("state", word(DecisionState.allCases.map(\.rawValue), "where it stands")),
        ("status", word(DecisionState.allCases.map(\.rawValue), "where it stands, in the guide's word")),
        ("timestamp", text("when it was judged, RFC 3339 in UTC")),
        ("tool", text("the tool that was asked for")),
        (
            "tools_called",
            ["type": "array", "items": ["type": "string"], "description": "tools the platform was asked"]
        ),
        ("worst_case", text("the most that it adds to the bill over a cap's window")),
    ]

    private static let findings = list(
        object(
            "one thing that a guardrail says",
            [
                ("actual", text("what it saw, with its unit; absent where it saw no figure")),
                ("allowed", text("what is allowed, with its unit; absent where no figure is")),
                ("code", word(FindingCode.allCases.map(\.rawValue), "which rule spoke; docs/reference/findings.md")),
                ("limit", text("the place in the charter that it read; absent for a rule of the house")),
                ("message", text("both numbers and the way out, in words")),
                ("verdict", word(Verdict.allCases.map(\.rawValue), "how strict it is")),
            ], optional: ["actual", "allowed", "limit"]), "what the guardrails said, strictest first")

    private static let cause = object(
        "what most likely lies behind the numbers; absent where no cause was looked for",
        [
            ("compared", text("what tells, as a share of what is usual: `40 %`")),
            ("evidence", list(["type": "string"], "the metrics that show it")),
            ("kind", text("the kind of cause, as `landing_page`")),
            ("not_judged", list(["type": "string"], "what the data cannot tell, with the reason")),
            ("words", text("the cause in words")),
        ])

    private static let expected = object(
        "what is expected of the goal; absent where nothing is forecast",
        [
            ("after", text("the goal's metric afterwards")), ("before", text("the goal's metric as it was")),
            ("high", text("the upper end of what is likely; absent where it has none")),
            ("horizon_days", number("over how many days")),
            ("low", text("the lower end of what is likely")), ("metric", text("the goal's metric")),
        ], optional: ["high"])

    /// An object that has these members and no other.
    private static func object(_ meaning: String, _ properties: [(String, JSON)], optional: [String] = []) -> JSON {
        [
            "type": "object", "description": .string(meaning), "additionalProperties": false,
            "required": properties.map(\.0).filter { !optional.contains($0) }.json,
            "properties": .object(JSONObject(properties)),
        ]
    }

    private static func list(_ items: JSON, _ meaning: String) -> JSON {
        ["type": "array", "description": .string(meaning), "items": items]
    }

    private static func text(_ meaning: String) -> JSON { ["type": "string", "description": .string(meaning)] }

    private static func number(_ meaning: String) -> JSON {
        ["type": "integer", "minimum": 0, "description": .string(meaning)]
    }

    private static func word(_ words: [String], _ meaning: String) -> JSON {
        ["enum": words.json, "description": .string(meaning)]
    }
}
