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
        "outcome", "reason", "ruling", "share_minor", "state", "status", "timestamp", "tool", "tools_called",
        "worst_case",
    ]

    private static let properties: [(String, JSON)] = [
        ("after", text("what was asked for")),
        ("agent_id", text("who proposed")),
        ("before", text("what was read before it")),
        ("campaign_id", text("the campaign it is about; absent where it is about none")),
        ("cause", ["type": "object", "description": "what most likely lies behind the numbers"]),
        ("charter_version", number("the version of the charter it was judged by")),
        ("confidence", number("how sure the reasoner is, in ten-thousandths")),
        ("decision", text("its identifier; `mandate explain` takes it")),
        ("decision_type", text("the tool that was asked for, in the guide's word")),
        ("entity", text("the object, such as `campaign/936`")),
        ("execution_time_ms", number("from the ruling to the platform's last answer; 0 where nothing was sent")),
        ("expected", ["type": "object", "description": "what is expected of the goal"]),
        ("findings", findings),
        ("outcome", text("what came of it, in words")),
        ("reason", text("why it was proposed")),
        ("ruling", word(Verdict.allCases.map(\.rawValue), "what the gate said")),
        ("share_minor", number("money moved or paused, as minor units of the measured period")),
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

    private static let findings: JSON = [
        "type": "array", "description": "what the guardrails said, strictest first",
        "items": ["type": "object", "required": ["code", "message", "verdict"]],
    ]

    private static func text(_ meaning: String) -> JSON { ["type": "string", "description": .string(meaning)] }

    private static func number(_ meaning: String) -> JSON {
        ["type": "integer", "minimum": 0, "description": .string(meaning)]
    }

    private static func word(_ words: [String], _ meaning: String) -> JSON {
        ["enum": words.json, "description": .string(meaning)]
    }
}
