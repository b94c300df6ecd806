/// Reads the members of one object strictly into typed values.
///
/// Each member is asked for by name; `end` then refuses every member nobody asked for. A member that is
/// `null` counts as wrong, not as absent: one meaning has one form.
///
///     let fields = try JSONFields(json, at: "proposal")
///     tool = try fields.string("tool")
///     evidence = try fields.array("evidence") { json throws(JSONShapeError) in try Evidence(json: json) }
///     note = try fields.optional("note")
///     try fields.end()
public final class JSONFields {
    private let object: JSONObject
    private let name: String
    /// Whether the member at a place was asked for, and what was asked for that is not there.
    private var isKnown: [Bool]
    private var absent: [String] = []

    /// The members of `json`, which messages call `name`; throws when it is no object.
    public init(_ json: JSON, at name: String) throws(JSONShapeError) {
        guard let object = json.objectValue else {
            throw JSONShapeError(message: "\(quoted(name)) is \(json.kind); it has to be an object")
        }
        self.object = object
        self.name = name
        isKnown = Array(repeating: false, count: object.count)
    }

    private func find(_ key: String) -> JSON? {
        guard let place = object.place(of: key) else {
            absent.append(key)
            return nil
        }
        isKnown[place] = true
        return object.members[place].value
    }

    /// Whether there is a member called `key`.
    public func has(_ key: String) -> Bool {
        find(key) != nil
    }

    /// The member called `key` as any typed value; throws when it is absent or has the wrong form.
    public func value<Value: JSONReadable>(_ key: String, as type: Value.Type = Value.self)
        throws(JSONShapeError)
        -> Value
    {
        try required(key) { json throws(JSONShapeError) in try Value(json: json) }
    }

    /// The member called `key` as any typed value, or nil when it is absent.
    public func optional<Value: JSONReadable>(_ key: String, as type: Value.Type = Value.self)
        throws(JSONShapeError) -> Value?
    {
        try has(key) ? value(key) : nil
    }

    /// The member called `key`, read by `read`; errors inside it carry its path.
    public func required<Value>(_ key: String, _ read: (JSON) throws(JSONShapeError) -> Value)
        throws(JSONShapeError)
        -> Value
    {
        guard let json = find(key) else {
            throw JSONShapeError(message: "\(quoted(name)) has no \(quoted(key)); add it")
        }
        do { return try read(json) } catch { throw error.inside(key) }
    }

    /// The member called `key`, read by `read`, or nil when it is absent.
    public func optional<Value>(_ key: String, _ read: (JSON) throws(JSONShapeError) -> Value)
        throws(JSONShapeError)
        -> Value?
    {
        try has(key) ? required(key, read) : nil
    }

    /// The array called `key`, each item read by `item`; throws when it is absent.
    public func array<Value>(_ key: String, _ item: (JSON) throws(JSONShapeError) -> Value)
        throws(JSONShapeError)
        -> [Value]
    {
        try required(key) { json throws(JSONShapeError) in
            var values: [Value] = []
            for (index, json) in try [JSON](json: json).enumerated() {
                do throws(JSONShapeError) { values.append(try item(json)) } catch {
                    throw error.inside(String(index))
                }
            }
            return values
        }
    }

    /// The object called `key`, its members read by `read`, which also calls `end` on them.
    public func object<Value>(_ key: String, _ read: (JSONFields) throws(JSONShapeError) -> Value)
        throws(JSONShapeError) -> Value
    {
        try required(key) { json throws(JSONShapeError) in
            try read(JSONFields(json, at: key))
        }
    }

    /// Refuses members that were never asked for, naming the nearest that was.
    public func end() throws(JSONShapeError) {
        guard let unknown = isKnown.firstIndex(of: false).map({ object.members[$0].key }) else { return }
        let known = zip(object.members, isKnown).filter { $0.1 }.map { $0.0.key }
        let nearest = Nearest.name(to: unknown, among: known + absent)
        let way = nearest.map { "did you mean \(quoted($0))?" } ?? "remove it"
        throw JSONShapeError(message: "is unknown in \(quoted(name)); \(way)").inside(unknown)
    }
}

@available(*, unavailable)
extension JSONFields: Sendable {}

extension JSONFields {
    /// The string called `key`.
    public func string(_ key: String) throws(JSONShapeError) -> String { try value(key) }

    /// The string called `key`, or nil when it is absent.
    public func optionalString(_ key: String) throws(JSONShapeError) -> String? { try optional(key) }

    /// The whole number called `key`, which has to lie in `range`.
    public func integer(_ key: String, in range: ClosedRange<Int64> = .min ... .max) throws(JSONShapeError)
        -> Int64
    {
        let whole = try value(key, as: Int64.self)
        guard range.contains(whole) else {
            throw JSONShapeError(
                message: "is `\(whole)`; it has to be from `\(range.lowerBound)` to `\(range.upperBound)`"
            ).inside(key)
        }
        return whole
    }

    /// The whole number called `key`, which has to lie in `range`, or nil when it is absent.
    public func optionalInteger(_ key: String, in range: ClosedRange<Int64> = .min ... .max)
        throws(JSONShapeError)
        -> Int64?
    {
        try has(key) ? integer(key, in: range) : nil
    }

    /// The number called `key`. Never for money.
    public func double(_ key: String) throws(JSONShapeError) -> Double { try value(key) }

    /// The truth value called `key`.
    public func bool(_ key: String) throws(JSONShapeError) -> Bool { try value(key) }

    /// The truth value called `key`, or nil when it is absent.
    public func optionalBool(_ key: String) throws(JSONShapeError) -> Bool? { try optional(key) }

    /// The member called `key` as it stands.
    public func json(_ key: String) throws(JSONShapeError) -> JSON { try value(key) }
}
