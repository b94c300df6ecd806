/// Reads the items of one array by their places: the form of what is written too often to name its members each time.
///
///     var items = try JSONItems(json, at: "usage")
///     key = try items.next()
///     base = try items.last()
///     try items.end()
public struct JSONItems: Sendable {
    private let items: [JSON]
    private let name: String
    private var place = 0

    /// The items of `json`, which messages call `name`; throws when it is no array.
    public init(_ json: JSON, at name: String) throws(JSONShapeError) {
        guard let items = json.arrayValue else {
            throw JSONShapeError(message: "\(quoted(name)) is \(json.kind); it has to be an array")
        }
        self.items = items
        self.name = name
    }

    /// The next item; throws where there is none or it has the wrong form.
    public mutating func next<Value: JSONReadable>(as type: Value.Type = Value.self) throws(JSONShapeError) -> Value {
        guard place < items.count else {
            throw JSONShapeError(message: "\(quoted(name)) has \(items.count) items, which is too few")
        }
        defer { place += 1 }
        do { return try Value(json: items[place]) } catch { throw error.inside(String(place)) }
    }

    /// The next item, or nil where there is none: for what may be left out at the end.
    public mutating func nextIfPresent<Value: JSONReadable>(as type: Value.Type = Value.self) throws(JSONShapeError)
        -> Value?
    {
        place < items.count ? try next() : nil
    }

    /// Refuses items that nobody asked for.
    public func end() throws(JSONShapeError) {
        guard place == items.count else {
            throw JSONShapeError(message: "\(quoted(name)) has \(items.count) items; \(place) are known")
        }
    }
}
