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
                    "a metric that was measured in the baseline's days, or `any_metric` for the goal's and those it protects, moved from there; pauses and lowerings go on meanwhile"
                ).like("any_metric"),
                Field("by_more_than", .leaf(.percent), .required(.missingField), moves: .larger, "how far").like(
                    "30 %"),
                Field("within", .leaf(.duration), .required(.missingField), moves: .fixed, "in how short a time").like(
                    "48 h"),
            ]),
        trigger(
            "a floor",
            [
                Field(
                    "metric", .leaf(.metric), .required(.missingField), moves: .identity,
                    "a metric that is good when it is high, such as `roas`; inactive where no source provides it"
                ).like("roas"),
                Field(
                    "below", .leaf(.value), .required(.missingField), moves: .smaller,
                    "the least it may be; what falls below is paused at once, and a person is asked"
                ).like("2 points"),
                Field(
                    "over", .word(["account", "campaign", "ad_set", "ad"]), .required(.missingField), moves: .identity,
                    "what it is measured of, each by itself; what has not spent the `min_spend` of `ads.pause` is left alone"
                ).like("campaign"),
                Field(
                    "within", .leaf(.duration), moves: .fixed,
                    "over how many of the last days, rounded up; absent, over the whole measured period"),
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
