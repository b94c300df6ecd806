public import Schemas

/// Words that are written as one JSON string: `936.00 GBP`, `campaign/936`, `2017-10-01T06:00:00Z`.
public protocol JSONText: JSONRepresentable, CustomStringConvertible {
    /// Reads the text, or nil.
    static func read(_ text: String) -> Self?
    /// What a text of this kind looks like, for errors.
    static var example: String { get }
}

extension JSONText {
    /// Reads a string of this kind, or says what one looks like.
    public init(json: JSON) throws(JSONShapeError) {
        let text = try String(json: json)
        guard let value = Self.read(text) else {
            throw JSONShapeError(message: "is `\(text.prefix(80))`; it has to be like `\(Self.example)`")
        }
        self = value
    }

    /// The text.
    public var json: JSON { .string(description) }

    /// Writes the text.
    public func write(to writer: inout JSONWriter) { writer.string(description) }
}

extension Money: JSONText {
    /// Reads `40.88 GBP`.
    public static func read(_ text: String) -> Money? {
        do { return try Money(parsing: text) } catch { return nil }
    }
    /// An amount.
    public static var example: String { "40.88 GBP" }
}
extension Instant: JSONText {
    /// Reads RFC 3339.
    public static func read(_ text: String) -> Instant? { Instant(parsing: text) }
    /// An instant.
    public static var example: String { "2017-10-01T06:00:00Z" }
}
extension CalendarDate: JSONText {
    /// Reads a date.
    public static func read(_ text: String) -> CalendarDate? { CalendarDate(parsing: text) }
    /// A date.
    public static var example: String { "2017-10-01" }
}
extension Period: JSONText {
    /// Reads an interval.
    public static func read(_ text: String) -> Period? { Period(parsing: text) }
    /// An interval.
    public static var example: String { "2017-07-01/2017-09-30" }
}
extension EntityRef: JSONText {
    /// Reads `kind/id`.
    public static func read(_ text: String) -> EntityRef? { EntityRef(parsing: text) }
    /// A reference.
    public static var example: String { "campaign/936" }
}
extension ToolName: JSONText {
    /// Reads a tool's name.
    public static func read(_ text: String) -> ToolName? { ToolName(text) }
    /// A tool.
    public static var example: String { "ads.pause" }
}
extension AgentName: JSONText {
    /// Reads an agent's name.
    public static func read(_ text: String) -> AgentName? { AgentName(text) }
    /// An agent.
    public static var example: String { "paid-social" }
}
extension MetricName: JSONText {
    /// Reads a metric's name.
    public static func read(_ text: String) -> MetricName? { MetricName(text) }
    /// A metric.
    public static var example: String { "cost_per_purchase" }
}
extension SourceName: JSONText {
    /// Reads a source's name.
    public static func read(_ text: String) -> SourceName? { SourceName(text) }
    /// A source.
    public static var example: String { "ads.metrics" }
}
extension PersonID: JSONText {
    /// Reads an address.
    public static func read(_ text: String) -> PersonID? { PersonID(text) }
    /// A person.
    public static var example: String { "owner@example.com" }
}
extension ID: JSONRepresentable, JSONText {
    /// Reads 26 characters.
    public static func read(_ text: String) -> ID? { ID(text) }
    /// An identifier.
    public static var example: String { "01bx5zzkbkactav9wevgemmvs0" }
}

extension AttributedCount: JSONRepresentable {
    /// Reads `183`, or `"0.97"` for a count in parts.
    public init(json: JSON) throws(JSONShapeError) {
        if let whole = json.integerValue {
            self.init(whole)
            return
        }
        guard let text = json.stringValue, let count = Decimal12(parsing: text).flatMap(AttributedCount.init),
            count.description == text, count != AttributedCount(count.whole)
        else {
            throw JSONShapeError(
                message: "is `\(json.description.prefix(80))`; it has to be like `183`, or `\"0.97\"` in parts")
        }
        self = count
    }

    /// A whole count is a number, and one in parts a decimal text: no fraction passes through a floating point.
    public var json: JSON { self == AttributedCount(whole) ? .integer(whole) : .string(description) }
}

/// Words that are one of a closed list.
public protocol JSONWord: JSONRepresentable, RawRepresentable, CaseIterable where RawValue == String {}

extension JSONWord {
    /// Reads one of the list's words.
    public init(json: JSON) throws(JSONShapeError) {
        let text = try String(json: json)
        guard let value = Self(rawValue: text) else {
            let known = Self.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw JSONShapeError(message: "is `\(text.prefix(80))`; it has to be one of \(known)")
        }
        self = value
    }

    /// The word.
    public var json: JSON { .string(rawValue) }
}

extension Verdict: JSONWord {}
extension FindingCode: JSONWord {}
extension EntityKind: JSONWord {}
extension EntityStatus: JSONWord {}
extension AuditKind: JSONWord {}
