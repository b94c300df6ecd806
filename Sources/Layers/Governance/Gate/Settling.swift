import Schemas
import Vocabulary

/// Writes what an attempt came to, inside one transaction. What was written already is not written twice; a late answer that
/// something happened after all is believed, and counted.
struct Settling {
    let view: any GateView
    let now: Instant

    func settle(_ action: Action, _ attempt: Attempt) throws {
        var actions = try view.actions(of: action.decision)
        guard let index = actions.firstIndex(where: { $0.action.id == action.id }) else { return }
        switch (attempt, actions[index].state) {
        case (_, .done), (.notSent, .notSent), (.doubt, .notSent), (.doubt, .inDoubt): return
        case (.done(let receipt), let state):
            if state == .notSent { try takeBack(action.decision) }
            try view.confirm(receipt, of: action, at: now)
            try note(.receipt, action, "done", receipt.canonicalBytes)
            actions[index].state = .done
            return try conclude(action.decision, Set(actions.map(\.state)))
        case (.notSent(let reason), _):
            try note(.notSent, action, "not_sent", Array(reason.utf8))
            actions[index].state = .notSent
            // A part that was not sent takes the later ones with it.
            for later in actions.indices where actions[later].state == .queued {
                actions[later].state = .notSent
                try view.move(actions[later].action, to: .notSent, at: now)
            }
        case (.doubt(let reason), _):
            try note(.inDoubt, action, "in_doubt", Array(reason.utf8))
            actions[index].state = .inDoubt
        }
        try view.move(action, to: actions[index].state, at: now)
        try conclude(action.decision, Set(actions.map(\.state)))
    }

    /// Moves the decision on. What it reserved is given back or settled only once nothing of it is open any more; a part in
    /// doubt keeps all of it, and what was done stays counted.
    private func conclude(_ decision: DecisionID, _ states: Set<ActionState>) throws {
        if states == [.done] {
            try view.settle(decision, at: now)
            try view.move(decision, to: .done, at: now)
        } else if states.contains(.inDoubt) {
            try view.move(decision, to: .inDoubt, at: now)
        } else if states.isDisjoint(with: [.queued, .claimed]) {
            try view.release(decision, keepingChanges: states.contains(.done), at: now)
            try view.move(decision, to: states.contains(.done) ? .partlyDone : .notSent, at: now)
        }
    }

    /// Reserves again what was given back on the word that nothing had happened.
    private func takeBack(_ decision: DecisionID) throws {
        guard let stored = try view.decision(decision) else { return }
        switch try view.state(of: decision) {
        case .notSent: try view.reserve(stored, onlyRaise: false, at: now)
        // Its changes stayed; only the raise was given back.
        case .partlyDone: try view.reserve(stored, onlyRaise: true, at: now)
        default: return
        }
    }

    private func note(_ kind: AuditKind, _ action: Action, _ word: String, _ payload: [UInt8]) throws {
        try view.append(
            AuditEntry(kind, at: now, agent: action.agent, subject: action.id.description, word: word, payload: payload)
        )
    }
}
