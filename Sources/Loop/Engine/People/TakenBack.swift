import Governance
import Schemas
import Vocabulary

/// The gate's store with work of the engine's in the gate's own transaction: both are written, or neither is.
struct Alongside: GateStore {
    let store: any EngineStore
    var before: @Sendable (any EngineView) throws -> Void = { _ in }
    var after: @Sendable (any EngineView) throws -> Void = { _ in }

    func transact<R: Sendable>(_ work: @escaping @Sendable (any GateView) throws -> R) async throws -> R {
        let (before, after) = (before, after)
        return try await store.write { view in
            try before(view)
            let result = try work(view)
            try after(view)
            return result
        }
    }
}

/// Somebody else is taking the same decision back right now; what came of it is known in a moment.
struct AnotherUndo: Error {}

/// What the log says where a person's undo came about: who asked for it, and which entry holds their signed word. The signature
/// stands in that entry, made with the key they had then.
struct UndoRecord {
    private static let askedWord = "asked"

    /// The entry of a person's signed word, which comes right before the ruling on it.
    static func asked(_ id: DecisionID, _ agent: AgentName, by signatory: Signatory, at now: Instant) -> AuditEntry {
        let statement = SignedStatement("undo", ["decision": id.json], by: signatory, at: now)
        return AuditEntry(
            .undone, at: now, agent: agent, subject: id.description, word: askedWord, payload: statement.record)
    }

    /// Whether a leaf is such an entry; `fields` is the leaf as JSON.
    static func isAsked(_ fields: JSON) -> Bool {
        fields["kind"]?.stringValue == AuditKind.undone.rawValue && fields["word"]?.stringValue == askedWord
    }

    /// What an entry holds whose signed word stands in another one.
    static func payload(_ person: PersonID, asked entry: Int64) -> [UInt8] {
        JSON.object(["asked": .integer(entry), "person": person.json]).canonicalBytes
    }
}

/// The signed words of people who wanted something back, as the log is read: what came of them points there.
struct AskedUndos {
    /// Who asked, by entry; empty where that was erased.
    private var people: [Int64: String] = [:]

    /// Takes the next leaf; `fields` is the leaf as JSON.
    mutating func take(_ leaf: LogLeaf, _ fields: JSON) {
        guard UndoRecord.isAsked(fields) else { return }
        let said = leaf.opening.flatMap { SignedStatement.content(of: $0.payload) }
        people[leaf.position] = said?["person"]?.stringValue ?? ""
    }

    /// Whether a leaf says what came of such a word, and of the same person's.
    func cover(_ fields: JSON, _ payload: [UInt8]) -> Bool {
        guard fields["kind"]?.stringValue == AuditKind.undone.rawValue, !UndoRecord.isAsked(fields) else {
            return false
        }
        do {
            let said = try JSON(parsing: payload)
            guard let person = said["asked"]?.integerValue.flatMap({ people[$0] }) else { return false }
            return person.isEmpty || person == said["person"]?.stringValue
        } catch { return false }
    }
}

extension EngineView {
    /// Writes what an undo that is done means for what it took back, however it became known to be done: at once, by looking at
    /// the platform later, or on a person's word.
    func concludeUndo(_ id: DecisionID, at now: Instant) throws {
        guard let decision = try decision(id), case .undo(let person) = decision.authority,
            try state(of: id) == .done, let earlier = try takenBack(by: decision), earlier.state != .undone,
            try isBack(earlier), let undo = try record(of: id)
        else { return }
        let entry = undo.entry - 1
        let asked = try leaves(from: max(0, entry), limit: 1).first?.fields
        let isThere = asked.map { UndoRecord.isAsked($0) && $0["subject"]?.stringValue == earlier.id.description }
        // An undo from before there was such an entry leaves nothing signed.
        let payload = isThere == true ? UndoRecord.payload(person, asked: entry) : []
        try markUndone(earlier, payload, at: now)
    }

    /// Marks a decision as taken back. Where it was an undo itself, what that took back stands again.
    func markUndone(_ record: DecisionRecord, _ payload: [UInt8], at now: Instant) throws {
        try move(record.id, to: .undone, at: now)
        try append(record.entry(of: "undone", payload, at: now))
        guard let decision = record.decision, let earlier = try takenBack(by: decision), earlier.state == .undone
        else { return }
        try markStanding(earlier, payload, at: now)
    }

    /// Marks a decision as done again. Where it was an undo itself, what that took back is taken back again.
    private func markStanding(_ record: DecisionRecord, _ payload: [UInt8], at now: Instant) throws {
        let isWhole = record.actions.allSatisfy { $0.state == .done }
        try move(record.id, to: isWhole ? .done : .partlyDone, at: now)
        try append(record.entry(of: "stands_again", payload, at: now))
        guard let decision = record.decision, let earlier = try takenBack(by: decision), earlier.state != .undone,
            try isBack(earlier)
        else { return }
        try markUndone(earlier, payload, at: now)
    }

    /// Whether an undo that stands is there for everything that a decision did.
    private func isBack(_ record: DecisionRecord) throws -> Bool {
        let undos = try undos(of: record, in: [.done])
        let back = Set(undos.flatMap(\.actions).flatMap { $0.receipt?.after.map(\.entity) ?? [] })
        let done = record.actions.filter { $0.state == .done }
        return !done.isEmpty
            && done.allSatisfy { action in
                let objects = action.receipt?.after.map(\.entity) ?? []
                return !objects.isEmpty && objects.allSatisfy(back.contains)
            }
    }

    /// Throws where somebody took a decision back since the undos that are known, or is about to.
    func checkIsFree(_ id: DecisionID, besides known: Set<DecisionID>) throws {
        guard let record = try record(of: id) else { return }
        guard record.state != .undone else { throw EngineError.takenBackAlready(id) }
        let others = try undos(of: record, in: [.authorised, .inDoubt, .done]).filter { !known.contains($0.id) }
        guard others.isEmpty else { throw AnotherUndo() }
    }
}

extension EngineError {
    /// A decision that is as it was before.
    static func takenBackAlready(_ id: DecisionID) -> EngineError {
        .conflict("decision `\(id)` was taken back already; `mandate explain \(id)` says when")
    }
}

extension DecisionRecord {
    fileprivate func entry(of word: String, _ payload: [UInt8], at now: Instant) -> AuditEntry {
        AuditEntry(.undone, at: now, agent: agent, subject: id.description, word: word, payload: payload)
    }
}
