import Cryptography
import Foundation
import Testing
import TransparencyLog

/// The public vectors of transparency-dev/merkle, which lie in `shared/data` beside the package or above it.
private func files(_ kind: String) -> [URL] {
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
        folder.deleteLastPathComponent()
        let place = folder.appending(path: "shared/data/merkle").appending(path: kind)
        if let found = FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil) {
            let vectors = found.compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }
            if !vectors.isEmpty { return vectors }
        }
    }
    return []
}

@Suite(.enabled(if: !files("inclusion").isEmpty, "the Merkle vectors are not beside this package"))
struct MerkleVectorTests {
    private struct Inclusion: Decodable {
        let leafIdx, treeSize: UInt64
        let root, leafHash: Data
        let proof: [Data]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let size1, size2: UInt64
        let root1, root2: Data
        let proof: [Data]?
        let wantErr: Bool
    }

    @Test func `P23 agrees with every public inclusion vector`() throws {
        let cases = files("inclusion")
        for file in cases {
            let vector = try JSONDecoder().decode(Inclusion.self, from: Data(contentsOf: file))
            let hashes = (vector.proof ?? []).compactMap { Digest($0) }
            var isValid = hashes.count == (vector.proof ?? []).count
            if isValid, let leaf = Digest(vector.leafHash), let root = Digest(vector.root) {
                isValid = InclusionProof(index: vector.leafIdx, size: vector.treeSize, hashes: hashes)
                    .isValid(leaf: leaf, root: root)
            } else {
                isValid = false
            }
            #expect(isValid == !vector.wantErr, "\(file.lastPathComponent)")
        }
        #expect(cases.count >= 30)
    }

    @Test func `P23 agrees with every public consistency vector`() throws {
        let cases = files("consistency")
        for file in cases {
            let vector = try JSONDecoder().decode(Consistency.self, from: Data(contentsOf: file))
            let hashes = (vector.proof ?? []).compactMap { Digest($0) }
            var isValid = hashes.count == (vector.proof ?? []).count
            if isValid, let old = Digest(vector.root1), let new = Digest(vector.root2) {
                isValid = ConsistencyProof(from: vector.size1, to: vector.size2, hashes: hashes)
                    .isValid(old: old, new: new)
            } else {
                isValid = false
            }
            #expect(isValid == !vector.wantErr, "\(file.lastPathComponent)")
        }
        #expect(cases.count >= 20)
    }
}
