public import Governance
public import Schemas
public import Vocabulary

/// One line of the action register: what was asked of what, and what the charter said. One published schema for the CLI,
/// the API, the console and the pack.
public struct RegisterEntry: Hashable, Sendable {
    /// The decision.
    public let decision: DecisionID
    /// The tool.
    public let tool: ToolName
    /// The object.
    public let entity: EntityRef?
    /// What is there now; of several changes each with the object's name, in the order of the parts.
    public let before: String
    /// What was asked for, likewise.
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
    /// What most likely lies behind the numbers.
    public let cause: ProposedCause?
    /// Money moved or paused, as minor units of the measured period.
    public let share: Int64
    /// Who proposed.
    public let agent: AgentName
    /// When it was judged.
    public let at: Instant
    /// The charter's version it was judged by.
    public let charterVersion: Int
    /// The campaign it is about, where it is about one or something in one.
    public let campaign: EntityRef?
    /// The tools that were called on the platform; empty where nothing was sent.
    public let toolsCalled: [ToolName]
    /// From the ruling to the last answer of the platform, milliseconds by the home's clock; 0 where nothing was sent, and
    /// where that clock is simulated and stands still meanwhile.
    public let milliseconds: Int64
    /// What came of it, in words.
    public let outcome: String

    /// An entry of a decision; `state` is where it stands after its actions were carried out.
    public init(
        _ decision: Decision, state: DecisionState, currency: Currency, actions: [ActionRecord] = []
    ) {
        self.decision = decision.id
        agent = decision.agent
        at = decision.at
        charterVersion = decision.charterVersion
        let subject = decision.proposal?.call.subject
        campaign = subject.flatMap { $0.kind == .campaign ? $0 : decision.facts[$0]?.scope(.campaign) }
        let attempted = actions.filter { $0.attempts > 0 }
        toolsCalled = RegisterEntry.tools(attempted, of: decision)
        milliseconds = attempted.map { $0.at.milliseconds - decision.at.milliseconds }.max() ?? 0
        outcome = actions.isEmpty ? "\(state.rawValue); nothing was sent" : RegisterEntry.words(actions)
        let changes = decision.ruling.effects.changes
        let proposal = decision.proposal?.proposal
        tool = proposal?.tool ?? .checkRule
        entity = decision.proposal?.call.subject
        let isOne = changes.count == 1
        before = changes.map { isOne ? $0.before : "\($0.entity.id): \($0.before)" }.joined(separator: "; ")
        after = changes.map { isOne ? $0.after : "\($0.entity.id): \($0.after)" }.joined(separator: "; ")
        worstCase = Money(minorUnits: decision.ruling.effects.worstCase, currency)
        verdict = decision.ruling.verdict
        self.state = state
        findings = decision.ruling.findings
        reason = proposal?.reason ?? ""
        confidence = proposal?.confidence
        expected = proposal?.expected
        cause = proposal?.cause
        share = decision.ruling.effects.share
    }

    private static func tools(_ attempted: [ActionRecord], of decision: Decision) -> [ToolName] {
        let changes = decision.ruling.effects.changes
        let tools = attempted.compactMap { record in
            changes.indices.contains(record.action.part)
                ? changes[record.action.part].tool : decision.proposal?.proposal.tool
        }
        return Set(tools).sorted()
    }

    /// What became of actions, in words.
    static func words(_ actions: [ActionRecord]) -> String {
        actions.map { action -> String in
            switch action.state {
            case .done:
                let read = action.receipt?.after.map(\.description).joined(separator: ", ") ?? ""
                guard let person = action.receipt?.saidBy else { return "read back at \(action.at): \(read)" }
                return "\(person) said at \(action.at) that it happened, and it was not read back: \(read)"
            case .notSent: return "not sent: \(action.reason ?? "")"
            case .inDoubt: return "in doubt: \(action.reason ?? "")"
            case .queued, .claimed: return "on its way"
            }
        }.joined(separator: "; ")
    }

    /// The entry as JSON. Beside our own words stand those of the production guide's decision record (R187), so that what reads
    /// the one reads the other; `schema` describes both.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "after": .string(after), "agent_id": agent.json, "before": .string(before),
                "campaign_id": campaign.map { .string($0.id) }, "cause": cause?.json,
                "charter_version": charterVersion.json,
                "confidence": confidence.map { .integer(Int64($0.tenThousandths)) }, "decision": decision.json,
                "decision_type": tool.json, "entity": entity?.json, "execution_time_ms": .integer(milliseconds),
                "expected": expected?.json, "findings": findings.json, "outcome": .string(outcome),
                "moved": Money(minorUnits: share, worstCase.currency).json, "reason": .string(reason),
                "ruling": verdict.json,
                "state": .string(state.rawValue), "status": .string(state.rawValue), "timestamp": at.json,
                "tool": tool.json, "tools_called": toolsCalled.json, "worst_case": worstCase.json,
            ]))
    }
}
