extension CharterShape {
    static let actions = Record(
        noun: "a list of actions",
        fields: [
            Field(
                "may", .list(.record(permission), atLeast: 1), moves: .fixed,
                "tools the agent may use at once; no wildcards"),
            Field(
                "with_approval", .list(.record(approved), atLeast: 1), moves: .fixed,
                "tools it may use once a person has agreed; tried after `may`"),
            Field(
                "never", .list(.variants(prohibitions), atLeast: 1), moves: .fewerItems,
                "what nobody can allow it; beats every permission"
            ).like("[{ about: [pricing] }]"),
        ], rules: [.atLeastOne(["may", "with_approval"], .nothingAllowed)], prose: .vagueActions)

    private static let permissionFields = [
        Field(
            "tool", .leaf(.tool), .required(.missingField), moves: .identity, "the tool: `<platform class>.<verb>`"),
        Field(
            "bounds", .record(bounds), moves: .inside,
            "bounds on the amount it sets; a bound that a later entry of the tool does not name is inherited"),
        Field(
            "when", .leaf(.condition), moves: .fixed,
            "a CEL condition over facts; false goes on to the tool's next entry, an error refuses"),
    ]

    private static let permission = Record(noun: "a permission", fields: permissionFields, prose: .vagueActions)

    private static let approved = Record(
        noun: "a permission with approval",
        fields: permissionFields + [
            Field(
                "ask", .oneOrMany(.leaf(.approver)), moves: .fixed,
                "who is asked, any one of them; never who proposes; absent, the owner"),
            Field(
                "answer_within", .leaf(.duration), moves: .larger,
                "until when they answer; silence is No; absent, the escalation's deadline"),
        ], prose: .vagueActions)

    private static let bounds = Record(
        noun: "bounds",
        fields: [
            Field(
                "change", .leaf(.percentOfCurrent), moves: .larger,
                "the largest step up or down, of the value that is read at the moment of judging"),
            Field("floor", .leaf(.money), moves: .smaller, "the least the new value may be"),
            Field("ceiling", .leaf(.money), moves: .larger, "the most the new value may be"),
        ], rules: [.atLeastOne(["change", "floor", "ceiling"], .emptyValue)])

    static let prohibitions = [
        Record(
            noun: "a forbidden tool", markers: ["tool"],
            fields: [
                Field("tool", .leaf(.tool), .required(.missingField), moves: .identity, "the forbidden tool"),
                Field(
                    "when", .leaf(.condition), moves: .allowance,
                    "a CEL condition that narrows it; an error in it forbids"),
            ]),
        Record(
            noun: "something no tool may touch", markers: ["about"],
            fields: [
                Field(
                    "about", .mappingOr(entityPattern, .oneOrMany(.leaf(.label))), .required(.missingField),
                    moves: .identity,
                    "entities by name or identifier (`{ campaign: \"brand-*\" }`, with everything below them), or topics, which are what tools' names begin with (`pricing`)"
                ),
                Field(
                    "when", .leaf(.condition), moves: .allowance,
                    "a CEL condition that narrows it; an error in it forbids"),
            ]),
    ]

    static let entityPattern = Record(
        noun: "entities by name",
        fields: ["account", "campaign", "ad_set", "ad"].map {
            Field(
                $0, .leaf(.pattern), moves: .identity, "a name or identifier of the kind; `*` stands for any characters"
            )
        }, rules: [.exactlyOne(["account", "campaign", "ad_set", "ad"])])
}
