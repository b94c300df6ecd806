import Governance
import Schemas
public import Vocabulary

/// Reviews of one agent that nobody signed in time, and what that cost its tools.
public struct MissedReviews: Sendable, CustomStringConvertible {
    /// How many were missed.
    public internal(set) var count = 0
    /// Each tool's stages before the first and after the last of them.
    private var stages: [ToolName: (from: Stage, to: Stage)] = [:]

    /// What they come to, in words.
    public var description: String {
        "\(numbered(count, "review was", "reviews were")) missed\(consequence)"
    }

    private var consequence: String {
        let bottom = "`\(Stage.shadow.rawValue)`"
        if stages.values.allSatisfy({ $0.from == .shadow }) { return ", and every tool is in \(bottom) already" }
        if stages.values.allSatisfy({ $0.to == .shadow }) { return ", so every tool is in \(bottom) now" }
        let down = ", so every tool went down \(numbered(count, "stage"))"
        return stages.values.contains { $0.to == .shadow } ? down + ", or as far as \(bottom)" : down
    }

    mutating func add(_ tool: ToolName, from: Stage, to next: Stage) {
        stages[tool] = (stages[tool]?.from ?? from, next)
    }
}

extension Engine {
    /// A review that is still not signed when the next of its kind falls due was missed: each one lowers every tool of the
    /// agent by one stage (P42).
    @discardableResult
    public func countMissedReviews(_ agent: AgentName) async throws -> MissedReviews {
        let now = surroundings.now()
        let isAny = try await store.read { view in
            try ReviewCalendar(view, agent).due(at: now).contains(where: \.isMissed)
        }
        guard isAny else { return MissedReviews() }
        return try await store.write { view in
            // Read where it is written: somebody else may have counted or signed meanwhile.
            var missed = MissedReviews()
            for review in try ReviewCalendar(view, agent).due(at: now) where review.isMissed {
                try Engine.miss(review, of: agent, in: view, at: now, &missed)
            }
            return missed
        }
    }

    /// The same of every agent that missed any.
    public func countMissedReviews() async throws -> [(agent: AgentName, missed: MissedReviews)] {
        var all: [(agent: AgentName, missed: MissedReviews)] = []
        for agent in try await store.read({ view in try view.agents().map(\.agent) }) {
            let missed = try await countMissedReviews(agent)
            if missed.count > 0 { all.append((agent, missed)) }
        }
        return all
    }

    private static func miss(
        _ review: DueReview, of agent: AgentName, in view: any EngineView, at now: Instant,
        _ missed: inout MissedReviews
    ) throws {
        missed.count += 1
        try view.set(ReviewCalendar.name(agent, review.clause), to: review.due.description)
        var lowered = JSONObject()
        let record = try view.agents().first { $0.agent == agent }
        for stage in record?.stages ?? [] {
            guard stage.stage > .shadow else {
                missed.add(stage.tool, from: stage.stage, to: stage.stage)
                continue
            }
            let next = Stage.allCases[stage.stage.rung - 1]
            missed.add(stage.tool, from: stage.stage, to: next)
            try view.setStage(next, of: stage.tool, agent, at: now)
            lowered[stage.tool.text] = .string(next.rawValue)
        }
        let content: JSON = [
            "asked": review.asked.map(\.description).json, "due": review.due.json, "stages": .object(lowered),
        ]
        try view.append(
            AuditEntry(
                .reviewMissed, at: now, agent: agent, subject: "\(agent) \(review.clause)",
                word: review.every.rawValue, payload: content.canonicalBytes))
    }
}
