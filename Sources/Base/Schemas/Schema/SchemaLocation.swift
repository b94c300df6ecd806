/// A place in one of the documents that make up a schema.
struct SchemaLocation {
    /// What stands there.
    let json: JSON
    /// The resource it belongs to, as a place in the registry.
    let resource: Int
    /// The JSON pointer from the resource's root.
    let pointer: String
}

/// Where keywords hold subschemas.
enum SchemaPlaces {
    static let single: Set<String> = [
        "additionalProperties", "items", "contains", "not", "if", "then", "else", "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties", "contentSchema",
    ]
    static let listed: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems"]
    static let named: Set<String> = [
        "$defs", "definitions", "properties", "patternProperties", "dependentSchemas",
    ]
    /// The keywords without subschemas.
    static let plain: Set<String> = [
        "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment",
        "title",
        "description", "default", "deprecated", "readOnly", "writeOnly", "examples", "type", "const", "enum",
        "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
        "pattern", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "minProperties",
        "maxProperties", "required", "dependentRequired", "format", "contentEncoding", "contentMediaType",
    ]

    static func isKnown(_ keyword: String) -> Bool {
        plain.contains(keyword) || single.contains(keyword) || listed.contains(keyword)
            || named.contains(keyword)
            || keyword.hasPrefix("x-")
    }

    static var all: some Sequence<String> { [plain, single, listed, named].joined() }
}
