public import Cryptography

/// Writes a pack: leaf by leaf, each checkpoint right after its last leaf, then `finish`.
///
/// It trusts nothing it is given: a leaf that does not fit its hash, a payload that does not fit its leaf, or
/// leaves that are not those that were signed stop it with an error that names the place.
public struct PackWriter<Folder: PackWriting> {
    private let folder: Folder
    private let keys: KeyChain
    private let start: Frontier
    private let segment: UInt64
    private var edge: Frontier
    private var hashes: [Digest] = []
    private var files: [PackManifest.File] = []
    private var signed: UInt64?
    private var open: [PackFile] = []

    /// How many leaves the log has up to the last one written.
    public var size: UInt64 { edge.size }

    /// Begins a pack of the log whose keys these are, with the leaves that follow on `start`.
    ///
    /// Every `segment` leaves, a power of two up to 65,536, begin a new file; one file is checked by one thread.
    public init(to folder: Folder, keys: KeyChain, after start: Frontier = Frontier(), segment: Int = 16_384) {
        precondition(segment.nonzeroBitCount == 1 && 1...65_536 ~= segment, "a segment is a power of two")
        self.folder = folder
        self.keys = keys
        self.start = start
        self.segment = UInt64(segment)
        edge = start
    }

    /// Adds the next leaf: its bytes, its hash where the log keeps one, and its payloads that were not erased.
    ///
    /// Throws a `PackError` when they do not fit together, and what the folder throws.
    public mutating func append(
        _ leaf: [UInt8], hash recorded: Digest? = nil, openings: [SaltedCommitment.Opening] = []
    ) throws {
        let position = edge.size
        guard 1...PackLayout.leafLimit ~= leaf.count else {
            throw PackError.leafSize(position: position, bytes: leaf.count, limit: PackLayout.leafLimit)
        }
        let hash = MerkleTree.leafHash(leaf)
        guard recorded == nil || recorded == hash else { throw PackError.leafDiffers(position: position) }
        if open.isEmpty || position.isMultiple(of: segment) { try beginSegment(at: position) }
        try open[0].append(UInt32(leaf.count).littleEndianBytes + leaf, to: folder)
        try open[1].append(hash.bytes, to: folder)
        for opening in openings { try append(opening, of: leaf, at: position) }
        hashes.append(hash)
        edge.append(hash)
    }

    private mutating func append(_ opening: SaltedCommitment.Opening, of leaf: [UInt8], at position: UInt64) throws {
        let count = opening.payload.count
        guard count <= PackLayout.payloadLimit else {
            throw PackError.payloadSize(position: position, bytes: count, limit: PackLayout.payloadLimit)
        }
        guard opening.isHeld(by: leaf) else {
            throw PackError.payloadDiffers(position: position)
        }
        try open[2].append(PayloadFile.bytes(of: opening, leaf: position), to: folder)
    }

    /// Adds a checkpoint of the log; the first may be of the size where the pack begins.
    ///
    /// Throws unless the leaves up to here are exactly those it signs. A second one of the same size is left out.
    public mutating func add(_ note: SignedNote) throws {
        let state = try keys.checkpoint(in: note)
        guard state.size == edge.size else {
            throw PackError.checkpointOutOfPlace(size: state.size, leaves: edge.size)
        }
        guard state.root == edge.root else { throw PackError.notWhatWasSigned(size: state.size) }
        guard signed != state.size else { return }
        try write(note.bytes, to: PackLayout.checkpoint(of: state.size))
        signed = state.size
    }

    /// Ends the pack with a report for people, proofs for the leaves in `proving`, the checker and the manifest,
    /// signed with the log's current key.
    ///
    /// Every leaf has to be covered by a checkpoint. At most 10,000 proofs are written, in the order asked for.
    public consuming func finish(report: String, proving: [UInt64] = [], key: SigningKey) throws {
        guard signed == edge.size else { throw PackError.notSignedToTheEnd(signed: signed ?? 0, leaves: edge.size) }
        guard key.verifyingKey == keys.current.key else { throw PackError.wrongKey(current: keys.current.description) }
        try endSegment()
        try writeKeys()
        try write(proofs(for: proving).bytes, to: PackLayout.proofs)
        try write(Array(report.utf8), to: PackLayout.report)
        try write(Array(PackChecker.source.utf8), to: PackLayout.checker)
        let manifest = PackManifest(
            origin: keys.origin, edge: start, end: edge.size, segment: segment, files: files)
        let bytes = manifest.bytes
        try folder.append(bytes, to: PackLayout.manifest)
        var note = try SignedNote(text: PackManifest.noteText(origin: keys.origin, manifest: bytes))
        try note.sign(as: keys.origin, with: key)
        try folder.append(note.bytes, to: PackLayout.manifestNote)
    }

    private func proofs(for positions: [UInt64]) throws -> PackProofs {
        guard positions.count <= PackLayout.proofLimit else {
            throw PackError.noSuchProof("`\(positions.count)` proofs are over the limit of `\(PackLayout.proofLimit)`")
        }
        var proofs = PackProofs()
        guard !positions.isEmpty else { return proofs }
        let tree = PackTree(start: start, leaves: hashes)
        for position in positions {
            guard (start.size..<edge.size).contains(position) else {
                throw PackError.noSuchProof("leaf `\(position)` is not in the pack")
            }
            let proof = try InclusionProof(index: position, size: edge.size, of: tree)
            proofs.proofs.append(PackProofs.Entry(leaf: hashes[Int(position - start.size)], proof: proof))
        }
        return proofs
    }

    private mutating func writeKeys() throws {
        try write(Array("\(keys.first)\n".utf8), to: PackLayout.firstKey)
        for (index, rotation) in keys.rotations.enumerated() {
            try write(rotation.note.bytes, to: PackLayout.rotation(index + 1))
        }
    }

    private mutating func beginSegment(at position: UInt64) throws {
        try endSegment()
        let hashes = PackLayout.hashes(from: position)
        open = [
            PackFile(PackLayout.leaves(from: position), hashes: hashes), PackFile(hashes),
            PackFile(PackLayout.payloads(from: position)),
        ]
    }

    private mutating func endSegment() throws {
        for index in open.indices {
            if let file = try open[index].close(to: folder) { files.append(file) }
        }
        open = []
    }

    private mutating func write(_ bytes: [UInt8], to path: String) throws {
        try folder.append(bytes, to: path)
        let content = PackManifest.Content.sha256(SHA256.hash(bytes))
        files.append(PackManifest.File(path: path, size: UInt64(bytes.count), content: content))
    }
}

/// A writer belongs to one thread.
@available(*, unavailable) extension PackWriter: Sendable {}
