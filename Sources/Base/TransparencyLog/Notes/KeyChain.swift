public import Cryptography

/// The keys of one log in their order: the first, and the records by which each handed over to the next.
///
/// Every record is signed by the old key, which names its heir, and by the new one, which shows that it exists
/// and owns its past. So trust in any one key of the chain is trust in all.
public struct KeyChain: Hashable, Sendable {
    /// The most keys a log may have had.
    public static let limit = 1_000

    /// The first key.
    public let first: NoteKey
    /// The records of rotation, in order.
    public private(set) var rotations: [KeyRotation] = []

    /// A chain of one key, whose name is the log's.
    public init(_ first: NoteKey) { self.first = first }

    /// The chain of `first` and these records; throws unless each follows from the one before.
    public init(_ first: NoteKey, rotations notes: [SignedNote]) throws(NoteError) {
        self.first = first
        for note in notes { try append(KeyRotation(note: note)) }
    }

    /// The key that signs now.
    public var current: NoteKey { rotations.last?.heir ?? first }

    /// All keys in order.
    public var keys: [NoteKey] { [first] + rotations.map(\.heir) }

    /// The name of the log.
    public var origin: String { first.name }

    /// Hands over from the current key to `heir` when the log has `size` leaves; throws when `key` is not the
    /// current one, the heir is a key of the chain already, or `size` is below that of the last rotation.
    public mutating func rotate(from key: SigningKey, to heir: SigningKey, at size: UInt64) throws(NoteError) {
        try append(KeyRotation(from: key, to: heir, of: origin, at: size))
    }

    /// The state that `note` holds; throws unless it is one of this log, signed by the key of its time.
    ///
    /// After a rotation at size n the old key no longer speaks for larger logs, nor the new one for smaller.
    public func checkpoint(in note: SignedNote) throws(NoteError) -> Checkpoint {
        let checkpoint = try Checkpoint(parsing: note.text)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw .malformed("the checkpoint is of log `\(checkpoint.origin)`, not of `\(origin)`")
        }
        let candidates = keys(at: checkpoint.size)
        var failure = NoteError.unsigned(by: current.description)
        for key in candidates {
            do throws(NoteError) {
                try note.verify(by: key)
                return checkpoint
            } catch {
                if case .wrongSignature = error { throw error }
                failure = error
            }
        }
        throw failure
    }

    private func keys(at size: UInt64) -> [NoteKey] {
        keys.indices.filter { index in
            let since = index == 0 ? 0 : rotations[index - 1].size
            let until = index < rotations.count ? rotations[index].size : .max
            return since...until ~= size
        }.map { keys[$0] }
    }

    private mutating func append(_ rotation: KeyRotation) throws(NoteError) {
        guard rotation.old == current else {
            throw .malformed("a rotation hands over from `\(rotation.old)`, but `\(current)` is the key of that time")
        }
        guard !keys.contains(rotation.heir) else { throw .malformed("`\(rotation.heir)` was a key of this log before") }
        guard rotation.size >= rotations.last?.size ?? 0 else {
            throw .malformed("a rotation at size `\(rotation.size)` follows one at a larger size")
        }
        guard keys.count < Self.limit else { throw .tooLarge(what: "keys", count: keys.count + 1, limit: Self.limit) }
        rotations.append(rotation)
    }
}
