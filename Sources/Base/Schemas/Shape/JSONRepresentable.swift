/// A typed value with one JSON form.
///
/// `json` and `init(json:)` are inverse to each other; `init` refuses unknown members (see `JSONFields`).
public protocol JSONRepresentable {
    /// Reads the value from its JSON form, or says where the form is wrong.
    init(json: JSON) throws(JSONShapeError)

    /// The JSON form.
    var json: JSON { get }
}

extension JSON: JSONRepresentable {
    /// Reads the value; throws when `json` is of another kind.
    public init(json: JSON) { self = json }
    /// The JSON form.
    public var json: JSON { self }
}

extension String: JSONRepresentable {
    /// Reads the value; throws when `json` is of another kind.
    public init(json: JSON) throws(JSONShapeError) {
        guard let text = json.stringValue else { throw .wanted("a string", json) }
        self = text
    }

    /// The JSON form.
    public var json: JSON { .string(self) }
}

extension Bool: JSONRepresentable {
    /// Reads the value; throws when `json` is of another kind.
    public init(json: JSON) throws(JSONShapeError) {
        guard let value = json.boolValue else { throw .wanted("`true` or `false`", json) }
        self = value
    }

    /// The JSON form.
    public var json: JSON { .bool(self) }
}

extension Int64: JSONRepresentable {
    /// Reads the value; throws when `json` is of another kind.
    public init(json: JSON) throws(JSONShapeError) {
        guard let whole = json.integerValue else { throw .wanted("a whole number", json) }
        self = whole
    }

    /// The JSON form.
    public var json: JSON { .integer(self) }
}

extension Int: JSONRepresentable {
    /// Reads the value; throws when `json` is of another kind.
    public init(json: JSON) throws(JSONShapeError) { self = Int(try Int64(json: json)) }
    /// The JSON form.
    public var json: JSON { .integer(Int64(self)) }
}

extension Double: JSONRepresentable {
    /// Reads the value; throws when `json` is of another kind.
    public init(json: JSON) throws(JSONShapeError) {
        guard let number = json.doubleValue else { throw .wanted("a number", json) }
        self = number
    }

    /// The JSON form.
    public var json: JSON { .double(self) }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
    /// Reads the value; throws when `json` is of another kind.
    public init(json: JSON) throws(JSONShapeError) {
        guard let items = json.arrayValue else { throw .wanted("an array", json) }
        self = []
        reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            do { append(try Element(json: item)) } catch { throw error.inside(String(index)) }
        }
    }

    /// The JSON form.
    public var json: JSON { .array(map(\.json)) }
}

extension JSONShapeError {
    static func wanted(_ wanted: String, _ found: JSON) -> JSONShapeError {
        switch found {
        case .array, .object, .null:
            JSONShapeError(message: "is \(found.kind); it has to be \(wanted)")
        default:
            JSONShapeError(message: "is \(quoted(found.description)); it has to be \(wanted)")
        }
    }
}
