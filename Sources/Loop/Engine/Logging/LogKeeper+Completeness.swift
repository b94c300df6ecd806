import Governance
import Schemas
public import Vocabulary

/// How complete the record of what was done is (R178): what the outbox says happened, against the log's leaves, and these against it.
public struct AuditCompleteness: Hashable, Sendable {
    /// Actions that were attempted.
    public let actions: Int
    /// Those of which the log lacks the ruling before them or the answer after them, or the outbox the action.
    public let gaps: [ActionID]

    /// The share that is recorded in full; all of nothing is all.
    public var share: Percentage {
        Percentage.of(Int64(actions - gaps.count), in: Int64(actions), rounding: .down) ?? Percentage(percent: 100)
    }
}

extension LogKeeper {
    /// Compares every attempted action with the log: each needs the ruling on its decision, and once it is done, not sent or in
    /// doubt the leaf that says so. Each leaf that says so needs its action.
    public func completeness() async throws -> AuditCompleteness {
        let size = try await store.read { view in try view.logSize() }
        // Actions first: what another process settles meanwhile is in the leaves that are read after.
        var actions: [AttemptedAction] = []
        while true {
            let after = actions.last
            let page = try await store.read { view in try view.attempted(after: after, limit: 1_000) }
            actions += page
            if page.count < 1_000 { break }
        }
        let known = Set(actions.map(\.id))
        var (seen, gone): (Set<String>, Set<ActionID>) = ([], [])
        try await eachLeaf { leaf in
            let json = try JSON(parsing: leaf.bytes)
            guard let kind = json["kind"]?.stringValue, let subject = json["subject"]?.stringValue else { return }
            seen.insert("\(kind) \(subject)")
            guard leaf.position < size, kind == AuditKind.receipt.rawValue, let id = ActionID(subject) else { return }
            if !known.contains(id) { gone.insert(id) }
        }
        let gaps = actions.filter { !$0.isRecorded(seen) }.map(\.id) + gone.sorted()
        return AuditCompleteness(actions: actions.count + gone.count, gaps: gaps)
    }
}

extension AttemptedAction {
    /// Whether the log holds the intent and what came of it.
    fileprivate func isRecorded(_ seen: Set<String>) -> Bool {
        guard seen.contains("\(AuditKind.ruling.rawValue) \(decision)") else { return false }
        let kinds: [AuditKind] =
            switch state {
            case .queued, .claimed: []
            case .done: [.receipt]
            case .notSent: [.notSent]
            case .inDoubt: [.inDoubt]
            }
        return kinds.isEmpty || kinds.contains { seen.contains("\($0.rawValue) \(id)") }
    }
}
