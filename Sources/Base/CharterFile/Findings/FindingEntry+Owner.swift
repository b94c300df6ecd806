extension FindingEntry {
    static let owner: [(CharterFinding.Code, FindingEntry)] = [
        (
            .ownerIsTeam,
            FindingEntry(
                .error,
                "A team is nobody in particular. Accountability cannot be distributed.",
                bad: "person: The marketing team",
                good: "person: sarah.chen@example.com")
        ),
        (
            .ownerIsList,
            FindingEntry(
                .error,
                "Two owners are none. Name one, and the others as deputies.",
                bad: "person: [a@example.com, b@example.com]",
                good: "person: a@example.com, deputies: [b@example.com]")
        ),
        (
            .ownerIsMachine,
            FindingEntry(
                .error,
                "The AI is making the decisions: that is not an owner. A person has to answer.",
                bad: "owner: The AI is making the decisions",
                good: "person: sarah.chen@example.com")
        ),
        (
            .ownerWithoutAddress,
            FindingEntry(
                .error,
                "A name is not enough to find the person or to check a signature.",
                bad: "person: Sarah Chen",
                good: "person: sarah.chen@example.com")
        ),
        (
            .noDeputy,
            FindingEntry(
                .warning,
                "Nobody stands in; the agent pauses whenever the owner is away.",
                bad: "owner: { person: … }",
                good: "deputies: [deputy@example.com]")
        ),
        (
            .deputyIsOwner,
            FindingEntry(
                .error,
                "The deputy is the owner again, or the same deputy twice.",
                bad: "deputies: [owner@example.com]",
                good: "deputies: [deputy@example.com]")
        ),
        (
            .ownerMayNotPause,
            FindingEntry(
                .warning,
                "The owner is not among those who may pause the agent.",
                bad: "may_pause: [role:cmo]",
                good: "may_pause: anyone")
        ),
    ]
}
