public import Vocabulary

/// What a charter lets a paid-media agent do: tools and how large a step may be. It holds no limits (caps, floors,
/// evidence, shares): those are the gate's, and a reasoner that knew them could play to them.
public struct Permissions: Sendable, Hashable {
    /// Who has to agree.
    public enum Access: Sendable, Hashable {
        /// Nobody: the agent acts by itself.
        case alone
        /// A person, each time.
        case withApproval
    }

    /// One step that a daily budget may take, up or down.
    public struct Step: Sendable, Hashable {
        /// The largest change, as a share of the current budget; over 0.
        public let change: Percentage
        /// Who has to agree.
        public let access: Access

        /// A step.
        public init(_ change: Percentage, _ access: Access) {
            self.change = change
            self.access = access
        }
    }

    /// The steps of `ads.set_daily_budget`, smallest first; empty where budgets may not be changed.
    public let budgetSteps: [Step]
    /// Who has to agree to `ads.pause`; nil where pausing is not permitted.
    public let pause: Access?
    /// Who has to agree to `ads.move_budget`, whose two parts are steps of a budget besides; nil where moving is not permitted.
    public let move: Access?

    /// Permissions. Steps of nothing or less are left out.
    public init(budgetSteps: [Step] = [], pause: Access? = nil, move: Access? = nil) {
        self.move = move
        self.budgetSteps = budgetSteps.filter { $0.change.partsPerMillion > 0 }.sorted { $0.change < $1.change }
        self.pause = pause
    }
}

extension Permissions {
    /// What a charter permits: its tools with the size of step each entry allows, and nothing else of it.
    public init(_ actions: Charter.Actions) {
        let steps = actions.permissions(of: .setDailyBudget).compactMap { permission in
            permission.bounds.change.map { Step($0, Access(permission.grant)) }
        }
        func access(_ tool: ToolName) -> Access? { actions.permissions(of: tool).map { Access($0.grant) }.first }
        self.init(budgetSteps: steps, pause: access(.pause), move: access(.moveBudget))
    }
}

extension Permissions.Access {
    init(_ grant: Charter.Grant) {
        switch grant {
        case .may: self = .alone
        case .withApproval: self = .withApproval
        }
    }
}
