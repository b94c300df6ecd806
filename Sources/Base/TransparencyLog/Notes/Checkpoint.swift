public import Cryptography

/// The state of a log at one moment: its name, how many leaves it has and the root over them.
///
/// Its text is that of C2SP tlog-checkpoint, without extension lines.
public struct Checkpoint: Hashable, Sendable {
    /// The most leaves a checkpoint speaks of, as in other implementations.
    public static let sizeLimit = UInt64(Int64.max)

    /// Which log it is, and the name under which its keys sign.
    public let origin: String
    /// How many leaves the log has.
    public let size: UInt64
    /// The root hash over them.
    public let root: Digest

    /// The state of the log called `origin`; throws when that cannot be the name of a key.
    public init(origin: String, size: UInt64, root: Digest) throws(NoteError) {
        self.origin = try NoteKey.ownName(origin)
        guard size <= Self.sizeLimit else { throw .malformed("a log has over 2^63 - 1 leaves") }
        self.size = size
        self.root = root
    }

    /// Reads the text of a note; throws on anything but the three lines.
    public init(parsing text: String) throws(NoteError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 4, lines[3].isEmpty else {
            throw .malformed("a checkpoint has three lines: origin, size, root")
        }
        guard let size = UInt64(lines[1]), String(size) == lines[1], size <= Self.sizeLimit else {
            throw .malformed("`\(lines[1])` is not the size of a log")
        }
        guard let bytes = Base64.decode(lines[2]), let root = Digest(bytes) else {
            throw .malformed("`\(lines[2])` is not a root hash in base64")
        }
        try self.init(origin: lines[0], size: size, root: root)
    }

    /// The three lines that are signed.
    public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// Signs the state under its origin; the note is what leaves the machine.
    ///
    /// Only `CheckpointSigner` may decide that it is right to sign.
    func signed(with key: SigningKey) throws(NoteError) -> SignedNote {
        var note = try SignedNote(text: text)
        try note.sign(as: origin, with: key)
        return note
    }
}
