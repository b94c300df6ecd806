internal import Schemas
public import Vocabulary

/// A proposal before an agent puts its name to it: one tool call with everything a person needs to judge it.
public struct Draft: Sendable, Hashable {
    /// What is to be done, with exact arguments.
    public enum Change: Sendable, Hashable {
        /// Set the daily budget of a campaign, which is `from` now.
        case dailyBudget(from: Money, to: Money)
        /// Take daily budget from the entity, a campaign, and give it to another.
        case move(BudgetMove)
        /// Pause the entity.
        case pause
    }

    /// What is to be done.
    public let change: Change
    /// To what.
    public let entity: EntityRef
    /// Why, in plain sentences; every number in it is cited or computed from what is cited.
    public let reason: String
    /// The values of the snapshot that the reason and the estimate rest on.
    public let evidence: [Evidence]
    /// Posterior probability that the goal improves and no counter-metric breaks.
    public let confidence: Confidence
    /// What is expected of the goal for the account, after what the plan proposes before this; nil from rules.
    public let expected: ExpectedEffect?
    /// What it is worth in 30 days, in the account's currency: purchases gained at today's cost of a purchase, less the
    /// extra spend; 0 from rules.
    public let monthlyGain: Decimal12
    /// What most likely lies behind the numbers.
    public let cause: Cause
    /// What else could have been done, doing nothing among it, each with the reason against it. Never empty.
    public let rejected: [RejectedOption]
    /// What decided.
    public let route: Route

    /// A draft.
    public init(
        _ change: Change, _ entity: EntityRef, reason: String, evidence: [Evidence], confidence: Confidence,
        expected: ExpectedEffect? = nil, monthlyGain: Decimal12 = .zero, cause: Cause, rejected: [RejectedOption],
        route: Route
    ) {
        self.change = change
        self.entity = entity
        self.reason = reason
        self.evidence = evidence
        self.confidence = confidence
        self.expected = expected
        self.monthlyGain = monthlyGain
        self.cause = cause
        self.rejected = rejected
        self.route = route
    }

    /// The tool that carries it out.
    public var tool: ToolName {
        switch change {
        case .dailyBudget: .setDailyBudget
        case .move: .moveBudget
        case .pause: .pause
        }
    }

    /// The proposal of this agent.
    public func proposal(by agent: AgentName) -> Proposal {
        let arguments: JSON =
            switch change {
            case .dailyBudget(_, let to): ["campaign": .string(entity.id), "daily_budget": to.json]
            case .move(let move):
                ["amount": move.amount.json, "from": .string(move.from.id), "to": .string(move.to.id)]
            case .pause: ["entity": entity.json]
            }
        return Proposal(
            agent: agent, tool: tool, arguments: arguments, reason: reason, evidence: evidence, confidence: confidence,
            expected: expected, rejected: rejected, cause: cause.proposed)
    }
}

/// What decided about an entity.
public enum Route: String, Sendable, Hashable {
    /// The posterior of the statistical model.
    case statistics
    /// Thresholds of the rule reasoner, for what is not worth statistics.
    case rules
}
