public import Cryptography

/// The hashes of a Merkle tree as RFC 9162, section 2.1.1, defines them.
///
/// Leaves and nodes are hashed under different prefixes, so that no node can pass for a leaf.
public enum MerkleTree: Sendable {
    /// The root of a tree without leaves: the hash of nothing.
    public static let emptyRoot = SHA256.hash([])

    /// The hash of a leaf's bytes.
    public static func leafHash(_ leaf: [UInt8]) -> Digest { SHA256.hash(prefix: 0, leaf.span) }

    /// The hash of a leaf's bytes.
    public static func leafHash(_ leaf: Span<UInt8>) -> Digest { SHA256.hash(prefix: 0, leaf) }

    /// The hash of the node over two subtrees.
    public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest { SHA256.hash(prefix: 1, left, right) }
}
