import Execution
import Governance
import Schemas
public import Vocabulary

/// What became of pausing a campaign's spend.
public enum PausedSpend: Hashable, Sendable, CustomStringConvertible {
    /// It is paused, by this decision.
    case paused(DecisionID)
    /// The gate refused; why.
    case refused(String)
    /// It was sent, and is not confirmed.
    case unconfirmed(Unconfirmed)

    /// Whether it spends nothing any more.
    public var isPaused: Bool { if case .paused = self { true } else { false } }

    /// One lower-case fragment with the way on.
    public var description: String {
        switch self {
        case .paused(let decision): "paused; `mandate undo \(decision)` takes it back"
        case .refused(let why): "not paused: \(why)"
        case .unconfirmed(let left): "not paused: \(left)"
        }
    }
}

/// A pause of a campaign on a person's authority that stands: by `halt --pause-spend`, or by taking back that it was resumed.
public struct SpendPause: Hashable, Sendable {
    /// The campaign.
    public let campaign: EntityRef
    /// The decision that an undo takes back.
    public let decision: DecisionID

    /// Their ways back, on one line; nil where there are none.
    public static func words(_ pauses: [SpendPause]) -> String? {
        guard !pauses.isEmpty else { return nil }
        let told = pauses.prefix(5).map { "`mandate undo \($0.decision)` starts `\($0.campaign)` again" }
        return told.joined(separator: ", ") + (pauses.count > 5 ? " and \(pauses.count - 5) more" : "")
    }
}

extension EngineView {
    /// Every such pause that nothing changed since.
    public func spendPauses() throws -> [SpendPause] {
        var found: [SpendPause] = []
        var last: EntityRef?
        while true {
            let page = try entities(.campaign, after: last, limit: 500)
            for facts in page.map(\.facts) where facts.status == .paused {
                guard let id = try lastChange(of: facts.ref, by: .pause, or: .resume), let record = try record(of: id),
                    record.state == .done, let decision = record.decision, decision.authority.isUndo,
                    decision.proposal?.call == .pause(facts.ref)
                else { continue }
                found.append(SpendPause(campaign: facts.ref, decision: id))
            }
            guard page.count == 500 else { return found }
            last = page.last?.facts.ref
        }
    }
}

extension Engine {
    /// Pauses every active campaign that an agent's charter reaches, each as a governed, reversible action on a person's
    /// authority: what `halt --pause-spend` does before the door closes.
    /// - Returns: each campaign with what became of it; none where no charter is in force or nothing is active.
    /// - Throws: `EngineError.halted` where no pause can be sent any more.
    public func pauseSpend(by signatory: Signatory) async throws -> [(entity: EntityRef, became: PausedSpend)] {
        try checkMember(signatory)
        let agents = try await store.read { view in try view.agents() }
        let active = try await activeCampaigns()
        guard !active.isEmpty else { return [] }
        guard let agent = agents.first(where: { doors.closed(for: $0.agent) == nil }) else {
            guard let why = agents.first.flatMap({ doors.closed(for: $0.agent) }) else { return [] }
            throw EngineError.halted("\(why): before that nothing can be sent, not even a pause")
        }
        let run = RunRecord(
            id: surroundings.fresh(), agent: agent.agent, isShadow: false, begunAt: surroundings.now(), endedAt: nil,
            charterVersion: agent.charterVersion, snapshotHash: "", summary: "{}")
        try await store.write { view in try view.begin(run) }
        var became: [(EntityRef, PausedSpend)] = []
        for campaign in active {
            let proposal = Proposal(
                agent: agent.agent, tool: .pause, arguments: ["entity": campaign.json],
                reason: "halt with spend paused, on a person's authority", evidence: [], confidence: .certain)
            let (decision, carried) = try await gate.decide(
                proposal.canonicalBytes, of: agent.agent, in: run.id, by: .undo(signatory.person)
            ) { permit in try await carry(permit) }
            guard decision.ruling.verdict == .authorise else {
                became.append((campaign, .refused(decision.ruling.findings.first?.message ?? "it was not authorised")))
                continue
            }
            if case .done? = try await follow(decision.id, carried)?.attempt {
                became.append((campaign, .paused(decision.id)))
            } else {
                became.append((campaign, .unconfirmed(try await unconfirmed(decision.id))))
            }
        }
        let now = surroundings.now()
        try await store.write { view in try view.end(run.id, at: now, summary: "{}") }
        return became
    }

    private func activeCampaigns() async throws -> [EntityRef] {
        var found: [EntityRef] = []
        var last: EntityRef?
        while true {
            let after = last
            let page = try await store.read { view in try view.entities(after: after, limit: 500) }
            found += page.filter { $0.facts.ref.kind == .campaign && $0.facts.status == .active }.map(\.facts.ref)
            guard page.count == 500 else { return found }
            last = page.last?.facts.ref
        }
    }
}
