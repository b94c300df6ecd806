import Cryptography
import Governance
import Schemas
import Vocabulary

/// The rows that rulings rest on, compared with what the log says people signed: the charters and which of them is in force, the
/// frozen baselines, the stages of tools, pauses, what waits for a yes and what was answered. A row that was changed past the
/// program is found here.
struct StandingRows {
    /// The log's size when the rows were read; later leaves are not about them.
    let size: Int64
    private let versions: [CharterVersion]
    private let organisations: [OrganisationVersion]
    private let baselines: [FrozenBaseline]
    private let agents: [AgentRecord]
    private let holds: [(hold: Hold, decision: Decision)]
    private let answered: [EscalationID]

    private var charters: [String: String?] = [:]
    /// The organisation's version that a charter was signed under, by its subject; absent where it was signed under none.
    private var signedUnder: [String: Int64] = [:]
    private var limits: [Int64: String?] = [:]
    private var frozen: [String: [UInt8]?] = [:]
    private var newest: [AgentName: Int] = [:]
    private var stages: [AgentName: [ToolName: Stage]] = [:]
    private var unknownStages: Set<AgentName> = []
    private var paused: Set<AgentName> = []
    /// Decisions whose hold was answered, or expired.
    private var closed: Set<String> = []
    private var replied: Set<String> = []

    init(_ view: any EngineView) throws {
        size = try view.logSize()
        agents = try view.agents()
        versions = try agents.flatMap { try view.charterVersions($0.agent) }
        organisations = try view.organisationVersions()
        baselines = try versions.compactMap { try view.baseline($0.agent, version: $0.number) }
        holds = try view.inbox().compactMap {
            if case .hold(let hold, let decision) = $0 { (hold, decision) } else { nil }
        }
        answered = try view.answeredEscalations()
    }

    /// Whether a leaf says anything of these rows, without reading it as JSON: a quote inside a text is escaped, so that its kind is
    /// what follows the only `"kind":"`.
    static func reads(_ leaf: LogLeaf) -> Bool {
        let key = Array("\"kind\":\"".utf8)
        guard let place = leaf.bytes.indices.dropLast(key.count).first(where: { leaf.bytes[$0...].starts(with: key) })
        else { return false }
        let kind = leaf.bytes[(place + key.count)...].prefix { $0 != UInt8(ascii: "\"") }
        return kinds.contains { kind.elementsEqual($0.rawValue.utf8) }
    }

    private static let kinds: [AuditKind] = [
        .charterApplied, .organisationApplied, .baselineFrozen, .stageChanged, .reviewMissed, .paused, .resumed,
        .approved, .rejected, .expired, .answered, .team,
    ]

    /// Takes the next leaf; `fields` is the leaf as JSON. A statement whose payload was erased says nothing any more.
    mutating func take(_ leaf: LogLeaf, _ fields: JSON) {
        guard leaf.position < size, let kind = fields["kind"]?.stringValue.flatMap(AuditKind.init(rawValue:)) else {
            return
        }
        let subject = fields["subject"]?.stringValue ?? ""
        let agent = fields["agent"]?.stringValue.flatMap { AgentName($0) }
        let content = leaf.opening.flatMap { SignedStatement.content(of: $0.payload) }
        switch kind {
        case .charterApplied:
            // A nil value is kept: it was signed, and what it said was erased.
            if charters[subject].flatMap({ $0 }) == nil { charters[subject] = .some(content?["sha256"]?.stringValue) }
            signedUnder[subject] = content?["organisation"]?.integerValue
            if let agent, let version = fields["charter"]?.integerValue { newest[agent] = Int(version) }
        case .organisationApplied:
            if let version = content?["version"]?.integerValue {
                limits[version] = .some(content?["sha256"]?.stringValue)
            }
        case .baselineFrozen: frozen[subject] = .some(leaf.opening?.payload)
        case .stageChanged: if let agent { setStage(agent, content) }
        case .reviewMissed:
            for (tool, stage) in agent.flatMap({ stages[$0] }) ?? [:] where stage > .shadow {
                if let agent { stages[agent]?[tool] = Stage.allCases[stage.rung - 1] }
            }
        case .paused: if let agent { paused.insert(agent) }
        case .resumed: if let agent { paused.remove(agent) }
        case .approved, .rejected, .expired: closed.insert(subject)
        case .answered: replied.insert(subject)
        default: break
        }
    }

    /// What is not as it was signed, each in one line.
    var problems: [String] {
        var problems: [String] = []
        for version in versions {
            let name = "\(version.agent) \(version.number)"
            let what = "version `\(version.number)` of the charter of `\(version.agent)`"
            switch charters[name] {
            case nil: problems.append("\(what) was never signed")
            case .some(nil): continue
            case .some(let hash?) where hash != SHA256.hash(version.source).hex:
                problems.append("\(what) is not the text that was signed")
            case .some where signedUnder[name] != version.organisation.map(Int64.init):
                problems.append("\(what) was signed under other limits of the organisation than the store says")
            case .some: continue
            }
        }
        for version in organisations where limits[Int64(version.number)] != SHA256.hash(version.source).hex {
            problems.append("version `\(version.number)` of the organisation's limits is not the text that was signed")
        }
        let there = Set(organisations.map { Int64($0.number) })
        for version in limits.keys.sorted() where !there.contains(version) {
            problems.append("version `\(version)` of the organisation's limits was signed and is gone")
        }
        let known = Set(versions.map { "\($0.agent) \($0.number)" })
        for name in charters.keys.sorted() where !known.contains(name) {
            problems.append("version `\(name)` of a charter was signed and is gone")
        }
        for baseline in baselines {
            let signed = frozen["\(baseline.agent) \(baseline.charterVersion)"]
            if case .some(nil) = signed { continue }
            guard signed.flatMap({ $0 }) != baseline.json.canonicalBytes else { continue }
            problems.append(
                "the baseline of version `\(baseline.charterVersion)` of `\(baseline.agent)` is not the frozen one")
        }
        for agent in agents { problems += self.problems(of: agent) }
        for (hold, decision) in holds { problems += problem(of: hold, decision).map { [$0] } ?? [] }
        for escalation in answered where !replied.contains(escalation.description) {
            problems.append("the escalation `\(escalation)` counts as answered, and nobody answered it")
        }
        return problems
    }

    /// A hold asks whom the ruling asked, for as long as it said, and once.
    private func problem(of hold: Hold, _ decision: Decision) -> String? {
        let name = "`\(decision.id)`, which waits for a yes,"
        if closed.contains(decision.id.description) { return "\(name) was answered already" }
        guard let question = decision.ruling.question, hold.question == question else {
            return "\(name) asks others than its ruling says"
        }
        guard hold.deadline == decision.at.advanced(by: question.within) else {
            return "\(name) waits until another time than its ruling says"
        }
        return nil
    }

    private func problems(of record: AgentRecord) -> [String] {
        let agent = record.agent
        var problems: [String] = []
        if let last = newest[agent], last != record.charterVersion {
            problems.append(
                "version `\(record.charterVersion)` of `\(agent)` is in force, and `\(last)` was signed last")
        }
        if paused.contains(agent), record.pausedBecause == nil {
            problems.append("`\(agent)` was paused on a signature, and nobody let it go on")
        }
        guard !unknownStages.contains(agent) else { return problems }
        for row in record.stages {
            let signed = stages[agent]?[row.tool] ?? .shadow
            guard row.stage != signed else { continue }
            problems.append(
                "`\(row.tool)` of `\(agent)` stands at `\(row.stage.rawValue)`, and `\(signed.rawValue)` is what was signed"
            )
        }
        return problems
    }

    private mutating func setStage(_ agent: AgentName, _ content: JSONObject?) {
        guard let stage = content?["stage"]?.stringValue.flatMap(Stage.init(rawValue:)),
            let tools = content?["tools"]?.arrayValue
        else {
            unknownStages.insert(agent)
            return
        }
        for tool in tools.compactMap({ $0.stringValue.flatMap { ToolName($0) } }) {
            stages[agent, default: [:]][tool] = stage
        }
    }
}

/// Payloads that are gone, compared with the erasures that the log records.
struct PayloadGaps {
    private var gone: [Int64] = []
    private var erased: Set<Int64> = []

    mutating func take(_ leaf: LogLeaf, _ fields: JSON) {
        if fields["payload"] != nil, leaf.opening == nil { gone.append(leaf.position) }
        erased.formUnion(Erasure(leaf, fields)?.erased ?? [])
    }

    /// How many payloads were erased on record.
    var erasedCount: Int { gone.count { erased.contains($0) } }

    /// Those that are gone without a record; the first ten by name.
    var problems: [String] {
        let unrecorded = gone.filter { !erased.contains($0) }
        let named = unrecorded.prefix(10).map { "leaf `\($0)`: its payload is gone, and no erasure of it is recorded" }
        let more = unrecorded.count - named.count
        return more > 0 ? named + ["and `\(more)` more \(more == 1 ? "payload is" : "payloads are") gone"] : named
    }
}
