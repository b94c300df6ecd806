public import Cryptography
import Governance
import Schemas
public import TransparencyLog
public import Vocabulary

/// Keeps the log's promises: signs its states, never two that contradict each other, checks it, and hands it out.
public struct LogKeeper: Sendable {
    let store: any EngineStore
    let surroundings: any Surroundings
    let outside: (any OutsideCheckpoints)?

    /// A keeper of the log in a store; `outside` is where its checkpoints are kept besides.
    public init(store: any EngineStore, surroundings: any Surroundings, outside: (any OutsideCheckpoints)? = nil) {
        self.store = store
        self.surroundings = surroundings
        self.outside = outside
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
        try await store.read { view in try LogKeeper.keys(in: view) }
    }

    /// The log's keys as one reading of the store sees them.
    static func keys(in view: any EngineView) throws -> KeyChain {
        let (first, rotations) = (try view.setting(Setting.firstKey), try view.setting(Setting.rotations))
        guard let first else { throw LogKeeper.noLog }
        let notes = try rotations.map { try [String](json: JSON(parsing: Array($0.utf8))) } ?? []
        return try KeyChain(
            NoteKey(parsing: first), rotations: notes.map { try SignedNote(parsing: Array($0.utf8)) })
    }

    /// Checks the log where it lies, against its own checkpoints and those kept elsewhere, and every signed statement in it.
    public func verify(against held: [[UInt8]] = [], staff: any Staff) async throws -> LogReport {
        // Read before the store, as when signing.
        let known = try outside?.newest() ?? []
        let (keys, before) = (try await keys(), try await origins())
        let notes = try await store.read { view in try view.checkpoints() }
        let claims = try await claims(known, keys)
        var check = LogCheck(
            keys: keys, earlier: before.map(\.keys), checkpoints: notes.map { Array($0.utf8) },
            outside: held + claims.notes.map(\.bytes))
        let team = TeamCheck(staff, try await teamEntries())
        let people = team.keys
        var unsigned = claims.damaged + team.problems
        var rows = try await store.read { view in try StandingRows(view) }
        var gaps = PayloadGaps()
        var asked = AskedUndos()
        try await eachLeaf { leaf in
            check.take(leaf.bytes, hash: Digest(leaf.hash), openings: leaf.openings)
            if let fields = leaf.fields {
                rows.take(leaf, fields)
                gaps.take(leaf, fields)
                asked.take(leaf, fields)
            }
            if let fields = leaf.fields, LogKeeper.holdsNoAnswer(fields) {
                unsigned.append("leaf `\(leaf.position)`: it says what a person answered, and holds no signed word")
            }
            guard let opening = leaf.opening, LogKeeper.isSigned(leaf.bytes, opening.payload) else { return }
            // Of an undo that came about the signed word stands in the entry of who asked for it.
            if let fields = leaf.fields, asked.cover(fields, opening.payload) { return }
            let isValid = SignedStatement.isValid(record: opening.payload) { people.key(of: $0, at: leaf.position) }
            guard !isValid else { return }
            unsigned.append("leaf `\(leaf.position)`: its signature is not that of the person it names")
        }
        return LogReport(
            verdict: check.finished(), unsigned: unsigned + rows.problems + gaps.problems, erased: gaps.erasedCount,
            origins: before)
    }

    /// Hands over to a new key; the old one signs for it. The caller keeps the new key before and uses it after.
    public func rotate(from old: SigningKey, to heir: SigningKey) async throws {
        _ = try await checkpoint(key: old)
        let (known, before) = try await store.read { view in
            (try LogKeeper.keys(in: view), try view.setting(Setting.rotations))
        }
        var keys = known
        try keys.check(old)
        let size = try await store.read { view in try view.logSize() }
        try keys.rotate(from: old, to: heir, at: UInt64(size))
        let text = keys.rotations.map(\.note.description).json.description
        let now = surroundings.now()
        let name = try NoteKey(name: keys.origin, key: heir.verifyingKey).description
        try await store.write { view in
            guard try view.setting(Setting.rotations) == before else { throw KeyChain.changedMeanwhile }
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

    func hashes() async throws -> [Digest] {
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

    /// Whether a leaf is a person's answer and commits to nothing at all, so that there was never a signature.
    private static func holdsNoAnswer(_ fields: JSON) -> Bool {
        let kind = fields["kind"]?.stringValue.flatMap(AuditKind.init(rawValue:))
        return [AuditKind.approved, .rejected, .answered].contains { $0 == kind } && fields["payload"] == nil
    }

    static let signedKinds: Set<AuditKind> = [
        .approved, .rejected, .answered, .undone, .charterApplied, .organisationApplied, .stageChanged, .paused,
        .resumed, .reviewed, .clockAccepted, .team, .unhalted, .erased,
    ]

    enum Setting {
        static let firstKey = "log_first_key"
        static let rotations = "log_rotations"
        static let origins = "log_origins"
    }
}

/// What the check of a log where it lies came to.
public struct LogReport: Sendable {
    /// Leaves, checkpoints and payloads.
    public let verdict: PackVerdict
    /// What is not as people signed it, each in one line: statements, charters, stages, payloads that are gone without a word.
    public let unsigned: [String]
    /// How many payloads were erased on record; nil for a pack, which does not say so.
    public let erased: Int?
    /// Names under which it was signed before it was begun again.
    public let origins: [LogOrigin]

    /// The report on a pack, which has nothing beside its leaves.
    public init(_ verdict: PackVerdict) {
        self.init(verdict: verdict, unsigned: [], erased: nil, origins: [])
    }

    init(verdict: PackVerdict, unsigned: [String], erased: Int?, origins: [LogOrigin]) {
        self.verdict = verdict
        self.unsigned = unsigned
        self.erased = erased
        self.origins = origins
    }

    /// Whether everything is as it was signed.
    public var isSound: Bool { verdict.isIntact && unsigned.isEmpty }
}

extension LogLeaf {
    /// The leaf's own fields; nil where it is damaged.
    var fields: JSON? {
        do { return try JSON(parsing: bytes) } catch { return nil }
    }

    /// Whether what is kept beside the leaf is what it commits to; so it is where that was erased.
    var isOpened: Bool { opening == nil || openings.first?.isHeld(by: bytes) == true }

    /// What the leaf commits to, for the checks of the log.
    var openings: [SaltedCommitment.Opening] {
        opening.flatMap { SaltedCommitment.Opening(salt: $0.salt, payload: $0.payload) }.map { [$0] } ?? []
    }
}
