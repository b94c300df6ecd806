import Cryptography
import Testing
import TransparencyLog

@Suite struct CheckpointTests {
    private let origin = "mandate.example/acme"

    @Test func `is written as C2SP tlog-checkpoint says and read back`() throws {
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.text == text)
    }

    @Test(arguments: [
        "a\n1\n", "a\n01\nX\n", "a\n+1\nX\n", "a\n-1\nX\n", "a\n1 \nX\n", "\n1\nX\n", "a\n1\nX", "a\n1\nX\nextra\n",
        "a\n1\nX\n\n",
        "a b\n1\nX\n", "a\n1\nshort=\n", "a\n9223372036854775808\nX\n", "é\n1\nX\n", "a\n\nX\n",
    ])
    func `refuses what is not exactly a checkpoint`(text: String) {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
        #expect(throws: NoteError.self) { try Checkpoint(parsing: text.replacing("X", with: root)) }
    }

    @Test func `P24 two states of which one does not grow out of the other are never both signed`() throws {
        for seed in 0..<60 {
            var random = Seeded(seed)
            let histories = [leafHashes(40), leafHashes(40, seed: 1), leafHashes(20) + leafHashes(20, seed: 2)]
            var signer = try CheckpointSigner(newLog: origin, key: signingKey(1))
            var signed: [(history: Int, size: Int)] = []
            for _ in 0..<25 {
                let history = random.below(3)
                let size = random.below(41)
                let last = Int(signer.lastCheckpoint?.size ?? 0)
                let from = min(last, size)
                let proof = try ConsistencyProof(from: UInt64(from), to: UInt64(size), of: histories[history])
                let root = frontier(histories[history].prefix(size)).root
                let note = try? signer.sign(size: UInt64(size), root: root, proof: proof) { _ in }
                if note != nil { signed.append((history, size)) }
            }
            #expect(!signed.isEmpty)
            for (first, second) in zip(signed, signed.dropFirst()) {
                #expect(first.size <= second.size, "seed \(seed)")
                let isPrefix =
                    histories[first.history].prefix(first.size) == histories[second.history].prefix(first.size)
                #expect(isPrefix, "seed \(seed)")
            }
        }
    }

    @Test func `P24 a signer that stopped while keeping signs nothing until it is opened with what was kept`() throws {
        struct DiskFull: Error {}
        let leaves = leafHashes(10)
        var signer = try CheckpointSigner(newLog: origin, key: signingKey(1))
        var kept = try signer.sign(size: 4, root: frontier(leaves.prefix(4)).root, proof: nil) { _ in }
        let root = frontier(leaves.prefix(8)).root
        let proof = try ConsistencyProof(from: 4, to: 8, of: leaves)
        #expect(throws: DiskFull.self) {
            _ = try signer.sign(size: 8, root: root, proof: proof) { note in
                kept = note
                throw DiskFull()
            }
        }
        #expect(throws: CheckpointRefusal.inDoubt) {
            _ = try signer.sign(size: 8, root: root, proof: proof) { _ in }
        }
        let keys = KeyChain(try noteKey(1))
        var again = try CheckpointSigner(after: kept, keys: keys, key: signingKey(1))
        #expect(again.lastCheckpoint?.size == 8)
        let other = frontier(leafHashes(8, seed: 3)).root
        #expect(throws: CheckpointRefusal.rewritten(from: 8, to: 8)) {
            _ = try again.sign(size: 8, root: other, proof: nil) { _ in }
        }
        #expect(throws: CheckpointRefusal.shrunk(from: 8, to: 4)) {
            _ = try again.sign(size: 4, root: frontier(leaves.prefix(4)).root, proof: nil) { _ in }
        }
        #expect(try again.sign(size: 8, root: root, proof: nil) { _ in } == kept)
    }

    @Test func `a rotated key speaks for the states from then on, and the old one for those before`() throws {
        var keys = KeyChain(try noteKey(1))
        try keys.rotate(from: signingKey(1), to: signingKey(2), at: 5)
        let root = leafHashes(1)[0]
        func note(_ size: UInt64, by seed: UInt8) throws -> SignedNote {
            var signer = try CheckpointSigner(newLog: origin, key: signingKey(seed))
            return try signer.sign(size: size, root: root, proof: nil) { _ in }
        }
        for (size, seed, isGood) in [
            (4, 1, true), (5, 1, true), (6, 1, false), (4, 2, false), (5, 2, true), (6, 2, true),
        ] {
            let checkpoint = try? keys.checkpoint(in: note(UInt64(size), by: UInt8(seed)))
            #expect((checkpoint != nil) == isGood, "size \(size), key \(seed)")
        }
        let again = try KeyChain(keys.first, rotations: keys.rotations.map { try SignedNote(parsing: $0.note.bytes) })
        #expect(again == keys)
        #expect(again.current == (try noteKey(2)))
    }

    @Test func `a rotation needs both keys, the right order and a new heir`() throws {
        var keys = KeyChain(try noteKey(1))
        #expect(throws: NoteError.self) { try keys.rotate(from: signingKey(3), to: signingKey(2), at: 5) }
        #expect(throws: NoteError.self) { try keys.rotate(from: signingKey(1), to: signingKey(1), at: 5) }
        try keys.rotate(from: signingKey(1), to: signingKey(2), at: 5)
        #expect(throws: NoteError.self) { try keys.rotate(from: signingKey(2), to: signingKey(3), at: 4) }
        #expect(throws: NoteError.self) { try keys.rotate(from: signingKey(2), to: signingKey(1), at: 6) }
        let note = keys.rotations[0].note
        var alone = try SignedNote(text: note.text)
        try alone.sign(as: origin, with: signingKey(1))
        #expect(throws: NoteError.self) { try KeyRotation(note: alone) }
        #expect(throws: NoteError.self) { try Checkpoint(parsing: note.text) }
    }

    @Test func `a commitment opens for its payload and salt only`() throws {
        let opening = SaltedCommitment.Opening(hiding: Array("Ann".utf8), random: CountedBytes(seed: 1))
        let commitment = opening.commitment
        #expect(commitment.isOpened(by: opening))
        #expect(
            !commitment.isOpened(by: SaltedCommitment.Opening(hiding: Array("Ann".utf8), random: CountedBytes(seed: 2)))
        )
        let other = try #require(SaltedCommitment.Opening(salt: opening.salt, payload: Array("Bob".utf8)))
        #expect(!commitment.isOpened(by: other))
        #expect(SaltedCommitment.Opening(salt: [1], payload: []) == nil)
        #expect(commitment.description == SHA256.hash(opening.salt + opening.payload).hex)
    }
}
