public import Cryptography

/// A text with signatures under it, in the form of C2SP signed-note.
///
/// Reading is strict, so that no byte of a note can be altered without being noticed: a note that was read is
/// written back byte for byte.
public struct SignedNote: Hashable, Sendable, CustomStringConvertible {
    /// The most bytes a note may have.
    public static let byteLimit = 65_536
    /// The most signatures a note may have.
    public static let signatureLimit = 64

    /// One line under the text.
    public struct Line: Hashable, Sendable {
        /// The name of the key that signed.
        public let name: String
        /// Which key of that name it claims to be.
        public let id: UInt32
        /// The signature, 64 bytes for the type that we know.
        public let signature: [UInt8]
    }

    /// What is signed; it ends with a newline.
    public let text: String
    /// The signatures, in their order; at least one in a note that was read.
    public private(set) var signatures: [Line]

    /// A note that nobody has signed yet; throws unless `text` ends with a newline and holds no other control
    /// characters.
    public init(text: String) throws(NoteError) {
        try Self.check(text)
        self.text = text
        signatures = []
    }

    /// The note that these bytes are; throws on anything that is not exactly in form.
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= Self.byteLimit else {
            throw .tooLarge(what: "bytes of note", count: bytes.count, limit: Self.byteLimit)
        }
        guard let whole = String(validating: bytes, as: UTF8.self) else { throw .malformed("a note is not UTF-8") }
        let lines = whole.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.last?.isEmpty == true else { throw .malformed("a note does not end with a newline") }
        guard let blank = lines.dropLast().lastIndex(where: \.isEmpty), blank > 0 else {
            throw .malformed("a note has no empty line between text and signatures")
        }
        text = lines[..<blank].map { String(Substring($0)) + "\n" }.joined()
        try Self.check(text)
        let below = lines[(blank + 1)...].dropLast()
        guard below.count <= Self.signatureLimit else {
            throw .tooLarge(what: "signatures", count: below.count, limit: Self.signatureLimit)
        }
        guard !below.isEmpty else { throw .malformed("a note has no signature") }
        var signatures: [Line] = []
        for line in below { signatures.append(try Line(parsing: String(Substring(line)))) }
        self.signatures = signatures
    }

    /// Adds a signature by `key`, known under `name`; throws when the name cannot be one.
    public mutating func sign(as name: String, with key: SigningKey) throws(NoteError) {
        let publicKey = try NoteKey(name: name, key: key.verifyingKey)
        let signature = key.sign(Array(text.utf8)).bytes
        signatures.append(Line(name: name, id: publicKey.id, signature: signature))
    }

    /// Makes sure that `key` signed this text; throws when it did not, or when a signature that claims to be
    /// by it does not fit. Signatures by other keys are passed over, as the format wants it.
    public func verify(by key: NoteKey) throws(NoteError) {
        let id = key.id
        var isSigned = false
        for line in signatures where line.id == id && line.name.utf8.elementsEqual(key.name.utf8) {
            guard let signature = Signature(line.signature), key.key.isValid(signature, for: Array(text.utf8)) else {
                throw .wrongSignature(key: key.description)
            }
            isSigned = true
        }
        guard isSigned else { throw .unsigned(by: key.description) }
    }

    /// The note as bytes.
    public var bytes: [UInt8] { Array(description.utf8) }

    /// The note as text.
    public var description: String { text + "\n" + signatures.map(\.text).joined() }

    private static func check(_ text: String) throws(NoteError) {
        guard text.utf8.last == UInt8(ascii: "\n"), text.utf8.count > 1 else {
            throw .malformed("a note's text is empty or does not end with a newline")
        }
        guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") }) else {
            throw .malformed("a note holds a control character")
        }
    }
}

extension SignedNote.Line {
    fileprivate init(parsing line: String) throws(NoteError) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0].utf8.elementsEqual("—".utf8), let bytes = Base64.decode(parts[2]),
            bytes.count > 4
        else { throw .malformed("a signature line is not written `— name base64`") }
        name = try NoteKey.checked(parts[1])
        id = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        signature = Array(bytes.dropFirst(4))
    }

    fileprivate var text: String { "— \(name) \(Base64.encode(id.bigEndianBytes + signature))\n" }
}
