import Cryptography
import Execution
import Governance
import Reasoning
import Schemas
public import Vocabulary

/// One pass of an agent: perceive, reason, act, reflect; each step recorded before the next (R091).
struct AgentRun {
    let engine: Engine
    let agent: AgentName
    let isShadow: Bool
    let run: RunID
    let begun: Instant

    var store: any EngineStore { engine.store }

    func perform() async throws -> RunReport {
        let rulebook = try await rulebook()
        let hindrance = try await hindrance(rulebook)
        if isShadow, let hindrance { throw hindrance }
        // Whoever may not act just then still keeps what it began under its caps and floors.
        if let hindrance, try await !mayGuard() { throw hindrance }
        try await engine.sync()
        if let hindrance, try await !mustGuard(rulebook) { throw hindrance }
        try await expire()
        let reminders = try await engine.reminders()
        let missed = try await engine.countMissedReviews(agent)
        let gaps = try await LogKeeper(store: store, surroundings: engine.surroundings).completeness().gaps
        let inactive = try await engine.evaluateTriggers(rulebook, at: begun)
        let forecasts = try await engine.forecastChecks(agent)
        if !isShadow { try await engine.enter(forecasts, of: agent) }
        let goal = try await engine.goalStanding(of: agent)
        let brief = try await engine.brief(rulebook, goal, at: begun)
        let others = try await store.read { [agent] view in try view.changesByOthers(sinceLastRunOf: agent) }
        let (cutOff, halfDone) = (try await cutOff(), try await halfDone())
        try await begin(brief, rulebook)
        let before = try await exposure(rulebook, adding: 0)
        var pass = Pass()
        try await getUnderCaps(rulebook, &pass)
        try await askAboutRoom(rulebook, &pass)
        try await stopFallen(rulebook, inactive: inactive, &pass)
        // A pause stops what the agent wants, not the runtime on its way back under a cap.
        let over = goalIsOver(rulebook.charter)
        if hindrance == nil, over == nil { try await reason(brief, rulebook, &pass) }
        pass.states = try await states(pass.decisions)
        let raised = isShadow ? pass.decisions.filter(\.isTaken).map(\.ruling.effects.raise).reduce(0, +) : 0
        let after = try await exposure(rulebook, adding: raised)
        if !isShadow { try await engine.foresee() }
        pass.notes = Notes(
            hindrance: hindrance, goalIsOver: over, cutOff: cutOff, missedReviews: missed, unrecorded: gaps,
            inactiveTriggers: inactive, halfDone: halfDone,
            changesByOthers: others, goal: goal, forecasts: forecasts, reminders: reminders,
            outlook: outlook(pass, brief))
        pass.days = brief.snapshot.days
        return try await finish(pass, rulebook, before, after)
    }

    /// What one pass has judged so far.
    struct Pass {
        var decisions: [Decision] = []
        /// Where each decision stands once everything was sent.
        var states: [DecisionID: DecisionState] = [:]
        /// What each decision on a draft would change.
        var changes: [DecisionID: [MadeChange]] = [:]
        var rehearsal = LedgerOverlay()
        /// What was refused twice for the same reason, so that a person is asked.
        var repeated: [DecisionID: EntityRef] = [:]
        /// Pauses of what fell below a floor that were not authorised.
        var unstopped: [Decision] = []
        /// What stands paused or lowered to get under a cap, and what is to be done.
        var curbs: [String] = []
        /// What a cap asked for and the gate did not let happen, or not as far.
        var overCap: [Decision] = []
        /// What the reasoner left alone; nil where it was not asked.
        var nothing: DoNothing?
        /// What the reasoner's paid calls cost, in the charter's currency.
        var cost = Decimal12.zero
        /// How many days what it was judged on covers.
        var days = 1
        var notes = Notes()

        func heading(_ decision: Decision, isShadow: Bool) -> RunHeading {
            if repeated[decision.id] != nil { return .escalated }
            return RunHeading(decision.ruling.verdict, states[decision.id] ?? decision.state, isShadow: isShadow)
        }
    }

    /// What a pass saw besides its decisions.
    struct Notes {
        /// Why the agent may propose nothing, so that only the runtime acts.
        var hindrance: EngineError?
        var goalIsOver: String?
        /// The run before, where it has no end.
        var cutOff: RunRecord?
        var missedReviews = MissedReviews()
        /// Actions of earlier runs that the log does not hold in full (R178).
        var unrecorded: [ActionID] = []
        var inactiveTriggers: [String] = []
        /// What earlier decisions left carried out in part, in words.
        var halfDone: [String] = []
        var changesByOthers: [ChangeByOthers] = []
        var goal: GoalStanding?
        var forecasts: [ForecastCheck] = []
        var reminders: [Reminder] = []
        var outlook = RunReport.Outlook()
    }

    /// Asks the reasoner, and once more with what was refused.
    private func reason(_ brief: ReasoningBrief, _ rulebook: Rulebook, _ pass: inout Pass) async throws {
        // What the runtime itself has just changed is left alone.
        let changed = Set(pass.decisions.flatMap { $0.proposal?.call.touched ?? [] })
        let brief = ReasoningBrief(
            snapshot: brief.snapshot.settling(changed), goal: brief.goal, permissions: brief.permissions, age: brief.age
        )
        let plan = await engine.reasoner.propose(brief)
        pass.nothing = plan.nothing
        pass.cost = plan.cost
        let refused = try await judge(plan.drafts, &pass)
        guard !refused.isEmpty else { return }
        let revised = await engine.reasoner.revise(refused, brief)
        pass.cost = pass.cost.adding(revised.cost) ?? pass.cost
        let again = try await judge(revised.drafts, &pass)
        pass.repeated = try await escalateRepeated(refused, again, rulebook, pass)
    }

    /// The run before this one, where it has not ended: it was killed, or goes on in another process.
    private func cutOff() async throws -> RunRecord? {
        let agent = agent
        let last = try await store.read { view in try view.runs(agent, limit: 1).first }
        return last.flatMap { $0.endedAt == nil ? $0 : nil }
    }

    private func states(_ decisions: [Decision]) async throws -> [DecisionID: DecisionState] {
        let ids = decisions.map(\.id)
        return try await store.read { view in
            var states: [DecisionID: DecisionState] = [:]
            for id in ids { states[id] = try view.state(of: id) }
            return states
        }
    }

    /// What the account is expected to be measured as after what was executed, and with what is held too. What is in doubt or was
    /// not sent is not counted on.
    private func outlook(_ pass: Pass, _ brief: ReasoningBrief) -> RunReport.Outlook {
        guard pass.nothing != nil else { return RunReport.Outlook() }
        func expected(_ headings: Set<RunHeading>) -> Forecast? {
            let taken = pass.decisions.filter { headings.contains(pass.heading($0, isShadow: isShadow)) }
            let whole = engine.reasoner.forecasts(taken.flatMap { pass.changes[$0.id] ?? [] }, brief).first
            return whole.flatMap { $0.saysNothing ? nil : $0 }
        }
        let isHeld = pass.decisions.contains { $0.ruling.verdict == .hold && pass.changes[$0.id] != nil }
        return RunReport.Outlook(
            executed: expected([.executed]), withHeld: isHeld ? expected([.executed, .held]) : nil)
    }

    private func rulebook() async throws -> Rulebook {
        let agent = agent
        guard let rulebook = try await store.read({ view in try view.rulebook(of: agent) }) else {
            throw EngineError.noCharter(agent)
        }
        return rulebook
    }

    /// Why nothing is proposed any more, where the goal's last day has passed: its owner agreed to a target and a date.
    private func goalIsOver(_ charter: Charter) -> String? {
        guard charter.constraints.zone.date(at: begun) > charter.goal.by else { return nil }
        return
            "the goal counted until `\(charter.goal.by)`, so nothing is proposed any more; write the next target and date, "
            + "and apply the charter again"
    }

    private func expire() async throws {
        let now = begun
        let due = try await store.read { view in try view.holdsDue(at: now) }
        _ = try await engine.gate.expire(due)
    }

    private func begin(_ brief: ReasoningBrief, _ rulebook: Rulebook) async throws {
        let record = RunRecord(
            id: run, agent: agent, isShadow: isShadow, begunAt: begun, endedAt: nil,
            charterVersion: rulebook.version, snapshotHash: brief.snapshot.digest, summary: "{}")
        let payload: JSON = [
            "reasoner": .string(engine.reasoner.name), "snapshot_sha256": .string(record.snapshotHash),
        ]
        try await store.write { view in
            try view.recordInstant(record.begunAt)
            try view.begin(record)
            try view.append(
                AuditEntry(
                    .runBegun, at: record.begunAt, agent: record.agent, subject: record.id.description,
                    word: record.isShadow ? "shadow" : "real", charterVersion: record.charterVersion,
                    payload: payload.canonicalBytes))
        }
    }

    /// Judges drafts in order and carries out what is authorised; gives back what was refused, for one revision.
    private func judge(_ drafts: [Draft], _ pass: inout Pass) async throws -> [Reasoning.Refusal] {
        var refused: [Reasoning.Refusal] = []
        for draft in drafts {
            try Task.checkCancellation()
            let decision = try await judge(draft.proposal(by: agent), by: isShadow ? .rehearsal : .agent, &pass)
            pass.changes[decision.id] = draft.made
            if decision.ruling.verdict == .refuse {
                refused.append(Reasoning.Refusal(draft, findings: decision.ruling.findings))
            }
        }
        return refused
    }

    /// The same mistake twice (tool, object and code) is not tried a third time: a person is asked.
    /// - Returns: what they are asked about.
    private func escalateRepeated(
        _ first: [Reasoning.Refusal], _ second: [Reasoning.Refusal], _ rulebook: Rulebook, _ pass: Pass
    ) async throws -> [DecisionID: EntityRef] {
        var repeated: [DecisionID: EntityRef] = [:]
        let known = Set(first.flatMap(Mistake.all))
        for refusal in second where Mistake.all(of: refusal).contains(where: known.contains) {
            let entity = refusal.draft.entity
            guard let decision = pass.decisions.last(where: { $0.proposal?.call.subject == entity }) else { continue }
            repeated[decision.id] = entity
            guard !isShadow else { continue }
            try await raise(
                "repeated", about: decision.id, under: rulebook.version,
                asking: Asked(
                    cause: FindingCode.repeated.rawValue, question: rulebook.charter.escalation.question,
                    objects: decision.proposal?.call.touched ?? [entity]))
        }
        return repeated
    }

    /// Judges a proposal, and carries out what is authorised; in shadow it is only rehearsed.
    func judge(_ proposal: Proposal, by authority: Authority, _ pass: inout Pass) async throws -> Decision {
        let bytes = proposal.canonicalBytes
        if isShadow {
            let rehearsed = try await engine.gate.rehearse(
                bytes, of: agent, in: run, by: authority, on: pass.rehearsal)
            pass.rehearsal = rehearsed.overlay
            pass.decisions.append(rehearsed.decision)
            return rehearsed.decision
        }
        let (decision, carried) = try await engine.gate.decide(bytes, of: agent, in: run, by: authority) { permit in
            try await engine.carry(permit)
        }
        if decision.ruling.verdict == .authorise { try await engine.follow(decision.id, carried) }
        pass.decisions.append(decision)
        return decision
    }

    private func exposure(_ rulebook: Rulebook, adding raise: Int64) async throws -> [RunReport.Exposure] {
        guard let platform = engine.platform, let account = try await store.read({ view in try view.account() }) else {
            return []
        }
        return account.standings(of: rulebook.charter.constraints.money, at: begun, platform.rule, adding: raise).map {
            RunReport.Exposure(
                cap: $0.cap.clause.key, limit: $0.cap.cap, before: $0.worstCase, after: $0.worstCase)
        }
    }
}

/// A mistake as it is recognised again.
private struct Mistake: Hashable {
    let tool: ToolName
    let entity: EntityRef
    let code: FindingCode

    static func all(of refusal: Reasoning.Refusal) -> [Mistake] {
        refusal.findings.filter { $0.verdict == .refuse }.map {
            Mistake(tool: refusal.draft.tool, entity: refusal.draft.entity, code: $0.code)
        }
    }
}

extension Decision {
    /// Whether it takes from the ledger.
    var isTaken: Bool { ruling.verdict <= .hold }
}

extension Engine {
    /// Runs an agent once.
    /// - Parameter shadow: judge on an overlay that dies with the run; nothing is held or sent.
    /// - Throws: `EngineError` where there is no charter, no account, or effects are halted.
    public func run(_ agent: AgentName, shadow: Bool) async throws -> RunReport {
        if let why = doors.closed(for: agent), !shadow {
            // Whoever is misspelt has no charter either, and hears that rather than that a door is missing.
            let isKnown = try await store.read { view in try view.charterInForce(agent) } != nil
            throw isKnown ? EngineError.halted(why) : EngineError.noCharter(agent)
        }
        let now = surroundings.now()
        let run = AgentRun(engine: self, agent: agent, isShadow: shadow, run: surroundings.fresh(), begun: now)
        do { return try await run.perform() } catch let error as EngineError {
            if case .unavailable(let why) = error { try await alarm(agent, run.run, why) }
            throw error
        }
    }

    /// A run that could not even look is written down: no failure is silent (P41).
    private func alarm(_ agent: AgentName, _ run: RunID, _ why: String) async throws {
        let now = surroundings.now()
        try await store.write { view in
            try view.append(
                AuditEntry(
                    .alarm, at: now, agent: agent, subject: run.description, word: AuditEntry.failedRun,
                    payload: Array(why.utf8)))
        }
    }
}

extension PaidMediaSnapshot {
    /// SHA-256 over what was shown, in order; for the run's record.
    var digest: String {
        let json = JSON.canonical { writer in
            writer.array { list in
                list.string(asOf.description)
                list.integer(Int64(days))
                for totals in [trend?.recent, trend?.before] {
                    list.string(totals.map { "\($0.spend) \($0.purchases)" } ?? "")
                }
                for entity in campaigns + ads {
                    list.string(entity.ref.description)
                    list.string(entity.status.rawValue)
                    list.string(entity.standing.rawValue)
                    list.string(entity.dailyBudget?.description ?? "")
                    list.string(entity.totals.spend.description)
                    list.integer(entity.totals.impressions)
                    list.integer(entity.totals.clicks)
                    entity.totals.enquiries.write(to: &list)
                    entity.totals.purchases.write(to: &list)
                }
            }
        }
        return SHA256.hash(json).hex
    }
}
