import Governance
import Schemas
import Vocabulary

/// How long the log stays readable. Its leaves stay for ever; what they commit to can be erased, and the log still verifies.
public enum Retention: Sendable {
    /// The least time that what was logged stays readable, whoever asks: the longest rule that applies, and never under a year
    /// (R177).
    public static let least = Duration.seconds(400 * 86_400)
}

/// What was erased from the log.
public struct Erased: Hashable, Sendable {
    /// How many payloads.
    public let count: Int
    /// The entry that says so.
    public let entry: Int64
}

extension LogKeeper {
    /// Erases what one entry commits to, with its salt; the leaf stays. Younger than the retention only for a reason, which
    /// stands in the log signed by everybody who agreed (`Engine.checkMayErase` says who has to); what still waits for somebody is
    /// never erased.
    /// - Throws: `EngineError.notAllowed` with both ages where it is too young and no reason is given, `EngineError.invalid` for a
    ///   reason without a letter or a digit.
    public func erase(_ position: Int64, because reason: String?, by people: [Signatory]) async throws -> Erased {
        guard reason?.contains(where: { $0.isLetter || $0.isNumber }) != false else {
            throw EngineError.invalid("the reason says nothing; write why the entry is erased before its time")
        }
        let now = surroundings.now()
        let leaf = try await store.read { view in try view.leaves(from: position, limit: 1).first }
        guard let leaf, leaf.position == position else {
            throw EngineError.notFound("there is no entry `\(position)`; `mandate audit tail` shows the last ones")
        }
        let head = try LeafHead(leaf)
        guard leaf.opening != nil else {
            if head.hadPayload {
                throw EngineError.conflict(
                    "entry `\(position)` was erased already; `mandate audit search --kind erased` says when and why")
            }
            throw EngineError.conflict("entry `\(position)` has nothing to erase: it holds a kind, a time and hashes")
        }
        try head.checkErasable()
        let age = now.since(head.at)
        guard age >= Retention.least || reason != nil else {
            throw EngineError.notAllowed(
                "entry `\(position)` is `\(age.wholeDays) d` old and has to stay readable for `\(Retention.least.brief)`; "
                    + "where somebody may ask for it earlier, say so with `--reason TEXT`")
        }
        let content: JSONObject = ["entry": .integer(position), "reason": .string(reason ?? "")]
        let statements = people.map { SignedStatement("erase", content, by: $0, at: now) }
        let early = people.count > 1 ? "early" : "early_self_agreed"
        let word = age >= Retention.least ? "after_retention" : early
        return try await store.write { view in
            try head.checkSettled(view)
            guard try view.erasePayload(at: position) else {
                throw EngineError.conflict("entry `\(position)` was erased meanwhile")
            }
            let entry = try view.logSize()
            for statement in statements {
                try view.append(
                    AuditEntry(.erased, at: now, subject: "entry \(position)", word: word, payload: statement.record))
            }
            return Erased(count: 1, entry: entry)
        }
    }

    /// Entries that still hold something and are older than an age, oldest first; those that say who erased what, and decisions
    /// that still wait for somebody, are kept.
    /// - Throws: `EngineError.notAllowed` where the age is under the retention.
    public func erasable(olderThan age: Duration) async throws -> [Int64] {
        guard age >= Retention.least else {
            throw EngineError.notAllowed(
                "what is younger than `\(Retention.least.brief)` stays readable, and `\(age.brief)` is less; "
                    + "single entries can be erased earlier for a reason")
        }
        let before = surroundings.now().advanced(by: .zero - age)
        var old: [LeafHead] = []
        try await eachLeaf { leaf in
            let head = try LeafHead(leaf)
            if head.at <= before, leaf.opening != nil, head.isErasable { old.append(head) }
        }
        let heads = old
        return try await store.read { view in try heads.filter { try $0.isSettled(view) }.map(\.position) }
    }

    /// Erases what the retention no longer asks for, in slices; each slice is one signed entry.
    public func erase(olderThan age: Duration, by signatory: Signatory) async throws -> Int {
        let found = try await erasable(olderThan: age)
        var count = 0
        for start in stride(from: 0, to: found.count, by: 200) {
            let slice = Array(found[start..<min(start + 200, found.count)])
            let now = surroundings.now()
            let statement = SignedStatement(
                "erase", ["entries": .array(slice.map(JSON.integer)), "reason": .string("older than \(age.brief)")],
                by: signatory, at: now)
            count += try await store.write { view in
                let erased = try slice.filter { try view.erasePayload(at: $0) }.count
                try view.append(
                    AuditEntry(
                        .erased, at: now, subject: "entries \(slice[0]) to \(slice[slice.count - 1])",
                        word: "after_retention", payload: statement.record))
                return erased
            }
        }
        return count
    }
}

/// What a leaf says of itself, as far as erasing has to know it.
private struct LeafHead {
    let position: Int64
    let kind: String
    let subject: String
    let at: Instant
    /// Whether it commits to a payload, there or not.
    let hadPayload: Bool

    init(_ leaf: LogLeaf) throws {
        let json = try JSON(parsing: leaf.bytes)
        position = leaf.position
        kind = json["kind"]?.stringValue ?? ""
        subject = json["subject"]?.stringValue ?? ""
        hadPayload = json["payload"] != nil
        at = Instant(milliseconds: json["at"]?.integerValue ?? 0)
    }

    /// Who erased what, with which key the log began, who had which key, and what people agreed that an agent may do, is never
    /// forgotten: what is in force would rest on nothing that can be compared.
    var isErasable: Bool {
        ![
            AuditKind.erased, .homeMade, .team, .charterApplied, .organisationApplied, .baselineFrozen, .stageChanged,
        ].map(\.rawValue).contains(kind)
    }

    func checkErasable() throws {
        guard isErasable else {
            throw EngineError.notAllowed(
                "entry `\(position)` says who erased what, whose key is whose, or what an agent may do, and stays")
        }
    }

    /// A decision that waits, or is on its way, is judged again by what was logged; what was only rehearsed never is.
    func isSettled(_ view: any EngineView) throws -> Bool {
        guard kind == AuditKind.ruling.rawValue, let decision = DecisionID(subject) else { return true }
        switch try view.state(of: decision) {
        case .held, .authorised, .inDoubt: return try view.record(of: decision)?.isShadow ?? true
        case .escalated: return try !view.isOpenlyEscalated(decision)
        default: return true
        }
    }

    func checkSettled(_ view: any EngineView) throws {
        guard try isSettled(view) else {
            throw EngineError.conflict("decision `\(subject)` is not settled yet; answer it first, then erase")
        }
    }
}

extension EngineView {
    /// Whether an escalation that a decision is part of still waits for an answer.
    fileprivate func isOpenlyEscalated(_ decision: DecisionID) throws -> Bool {
        try inbox().contains { item in
            if case .escalation(let record) = item { record.decisions.contains(decision) } else { false }
        }
    }
}

extension Duration {
    /// Whole days, cut.
    fileprivate var wholeDays: Int64 { wholeSeconds / 86_400 }
}
