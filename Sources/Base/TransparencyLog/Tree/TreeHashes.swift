public import Cryptography

/// Where the hashes of a stored tree can be read, for making proofs.
public protocol TreeHashes {
    /// The hash over the leaves `index << height ..< (index + 1) << height`, all of which the tree has.
    ///
    /// Throws what the store throws.
    func subtreeHash(height: Int, index: UInt64) throws -> Digest
}

/// The leaf hashes of a small tree, in order.
extension [Digest]: TreeHashes {
    /// The hash over a complete subtree, computed from its leaves.
    public func subtreeHash(height: Int, index: UInt64) -> Digest {
        let first = Int(index) << height
        return foldPairs(Array(self[first..<first + 1 << height]))
    }
}

/// A stored tree, of which the hashes of some heights can be read: always 0, the leaves, and often 8 and 16.
///
/// Other heights are computed from the next lower stored one, so that with the heights 0, 8 and 16 a proof in a
/// log of sixteen million leaves reads under a thousand hashes.
public struct StoredTreeHashes: TreeHashes {
    private let heights: [Int]
    private let read: (Int, Range<UInt64>) throws -> [Digest]

    /// A tree whose hashes `read` answers: given one of `heights` and a range of indices among those of that
    /// height, it gives exactly that many hashes in order. `heights` ascends and begins with 0.
    public init(heights: [Int] = [0], read: @escaping (Int, Range<UInt64>) throws -> [Digest]) {
        precondition(heights.first == 0 && heights == heights.sorted(), "stored heights begin with 0 and ascend")
        self.heights = heights
        self.read = read
    }

    /// The hash over a complete subtree; throws what reading throws, or that hashes are missing.
    public func subtreeHash(height: Int, index: UInt64) throws -> Digest {
        let stored = heights.last { $0 <= height } ?? 0
        let width = UInt64(1) << UInt64(height - stored)
        let hashes = try read(stored, index * width..<(index + 1) * width)
        guard UInt64(hashes.count) == width else {
            throw TreeError.missingHashes(height: stored, wanted: width, found: hashes.count)
        }
        return foldPairs(hashes)
    }
}

/// Reading goes through one transaction, which belongs to one thread.
@available(*, unavailable) extension StoredTreeHashes: Sendable {}

/// What can be wrong with a stored tree.
public enum TreeError: Error, Hashable, CustomStringConvertible {
    /// The store gave fewer or more hashes than the range has.
    case missingHashes(height: Int, wanted: UInt64, found: Int)

    /// What is wrong, in one line.
    public var description: String {
        switch self {
        case .missingHashes(let height, let wanted, let found):
            "the log holds `\(found)` of `\(wanted)` hashes at height `\(height)`; restore it from a copy"
        }
    }
}

/// One complete subtree: the leaves `index << height ..< (index + 1) << height`.
struct Subtree {
    let height: Int
    let index: UInt64
}

/// The largest complete subtrees that make up `range`, from left to right.
///
/// `range` begins at a multiple of the largest power of two that fits into it, as every range of the
/// definitions in RFC 9162 does.
func completeSubtrees(of range: Range<UInt64>) -> [Subtree] {
    var subtrees: [Subtree] = []
    var first = range.lowerBound
    while first < range.upperBound {
        let height = 63 - (range.upperBound - first).leadingZeroBitCount
        subtrees.append(Subtree(height: height, index: first >> UInt64(height)))
        first += 1 << UInt64(height)
    }
    return subtrees
}

extension TreeHashes {
    /// MTH of RFC 9162 over the leaves in `range`, which begins as `completeSubtrees` needs it.
    func root(of range: Range<UInt64>) throws -> Digest {
        let hashes = try completeSubtrees(of: range).map { try subtreeHash(height: $0.height, index: $0.index) }
        guard var root = hashes.last else { return MerkleTree.emptyRoot }
        for left in hashes.dropLast().reversed() { root = MerkleTree.nodeHash(left, root) }
        return root
    }
}

/// The root over a power of two of hashes.
private func foldPairs(_ hashes: [Digest]) -> Digest {
    var hashes = hashes
    while hashes.count > 1 {
        for index in 0..<hashes.count / 2 {
            hashes[index] = MerkleTree.nodeHash(hashes[2 * index], hashes[2 * index + 1])
        }
        hashes.removeLast(hashes.count / 2)
    }
    return hashes[0]
}
