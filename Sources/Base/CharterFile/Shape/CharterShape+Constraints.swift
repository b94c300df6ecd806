extension CharterShape {
    static let constraints = Record(
        noun: "constraints",
        fields: [
            Field(
                "time_zone", .leaf(.zone), .required(.missingField), moves: .fixed,
                "the zone of every calendar window (`per:`) and date"),
            Field(
                "currency", .leaf(.currency), .required(.missingField), moves: .fixed,
                "the one currency of the charter; amounts are never converted"),
            Field(
                "money", .list(.record(cap), atLeast: 1), moves: .fewerItems,
                "caps on the platform's worst-case bill; every tool that spends needs one"
            ).like("[{ cap: 1250 GBP, per: day, over: account }]"),
            Field(
                "change", .list(.variants(changes), atLeast: 1), moves: .fewerItems,
                "limits on how often and how far things are changed"),
            Field(
                "touches", .list(.record(touch), atLeast: 1), moves: .fewerItems,
                "limits on how often one person is contacted; all channels together, and per channel where named"),
            Field(
                "evidence", .list(.variants(evidence), atLeast: 1), moves: .fewerItems,
                "what has to be known before a tool is used; unknown refuses"),
            Field("data", .record(data), moves: .part, "which fields of data the agent is shown"),
            Field("offers", .record(offers), moves: .part, "what it may give away"),
            Field("content", .record(content), moves: .part, "where what it shows comes from"),
            Field(
                "channels", .list(.word(CharterWords.channels), atLeast: 1), moves: .moreItems,
                "the channels it may use; asked of tools that create or contact, since an audience has none of its own"),
            Field(
                "markets", .list(.leaf(.market), atLeast: 1), moves: .moreItems,
                "the markets it may use, ISO 3166-1 in two letters; asked of tools that create, target or contact"),
            Field(
                "lawful_basis", .word(CharterWords.lawfulBases), moves: .fixed,
                "why personal data may be used (article 6(1) GDPR)"),
            Field("quiet_hours", .record(quietHours), moves: .inside, "hours in which nobody is contacted"),
        ], prose: .vagueConstraints)

    static let windowFields = [
        Field(
            "per", .word(CharterWords.calendarUnits), moves: .identity,
            "a calendar window in the charter's zone; weeks begin on Monday"),
        Field("in_any", .leaf(.duration), moves: .identity, "a rolling window of this length, looking back from now"),
    ]

    private static func over(_ example: String, _ what: String) -> Field {
        Field("over", .word(CharterWords.scopes), .required(.missingField), moves: .identity, what).like(example)
    }

    private static let cap = Record(
        noun: "a money cap",
        fields: [
            Field(
                "cap", .leaf(.money), .required(.missingField), moves: .larger,
                "the most that may be billed in the window, whose days are the account's, since it is billed by them; reached "
                    + "or unknown, raising effects are refused, and a run lowers or pauses what no longer fits")
        ] + windowFields + [
            over(
                "account",
                "`account`, or `agent`, which is the same: what its tools reach is in the account; nothing smaller is counted"
            ),
            Field(
                "counts", .word(["worst_case_bill"]), moves: .fixed,
                "billed, not yet reported, and the worst case of standing budgets until the window ends; the default"),
        ], rules: [.exactlyOne(["per", "in_any"])])

    private static let tool = Field(
        "tool", .leaf(.tool), .required(.missingField), moves: .identity, "the tool that is limited")

    private static let changes = [
        Record(
            noun: "a limit on how often", markers: ["at_most"],
            fields: [
                tool,
                Field(
                    "at_most", .leaf(.times), .required(.missingField), moves: .larger,
                    "how often it runs in the window; holds count; one more is refused"),
            ] + windowFields + [
                over(
                    "campaign",
                    "what is counted together: all it does, or what is on each campaign, ad set or ad; what is on nothing of that kind is refused"
                )
            ], rules: [.exactlyOne(["per", "in_any"])]),
        Record(
            noun: "a cumulative limit", markers: ["by"],
            fields: [
                tool,
                Field(
                    "by", .leaf(.percent), .required(.missingField), moves: .larger,
                    "how far its changes add up, of the value at the window's start; beyond is refused"
                ).like("30 %"),
            ] + windowFields + [
                over("campaign", "each thing whose amount is set, by itself: `campaign` for daily budgets")
            ], rules: [.exactlyOne(["per", "in_any"])]),
        Record(
            noun: "a limit on the share of spend", markers: ["share_of_total_spend"],
            fields: [
                Field(
                    "share_of_total_spend", .leaf(.percent), .required(.missingField), moves: .larger,
                    "money moved, paused or begun, of the account's spend in the measured period: a new or resumed campaign counts with its budget, one that is shown to others with its spend; holds count; a move counts once, also where it is undone; what Mandate does by itself for a cap or a floor does not count"
                )
            ] + windowFields + [
                Field(
                    "then", .word(CharterWords.answers), .required(.missingField), moves: .smaller,
                    "what happens when it is reached")
            ], rules: [.exactlyOne(["per", "in_any"])]),
        Record(
            noun: "respect for others' changes", markers: ["leave_alone_after_change_by_others"],
            fields: [
                Field(
                    "leave_alone_after_change_by_others", .leaf(.duration), .required(.missingField), moves: .smaller,
                    "how long an entity is left alone after somebody else changed it; refused until then")
            ]),
    ]

    private static let touch = Record(
        noun: "a limit on contacts",
        fields: [
            Field(
                "at_most", .leaf(.times), .required(.missingField), moves: .larger,
                "how often one person is contacted in the window; one more is refused")
        ] + windowFields + [
            Field("category", .leaf(.label), moves: .identity, "only contacts of this category"),
            Field("channel", .word(CharterWords.channels), moves: .identity, "only contacts on this channel"),
        ], rules: [.exactlyOne(["per", "in_any"])])

    private static let before = Field(
        "before", .list(.leaf(.tool), atLeast: 1), .required(.missingField), moves: .fewerItems,
        "the tools it is asked before")

    private static let evidence = [
        Record(
            noun: "a minimum of evidence", markers: ["min_age", "min_spend"],
            fields: [
                Field("min_age", .leaf(.duration), moves: .smaller, "how old the entity is at least"),
                Field("min_spend", .leaf(.money), moves: .smaller, "how much it has spent at least"),
                before,
            ], rules: [.atLeastOne(["min_age", "min_spend"], .missingField)]),
        Record(
            noun: "a protected state", markers: ["not_while"],
            fields: [
                Field(
                    "not_while", .list(.word(CharterWords.states), atLeast: 1), .required(.missingField),
                    moves: .fewerItems, "states in which the entity is left alone"),
                before,
            ]),
        Record(
            noun: "a freshness", markers: ["freshness"],
            fields: [
                Field(
                    "freshness", .leaf(.duration), .required(.missingField), moves: .larger,
                    "how old the source's newest data may be; tools that act on ads need one of `ads.metrics`"),
                Field("of", .leaf(.source), .required(.missingField), moves: .identity, "the source"),
                Field(
                    "else", .word(CharterWords.answers), .required(.missingField), moves: .smaller,
                    "what happens when it is older or its age is unknown"),
            ]),
    ]
}
