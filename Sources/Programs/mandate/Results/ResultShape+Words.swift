import Schemas
import Vocabulary

/// Values that are written the same wherever they stand.
extension ResultShape {
    static let text = ResultShape(["type": "string"])
    static let texts = list(text)
    static let boolean = ResultShape(["type": "boolean"])
    /// A number from 0.
    static let count = ResultShape(["type": "integer", "minimum": 0])

    static let null = ResultShape(["type": "null"])

    /// `1250.00 GBP`; metric money has up to twelve decimals.
    static let money = matching("^-?[0-9]+([.][0-9]+)? [A-Z]{3}$")
    /// RFC 3339 in UTC.
    static let instant = ResultShape(["type": "string", "format": "date-time"])
    /// `2017-10-01`.
    static let day = ResultShape(["type": "string", "format": "date"])
    /// `2017-07-01/2017-09-30`, both days included.
    static let period = matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    /// `40 %`.
    static let percentage = matching("^-?[0-9]+([.][0-9]+)? %$")

    /// The identifier of a decision, an action, a run, an escalation or an import.
    static let id = matching("^[0-9a-z]{26}$")
    /// `paid-social`, also a role or a metric.
    static let slug = matching("^[a-z0-9][a-z0-9_-]*$")
    /// `ads.pause`.
    static let tool = matching("^[a-z0-9][a-z0-9_-]*[.][a-z0-9][a-z0-9_-]*$")
    /// `campaign/936`.
    static let entity = matching("^(\(EntityKind.allCases.map(\.rawValue).joined(separator: "|")))/.+$")
    /// The address of somebody of the team.
    static let person = matching("^[^@ ]+@[^@ ]+$")
    /// SHA-256, or an Ed25519 key, in 64 hexadecimal digits.
    static let digits64 = matching("^[0-9a-f]{64}$")

    /// Arguments of a tool; `mandate tool schema TOOL` says which.
    static let callArguments = ResultShape(["type": "object"])

    /// A JSON Schema itself.
    static let jsonSchema = ResultShape(["$ref": "https://json-schema.org/draft/2020-12/schema"])

    private static func matching(_ pattern: String) -> ResultShape {
        ResultShape(["type": "string", "pattern": .string(pattern)])
    }
}
