/// A document read once: a flat list of its tokens over its own bytes.
///
/// This is the only JSON reader there is. The tree (`JSON`) is built from a tape and a schema runs over a
/// tape, so what is judged and what is used cannot differ. Everything strict happens while the tape is made.
/// Making one costs a single allocation, and none when a tape is reused with `read`.
public struct JSONTape: Sendable {
    /// One token. Containers are followed by their contents; a member is a string token and then its value.
    struct Token: Sendable {
        enum Kind: UInt8, Sendable { case null, bool, integer, double, string, array, object }

        let kind: Kind
        /// Strings: whether there are escapes. Truth values: the value.
        var flag = false
        /// Where the value's text begins; for strings the byte after the quote.
        let start: UInt32
        /// Strings: length in bytes as written. Containers: how many items or members. Open ones: their
        /// parent.
        var low: UInt32 = 0
        /// Strings: a signature that equal strings share. Containers: the token after the last inside.
        var high: UInt32 = 0

        /// The value of an integer token.
        var integer: Int64 { Int64(bitPattern: pattern) }
        /// The value of a double token.
        var double: Double { Double(bitPattern: pattern) }
        /// The value of any number token; whole numbers within the reader's bounds are exact.
        var number: Double { kind == .integer ? Double(integer) : double }
        private var pattern: UInt64 { UInt64(high) << 32 | UInt64(low) }

        init(_ kind: Kind, at start: Int, flag: Bool = false) {
            self.kind = kind
            self.start = UInt32(truncatingIfNeeded: start)
            self.flag = flag
        }

        init(_ kind: Kind, at start: Int, pattern: UInt64) {
            self.init(kind, at: start)
            low = UInt32(truncatingIfNeeded: pattern)
            high = UInt32(truncatingIfNeeded: pattern >> 32)
        }
    }

    /// The document as it came.
    public private(set) var bytes: [UInt8]
    private(set) var tokens: [Token]

    /// Reads a document, or says what is wrong with it and where.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        self.init()
        try read(bytes, limits: limits)
    }

    /// An empty tape, to be filled by `read`.
    public init() {
        bytes = []
        tokens = []
    }

    /// Reads another document into this tape, reusing its storage. After an error the tape is empty.
    public mutating func read(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        var scanner = JSONScanner(depthLimit: limits.depth)
        scanner.reuse(&tokens)
        self.bytes = []
        guard bytes.count <= limits.bytes else {
            throw JSONError(
                offset: limits.bytes,
                message:
                    "document of `\(bytes.count)` bytes is over the limit of `\(limits.bytes)`; send less")
        }
        try scanner.scan(bytes.span)
        tokens = scanner.tokens
        self.bytes = bytes
    }

    /// The token after the value at `index`.
    func next(after index: Int) -> Int {
        switch tokens[index].kind {
        case .array, .object: Int(tokens[index].high)
        default: index + 1
        }
    }

    /// The text of the string token at `index`, unescaped.
    func text(at index: Int) -> String {
        let token = tokens[index]
        let range = Int(token.start)..<Int(token.start) + Int(token.low)
        guard token.flag else { return String(decoding: bytes[range], as: UTF8.self) }
        return String(decoding: JSONEscapes.decoded(range, in: bytes.span), as: UTF8.self)
    }
}

extension JSONTape {
    /// The whole document as a tree.
    public var json: JSON {
        var index = 0
        return tokens.isEmpty ? .null : value(&index)
    }

    /// The value whose token is at `index`, as a tree.
    func value(at index: Int) -> JSON {
        var index = index
        return value(&index)
    }

    /// Recursion is bounded by the depth the reader allowed.
    private func value(_ index: inout Int) -> JSON {
        let token = tokens[index]
        let place = index
        index += 1
        switch token.kind {
        case .null: return .null
        case .bool: return .bool(token.flag)
        case .integer: return .integer(token.integer)
        case .double: return .double(token.double)
        case .string: return .string(text(at: place))
        case .array:
            var items: [JSON] = []
            items.reserveCapacity(Int(token.low))
            for _ in 0..<token.low { items.append(value(&index)) }
            return .array(items)
        case .object:
            var members: [JSONObject.Member] = []
            members.reserveCapacity(Int(token.low))
            for _ in 0..<token.low {
                let key = text(at: index)
                index += 1
                members.append(JSONObject.Member(key: key, value: value(&index)))
            }
            return .object(JSONObject(distinct: members))
        }
    }
}

extension JSON {
    /// Reads one strict JSON document.
    ///
    /// Refused are: keys that appear twice (after unescaping), trailing commas or data, comments, lone
    /// surrogates, invalid UTF-8, raw control characters, NaN, leading zeros, numbers out of a double's
    /// range, whole numbers beyond 2^53 - 1, and documents over the limits.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        self = try JSONTape(parsing: bytes, limits: limits).json
    }

    /// Reads one strict JSON document from text; see `init(parsing:limits:)`.
    public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }
}
