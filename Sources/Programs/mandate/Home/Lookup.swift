import Engine
import Governance
import Vocabulary

extension OpenHome {
    /// The decision whose identifier begins with a text: people type the first letters, or its last.
    func decision(_ text: String) async throws -> DecisionID {
        if let id = DecisionID(text) { return id }
        let found = try await store.read { view in try view.decisions(beginning: text) }
        return try only(found, text, "decision")
    }

    /// The escalation whose identifier begins with a text.
    func escalation(_ text: String) async throws -> EscalationID {
        if let id = EscalationID(text) { return id }
        let found = try await store.read { view in try view.escalations(beginning: text) }
        return try only(found, text, "escalation")
    }

    private func only<Kind>(_ found: [ID<Kind>], _ text: String, _ what: String) throws(Failure) -> ID<Kind> {
        guard let first = found.first else {
            throw Failure(.notFound, "there is no \(what) `\(text)`; `mandate inbox` lists what waits")
        }
        guard found.count == 1 else {
            let shown = found.prefix(3).map(\.description).joined(separator: ", ")
            throw Failure(.usage, "`\(text)` begins \(found.count) \(what)s (\(shown)…); give more of it")
        }
        return first
    }
}
