@testable import Engine
import Execution
import Governance
import Schemas
import Vocabulary

extension World {
    /// Judges bytes and goes all the way with what is authorised, as a run does.
    @discardableResult
    func decide(_ bytes: [UInt8]) async throws -> Decision {
        let engine = engine
        let (decision, carried) = try await engine.gate.decide(bytes, of: Charters.agent(), in: clock.fresh()) {
            permit in try await engine.carry(permit)
        }
        if decision.ruling.verdict == .authorise { try await engine.follow(decision.id, carried) }
        return decision
    }

    /// Kinds, subjects and words of all leaves, in order.
    func leaves() async throws -> [Leaf] {
        let leaves = try await store.read { view in try view.leaves(from: 0, limit: 100_000) }
        return try leaves.map(Leaf.init)
    }
}

/// A leaf as a test looks at it.
struct Leaf: Sendable {
    let kind, subject, word: String
    let agent: String?
    let version: Int64
    let at: Int64?
    let payload: [UInt8]?

    init(_ leaf: LogLeaf) throws {
        let json = try JSON(parsing: leaf.bytes)
        kind = json["kind"]?.stringValue ?? ""
        subject = json["subject"]?.stringValue ?? ""
        word = json["word"]?.stringValue ?? ""
        agent = json["agent"]?.stringValue
        version = json["charter"]?.integerValue ?? 0
        at = json["at"]?.integerValue
        payload = leaf.opening?.payload
    }
}
