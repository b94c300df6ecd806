import Vocabulary

/// What could be read of a charter that may still have errors: parts are nil and items are missing where the
/// file is wrong there. Checks look at a draft, so that one run finds mistakes everywhere; only a draft
/// without errors becomes a charter.
struct CharterDraft {
    /// The file, for the places of findings.
    let root: YAMLNode
    var agent: AgentName?
    var purpose: String?
    var goal: Charter.Goal?
    var actions = Charter.Actions(permissions: [])
    /// The limits; nil where zone or currency are not given.
    var constraints: Charter.Constraints?
    /// The limits that could be read whatever zone and currency are.
    var limits = DraftLimits()
    var escalation: Charter.Escalation?
    var review: [Charter.Review] = []
    var owner: Charter.Ownership?
    var autonomy = Charter.Autonomy()
    /// False when something was left out.
    var isComplete = true

    init(root: YAMLNode) { self.root = root }

    /// The place of a value by its keys; where the path ends early, the last place that is there.
    func place(_ keys: String...) -> SourcePosition {
        var node = root
        for key in keys {
            guard let next = node[key] else { return node.position }
            node = next
        }
        return node.position
    }

    /// The charter, where nothing is missing.
    var charter: Charter? {
        guard isComplete, let agent, let purpose, let goal, let constraints, let escalation, let owner
        else { return nil }
        var charter = Charter(
            agent: agent, purpose: purpose, goal: goal, actions: actions, constraints: constraints,
            escalation: escalation, review: review, owner: owner)
        charter.autonomy = autonomy
        return charter
    }
}

/// The limits of a draft, each with its own unit, so that arithmetic does not need the currency of the charter.
struct DraftLimits {
    var zone: Zone?
    var currency: Currency?
    var money: [Charter.MoneyCap] = []
    var change: [Charter.ChangeLimit] = []
    var touches: [Charter.TouchLimit] = []
    var evidence: [Charter.EvidenceRule] = []
    var data: Charter.DataRule?
    var offers: Charter.OfferRule?
    var content: Charter.ContentRule?
    var channels: [String] = []
    var markets: [String] = []
    var lawfulBasis: Charter.LawfulBasis?
    var quietHours: Charter.QuietHours?

    /// The constraints, where zone and currency are known.
    var constraints: Charter.Constraints? {
        guard let zone, let currency else { return nil }
        var constraints = Charter.Constraints(zone: zone, currency: currency)
        constraints.money = money
        constraints.change = change
        constraints.touches = touches
        constraints.evidence = evidence
        constraints.data = data
        constraints.offers = offers
        constraints.content = content
        constraints.channels = channels
        constraints.markets = markets
        constraints.lawfulBasis = lawfulBasis
        constraints.quietHours = quietHours
        return constraints
    }
}
