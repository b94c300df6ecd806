/// Writes canonical JSON (RFC 8785) straight into bytes, without building a tree.
///
/// The caller names an object's keys in canonical order (by UTF-16 code units; for ASCII keys that is plain
/// alphabetical order). A key out of order or given twice is a mistake in the program, and stops it: the
/// bytes would be signed and hashed, and could not be read back.
///
///     let bytes = JSON.canonical { writer in
///         writer.object { writer in
///             writer.member("amount", 1200)
///             writer.member("tool", "pause_campaign")
///         }
///     }
public struct JSONWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false
    private var lastKey: String?

    /// A writer with room for `capacity` bytes.
    public init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    /// Writes an object whose members `body` adds.
    public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        begin(UInt8(ascii: "{"))
        let outerKey = lastKey
        lastKey = nil
        try body(&self)
        lastKey = outerKey
        end(UInt8(ascii: "}"))
    }

    /// Writes an array whose items `body` adds.
    public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        begin(UInt8(ascii: "["))
        try body(&self)
        end(UInt8(ascii: "]"))
    }

    /// Writes the key of the next value.
    public mutating func key(_ key: String) {
        if let lastKey {
            precondition(
                lastKey.precedesInCanonicalOrder(key),
                "the key `\(key)` comes after `\(lastKey)`; write keys in order")
        }
        lastKey = key
        separate()
        JSONText.append(key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        separate()
        JSONText.append(text, to: &bytes)
    }

    /// Writes a whole number. One beyond ±(2^53 - 1) is written digit by digit, and no reader of ours takes
    /// it back: send such numbers as strings.
    public mutating func integer(_ whole: Int64) {
        separate()
        JSONText.append(whole, to: &bytes)
    }

    /// Writes a number as ECMAScript does. It has to be finite: JSON has no other numbers.
    public mutating func double(_ number: Double) {
        separate()
        JSONText.append(number, to: &bytes)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes bytes that are canonical JSON already, such as a stored proposal.
    public mutating func canonical(_ value: [UInt8]) {
        separate()
        bytes.append(contentsOf: value)
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}

extension JSONWriter {
    /// Writes a key and a string.
    public mutating func member(_ key: String, _ text: String) {
        self.key(key)
        string(text)
    }

    /// Writes a key and a whole number.
    public mutating func member(_ key: String, _ whole: Int64) {
        self.key(key)
        integer(whole)
    }

    /// Writes a key and a truth value.
    public mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// Writes a key and any value. (A literal is taken for its own type first.)
    @_disfavoredOverload
    public mutating func member(_ key: String, _ value: JSON) {
        self.key(key)
        self.value(value)
    }

    /// Writes a key and a typed value.
    @_disfavoredOverload
    public mutating func member(_ key: String, _ value: some JSONWritable) {
        self.key(key)
        value.write(to: &self)
    }

    /// Writes a key and a typed value where there is one.
    public mutating func member(_ key: String, ifPresent value: (some JSONWritable)?) {
        if let value { member(key, value) }
    }

    /// Writes a whole tree, its keys sorted.
    public mutating func value(_ json: JSON) {
        switch json {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let whole): integer(whole)
        case .double(let number): double(number)
        case .string(let text): string(text)
        case .array(let items):
            array { writer in
                for item in items { writer.value(item) }
            }
        case .object(let object):
            self.object { writer in
                for member in object.canonicalMembers { writer.member(member.key, member.value) }
            }
        }
    }
}

extension JSON {
    /// The one spelling of this value by RFC 8785: no spaces, keys sorted by UTF-16 code units, numbers as
    /// ECMAScript writes them, only necessary escapes. Equal values have equal canonical bytes.
    public var canonicalBytes: [UInt8] { Self.canonical { $0.value(self) } }

    /// Writes the whole tree.
    public func write(to writer: inout JSONWriter) { writer.value(self) }

    /// Canonical bytes written by `body`, without a tree.
    public static func canonical(capacity: Int = 512, _ body: (inout JSONWriter) throws -> Void) rethrows
        -> [UInt8]
    {
        var writer = JSONWriter(capacity: capacity)
        try body(&writer)
        return writer.bytes
    }
}

extension JSONObject {
    /// The members in canonical order.
    var canonicalMembers: [Member] {
        let isInOrder = members.indices.dropFirst().allSatisfy {
            members[$0 - 1].key.precedesInCanonicalOrder(members[$0].key)
        }
        return isInOrder ? members : members.sorted { $0.key.precedesInCanonicalOrder($1.key) }
    }
}

extension String {
    /// Order by UTF-16 code units (RFC 8785, section 3.2.3). It differs from the order of UTF-8 bytes only
    /// where a character beyond U+FFFF meets one from U+E000 to U+FFFF.
    func precedesInCanonicalOrder(_ other: String) -> Bool {
        let (left, right) = (utf8Span.span, other.utf8Span.span)
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            let (one, another) = (left[index], right[index])
            if one < 0xEE || another < 0xEE { return one < another }
            return utf16.lexicographicallyPrecedes(other.utf16)
        }
        return utf8.count < other.utf8.count
    }
}
