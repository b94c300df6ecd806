public import Cryptography

/// Signs the states of one log, and never two of which one does not grow out of the other (P24).
///
/// It is opened with the last checkpoint that was kept, or the last one known outside if that is later. A note
/// goes out only after `keep` has made it durable: a machine that stops in between knows, when it starts again,
/// at least what the world knows.
public struct CheckpointSigner: Sendable {
    private let key: SigningKey
    private let origin: String
    private var last: Checkpoint?
    private var isInDoubt = false

    /// The last state signed; nothing before the first.
    public var lastCheckpoint: Checkpoint? { last }

    /// A signer for a new log, which has signed nothing yet; throws when `origin` cannot be a key's name.
    public init(newLog origin: String, key: SigningKey) throws(NoteError) {
        self.origin = try NoteKey.ownName(origin)
        self.key = key
    }

    /// A signer that goes on after `note`, signed by the current key or an earlier one of `keys`; throws when
    /// none of them signed it for this log.
    public init(after note: SignedNote, keys: KeyChain, key: SigningKey) throws(NoteError) {
        let checkpoint = try keys.checkpoint(in: note)
        guard keys.current.key == key.verifyingKey else {
            throw .malformed("the signing key is not the current one, `\(keys.current)`")
        }
        self.key = key
        origin = checkpoint.origin
        last = checkpoint
    }

    /// Signs the state with `size` leaves and this root, if `proof` shows that it grew out of the last one.
    ///
    /// `keep` makes the note durable before it is returned. If it throws, nobody knows what is on the disk: the
    /// signer throws that error and signs nothing more; open a new one with what was kept.
    public mutating func sign(
        size: UInt64, root: Digest, proof: ConsistencyProof?, keep: (SignedNote) throws -> Void
    ) throws -> SignedNote {
        guard !isInDoubt else { throw CheckpointRefusal.inDoubt }
        let next = try Checkpoint(origin: origin, size: size, root: root)
        if let last { try Self.check(next, growsOutOf: last, proof: proof) }
        let note = try next.signed(with: key)
        isInDoubt = true
        try keep(note)
        isInDoubt = false
        last = next
        return note
    }

    private static func check(
        _ next: Checkpoint, growsOutOf last: Checkpoint, proof: ConsistencyProof?
    ) throws(CheckpointRefusal) {
        guard next.size >= last.size else { throw .shrunk(from: last.size, to: next.size) }
        guard next.size > last.size else {
            guard next.root == last.root else { throw .rewritten(from: last.size, to: next.size) }
            return
        }
        let proof = proof ?? ConsistencyProof(from: last.size, to: next.size, hashes: [])
        guard proof.earlier == last.size, proof.later == next.size, proof.isValid(old: last.root, new: next.root)
        else { throw .rewritten(from: last.size, to: next.size) }
    }
}

/// Why a state is not signed.
public enum CheckpointRefusal: Error, Hashable, CustomStringConvertible {
    /// The log has fewer leaves than a state signed before.
    case shrunk(from: UInt64, to: UInt64)
    /// The log does not begin with the leaves that were signed before.
    case rewritten(from: UInt64, to: UInt64)
    /// Whether the last note was kept is not known.
    case inDoubt

    /// What is wrong and the way out, in one line.
    public var description: String {
        switch self {
        case .shrunk(let from, let to):
            "the log has `\(to)` leaves and `\(from)` were signed; restore the rest or start a new log"
        case .rewritten(let from, let to):
            "the log of `\(to)` leaves does not begin with the `\(from)` that were signed; "
                + "restore it or start a new log"
        case .inDoubt:
            "the last checkpoint may or may not have been kept; open the signer again with what was kept"
        }
    }
}
