extension FindingEntry {
    static let escalation: [(CharterFinding.Code, FindingEntry)] = [
        (
            .vagueEscalation,
            FindingEntry(
                .error,
                """
                Ask when uncertain leaves it to the agent to be uncertain. A trigger is something that \
                can be measured.
                """,
                bad: "escalation: Ask when uncertain",
                good: "when: [{ confidence_below: 70 % }]")
        ),
        (
            .escalationWithoutPerson,
            FindingEntry(
                .error,
                "The agent would stop and nobody would know.",
                bad: "escalation: { answer_within: 4 h, … }",
                good: "to: owner")
        ),
        (
            .escalationWithoutDeadline,
            FindingEntry(
                .error,
                "An object that is left alone until somebody answers needs an until.",
                bad: "escalation: { to: owner, … }",
                good: "answer_within: 4 h")
        ),
        (
            .noTimeToAnswer,
            FindingEntry(
                .error,
                """
                What waits for an answer ends with its deadline. Within less than a minute it ends at once, for nobody can \
                answer that soon.
                """,
                bad: "answer_within: 0 h",
                good: "answer_within: 4 h")
        ),
        (
            .noTriggers,
            FindingEntry(
                .error,
                "Nothing makes the agent stop.",
                bad: "escalation: { to: owner, answer_within: 4 h }",
                good: "when: [{ confidence_below: 70 % }]")
        ),
        (
            .triggerNeverFires,
            FindingEntry(
                .error,
                "The threshold can never be passed.",
                bad: "confidence_below: 0 %",
                good: "confidence_below: 70 %")
        ),
        (
            .triggerAlwaysFires,
            FindingEntry(
                .warning,
                "The threshold is passed by everything; people will stop reading.",
                bad: "confidence_below: 100 %",
                good: "confidence_below: 70 %")
        ),
        (
            .slowEscalation,
            FindingEntry(
                .warning,
                "An answer within days is no answer for something that spends by the hour.",
                bad: "answer_within: 7 d",
                good: "answer_within: 4 h")
        ),
        (
            .missingTriggers,
            FindingEntry(
                .advice,
                "Nothing stops the agent when it is unsure, or when the goal's data stays away.",
                bad: "when: [{ budget_used_above: 80 % }]",
                good: "when: [{ confidence_below: 70 % }, { missing: goal_metric }]")
        ),
    ]
}
