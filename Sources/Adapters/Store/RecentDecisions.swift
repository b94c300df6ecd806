import Governance
import Locks
import Vocabulary

/// The decisions that this process has written last: content alone, which never changes. Whether a decision is there, and
/// where it stands, is always asked of its row.
final class RecentDecisions: Sendable {
    private struct State {
        var kept: [DecisionID: Decision] = [:]
        var order: [DecisionID] = []
        var next = 0
    }

    private static let limit = 1_024
    private let state = Lock(State())

    subscript(id: DecisionID) -> Decision? { state.withLock { $0.kept[id] } }

    /// Keeps a decision in the place of the oldest.
    func keep(_ decision: Decision) {
        state.withLock { state in
            guard state.kept.updateValue(decision, forKey: decision.id) == nil else { return }
            guard state.order.count == Self.limit else { return state.order.append(decision.id) }
            state.kept[state.order[state.next]] = nil
            state.order[state.next] = decision.id
            state.next = (state.next + 1) % Self.limit
        }
    }
}
