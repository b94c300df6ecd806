internal import Cryptography

/// Checks an exported pack without anything but the pack, and what the checker brings along.
///
/// It computes every hash anew from the bytes: any flipped bit, missing, added, swapped or cut leaf or file is
/// found, and the first damaged leaf named. What a pack alone cannot show is that its keys are the right ones and
/// that the log was not written anew and signed again: for that, bring a key or a checkpoint from elsewhere.
public struct PackVerifier: Sendable {
    private let pack: any PackReading
    private let threads: Int

    /// A check of `pack` on up to `threads` threads.
    public init(_ pack: any PackReading, threads: Int = 2) {
        self.pack = pack
        self.threads = threads
    }

    /// Checks everything.
    ///
    /// With `trusted` the pack has to be of a log whose keys include that one. Each of `outside` is the bytes of
    /// a checkpoint that was kept elsewhere; the pack has to hold its size and agree with its root.
    public func verify(trusting trusted: NoteKey? = nil, against outside: [[UInt8]] = []) -> PackVerdict {
        var check = PackCheck(pack, threads: threads)
        do {
            try check.read()
            check.checkKeys(trusting: trusted)
            check.checkFiles()
            check.checkCheckpoints(outside: outside)
            check.checkLeaves()
            check.checkProofs()
        } catch {
            check.add(.refused(PackLayout.manifest, problem: "\(error)"))
        }
        return check.verdict.ranked
    }
}
