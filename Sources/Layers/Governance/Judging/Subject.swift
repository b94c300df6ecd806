public import Vocabulary

/// A proposal as guardrails see it: decoded, with the change each of its parts makes to what is there now.
public struct Subject: Hashable, Sendable {
    /// The proposal.
    public let proposal: Proposal
    /// What it asks for.
    public let call: Call
    /// On whose authority it is judged.
    public let authority: Authority
    /// The changes, in the order of its parts.
    public let changes: [Change]

    /// Whether nothing outside changes.
    var isRead: Bool {
        switch call {
        case .read, .escalate: true
        default: false
        }
    }

    /// Whether any part can make the platform spend more.
    var raises: Bool {
        switch call {
        case .resume, .createCampaign: true
        default: changes.contains { ($0.amounts?.difference ?? 0) > 0 }
        }
    }

    /// Whether all it does is to stop something or to lower its budget.
    var narrows: Bool {
        switch call {
        case .setDailyBudget: changes.allSatisfy { ($0.amounts?.difference ?? 1) < 0 }
        case .pause: true
        default: false
        }
    }

    /// The tools whose limits it counts against: its own and, for a move, the one of its parts.
    var tools: [ToolName] {
        var tools = [proposal.tool]
        for change in changes where !tools.contains(change.tool) { tools.append(change.tool) }
        return tools
    }

    /// The uses of tools that it is.
    func uses(_ facts: Facts) -> [ToolUse] { ToolUse.all(of: proposal.tool, call, changes, facts) }

    /// Whether the agent asks by itself, for real or rehearsed, so that whoever the charter names has to be asked.
    var isOwn: Bool {
        switch authority {
        case .agent, .rehearsal: true
        case .approved, .person, .undo, .safety: false
        }
    }

    /// Whether a person asks, who answers an escalation with it.
    var isAnswer: Bool {
        if case .person = authority { true } else { false }
    }

    /// Whether a person has said yes to exactly this.
    var isApproved: Bool {
        if case .approved = authority { true } else { false }
    }

    /// Whether step size, cool-down and age do not apply: a person restores a before-value, or the runtime gets back under
    /// a cap.
    var isBeyondSteps: Bool {
        switch authority {
        case .undo, .safety: true
        case .agent, .rehearsal, .approved, .person: false
        }
    }
}

/// On whose authority a proposal is judged.
public enum Authority: Hashable, Sendable {
    /// The agent's own, at its tool's stage.
    case agent
    /// The agent's, on an overlay that dies with the run: a tool in shadow is judged as if it were autonomous.
    case rehearsal
    /// The agent's, with a person's signed yes to exactly this hold.
    case approved(DecisionID)
    /// A person's, who answers an escalation with these arguments.
    case person(PersonID, EscalationID)
    /// A person's, who restores a recorded before-value.
    case undo(PersonID)
    /// The runtime's own, to get back under a money cap: it may only narrow.
    case safety

    /// Whether a person wants it instead of what an agent asked for or did.
    var isPersons: Bool {
        switch self {
        case .person, .undo: true
        case .agent, .rehearsal, .approved, .safety: false
        }
    }
}
