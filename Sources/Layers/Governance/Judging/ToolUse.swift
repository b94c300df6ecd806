public import Vocabulary

/// One use of a tool, as limits that count see it. A move of budget is one use of its own tool and one of each part's.
public struct ToolUse: Hashable, Sendable {
    /// The tool that is used.
    public let tool: ToolName
    /// The part of the decision it is.
    public let part: Int
    /// On what; nil for what is yet to be made.
    public let entity: EntityRef?
    /// The campaign that the entity is or belongs to, where that is known.
    public let campaign: EntityRef?
    /// The ad set that the entity is or belongs to, where that is known.
    public let adSet: EntityRef?
    /// For a budget: minor units a day before and after.
    public let amounts: Change.Amounts?

    private init(_ tool: ToolName, _ part: Int, _ entity: EntityRef?, _ amounts: Change.Amounts?, _ facts: Facts) {
        self.tool = tool
        self.part = part
        self.entity = entity
        self.amounts = amounts
        campaign = entity.flatMap { $0.kind == .campaign ? $0 : facts[$0]?.scope(.campaign) }
        adSet = entity.flatMap { $0.kind == .adSet ? $0 : facts[$0]?.scope(.adSet) }
    }

    /// The uses that a call is: one for each change, and one of its own tool where that is none of theirs.
    static func all(of tool: ToolName, _ call: Call, _ changes: [Change], _ facts: Facts) -> [ToolUse] {
        var uses = changes.enumerated().map { ToolUse($1.tool, $0, $1.entity, $1.amounts, facts) }
        if case .createCampaign = call { return [ToolUse(tool, 0, nil, nil, facts)] }
        if !changes.isEmpty, !changes.contains(where: { $0.tool == tool }) {
            uses += call.touched.map { ToolUse(tool, 0, $0, nil, facts) }
        }
        return uses
    }

    /// How many of the uses of a tool fall in a scope; a move counts once for the account, and once for each campaign it touches.
    static func count(_ uses: [ToolUse], of tool: ToolName, over: Charter.Scope, _ scope: String) -> Int64 {
        let counted = uses.filter { use in
            guard use.tool == tool else { return false }
            return switch over {
            case .agent, .account: true
            case .campaign: use.campaign?.description == scope
            case .adSet: use.adSet?.description == scope
            case .ad: use.entity?.description == scope
            }
        }
        return Int64(Set(counted.map(\.part)).count)
    }
}

extension Decision {
    /// The uses of tools that it is, for the ledger.
    public var uses: [ToolUse] {
        guard let proposal else { return [] }
        return ToolUse.all(of: proposal.proposal.tool, proposal.call, ruling.effects.changes, facts)
    }
}
