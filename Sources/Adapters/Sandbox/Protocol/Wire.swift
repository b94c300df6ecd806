import Schemas
import Vocabulary

/// Reads the values that requests, replies and records are made of, each with its bounds.
enum Wire {
    static func entity(_ json: JSON) throws(JSONShapeError) -> EntityRef {
        try value(json, "`campaign/916`") { EntityRef(parsing: $0) }
    }

    static func text(_ json: JSON) throws(JSONShapeError) -> String {
        try value(json, "a text of at most \(Limits.text) bytes") { $0.utf8.count <= Limits.text ? $0 : nil }
    }

    static func key(_ json: JSON) throws(JSONShapeError) -> String {
        try value(json, "1 to \(Limits.text) visible ASCII characters") { text in
            let isFine = (1...Limits.text).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            return isFine ? text : nil
        }
    }

    static func status(_ json: JSON) throws(JSONShapeError) -> SandboxStatus {
        try value(json, "`active`, `paused` or `deleted`") { SandboxStatus(rawValue: $0) }
    }

    /// An amount that is not negative and small enough for every sum the platform makes.
    static func money(_ json: JSON) throws(JSONShapeError) -> Money {
        try value(json, "an amount such as `40.88 GBP`, from 0 to 10^12 minor units") { text in
            guard let money = try? Money(parsing: text) else { return nil }
            return (0...1_000_000_000_000).contains(money.minorUnits) ? money : nil
        }
    }

    static func decimal(_ json: JSON) throws(JSONShapeError) -> Decimal12 {
        try value(json, "a decimal such as `1.43`, from 0 to 10^15") { text in
            guard let decimal = Decimal12(parsing: text), decimal.units >= 0 else { return nil }
            return decimal.units <= Decimal12.one * 1_000_000_000_000_000 ? decimal : nil
        }
    }

    static func instant(_ json: JSON) throws(JSONShapeError) -> Instant {
        try value(json, "an instant such as `2017-10-01T06:00:00Z`") { Instant(parsing: $0) }
    }

    static func date(_ json: JSON) throws(JSONShapeError) -> CalendarDate {
        try value(json, "a date such as `2017-10-01`") { CalendarDate(parsing: $0) }
    }

    static func period(_ json: JSON) throws(JSONShapeError) -> Period {
        try value(json, "a period such as `2017-07-01/2017-09-30`") { Period(parsing: $0) }
    }

    static func zone(_ json: JSON) throws(JSONShapeError) -> Zone {
        try value(json, "a time zone such as `Europe/London`") { Zone($0) }
    }

    static func currency(_ json: JSON) throws(JSONShapeError) -> Currency {
        try value(json, "a currency of ISO 4217") { Currency($0) }
    }

    static func targeting(_ json: JSON) throws(JSONShapeError) -> JSON {
        guard json.objectValue != nil, json.canonicalBytes.count <= 65_536 else {
            throw JSONShapeError(message: "is not an object of at most 65536 bytes")
        }
        return json
    }

    static func count(_ fields: JSONFields, _ key: String) throws(JSONShapeError) -> Int64 {
        try fields.integer(key, in: 0...1_000_000_000_000)
    }

    static func count(_ text: String) throws(JSONShapeError) -> Int64 {
        try value(.string(text), "a count from 0 to 10^12") { text in
            guard let count = Int64(text), (0...1_000_000_000_000).contains(count) else { return nil }
            return count
        }
    }

    /// A count as the text of a row has it, whole or in parts.
    static func attributedText(_ json: JSON) throws(JSONShapeError) -> AttributedCount {
        let whole = json.stringValue.flatMap { Int64($0) }
        return try attributedCount(whole.map(JSON.integer) ?? json)
    }

    static func attributedCount(_ json: JSON) throws(JSONShapeError) -> AttributedCount {
        let count = try AttributedCount(json: json)
        guard count >= 0, count <= 1_000_000_000_000 else {
            throw JSONShapeError(message: "is `\(count)`; it has to be from 0 to 10^12")
        }
        return count
    }

    private static func value<Value>(_ json: JSON, _ wanted: String, _ read: (String) -> Value?) throws(JSONShapeError)
        -> Value
    {
        guard let text = json.stringValue, let value = read(text) else {
            throw JSONShapeError(message: "is `\(String(json.description.prefix(80)))`; it has to be \(wanted)")
        }
        return value
    }
}
