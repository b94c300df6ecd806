import Vocabulary

/// The reason that an undo's proposal carries. It names the decision that is taken back, so that the record of the one leads to
/// the other.
enum UndoReason {
    private static let start = "undo of decision "
    private static let end = " on a person's authority"

    /// The reason of taking a decision back.
    static func text(_ decision: DecisionID) -> String { start + decision.description + end }

    /// The decision that a reason takes back; nil for any other reason.
    static func decision(in reason: String) -> DecisionID? {
        guard reason.hasPrefix(start), reason.hasSuffix(end) else { return nil }
        return DecisionID(String(reason.dropFirst(start.count).dropLast(end.count)))
    }
}
