@testable import Engine
import Governance
import Schemas
import Vocabulary

extension World {
    /// Erases one payload whatever it is, with its signed entry in the same transaction, as `audit erase` does for what may go.
    func eraseOnRecord(_ position: Int64) async throws -> Bool {
        let now = clock.now()
        let statement = SignedStatement(
            "erase", ["entry": .integer(position), "reason": .string("a test")], by: owner, at: now)
        return try await store.write { view in
            guard try view.erasePayload(at: position) else { return false }
            try view.append(
                AuditEntry(
                    .erased, at: now, subject: "entry \(position)", word: "early", payload: statement.record))
            return true
        }
    }
}
