internal import Cryptography

/// The record by which one key of a log hands over to the next: a note signed by both.
///
/// Its second line holds a space, so its text can never be read as a checkpoint.
public struct KeyRotation: Hashable, Sendable {
    /// The key that signed until then.
    public let old: NoteKey
    /// The key that signs from then on.
    public let heir: NoteKey
    /// How many leaves the log had: the last size for which the old key speaks.
    public let size: UInt64
    /// The signed record.
    public let note: SignedNote

    /// A record signed with both keys; throws when `origin` cannot be a key's name.
    init(from old: SigningKey, to heir: SigningKey, of origin: String, at size: UInt64) throws(NoteError) {
        let oldKey = try NoteKey(name: origin, key: old.verifyingKey)
        let newKey = try NoteKey(name: origin, key: heir.verifyingKey)
        var note = try SignedNote(text: Self.text(old: oldKey, heir: newKey, size: size))
        try note.sign(as: origin, with: old)
        try note.sign(as: origin, with: heir)
        self.init(old: oldKey, heir: newKey, size: size, note: note)
    }

    /// Reads a record; throws unless it is exactly in form and both keys, of one name, signed it.
    public init(note: SignedNote) throws(NoteError) {
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 5, lines[0] == Self.title, lines[1].hasPrefix("old "), lines[2].hasPrefix("new "),
            lines[3].hasPrefix("size "), let size = UInt64(lines[3].dropFirst(5)), size <= Checkpoint.sizeLimit
        else { throw .malformed("a rotation has four lines: title, old key, new key, size") }
        let old = try NoteKey(parsing: String(lines[1].dropFirst(4)))
        let heir = try NoteKey(parsing: String(lines[2].dropFirst(4)))
        guard note.text.utf8.elementsEqual(Self.text(old: old, heir: heir, size: size).utf8) else {
            throw .malformed("a rotation is not written in its one form")
        }
        guard old.name.utf8.elementsEqual(heir.name.utf8) else {
            throw .malformed("a rotation names two logs, `\(old.name)` and `\(heir.name)`")
        }
        try note.verify(by: old)
        try note.verify(by: heir)
        self.init(old: old, heir: heir, size: size, note: note)
    }

    private init(old: NoteKey, heir: NoteKey, size: UInt64, note: SignedNote) {
        self.old = old
        self.heir = heir
        self.size = size
        self.note = note
    }

    private static let title = "mandate key rotation"

    private static func text(old: NoteKey, heir: NoteKey, size: UInt64) -> String {
        "\(title)\nold \(old)\nnew \(heir)\nsize \(size)\n"
    }
}
