extension FindingEntry {
    static let review: [(CharterFinding.Code, FindingEntry)] = [
        (
            .vagueReview,
            FindingEntry(
                .error,
                "Somebody will look at it some time is not a rhythm.",
                bad: "review: We will check in quarterly",
                good: "review: [{ every: day, what: [dashboard], takes: 15 min, who: owner }]")
        ),
        (
            .reviewTooRare,
            FindingEntry(
                .error,
                "Nothing is looked at more often than monthly. By then the money is spent.",
                bad: "review: [{ every: quarter, … }]",
                good: "review: [{ every: day, … }, { every: week, … }]")
        ),
        (
            .noDailyReview,
            FindingEntry(
                .warning,
                """
                Nobody looks at the dashboard and the escalations every day. Early on an agent needs \
                more eyes, not fewer.
                """,
                bad: "review: [{ every: week, … }]",
                good: "{ every: day, what: [dashboard, anomalies], takes: 15 min, who: owner }")
        ),
        (
            .noWeeklyReview,
            FindingEntry(
                .error,
                "Nobody looks at the patterns every week; drift shows in weeks, not in days.",
                bad: "review: [{ every: day, … }]",
                good: "{ every: week, what: [patterns, constraints], takes: 60 min, who: owner }")
        ),
        (
            .reviewWithoutPerson,
            FindingEntry(
                .error,
                "A review that nobody holds is not held.",
                bad: "{ every: week, what: [patterns], takes: 60 min }",
                good: "who: owner")
        ),
        (
            .reviewWithoutTime,
            FindingEntry(
                .error,
                "A review that takes less than a minute, or more than its whole interval, is not held.",
                bad: "takes: 0 min",
                good: "takes: 15 min")
        ),
    ]
}
