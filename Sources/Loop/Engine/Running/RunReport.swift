public import Governance
public import Schemas
public import Vocabulary

/// What one run did, as `agent run --json` prints it: four lists of entries of the action register, and the rest of the screen.
public struct RunReport: Sendable {
    /// The run.
    public let run: RunID
    /// The agent.
    public let agent: AgentName
    /// Whether it was rehearsed.
    public let isShadow: Bool
    /// When it ran.
    public let at: Instant
    /// Every decision in the order it was judged, with what came of it.
    public let entries: [RegisterEntry]
    /// Why the rest was left alone.
    public let leftAlone: String
    /// How many options of doing nothing were weighed and taken.
    public let leftAloneCount: Int
    /// The worst-case bill of every money cap before and after.
    public let exposures: [Exposure]
    /// Forecast against measured, action by action, for what was executed before.
    public let forecasts: [ForecastCheck]
    /// Triggers of the charter that have no data to rest on: they neither fire nor refuse.
    public let inactiveTriggers: [String]
    /// Questions of which much of the time is over.
    public let reminders: [Reminder]
    /// What is odd: a silent run, a mismatch, an inactive trigger.
    public let alarms: [String]

    /// The worst case before and after a run.
    public struct Exposure: Hashable, Sendable {
        /// Which cap: `constraints.money[1]`.
        public let cap: String
        /// The cap itself.
        public let limit: Money
        /// The worst case before.
        public let before: Money
        /// The worst case after.
        public let after: Money

        /// An exposure.
        public init(cap: String, limit: Money, before: Money, after: Money) {
            self.cap = cap
            self.limit = limit
            self.before = before
            self.after = after
        }
    }

    /// A report.
    public init(
        run: RunID, agent: AgentName, isShadow: Bool, at: Instant, entries: [RegisterEntry], leftAlone: String,
        leftAloneCount: Int, exposures: [Exposure], forecasts: [ForecastCheck], inactiveTriggers: [String],
        reminders: [Reminder], alarms: [String]
    ) {
        self.run = run
        self.agent = agent
        self.isShadow = isShadow
        self.at = at
        self.entries = entries
        self.leftAlone = leftAlone
        self.leftAloneCount = leftAloneCount
        self.exposures = exposures
        self.forecasts = forecasts
        self.inactiveTriggers = inactiveTriggers
        self.reminders = reminders
        self.alarms = alarms
    }

    /// Entries of one verdict.
    public func entries(_ verdict: Verdict) -> [RegisterEntry] { entries.filter { $0.verdict == verdict } }

    /// The object that `agent run --json` ends with.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "agent": agent.json, "alarms": alarms.json, "at": at.json, "escalated": list(.escalate),
                "executed": list(.authorise), "exposures": .array(exposures.map(\.json)),
                "forecasts": .array(forecasts.map(\.json)), "held": list(.hold),
                "inactive_triggers": inactiveTriggers.json,
                "left_alone": ["count": leftAloneCount.json, "why": .string(leftAlone)], "refused": list(.refuse),
                "reminders": reminders.map(\.words).json,
                "run": run.json, "shadow": .bool(isShadow),
            ]))
    }

    /// What the run's record keeps: counts, and why the rest was left alone. Canonical JSON.
    var summary: String {
        let counts = Verdict.allCases.map { ($0.rawValue, JSON.integer(Int64(entries($0).count))) }
        let json: JSON = [
            "alarms": alarms.json, "decisions": .object(JSONObject(counts)), "left_alone": leftAloneCount.json,
            "why": .string(leftAlone),
        ]
        return json.description
    }

    private func list(_ verdict: Verdict) -> JSON { .array(entries(verdict).map(\.json)) }
}

extension RunReport.Exposure {
    /// The exposure as JSON.
    var json: JSON {
        ["after": after.json, "before": before.json, "cap": .string(cap), "limit": limit.json]
    }
}

/// One line of the action register: what was asked of what, and what the charter said. One published schema for the CLI,
/// the API, the console and the pack.
public struct RegisterEntry: Hashable, Sendable {
    /// The decision.
    public let decision: DecisionID
    /// The tool.
    public let tool: ToolName
    /// The object.
    public let entity: EntityRef?
    /// What is there now.
    public let before: String
    /// What was asked for.
    public let after: String
    /// The most that this adds to the bill over a cap's window.
    public let worstCase: Money
    /// The ruling.
    public let verdict: Verdict
    /// Where it stands.
    public let state: DecisionState
    /// The findings that led to it, strictest first.
    public let findings: [Finding]
    /// Why it was proposed.
    public let reason: String
    /// How sure the reasoner is.
    public let confidence: Confidence?
    /// What is expected of the goal.
    public let expected: ExpectedEffect?
    /// Money moved or paused, as minor units of the measured period.
    public let share: Int64

    /// An entry of a decision; `state` is where it stands after its actions were carried out.
    public init(_ decision: Decision, state: DecisionState, currency: Currency) {
        self.decision = decision.id
        let changes = decision.ruling.effects.changes
        let proposal = decision.proposal?.proposal
        tool = proposal?.tool ?? .checkRule
        entity = decision.proposal?.call.subject
        before = changes.map(\.before).joined(separator: "; ")
        after = changes.map(\.after).joined(separator: "; ")
        worstCase = Money(minorUnits: decision.ruling.effects.worstCase, currency)
        verdict = decision.ruling.verdict
        self.state = state
        findings = decision.ruling.findings
        reason = proposal?.reason ?? ""
        confidence = proposal?.confidence
        expected = proposal?.expected
        share = decision.ruling.effects.share
    }

    /// The entry as JSON.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "after": .string(after), "before": .string(before),
                "confidence": confidence.map { .integer(Int64($0.tenThousandths)) }, "decision": decision.json,
                "entity": entity?.json, "expected": expected?.json, "findings": findings.json,
                "reason": .string(reason), "ruling": verdict.json, "share_minor": .integer(share),
                "state": .string(state.rawValue), "tool": tool.json, "worst_case": worstCase.json,
            ]))
    }
}
