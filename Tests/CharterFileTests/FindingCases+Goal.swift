import CharterFile

extension FindingCases {
    static let wholeGoal = Bases.part("goal:\n", to: "actions:\n")
    static let baseline = "baseline: { measured: 2025-01-01/2025-03-31 }"
    static let bands = """
        protect:
            - { metric: cost_per_purchase, ceiling: 105 % of baseline }
            - { metric: margin, floor: 32 % }
        """

    static let cost =
        "improve: purchases => improve: cost_per_purchase && direction: up => direction: down && [protect, purchases] => [protect, cost_per_purchase]"

    /// Bands on what a cost per purchase is made of, and on what suffers first.
    static func walls(_ click: String, _ rate: String) -> String {
        """
        protect:
            - { metric: purchases, floor: 90 % of baseline }
            - { metric: cost_per_click, floor: \(click) % of baseline }
            - { metric: purchase_rate, ceiling: \(rate) % of baseline }
        """
    }

    static let goal: [FindingCase] = [
        FindingCase(
            .deadlineTooFar,
            fails: [
                "by: 2025-06-30 => by: 2999-12-31", "by: 2025-06-30 => by: 2028-12-31",
                "by: 2025-06-30 => by: 2035-01-01",
            ],
            passes: [
                "by: 2025-06-30 => by: 2028-03-31", "by: 2025-06-30 => by: 2026-12-31",
                "by: 2025-06-30 => by: 2025-07-31",
            ]),
        FindingCase(
            .targetTooSmall,
            fails: [
                "target: +12 % => target: +0.01 %", "target: +12 % => target: +0.9 %",
                "\(cost) && target: +12 % => target: -0.5 %",
            ],
            passes: [
                "target: +12 % => target: +1 %", "target: +12 % => target: 4000 count",
                "target: +12 % => target: +1.5 %",
            ]),
        FindingCase(
            .vagueGoal,
            fails: [
                "\(wholeGoal) => goal: Grow the business\n", "\(wholeGoal) => goal: Make our advertising better\n",
                "\(wholeGoal) => goal: \"Awareness\"\n",
                "improve: purchases => improve: better results",
            ],
            passes: [
                "by: 2025-06-30 => by: 2025-07-31", "target: +12 % => target: +3 %",
                "purpose: More => purpose: Grow the business. More",
            ]),
        FindingCase(
            .unknownMetric,
            fails: [
                "improve: purchases => improve: sales", "metric: margin => metric: margn",
                "moved: any_metric => moved: brand_love",
            ],
            passes: [
                "metric: margin, floor: 32 % => metric: average_order_value, floor: 90 % of baseline",
                "moved: any_metric => moved: purchases",
                "metric: margin, floor: 32 % => metric: roas, floor: 3 points",
            ]),
        FindingCase(
            .goalWithoutTarget,
            fails: ["  target: +12 %\n => ", "target: +12 % => goal_value: +12 %", "target: +12 % => aim: +12 %"],
            passes: [
                "target: +12 % => target: +1 %", "target: +12 % => target: 500 count",
                "target: +12 % => target: \"+12 %\"",
            ]),
        FindingCase(
            .goalWithoutDirection,
            fails: ["  direction: up\n => ", "direction: up => goes: up", "direction: up => trend: up"],
            passes: [
                "  direction: up\n  target: +12 % =>   target: +12 %\n  direction: up",
                "direction: up => direction: \"up\"", "direction: up => direction:   up",
            ]),
        FindingCase(
            .goalWithoutDate,
            fails: [
                "  by: 2025-06-30\n => ", "by: 2025-06-30 => until: 2025-06-30",
                "by: 2025-06-30 => deadline: 2025-06-30",
            ],
            passes: [
                "by: 2025-06-30 => by: \"2025-12-31\"", "by: 2025-06-30 => by: 2026-06-30",
                "by: 2025-06-30 => by: '2025-06-30'",
            ]),
        FindingCase(
            .goalWithoutBaseline, fails: ["  \(baseline)\n => ", "baseline: => base:", "baseline: => compared_with:"],
            passes: [
                "2025-01-01/2025-03-31 => 2025-03-01/2025-03-31",
                "\(baseline) => baseline: { value: 410 count, source: shop }",
                "2025-01-01/2025-03-31 => 2024-12-01/2025-03-31",
            ]),
        FindingCase(
            .baselineWithoutSource,
            fails: [
                "\(baseline) => baseline: { value: 410 count }", "\(baseline) => baseline: { value: 1 count }",
                "\(baseline) => baseline:\n    value: 90 count",
            ],
            passes: [
                "\(baseline) => baseline:\n    value: 90 count\n    source: orders of the shop",
                "\(baseline) => baseline: { value: 410 count, source: shop report of May }",
                "\(baseline) => baseline: { value: 1 count, source: guess of the owner }",
            ]),
        FindingCase(
            .targetAgainstDirection,
            fails: [
                "target: +12 % => target: -12 %", "target: +12 % => target: -0.5 %", "direction: up => direction: down",
            ],
            passes: [
                "target: +12 % => target: 500 count", "target: +12 % => target: +0.5 %",
                "target: +12 % => target: +120 %",
            ]),
        FindingCase(
            .directionAgainstMetric,
            fails: [
                "direction: up => direction: down && target: +12 % => target: -12 %",
                "direction: up => direction: down",
                "improve: purchases => improve: cost_per_click && [protect, purchases] => [protect, cost_per_click]",
                "improve: purchases => improve: spend && [protect, purchases] => [protect, spend]",
            ],
            passes: [
                "improve: purchases => improve: margin && { metric: margin, floor: 32 % } => { metric: purchases, floor: 95 % of baseline } && [protect, purchases] => [protect, margin]",
                "improve: purchases => improve: revenue && [protect, purchases] => [protect, revenue]",
                "target: +12 % => target: +1 %",
            ]),
        FindingCase(
            .targetWithoutSign,
            fails: [
                "target: +12 % => target: 12 %", "target: +12 % => target: 0.5 %", "target: +12 % => target: 112 %",
            ],
            passes: [
                "target: +12 % => target: +112 %", "target: +12 % => target: 480 count",
                "improve: purchases => improve: margin && target: +12 % => target: 45 % && [protect, purchases] => [protect, margin] && { metric: margin, floor: 32 % } => { metric: purchases, floor: 95 % of baseline }",
            ]),
        FindingCase(
            .wrongUnit,
            fails: [
                "target: +12 % => target: 480 EUR", "target: +12 % => target: 90 d",
                "metric: margin, floor: 32 % => metric: margin, floor: 32 points",
            ],
            passes: [
                "metric: margin, floor: 32 % => metric: margin, floor: 90 % of baseline",
                "target: +12 % => target: 480 count",
                "metric: margin, floor: 32 % => metric: revenue, floor: 9000 EUR",
            ]),
        FindingCase(
            .targetOutOfReach,
            fails: [
                "target: +12 % => target: +0 %", "direction: up => direction: down && target: +12 % => target: -100 %",
                "direction: up => direction: down && target: +12 % => target: -250 %",
                "direction: up => direction: down && target: +12 % => target: -99.99 %",
                "\(cost) && cost_per_purchase, ceiling: 105 % of baseline => purchases, floor: 95 % of baseline && target: +12 % => target: 0 EUR",
                "\(cost) && cost_per_purchase, ceiling: 105 % of baseline => purchases, floor: 95 % of baseline && target: +12 % => target: 0.004 EUR",
            ],
            passes: [
                "\(cost) && cost_per_purchase, ceiling: 105 % of baseline => purchases, floor: 95 % of baseline && target: +12 % => target: 0.01 EUR",
                "target: +12 % => target: +250 %", "target: +12 % => target: +100 %", "target: +12 % => target: +0.1 %",
            ]),
        FindingCase(
            .targetAlreadyMet, Bases.nurture,
            fails: ["780 count => 900 count", "780 count => 1200 count", "target: 900 count => target: 500 count"],
            passes: [
                "target: 900 count => target: +1 %", "780 count => 899 count", "target: 900 count => target: 781 count",
            ]),
        FindingCase(
            .deadlineTooEarly,
            fails: [
                "by: 2025-06-30 => by: 2025-03-31", "by: 2025-06-30 => by: 2025-02-01",
                "2025-01-01/2025-03-31 => 2025-01-01/2025-06-30",
            ],
            passes: [
                "by: 2025-06-30 => by: 2025-04-16", "by: 2025-06-30 => by: 2025-04-30",
                "2025-01-01/2025-03-31 => 2025-01-01/2025-06-01",
            ]),
        FindingCase(
            .deadlinePassed,
            fails: [
                "\(baseline) => baseline: { measured: 2024-01-01/2024-03-31 } && by: 2025-06-30 => by: 2025-04-14",
                "\(baseline) => baseline: { measured: 2023-01-01/2023-12-31 } && by: 2025-06-30 => by: 2024-12-31",
                "\(baseline) => baseline: { measured: 2019-01-01/2019-12-31 } && by: 2025-06-30 => by: 2020-06-30",
            ],
            passes: [
                "by: 2025-06-30 => by: 2025-04-16", "by: 2025-06-30 => by: 2025-04-15",
                "by: 2025-06-30 => by: 2026-01-01",
            ]),
        FindingCase(
            .gameableGoal,
            fails: [
                "    - { metric: cost_per_purchase, ceiling: 105 % of baseline }\n => \n && metric: margin => metric: reach",
                "  \(bands)\n => && [protect, purchases] => [purchases, purchases]",
                "metric: cost_per_purchase, ceiling => metric: frequency, ceiling && metric: margin, floor: 32 % => metric: reach, floor: 90 % of baseline",
            ],
            passes: [
                "    - { metric: cost_per_purchase, ceiling: 105 % of baseline }\n => ",
                "    - { metric: margin, floor: 32 % }\n => ",
                "\(bands) => unprotected: { agreed_by: role:cfo, reason: one product at one price }",
            ]),
        FindingCase(
            .unnamedProxy,
            fails: [
                "kind: outcome => kind: proxy", "kind: outcome => kind: { }", "kind: outcome => kind: \"proxy\"",
                "kind: outcome => kind: { proxy_for: \"-\" }",
            ],
            passes: [
                "  kind: outcome\n => ", "kind: outcome => kind: { proxy_for: lifetime value }",
                "kind: outcome => kind: { proxy_for: \"trust\" }",
            ]),
        FindingCase(
            .proxyAsOutcome,
            fails: [
                "improve: purchases => improve: clicks && metric: margin, floor: 32 % => metric: purchases, floor: 99 % of baseline && [protect, purchases] => [protect, clicks]",
                "improve: purchases => improve: impressions && [protect, purchases] => [protect, impressions]",
                "improve: purchases => improve: enquiries && metric: margin, floor: 32 % => metric: purchases, floor: 99 % of baseline && [protect, purchases] => [protect, enquiries]",
            ],
            passes: [
                "improve: purchases => improve: enquiries && metric: margin, floor: 32 % => metric: purchases, floor: 99 % of baseline && [protect, purchases] => [protect, enquiries] && kind: outcome => kind: { proxy_for: orders later on }",
                "improve: purchases => improve: impressions && [protect, purchases] => [protect, impressions] && kind: outcome => kind: { proxy_for: being known }",
                "  kind: outcome\n => ",
            ]),
        FindingCase(
            .bandWithoutEnds,
            fails: [
                "metric: margin, floor: 32 % => metric: margin",
                "metric: cost_per_purchase, ceiling: 105 % of baseline => metric: cost_per_purchase",
                "metric: margin, floor: 32 % => metric: revenue, per: month",
            ],
            passes: [
                "metric: cost_per_purchase, ceiling: 105 % of baseline => metric: cost_per_purchase, ceiling: 60 EUR",
                "metric: margin, floor: 32 % => metric: churn_90d, ceiling: 7 %",
                "metric: margin, floor: 32 % => metric: margin, floor: 32 %, ceiling: 70 %",
            ]),
        FindingCase(
            .protectContradictsGoal,
            fails: [
                "\(cost) && target: +12 % => target: -15 % && \(bands) => \(walls("100", "100"))",
                "\(cost) && target: +12 % => target: -15 % && \(bands) => \(walls("95", "105"))",
                "metric: cost_per_purchase, ceiling: 105 % => metric: clicks, ceiling: 105 % && metric: margin, floor: 32 % => metric: purchase_rate, ceiling: 105 % of baseline",
                "improve: purchases => improve: purchase_rate && [protect, purchases] => [protect, purchase_rate] && metric: cost_per_purchase, ceiling: 105 % => metric: click_to_purchase_rate, ceiling: 105 % && metric: margin, floor => metric: purchases, floor: 95 % of baseline }\n    - { metric: margin, floor",
                "metric: margin, floor: 32 % => metric: purchases, ceiling: 110 % of baseline",
                "metric: margin, floor: 32 % => metric: purchases, ceiling: 480 count && target: +12 % => target: 500 count",
                "improve: purchases => improve: roas && metric: cost_per_purchase, ceiling: 105 % of baseline => metric: revenue, ceiling: 100 % of baseline && metric: margin, floor: 32 % => metric: spend, floor: 95 % of baseline && [protect, purchases] => [protect, roas]",
            ],
            passes: [
                "\(cost) && target: +12 % => target: -15 % && \(bands) => \(walls("85", "100"))",
                "\(cost) && target: +12 % => target: -15 % && \(bands) => \(walls("90", "110"))",
                "metric: margin, floor: 32 % => metric: purchases, floor: 90 % of baseline",
                "metric: margin, floor: 32 % => metric: purchases, ceiling: 112 % of baseline",
                "improve: purchases => improve: roas && metric: cost_per_purchase, ceiling: 105 % of baseline => metric: revenue, floor: 90 % of baseline, ceiling: 120 % of baseline && metric: margin, floor: 32 % => metric: spend, floor: 95 % of baseline && [protect, purchases] => [protect, roas]",
            ]),
        FindingCase(
            .protectsWrongSide,
            fails: [
                "cost_per_purchase, ceiling: 105 % of baseline => cost_per_purchase, floor: 95 % of baseline",
                "metric: margin, floor: 32 % => metric: margin, ceiling: 60 %",
                "improve: purchases => improve: reach && metric: margin, floor: 32 % => metric: frequency, floor: 2 points && [protect, purchases] => [protect, reach] && kind: outcome => kind: { proxy_for: being known }",
            ],
            passes: [
                "cost_per_purchase, ceiling: 105 % of baseline => cost_per_purchase, floor: 50 % of baseline, ceiling: 100 % of baseline",
                "metric: margin, floor: 32 % => metric: spend, floor: 9000 EUR",
                "improve: purchases => improve: reach && metric: margin, floor: 32 % => metric: frequency, ceiling: 3 points && [protect, purchases] => [protect, reach] && kind: outcome => kind: { proxy_for: being known }",
            ]),
        FindingCase(
            .bandTooWide,
            fails: [
                "ceiling: 105 % of baseline => ceiling: 900 % of baseline",
                "metric: margin, floor: 32 % => metric: margin, floor: 49 % of baseline",
                "metric: margin, floor: 32 % => metric: average_order_value, floor: 0 EUR",
            ],
            passes: [
                "ceiling: 105 % of baseline => ceiling: 200 % of baseline",
                "metric: margin, floor: 32 % => metric: margin, floor: 50 % of baseline",
                "metric: margin, floor: 32 % => metric: spend, ceiling: 900 % of baseline",
            ]),
        FindingCase(
            .bandBrokenAlready,
            fails: [
                "metric: margin, floor: 32 % => metric: purchases, floor: 130 % of baseline",
                "ceiling: 105 % of baseline => ceiling: 90 % of baseline",
                "metric: margin, floor: 32 % => metric: purchases, floor: 501 count && { measured: 2025-01-01/2025-03-31 } => { value: 500 count, source: the shop's books }",
            ],
            passes: [
                "metric: margin, floor: 32 % => metric: purchases, floor: 100 % of baseline",
                "ceiling: 105 % of baseline => ceiling: 100 % of baseline",
                "metric: margin, floor: 32 % => metric: purchases, floor: 500 count && { measured: 2025-01-01/2025-03-31 } => { value: 500 count, source: the shop's books }",
            ]),
        FindingCase(
            .goalWithoutPrecedence,
            fails: [
                "  precedence: [protect, purchases]\n => ",
                "precedence: [protect, purchases] => order: [protect, purchases]",
                "    - { metric: margin, floor: 32 % }\n => &&   precedence: [protect, purchases]\n => ",
            ],
            passes: [
                "[protect, purchases] => [cost_per_purchase, margin, purchases]",
                "[protect, purchases] => [purchases, protect]",
                "[protect, purchases] => [margin, cost_per_purchase, purchases]",
            ]),
        FindingCase(
            .precedenceIncomplete,
            fails: [
                "[protect, purchases] => [protect, margin]", "[protect, purchases] => [protect, purchases, clicks]",
                "[protect, purchases] => [margin, purchases]",
            ],
            passes: [
                "[protect, purchases] => [purchases, protect, cost_per_purchase]",
                "[protect, purchases] => [protect, purchases, margin]",
                "[protect, purchases] => [purchases, margin, cost_per_purchase]",
            ]),
        FindingCase(
            .goalWithoutTradeOffs,
            fails: [
                "Cost may rise by a twentieth while orders rise. => \"x\"",
                "Cost may rise by a twentieth while orders rise. => N/A",
                "  trade_offs: Cost may rise by a twentieth while orders rise.\n => ", "trade_offs: => compromise:",
                "    - { metric: margin, floor: 32 % }\n => && trade_offs: Cost => trade_off: Cost",
            ],
            passes: [
                "trade_offs: Cost may rise => trade_offs: \"Cost: may rise\" # ",
                "trade_offs: Cost => trade_offs: The cost",
                "trade_offs: Cost may rise by a twentieth while orders rise. => trade_offs: None at all.",
            ]),
    ]
}
