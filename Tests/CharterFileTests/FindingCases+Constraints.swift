import CharterFile

extension FindingCases {
    static let wholeConstraints = Bases.part("constraints:\n", to: "escalation:\n")
    static let day = "cap: 900 EUR, per: day"
    static let month = "cap: 20000 EUR, per: month"
    static let spendGoal =
        "improve: purchases => improve: spend && direction: up => direction: down && cost_per_purchase, ceiling: 105 % of baseline => purchases, floor: 90 % of baseline && [protect, purchases] => [protect, spend] && - tool: ads.pause\n => - tool: ads.query\n && tool: ads.resume => tool: ads.compare && before: [ads.pause] => before: [ads.set_daily_budget]"

    static let constraints: [FindingCase] = [
        FindingCase(
            .vagueConstraints,
            fails: [
                "\(wholeConstraints) => constraints: Be careful with money\n",
                "\(wholeConstraints) => constraints: Respect our values\n",
                "\(wholeConstraints) => constraints: none\n",
            ],
            passes: [
                "Europe/Berlin => Europe/Vienna", "\(day) => cap: 850 EUR, per: day", "then: hold => then: refuse",
            ]),
        FindingCase(
            .unknownZone, fails: ["Europe/Berlin => Berlin", "Europe/Berlin => Europe/Bonn", "Europe/Berlin => GMT+1"],
            passes: [
                "Europe/Berlin => Asia/Kolkata", "Europe/Berlin => UTC",
                "Europe/Berlin => America/Argentina/Buenos_Aires",
            ]),
        FindingCase(
            .unknownCurrency,
            fails: [
                "currency: EUR => currency: EURO", "currency: EUR => currency: ERU", "\(day) => cap: 900 EUX, per: day",
            ],
            passes: [
                "\(month) => cap: 20000.5 EUR, per: month", "min_spend: 80 EUR => min_spend: 80.50 EUR",
                "\(day) => cap: 900.00 EUR, per: day",
            ]),
        FindingCase(
            .moneyWithoutCurrency,
            fails: [
                "\(day) => cap: 900, per: day", "min_spend: 80 EUR => min_spend: 80",
                "floor: 5 EUR, ceiling => floor: \"5\", ceiling",
            ],
            passes: [
                "\(day) => cap: \"900 EUR\", per: day", "floor: 5 EUR, ceiling => floor: 5.5 EUR, ceiling",
                "min_spend: 80 EUR => min_spend: \"80 EUR\"",
            ]),
        FindingCase(
            .otherCurrency,
            fails: [
                "\(day) => cap: 900 GBP, per: day", "min_spend: 80 EUR => min_spend: 80 USD",
                "metric: margin, floor: 32 % => metric: revenue, floor: 9000 CHF",
            ],
            passes: [
                "floor: 5 EUR => floor: 5.05 EUR", "\(day) => cap: 899.99 EUR, per: day",
                "metric: margin, floor: 32 % => metric: revenue, floor: 9000 EUR",
            ]),
        FindingCase(
            .badMoney,
            fails: [
                "\(day) => cap: €900, per: day", "\(month) => cap: \"20,000 EUR\", per: month",
                "min_spend: 80 EUR => min_spend: 80.005 EUR",
            ],
            passes: [
                "\(day) => cap: 900.5 EUR, per: day",
                "min_spend: 80 EUR => min_spend: 80.05 EUR", "\(month) => cap: 20000.00 EUR, per: month",
            ]),
        FindingCase(
            .unknownMarket, fails: ["[DE, AT] => [DE, UK]", "[DE, AT] => [Germany]", "[DE, AT] => [de]"],
            passes: ["[DE, AT] => [FR, IT]", "[DE, AT] => [DE, AT, CH, GB]", "[DE, AT] => [\"NO\"]"]),
        FindingCase(
            .zeroLimit,
            fails: [
                "at_most: 2 times, in_any: 24 h => at_most: 0 times, in_any: 24 h",
                "share_of_total_spend: 12 % => share_of_total_spend: 0 %",
                "change: 25 % of current => change: 0 % of current",
            ],
            passes: [
                "by: 40 % => by: 40.5 %", "at_most: 2 times, in_any: 24 h => at_most: 1 time, in_any: 24 h",
                "share_of_total_spend: 12 % => share_of_total_spend: 0.5 %",
            ]),
        FindingCase(
            .capsContradict,
            fails: [
                "\(day) => cap: 30000 EUR, per: day",
                "\(day) => cap: 21000 EUR, per: week",
                "\(month) => cap: 800 EUR, in_any: 30 d",
            ],
            passes: [
                "\(month) => cap: 900 EUR, per: month", "\(day) => cap: 20000 EUR, per: day",
                "\(day) => cap: 6000 EUR, per: week",
            ]),
        FindingCase(
            .capNeverReached,
            fails: [
                "\(day) => cap: 100 EUR, per: day", "\(month) => cap: 90000 EUR, per: month",
                "\(month) => cap: 9999 EUR, in_any: 7 d",
            ],
            passes: [
                "\(day) => cap: 20000 EUR, per: day", "\(month) => cap: 6000 EUR, in_any: 7 d",
                "\(day) => cap: 650 EUR, per: day",
            ]),
        FindingCase(
            .limitsContradict,
            fails: [
                "\(share) => \(share)    - { tool: ads.set_daily_budget, at_most: 1 time, in_any: 48 h, over: campaign }\n",
                "\(share) => \(share)    - { tool: ads.set_daily_budget, by: 70 %, in_any: 7 d, over: campaign }\n",
                "\(share) => \(share)    - { share_of_total_spend: 20 %, in_any: 24 h, then: hold }\n",
            ],
            passes: [
                "\(share) => \(share)    - { tool: ads.set_daily_budget, at_most: 2 times, in_any: 48 h, over: campaign }\n",
                "\(share) => \(share)    - { tool: ads.set_daily_budget, by: 39 %, in_any: 7 d, over: campaign }\n",
                "\(share) => \(share)    - { share_of_total_spend: 20 %, in_any: 24 h, then: refuse }\n",
            ]),
        FindingCase(
            .limitNeverReached,
            fails: [
                "\(share) => \(share)    - { tool: ads.set_daily_budget, at_most: 50 times, in_any: 48 h, over: campaign }\n",
                "\(share) => \(share)    - { tool: ads.set_daily_budget, by: 97 %, in_any: 28 d, over: campaign }\n",
                "\(share) => \(share)    - { share_of_total_spend: 30 %, in_any: 14 d, then: hold }\n",
            ],
            passes: [
                "\(share) => \(share)    - { tool: ads.set_daily_budget, at_most: 4 times, in_any: 48 h, over: campaign }\n",
                "\(share) => \(share)    - { tool: ads.set_daily_budget, by: 96 %, in_any: 28 d, over: campaign }\n",
                "\(share) => \(share)    - { share_of_total_spend: 30 %, in_any: 14 d, then: refuse }\n",
            ]),
        FindingCase(
            .evidenceAsksNothing,
            fails: [
                "min_spend: 80 EUR => min_spend: 0 EUR", "min_age: 10 d, min_spend: 80 EUR => min_age: 0 d",
                "min_age: 10 d => min_age: 0 h",
                "\(share) => \(share)    - { leave_alone_after_change_by_others: 0 h }\n",
                "freshness: 36 h => freshness: 3650 d", "before: [ads.pause] => before: [ads.pause, ads.query]",
                "tool: ads.resume => tool: ads.create_campaign && before: [ads.pause] => before: [ads.create_campaign]",
            ],
            passes: [
                "\(share) => \(share)    - { leave_alone_after_change_by_others: 1 h }\n",
                "freshness: 36 h => freshness: 52 w",
                "min_spend: 80 EUR => min_spend: 0.01 EUR",
                "min_age: 10 d, min_spend: 80 EUR => min_spend: 80 EUR",
                "min_age: 10 d => min_age: 1 h", "before: [ads.pause] => before: [ads.pause, ads.resume]",
            ]),
        FindingCase(
            .scopeNeverCounted,
            fails: [
                "\(month), over: account => cap: 300 EUR, per: day, over: campaign",
                "\(month), over: account => cap: 90 EUR, per: day, over: ad",
                "in_any: 24 h, over: campaign => in_any: 24 h, over: ad_set",
                "in_any: 14 d, over: campaign => in_any: 14 d, over: account",
                "\(share) => \(share)    - { tool: ads.query, at_most: 9 times, in_any: 1 d, over: agent }\n && - tool: ads.pause\n => - tool: ads.pause\n    - tool: ads.query\n",
                "tool: ads.resume => tool: ads.create_campaign && \(share) => \(share)    - { tool: ads.create_campaign, at_most: 1 time, per: day, over: campaign }\n",
                "tool: ads.resume => tool: ads.set_targeting && \(share) => \(share)    - { tool: ads.set_targeting, at_most: 1 time, per: day, over: ad }\n",
            ],
            passes: [
                "\(month), over: account => \(month), over: agent",
                "in_any: 24 h, over: campaign => in_any: 24 h, over: account",
                "\(share) => \(share)    - { tool: ads.pause, at_most: 1 time, in_any: 14 d, over: ad }\n",
                "tool: ads.resume => tool: ads.set_targeting && \(share) => \(share)    - { tool: ads.set_targeting, at_most: 1 time, per: day, over: ad_set }\n",
                "tool: ads.resume => tool: ads.create_campaign && \(share) => \(share)    - { tool: ads.create_campaign, at_most: 1 time, per: day, over: agent }\n",
            ]),
        FindingCase(
            .channelsWithoutTool,
            fails: [
                "channels: [paid_search] => channels: [email]",
                "channels: [paid_search] => channels: [sms, push]",
                "tool: ads.resume => tool: ads.set_targeting && \(aimed) && channels: [paid_search] => channels: [website]",
            ],
            passes: [
                "channels: [paid_search] => channels: [email, display]",
                "channels: [paid_search] => channels: [paid_social]",
                "tool: ads.resume => tool: site.start_test && channels: [paid_search]\n => channels: [website]\n  content: { only_from: library }\n",
            ]),
        FindingCase(
            .duplicateLimit,
            fails: [
                "\(month) => cap: 700 EUR, per: day", "\(day) => cap: 8000 EUR, per: month",
                "\(month), over: account => cap: 700 EUR, per: day, over: agent",
                "\(day) => cap: 20000 EUR, per: month",
                "\(share) => \(share)    - { tool: ads.set_daily_budget, by: 90 %, in_any: 14 d, over: campaign }\n",
                "- tool: ads.pause\n => - tool: ads.pause\n    - tool: ads.pause\n",
                "- tool: ads.pause\n => - tool: ads.pause\n    - tool: ads.pause\n      when: \"entity.clicks > 9\"\n",
                "{ missing: goal_metric } => { missing: goal_metric }\n    - { missing: goal_metric, to: role:cmo }",
                "{ metric: margin, floor: 32 % } => { metric: margin, floor: 32 % }\n    - { metric: margin, floor: 30 % }",
                "\(evidence) => \(evidence)    - { min_age: 9 d, before: [ads.pause] }\n",
                "\(evidence) => \(evidence)\(evidence)",
                "\(evidence) => \(evidence)    - { min_age: 11 d, before: [ads.pause] }\n",
            ],
            passes: [
                "- tool: ads.pause\n => - tool: ads.pause\n      when: \"entity.clicks > 9\"\n    - tool: ads.pause\n      when: \"entity.clicks < 3\"\n",
                "{ missing: goal_metric } => { missing: goal_metric }\n    - { moved: any_metric, by_more_than: 90 %, within: 24 h, to: role:cmo }",
                "\(evidence) => \(evidence)    - { min_age: 9 d, before: [ads.resume] }\n",
                "\(month) => cap: 20000 EUR, per: quarter",
                "\(month), over: account => cap: 6000 EUR, per: week, over: agent",
                "\(month) => cap: 6000 EUR, per: week",
            ]),
        FindingCase(
            .floorAboveCap,
            fails: [
                "floor: 5 EUR, ceiling: 400 EUR => floor: 950 EUR, ceiling: 4000 EUR",
                "\(month) => cap: 100 EUR, per: month", "\(day) => cap: 4 EUR, per: day",
            ],
            passes: [
                "floor: 5 EUR, ceiling: 400 EUR => ceiling: 400 EUR",
                "floor: 5 EUR, ceiling: 400 EUR => floor: 300 EUR, ceiling: 400 EUR",
                "\(day) => cap: 700 EUR, per: day",
            ]),
        FindingCase(
            .capStarvesProtection,
            fails: [
                "metric: margin, floor: 32 % => metric: spend, floor: 25000 EUR, per: month",
                "metric: margin, floor: 32 % => metric: spend, floor: 120000 EUR",
                "metric: margin, floor: 32 % => metric: spend, floor: 2000 EUR, per: day",
            ],
            passes: [
                "metric: margin, floor: 32 % => metric: spend, floor: 800 EUR, per: day",
                "metric: margin, floor: 32 % => metric: spend, floor: 15000 EUR, per: month",
                "metric: margin, floor: 32 % => metric: spend, floor: 30000 EUR",
            ]),
        FindingCase(
            .changeBeyondCumulative,
            fails: [
                "change: 25 % of current => change: 45 % of current", "by: 40 % => by: 20 %",
                "change: 10 % of current => change: 41 % of current",
            ],
            passes: [
                "change: 10 % of current => change: 24 % of current",
                "change: 25 % of current => change: 40 % of current", "by: 40 % => by: 25 %",
            ]),
        FindingCase(
            .evidenceNeverReached,
            fails: [
                "min_age: 10 d => min_age: 200 d", "min_spend: 80 EUR => min_spend: 900000 EUR",
                "min_age: 10 d => min_age: 26 w",
                "\(evidence) => \(evidence)    - { not_while: [above_target], before: [ads.pause] }\n",
            ],
            passes: [
                "min_age: 10 d => min_age: 12 w", "min_age: 10 d => min_age: 90 d",
                "min_spend: 80 EUR => min_spend: 9000 EUR",
                "\(evidence) => \(evidence)    - { not_while: [in_experiment], before: [ads.pause] }\n",
            ]),
        FindingCase(
            .targetBeyondChange,
            fails: [
                "\(spendGoal) && target: +12 % => target: -99 %",
                "\(spendGoal) && target: +12 % => target: -50 % && by: 40 %, in_any: 14 d => by: 25 %, per: quarter",
                "\(spendGoal) && target: +12 % => target: -60 % && at_most: 2 times, in_any: 24 h => at_most: 1 time, in_any: 60 d",
            ],
            passes: [
                "\(spendGoal) && target: +12 % => target: -90 %", "\(spendGoal) && target: +12 % => target: -50 %",
                "\(spendGoal) && target: +12 % => target: -20 %",
            ]),
        FindingCase(
            .freshnessBelowLag,
            fails: [
                "freshness: 36 h => freshness: 1 h", "freshness: 36 h => freshness: 23 h",
                "freshness: 36 h, of: ads.metrics => freshness: 24 h, of: shop.orders",
            ],
            passes: [
                "freshness: 36 h => freshness: 7 d", "freshness: 36 h => freshness: 24 h",
                "freshness: 36 h, of: ads.metrics => freshness: 48 h, of: shop.orders && else: refuse } => else: refuse }\n    - { freshness: 36 h, of: ads.metrics, else: refuse }",
            ]),
        FindingCase(
            .unknownSource,
            fails: [
                "of: ads.metrics => of: ads.metric", "of: ads.metrics => of: warehouse",
                "of: ads.metrics => of: google",
            ],
            passes: [
                "of: ads.metrics => of: product.events && else: refuse } => else: refuse }\n    - { freshness: 36 h, of: ads.metrics, else: refuse }",
                "of: ads.metrics => of: web.events && else: refuse } => else: refuse }\n    - { freshness: 36 h, of: ads.metrics, else: refuse }",
                "of: ads.metrics => of: mail.events && else: refuse } => else: refuse }\n    - { freshness: 36 h, of: ads.metrics, else: refuse }",
            ]),
        FindingCase(
            .unknownField,
            fails: [
                "may_see: [campaign, metrics] => may_see: [campaigns, metrics]",
                "may_not_see: [email] => may_not_see: [spend]", "may_not_see: [email] => may_not_see: [ad_sets]",
                "may_see: [campaign, metrics] => may_see: [campaign, clicks]",
            ],
            passes: [
                "may_not_see: [email] => may_not_see: [phone, birthday]",
                "may_see: [campaign, metrics] => may_see: [campaign, ad_set, metrics, gender]",
                "may_not_see: [email] => may_not_see: [interest]",
            ]),
        FindingCase(
            .seenAndUnseen,
            fails: [
                "may_not_see: [email] => may_not_see: [campaign]", "may_see: [campaign, metrics] => may_see: [email]",
                "may_not_see: [email] => may_not_see: [email, metrics]",
            ],
            passes: [
                "may_see: [campaign, metrics] => may_see: [campaign, metrics, age_band]",
                "may_not_see: [email] => may_not_see: [email, name]", ", may_not_see: [email] => ",
            ]),
        FindingCase(
            .goalUnseen,
            fails: [
                "may_see: [campaign, metrics] => may_see: [campaign]",
                "may_see: [campaign, metrics] => may_see: [ad, age_band]",
                "may_see: [campaign, metrics] => may_see: [campaign, gender, interest]",
            ],
            passes: [
                "may_see: [campaign, metrics] => may_see: [metrics]",
                "may_see: [campaign, metrics] => may_see: [ad, metrics]",
                "may_not_see: [email] => may_not_see: [email, gender]",
            ]),
        FindingCase(
            .emptyQuietHours, Bases.nurture,
            fails: [
                "from: \"20:00\" => from: \"09:00\"", "to: \"09:00\" => to: \"20:00\"",
                "from: \"20:00\", to: \"09:00\" => from: \"00:00\", to: \"00:00\"",
                "from: \"20:00\", to: \"09:00\" => from: \"00:00\", to: \"23:59\"", "to: \"09:00\" => to: \"19:01\"",
            ],
            passes: [
                "from: \"20:00\", to: \"09:00\" => from: \"00:00\", to: \"23:00\"",
                "from: \"20:00\" => from: \"00:00\"", "to: \"09:00\" => to: \"20:01\"",
            ]),
        FindingCase(
            .hardlyALimit,
            fails: [
                "confidence_below: 75 % => confidence_below: 0.01 %", "by_more_than: 40 % => by_more_than: 5000 %",
                "budget_used_above: 85 % => budget_used_above: 99.99 %",
                "min_age: 10 d, min_spend: 80 EUR => min_age: 1 min, min_spend: 0.01 EUR",
                "min_age: 10 d, min_spend: 80 EUR => min_age: 5 h", "freshness: 36 h => freshness: 51 w",
                "then_sample: 15 % => then_sample: 0.1 %",
            ],
            passes: [
                "confidence_below: 75 % => confidence_below: 5 %", "by_more_than: 40 % => by_more_than: 500 %",
                "budget_used_above: 85 % => budget_used_above: 99 %",
                "min_age: 10 d, min_spend: 80 EUR => min_age: 5 h, min_spend: 80 EUR",
                "min_age: 10 d, min_spend: 80 EUR => min_age: 1 d", "freshness: 36 h => freshness: 90 d",
                "then_sample: 15 % => then_sample: 1 %",
            ]),
        FindingCase(
            .hardlyALimit, Bases.nurture,
            fails: [
                "alone: 5 %, at_most: 10 % } => alone: 5 %, at_most: 100 % }",
                "alone: 5 %, at_most: 10 % } => at_most: 100 % }",
                "alone: 5 %, at_most: 10 % } => alone: 100 %, at_most: 100 % }",
            ],
            passes: [
                "alone: 5 %, at_most: 10 % } => alone: 5 %, at_most: 99 % }",
                "alone: 5 %, at_most: 10 % } => at_most: 10 % }", "at_least: 40 % => at_least: 100 %",
            ]),
        FindingCase(
            .noFreshness,
            fails: [
                "    - { freshness: 36 h, of: ads.metrics, else: refuse }\n => ",
                "of: ads.metrics => of: web.events",
                "    - { freshness: 36 h, of: ads.metrics, else: refuse }\n => && min_age: 10 d => min_age: 12 d",
            ],
            passes: [
                "freshness: 36 h => freshness: 48 h", "else: refuse => else: hold",
                "    - { freshness: 36 h, of: ads.metrics, else: refuse }\n =>     - { freshness: 3 d, of: ads.metrics, else: escalate }\n",
            ]),
        FindingCase(
            .shareAboveWhole, Bases.nurture,
            fails: [
                "at_most: 10 % } => at_most: 110 % }", "at_least: 40 % => at_least: 101 %",
                "probation: 120 decisions => then_sample: 150 %",
            ],
            passes: [
                "at_least: 40 % => at_least: 100 %", "at_most: 10 % } => at_most: 100 % }",
                "probation: 120 decisions => probation: 120 decisions\n  then_sample: 100 %",
            ]),
        FindingCase(
            .shareAboveWhole,
            fails: [
                "share_of_total_spend: 12 % => share_of_total_spend: 101 %",
                "share_of_total_spend: 12 % => share_of_total_spend: 99.99 %",
                "share_of_total_spend: 12 %, in_any: 7 d => share_of_total_spend: 12 %, in_any: 1 h",
                "at_most: 2 times, in_any: 24 h => at_most: 1000000 times, in_any: 6 h",
                "at_most: 2 times, in_any: 24 h => at_most: 2 times, in_any: 1 s", "by: 40 % => by: 500 %",
                "change: 25 % of current => change: 900 % of current",
            ],
            passes: [
                "share_of_total_spend: 12 % => share_of_total_spend: 90 %",
                "share_of_total_spend: 12 %, in_any: 7 d => share_of_total_spend: 12 %, per: day",
                "at_most: 2 times, in_any: 24 h => at_most: 300 times, in_any: 6 h", "by: 40 % => by: 100 %",
                "change: 25 % of current => change: 40 % of current",
            ]),
    ]
}
