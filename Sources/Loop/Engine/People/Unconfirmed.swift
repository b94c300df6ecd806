public import Governance
public import Vocabulary

/// What a person asked for on their own authority, was authorised, and is not confirmed.
public struct Unconfirmed: Hashable, Sendable, CustomStringConvertible {
    /// The decision that it became.
    public let decision: DecisionID
    /// Where that stands.
    public let state: DecisionState
    /// What the platform, or who sent it, said last; nil where nobody said anything.
    public let reason: String?

    /// One lower-case fragment with the way on.
    public var description: String {
        let why = reason.map { ": \($0)" } ?? ""
        switch state {
        case .inDoubt:
            return "it was sent, and whether it was done is not known\(why); `mandate resolve \(decision)` says it"
        case .notSent: return "nothing of it was done\(why); `mandate explain \(decision)` says more"
        default: return "it is not confirmed\(why); `mandate explain \(decision)` says more"
        }
    }
}

extension Engine {
    /// Where a decision stands that was not confirmed when it was carried out.
    func unconfirmed(_ decision: DecisionID) async throws -> Unconfirmed {
        let record = try await store.read { view in try view.record(of: decision) }
        return Unconfirmed(
            decision: decision, state: record?.state ?? .authorised,
            reason: record?.actions.compactMap(\.reason).last)
    }
}
