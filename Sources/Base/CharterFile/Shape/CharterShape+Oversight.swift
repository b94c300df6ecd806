extension CharterShape {
    static let data = Record(
        noun: "a rule on data",
        fields: [
            Field(
                "may_see", .list(.leaf(.label), atLeast: 1), .required(.missingField), moves: .moreItems,
                "fields it is shown; all others are left out"
            ).like("[campaign, metrics]"),
            Field("may_not_see", .list(.leaf(.label), atLeast: 1), moves: .fewerItems, "fields it is never shown"),
        ])

    static let offers = Record(
        noun: "a rule on offers",
        fields: [
            Field("discount", .record(discount), moves: .inside, "how deep a discount may be"),
            Field("margin", .record(margin), moves: .inside, "what has to be left"),
        ], rules: [.atLeastOne(["discount", "margin"], .emptyValue)])

    private static let discount = Record(
        noun: "a rule on discounts",
        fields: [
            Field("alone", .leaf(.percent), moves: .allowance, "the deepest it may give by itself; absent, none").like(
                "15 %"),
            Field(
                "at_most", .leaf(.percent), .required(.missingField), moves: .larger,
                "the deepest at all; between the two a person agrees"
            ).like("20 %"),
        ])

    private static let margin = Record(
        noun: "a rule on margin",
        fields: [
            Field(
                "at_least", .leaf(.percent), .required(.missingField), moves: .smaller, "the least margin that is left"
            ).like("30 %")
        ])

    static let content = Record(
        noun: "a rule on content",
        fields: [
            Field(
                "only_from", .leaf(.library), .required(.missingField), moves: .fixed,
                "the library of approved content; nothing else is shown"),
            Field("voice", .leaf(.library), moves: .fixed, "the guideline for voice and tone"),
        ])

    static let quietHours = Record(
        noun: "quiet hours",
        fields: [
            Field("from", .leaf(.clock), .required(.missingField), moves: .fixed, "when they begin"),
            Field(
                "to", .leaf(.clock), .required(.missingField), moves: .fixed,
                "when they end, not included; before `from` means the next day"),
            Field(
                "in", .word(["recipient_zone", "charter_zone"]), .required(.missingField), moves: .fixed,
                "whose clock counts; a recipient whose zone is unknown is not contacted"),
        ])

    static let escalation = Record(
        noun: "an escalation",
        fields: [
            Field(
                "to", .leaf(.approver), .required(.escalationWithoutPerson), moves: .fixed,
                "who is asked unless a trigger names someone else"
            ).like("owner"),
            Field(
                "answer_within", .leaf(.duration), .required(.escalationWithoutDeadline), moves: .larger,
                "until when they answer; reminders at 50 % and 80 %"),
            Field(
                "when", .list(.variants(triggers), atLeast: 1), .required(.noTriggers), moves: .fewerItems,
                "what makes the agent stop; the object is left alone until a person decides"),
        ], prose: .vagueEscalation)

    static let review = Record(
        noun: "a review",
        fields: [
            Field(
                "every", .word(CharterWords.reviewUnits), .required(.missingField), moves: .identity,
                "how often, by the calendar"),
            Field(
                "what", .list(.leaf(.label), atLeast: 1), .required(.missingField), moves: .fewerItems,
                "what is looked at"
            ).like("[dashboard, anomalies, escalation_queue]"),
            Field(
                "takes", .leaf(.duration), .required(.missingField), moves: .smaller,
                "how long people are to take for it; stated for them, not measured"
            )
            .like("15 min"),
            Field("who", .oneOrMany(.leaf(.approver)), moves: .fixed, "who holds it; each of them can").like("owner"),
            Field(
                "signed_by", .oneOrMany(.leaf(.approver)), moves: .fewerItems, "who all have to sign that it was held"),
        ], rules: [.atLeastOne(["who", "signed_by"], .reviewWithoutPerson)], prose: .vagueReview)

    static let owner = Record(
        noun: "an owner",
        fields: [
            Field(
                "person", .leaf(.person), .required(.missingField), moves: .fixed,
                "one person, by e-mail address; never a team or a list"),
            Field(
                "deputies", .list(.leaf(.person), atLeast: 1), moves: .moreItems,
                "who stands in, first first; without one an absent owner pauses the agent"
            ).like("[deputy@example.com]"),
            Field(
                "may_change", .oneOrMany(.leaf(.approver)), .required(.missingField), moves: .moreItems,
                "who may change the charter; widening it always takes a second person"
            ).like("[owner]"),
            Field(
                "may_pause", .oneOrMany(.leaf(.pauser)), .required(.missingField),
                moves: .fixed, "who may pause the agent: `anyone`, or people"
            ).like("anyone"),
            Field(
                "answers_questions", .leaf(.approver), .required(.missingField), moves: .neutral,
                "who answers when somebody asks why; named for people, nothing is sent"
            ).like("owner"),
            Field(
                "reports_to", .record(report), moves: .fixed,
                "who is to get a report on the agent; who is asked as well when most of a question's time is over"),
        ], prose: .ownerIsTeam)

    private static let report = Record(
        noun: "a report",
        fields: [
            Field("role", .leaf(.role), .required(.missingField), moves: .fixed, "the role that gets it"),
            Field("every", .word(CharterWords.reviewUnits), .required(.missingField), moves: .fixed, "how often"),
        ])

    static let autonomy = Record(
        noun: "autonomy",
        fields: [
            Field(
                "probation", .leaf(.decisions), moves: .smaller,
                "how many decisions of a tool are approved one by one first; 50 by default, 100 for irreversible tools"),
            Field(
                "then_sample", .leaf(.percent), moves: .smaller,
                "the share of decisions that a person still sees afterwards; 10 % by default"
            ).like("10 %"),
            Field(
                "highest", .word(CharterWords.stages), moves: .larger,
                "the highest stage it can reach; autonomous by default; a lower one in a new version brings tools down"),
        ])
}
