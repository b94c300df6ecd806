import Vocabulary

/// The charter file as a table: every key, what may stand under it, whether it is needed, and how a change of
/// it moves authority.
enum CharterShape {
    /// The whole file.
    static let charter = Record(
        noun: "a charter",
        fields: [
            Field(
                "charter", .leaf(.agent), .required(.missingField), moves: .fixed,
                "the agent's name; stays the same for its whole life"),
            Field(
                "purpose", .leaf(.sentence), .required(.missingField), moves: .neutral,
                "why the agent exists, in a sentence that a newcomer understands"),
            Field(
                "goal", .record(goal), .required(.missingGoal), moves: .inside,
                "the outcome the agent works for: a metric, a direction, a number, a date, and what must not suffer"),
            Field(
                "actions", .record(actions), .required(.missingActions), moves: .inside,
                "what the agent may do, may do with approval, and may never do; what is not listed is never allowed"),
            Field(
                "constraints", .record(constraints), .required(.missingConstraints), moves: .inside,
                "the limits on everything it does; the strictest holds"),
            Field(
                "escalation", .record(escalation), .required(.missingEscalation), moves: .inside,
                "when the agent stops and asks, whom, and until when they answer"),
            Field(
                "review", .list(.record(review), atLeast: 1), .required(.missingReview), moves: .fewerItems,
                "when people look at what it did; each review that is missed lowers the agent's stage"
            ).like(
                "[{ every: day, what: [dashboard, anomalies, escalation_queue], takes: 15 min, who: owner }, { every: week, what: [patterns, constraints], takes: 60 min, who: owner }]"
            ),
            Field(
                "owner", .record(owner), .required(.missingOwner), moves: .inside,
                "the one person who answers for the agent, and who may do what with it"),
            Field(
                "autonomy", .record(autonomy), moves: .inside,
                "how the agent earns its freedom; absent, the safe defaults hold"),
        ])

    /// An organisation's file: what no charter may loosen.
    static let organisation = Record(
        noun: "an organisation's file",
        fields: [
            Field("organisation", .leaf(.agent), .required(.missingField), moves: .fixed, "the organisation's name"),
            Field(
                "constraints", .record(constraints), .required(.missingConstraints), moves: .inside,
                "limits that hold for every agent beside its own"),
            Field(
                "never", .list(.variants(prohibitions), atLeast: 1), moves: .fewerItems,
                "what no agent may do"),
            Field(
                "metrics", .list(.record(metric), atLeast: 1), moves: .neutral,
                "what is added to the catalogue of metrics; what a charter in force names keeps its formula, unit and direction"
            ),
            Field(
                "owner", .record(owner), .required(.missingOwner), moves: .inside,
                "who answers for these limits"),
        ])

    private static let metric = Record(
        noun: "a metric of its own",
        fields: [
            Field("metric", .leaf(.metric), .required(.missingField), moves: .neutral, "its name in charters").like(
                "cost_per_visit"),
            Field("meaning", .leaf(.sentence), .required(.missingField), moves: .neutral, "what it is").like(
                "spend per click that stayed"),
            Field(
                "unit", .word(MetricUnit.allCases.map(\.rawValue)), .required(.missingField), moves: .neutral,
                "what it is counted in"
            ).like("money"),
            Field(
                "better", .word(GoalDirection.allCases.map(\.rawValue)), .required(.missingField), moves: .neutral,
                "which way is better"
            ).like("down"),
            Field(
                "formula", .leaf(.formula), .required(.missingField), moves: .neutral,
                "`counted` where a source reports it, or the sum of one counted metric over that of another"),
            Field(
                "grain", .word(EntityKind.allCases.map(\.rawValue)), .required(.missingField), moves: .neutral,
                "the finest object that it exists for"
            ).like("ad"),
            Field("source", .leaf(.source), .required(.missingField), moves: .neutral, "where it comes from"),
            Field(
                "lag", .leaf(.duration), .required(.missingField), moves: .neutral,
                "how long after the fact its source is usually complete"
            ).like("24 h"),
            Field(
                "kind", .word(["outcome", "proxy"]), moves: .neutral,
                "`proxy` where it stands for something else that matters; absent, `outcome`"),
            Field(
                "counter_metrics", .list(.leaf(.metric), atLeast: 1), .required(.missingField), moves: .neutral,
                "of these one has to be protected where it is the goal"
            ).like("[purchases]"),
        ])

    static let goal = Record(
        noun: "a goal",
        fields: [
            Field(
                "improve", .leaf(.metric), .required(.missingField), moves: .fixed,
                "the metric to improve, by its name in the catalogue (`mandate metric list`)"),
            Field(
                "direction", .word(["up", "down"]), .required(.goalWithoutDirection), moves: .fixed,
                "which way is better"
            ).like("down"),
            Field(
                "target", .leaf(.target), .required(.goalWithoutTarget), moves: .fixed,
                "how far: a signed share of the baseline (`-15 %`) or the value to reach with its unit (`45 GBP`)"),
            Field(
                "by", .leaf(.date), .required(.goalWithoutDate), moves: .larger,
                "the last day on which it counts, in the charter's zone; after it nothing is proposed"),
            Field(
                "baseline", .variants(baselines), .required(.goalWithoutBaseline), moves: .fixed,
                "what it is measured against; until it is known the agent stays in shadow"),
            Field(
                "kind", .mappingOr(proxy, .word(["outcome", "proxy"])), moves: .fixed,
                "`outcome` (the default), or what the metric stands for: `{ proxy_for: \"audience trust\" }`"),
            Field(
                "protect", .list(.record(band), atLeast: 1), moves: .fewerItems,
                "counter-metrics and their bands; the goal does not count while one is outside"
            ).like("[{ metric: purchases, floor: 95 % of baseline }]"),
            Field(
                "unprotected", .record(waiver), moves: .fixed,
                "a recorded decision to protect nothing, in place of `protect`"),
            Field(
                "precedence", .list(.leaf(.metric), atLeast: 2), moves: .fixed,
                "who wins in a conflict, first first, for people to read and to judge by; `protect` stands for all protected metrics, which nothing may break whatever stands here"
            ).like("[protect, cost_per_purchase]"),
            Field(
                "in_the_interest_of", .word(["company", "customer", "both"]), .required(.missingField), moves: .fixed,
                "for whom decisions are made; shown in every explanation"
            ).like("both"),
            Field(
                "trade_offs", .leaf(.sentence), moves: .neutral,
                "what may be given up for the goal, for people to read; needed with more than one objective; what the software holds are the bands"
            ).like("Fewer purchases are acceptable down to the edge of the band."),
        ], prose: .vagueGoal)

    private static let baselines = [
        Record(
            noun: "a measured baseline", markers: ["measured"],
            fields: [
                Field(
                    "measured", .leaf(.period), .required(.missingField), moves: .fixed,
                    "the metric over these whole days, first and last included")
            ]),
        Record(
            noun: "a given baseline", markers: ["value"],
            fields: [
                Field("value", .leaf(.value), .required(.missingField), moves: .fixed, "the value with its unit"),
                Field(
                    "source", .leaf(.sentence), .required(.baselineWithoutSource), moves: .neutral,
                    "where the value comes from"),
            ]),
    ]

    private static let proxy = Record(
        noun: "a proxy",
        fields: [
            Field(
                "proxy_for", .leaf(.sentence), .required(.unnamedProxy), moves: .neutral,
                "what really matters and the metric only stands for")
        ])

    private static let band = Record(
        noun: "a protected metric",
        fields: [
            Field("metric", .leaf(.metric), .required(.missingField), moves: .identity, "the protected metric"),
            Field(
                "floor", .leaf(.bound), moves: .smaller,
                "the least it may be: a share `of baseline` or a value"),
            Field("ceiling", .leaf(.bound), moves: .larger, "the most it may be"),
            Field(
                "per", .word(CharterWords.calendarUnits), moves: .identity,
                "for sums such as spend: the calendar unit that a value is meant for; absent, the baseline's length"),
        ], rules: [.atLeastOne(["floor", "ceiling"], .bandWithoutEnds)])

    private static let waiver = Record(
        noun: "a decision to protect nothing",
        fields: [
            Field("agreed_by", .leaf(.approver), .required(.missingField), moves: .fixed, "who agreed").like(
                "role:cfo"),
            Field("reason", .leaf(.sentence), .required(.missingField), moves: .neutral, "why nothing can suffer"),
        ])
}
