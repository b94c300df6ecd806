public import Cryptography

/// Checks a log where it lies, leaf by leaf, against its own checkpoints and those kept elsewhere.
///
/// Other than a pack, a log in use may have leaves that no checkpoint covers yet.
public struct LogCheck: Sendable {
    private var verdict = PackVerdict()
    private var signed = SignedRoots()
    private var wanted: Set<UInt64>
    private var roots: [UInt64: Digest] = [:]
    private var edge = Frontier()

    /// A check of the log whose keys these are, from its first leaf on.
    ///
    /// `checkpoints` are the bytes of the log's own signed notes, `outside` those that were kept elsewhere; each
    /// has to be signed by the key of its time. `earlier` are the keys of names that the log had before it was begun
    /// again: what they signed still has to fit.
    public init(keys: KeyChain, earlier: [KeyChain] = [], checkpoints: [[UInt8]], outside: [[UInt8]] = []) {
        verdict.origin = keys.origin
        verdict.key = keys.current
        let chains = [keys] + earlier
        for bytes in checkpoints {
            do {
                let state = try SignedRoots.state(in: SignedNote(parsing: bytes), of: chains)
                signed.add(SignedRoots.Claim(size: state.size, root: state.root, isOutside: false))
            } catch {
                verdict.findings.append(.refused("checkpoint", problem: "\(error)"))
            }
        }
        for bytes in outside { signed.addOutside(bytes, keys: chains) }
        wanted = Set(signed.sizes)
        if wanted.contains(0) { roots[0] = edge.root }
    }

    /// How many leaves were taken.
    public var size: UInt64 { edge.size }

    /// Takes the next leaf, with its hash where the log keeps one, and its payloads that were not erased.
    public mutating func take(_ leaf: [UInt8], hash: Digest? = nil, openings: [SaltedCommitment.Opening] = []) {
        let position = edge.size
        let computed = MerkleTree.leafHash(leaf)
        if let hash, hash != computed { add(.leaf(position, problem: "its bytes and its hash differ")) }
        for opening in openings {
            if opening.isHeld(by: leaf) {
                verdict.payloads += 1
            } else {
                add(.payload(leaf: position, problem: "not what the leaf commits to"))
            }
        }
        edge.append(computed)
        if wanted.contains(edge.size) { roots[edge.size] = edge.root }
    }

    /// What the check came to, after the last leaf.
    public consuming func finished() -> PackVerdict {
        verdict.leaves = 0..<edge.size
        verdict.root = edge.root
        let comparison = signed.compare(roots, leaves: verdict.leaves)
        verdict.checkpoints = comparison.fitting
        verdict.findings += comparison.findings
        return verdict.ranked
    }

    private mutating func add(_ finding: PackFinding) {
        if verdict.findings.count < 10 * PackVerdict.findingLimit { verdict.findings.append(finding) }
    }
}
