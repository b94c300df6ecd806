import CharterFile
import Engine
import Governance
import Vocabulary

/// What a run's screen needs besides its report: words for keys, the run before.
struct RunContext: Sendable {
    /// Whether the agent ran before without being rehearsed.
    let hasRunBefore: Bool
    /// Whether one of its tools may do more than be rehearsed.
    let hasLeftShadow: Bool
    /// Whether what it is measured against is frozen; without, it stays in shadow.
    let hasBaseline: Bool
    /// Whether time moves only by `sandbox advance`.
    let hasSimulatedClock: Bool
    private let words: [String: String]

    /// A context; `words` says in plain words what stands at a key of the charter.
    init(
        hasRunBefore: Bool, hasLeftShadow: Bool, hasBaseline: Bool, hasSimulatedClock: Bool, words: [String: String]
    ) {
        self.hasRunBefore = hasRunBefore
        self.hasLeftShadow = hasLeftShadow
        self.hasBaseline = hasBaseline
        self.hasSimulatedClock = hasSimulatedClock
        self.words = words
    }

    /// A key of the charter with its words: `per month (constraints.money[1])`.
    func described(_ key: String) -> String { words[key].map { "\($0) (\(key))" } ?? key }
}

extension OpenHome {
    /// The context of an agent's next run.
    func runContext(_ agent: AgentName) async throws -> RunContext {
        let (rulebook, runs, known) = try await store.read { view in
            (
                try view.rulebook(of: agent), try view.runs(agent, limit: 20),
                try view.agents().first { $0.agent == agent }
            )
        }
        let baseline = try await store.read { view in
            try rulebook.flatMap { try view.baseline(agent, version: $0.version) }
        }
        return RunContext(
            hasRunBefore: runs.contains { !$0.isShadow },
            hasLeftShadow: known?.stages.contains { $0.stage > .shadow } ?? false, hasBaseline: baseline != nil,
            hasSimulatedClock: clock == nil, words: rulebook?.charter.wordsByKey ?? [:])
    }
}

extension Charter {
    /// Caps and triggers in plain words by their place in the file.
    var wordsByKey: [String: String] {
        let caps = constraints.money.map { ($0.clause.key, "\($0.window)") }
        let triggers = escalation.triggers.map { ($0.clause.key, $0.cause.words) }
        return Dictionary(caps + triggers) { first, _ in first }
    }
}
