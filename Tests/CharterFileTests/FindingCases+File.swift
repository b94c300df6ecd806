import CharterFile

enum FindingCases {
    static let nested = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
    static let purpose = "purpose: More orders from paid search at a cost that leaves a margin."

    static let never = Bases.part("never:\n", to: "constraints:\n")

    static let file: [FindingCase] = [
        FindingCase(
            .notYAML,
            fails: [
                "[DE, AT] => [DE, AT", "kind: outcome => kind: outcome: again",
                "{ metric: margin, floor: 32 % } => { metric: margin, floor: \"32 % }",
            ],
            passes: ["to: owner => to: \"owner\"", "[DE, AT] => [ DE , AT ]", "kind: outcome => kind: \"outcome\""]),
        FindingCase(
            .tooLarge, fails: ["[DE, AT] => \(nested)", "kind: outcome => kind: \(nested)", "[pricing] => \(nested)"],
            passes: [
                "[campaign, metrics] => [ campaign , metrics , age_band ]", "[DE, AT] => [DE]",
                "[pricing] => [pricing, strategy]",
            ]),
        FindingCase(
            .severalDocuments,
            fails: ["actions: => ---\nactions:", "autonomy: => ...\n---\nautonomy:", "owner:\n => ---\nowner:\n"],
            passes: [
                "kind: outcome => kind: outcome # ---", "charter: => ---\ncharter:",
                "highest: sampled => highest: sampled\n...",
            ]),
        FindingCase(
            .alias,
            fails: [
                "900 EUR => &most 900 EUR", "[DE, AT] => &here [DE, AT]",
                "900 EUR => &most 900 EUR && 20000 EUR => *most",
            ],
            passes: [
                "campaign: \"launch *\" => campaign: \"*launch\"", "900 EUR => 800 EUR",
                "purpose: More => purpose: A & B, more",
            ]),
        FindingCase(
            .tag,
            fails: ["900 EUR => !!str 900 EUR", "[DE, AT] => !set [DE, AT]", "charter: => %YAML 1.1\n---\ncharter:"],
            passes: [
                "campaign: \"launch *\" => campaign: \"!launch\"", "purpose: More => purpose: Now! More",
                "[DE, AT] => [\"DE\"]",
            ]),
        FindingCase(
            .mergeKey,
            fails: [
                "kind: outcome => <<: { kind: outcome }", "time_zone: => <<: [{ x: y }]\n  time_zone:",
                "to: owner => <<: owner\n  to: owner",
            ],
            passes: [
                "currency: EUR => currency: EUR # <<: *base", "\(purpose) => purpose: \"<< more\"",
                "kind: outcome => kind: outcome # <<",
            ]),
        FindingCase(
            .duplicateKey,
            fails: [
                "kind: outcome => kind: outcome\n  kind: outcome", "currency: EUR => currency: EUR\n  currency: EUR",
                "{ cap: 900 EUR, => { cap: 900 EUR, cap: 9000 EUR,",
            ],
            passes: [
                "- tool: ads.pause\n => - tool: ads.query\n    - tool: ads.pause\n", "  kind: outcome\n => ",
                "[DE, AT] => [DE, CH]",
            ]),
        FindingCase(
            .tab,
            fails: [
                "  currency: EUR => \tcurrency: EUR", "  kind: outcome => \tkind: outcome",
                "  to: owner => \tto: owner",
            ],
            passes: [
                "kind: outcome => kind: outcome\t# a tab behind a value", "currency: EUR => currency:    EUR",
                "\(purpose) => purpose: \"A\\tB more\"",
            ]),
        FindingCase(
            .ambiguousWord,
            fails: ["[DE, AT] => [DE, NO]", "[campaign, metrics] => [campaign, on]", "\(purpose) => purpose: yes"],
            passes: ["[DE, AT] => [DE, \"NO\"]", "[campaign, metrics] => [campaign, \"on\"]", "[DE, AT] => [DE, NL]"]),
    ]

    static let structure: [FindingCase] = [
        FindingCase(
            .unknownKey,
            fails: [
                "channels: => chanels:", "kind: outcome => kinds: outcome",
                "{ cap: 900 EUR, per: day, => { cap: 900 EUR, per: day, unless: asked,",
            ],
            passes: [
                "\n  highest: sampled => ", "  kind: outcome\n => ",
                "channels: [paid_search] => channels: [paid_search, display]",
            ]),
        FindingCase(
            .wrongKind,
            fails: [
                "currency: EUR => currency: [EUR, GBP]", "[DE, AT] => DE",
                "may_pause: anyone => may_pause: { who: anyone }",
            ],
            passes: [
                "may_change: [owner] => may_change: owner", "[DE, AT] => [DE]",
                "ask: [role:search-lead] => ask: role:search-lead",
            ]),
        FindingCase(
            .emptyValue,
            fails: [
                "\(purpose) => purpose:", "currency: EUR => currency:", "markets: [DE, AT] => markets: []",
                "\(purpose) => purpose: \" \"", "campaign: \"launch *\" => campaign: \"\"",
                "may_pause: anyone => may_pause: []", "\(never) => never: []\n",
                "\(bands) => unprotected: { agreed_by: role:cfo, reason: n/a } && [protect, purchases] => [purchases]",
            ],
            passes: [
                "[DE, AT] => [DE, AT, CH]", "\(purpose) => purpose: Orders.", "markets: [DE, AT] => markets: [AT]",
            ]),
        FindingCase(
            .missingField,
            fails: ["\(purpose)\n => ", "per: day, over: account } => per: day }", "  time_zone: Europe/Berlin\n => "],
            passes: [
                "  then_sample: 15 %\n => ", "  kind: outcome\n => ",
                "answers_questions: owner => answers_questions: role:help",
            ]),
        FindingCase(
            .conflictingKeys,
            fails: [
                "per: day, => per: day, in_any: 7 d,", "in_any: 24 h, => in_any: 24 h, per: day,",
                "kind: outcome => unprotected: { agreed_by: owner, reason: none }",
            ],
            passes: ["per: month, => in_any: 30 d,", "per: day, => in_any: 24 h,", "in_any: 24 h, => per: day,"]),
        FindingCase(
            .unknownWord,
            fails: [
                "direction: up => direction: upwards", "then: hold => then: wait", "[paid_search] => [paid search]",
            ],
            passes: [
                "highest: sampled => highest: probation", "then: hold => then: escalate",
                "[paid_search] => [paid_social]",
            ]),
        FindingCase(
            .numberWithoutUnit,
            fails: [
                "answer_within: 3 h => answer_within: 3", "at_most: 2 times => at_most: 2",
                "probation: 60 decisions => probation: 60",
            ],
            passes: [
                "probation: 60 decisions => probation: 1 decision", "answer_within: 3 h => answer_within: 90 min",
                "at_most: 2 times => at_most: 1 time",
            ]),
        FindingCase(
            .badValue,
            fails: [
                "answer_within: 3 h => answer_within: three hours", "by: 40 %, => by: forty per cent,",
                "charter: search-budgets => charter: Search Budgets",
            ],
            passes: [
                "by: 40 %, => by: 40.5 %,", "answer_within: 3 h => answer_within: 3 h # three hours",
                "charter: search-budgets => charter: search_2",
            ]),
        FindingCase(
            .badDate,
            fails: [
                "by: 2025-06-30 => by: 30.06.2025", "by: 2025-06-30 => by: 2025-06-31",
                "2025-01-01/2025-03-31 => 2025-03-31/2025-01-01",
            ],
            passes: [
                "by: 2025-06-30 => by: 2028-02-29", "by: 2025-06-30 => by: \"2025-07-01\"",
                "2025-01-01/2025-03-31 => 2024-02-29/2025-03-31",
            ]),
        FindingCase(
            .percentOfWhat,
            fails: [
                "change: 10 % of current => change: 10 %", "change: 25 % of current => change: 25 %",
                "when:\n    - { confidence => when:\n    - { sentiment: negative, in_more_than: 5 % }\n    - { confidence",
            ],
            passes: [
                "by: 40 %, => by: 45 %,", "change: 10 % of current => change: 12.5 % of current",
                "when:\n    - { confidence => when:\n    - { sentiment: negative, in_more_than: 5 % of replies }\n    - { confidence",
            ]),
    ]

    static let dimensions: [FindingCase] = [
        FindingCase(
            .missingGoal, fails: ["goal:\n => aim:\n", "goal:\n => goals:\n", "goal:\n => target:\n"],
            passes: [
                "direction: up => direction: \"up\"", "target: +12 % => target: +20 %",
                "by: 2025-06-30 => by: 2025-12-31",
            ]),
        FindingCase(
            .missingActions,
            fails: ["actions:\n => action:\n", "actions:\n => tools:\n", "actions:\n => permissions:\n"],
            passes: ["    - tool: ads.delete\n => ", "    - about: [pricing]\n => ", "    - tool: ads.resume\n => "]),
        FindingCase(
            .missingConstraints,
            fails: [
                "constraints:\n => constraint:\n", "constraints:\n => limits:\n", "constraints:\n => guardrails:\n",
            ],
            passes: ["[DE, AT] => [DE]", "900 EUR => 950 EUR", "then: hold => then: refuse"]),
        FindingCase(
            .missingEscalation,
            fails: ["escalation:\n => escalations:\n", "escalation:\n => ask:\n", "escalation:\n => stop:\n"],
            passes: [
                "    - { moved: any_metric, by_more_than: 40 %, within: 24 h }\n => ", "75 % } => 70 % }",
                "answer_within: 6 h => answer_within: 2 h",
            ]),
        FindingCase(
            .missingReview, fails: ["review:\n => reviews:\n", "review:\n => check:\n", "review:\n => meetings:\n"],
            passes: [
                "takes: 45 min => takes: 1 h", "takes: 10 min => takes: 20 min",
                "[patterns] => [patterns, constraints]",
            ]),
        FindingCase(
            .missingOwner,
            fails: [
                "owner:\n  person => owners:\n  person", "owner:\n  person => who:\n  person",
                "owner:\n  person => accountable:\n  person",
            ],
            passes: [
                "[jonas.weber@shop.example] => [j.weber@shop.example]", "lena.hofmann@ => l.hofmann@",
                "may_pause: anyone => may_pause: [owner, role:cmo]",
            ]),
    ]
}
