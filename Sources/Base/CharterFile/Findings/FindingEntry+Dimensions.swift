extension FindingEntry {
    static let dimensions: [(CharterFinding.Code, FindingEntry)] = [
        (
            .missingGoal,
            FindingEntry(
                .error,
                "Without a goal nobody can say whether the agent succeeds, the agent included.",
                bad: "(no goal)",
                good: "goal: { improve: cost_per_purchase, … }")
        ),
        (
            .missingActions,
            FindingEntry(
                .error,
                "Without a list of actions an agent has either no authority or every one.",
                bad: "(no actions)",
                good: "actions: { may: [ … ], never: [ … ] }")
        ),
        (
            .missingConstraints,
            FindingEntry(
                .error,
                "Without constraints any means to the goal is acceptable.",
                bad: "(no constraints)",
                good: "constraints: { time_zone: …, currency: …, money: [ … ] }")
        ),
        (
            .missingEscalation,
            FindingEntry(
                .error,
                "Without triggers the agent has no permission to stop and ask.",
                bad: "(no escalation)",
                good: "escalation: { to: owner, answer_within: 4 h, when: [ … ] }")
        ),
        (
            .missingReview,
            FindingEntry(
                .error,
                "Set and forget is abdication.",
                bad: "(no review)",
                good: "review: [{ every: day, … }, { every: week, … }]")
        ),
        (
            .missingOwner,
            FindingEntry(
                .error,
                "A machine cannot answer for anything; a named person has to.",
                bad: "(no owner)",
                good: "owner: { person: owner@example.com, … }")
        ),
    ]
}
