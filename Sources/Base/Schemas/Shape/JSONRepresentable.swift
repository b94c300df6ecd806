/// A typed value that can be read from its one JSON form.
public protocol JSONReadable {
    /// Reads the value from its JSON form, or says where the form is wrong; unknown members are refused (see `JSONFields`).
    init(json: JSON) throws(JSONShapeError)
}

/// A typed value that can be written in its one JSON form.
public protocol JSONWritable {
    /// Writes the value as canonical JSON.
    func write(to writer: inout JSONWriter)
}

/// What is written with every decision, and so without a tree; `init(json:)` reads back what `write` wrote.
public typealias JSONRecorded = JSONReadable & JSONWritable

/// A typed value with one JSON form as a tree; `json` and `init(json:)` are inverse to each other.
public protocol JSONRepresentable: JSONReadable, JSONWritable {
    /// The JSON form.
    var json: JSON { get }
}

extension JSONRepresentable {
    /// Writes the tree.
    public func write(to writer: inout JSONWriter) { writer.value(json) }
}

/// A representable value whose form `write` alone decides.
public protocol JSONWritten: JSONRepresentable {}

extension JSONWritten {
    /// The JSON form, read back from what `write` wrote.
    public var json: JSON {
        do throws(JSONError) {
            return try JSON(parsing: canonicalBytes, limits: JSONLimits(bytes: .max, depth: .max))
        } catch {
            preconditionFailure("a value wrote JSON that does not read: \(error)")
        }
    }
}

extension JSONWritable {
    /// The value's canonical bytes (RFC 8785).
    public var canonicalBytes: [UInt8] { JSON.canonical { write(to: &$0) } }
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

extension Array: JSONReadable where Element: JSONReadable {
    /// Reads the value; throws when `json` is of another kind.
    public init(json: JSON) throws(JSONShapeError) {
        guard let items = json.arrayValue else { throw .wanted("an array", json) }
        self = []
        reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            do { append(try Element(json: item)) } catch { throw error.inside(String(index)) }
        }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    /// Writes the items in order.
    public func write(to writer: inout JSONWriter) {
        writer.array { writer in for item in self { item.write(to: &writer) } }
    }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
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
