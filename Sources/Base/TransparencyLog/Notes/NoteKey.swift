public import Cryptography

/// A public key that signs notes under a name, as C2SP signed-note defines it for Ed25519 (type 0x01).
///
/// Its text, the `vkey`, is what people compare: `name+hash+base64`.
public struct NoteKey: Hashable, Sendable, CustomStringConvertible {
    /// The most bytes a name may have.
    public static let nameLimit = 128

    /// Who signs, for example `mandate.example/acme`: visible ASCII without plus, so that no two names look alike.
    public let name: String
    /// The key itself.
    public let key: VerifyingKey

    /// A key under a name; throws when the name breaks the rules above.
    public init(name: String, key: VerifyingKey) throws(NoteError) {
        self.name = try Self.ownName(name)
        self.key = key
    }

    /// The key that a `vkey` text stands for; throws unless it is exactly what `description` would give.
    public init(parsing text: String) throws(NoteError) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let bytes = Base64.decode(parts[2]), bytes.first == Self.ed25519,
            let key = VerifyingKey(Array(bytes.dropFirst()))
        else { throw .malformed("a key is written `name+hash+base64` and holds an Ed25519 key") }
        try self.init(name: parts[0], key: key)
        guard description == text else {
            throw .malformed("the hash in `\(parts[0])+\(parts[1])` is not that of its key")
        }
    }

    /// The first four bytes of SHA-256 over name, newline, type and key: which key it is, not proof of it.
    public var id: UInt32 {
        let hash = SHA256.hash(Array(name.utf8) + [UInt8(ascii: "\n"), Self.ed25519] + key.bytes).bytes
        return hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The `vkey` text.
    public var description: String {
        "\(name)+\(Hex.encode(id.bigEndianBytes))+\(Base64.encode([Self.ed25519] + key.bytes))"
    }

    /// The type byte of plain Ed25519 signatures.
    private static let ed25519: UInt8 = 1

    /// A name for a log or key of ours.
    static func ownName(_ name: String) throws(NoteError) -> String {
        guard name.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw .malformed("the name of a log or key holds something else than visible ASCII")
        }
        return try checked(name)
    }

    /// A name as the format allows it to anybody.
    static func checked(_ name: String) throws(NoteError) -> String {
        guard !name.isEmpty else { throw .malformed("a key's name is empty") }
        let count = name.utf8.count
        guard count <= nameLimit else { throw .tooLarge(what: "bytes of name", count: count, limit: nameLimit) }
        let isClean = name.unicodeScalars.allSatisfy { scalar in
            scalar != "+" && !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
        }
        guard isClean else { throw .malformed("a key's name holds a space, a plus or a control character") }
        return name
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { stride(from: 24, through: 0, by: -8).map { UInt8(self >> UInt32($0) & 255) } }
}
