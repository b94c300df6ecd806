public import Cryptography

/// Proof that a tree only grew: its first leaves are those of an earlier state (RFC 9162, section 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// How many leaves the earlier state has.
    public let earlier: UInt64
    /// How many leaves the later state has.
    public let later: UInt64
    /// The hashes that connect both.
    public let hashes: [Digest]

    /// A proof as it came from elsewhere; `isValid` says whether it proves anything.
    public init(from earlier: UInt64, to later: UInt64, hashes: [Digest]) {
        self.earlier = earlier
        self.later = later
        self.hashes = hashes
    }

    /// The proof between two states of a stored tree; throws what the store throws.
    ///
    /// `earlier` has to be at most `later`, and the tree to have at least `later` leaves.
    public init(from earlier: UInt64, to later: UInt64, of tree: some TreeHashes) throws {
        precondition(earlier <= later, "a tree of \(later) leaves does not grow from one of \(earlier)")
        guard earlier > 0, earlier < later else {
            self.init(from: earlier, to: later, hashes: [])
            return
        }
        var range = 0..<later
        var hashes: [Digest] = []
        while range.upperBound != earlier {
            let middle = range.middle
            let staysLeft = earlier <= middle
            let beside = staysLeft ? middle..<range.upperBound : range.lowerBound..<middle
            hashes.append(try tree.root(of: beside))
            range = staysLeft ? range.lowerBound..<middle : middle..<range.upperBound
        }
        if range.lowerBound > 0 { hashes.append(try tree.root(of: range)) }
        self.init(from: earlier, to: later, hashes: hashes.reversed())
    }

    /// Whether the tree with root `new` begins with the leaves of the one with root `old`.
    ///
    /// Every tree grows from the empty one, and a tree of the same size is the same; both need no hashes.
    public func isValid(old: Digest, new: Digest) -> Bool {
        guard earlier <= later else { return false }
        if earlier == later { return hashes.isEmpty && old == new }
        if earlier == 0 { return hashes.isEmpty && old == MerkleTree.emptyRoot }
        var path = hashes[...]
        if earlier.nonzeroBitCount == 1 { path = ([old] + hashes)[...] }
        guard let seed = path.popFirst() else { return false }
        var place = (earlier - 1) >> UInt64((~(earlier - 1)).trailingZeroBitCount)
        var last = (later - 1) >> UInt64((~(earlier - 1)).trailingZeroBitCount)
        var (oldRoot, newRoot) = (seed, seed)
        for beside in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                oldRoot = MerkleTree.nodeHash(beside, oldRoot)
                newRoot = MerkleTree.nodeHash(beside, newRoot)
                while place & 1 == 0 && place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                newRoot = MerkleTree.nodeHash(newRoot, beside)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && oldRoot == old && newRoot == new
    }
}
