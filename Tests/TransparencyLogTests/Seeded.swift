import Cryptography
import TransparencyLog

/// Chance that one number repeats (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }
}

/// Bytes that only need to differ.
struct CountedBytes: RandomBytes {
    let seed: Int

    func randomBytes(_ count: Int) -> [UInt8] {
        var random = Seeded(seed)
        return random.bytes(count)
    }
}

func leafHashes(_ count: Int, seed: Int = 0) -> [Digest] {
    (0..<count).map { MerkleTree.leafHash(Array("\(seed)/\($0)".utf8)) }
}

func signingKey(_ seed: UInt8) -> SigningKey {
    guard let key = SigningKey(seed: [UInt8](repeating: seed, count: 32)) else { preconditionFailure("32 bytes") }
    return key
}

func noteKey(_ seed: UInt8, name: String = "mandate.example/acme") throws -> NoteKey {
    try NoteKey(name: name, key: signingKey(seed).verifyingKey)
}

func frontier(_ hashes: some Sequence<Digest>) -> Frontier {
    var frontier = Frontier()
    for hash in hashes { frontier.append(hash) }
    return frontier
}
