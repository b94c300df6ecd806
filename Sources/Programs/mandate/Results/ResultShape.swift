import Schemas

/// What a command prints with `--json`, as a description that becomes its JSON Schema: objects have the fields that are named
/// and no other, so that what the schema does not say is not there.
struct ResultShape: Sendable {
    /// The JSON Schema (2020-12) of it.
    let schema: JSON
    /// Whether it is that of every line of a stream, and not of the one object that a command prints.
    var isLine = false

    /// A shape by its schema.
    init(_ schema: JSON) { self.schema = schema }

    /// A field of an object.
    struct Field: Sendable {
        let name: String
        let shape: ResultShape
        let meaning: String
        var isOptional = false

        /// A field that is always there.
        static func field(_ name: String, _ shape: ResultShape, _ meaning: String) -> Field {
            Field(name: name, shape: shape, meaning: meaning)
        }

        /// A field that may be absent; `meaning` says when.
        static func optional(_ name: String, _ shape: ResultShape, _ meaning: String) -> Field {
            Field(name: name, shape: shape, meaning: meaning, isOptional: true)
        }
    }
}

extension ResultShape {
    /// An object that has these fields and no other.
    static func object(_ fields: Field...) -> ResultShape { object(fields) }

    /// An object that has these fields and no other.
    static func object(_ fields: [Field]) -> ResultShape {
        let properties = fields.map { ($0.name, $0.shape.schema.adding("description", .string($0.meaning))) }
        return ResultShape([
            "type": "object", "additionalProperties": false,
            "required": fields.filter { !$0.isOptional }.map(\.name).json,
            "properties": .object(JSONObject(properties)),
        ])
    }

    /// An object whose keys are only known when it is printed, each value of the same shape.
    static func map(of value: ResultShape) -> ResultShape {
        ResultShape(["type": "object", "additionalProperties": value.schema])
    }

    /// A list, which may be empty.
    static func list(_ item: ResultShape) -> ResultShape { ResultShape(["type": "array", "items": item.schema]) }

    /// One of some shapes.
    static func either(_ shapes: ResultShape...) -> ResultShape { either(shapes) }

    /// One of some shapes.
    static func either(_ shapes: [ResultShape]) -> ResultShape {
        ResultShape(["anyOf": .array(shapes.map(\.schema))])
    }

    /// A shape that the document defines once under a name, as those of commands are.
    static func defined(_ name: String) -> ResultShape {
        ResultShape(["$ref": .string("#/$defs/" + name.replacing(" ", with: "%20"))])
    }

    /// A word of a closed list.
    static func word<Words: CaseIterable & RawRepresentable>(_ words: Words.Type) -> ResultShape
    where Words.RawValue == String {
        word(words.allCases.map(\.rawValue))
    }

    /// A word of a closed list.
    static func word(_ words: [String]) -> ResultShape { ResultShape(["enum": words.json]) }

    /// One value and no other.
    static func only(_ value: JSON) -> ResultShape { ResultShape(["const": value]) }

    /// The same, or null.
    var orNull: ResultShape {
        if let type = schema["type"]?.stringValue {
            return ResultShape(schema.adding("type", [.string(type), "null"]))
        }
        if let words = schema["enum"]?.arrayValue { return ResultShape(["enum": .array(words + [nil])]) }
        if let shapes = schema["anyOf"]?.arrayValue {
            return ResultShape(["anyOf": .array(shapes + [Self.null.schema])])
        }
        return .either(self, .null)
    }

    /// The same object, which says of itself where nothing of it was done.
    var withDryRun: ResultShape {
        if let shapes = schema["anyOf"]?.arrayValue { return .either(shapes.map { ResultShape($0).withDryRun }) }
        let mark = JSON.object(["const": true, "description": "with `--dry-run`: nothing was changed"])
        guard let properties = schema["properties"] else { return self }
        return ResultShape(schema.adding("properties", properties.adding("dry_run", mark)))
    }

    /// The shape of every line of a stream.
    static func lines(of shape: ResultShape) -> ResultShape {
        var line = shape
        line.isLine = true
        return line
    }
}
