import Cryptography
import Execution
import Governance
import Reasoning
import Schemas
public import Vocabulary

extension Engine {
    /// Freezes the baseline of every charter in force that has none yet and whose days the data covers.
    /// - Returns: why those that have none still have none.
    @discardableResult
    public func freezeBaselines() async throws -> [AgentName: BaselineGap] {
        var gaps: [AgentName: BaselineGap] = [:]
        let now = surroundings.now()
        for agent in try await store.read({ view in try view.agents().map(\.agent) }) {
            switch try await store.read({ view in try view.unfrozen(agent, at: now) }) {
            case nil: continue
            case .failure(let gap)?: gaps[agent] = gap
            case .success(let baseline)?:
                try await store.write { view in
                    // Another process may have frozen it meanwhile.
                    guard try view.baseline(agent, version: baseline.charterVersion) == nil else { return }
                    try view.freeze(baseline)
                    try view.append(
                        AuditEntry(
                            .baselineFrozen, at: now, agent: agent, subject: "\(agent) \(baseline.charterVersion)",
                            word: "frozen", charterVersion: baseline.charterVersion,
                            payload: baseline.json.canonicalBytes))
                }
            }
        }
        return gaps
    }

    /// Sets the stage of tools on a person's signature. Upwards only with a frozen baseline and after a rehearsal, whose forecast
    /// is kept with the baseline; one rung at a time unless `maySkip`, and never above what the charter allows (R044, P34).
    public func setStage(
        _ stage: Stage, of tools: [ToolName]?, _ agent: AgentName, by signatory: Signatory, maySkip: Bool
    ) async throws -> [ToolName] {
        let (rulebook, baseline, records, resting) = try await store.read { view in
            let rulebook = try view.rulebook(of: agent)
            let baseline = try rulebook.flatMap { try view.baseline(agent, version: $0.version) }
            let stages = try view.agents().first { $0.agent == agent }?.stages ?? []
            return (rulebook, baseline, stages, try RestingTools(of: agent, in: view))
        }
        guard let rulebook else { throw EngineError.noCharter(agent) }
        if stage == .shadow { try checkMember(signatory) } else { try checkOwner(signatory, rulebook.charter.owner) }
        guard stage <= rulebook.charter.autonomy.highest else {
            throw EngineError.notAllowed(
                "`\(stage.rawValue)` is above `\(rulebook.charter.autonomy.highest.rawValue)`, the highest that the charter allows"
            )
        }
        if stage != .shadow, baseline == nil {
            let now = surroundings.now()
            let found = try await store.read { view in try view.unfrozen(agent, at: now) }
            let why = if case .failure(let gap)? = found { "\(gap)" } else { "import the days its charter names" }
            throw EngineError.conflict("`\(agent)` has no frozen baseline yet, so it stays in shadow: \(why)")
        }
        let listed = rulebook.charter.actions.permissions.map(\.tool)
        let chosen = tools ?? Array(Set(listed)).sorted()
        let rises = chosen.contains { tool in stage > records.first { $0.tool == tool }?.stage ?? .shadow }
        let rehearsal = rises ? try await rehearsal(of: agent, rulebook) : nil
        for tool in chosen {
            guard listed.contains(tool) else {
                let known = Set(listed).sorted().map { "`\($0)`" }.joined(separator: ", ")
                throw EngineError.notFound("the charter does not list `\(tool)`; it lists \(known)")
            }
            let record = records.first { $0.tool == tool }
            let now = record?.stage ?? .shadow
            let needed = Engine.probation(of: tool, rulebook.charter.autonomy)
            if now == .probation, stage > now, !maySkip, let approved = record?.approvedSoFar, approved < needed {
                let decisions = approved == 1 ? "decision of `\(tool)` was" : "decisions of `\(tool)` were"
                throw EngineError.conflict(
                    "`\(approved)` \(decisions) approved since it is on probation, of the `\(needed)` it takes"
                )
            }
            // What a tool had earned before its charter was widened it gets back in one step.
            guard maySkip || stage.rung <= max(now.rung + 1, resting[tool]?.rung ?? 0) else {
                throw EngineError.conflict(
                    "`\(tool)` is at `\(now.rawValue)`; the next stage is `\(Stage.allCases[now.rung + 1].rawValue)`")
            }
        }
        if let rehearsal, let baseline, baseline.rehearsed == nil { try await keep(rehearsal, with: baseline) }
        try await keep(stage, of: chosen, agent, rulebook.version, signatory, skips: maySkip)
        return chosen
    }

    /// How many decisions of a tool people approve one by one before it goes on: what the charter says, and at least 100 where
    /// what it does cannot be undone.
    private static func probation(of tool: ToolName, _ autonomy: Charter.Autonomy) -> Int {
        let isIrreversible = ToolCatalogue.tools.contains { $0.name == tool && $0.effect == .irreversible }
        return isIrreversible && autonomy.probation > 0 ? max(100, autonomy.probation) : autonomy.probation
    }

    /// Nothing goes live on data that nobody tried it on: a charter version leaves shadow after a rehearsal (R224), with a forecast
    /// that what comes can be held against (R044).
    ///
    /// - Returns: the newest rehearsal of the version, with what it foresaw, or else with what is expected where nothing is
    ///   changed; nil where the version acted already.
    private func rehearsal(of agent: AgentName, _ rulebook: Rulebook) async throws -> FrozenBaseline.Rehearsed? {
        let version = rulebook.version
        let runs = try await store.read { view in try view.runs(agent, limit: 100) }
            .filter { $0.charterVersion == version && $0.endedAt != nil }
        guard !runs.isEmpty else {
            throw EngineError.conflict(
                "charter version `\(version)` was never rehearsed; run `mandate agent run \(agent) --shadow` first")
        }
        guard let newest = runs.first(where: \.isShadow) else { return nil }
        let foreseen = try JSON(parsing: Array(newest.summary.utf8))["forecast"]
        let unchanged = try await store.read { view in try view.unchanged(rulebook.charter) }
        guard let forecast = foreseen ?? unchanged?.outlookJSON else {
            let goal = rulebook.charter.goal.improve
            throw EngineError.conflict(
                "nothing can be foreseen of `\(goal)`, which the data does not hold, so `\(agent)` stays in shadow; import a report that does"
            )
        }
        return FrozenBaseline.Rehearsed(run: newest.id, forecast: forecast)
    }

    /// Freezes what the rehearsal foresaw beside what was measured, before the agent acts: what comes is compared with both.
    private func keep(_ rehearsed: FrozenBaseline.Rehearsed, with baseline: FrozenBaseline) async throws {
        let now = surroundings.now()
        try await store.write { view in
            try view.add(rehearsed, to: baseline)
            var completed = baseline
            completed.rehearsed = rehearsed
            try view.append(
                AuditEntry(
                    .baselineFrozen, at: now, agent: baseline.agent,
                    subject: "\(baseline.agent) \(baseline.charterVersion)", word: "rehearsed",
                    charterVersion: baseline.charterVersion, payload: completed.json.canonicalBytes))
        }
    }

    private func keep(
        _ stage: Stage, of tools: [ToolName], _ agent: AgentName, _ version: Int, _ signatory: Signatory, skips: Bool
    ) async throws {
        let now = surroundings.now()
        let statement = SignedStatement(
            "stage",
            [
                "agent": agent.json, "may_skip": .bool(skips), "stage": .string(stage.rawValue),
                "tools": tools.json,
            ], by: signatory, at: now)
        try await store.write { view in
            for tool in tools { try view.setStage(stage, of: tool, agent, at: now) }
            if stage > .shadow { try RestingTools.wake(tools, of: agent, in: view) }
            try view.append(
                AuditEntry(
                    .stageChanged, at: now, agent: agent, subject: agent.text, word: stage.rawValue,
                    charterVersion: version, payload: statement.record))
        }
    }

    /// Pauses an agent, or lets it go on; anyone of the team may pause, unless the charter names who.
    public func setPaused(_ agent: AgentName, because reason: String?, by signatory: Signatory) async throws {
        guard let rulebook = try await store.read({ view in try view.rulebook(of: agent) }) else {
            throw EngineError.noCharter(agent)
        }
        let owner = rulebook.charter.owner
        if reason == nil { try checkOwner(signatory, owner) } else { try checkMayPause(signatory, owner) }
        let now = surroundings.now()
        let statement = SignedStatement(
            reason == nil ? "resume" : "pause", ["agent": agent.json, "reason": .string(reason ?? "")], by: signatory,
            at: now)
        try await store.write { view in
            try view.setPaused(agent, because: reason, by: reason == nil ? nil : signatory.person)
            try view.append(
                AuditEntry(
                    reason == nil ? .resumed : .paused, at: now, agent: agent, subject: agent.text,
                    word: reason == nil ? "resumed" : "paused", payload: statement.record))
        }
    }
}

extension EngineView {
    /// What is expected of a charter's goal where nothing is changed; nil where the data does not hold it.
    fileprivate func unchanged(_ charter: Charter) throws -> Forecast? {
        guard let account = try account(), let measured = try measured(for: charter) else { return nil }
        let days = if case .measured(let wanted) = charter.goal.baseline { wanted } else { account.period }
        return Forecast(unchanged: charter, measured.totals, days: days.days)
    }

    /// What the baseline of an agent's charter would be frozen at, or why not; nil where it is frozen, or nothing is imported.
    fileprivate func unfrozen(_ agent: AgentName, at now: Instant) throws -> Result<FrozenBaseline, BaselineGap>? {
        guard let rulebook = try rulebook(of: agent), try baseline(agent, version: rulebook.version) == nil,
            let account = try account(), let measured = try measured(for: rulebook.charter)
        else { return nil }
        let earlier = try (1..<rulebook.version).reversed().lazy
            .compactMap { try baseline(agent, version: $0) }.first
        return Baseline.freeze(
            rulebook.charter, version: rulebook.version, measured, period: account.period, after: earlier, at: now)
    }
}
