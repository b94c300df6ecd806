internal import Cryptography

/// What checkpoints, of the log's own or from outside, say the roots are; compared with roots that were computed.
struct SignedRoots: Sendable {
    /// A root that somebody signed.
    struct Claim: Sendable {
        let size: UInt64
        let root: Digest
        let isOutside: Bool
    }

    private(set) var claims: [Claim] = []
    /// What was wrong with checkpoints themselves.
    private(set) var findings: [PackFinding] = []

    /// The sizes at which a root is wanted, ascending.
    var sizes: [UInt64] { Set(claims.map(\.size)).sorted() }

    mutating func add(_ claim: Claim) { claims.append(claim) }

    /// Adds a checkpoint from outside, if one of the log's keys signed it.
    mutating func addOutside(_ bytes: [UInt8], keys: [KeyChain]) {
        do {
            let state = try Self.state(in: SignedNote(parsing: bytes), of: keys)
            claims.append(Claim(size: state.size, root: state.root, isOutside: true))
        } catch {
            findings.append(.outside(size: 0, problem: "not one of this log: \(error)"))
        }
    }

    /// The state that a note holds, by the keys of its log's name; the first is the name of now.
    static func state(in note: SignedNote, of chains: [KeyChain]) throws(NoteError) -> Checkpoint {
        let name = note.text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        let chain = chains.first { $0.origin.utf8.elementsEqual(name) } ?? chains.first
        guard let chain else { throw .unsigned(by: "any key") }
        return try chain.checkpoint(in: note)
    }

    /// Compares with the roots of a log that has `leaves`; says how many of its own checkpoints fit, and names
    /// the first range between two of them that does not.
    func compare(_ roots: [UInt64: Digest], leaves: Range<UInt64>) -> (fitting: Int, findings: [PackFinding]) {
        var fitting = 0
        var findings = findings
        var lastGood = leaves.lowerBound
        var broken: PackFinding?
        for claim in claims.sorted(by: { $0.size < $1.size }) {
            if roots[claim.size] == claim.root {
                if broken == nil { lastGood = claim.size }
                if !claim.isOutside { fitting += 1 }
            } else if claim.isOutside {
                findings.append(.outside(size: claim.size, problem: problem(of: claim, leaves: leaves)))
            } else if broken == nil {
                broken = .range(lastGood, max(claim.size, lastGood + 1))
            }
        }
        return (fitting, findings + (broken.map { [$0] } ?? []))
    }

    private func problem(of claim: Claim, leaves: Range<UInt64>) -> String {
        if claim.size > leaves.upperBound {
            return "the log ends after `\(leaves.upperBound)` leaves; the rest is missing"
        }
        if claim.size < leaves.lowerBound {
            let first = leaves.lowerBound
            return "the pack begins only at leaf `\(first)`; export one from leaf `\(claim.size)` or earlier"
        }
        return "its root is not that of the first `\(claim.size)` leaves; the log was rewritten"
    }
}
