import Schemas
import Vocabulary

/// Writes what an attempt came to, inside one transaction.
struct Settling {
    let view: any GateView
    let now: Instant

    func settle(_ action: Action, _ attempt: Attempt) throws {
        // Two processes may recover the same claim: what one of them has written to its end is not written again.
        let state = try view.actions(of: action.decision).first { $0.action.id == action.id }?.state
        guard state != .done, state != .notSent else { return }
        switch attempt {
        case .done(let receipt):
            try view.move(action.id, to: .done, at: now)
            try view.apply(receipt, of: action)
            try note(.receipt, action, "done", receipt.json.canonicalBytes)
            let rest = try view.actions(of: action.decision).filter { $0.state != .done }
            guard rest.isEmpty else { return }
            try view.settle(action.decision, at: now)
            try view.move(action.decision, to: .done, at: now)
        case .notSent(let reason):
            try view.move(action.id, to: .notSent, at: now)
            try note(.notSent, action, "not_sent", Array(reason.utf8))
            try abandon(action.decision)
        case .doubt(let reason):
            try view.move(action.id, to: .inDoubt, at: now)
            try note(.inDoubt, action, "in_doubt", Array(reason.utf8))
            try view.move(action.decision, to: .inDoubt, at: now)
        }
    }

    /// A part that was not sent takes the later ones with it; what was done before stays, and stays counted.
    private func abandon(_ decision: DecisionID) throws {
        let actions = try view.actions(of: decision)
        for (action, state) in actions where state == .queued { try view.move(action.id, to: .notSent, at: now) }
        let isPartlyDone = actions.contains { $0.state == .done }
        try view.release(decision, keepingChanges: isPartlyDone, at: now)
        try view.move(decision, to: isPartlyDone ? .partlyDone : .notSent, at: now)
    }

    private func note(_ kind: AuditKind, _ action: Action, _ word: String, _ payload: [UInt8]) throws {
        try view.append(
            AuditEntry(kind, at: now, agent: action.agent, subject: action.id.description, word: word, payload: payload)
        )
    }
}
