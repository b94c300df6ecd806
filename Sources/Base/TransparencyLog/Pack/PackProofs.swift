internal import Cryptography

/// The inclusion proofs that a pack hands on: one line each, of place, hash of the leaf and the hashes beside it.
struct PackProofs: Sendable {
    /// A proof and the leaf it is about.
    struct Entry: Sendable {
        let leaf: Digest
        let proof: InclusionProof
    }

    var proofs: [Entry] = []

    var bytes: [UInt8] {
        var text = ""
        for entry in proofs {
            text += "\(entry.proof.index) \(entry.leaf)" + entry.proof.hashes.map { " \($0)" }.joined() + "\n"
        }
        return Array(text.utf8)
    }

    init() {}

    /// Reads the lines for a tree of `size` leaves; throws unless they are exactly in form.
    init(parsing bytes: [UInt8], size: UInt64) throws {
        guard !bytes.isEmpty else { return }
        guard bytes.last == UInt8(ascii: "\n") else { throw NoteError.malformed("no newline at the end") }
        for line in bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            let hashes = words.dropFirst().prefix(66).compactMap { Digest(hex: $0) }
            guard let index = UInt64(words[0]), String(index) == words[0], hashes.count == words.count - 1,
                let leaf = hashes.first
            else { throw NoteError.malformed("line `\(proofs.count + 1)` is not a proof") }
            guard proofs.count < PackLayout.proofLimit else {
                throw NoteError.tooLarge(what: "proofs", count: proofs.count + 1, limit: PackLayout.proofLimit)
            }
            let proof = InclusionProof(index: index, size: size, hashes: Array(hashes.dropFirst()))
            proofs.append(Entry(leaf: leaf, proof: proof))
        }
    }
}
