import Vocabulary

/// The judgement of a draft beyond its shape. Each check looks at values, not at names, and notes what it
/// finds.
struct Checks {
    let draft: CharterDraft
    let context: CharterContext
    let values: FixValues
    var findings: Findings
    /// The entries whose condition can only be true, by their places; known once conditions are checked.
    var alwaysTrue: Set<SourcePosition> = []
    /// How many evaluations are left to look for facts that change a condition: a bound on the time that a file can take.
    var evaluations = 100_000

    init(_ draft: CharterDraft, _ context: CharterContext, _ findings: Findings) {
        self.draft = draft
        self.context = context
        values = FixValues(draft.root, context)
        self.findings = findings
    }

    /// Every check there is.
    mutating func all() {
        checkConditions()
        checkGoal()
        checkProtection()
        checkActions()
        checkNeeds()
        checkConstraints()
        checkCaps()
        checkCounts()
        checkScopes()
        checkReach()
        checkRepeats()
        checkWords()
        checkTimes()
        checkSlack()
        checkEscalation()
        checkTimeToAnswer()
        checkReview()
        checkOwner()
        checkAutonomy()
        checkOrganisation()
    }

    var goal: Charter.Goal? { draft.goal }
    var limits: DraftLimits { draft.limits }
    var permissions: [Charter.Permission] { draft.actions.permissions }

    /// Tools that are granted, with what is known of them, each once and in order of granting.
    var grantedTools: [ToolTraits] {
        var seen: Set<ToolName> = []
        return permissions.compactMap { seen.insert($0.tool).inserted ? context.tools[$0.tool] : nil }
    }
}
