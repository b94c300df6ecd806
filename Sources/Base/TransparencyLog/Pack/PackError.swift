/// Why a pack cannot be written.
public enum PackError: Error, Hashable, CustomStringConvertible {
    /// A leaf is empty or too long.
    case leafSize(position: UInt64, bytes: Int, limit: Int)
    /// The bytes of a leaf in the store are not those that were logged.
    case leafDiffers(position: UInt64)
    /// A payload is too long.
    case payloadSize(position: UInt64, bytes: Int, limit: Int)
    /// A payload is not what its leaf commits to.
    case payloadDiffers(position: UInt64)
    /// A checkpoint was handed over at another size than its own.
    case checkpointOutOfPlace(size: UInt64, leaves: UInt64)
    /// The leaves are not those that were signed.
    case notWhatWasSigned(size: UInt64)
    /// The last leaves are not covered by a checkpoint.
    case notSignedToTheEnd(signed: UInt64, leaves: UInt64)
    /// A proof was asked for a leaf outside of the pack, or too many were.
    case noSuchProof(String)
    /// The key that should sign the pack is not the log's current one.
    case wrongKey(current: String)
    /// A file is larger than it may be.
    case fileTooLarge(path: String, limit: Int)

    /// What is wrong and the way out, in one line.
    public var description: String {
        switch self {
        case .leafSize(let position, let bytes, let limit):
            "leaf `\(position)` has `\(bytes)` bytes; it has to have 1 to `\(limit)`"
        case .leafDiffers(let position):
            "leaf `\(position)` is not what was logged: its bytes and its hash differ; restore it from a copy"
        case .payloadSize(let position, let bytes, let limit):
            "a payload of leaf `\(position)` has `\(bytes)` bytes and the limit is `\(limit)`"
        case .payloadDiffers(let position):
            "a payload of leaf `\(position)` is not what the leaf commits to; restore it or erase it"
        case .checkpointOutOfPlace(let size, let leaves):
            "the checkpoint of size `\(size)` was handed over after `\(leaves)` leaves"
        case .notWhatWasSigned(let size):
            "the first `\(size)` leaves are not those that were signed; restore the log from a copy"
        case .notSignedToTheEnd(let signed, let leaves):
            "`\(signed)` leaves are signed and the pack has `\(leaves)`; sign a checkpoint first"
        case .noSuchProof(let problem): problem
        case .wrongKey(let current): "the pack has to be signed with the current key, `\(current)`"
        case .fileTooLarge(let path, let limit): "`\(path)` is larger than the limit of `\(limit)` bytes"
        }
    }
}
