import Governance
import Vocabulary

extension AgentRun {
    /// Why the agent may propose nothing: a person paused it, nobody answers for it, or every tool is in shadow; nil where it may.
    /// In a rehearsal only a pause counts.
    func hindrance(_ rulebook: Rulebook) async throws -> EngineError? {
        let agent = agent
        let record = try await store.read { view in try view.agents().first { $0.agent == agent } }
        let paused = record?.pausedBecause.map {
            EngineError.halted("`\(agent)` is paused: \($0); `mandate agent resume \(agent)` lets it go on")
        }
        guard !isShadow else { return paused }
        do throws(EngineError) { try engine.checkSomebodyAnswers(for: rulebook.charter.owner) } catch { return error }
        // A paused agent is told that, and not what it would need besides.
        if let paused { return paused }
        guard record?.stages.contains(where: { $0.stage > .shadow }) != true else { return nil }
        // The refusals would only be remembered against the same data later.
        return .notAllowed(
            "every tool of `\(agent)` is in shadow, where nothing is sent; run with `--shadow`, or promote it with "
                + "`mandate agent promote \(agent) --to STAGE --confirm=\(agent)`")
    }

    /// Whether the runtime has to act for an agent that may not: it acted before, and a cap is over or campaigns stand paused for
    /// one. What was never promoted touches nothing.
    func keepsGuard(_ rulebook: Rulebook) async throws -> Bool {
        let agent = agent
        let (isPaused, hasActed) = try await store.read { view in
            (
                try view.agents().first { $0.agent == agent }?.pausedBecause != nil,
                try view.runs(agent, limit: 1_000).contains { !$0.isShadow }
            )
        }
        if isPaused { return true }
        guard hasActed else { return false }
        if try await !reductions(rulebook).isEmpty { return true }
        return try await !resting().isEmpty
    }
}
