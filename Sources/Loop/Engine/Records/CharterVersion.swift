public import Schemas
public import Vocabulary

/// A charter that was applied: the version that rules, its bytes, and who agreed.
public struct CharterVersion: Hashable, Sendable {
    /// Whose charter.
    public let agent: AgentName
    /// Counted from 1.
    public let number: Int
    /// SHA-256 of the file's bytes, lower-case hex.
    public let hash: String
    /// The file, byte for byte.
    public let source: [UInt8]
    /// The version of the organisation's file whose limits hold beside its own; nil where there was none.
    public let organisation: Int?
    /// When it came into force.
    public let appliedAt: Instant
    /// Who applied it.
    public let appliedBy: PersonID
    /// Whether the sandbox agreed with itself instead of a second person.
    public let isSelfAgreed: Bool

    /// A version.
    public init(
        agent: AgentName, number: Int, hash: String, source: [UInt8], organisation: Int? = nil, appliedAt: Instant,
        appliedBy: PersonID, isSelfAgreed: Bool
    ) {
        self.agent = agent
        self.number = number
        self.hash = hash
        self.source = source
        self.organisation = organisation
        self.appliedAt = appliedAt
        self.appliedBy = appliedBy
        self.isSelfAgreed = isSelfAgreed
    }
}

/// What a goal is measured against, frozen once and never moved by later data.
public struct FrozenBaseline: Hashable, Sendable {
    /// Whose goal.
    public let agent: AgentName
    /// The charter version it was frozen for.
    public let charterVersion: Int
    /// The days it was measured over; nil for a value that the charter gives.
    public let period: Period?
    /// Each metric's value, exact, as text with its unit: the goal's and the protected ones.
    public let values: [MetricName: String]
    /// The goal's target as money, where the metric is money.
    public let target: MetricMoney?
    /// When it was frozen.
    public let frozenAt: Instant
    /// What the rehearsal before the agent left shadow foresaw; nil until then.
    public var rehearsed: Rehearsed?

    /// What was foreseen before the agent acted: what comes is held against it.
    public struct Rehearsed: Hashable, Sendable {
        /// The rehearsal.
        public let run: RunID
        /// The goal's metric in the coming days: as the run's report has it with what it would have executed, or where it has none,
        /// as what was measured lets expect.
        public let forecast: JSON

        /// What a rehearsal foresaw.
        public init(run: RunID, forecast: JSON) {
            self.run = run
            self.forecast = forecast
        }
    }

    /// A baseline.
    public init(
        agent: AgentName, charterVersion: Int, period: Period?, values: [MetricName: String], target: MetricMoney?,
        frozenAt: Instant, rehearsed: Rehearsed? = nil
    ) {
        self.rehearsed = rehearsed
        self.agent = agent
        self.charterVersion = charterVersion
        self.period = period
        self.values = values
        self.target = target
        self.frozenAt = frozenAt
    }
}

/// Where a tool of an agent stands on the ladder.
public struct StageRecord: Hashable, Sendable {
    /// The tool.
    public let tool: ToolName
    /// Its stage.
    public let stage: Stage
    /// Since when.
    public let since: Instant
    /// Decisions that people approved since then.
    public let approvedSoFar: Int

    /// A stage.
    public init(tool: ToolName, stage: Stage, since: Instant, approvedSoFar: Int) {
        self.tool = tool
        self.stage = stage
        self.since = since
        self.approvedSoFar = approvedSoFar
    }
}

/// An agent as a list shows it.
public struct AgentRecord: Hashable, Sendable {
    /// The agent.
    public let agent: AgentName
    /// The charter in force.
    public let charterVersion: Int
    /// Why it is paused, in words; nil where it is not.
    public let pausedBecause: String?
    /// Who paused it.
    public let pausedBy: PersonID?
    /// Its tools' stages.
    public let stages: [StageRecord]

    /// An agent.
    public init(
        agent: AgentName, charterVersion: Int, pausedBecause: String?, pausedBy: PersonID?, stages: [StageRecord]
    ) {
        self.agent = agent
        self.charterVersion = charterVersion
        self.pausedBecause = pausedBecause
        self.pausedBy = pausedBy
        self.stages = stages
    }
}
