import Engine
import Governance
import Home
import Schemas
import Vocabulary

extension Command {
    static let agentList = Command(
        name: "agent list", aliases: ["agents"], summary: "the agents, the charter each runs under, and its stage",
        result: .object(.field("agents", .list(.agent), "every agent")),
        examples: [Example("agent list", "every agent with a charter in force")]
    ) { call in
        try await OpenHome.with(call) { home in
            let (agents, owners) = try await home.store.read { view in
                let agents = try view.agents()
                return (agents, try agents.map { try view.rulebook(of: $0.agent)?.charter.owner })
            }
            var table = Table(["agent", "charter", "stage", "state"], rightAligned: [1])
            for (agent, owner) in zip(agents, owners) {
                let state =
                    home.doors.closed(for: agent.agent) ?? agent.pausedBecause.map { "paused: \($0)" }
                    ?? home.nobody(for: owner) ?? "running"
                table.add([
                    Table.Cell(agent.agent.text), Table.Cell("\(agent.charterVersion)"), Table.Cell(agent.stage),
                    Table.Cell(state, state == "running" ? .good : .warn),
                ])
            }
            if agents.isEmpty {
                call.output.note("no agent has a charter yet; next: mandate charter apply FILE")
            } else {
                call.output.table(table)
            }
            call.output.result(["agents": .array(agents.map(\.json))])
            return .ok
        }
    }

    static let agentShow = Command(
        name: "agent show", summary: "one agent: stages of its tools, baseline, where its goal stands, last runs",
        details:
            "What a run did is counted as it stands now: what was in doubt when the run ended may have been settled since.",
        arguments: [.agent], options: TimeSpan.options,
        result: .object(
            .field("agent", .agent, "the agent"),
            .field("baseline", .baseline.orNull, "what its goal is measured from; null until it is frozen"),
            .field(
                "goal", .goal.orNull,
                "where its goal stands; null until the baseline is frozen, or where nothing can be held against it"),
            .field("runs", .list(.pastRun), "its last ten runs, or all of the time asked for, newest first")),
        examples: [
            Example("agent show paid-social", "stages, baseline, last runs"),
            Example("agent show paid-social --since 30d", "and every run of the last 30 days"),
        ]
    ) { call in
        let name = try call.agent()
        return try await OpenHome.with(call) { home in
            let span = try TimeSpan(call.line, at: home.now)
            let (agent, tools, baseline, runs) = try await home.store.read { view in
                let agent = try view.agents().first { $0.agent == name }
                let tools = try view.rulebook(of: name)?.charter.actions.permissions.map(\.tool) ?? []
                let baseline = try agent.flatMap { try view.baseline(name, version: $0.charterVersion) }
                let runs = try view.runs(name, limit: span.isAll ? 10 : .max).filter { span.contains($0.begunAt) }
                    .map { CountedRun(run: $0, counts: try view.counts(of: $0)) }
                return (agent, Set(tools), baseline, runs)
            }
            guard let agent else { throw EngineError.noCharter(name) }
            call.output.line("\(name), charter version \(agent.charterVersion)", .bold)
            if let why = agent.pausedBecause { call.output.line("paused: \(why)", .warn) }
            var table = Table(["tool", "stage", "since", "approved"], rightAligned: [3])
            for stage in agent.stages {
                table.add([
                    Table.Cell(stage.tool.text), Table.Cell(stage.stage.rawValue), Table.Cell(stage.since.description),
                    Table.Cell("\(stage.approvedSoFar)"),
                ])
            }
            for tool in tools.subtracting(agent.stages.map(\.tool)).sorted() {
                table.add([Table.Cell(tool.text), Table.Cell(Stage.shadow.rawValue), Table.Cell("-"), Table.Cell("")])
            }
            call.output.table(table)
            for (metric, value) in (baseline?.values ?? [:]).sorted(by: { $0.key < $1.key }) {
                call.output.line("baseline \(metric.words): \(Figure.short("\(value)"))")
            }
            let goal = try await home.engine.goalStanding(of: name)
            if let goal { call.output.line("\(goal)", goal.isMet ? .good : nil) }
            if let foreseen = baseline?.rehearsed?.text { call.output.line("foreseen before it acted: \(foreseen)") }
            for run in runs { call.output.line("run \(run.run.begunAt): \(run.words)") }
            call.output.result([
                "agent": agent.json, "baseline": baseline?.json ?? nil, "goal": goal?.json ?? nil,
                "runs": .array(runs.map(\.json)),
            ])
            return .ok
        }
    }

    static let agentPause = Command(
        name: "agent pause",
        summary: "stop an agent from proposing; anyone of the team may, unless its charter names who",
        arguments: [.agent],
        options: [Option(name: "reason", value: "TEXT", summary: "why; shown until it goes on")] + Option.signing,
        result: .object(
            .field("agent", .slug, "the agent"), .field("paused", .only(true), "it is"),
            .field("reason", .text, "why")),
        examples: [Example("agent pause paid-social --reason \"odd week\"", "pause it, signed by the owner")]
    ) { call in
        let agent = try call.agent()
        return try await OpenHome.with(call, rehearses: true) { home in
            let reason = call.line.value("reason") ?? "paused by a person"
            try await home.engine.setPaused(agent, because: reason, by: try home.signatory(call.line))
            call.output.line("`\(agent)` is paused: \(reason)", .warn)
            call.output.note("what is active keeps spending; next: mandate agent resume \(agent)")
            call.output.result(["agent": agent.json, "paused": true, "reason": .string(reason)])
            return .ok
        }
    }

    static let agentResume = Command(
        name: "agent resume", summary: "let a paused agent go on", arguments: [.agent], options: Option.signing,
        result: .object(
            .field("agent", .slug, "the agent"), .field("paused", .only(false), "it is not")),
        examples: [Example("agent resume paid-social", "let it go on")]
    ) { call in
        let agent = try call.agent()
        return try await OpenHome.signing(call) { home in
            try await home.engine.setPaused(agent, because: nil, by: try home.signatory(call.line))
            call.output.line("`\(agent)` goes on", .good)
            call.output.note("next: mandate agent run \(agent)")
            call.output.result(["agent": agent.json, "paused": false])
            return .ok
        }
    }

    static let agentPromote = Command(
        name: "agent promote", summary: "give an agent's tools more autonomy, on a signature",
        details: "In a sandbox home stages may be skipped after shadow, and the log says so.",
        arguments: [.agent, Argument(name: "TOOL", summary: "one tool; all where it is left out", isOptional: true)],
        options: [
            Option(
                name: "to", value: "STAGE",
                summary: "the stage: \(Stage.allCases.map(\.rawValue).joined(separator: ", "))",
                choices: Stage.allCases.map(\.rawValue)),
            Option(name: "confirm", value: "AGENT", summary: "the agent's name again: a severe act"),
        ] + Option.signing,
        result: .moved,
        examples: [
            Example(
                "agent promote paid-social --to autonomous --confirm=paid-social", "all tools, inside its charter"),
            Example("agent promote paid-social ads.pause --to probation --confirm=paid-social", "one tool"),
        ]
    ) { call in
        let agent = try call.agent()
        // Without a stage nothing is known of what it would do, and a promotion is what is confirmed.
        if call.line.value("to") == nil { try call.checkConfirmed(agent) }
        return try await call.move(agent) { home, stage in
            try await home.checkRaises(agent, call.line.word(1), stage)
            try call.checkConfirmed(agent)
        }
    }

    static let agentDemote = Command(
        name: "agent demote", summary: "take autonomy from an agent's tools, on a signature",
        arguments: [.agent, Argument(name: "TOOL", summary: "one tool; all where it is left out", isOptional: true)],
        options: [
            Option(name: "to", value: "STAGE", summary: "the stage", choices: Stage.allCases.map(\.rawValue))
        ] + Option.signing,
        result: .moved,
        examples: [Example("agent demote paid-social --to shadow", "judge only, change nothing")]
    ) { call in
        let agent = try call.agent()
        return try await call.move(agent, atAnyTime: true) { home, stage in
            try await home.checkLowers(agent, call.line.word(1), stage)
        }
    }
}

extension Invocation {
    fileprivate func checkConfirmed(_ agent: AgentName) throws(Failure) {
        guard line.value("confirm") != agent.text, !line.has("dry-run") else { return }
        throw Failure(.usage, "this gives `\(agent)` more freedom; add `--confirm=\(agent)`")
    }

    /// Sets the stage of one tool or all, as the line says, where `check` has nothing against it.
    fileprivate func move(
        _ agent: AgentName, atAnyTime: Bool = false,
        check: @escaping @Sendable (OpenHome, Stage) async throws -> Void = { _, _ in }
    ) async throws -> ExitCode {
        guard let stage = line.value("to").flatMap(Stage.init) else {
            throw Failure(
                .usage, "say which stage: `--to STAGE`; \(Stage.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var tools: [ToolName]?
        if let text = line.word(1) {
            guard let tool = ToolName(text) else {
                throw Failure(
                    .usage, "`\(text)` is no tool's name; write it as `ads.pause`, `mandate tool list` shows them")
            }
            tools = [tool]
        }
        return try await OpenHome.signing(self, atAnyTime: atAnyTime) { home in
            try await check(home, stage)
            let moved = try await home.engine.setStage(
                stage, of: tools, agent, by: try home.signatory(line), maySkip: home.folder.settings.isSandbox)
            try await home.keepCheckpoint()
            output.line("`\(agent)` is at `\(stage.rawValue)` for \(moved.map(\.text).joined(separator: ", "))", .good)
            output.note("next: mandate agent run \(agent)")
            output.result(["agent": agent.json, "stage": .string(stage.rawValue), "tools": moved.json])
            return .ok
        }
    }
}

extension OpenHome {
    /// That an agent is paused since neither its owner nor a deputy is there; nil where somebody is.
    fileprivate func nobody(for owner: Charter.Ownership?) -> String? {
        guard let owner, ([owner.person] + owner.deputies).allSatisfy(team.isAway) else { return nil }
        return "paused: neither its owner nor a deputy is there"
    }

    /// That no tool would go down: that takes no confirmation, and is what `agent demote` is for.
    fileprivate func checkRaises(_ agent: AgentName, _ tool: String?, _ stage: Stage) async throws {
        let stages = try await store.read { view in try view.agents().first { $0.agent == agent }?.stages ?? [] }
        guard let higher = stages.first(where: { $0.stage > stage && (tool == nil || $0.tool.text == tool) }) else {
            return
        }
        let one = tool ?? higher.tool.text
        throw Failure(
            .usage,
            "`\(stage.rawValue)` is below `\(higher.stage.rawValue)`, where `\(higher.tool)` is, and gives no more freedom; "
                + "`mandate agent demote \(agent) \(one) --to \(stage.rawValue)` lowers it")
    }

    /// That no tool would go up: more freedom is given by `agent promote` alone, which asks to confirm it.
    fileprivate func checkLowers(_ agent: AgentName, _ tool: String?, _ stage: Stage) async throws {
        let stages = try await store.read { view in try view.agents().first { $0.agent == agent }?.stages ?? [] }
        let lower = stages.first { $0.stage < stage && (tool == nil || $0.tool.text == tool) }
        let isUnset = tool.map { name in !stages.contains { $0.tool.text == name } } ?? stages.isEmpty
        guard lower == nil, !isUnset || stage == .shadow else {
            let now = (lower?.stage ?? .shadow).rawValue
            throw Failure(
                .usage,
                "`\(stage.rawValue)` is above `\(now)`, where `\(lower?.tool.text ?? agent.text)` is; "
                    + "`mandate agent promote \(agent) --to \(stage.rawValue)` gives more freedom")
        }
    }
}

extension AgentRecord {
    /// The stage that all tools share, or the range of them.
    fileprivate var stage: String {
        let found = Stage.allCases.filter { stage in stages.contains { $0.stage == stage } }
        guard let low = found.first, let high = found.last else { return Stage.shadow.rawValue }
        return low == high ? low.rawValue : "\(low.rawValue) to \(high.rawValue)"
    }

    /// The agent for programs.
    var json: JSON {
        [
            "agent": agent.json, "charter_version": charterVersion.json, "paused": .bool(pausedBecause != nil),
            "paused_because": pausedBecause.map(JSON.string) ?? nil,
            "stages": .array(
                stages.map { ["since": $0.since.json, "stage": .string($0.stage.rawValue), "tool": $0.tool.json] }),
        ]
    }
}

/// A run with how its decisions stand now; without counts where it was cut off before its end.
private struct CountedRun: Sendable {
    let run: RunRecord
    let counts: RunCounts?

    /// What the run came to, on one line.
    var words: String {
        let kind = run.isShadow ? "rehearsed in shadow" : counts?.wasPaused == true ? "paused" : ""
        guard run.endedAt != nil else { return (run.isShadow ? kind + ", " : "") + "cut off before its end" }
        guard told != nil else {
            return "no run of the agent: a person paused what was active, with `halt --pause-spend`"
        }
        let parts = RunHeading.allCases.compactMap { heading -> String? in
            let count = counts?[heading] ?? 0
            return count == 0 && !heading.isAlwaysSaid ? nil : "\(count) \(heading.words(run.isShadow))"
        }
        let lapsed = RunCounts.lapses.compactMap { state in counts?.lapsed[state].map { "\($0) \(state.rawValue)" } }
        return (kind.isEmpty ? "" : kind + ": ") + (parts + lapsed).joined(separator: ", ")
    }

    /// The summary as it was written; nil for a run that was cut off before it had one, or only paused the spend.
    private var told: JSON? {
        do {
            let told = try JSON(parsing: Array(run.summary.utf8))
            // An empty object says nothing; `nil` alone would be JSON's null here.
            return told.objectValue?.isEmpty == false ? told : Optional.none
        } catch { return nil }
    }

    /// The run for programs.
    var json: JSON {
        [
            "begun_at": run.begunAt.json, "charter_version": run.charterVersion.json, "counts": counts?.json ?? nil,
            "ended_at": run.endedAt?.json ?? nil, "run": run.id.json, "shadow": .bool(run.isShadow),
            "summary": told ?? nil,
        ]
    }
}

extension RunHeading {
    /// Whether a line of a run names it where there is nothing under it.
    fileprivate var isAlwaysSaid: Bool {
        switch self {
        case .executed, .held, .escalated, .refused: true
        case .undone, .partlyDone, .inDoubt, .notSent, .onItsWay: false
        }
    }

    /// As the end of `12 …`.
    fileprivate func words(_ isShadow: Bool) -> String {
        switch self {
        case .executed: isShadow ? "would be executed" : "executed"
        case .undone: "executed and undone since"
        case .partlyDone: "executed in part"
        case .inDoubt: "in doubt"
        case .notSent: "not sent"
        case .onItsWay: "on its way"
        case .held: "held"
        case .escalated: "escalated"
        case .refused: "refused"
        }
    }
}

extension ResultShape {
    fileprivate static let moved = object(
        .field("agent", .slug, "the agent"), .field("stage", .word(Stage.self), "the stage"),
        .field("tools", .list(.tool), "the tools that are there now"))

    fileprivate static let pastRun = object(
        .field("begun_at", .instant, "when it began"), .field("charter_version", .count, "the charter it was under"),
        .field("counts", .runCounts.orNull, "its decisions as they stand now; null where it was cut off"),
        .field("ended_at", .instant.orNull, "when it ended; null where it was cut off"),
        .field("run", .id, "the run"), .field("shadow", .boolean, "whether it was rehearsed"),
        .field("summary", .runSummary.orNull, "what it said at its end; null where it said nothing"))
}
