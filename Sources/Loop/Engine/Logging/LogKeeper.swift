public import Cryptography
import Governance
import Schemas
public import TransparencyLog
public import Vocabulary

/// Keeps the log's promises: signs its states, never two that contradict each other, checks it, and hands it out.
public struct LogKeeper: Sendable {
    let store: any EngineStore
    let surroundings: any Surroundings

    /// A keeper of the log in a store.
    public init(store: any EngineStore, surroundings: any Surroundings) {
        self.store = store
        self.surroundings = surroundings
    }

    /// Begins a log under a name and its first key; the name is unique in the world, such as `mandate.example/1f…`.
    public func begin(origin: String, key: SigningKey) async throws {
        let first = try NoteKey(name: origin, key: key.verifyingKey).description
        let now = surroundings.now()
        try await store.write { view in
            guard try view.setting(Setting.firstKey) == nil else {
                throw EngineError.conflict("this home has a log already")
            }
            try view.set(Setting.firstKey, to: first)
            try view.append(
                AuditEntry(.homeMade, at: now, subject: origin, word: "begun", payload: Array(first.utf8)))
        }
    }

    /// The log's name, unique in the world.
    func origin() async throws -> String {
        guard let first = try await store.read({ view in try view.setting(Setting.firstKey) }) else {
            throw LogKeeper.noLog
        }
        return try NoteKey(parsing: first).name
    }

    private static let noLog = EngineError.notFound("this home has no log yet; make one with `mandate init`")

    /// The log's keys, from the first to the one that signs now.
    public func keys() async throws -> KeyChain {
        let (first, rotations) = try await store.read { view in
            (try view.setting(Setting.firstKey), try view.setting(Setting.rotations))
        }
        guard let first else { throw LogKeeper.noLog }
        let notes = try rotations.map { try [String](json: JSON(parsing: Array($0.utf8))) } ?? []
        return try KeyChain(
            NoteKey(parsing: first), rotations: notes.map { try SignedNote(parsing: Array($0.utf8)) })
    }

    /// Signs the state of now, if it grew since the last one; the note is durable before it is returned.
    public func checkpoint(key: SigningKey) async throws -> SignedNote {
        let (note, signed, last) = try await sign(key: key)
        guard let signed else { return note }
        let (text, size, now) = (note.description, Int64(signed), surroundings.now())
        try await store.write { view in
            // Another process may have signed meanwhile: its note stays the last one, and ours is not given out.
            let newest = try view.lastCheckpoint()
            guard newest == last?.description else {
                throw EngineError.conflict("another process signed the log meanwhile; try again")
            }
            try view.keepCheckpoint(text, size: size, at: now)
        }
        return note
    }

    /// A note over the log as it is on disk, which extends the last kept one; `size` is nil where that one is the note.
    func sign(key: SigningKey) async throws -> (note: SignedNote, size: UInt64?, last: SignedNote?) {
        let keys = try await keys()
        let last = try await store.read { view in try view.lastCheckpoint() }.map {
            try SignedNote(parsing: Array($0.utf8))
        }
        var signer =
            if let last { try CheckpointSigner(after: last, keys: keys, key: key) } else {
                try CheckpointSigner(newLog: keys.origin, key: key)
            }
        let hashes = try await hashes()
        var edge = Frontier()
        for hash in hashes { edge.append(hash) }
        let earlier = signer.lastCheckpoint?.size ?? 0
        if let last, earlier == edge.size { return (last, nil, last) }
        guard earlier <= edge.size else { throw CheckpointRefusal.shrunk(from: earlier, to: edge.size) }
        let proof = earlier == 0 ? nil : try ConsistencyProof(from: earlier, to: edge.size, of: hashes)
        let note = try signer.sign(size: edge.size, root: edge.root, proof: proof) { _ in }
        return (note, edge.size, last)
    }

    /// Checks the log where it lies, against its own checkpoints and those kept elsewhere, and every signed statement in it.
    public func verify(against outside: [[UInt8]] = [], staff: any Staff) async throws -> (
        verdict: PackVerdict, unsigned: [String]
    ) {
        let keys = try await keys()
        let notes = try await store.read { view in try view.checkpoints() }
        var check = LogCheck(keys: keys, checkpoints: notes.map { Array($0.utf8) }, outside: outside)
        let people = try await peopleKeys(staff)
        var unsigned = people.problems
        try await eachLeaf { leaf in
            check.take(leaf.bytes, hash: Digest(leaf.hash), openings: leaf.openings)
            guard let opening = leaf.opening, LogKeeper.isSigned(leaf.bytes, opening.payload) else { return }
            let isValid = SignedStatement.isValid(record: opening.payload) { people.key(of: $0, at: leaf.position) }
            guard !isValid else { return }
            unsigned.append("leaf `\(leaf.position)`: its signature is not that of the person it names")
        }
        return (check.finished(), unsigned)
    }

    /// Hands over to a new key; the old one signs for it. The caller keeps the new key before and uses it after.
    public func rotate(from old: SigningKey, to heir: SigningKey) async throws {
        _ = try await checkpoint(key: old)
        var keys = try await keys()
        let size = try await store.read { view in try view.logSize() }
        try keys.rotate(from: old, to: heir, at: UInt64(size))
        let text = keys.rotations.map(\.note.description).json.description
        let now = surroundings.now()
        let name = try NoteKey(name: keys.origin, key: heir.verifyingKey).description
        try await store.write { view in
            try view.set(Setting.rotations, to: text)
            try view.append(
                AuditEntry(.keyRotated, at: now, subject: "log", word: "rotated", payload: Array(name.utf8)))
        }
        _ = try await checkpoint(key: heir)
    }

    /// Every leaf with what it commits to, in order, in slices.
    func eachLeaf(from first: Int64 = 0, _ body: (LogLeaf) throws -> Void) async throws {
        var next = first
        while true {
            let from = next
            let page = try await store.read { view in try view.leaves(from: from, limit: 2_000) }
            for leaf in page { try body(leaf) }
            guard page.count == 2_000, let last = page.last else { return }
            next = last.position + 1
        }
    }

    private func hashes() async throws -> [Digest] {
        var hashes: [Digest] = []
        try await eachLeaf { hashes.append(MerkleTree.leafHash($0.bytes)) }
        return hashes
    }

    /// Whether a leaf's payload has to be a person's signed statement; that of a halt only where it claims to be one, since a
    /// halt never waits for a key.
    private static func isSigned(_ leaf: [UInt8], _ payload: [UInt8]) -> Bool {
        do {
            let kind = try JSON(parsing: leaf)["kind"]?.stringValue.flatMap(AuditKind.init(rawValue:))
            return kind.map { signedKinds.contains($0) || $0 == .halted && payload.contains(0x0A) } ?? false
        } catch { return false }
    }

    private static let signedKinds: Set<AuditKind> = [
        .approved, .rejected, .answered, .undone, .charterApplied, .stageChanged, .paused, .resumed, .reviewed,
        .team, .unhalted, .erased,
    ]

    private enum Setting {
        static let firstKey = "log_first_key"
        static let rotations = "log_rotations"
    }
}

extension LogLeaf {
    /// What the leaf commits to, for the checks of the log.
    var openings: [SaltedCommitment.Opening] {
        opening.flatMap { SaltedCommitment.Opening(salt: $0.salt, payload: $0.payload) }.map { [$0] } ?? []
    }
}
