/// The one pass over a document's bytes that fills a tape. No recursion: an open container remembers its
/// parent.
struct JSONScanner {
    var tokens: [JSONTape.Token] = []
    var position = 0
    /// The token of the innermost open container; -1 outside.
    private(set) var open = -1
    private var depth = 0
    private let depthLimit: Int

    init(depthLimit: Int) {
        self.depthLimit = depthLimit
    }

    /// Takes over the storage of an earlier tape, which is left empty.
    mutating func reuse(_ earlier: inout [JSONTape.Token]) {
        swap(&tokens, &earlier)
        tokens.removeAll(keepingCapacity: true)
    }

    mutating func scan(_ bytes: Span<UInt8>) throws(JSONError) {
        if tokens.capacity == 0 { tokens.reserveCapacity(16 + bytes.count / 12) }
        skipSpace(bytes)
        repeat {
            try scanValue(bytes)
        } while try another(bytes)
        guard position == bytes.count else {
            throw fault("the document goes on after its value; send one value", bytes)
        }
    }

    func fault(_ message: String, at offset: Int? = nil, _ bytes: Span<UInt8>) -> JSONError {
        JSONError(message, at: offset ?? position, in: bytes)
    }

    /// The next byte; 0, which is valid nowhere outside strings, when the document is over.
    func peek(_ bytes: Span<UInt8>) -> UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    mutating func skipSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// Reads a scalar whole, or opens a container; stands after it on return.
    private mutating func scanValue(_ bytes: Span<UInt8>) throws(JSONError) {
        switch peek(bytes) {
        case UInt8(ascii: "\""): try scanString(bytes)
        case UInt8(ascii: "{"): try enter(.object, bytes)
        case UInt8(ascii: "["): try enter(.array, bytes)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber(bytes)
        case UInt8(ascii: "t"): try scanWord("true", JSONTape.Token(.bool, at: position, flag: true), bytes)
        case UInt8(ascii: "f"): try scanWord("false", JSONTape.Token(.bool, at: position), bytes)
        case UInt8(ascii: "n"): try scanWord("null", JSONTape.Token(.null, at: position), bytes)
        default: throw unexpected("a value", bytes)
        }
    }

    private mutating func enter(_ kind: JSONTape.Token.Kind, _ bytes: Span<UInt8>) throws(JSONError) {
        guard depth < depthLimit else {
            throw fault(
                "values stand deeper in each other than the limit of `\(depthLimit)`; flatten them", bytes)
        }
        var token = JSONTape.Token(kind, at: position)
        token.high = UInt32(truncatingIfNeeded: open)
        open = tokens.count
        depth += 1
        tokens.append(token)
        position += 1
    }

    /// Closes what ends here and passes commas and keys; true when another value has to follow.
    private mutating func another(_ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        while open >= 0 {
            skipSpace(bytes)
            let isObject = tokens[open].kind == .object
            let byte = peek(bytes)
            if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                try close(bytes)
                continue
            }
            if tokens[open].low > 0 {
                guard byte == UInt8(ascii: ",") else {
                    throw unexpected(isObject ? "`,` or `}`" : "`,` or `]`", bytes)
                }
                position += 1
                skipSpace(bytes)
            }
            tokens[open].low += 1
            if isObject { try scanKey(bytes) }
            return true
        }
        skipSpace(bytes)
        return false
    }

    private mutating func scanKey(_ bytes: Span<UInt8>) throws(JSONError) {
        guard peek(bytes) == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes", bytes) }
        try scanString(bytes)
        skipSpace(bytes)
        guard peek(bytes) == UInt8(ascii: ":") else { throw unexpected("`:` after the key", bytes) }
        position += 1
        skipSpace(bytes)
    }

    private mutating func close(_ bytes: Span<UInt8>) throws(JSONError) {
        let parent = Int(Int32(bitPattern: tokens[open].high))
        tokens[open].high = UInt32(truncatingIfNeeded: tokens.count)
        if tokens[open].kind == .object, tokens[open].low > 1 { try refuseRepeatedKeys(bytes) }
        open = parent
        depth -= 1
        position += 1
    }

    private mutating func scanWord(
        _ word: StaticString, _ token: JSONTape.Token, _ bytes: Span<UInt8>
    ) throws(JSONError) {
        let text = word.description.utf8
        var offset = position
        for byte in text {
            guard offset < bytes.count, bytes[offset] == byte else { throw unexpected("a value", bytes) }
            offset += 1
        }
        position = offset
        tokens.append(token)
    }

    func unexpected(_ wanted: String, _ bytes: Span<UInt8>) -> JSONError {
        guard position < bytes.count else {
            return fault("the document ends where \(wanted) has to stand", bytes)
        }
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            return fault(
                "found `\(Unicode.Scalar(byte))` where \(wanted) has to stand; remove a comma before it",
                bytes)
        case UInt8(ascii: "/"), UInt8(ascii: "#"):
            return fault(
                "found `\(Unicode.Scalar(byte))` where \(wanted) has to stand; comments are not allowed",
                bytes)
        case 0xEF where position == 0:
            return fault("the document begins with a byte order mark; save it as UTF-8 without one", bytes)
        case 0x21..<0x7F:
            return fault("found \(quoted(String(Unicode.Scalar(byte)))) where \(wanted) has to stand", bytes)
        default:
            return fault("found the byte `\(byte)` where \(wanted) has to stand", bytes)
        }
    }
}
