import Engine
import Home
import Schemas
import Vocabulary

extension Command {
    static let agentRun = Command(
        name: "agent run", aliases: ["run"],
        summary: "run an agent once: one screen of what it did and what its charter stopped",
        details: """
            Exits 0 when the run completed, whatever was held or refused, and 9 while everything or the agent is halted, or the
            agent is paused or nobody answers for it, and 3 where every tool is in shadow: then only the runtime itself acts, where
            the account has to get back under a limit. A run that is halted while it goes on ends with 9 as well.

            Only what the platform confirmed is executed. What was authorised and is in doubt, was not sent or is still on its way
            stands under a heading of its own; a run of which nothing at all was confirmed raises an alarm.

            With `--json` the last line is one object with `executed`, `held`, `refused` and `escalated`, each a list of entries
            of the action register, and `unconfirmed`, a list of those that were authorised and are not done, or only in part:
            the `state` of each says which.
            """,
        arguments: [.agent],
        options: [
            Option(name: "shadow", summary: "judge everything and change nothing"),
            Option(name: "dry-run", short: "n", summary: "the same as `--shadow`"),
            Option(name: "all", summary: "list every decision instead of groups"),
        ],
        result: .run,
        examples: [
            Example("agent run paid-social --shadow", "what it would do, on today's data"),
            Example("agent run paid-social", "do what is authorised, hold and escalate the rest"),
            Example("agent run paid-social --json", "the same for programs"),
        ], keepsDryRun: true
    ) { call in
        let agent = try call.agent()
        return try await OpenHome.signing(call, rehearses: false) { home in
            let context = try await home.runContext(agent)
            let report = try await home.engine.run(agent, shadow: call.line.has("shadow") || call.line.has("dry-run"))
            // What was done is shown also where it cannot be signed.
            var unsigned: (any Error)?
            do { try await home.takeCheckpointOut(call.output) } catch { unsigned = error }
            let names = try await ShortNames(report.entries.map(\.decision.description), in: home.store)
            let screen = RunScreen(report, context, names, listsAll: call.line.has("all"))
            if let hindrance = report.hindrance {
                call.output.hinderedRun(screen)
                if !(report.entries.isEmpty && report.alarms.isEmpty) { call.output.result(report.json) }
                if let unsigned { throw unsigned }
                throw hindrance
            }
            call.output.run(screen)
            for line in try await home.exceededCaps(of: agent) { call.output.line("over a cap: \(line)", .warn) }
            call.output.result(report.json)
            if let unsigned { throw unsigned }
            if !report.isShadow, let halted = home.closed(for: agent) {
                throw Failure(.halted, "while it ran: \(halted)")
            }
            return .ok
        }
    }
}

extension Argument {
    static let agent = Argument(name: "AGENT", summary: "the agent; `mandate agent list` shows them")
}

extension Invocation {
    /// The agent that the first word names.
    func agent(_ index: Int = 0) throws(Failure) -> AgentName {
        let text = line.word(index) ?? ""
        guard let agent = AgentName(text) else {
            throw Failure(.usage, "`\(text)` is no agent's name; write it in lower case with `-`, as in its charter")
        }
        return agent
    }
}
