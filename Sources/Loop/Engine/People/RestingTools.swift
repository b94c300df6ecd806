import Governance
import Schemas
import Vocabulary

/// Tools that went back to shadow because their charter was widened, each with the stage it had earned: after a rehearsal
/// under the new version a person gives that back in one step. Kept beside the stages; what rules is the stage alone.
struct RestingTools {
    private var earned: [ToolName: Stage] = [:]

    /// The resting tools of an agent.
    init(of agent: AgentName, in view: any EngineView) throws {
        guard let text = try view.setting(RestingTools.setting(agent)) else { return }
        for member in try JSON(parsing: Array(text.utf8)).objectValue?.members ?? [] {
            guard let tool = ToolName(member.key), let stage = member.value.stringValue.flatMap(Stage.init(rawValue:))
            else { continue }
            earned[tool] = stage
        }
    }

    /// What a tool had earned; nil where it does not rest.
    subscript(tool: ToolName) -> Stage? { earned[tool] }

    /// Sends widened tools back to shadow, on the signature of who applies the charter.
    static func rest(
        _ tools: Set<ToolName>, of agent: AgentName, _ version: Int, in view: any EngineView, by signatory: Signatory,
        at now: Instant
    ) throws {
        let stages = try view.agents().first { $0.agent == agent }?.stages ?? []
        let widened = stages.filter { tools.contains($0.tool) && $0.stage > .shadow }
        guard !widened.isEmpty else { return }
        var resting = try RestingTools(of: agent, in: view)
        for record in widened {
            resting.earned[record.tool] = record.stage
            try view.setStage(.shadow, of: record.tool, agent, at: now)
        }
        try resting.keep(agent, in: view)
        try note(
            .shadow, of: widened.map(\.tool).sorted(), because: "widened", agent, version, in: view, by: signatory,
            at: now)
    }

    /// Brings tools down to the highest stage that the charter allows, on the signature of who applies it.
    static func lower(
        to highest: Stage, of agent: AgentName, _ version: Int, in view: any EngineView, by signatory: Signatory,
        at now: Instant
    ) throws {
        let stages = try view.agents().first { $0.agent == agent }?.stages ?? []
        let above = stages.filter { $0.stage > highest }.map(\.tool).sorted()
        guard !above.isEmpty else { return }
        for tool in above { try view.setStage(highest, of: tool, agent, at: now) }
        try note(highest, of: above, because: "highest", agent, version, in: view, by: signatory, at: now)
    }

    private static func note(
        _ stage: Stage, of tools: [ToolName], because: String, _ agent: AgentName, _ version: Int,
        in view: any EngineView, by signatory: Signatory, at now: Instant
    ) throws {
        let statement = SignedStatement(
            "stage",
            [
                "agent": agent.json, "because": .string(because), "stage": .string(stage.rawValue),
                "tools": tools.json,
            ], by: signatory, at: now)
        try view.append(
            AuditEntry(
                .stageChanged, at: now, agent: agent, subject: agent.text, word: stage.rawValue,
                charterVersion: version, payload: statement.record))
    }

    /// Tools that a person gave a stage again rest no more.
    static func wake(_ tools: [ToolName], of agent: AgentName, in view: any EngineView) throws {
        var resting = try RestingTools(of: agent, in: view)
        guard tools.contains(where: { resting.earned[$0] != nil }) else { return }
        for tool in tools { resting.earned[tool] = nil }
        try resting.keep(agent, in: view)
    }

    private func keep(_ agent: AgentName, in view: any EngineView) throws {
        var object = JSONObject()
        for (tool, stage) in earned.sorted(by: { $0.key < $1.key }) { object[tool.text] = .string(stage.rawValue) }
        try view.set(
            RestingTools.setting(agent), to: String(decoding: JSON.object(object).canonicalBytes, as: UTF8.self))
    }

    private static func setting(_ agent: AgentName) -> String { "resting.\(agent)" }
}
