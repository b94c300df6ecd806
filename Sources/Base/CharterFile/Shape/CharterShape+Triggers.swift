extension CharterShape {
    /// Person and deadline of one trigger; absent, the escalation's hold.
    private static let answering = [
        Field("to", .leaf(.approver), moves: .fixed, "who is asked for this one"),
        Field("answer_within", .leaf(.duration), moves: .larger, "until when they answer this one"),
    ]

    private static func trigger(_ noun: String, _ fields: [Field]) -> Record {
        Record(noun: noun, markers: [fields[0].key], fields: fields + answering)
    }

    static let triggers = [
        trigger(
            "a confidence trigger",
            [
                Field(
                    "confidence_below", .leaf(.percent), .required(.missingField), moves: .smaller,
                    "the reasoner is less sure of a proposal than this"
                ).like("70 %")
            ]),
        trigger(
            "a movement trigger",
            [
                Field(
                    "moved", .leaf(.metric), .required(.missingField), moves: .identity,
                    "a metric, or `any_metric`, moved from its baseline"
                ).like("any_metric"),
                Field("by_more_than", .leaf(.percent), .required(.missingField), moves: .larger, "how far").like(
                    "30 %"),
                Field("within", .leaf(.duration), .required(.missingField), moves: .fixed, "in how short a time").like(
                    "48 h"),
            ]),
        trigger(
            "a budget trigger",
            [
                Field(
                    "budget_used_above", .leaf(.percent), .required(.missingField), moves: .larger,
                    "billed and not yet reported money is above this share of a cap"
                ).like("80 %")
            ]),
        trigger(
            "a wish for a human",
            [
                Field(
                    "asked_for", .word(["human"]), .required(.missingField), moves: .fixed,
                    "a person asks for a human")
            ]),
        trigger(
            "a sentiment trigger",
            [
                Field(
                    "sentiment", .word(["negative"]), .required(.missingField), moves: .fixed, "the tone of replies"),
                Field(
                    "in_more_than", .leaf(.percentOfReplies), .required(.missingField), moves: .larger,
                    "in what share of them"),
            ]),
        trigger(
            "repeated requests",
            [
                Field(
                    "asked_by_one_person", .leaf(.times), .required(.missingField), moves: .larger,
                    "one person asks for a change this often"
                ).like("2 times")
            ]),
        trigger(
            "a concern",
            [
                Field(
                    "concern", .list(.leaf(.label), atLeast: 1), .required(.missingField), moves: .fewerItems,
                    "one of these topics comes up"
                ).like("[legal]")
            ]),
        trigger(
            "missing data",
            [
                Field(
                    "missing", .word(["goal_metric"]), .required(.missingField), moves: .fixed,
                    "the goal's metric has no data")
            ]),
        trigger(
            "a condition",
            [
                Field(
                    "condition", .leaf(.condition), .required(.missingField), moves: .fixed,
                    "a CEL condition over facts is true; an error in it on data that is there fires")
            ]),
    ]
}
