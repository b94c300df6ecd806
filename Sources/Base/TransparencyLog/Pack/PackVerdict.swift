public import Cryptography

/// What the check of a pack, or of a log where it lies, came to.
public struct PackVerdict: Hashable, Sendable {
    /// The most findings that are listed.
    public static let findingLimit = 100

    /// The name of the log; empty when the manifest cannot be read.
    public internal(set) var origin = ""
    /// The leaves that the pack says to hold, or that were taken.
    public internal(set) var leaves: Range<UInt64> = 0..<0
    /// The root over all leaves of the log up to the last of the pack, computed from their bytes.
    public internal(set) var root: Digest?
    /// How many checkpoints fit.
    public internal(set) var checkpoints = 0
    /// How many payloads are there and fit.
    public internal(set) var payloads = 0
    /// The log's current key: compare it with what you know, unless you gave a key or a checkpoint of your own.
    public internal(set) var key: NoteKey?
    /// Everything that is wrong, the first damaged leaf first; at most `findingLimit`.
    public internal(set) var findings: [PackFinding] = []

    /// The first leaf whose bytes are not what was logged; nothing when no single leaf can be named.
    public var firstDamagedLeaf: UInt64? {
        if case .leaf(let position, _)? = findings.first { position } else { nil }
    }

    /// Whether nothing is wrong.
    public var isIntact: Bool { findings.isEmpty }

    /// The same with the findings in the order of their rank and within the limit.
    var ranked: PackVerdict {
        var verdict = self
        let ranked = findings.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        verdict.findings = ranked.prefix(Self.findingLimit).map(\.element)
        return verdict
    }
}
