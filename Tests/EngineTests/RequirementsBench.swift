import Engine
import Execution
import Governance
import Locks
import Reasoning
import Schemas
import Testing
import Vocabulary

/// A judge over facts of the real store, for rules taken one at a time.
struct Bench: Sendable {
    let world: World
    let judge: Judge

    /// The example's agent at a stage, over the look-alike account.
    init(_ stage: Stage = .autonomous) async throws {
        world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        if stage > .shadow { try await world.promote(to: stage) }
        let rulebook = try await world.store.read { view in try view.rulebook(of: try Charters.agent()) }
        judge = Judge(try required(rulebook), tools: try ToolBook(ToolCatalogue.tools))
    }

    static func proposal(
        _ call: Call, _ tool: ToolName, reason: String = "a test asks", evidence: [Evidence] = []
    ) throws -> Proposal {
        Proposal(
            agent: try Charters.agent(), tool: tool, arguments: call.arguments, reason: reason, evidence: evidence,
            confidence: try required(Confidence(tenThousandths: 9_900)))
    }

    /// What the gate knows when it judges a call.
    func facts(_ call: Call, _ tool: ToolName) async throws -> Facts {
        let (agent, rulebook, now) = (try Charters.agent(), judge.rulebook, world.clock.now())
        let need = FactsNeeded(agent: agent, tool: tool, call: call, rulebook: rulebook, now: now, draw: 9_999)
        return try await world.store.read { view in try view.facts(need) }
    }

    /// The ruling on a call, on facts that differ from the real ones as said.
    func rule(
        _ call: Call, _ tool: ToolName, _ change: (inout Facts) throws -> Void = { _ in }
    ) async throws -> Ruling {
        var facts = try await facts(call, tool)
        try change(&facts)
        return judge.judge(try Self.proposal(call, tool).canonicalBytes, facts)
    }

    /// The ruling on a campaign's new daily budget in pence.
    func budget(_ id: String, _ pence: Int64, _ change: (inout Facts) throws -> Void = { _ in }) async throws -> Ruling
    {
        try await rule(Self.budget(id, pence), .setDailyBudget, change)
    }

    static func budget(_ id: String, _ pence: Int64) throws -> Call {
        .setDailyBudget(campaign: try campaign(id), to: Money(minorUnits: pence, try required(Currency("GBP"))))
    }

    static func campaign(_ id: String) throws -> EntityRef { try required(EntityRef(.campaign, id)) }
    static func ad(_ id: String) throws -> EntityRef { try required(EntityRef(.ad, id)) }
}

extension Facts {
    /// Changes what is known of the first entity.
    mutating func first(_ change: (inout EntityFacts) -> Void) { change(&entities[0]) }
}

extension Ruling {
    /// Whether a rule objects with this verdict.
    func has(_ code: FindingCode, _ verdict: Verdict = .refuse) -> Bool {
        findings.contains { $0.code == code && $0.verdict == verdict }
    }
}

/// A reasoner that keeps what it was shown and answers what a test tells it.
final class ToldReasoner: Reasoner {
    struct Seen {
        var briefs: [ReasoningBrief] = []
        var refusals: [[Refusal]] = []
    }

    let seen = Lock(Seen())
    private let drafts: [Draft]
    private let cost: Decimal12
    private let insists: Bool

    /// - Parameter insists: whether it answers a refusal with the same again, instead of withdrawing.
    init(_ drafts: [Draft] = [], cost: Decimal12 = .zero, insists: Bool = false) {
        self.drafts = drafts
        self.cost = cost
        self.insists = insists
    }

    var name: String { "told 7" }

    func propose(_ brief: ReasoningBrief) async -> ReasoningPlan {
        seen.withLock { $0.briefs.append(brief) }
        return ReasoningPlan(drafts: drafts, nothing: DoNothing(counts: [.unsure: 1], summary: "told"), cost: cost)
    }

    func revise(_ refusals: [Refusal], _ brief: ReasoningBrief) async -> ReasoningPlan {
        seen.withLock { $0.refusals.append(refusals) }
        return ReasoningPlan(
            drafts: insists ? drafts : [], nothing: DoNothing(counts: [:], summary: "told"), cost: cost)
    }

    static func draft(_ change: Draft.Change, _ entity: EntityRef, evidence: [Evidence] = []) throws -> Draft {
        Draft(
            change, entity, reason: "a test asks", evidence: evidence,
            confidence: try required(Confidence(tenThousandths: 9_900)),
            cause: Cause(of: MetricTotals(), in: MetricTotals()),
            rejected: [RejectedOption(option: "do nothing", because: "a test")], route: .rules)
    }
}
