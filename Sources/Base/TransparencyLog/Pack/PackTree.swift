internal import Cryptography

/// The tree of a pack: its leaves' hashes, and for everything before them the edge where it begins.
///
/// That is enough to prove each of its leaves: what stands beside the way up lies among the leaves, is one of
/// the edge's subtrees, or spans both.
struct PackTree: TreeHashes {
    private let start: Frontier
    private let before: [Subtree]
    /// For each height, the index of the first subtree that lies wholly within the pack, and the hashes from it on.
    private var levels: [(first: UInt64, hashes: [Digest])]

    init(start: Frontier, leaves: [Digest]) {
        self.start = start
        before = completeSubtrees(of: 0..<start.size)
        levels = [(start.size, leaves)]
        while let level = levels.last, level.hashes.count > 1 {
            let first = (level.first + 1) / 2
            var hashes: [Digest] = []
            var index = Int(2 * first - level.first)
            while index + 1 < level.hashes.count {
                hashes.append(MerkleTree.nodeHash(level.hashes[index], level.hashes[index + 1]))
                index += 2
            }
            levels.append((first, hashes))
        }
    }

    func subtreeHash(height: Int, index: UInt64) throws -> Digest {
        if height < levels.count, index >= levels[height].first {
            let offset = Int(index - levels[height].first)
            if offset < levels[height].hashes.count { return levels[height].hashes[offset] }
        }
        if let place = before.firstIndex(where: { $0.height == height && $0.index == index }) {
            return start.hashes[place]
        }
        guard height > 0 else { throw TreeError.missingHashes(height: 0, wanted: 1, found: 0) }
        let left = try subtreeHash(height: height - 1, index: 2 * index)
        return MerkleTree.nodeHash(left, try subtreeHash(height: height - 1, index: 2 * index + 1))
    }
}
