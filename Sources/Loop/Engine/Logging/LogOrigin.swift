public import Schemas
public import TransparencyLog
import Vocabulary

/// A name under which a log was signed before it was begun again: it did not go on from a state that was signed, since its
/// store was put back or written anew. What was signed under the old name still counts for the leaves that are there.
public struct LogOrigin: Hashable, Sendable {
    /// The old name with its keys.
    public let keys: KeyChain
    /// How many leaves the log had when it was begun again; the leaf at this position records it.
    public let until: Int64
    /// The signed state that the log does not go on from.
    public let lost: SignedNote

    /// One line for people.
    public var words: String {
        let size = lost.text.split(separator: "\n").dropFirst().first ?? "?"
        return
            "begun again after `\(until)` entries: the store does not go on from the `\(size)` entries that were signed as "
            + "`\(keys.origin)`"
    }
}

extension LogOrigin: JSONRepresentable {
    /// Reads a name as it was stored.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "origin")
        let first = try fields.string("first")
        let rotations: [String] = try fields.value("rotations")
        let lost = try fields.string("lost")
        do throws(NoteError) {
            var notes: [SignedNote] = []
            for text in rotations { notes.append(try SignedNote(parsing: Array(text.utf8))) }
            keys = try KeyChain(NoteKey(parsing: first), rotations: notes)
            self.lost = try SignedNote(parsing: Array(lost.utf8))
        } catch {
            throw JSONShapeError(path: "", message: error.description)
        }
        until = try fields.integer("until", in: 0...Int64.max)
        try fields.end()
    }

    /// The name as JSON.
    public var json: JSON {
        [
            "first": .string(keys.first.description), "lost": .string(lost.description),
            "rotations": keys.rotations.map(\.note.description).json, "until": .integer(until),
        ]
    }

    init(_ keys: KeyChain, until: Int64, lost: SignedNote) {
        self.keys = keys
        self.until = until
        self.lost = lost
    }
}
