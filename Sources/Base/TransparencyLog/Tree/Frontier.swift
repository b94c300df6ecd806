public import Cryptography

/// The right edge of a growing Merkle tree: what must be kept to append leaves and know the root.
///
/// It holds the hash of each largest complete subtree, one for every bit set in `size`, from left to right: at
/// most 64 hashes, for a tree of any size. A value: a copy taken before a transaction is the way back.
public struct Frontier: Hashable, Sendable {
    /// How many leaves the tree has.
    public private(set) var size: UInt64
    /// The hashes of the complete subtrees from left to right, the largest first.
    public private(set) var hashes: [Digest]

    /// The edge of a tree without leaves.
    public init() {
        size = 0
        hashes = []
    }

    /// The edge with these hashes, as another one gave them; nothing unless there is one for every bit in `size`.
    public init?(size: UInt64, hashes: [Digest]) {
        guard hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// The edge of the first `size` leaves of a stored tree; throws what the store throws.
    public init(size: UInt64, of tree: some TreeHashes) throws {
        self.size = size
        hashes = try completeSubtrees(of: 0..<size).map {
            try tree.subtreeHash(height: $0.height, index: $0.index)
        }
    }

    /// Adds one leaf by its hash, in O(log size) at worst and one node on average.
    public mutating func append(_ leaf: Digest) {
        append(subtree: leaf, height: 0) { _, _, _ in }
    }

    /// Adds one leaf and reports each subtree that it completes: height, index among those of its height, hash.
    ///
    /// A store that keeps the reports of height 8 and 16 can prove things about a large log without reading it
    /// all; see `StoredTreeHashes`.
    public mutating func append(_ leaf: Digest, completed: (Int, UInt64, Digest) -> Void) {
        append(subtree: leaf, height: 0, completed: completed)
    }

    /// The root hash of the tree (MTH of RFC 9162).
    public var root: Digest {
        guard var root = hashes.last else { return MerkleTree.emptyRoot }
        for left in hashes.dropLast().reversed() { root = MerkleTree.nodeHash(left, root) }
        return root
    }

    /// Adds the leaves of `other`, which was grown from nothing, to the right of this one.
    ///
    /// This tree's size has to be a multiple of a power of two that is not less than `other.size`.
    mutating func append(contentsOf other: Frontier) {
        var index = 0
        for height in stride(from: 63, through: 0, by: -1) where other.size >> UInt64(height) & 1 == 1 {
            append(subtree: other.hashes[index], height: height) { _, _, _ in }
            index += 1
        }
    }

    private mutating func append(subtree: Digest, height: Int, completed: (Int, UInt64, Digest) -> Void) {
        precondition(size & ((1 << UInt64(height)) - 1) == 0, "a subtree has to begin at a multiple of its size")
        var hash = subtree
        var height = height
        var count = size >> UInt64(height)
        size += 1 << UInt64(height)
        while count & 1 == 1 {
            hash = MerkleTree.nodeHash(hashes.removeLast(), hash)
            height += 1
            count >>= 1
            completed(height, count, hash)
        }
        hashes.append(hash)
    }
}
