public import Schemas

/// One tool call that an agent wants, with its reasons. What the gate judges is `canonicalBytes`, and nothing else is sent.
public struct Proposal: Hashable, Sendable {
    /// Who proposes.
    public let agent: AgentName
    /// Which operation.
    public let tool: ToolName
    /// Its arguments, as the tool's schema has them.
    public let arguments: JSON
    /// Why, in one or two plain sentences; at most 1,000 bytes.
    public let reason: String
    /// The values of the snapshot it rests on; at most 16.
    public let evidence: [Evidence]
    /// How likely it is that the goal gets better and nothing protected breaks.
    public let confidence: Confidence
    /// What it should do to the goal's metric, if it was computed.
    public let expected: ExpectedEffect?
    /// What else was weighed and why not; at most 8.
    public let rejected: [RejectedOption]
    /// What most likely lies behind the numbers; nil from who looked for no cause.
    public let cause: ProposedCause?

    /// A proposal.
    public init(
        agent: AgentName, tool: ToolName, arguments: JSON, reason: String, evidence: [Evidence], confidence: Confidence,
        expected: ExpectedEffect? = nil, rejected: [RejectedOption] = [],
        cause: ProposedCause? = nil
    ) {
        self.agent = agent
        self.tool = tool
        self.arguments = arguments
        self.reason = reason
        self.evidence = evidence
        self.confidence = confidence
        self.expected = expected
        self.rejected = rejected
        self.cause = cause
    }

    /// RFC 8785 bytes of the proposal.
    public var canonicalBytes: [UInt8] { JSON.canonical { write(to: &$0) } }

    /// The most bytes a proposal may have.
    public static let byteLimit = 32_768
}

/// What most likely lies behind the numbers that a proposal rests on, found before it was made.
public struct ProposedCause: Hashable, Sendable {
    /// Which: `price_of_click`, `landing_page`, `buying`, `selling`, `pacing`, `season`, `none`.
    public let kind: String
    /// In words.
    public let words: String
    /// What tells: a rate as a share of the account's, spend as a share of a budget, or a cost as a share of what it was.
    public let compared: Percentage
    /// The metrics that show it, cited in the proposal's evidence; at most 8.
    public let evidence: [MetricName]
    /// What the data cannot tell, and why; at most 8.
    public let notJudged: [String]

    /// A cause.
    public init(kind: String, words: String, compared: Percentage, evidence: [MetricName], notJudged: [String]) {
        self.kind = kind
        self.words = words
        self.compared = compared
        self.evidence = evidence
        self.notJudged = notJudged
    }
}

/// A value of the snapshot that a proposal cites.
public struct Evidence: Hashable, Sendable {
    /// Of what.
    public let entity: EntityRef
    /// Which number.
    public let metric: MetricName
    /// The number as the snapshot shows it, exact, with its unit: `149.710001 GBP`, `24`.
    public let value: String
    /// Where it came from.
    public let source: SourceName
    /// What time it speaks of.
    public let asOf: Instant

    /// A cited value.
    public init(entity: EntityRef, metric: MetricName, value: String, source: SourceName, asOf: Instant) {
        self.entity = entity
        self.metric = metric
        self.value = value
        self.source = source
        self.asOf = asOf
    }
}

/// What a proposal should do to a metric of the account over a horizon, with an 80 % interval.
public struct ExpectedEffect: Hashable, Sendable {
    /// Which metric.
    public let metric: MetricName
    /// Where it stands, exact, with its unit.
    public let before: String
    /// Where it is expected.
    public let after: String
    /// The lower end of the 80 % interval.
    public let low: String
    /// The upper end of the 80 % interval; nil where it has none, since having nothing to divide by is likely enough.
    public let high: String?
    /// How many days the expectation is about.
    public let horizonDays: Int

    /// An expectation.
    public init(metric: MetricName, before: String, after: String, low: String, high: String?, horizonDays: Int) {
        self.metric = metric
        self.before = before
        self.after = after
        self.low = low
        self.high = high
        self.horizonDays = horizonDays
    }
}

/// An option that was weighed and not taken.
public struct RejectedOption: Hashable, Sendable {
    /// What it would have been, in words: `raise to 36.16 GBP a day`, `do nothing`.
    public let option: String
    /// Why not.
    public let because: String

    /// An option.
    public init(option: String, because: String) {
        self.option = option
        self.because = because
    }
}
