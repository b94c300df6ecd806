import CharterFile
import Foundation

extension FindingCases {
    static let wholeEscalation = Bases.part("escalation:\n", to: "review:\n")
    static let wholeReview = Bases.part("review:\n", to: "owner:\n  person")
    static let wholeOwner = Bases.part("owner:\n  person", to: "autonomy:\n")
    static let daily = "  - { every: day, what: [dashboard], takes: 10 min, who: owner }\n"
    static let weekly = "  - { every: week, what: [patterns], takes: 45 min, who: owner }\n"
    static let unsure = "    - { confidence_below: 75 % }\n"

    static let escalation: [FindingCase] = [
        FindingCase(
            .vagueEscalation,
            fails: [
                "\(wholeEscalation) => escalation: If something looks odd\n",
                "\(wholeEscalation) => escalation: Use good judgement\n",
                "\(wholeEscalation) => escalation: when needed\n",
            ],
            passes: [
                "    - { moved: any_metric, by_more_than: 40 %, within: 24 h }\n => ", "75 % } => 60 % }",
                "85 % } => 90 % }",
            ]),
        FindingCase(
            .escalationWithoutPerson,
            fails: ["  to: owner\n => ", "  to: owner =>   person: owner", "  to: owner =>   ask: owner"],
            passes: [
                "  to: owner =>   to: \"owner\"", "  to: owner =>   to: role:search-lead",
                "  to: owner =>   to: jonas.weber@shop.example",
            ]),
        FindingCase(
            .escalationWithoutDeadline,
            fails: [
                "  answer_within: 6 h\n => ", "answer_within: 6 h => within: 6 h",
                "answer_within: 6 h => deadline: 6 h",
            ],
            passes: [
                "answer_within: 6 h => answer_within: 2 d", "answer_within: 6 h => answer_within: 30 min",
                "answer_within: 6 h => answer_within: 1 d",
            ]),
        FindingCase(
            .noTimeToAnswer,
            fails: [
                "answer_within: 6 h => answer_within: 0 h", "answer_within: 3 h => answer_within: 0 min",
                "75 % } => 75 %, answer_within: 0 d }", "answer_within: 6 h => answer_within: 1 s",
            ],
            passes: [
                "answer_within: 6 h => answer_within: 1 h", "answer_within: 3 h => answer_within: 5 min",
                "75 % } => 75 %, answer_within: 1 d }",
            ]),
        FindingCase(
            .noTriggers,
            fails: [
                "  when:\n    - { confidence =>   triggers:\n    - { confidence",
                "  when:\n    - { confidence =>   if:\n    - { confidence",
                "  when:\n    - { confidence =>   conditions:\n    - { confidence",
            ],
            passes: [
                "    - { missing: goal_metric }\n => ", unsure + " => ", "    - { budget_used_above: 85 % }\n => ",
            ]),
        FindingCase(
            .triggerNeverFires,
            fails: [
                "confidence_below: 75 % => confidence_below: 0 %",
                "budget_used_above: 85 % => budget_used_above: 100 %", "within: 24 h } => within: 0 h }",
                "{ missing: goal_metric } => { metric: purchases, below: 0 count, over: campaign }",
            ],
            passes: [
                "within: 24 h } => within: 1 h }", "confidence_below: 75 % => confidence_below: 1 %",
                "budget_used_above: 85 % => budget_used_above: 99 %",
            ]),
        FindingCase(
            .triggerAlwaysFires,
            fails: [
                "confidence_below: 75 % => confidence_below: 100 %", "by_more_than: 40 % => by_more_than: 0 %",
                "budget_used_above: 85 % => budget_used_above: 0 %",
                "{ missing: goal_metric } => { metric: purchase_rate, below: 100 %, over: campaign }",
            ],
            passes: [
                "budget_used_above: 85 % => budget_used_above: 1 %",
                "confidence_below: 75 % => confidence_below: 99.9 %", "by_more_than: 40 % => by_more_than: 1 %",
            ]),
        FindingCase(
            .slowEscalation,
            fails: [
                "answer_within: 6 h => answer_within: 7 d", "answer_within: 6 h => answer_within: 49 h",
                "75 % } => 75 %, answer_within: 2 w }",
            ],
            passes: [
                "answer_within: 6 h => answer_within: 5 min", "answer_within: 6 h => answer_within: 48 h",
                "75 % } => 75 %, answer_within: 2 d }",
            ]),
        FindingCase(
            .missingTriggers,
            fails: [
                "\(unsure) => ", "    - { missing: goal_metric }\n => ",
                "\(unsure) => && { missing: goal_metric } => { asked_for: human }",
            ],
            passes: [
                "    - { moved: any_metric, by_more_than: 40 %, within: 24 h }\n => ",
                "    - { budget_used_above: 85 % }\n => ", "75 % } => 50 % }",
            ]),
    ]

    static let review: [FindingCase] = [
        FindingCase(
            .vagueReview,
            fails: [
                "\(wholeReview) => review: Somebody looks in from time to time\n",
                "\(wholeReview) => review: quarterly\n",
                "\(wholeReview) => review: [now and then, at year end]\n",
            ],
            passes: [
                "takes: 45 min => takes: 44 min", "takes: 45 min => takes: 1 h",
                "[dashboard] => [dashboard, anomalies]",
            ]),
        FindingCase(
            .reviewTooRare,
            fails: [
                "\(daily)\(weekly) =>   - { every: quarter, what: [patterns], takes: 45 min, who: owner }\n",
                "\(daily) => && every: week => every: month",
                "every: day => every: quarter && every: week => every: month",
            ],
            passes: [
                "takes: 45 min => takes: 50 min", "every: day, => every: month, && every: week => every: week",
                "\(weekly) => \(weekly)  - { every: month, what: [goal], takes: 2 h, who: owner }\n",
            ]),
        FindingCase(
            .noDailyReview, fails: ["\(daily) => ", "every: day => every: month", "every: day => every: quarter"],
            passes: [
                "[dashboard] => [dashboard, anomalies]", "takes: 10 min => takes: 5 min",
                "\(weekly) => \(weekly)  - { every: quarter, what: [goal], takes: 2 h, who: owner }\n",
            ]),
        FindingCase(
            .noWeeklyReview, fails: ["\(weekly) => ", "every: week => every: month", "every: week => every: quarter"],
            passes: [
                "\(weekly) => \(weekly)  - { every: month, what: [goal], takes: 2 h, who: owner }\n",
                "every: day => every: month", "takes: 45 min => takes: 2 h",
            ]),
        FindingCase(
            .reviewWithoutPerson,
            fails: [
                "takes: 10 min, who: owner => takes: 10 min", "takes: 45 min, who: owner => takes: 45 min",
                "takes: 45 min, who: owner => takes: 45 min, by: owner",
            ],
            passes: [
                "takes: 10 min, who: owner => takes: 10 min, who: jonas.weber@shop.example",
                "takes: 45 min, who: owner => takes: 45 min, signed_by: [role:cmo]",
                "takes: 10 min, who: owner => takes: 10 min, who: [role:search-lead, owner]",
            ]),
        FindingCase(
            .reviewWithoutTime,
            fails: [
                "takes: 10 min => takes: 0 min", "takes: 10 min => takes: 59 s", "takes: 10 min => takes: 24 h",
                "takes: 45 min => takes: 0 h",
            ],
            passes: ["takes: 10 min => takes: 22 h", "takes: 10 min => takes: 1 min", "takes: 45 min => takes: 1 d"]),
    ]

    static let owner: [FindingCase] = [
        FindingCase(
            .ownerIsTeam,
            fails: [
                "lena.hofmann@shop.example => the growth team", "\(wholeOwner) => owner: Marketing department\n",
                "lena.hofmann@shop.example => team-search@shop.example", "lena.hofmann@ => info@",
                "jonas.weber@ => search-team@",
                "[jonas.weber@shop.example] => [jonas.weber@shop.example, office@shop.example]",
            ],
            passes: [
                "lena.hofmann@ => info.lena@", "jonas.weber@ => jonas.teamer@", "lena.hofmann@ => teresa@",
                "lena.hofmann@ => lena@", "lena.hofmann@ => teamann@",
            ]),
        FindingCase(
            .ownerIsList,
            fails: [
                "person: lena.hofmann@shop.example => person: [lena.hofmann@shop.example, jonas.weber@shop.example]",
                "person: lena.hofmann@shop.example => person: lena@shop.example, jonas@shop.example",
                "person: lena.hofmann@shop.example => person: { first: lena@shop.example }",
            ],
            passes: [
                "[jonas.weber@shop.example] => [jonas.weber@shop.example, lena2@shop.example]",
                "[jonas.weber@shop.example] => [jonas.weber@shop.example, ada@shop.example]",
                "lena.hofmann@ => lena+jonas@",
            ]),
        FindingCase(
            .ownerIsMachine,
            fails: [
                "lena.hofmann@shop.example => the algorithm", "\(wholeOwner) => owner: The system decides by itself\n",
                "lena.hofmann@shop.example => bot@shop.example", "lena.hofmann@ => no-reply@",
                "lena.hofmann@ => chatgpt@",
                "jonas.weber@ => ai-agent@",
            ],
            passes: [
                "lena.hofmann@ => claude.monet@", "lena.hofmann@ => systema@", "lena.hofmann@ => abbott@",
                "lena.hofmann@ => maia@",
            ]),
        FindingCase(
            .ownerWithoutAddress,
            fails: [
                "lena.hofmann@shop.example => Lena Hofmann", "lena.hofmann@shop.example => lena",
                "\(wholeOwner) => owner: Lena Hofmann\n",
            ],
            passes: [
                "lena.hofmann@ => l@", "lena.hofmann@ => Lena.Hofmann@",
                "lena.hofmann@shop.example => lh@mail.shop.example",
            ]),
        FindingCase(
            .noDeputy,
            fails: ["  deputies: [jonas.weber@shop.example]\n => ", "deputies: => deputy:", "deputies: => stand_in:"],
            passes: [
                "[jonas.weber@shop.example] => [j@w.example]", "[jonas.weber@ => [ada@",
                "[jonas.weber@shop.example] => [a@b.example, c@d.example]",
            ]),
        FindingCase(
            .deputyIsOwner,
            fails: [
                "[jonas.weber@shop.example] => [lena.hofmann@shop.example]",
                "[jonas.weber@shop.example] => [Lena.Hofmann@shop.example]",
                "[jonas.weber@shop.example] => [jonas.weber@shop.example, jonas.weber@shop.example]",
            ],
            passes: [
                "[jonas.weber@shop.example] => [lena.hofmann@other.example]",
                "[jonas.weber@shop.example] => [lena@shop.example]",
                "[jonas.weber@shop.example] => [jonas.weber@shop.example, ada@shop.example]",
            ]),
        FindingCase(
            .ownerMayNotPause,
            fails: [
                "may_pause: anyone => may_pause: [role:cmo]", "may_pause: anyone => may_pause: role:support",
                "may_pause: anyone => may_pause: [jonas.weber@shop.example]",
            ],
            passes: [
                "may_pause: anyone => may_pause: [role:cmo, owner]", "may_pause: anyone => may_pause: [owner]",
                "may_pause: anyone => may_pause: [lena.hofmann@shop.example, role:cmo]",
            ]),
    ]

    static let autonomy: [FindingCase] = [
        FindingCase(
            .noProbation,
            fails: [
                "probation: 60 decisions => probation: 0 decisions", "probation: 60 decisions => probation: 0 decision",
                "probation: 60 decisions => probation: \"0 decisions\"",
            ],
            passes: [
                "probation: 60 decisions => probation: 10 decisions",
                "probation: 60 decisions => probation: 1 decision", "  probation: 60 decisions\n => ",
            ]),
        FindingCase(
            .shortProbation, Bases.nurture,
            fails: [
                "probation: 120 decisions => probation: 60 decisions",
                "probation: 120 decisions => probation: 99 decisions", "probation: 120 decisions => highest: sampled",
            ],
            passes: [
                "probation: 120 decisions => probation: 101 decisions",
                "probation: 120 decisions => probation: 100 decisions",
                "probation: 120 decisions => probation: 5000 decisions",
            ]),
        FindingCase(
            .noSampling,
            fails: [
                "then_sample: 15 % => then_sample: 0 %",
                "then_sample: 15 %\n  highest: sampled => then_sample: 0 %\n  highest: autonomous",
                "then_sample: 15 %\n  highest: sampled => then_sample: 0 %",
            ],
            passes: [
                "then_sample: 15 % => then_sample: 100 %", "then_sample: 15 % => then_sample: 0.1 %",
                "then_sample: 15 %\n  highest: sampled => then_sample: 0 %\n  highest: probation",
            ]),
    ]

    static let all =
        file + structure + dimensions + goal + actions + grants + constraints + escalation + review + owner + autonomy

    /// A slice for tests that every charter passes alike; all of them with MANDATE_PROVE=1.
    static let everyThird = stride(
        from: 0, to: all.count, by: ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1" ? 1 : 3
    ).map { all[$0] }
}
