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
            "every tool of `\(agent)` is in shadow, where nothing is sent; run with `--shadow`, then promote it with "
                + "`mandate agent promote \(agent) --to STAGE --confirm=\(agent)`")
    }

    /// Whether the runtime may act for an agent that may not: it left shadow or acted before. What was never promoted touches nothing.
    func mayGuard() async throws -> Bool {
        let agent = agent
        return try await store.read { view in
            let stages = try view.agents().first { $0.agent == agent }?.stages ?? []
            return try stages.contains { $0.stage > .shadow } || view.hasActed(agent)
        }
    }

    /// Whether there is something for it to do: a cap is over, something is below a floor, or campaigns stand paused for a cap. The
    /// run of an agent that a person paused is kept in any case.
    func mustGuard(_ rulebook: Rulebook) async throws -> Bool {
        let agent = agent
        let isPaused = try await store.read { view in
            try view.agents().first { $0.agent == agent }?.pausedBecause != nil
        }
        if isPaused { return true }
        if try await isOverCaps(rulebook) { return true }
        if try await !pausedForCap().isEmpty { return true }
        guard let account = try await store.read({ view in try view.account() }) else { return false }
        let inactive = try await engine.evaluateTriggers(rulebook, at: begun)
        for trigger in rulebook.charter.escalation.triggers where !inactive.contains(trigger.clause.key) {
            guard case .below(let floor) = trigger.cause else { continue }
            if try await !engine.fallen(under: floor, rulebook, account).isEmpty { return true }
        }
        return false
    }
}
