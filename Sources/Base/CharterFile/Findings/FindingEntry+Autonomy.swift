extension FindingEntry {
    static let autonomy: [(CharterFinding.Code, FindingEntry)] = [
        (
            .noProbation,
            FindingEntry(
                .error,
                "Autonomy is earned: without a sandbox at least one decision is approved one by one.",
                bad: "probation: 0 decisions",
                good: "probation: 50 decisions")
        ),
        (
            .shortProbation,
            FindingEntry(
                .warning,
                """
                An irreversible tool is granted; the first 100 of its decisions should be approved one \
                by one.
                """,
                bad: "probation: 50 decisions with ads.delete",
                good: "probation: 100 decisions")
        ),
        (
            .noSampling,
            FindingEntry(
                .warning,
                "After probation nobody looks at single decisions any more.",
                bad: "then_sample: 0 %",
                good: "then_sample: 10 %")
        ),
    ]
}
