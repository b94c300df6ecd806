public import Cryptography
import Governance
import Schemas
public import TransparencyLog
import Vocabulary

extension LogKeeper {
    /// Signs the state of now, if it grew since the last one; the note is durable, also outside the store, before it is
    /// returned. A log that does not go on from a state known outside is begun again under a new name, which is recorded.
    public func checkpoint(key: SigningKey) async throws -> SignedNote {
        do { return try await signAndKeep(key) } catch let lost as LostState {
            try await beginAgain(without: lost.note, key)
            return try await signAndKeep(key)
        }
    }

    private func signAndKeep(_ key: SigningKey) async throws -> SignedNote {
        let (note, signed, last) = try await sign(key: key)
        if let signed {
            let (text, origin, now) = (note.description, note.origin, surroundings.now())
            try await store.write { view in
                // Another process may have signed meanwhile: its note stays the last one, and ours is not given out.
                let newest = try view.lastCheckpoint(of: origin)
                guard newest == last?.description else {
                    throw EngineError.conflict("another process signed the log meanwhile; try again")
                }
                try view.keepCheckpoint(text, size: Int64(signed), at: now)
            }
        }
        try outside?.keep(note.bytes, size: try Checkpoint(parsing: note.text).size)
        return note
    }

    /// A note over the log as it is on disk, which extends the last kept one and those known outside; `size` is nil where one
    /// of them is the note.
    func sign(key: SigningKey) async throws -> (note: SignedNote, size: UInt64?, last: SignedNote?) {
        // What is outside is read first: it was in the store before it was there, so a store without it was changed since.
        let known = try outside?.newest() ?? []
        let keys = try await keys()
        let last = try await store.read { view in try view.lastCheckpoint(of: keys.origin) }.map {
            try SignedNote(parsing: Array($0.utf8))
        }
        let hashes = try await hashes()
        var base = last
        let claims = try await claims(known, keys, key)
        if let first = claims.damaged.first { throw EngineError.notAsSigned(first) }
        for note in claims.notes where note != last {
            let state = try keys.knows(note)
            guard let state, try state.isBeginning(of: hashes) else { throw LostState(note: note) }
            if state.size > (try base.map { try keys.checkpoint(in: $0).size } ?? 0) { base = note }
        }
        try keys.check(key)
        var signer =
            if let base { try CheckpointSigner(after: base, keys: keys, key: key) } else {
                try CheckpointSigner(newLog: keys.origin, key: key)
            }
        var edge = Frontier()
        for hash in hashes { edge.append(hash) }
        let earlier = signer.lastCheckpoint?.size ?? 0
        if let base, earlier == edge.size { return (base, nil, last) }
        guard earlier <= edge.size else { throw CheckpointRefusal.shrunk(from: earlier, to: edge.size) }
        let proof = earlier == 0 ? nil : try ConsistencyProof(from: earlier, to: edge.size, of: hashes)
        let note = try signer.sign(size: edge.size, root: edge.root, proof: proof) { _ in }
        return (note, edge.size, last)
    }

    /// The notes kept outside that this log has to go on from: those that one of its keys signed, whatever name they bear, but
    /// for names and states whose loss is recorded. What another log signed says nothing of this one. A note that cannot be read, or
    /// that bears this log's name, or lies in its own place, and none of its keys signed, is damaged, in one line each.
    func claims(_ known: [OutsideNote], _ keys: KeyChain, _ key: SigningKey? = nil) async throws -> (
        notes: [SignedNote], damaged: [String]
    ) {
        let before = try await origins()
        let signers = keys.keys.map(\.key) + (key.map { [$0.verifyingKey] } ?? [])
        var seen: Set<[UInt8]> = []
        var (notes, damaged): ([SignedNote], [String]) = ([], [])
        for found in known where seen.insert(found.bytes).inserted {
            func isDamaged(_ why: String) {
                damaged.append(
                    "the checkpoint `\(found.place)` \(why); put it back from a copy, or move it away where there is none"
                )
            }
            let note: SignedNote
            do throws(NoteError) { note = try SignedNote(parsing: found.bytes) } catch {
                isDamaged("cannot be read: \(error)")
                continue
            }
            if before.contains(where: { $0.keys.origin == note.origin || $0.lost == note }) { continue }
            let isSigned = try signers.contains { try note.isSigned(by: NoteKey(name: note.origin, key: $0)) }
            if isSigned {
                notes.append(note)
            } else if found.isOwn || note.origin == keys.origin {
                isDamaged("is signed by no key of this log")
            }
        }
        return (notes, damaged)
    }

    /// What is wrong with checkpoints that are kept outside the store, each in one line: nothing is done on top of it.
    public func damagedOutside(_ key: SigningKey) async throws -> [String] {
        try await claims(outside?.newest() ?? [], keys(), key).damaged
    }

    /// Begins the log again under a new name, after a state that was signed and is not there any more. Its own checkpoints have
    /// to fit: what is damaged is not begun again.
    private func beginAgain(without lost: SignedNote, _ key: SigningKey) async throws {
        let keys = try await keys()
        if let state = try await lastSigned(keys), try await !state.isBeginning(of: hashes()) {
            throw CheckpointRefusal.rewritten(from: state.size, to: state.size)
        }
        let place = keys.origin.lastIndex(of: "/").map { keys.origin[..<$0] } ?? "mandate.example"
        let name = "\(place)/" + String(surroundings.randomBits(), radix: 16)
        let first = try NoteKey(name: name, key: key.verifyingKey).description
        let (now, before) = (surroundings.now(), try await origins())
        try await store.write { view in
            guard try view.setting(Setting.firstKey) == keys.first.description else {
                throw EngineError.conflict("another process began the log again meanwhile; try again")
            }
            let origin = LogOrigin(keys, until: try view.logSize(), lost: lost)
            try view.set(Setting.origins, to: (before + [origin]).json.description)
            try view.set(Setting.firstKey, to: first)
            try view.set(Setting.rotations, to: "[]")
            try view.append(
                AuditEntry(
                    .originBegun, at: now, subject: name, word: "begun_again", payload: origin.json.canonicalBytes))
        }
    }

    /// The names under which the log was signed before the one of now, oldest first; none where it never had to begin again.
    public func origins() async throws -> [LogOrigin] {
        let text = try await store.read { view in try view.setting(Setting.origins) }
        return try text.map { try [LogOrigin](json: JSON(parsing: Array($0.utf8))) } ?? []
    }

    /// Whether the log begins with the state that was last signed and every text in it is the one that its leaf commits to, and what
    /// rulings rest on and is other than it says people signed, each in one line: nothing is done on top of either. Every leaf is
    /// read for it. What else is wrong `verify` says.
    /// - Parameter staff: the people of the team's file, who are compared too.
    public func standing(staff: any Staff) async throws -> (isAsSigned: Bool, otherRows: [String]) {
        // Rows, size and the last signature are of one moment; the leaves are read after it, since more may come at any time.
        let (read, keys, last) = try await store.read { view in
            let keys = try LogKeeper.keys(in: view)
            return (try StandingRows(view), keys, try view.lastCheckpoint(of: keys.origin))
        }
        var rows = read
        var (hashes, team, isOpened): ([Digest], [TeamEntry], Bool) = ([], [], true)
        try await eachLeaf { leaf in
            guard leaf.position < rows.size else { return }
            hashes.append(MerkleTree.leafHash(leaf.bytes))
            isOpened = isOpened && leaf.isOpened
            guard StandingRows.reads(leaf), let fields = leaf.fields else { return }
            rows.take(leaf, fields)
            if let entry = try TeamEntry(leaf) { team.append(entry) }
        }
        let state = try last.map { try keys.checkpoint(in: SignedNote(parsing: Array($0.utf8))) }
        let isAsSigned = try isOpened && state?.isBeginning(of: hashes) ?? true
        return (isAsSigned, rows.problems + TeamCheck(staff, team).problems)
    }

    /// The state that was last signed under the name of now; nil where none was.
    private func lastSigned(_ keys: KeyChain) async throws -> Checkpoint? {
        let last = try await store.read { view in try view.lastCheckpoint(of: keys.origin) }
        return try last.map { try keys.checkpoint(in: SignedNote(parsing: Array($0.utf8))) }
    }

    /// Whether a state that is known outside is longer than the log, so that the store was put back, or cannot be read: cheap
    /// enough for every command. A log of the same length that was written anew is found by `verify` and by the next signature.
    public func isBehind() async throws -> Bool {
        let known = try outside?.newest() ?? []
        let (size, keys) = (try await store.read { view in try view.logSize() }, try await keys())
        let origin = keys.origin
        if try await !claims(known, keys).damaged.isEmpty { return true }
        return known.contains { note in
            do throws(NoteError) {
                let state = try Checkpoint(parsing: SignedNote(parsing: note.bytes).text)
                return state.origin == origin && state.size > UInt64(size)
            } catch { return true }
        }
    }
}

/// The log does not go on from a state that was signed.
private struct LostState: Error, CustomStringConvertible {
    let note: SignedNote

    var description: String {
        "the log does not go on from a state of `\(note.origin)` that was signed; it is begun again by `mandate audit checkpoint`"
    }
}

extension KeyChain {
    /// The state that a note of this log holds; nil where none of these keys signed it.
    fileprivate func knows(_ note: SignedNote) throws -> Checkpoint? {
        do throws(NoteError) { return try checkpoint(in: note) } catch { return nil }
    }
}

extension Checkpoint {
    /// Whether leaves with these hashes begin with the state's.
    fileprivate func isBeginning(of hashes: [Digest]) throws -> Bool {
        guard size <= UInt64(hashes.count) else { return false }
        var edge = Frontier()
        for hash in hashes.prefix(Int(size)) { edge.append(hash) }
        return edge.root == root
    }
}

extension SignedNote {
    /// The first line: whose state it is.
    var origin: String { String(text.prefix { $0 != "\n" }) }

    fileprivate func isSigned(by key: NoteKey) -> Bool {
        do throws(NoteError) {
            try verify(by: key)
            return true
        } catch { return false }
    }
}

extension KeyChain {
    /// Somebody else handed the log over to another key.
    static let changedMeanwhile = EngineError.conflict(
        "the key at hand is not the one that signs the log: another process is changing it; try again")

    /// Throws a conflict where a key is not the one that signs the log now.
    func check(_ key: SigningKey) throws(EngineError) {
        guard current.key == key.verifyingKey else { throw Self.changedMeanwhile }
    }
}
