import Governance
public import Vocabulary

extension Engine {
    /// Closes the holds whose deadline is over: silence is No. Called before anything that waits is shown.
    /// - Returns: those that were closed.
    @discardableResult
    public func expireHolds() async throws -> [DecisionID] {
        let now = surroundings.now()
        let due = try await store.read { view in try view.holdsDue(at: now) }
        return due.isEmpty ? [] : try await gate.expire(due)
    }
}
