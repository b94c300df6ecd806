import Cryptography
import Testing
import TransparencyLog

@Suite struct TreeTests {
    /// MTH written down as RFC 9162, section 2.1.1, says it, as slow as that is.
    private func definedRoot(_ leaves: ArraySlice<Digest>) -> Digest {
        guard let first = leaves.first else { return MerkleTree.emptyRoot }
        guard leaves.count > 1 else { return first }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return MerkleTree.nodeHash(definedRoot(leaves.prefix(half)), definedRoot(leaves.dropFirst(half)))
    }

    @Test func `the edge of a growing tree has the root of the definition at every size`() throws {
        let leaves = leafHashes(300)
        var edge = Frontier()
        for size in 0...300 {
            #expect(edge.root == definedRoot(leaves.prefix(size)))
            #expect(edge.size == UInt64(size))
            #expect(try Frontier(size: UInt64(size), of: leaves) == edge)
            #expect(Frontier(size: edge.size, hashes: edge.hashes) == edge)
            #expect(Frontier(size: edge.size + 1, hashes: edge.hashes + edge.hashes + [.zero]) == nil || size == 0)
            if size < 300 { edge.append(leaves[size]) }
        }
        #expect(MerkleTree.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func `every inclusion proof holds, and for no other leaf, place, size or root`() throws {
        let leaves = leafHashes(70)
        for size in 1...70 {
            let root = definedRoot(leaves.prefix(size))
            for index in 0..<size {
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), of: leaves)
                #expect(proof.isValid(leaf: leaves[index], root: root))
                #expect(!proof.isValid(leaf: leaves[(index + 1) % 70], root: root))
                #expect(!proof.isValid(leaf: leaves[index], root: .zero))
                let next = InclusionProof(index: UInt64(index + 1), size: UInt64(size), hashes: proof.hashes)
                #expect(!next.isValid(leaf: leaves[index], root: root))
                let longer = InclusionProof(index: UInt64(index), size: UInt64(size), hashes: proof.hashes + [root])
                #expect(!longer.isValid(leaf: leaves[index], root: root))
            }
        }
    }

    @Test func `every consistency proof holds, and for no other history`() throws {
        let leaves = leafHashes(48)
        let others = leafHashes(48, seed: 1)
        for later in 0...48 {
            let new = definedRoot(leaves.prefix(later))
            for earlier in 0...later {
                let proof = try ConsistencyProof(from: UInt64(earlier), to: UInt64(later), of: leaves)
                #expect(proof.isValid(old: definedRoot(leaves.prefix(earlier)), new: new))
                guard earlier > 0 else { continue }
                #expect(!proof.isValid(old: definedRoot(others.prefix(earlier)), new: new))
                #expect(!proof.isValid(old: definedRoot(leaves.prefix(earlier)), new: .zero))
                let forged = try ConsistencyProof(from: UInt64(earlier), to: UInt64(later), of: others)
                #expect(
                    !forged.isValid(old: definedRoot(leaves.prefix(earlier)), new: definedRoot(others.prefix(later))))
            }
        }
    }

    @Test func `kept subtrees give the same proofs as the leaves alone`() throws {
        let leaves = leafHashes(3_000)
        var kept: [[Int: Digest]] = [[:], [:]]
        var edge = Frontier()
        for leaf in leaves {
            edge.append(leaf) { height, index, hash in
                if height == 4 { kept[0][Int(index)] = hash }
                if height == 8 { kept[1][Int(index)] = hash }
            }
        }
        let stored = StoredTreeHashes(heights: [0, 4, 8]) { height, range in
            let range = Int(range.lowerBound)..<Int(range.upperBound)
            return height == 0 ? Array(leaves[range]) : range.compactMap { kept[height / 4 - 1][$0] }
        }
        var random = Seeded(7)
        for _ in 0..<40 {
            let size = 1 + random.below(3_000)
            let index = random.below(size)
            let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), of: stored)
            #expect(proof == (try InclusionProof(index: UInt64(index), size: UInt64(size), of: leaves)))
            let growth = try ConsistencyProof(from: UInt64(index), to: UInt64(size), of: stored)
            #expect(growth == (try ConsistencyProof(from: UInt64(index), to: UInt64(size), of: leaves)))
        }
    }

    @Test func `a store that lost hashes is named, not worked around`() {
        let stored = StoredTreeHashes { _, _ in [] }
        #expect(throws: TreeError.missingHashes(height: 0, wanted: 2, found: 0)) {
            _ = try InclusionProof(index: 0, size: 4, of: stored)
        }
    }
}
