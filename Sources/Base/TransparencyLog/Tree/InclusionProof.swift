public import Cryptography

/// Proof that a leaf stands at a place in a tree: the hashes beside its way up (RFC 9162, section 2.1.3).
public struct InclusionProof: Hashable, Sendable {
    /// The place of the leaf, counted from 0.
    public let index: UInt64
    /// How many leaves the tree has.
    public let size: UInt64
    /// The hashes beside the way up, from the leaf to the root.
    public let hashes: [Digest]

    /// A proof as it came from elsewhere; `isValid` says whether it proves anything.
    public init(index: UInt64, size: UInt64, hashes: [Digest]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The proof for leaf `index` of the first `size` leaves of a stored tree; throws what the store throws.
    ///
    /// `index` has to be below `size`, and the tree to have at least `size` leaves.
    public init(index: UInt64, size: UInt64, of tree: some TreeHashes) throws {
        precondition(index < size, "a tree of \(size) leaves has no leaf \(index)")
        var range = 0..<size
        var hashes: [Digest] = []
        while range.count > 1 {
            let middle = range.middle
            let beside = index < middle ? middle..<range.upperBound : range.lowerBound..<middle
            hashes.append(try tree.root(of: beside))
            range = index < middle ? range.lowerBound..<middle : middle..<range.upperBound
        }
        self.init(index: index, size: size, hashes: hashes.reversed())
    }

    /// Whether the leaf with this hash stands at `index` in the tree of `size` leaves with this root.
    public func isValid(leaf: Digest, root: Digest) -> Bool {
        guard index < size else { return false }
        var place = index
        var last = size - 1
        var hash = leaf
        for beside in hashes {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = MerkleTree.nodeHash(beside, hash)
                while place & 1 == 0 && place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = MerkleTree.nodeHash(hash, beside)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }
}

extension Range<UInt64> {
    /// Where RFC 9162 divides a range of more than one leaf: after the largest power of two below its count.
    var middle: UInt64 { lowerBound + 1 << UInt64(63 - (upperBound - lowerBound - 1).leadingZeroBitCount) }
}
