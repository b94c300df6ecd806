/// Where things lie in a pack, and how large they may be.
enum PackLayout {
    static let format = "mandate-pack/1"
    static let manifest = "manifest.json"
    static let manifestNote = "manifest.note"
    static let report = "report.html"
    static let checker = "verify.py"
    static let proofs = "proofs.txt"
    static let firstKey = "keys/first.txt"

    /// The most bytes a leaf may have. It fits into two bytes, so that the last byte of a length is always 0.
    static let leafLimit = 65_535
    static let payloadLimit = 1 << 20
    static let manifestLimit = 64 << 20
    static let proofsLimit = 64 << 20
    static let proofLimit = 10_000
    static let fileLimit = 200_000
    /// Bytes before a payload: position, salt, length.
    static let payloadHeader = 8 + SaltedCommitment.saltByteCount + 4

    static func leaves(from first: UInt64) -> String { "leaves/\(padded(first, to: 12)).bin" }
    static func hashes(from first: UInt64) -> String { "hashes/\(padded(first, to: 12)).bin" }
    static func payloads(from first: UInt64) -> String { "payloads/\(padded(first, to: 12)).bin" }
    static func checkpoint(of size: UInt64) -> String { "checkpoints/\(padded(size, to: 12)).note" }
    static func rotation(_ number: Int) -> String { "keys/rotation-\(padded(UInt64(number), to: 4)).note" }

    /// The parts into which the leaves are cut: each begins at a multiple of `segment`, so that its hashes are a
    /// subtree, except perhaps the first.
    static func segments(of leaves: Range<UInt64>, segment: UInt64) -> [Range<UInt64>] {
        var segments: [Range<UInt64>] = []
        var first = leaves.lowerBound
        while first < leaves.upperBound {
            let end = min(first / segment * segment + segment, leaves.upperBound)
            segments.append(first..<end)
            first = end
        }
        return segments
    }

    private static func padded(_ number: UInt64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
