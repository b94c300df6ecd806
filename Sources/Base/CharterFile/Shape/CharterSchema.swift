public import Schemas

/// The published JSON Schema (2020-12) of charter files, for editors and other programs; made from the table
/// that the reader itself checks with. What only arithmetic, catalogues or the calendar can tell is left to
/// the reader.
public enum CharterSchema: Sendable {
    /// The schema of a charter.
    public static let charter = document("charter", "A charter: what one agent may do", CharterShape.charter)
    /// The schema of an organisation's file.
    public static let organisation = document(
        "organisation", "What holds for every agent of an organisation", CharterShape.organisation)

    private static func document(_ name: String, _ title: String, _ record: Record) -> JSON {
        var object = JSONObject([
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("$id", .string("urn:mandate:\(name):1")), ("title", .string(title)),
        ])
        for (key, value) in record.schema { object[key] = value }
        return .object(object)
    }
}

extension Shape {
    /// The schema's keywords for this shape, in order.
    var schema: [(String, JSON)] {
        switch self {
        case .leaf(let leaf): leaf.schema
        case .word(let words): [("enum", .array(words.map(JSON.string)))]
        case .list(let item, let least): item.listSchema(atLeast: least)
        case .oneOrMany(let item):
            [("anyOf", .array([.object(JSONObject(item.schema)), .object(JSONObject(item.listSchema(atLeast: 1)))]))]
        case .record(let record): record.schema
        case .variants(let records): [("anyOf", .array(records.map { .object(JSONObject($0.schema)) }))]
        case .mappingOr(let record, let other):
            [("anyOf", .array([.object(JSONObject(record.schema)), .object(JSONObject(other.schema))]))]
        }
    }

    private func listSchema(atLeast least: Int) -> [(String, JSON)] {
        [
            ("type", "array"), ("items", .object(JSONObject(schema))), ("minItems", .integer(Int64(least))),
        ]
    }
}

extension Leaf {
    fileprivate var schema: [(String, JSON)] {
        let limit: [(String, JSON)] =
            regex.map { [("pattern", .string($0))] } ?? [("minLength", 1), ("maxLength", 1_000), ("pattern", "[^ ]")]
        return [("type", "string")] + limit + [("examples", [.string(example)])]
    }
}

extension Record {
    fileprivate var schema: [(String, JSON)] {
        let properties = fields.map { field -> (String, JSON) in
            (field.key, .object(JSONObject([("description", .string(field.meaning))] + field.shape.schema)))
        }
        var keywords: [(String, JSON)] = [
            ("type", "object"), ("properties", .object(JSONObject(properties))), ("additionalProperties", false),
        ]
        let required = fields.filter(\.isRequired).map { JSON.string($0.key) }
        if !required.isEmpty { keywords.append(("required", .array(required))) }
        if !rules.isEmpty { keywords.append(("allOf", .array(rules.map(\.schema)))) }
        return keywords
    }
}

extension KeyRule {
    fileprivate var schema: JSON {
        func present(_ keys: [String]) -> JSON { .array(keys.map { ["required": [.string($0)]] }) }
        return switch self {
        case .exactlyOne(let keys): ["oneOf": present(keys)]
        case .atLeastOne(let keys, _): ["anyOf": present(keys)]
        }
    }
}
