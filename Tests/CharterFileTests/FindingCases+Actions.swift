import CharterFile

extension FindingCases {
    static let wholeActions = Bases.part("actions:\n", to: "constraints:\n")
    static let money = """
          money:
            - { cap: 900 EUR, per: day, over: account }
            - { cap: 20000 EUR, per: month, over: account }

        """
    static let budgets = """
            - tool: ads.set_daily_budget
              bounds: { change: 10 % of current, floor: 5 EUR, ceiling: 400 EUR }
              when: "entity.clicks > 50"

        """
    static let asked = """
            - tool: ads.set_daily_budget
              bounds: { change: 25 % of current }
              ask: [role:search-lead]
              answer_within: 3 h

        """
    static let resume = "    - tool: ads.resume\n"
    static let evidence = "    - { min_age: 10 d, min_spend: 80 EUR, before: [ads.pause] }\n"
    static let share = "    - { share_of_total_spend: 12 %, in_any: 7 d, then: hold }\n"
    static let aimed =
        "\(share) => \(share)    - { tool: ads.set_targeting, at_most: 2 times, per: day, over: campaign }\n"
    static let sum = "    - { tool: ads.set_daily_budget, by: 40 %, in_any: 14 d, over: campaign }\n"

    static let actions: [FindingCase] = [
        FindingCase(
            .vagueActions,
            fails: [
                "\(wholeActions) => actions: Whatever the platforms offer\n",
                "\(wholeActions) => actions: Do what the ad platforms let you do\n",
                "\(wholeActions) => actions: everything\n",
                "\(wholeActions) => actions: { may: [use available tools] }\n",
                "\(wholeActions) => actions: { may: whatever the platform offers }\n",
                "- tool: ads.pause => - tool: whatever is there",
            ],
            passes: [
                "- tool: ads.resume => - tool: ads.compare", "tool: ads.pause => tool: ads.query",
                "[pricing] => [pricing, positioning]",
            ]),
        FindingCase(
            .nothingAllowed,
            fails: [
                "\(wholeActions) => actions:\n  never: [{ tool: ads.delete }]\n", "\(wholeActions) => actions: {}\n",
                "\(wholeActions) => actions:\n  never:\n    - about: [pricing]\n",
            ],
            passes: [
                "    - tool: ads.delete\n => ", "\(wholeActions) => actions: { may: [{ tool: ads.pause }] }\n",
                "\(wholeActions) => actions: { with_approval: [{ tool: ads.resume }] }\n",
            ]),
        FindingCase(
            .wildcardTool,
            fails: [
                "- tool: ads.pause => - tool: ads.*", "- tool: ads.pause => - tool: \"*\"",
                "tool: ads.resume => tool: all",
            ],
            passes: [
                "campaign: \"launch *\" => campaign: \"launch*\"", "- tool: ads.pause => - tool: ads.compare",
                "tool: ads.resume => tool: ads.query",
            ]),
        FindingCase(
            .unknownTool,
            fails: [
                "- tool: ads.pause => - tool: ads.stop", "- tool: ads.delete => - tool: ads.remove",
                "before: [ads.pause] => before: [ads.puase]",
            ],
            passes: [
                "before: [ads.pause] => before: [ads.pause, ads.set_daily_budget]",
                "tool: ads.resume => tool: business.budget_left", "- tool: ads.delete => - tool: ads.set_targeting",
            ]),
        FindingCase(
            .strategicTool,
            fails: [
                "- tool: ads.resume => - tool: pricing.set", "- tool: ads.pause => - tool: positioning.rewrite",
                "- tool: ads.resume => - tool: charter.apply",
            ],
            passes: [
                "[pricing] => [pricing, positioning, target_market]", "[pricing] => [pricing, charter]",
                "- tool: ads.resume => - tool: business.escalate",
            ]),
        FindingCase(
            .allowedAndForbidden,
            fails: [
                "tool: ads.delete => tool: ads.pause", "tool: ads.delete => tool: ads.resume",
                "tool: ads.delete => tool: ads.set_daily_budget",
                "tool: ads.delete => tool: ads.set_daily_budget\n      when: \"entity.clicks > 50\"",
            ],
            passes: [
                "tool: ads.delete => tool: ads.set_daily_budget\n      when: \"entity.clicks > 5000\"",
                "tool: ads.delete => tool: ads.set_targeting", "tool: ads.delete => tool: ads.set_bid",
                "tool: ads.delete => tool: ads.pause\n      when: \"entity.age_days < 3\"",
            ]),
        FindingCase(
            .unlimitedStep,
            fails: [
                "change: 10 % of current, floor: 5 EUR, ceiling: 400 EUR => ceiling: 950 EUR && bounds: { change: 25 % of current } => bounds: { ceiling: 1200 EUR } && \(sum) => ",
                "change: 10 % of current, floor: 5 EUR, ceiling: 400 EUR => floor: 5 EUR && bounds: { change: 25 % of current } => bounds: { floor: 1 EUR } && \(sum) => ",
                "- tool: ads.pause => - tool: ads.set_bid\n      bounds: { floor: 0.10 EUR }",
            ],
            passes: [
                "change: 10 % of current, floor: 5 EUR, ceiling: 400 EUR => ceiling: 60 EUR && bounds: { change: 25 % of current } => bounds: { ceiling: 90 EUR } && \(sum) => ",
                "change: 10 % of current, floor: 5 EUR, ceiling: 400 EUR => ceiling: 950 EUR && bounds: { change: 25 % of current } => bounds: { ceiling: 1200 EUR }",
                "- tool: ads.pause => - tool: ads.set_bid\n      bounds: { ceiling: 2 EUR }",
                "change: 10 % of current => change: 12 % of current",
            ]),
        FindingCase(
            .limitlessAction,
            fails: [
                "\(evidence) => && \(share) => ", "- tool: ads.pause => - tool: sales.route_lead",
                "- tool: ads.pause => - tool: ads.set_targeting", "- tool: ads.pause => - tool: ads.set_bid",
                "\(evidence) => && \(share) => && - tool: ads.pause\n => - tool: ads.pause\n      when: \"entity.clicks >= 0\"\n",
                "\(evidence) => && \(share) => && - tool: ads.pause => - tool: ads.resume && \(resume)  never => \(resume)  never",
            ],
            passes: [
                "- tool: ads.pause\n => - tool: ads.pause\n      when: \"entity.clicks > 9\"\n", "\(evidence) => ",
                "\(share) => ",
            ]),
        FindingCase(
            .spendingWithoutCap,
            fails: [
                "\(money) => ", "\(money) => && \(resume) => ", "\(money) => && tool: ads.resume => tool: ads.set_bid",
            ],
            passes: [
                "per: month, over: account => per: month, over: agent",
                "    - { cap: 20000 EUR, per: month, over: account }\n => ",
                "    - { cap: 900 EUR, per: day, over: account }\n => ",
            ]),
        FindingCase(
            .irreversibleInMay,
            fails: [
                "- tool: ads.pause\n => - tool: ads.delete\n && tool: ads.delete\n    - about => tool: ads.set_bid\n    - about",
                "- tool: ads.pause => - tool: social.post", "- tool: ads.pause => - tool: email.send",
            ],
            passes: [
                "- tool: ads.pause => - tool: ads.set_targeting && \(aimed)",
                "- tool: ads.pause => - tool: ads.resume && \(resume)  never =>   never",
                "tool: ads.resume => tool: ads.query",
            ]),
        FindingCase(
            .contactWithoutLimit, Bases.nurture,
            fails: [
                "  touches:\n    - { at_most: 2 times, in_any: 7 d }\n    - { at_most: 1 time, per: month, category: offer, channel: email }\n => ",
                "  touches: =>   touch:", "  touches: =>   contacts:", "    - { at_most: 2 times, in_any: 7 d }\n => ",
                "at_most: 2 times, in_any: 7 d => at_most: 2 times, in_any: 7 d, category: offer",
                "at_most: 2 times, in_any: 7 d => at_most: 2 times, in_any: 7 d, channel: sms",
                "at_most: 2 times, in_any: 7 d => at_most: 2 times, in_any: 1 s",
                "at_most: 2 times, in_any: 7 d => at_most: 100000 times, in_any: 7 d",
                "at_most: 2 times, in_any: 7 d => at_most: 4 times, per: day",
            ],
            passes: [
                "    - { at_most: 1 time, per: month, category: offer, channel: email }\n => ",
                "at_most: 2 times, in_any: 7 d => at_most: 2 times, in_any: 7 d, channel: email",
                "at_most: 2 times, in_any: 7 d => at_most: 3 times, per: day", "at_most: 2 times => at_most: 1 time",
            ]),
        FindingCase(
            .contactWithoutBasis, Bases.nurture,
            fails: [
                "  lawful_basis: consent\n => ", "lawful_basis: => lawful_base:",
                "lawful_basis: consent => basis: consent",
            ],
            passes: [
                "lawful_basis: consent => lawful_basis: legal_obligation",
                "lawful_basis: consent => lawful_basis: contract",
                "lawful_basis: consent => lawful_basis: legitimate_interest",
            ]),
        FindingCase(
            .contactWithoutQuietHours, Bases.nurture,
            fails: [
                "  quiet_hours: { from: \"20:00\", to: \"09:00\", in: recipient_zone }\n => ", "quiet_hours: => quiet:",
                "quiet_hours: => silence:",
            ],
            passes: ["\"09:00\" => \"07:30\"", "\"20:00\" => \"22:30\"", "recipient_zone => charter_zone"]),
        FindingCase(
            .publishingWithoutLibrary, Bases.nurture,
            fails: [
                "  content: { only_from: library/released }\n => ", "content: { => contents: {",
                "  content: { only_from: library/released }\n => && - tool: email.send\n => - tool: social.post\n",
            ],
            passes: [
                "library/released => docs/approved", "library/released => library/released/2025",
                "library/released } => library/released, voice: library/tone.md }",
            ]),
        FindingCase(
            .offerWithoutLimit, Bases.nurture,
            fails: [
                "  offers: { discount: { alone: 5 %, at_most: 10 % }, margin: { at_least: 40 % } }\n => ",
                "offers: { => offer: {",
                "tool: offers.set_discount => tool: offers.give_discount && offers: { => rebates: {",
            ],
            passes: ["at_most: 10 % } => at_most: 8 % }", "alone: 5 %, => ", ", margin: { at_least: 40 % } => "]),
        FindingCase(
            .targetingWithoutMarkets,
            fails: [
                "tool: ads.resume => tool: ads.set_targeting && \(aimed) && channels: [paid_search]\n => content: { only_from: library }\n",
                "tool: ads.resume => tool: ads.create_campaign && markets: [DE, AT]\n => content: { only_from: library }\n",
                "tool: ads.resume => tool: social.post && markets: [DE, AT]\n => content: { only_from: library }\n",
            ],
            passes: [
                "tool: ads.resume => tool: ads.create_campaign",
                "tool: ads.resume => tool: ads.set_targeting && \(aimed)",
                "markets: [DE, AT]\n => content: { only_from: library }\n",
            ]),
    ]

    static let grants: [FindingCase] = [
        FindingCase(
            .relativeWithoutCumulative,
            fails: [
                "\(sum) => ", "tool: ads.set_daily_budget, by: 40 %, => tool: ads.pause, by: 40 %,",
                "tool: ads.resume => tool: ads.set_bid\n      bounds: { change: 5 % of current }",
                "by: 40 %, in_any: 14 d => by: 40 %, in_any: 1 h", "by: 40 %, in_any: 14 d => by: 20 %, in_any: 23 h",
                "at_most: 2 times, in_any: 24 h => at_most: 1 time, in_any: 14 d",
                "at_most: 2 times, in_any: 24 h => at_most: 1 time, per: week && by: 40 %, in_any: 14 d => by: 40 %, per: week",
            ],
            passes: [
                "by: 40 %, in_any: 14 d => by: 40 %, in_any: 24 h", "by: 40 %, in_any: 14 d => by: 40 %, per: day",
                "at_most: 2 times, in_any: 24 h => at_most: 1 time, in_any: 13 d", "by: 40 %, => by: 90 %,",
                "in_any: 14 d, => per: week,",
                "tool: ads.resume => tool: ads.set_bid\n      bounds: { ceiling: 2 EUR }",
            ]),
        FindingCase(
            .asksProposer,
            fails: [
                "[role:search-lead] => [role:search-budgets]", "[role:search-lead] => [agent]",
                "to: owner => to: role:bot",
            ],
            passes: [
                "[role:search-lead] => [role:search-lead, owner]", "[role:search-lead] => owner",
                "to: owner => to: role:search-lead",
            ]),
        FindingCase(
            .notSomebody,
            fails: [
                "[role:search-lead] => [search lead]", "to: owner => to: marketing",
                "may_change: [owner] => may_change: [Lena]", "[role:search-lead] => [role:everyone]",
                "to: owner => to: role:anyone", "may_change: [owner] => may_change: [role:team]",
            ],
            passes: [
                "to: owner => to: role:marketing", "[role:search-lead] => [lena.hofmann@shop.example]",
                "may_change: [owner] => may_change: [owner, role:head-of-marketing]",
            ]),
        FindingCase(
            .approvalWithoutDeadline,
            fails: [
                "  answer_within: 6 h\n => ",
                "  answer_within: 6 h\n => && answer_within: 3 h\n => when: \"entity.clicks > 9\"\n",
                "  answer_within: 6 h\n =>   answers: 6 h\n",
            ],
            passes: [
                "answer_within: 3 h => answer_within: 20 min", "      answer_within: 3 h\n => ",
                "tool: ads.resume => tool: ads.resume\n      answer_within: 1 h",
            ]),
        FindingCase(
            .slowApproval,
            fails: [
                "answer_within: 3 h => answer_within: 30 d", "answer_within: 3 h => answer_within: 49 h",
                "answer_within: 6 h => answer_within: 1 w",
            ],
            passes: [
                "answer_within: 3 h => answer_within: 2 d", "answer_within: 3 h => answer_within: 10 min",
                "answer_within: 6 h => answer_within: 48 h",
            ]),
        FindingCase(
            .neverCoversAll,
            fails: [
                "campaign: \"launch *\" => campaign: \"*\"", "campaign: \"launch *\" => account: \"*\"",
                "campaign: \"launch *\" => campaign: \"**\"", "tool: ads.delete => about: [pricing, ads]",
                "campaign: \"launch *\" } => campaign: \"*\" }\n      when: \"entity.impressions >= 0\"",
            ],
            passes: [
                "campaign: \"launch *\" => ad: \"*\"", "campaign: \"launch *\" => campaign: \"l*\"",
                "tool: ads.delete => about: [pricing, email]",
                "campaign: \"launch *\" } => campaign: \"*\" }\n      when: \"entity.age_days < 3\"",
            ]),
        FindingCase(
            .boundsWithoutAmount,
            fails: [
                "- tool: ads.pause => - tool: ads.pause\n      bounds: { floor: 5 EUR }",
                "tool: ads.resume => tool: ads.resume\n      bounds: { ceiling: 5 EUR }",
                "tool: ads.resume => tool: ads.query\n      bounds: { change: 5 % of current }",
                "\(share) => \(share)    - { tool: ads.pause, by: 10 %, in_any: 7 d, over: campaign }\n",
                "\(share) => \(share)    - { tool: ads.resume, by: 10 %, in_any: 7 d, over: campaign }\n",
                "tool: ads.resume => tool: ads.create_campaign\n      bounds: { change: 5 % of current }",
            ],
            passes: [
                "\(share) => \(share)    - { tool: ads.pause, at_most: 2 times, in_any: 7 d, over: campaign }\n",
                "- tool: ads.pause => - tool: ads.query",
                "tool: ads.resume => tool: ads.set_bid\n      bounds: { floor: 0.05 EUR }",
                ", ceiling: 400 EUR => ",
                "tool: ads.resume => tool: ads.create_campaign\n      bounds: { floor: 5 EUR, ceiling: 50 EUR }",
            ]),
        FindingCase(
            .moveWithoutBudget,
            fails: [
                "\(budgets) => && \(asked) => && tool: ads.resume => tool: ads.move_budget",
                "\(budgets) => && \(asked) => && - tool: ads.pause\n => - tool: ads.pause\n    - tool: ads.move_budget\n",
                "\(budgets) => && \(asked) => && tool: ads.resume => tool: ads.move_budget\n      when: \"entity.clicks > 9\"",
            ],
            passes: [
                "\(budgets) => && tool: ads.resume => tool: ads.move_budget",
                "\(asked) => && tool: ads.resume => tool: ads.move_budget",
                "- tool: ads.pause\n => - tool: ads.pause\n    - tool: ads.move_budget\n",
            ]),
        FindingCase(
            .approvalNeverReached,
            fails: [
                "change: 25 % of current => change: 8 % of current &&       when: \"entity.clicks > 50\"\n => ",
                "tool: ads.resume => tool: ads.pause",
                "      when: \"entity.clicks > 50\"\n => && change: 25 % of current => floor: 5 EUR",
            ],
            passes: [
                "change: 25 % of current => change: 10 % of current", "      when: \"entity.clicks > 50\"\n => ",
                "- tool: ads.pause\n => - tool: ads.pause\n      when: \"entity.clicks > 90\"\n && tool: ads.resume => tool: ads.pause",
            ]),
        FindingCase(
            .badCondition,
            fails: [
                "entity.clicks > 50 => entity.clicks >", "entity.clicks > 50 => entity.clicks + 50",
                "entity.clicks > 50 => entity.clicks > 'many'", "entity.clicks > 50 => entity.clicks / 0 > 50",
            ],
            passes: [
                "entity.clicks > 50 => !(entity.clicks < 50)",
                "entity.clicks > 50 => entity.clicks > 50 || entity.purchases > 1",
                "entity.clicks > 50 => has(entity.purchases)",
            ]),
        FindingCase(
            .unknownFact,
            fails: [
                "entity.clicks > 50 => entity.sales > 50", "entity.clicks > 50 => ad.clicks > 50",
                "entity.clicks > 50 => entity.clicks > threshold",
            ],
            passes: [
                "entity.clicks > 50 => entity.age_days > 50", "entity.clicks > 50 => entity.impressions > 5000",
                "entity.clicks > 50 => proposal.confidence > 8000",
            ]),
        FindingCase(
            .constantCondition,
            fails: [
                "entity.clicks > 50 => 1 < 2", "entity.clicks > 50 => true", "entity.clicks > 50 => 'a' in ['a']",
                "entity.clicks > 50 => entity.clicks > 1 || true", "entity.clicks > 50 => entity.clicks < 0",
                "entity.clicks > 50 => proposal.daily_budget_minor < 500",
                "{ missing: goal_metric } => { condition: \"account.days < 0\" }",
            ],
            passes: [
                "entity.clicks > 50 => entity.clicks > 1 || entity.purchases > 1",
                "entity.clicks > 50 => entity.clicks > 1",
                "entity.clicks > 50 => proposal.daily_budget_minor <= 500",
                "entity.clicks > 50 => entity.status == 'active'",
            ]),
        FindingCase(
            .minimumAboveMaximum,
            fails: [
                "floor: 5 EUR, ceiling: 400 EUR => floor: 400 EUR, ceiling: 5 EUR",
                "change: 25 % of current => floor: 500 EUR",
                "metric: margin, floor: 32 % => metric: margin, floor: 60 %, ceiling: 30 %",
            ],
            passes: [
                "floor: 32 % => floor: 32 %, ceiling: 33 %",
                "floor: 5 EUR, ceiling: 400 EUR => floor: 5 EUR, ceiling: 5 EUR",
                "change: 25 % of current => change: 25 % of current, ceiling: 600 EUR",
            ]),
        FindingCase(
            .limitForUnlistedTool,
            fails: [
                "- tool: ads.pause\n => - tool: ads.query\n", "before: [ads.pause] => before: [ads.pause, ads.set_bid]",
                "tool: ads.set_daily_budget, at_most: => tool: ads.create_campaign, at_most:",
            ],
            passes: [
                "before: [ads.pause] => before: [ads.set_daily_budget]",
                "before: [ads.pause] => before: [ads.pause, ads.resume]",
                "tool: ads.set_daily_budget, at_most: => tool: ads.pause, at_most:",
            ]),
    ]
}
