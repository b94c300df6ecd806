import Cryptography
import TransparencyLog

/// A pack in memory, and ways to damage it.
final class MemoryPack: PackReading, PackWriting, @unchecked Sendable {
    var contents: [String: [UInt8]]

    init(_ contents: [String: [UInt8]] = [:]) { self.contents = contents }

    func files() -> [String: UInt64] { contents.mapValues { UInt64($0.count) } }

    func read(_ path: String, at offset: UInt64, into buffer: inout [UInt8], from start: Int) throws -> Int {
        guard let file = contents[path] else { throw Missing() }
        let first = min(Int(offset), file.count)
        let count = min(buffer.count - start, file.count - first)
        buffer.replaceSubrange(start..<start + count, with: file[first..<first + count])
        return count
    }

    func append(_ bytes: [UInt8], to path: String) { contents[path, default: []] += bytes }

    func damaged(_ damage: (inout [String: [UInt8]]) -> Void) -> MemoryPack {
        let copy = MemoryPack(contents)
        damage(&copy.contents)
        return copy
    }

    struct Missing: Error {}
}

/// A log for tests: leaves with commitments, the payloads they commit to, keys, and checkpoints.
struct SampleLog {
    var leaves: [[UInt8]]
    var openings: [Int: SaltedCommitment.Opening]
    var keys: KeyChain
    var current: UInt8 = 1

    init(_ count: Int, seed: Int = 0, payloads: Bool = true) throws {
        leaves = []
        openings = [:]
        keys = KeyChain(try noteKey(1))
        for index in 0..<count {
            guard payloads && index % 3 == 0 else {
                leaves.append(Array("{\"kind\":\"ruling\",\"n\":\(index),\"seed\":\(seed)}".utf8))
                continue
            }
            let random = CountedBytes(seed: seed * 1_000_000 + index)
            let opening = SaltedCommitment.Opening(hiding: Array("Ann \(index)".utf8), random: random)
            leaves.append(Array("{\"n\":\(index),\"payload\":\"\(opening.commitment)\"}".utf8))
            openings[index] = opening
        }
    }

    var hashes: [Digest] { leaves.map { MerkleTree.leafHash($0) } }

    mutating func rotate(at size: Int) throws {
        try keys.rotate(from: signingKey(current), to: signingKey(current + 1), at: UInt64(size))
        current += 1
    }

    func checkpoint(_ size: Int, by seed: UInt8? = nil) throws -> SignedNote {
        var signer = try CheckpointSigner(newLog: keys.origin, key: signingKey(seed ?? current))
        let root = frontier(hashes.prefix(size)).root
        return try signer.sign(size: UInt64(size), root: root, proof: nil) { _ in }
    }

    /// A pack of the leaves from `first` on, with a checkpoint every `every` leaves and at the end.
    func pack(from first: Int = 0, every: Int = 50, segment: Int = 64, proving: [UInt64] = []) throws -> MemoryPack {
        let pack = MemoryPack()
        try write(to: pack, from: first, every: every, segment: segment, proving: proving)
        return pack
    }

    func write(
        to pack: some PackWriting, from first: Int = 0, every: Int = 50, segment: Int = 64, proving: [UInt64] = []
    ) throws {
        let hashes = hashes
        var edge = frontier(hashes.prefix(first))
        var writer = PackWriter(to: pack, keys: keys, after: edge, segment: segment)
        for index in first..<leaves.count {
            try writer.append(leaves[index], hash: hashes[index], openings: openings[index].map { [$0] } ?? [])
            edge.append(hashes[index])
            guard (index + 1) % every == 0 || index + 1 == leaves.count else { continue }
            let seed = keys.rotations.filter { $0.size <= UInt64(index + 1) }.count + 1
            var signer = try CheckpointSigner(newLog: keys.origin, key: signingKey(UInt8(seed)))
            try writer.add(signer.sign(size: edge.size, root: edge.root, proof: nil) { _ in })
        }
        let report = ReportPage(title: "Decisions", tables: []).html
        try writer.finish(report: report, proving: proving, key: signingKey(current))
    }
}
