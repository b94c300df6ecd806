@testable import Engine
import Execution
import Governance
import Reasoning
import Schemas
import Storage
import Locks
import Vocabulary

extension World {
    /// A proposal's bytes, with the confidence of a reasoner that wants it badly.
    func bytes(_ call: Call, _ tool: ToolName, of agent: AgentName? = nil) throws -> [UInt8] {
        Proposal(
            agent: try agent ?? Charters.agent(), tool: tool, arguments: call.arguments,
            reason: "because a test wants it",
            evidence: [], confidence: try required(Confidence(tenThousandths: 9_900))
        ).canonicalBytes
    }

    /// Judges bytes and goes all the way with what is authorised, as a run does.
    @discardableResult
    func act(_ bytes: [UInt8], in run: RunID? = nil, of agent: AgentName? = nil) async throws -> Decision {
        let engine = engine
        let (decision, carried) = try await engine.gate.decide(
            bytes, of: agent ?? Charters.agent(), in: run ?? clock.fresh()
        ) { permit in try await engine.carry(permit) }
        if decision.ruling.verdict == .authorise { try await engine.follow(decision.id, carried) }
        return decision
    }

    func campaign(_ id: String) throws -> EntityRef { try required(EntityRef(.campaign, id)) }
    func pounds(_ minor: Int64) -> Money { Money(minorUnits: minor, Currency("GBP") ?? .none) }
}

extension Currency {
    static var none: Currency { preconditionFailure("GBP is a currency") }
}

/// A store whose k-th transaction fails, once.
final class FailingStore: EngineStore {
    private let inner: any EngineStore
    private let left: Lock<Int?>

    init(_ inner: any EngineStore) {
        self.inner = inner
        left = Lock(nil)
    }

    /// The transaction after `count` more fails, and every later one until `heal`.
    func fail(after count: Int) { left.withLock { $0 = count } }
    func heal() { left.withLock { $0 = nil } }

    private func check() throws {
        let fails = left.withLock { left -> Bool in
            guard let now = left else { return false }
            left = max(0, now - 1)
            return now == 0
        }
        if fails { throw StorageError(.full, .giveUp, "the disk is full") }
    }

    func transact<R: Sendable>(_ work: @escaping @Sendable (any GateView) throws -> R) async throws -> R {
        try check()
        return try await inner.transact(work)
    }
    func write<R: Sendable>(_ work: @escaping @Sendable (any EngineView) throws -> R) async throws -> R {
        try check()
        return try await inner.write(work)
    }
    func read<R: Sendable>(_ work: @escaping @Sendable (any EngineView) throws -> R) async throws -> R {
        try await inner.read(work)
    }
}

/// A reasoner that proposes nothing and says nothing.
struct SilentReasoner: Reasoner {
    func propose(_ brief: ReasoningBrief) async -> ReasoningPlan {
        ReasoningPlan(drafts: [], nothing: DoNothing(counts: [:], summary: ""))
    }
    func revise(_ refusals: [Refusal], _ brief: ReasoningBrief) async -> ReasoningPlan { await propose(brief) }
}
