extension FindingEntry {
    static let actions: [(CharterFinding.Code, FindingEntry)] = [
        (
            .vagueActions,
            FindingEntry(
                .error,
                """
                Whatever is available is not a list. What an agent may do has to be said tool by tool.
                """,
                bad: "actions: Use available marketing tools",
                good: "actions: { may: [{ tool: ads.pause }] }")
        ),
        (
            .nothingAllowed,
            FindingEntry(
                .error,
                "Neither `may` nor `with_approval` lists a tool; the agent could do nothing at all.",
                bad: "actions: { never: [ … ] }",
                good: "actions: { may: [{ tool: ads.pause }] }")
        ),
        (
            .wildcardTool,
            FindingEntry(
                .error,
                "A wildcard grants tools that do not exist yet.",
                bad: "tool: ads.*",
                good: "tool: ads.pause")
        ),
        (
            .unknownTool,
            FindingEntry(
                .error,
                "No connector has such a tool.",
                bad: "tool: ads.stop",
                good: "tool: ads.pause")
        ),
        (
            .strategicTool,
            FindingEntry(
                .error,
                """
                Pricing, positioning, target market and the charter itself are for people to decide; \
                they are never delegated.
                """,
                bad: "tool: pricing.set",
                good: "a person decides")
        ),
        (
            .allowedAndForbidden,
            FindingEntry(
                .error,
                """
                A tool is both allowed and forbidden. The prohibition wins, so the permission misleads.
                """,
                bad: "may: [{ tool: ads.delete }], never: [{ tool: ads.delete }]",
                good: "one of the two")
        ),
        (
            .limitlessAction,
            FindingEntry(
                .error,
                """
                A tool that sets, starts or stops something has no limit at all: no bound, no limit on \
                change, no evidence asked. A library of content, limits on contact and on offers count for \
                tools that publish, contact and offer; markets do not, since they say where and not how often.
                """,
                bad: "may: [{ tool: ads.set_daily_budget }] and nothing in constraints",
                good: "bounds: { change: 15 % of current, floor: 10 GBP }")
        ),
        (
            .spendingWithoutCap,
            FindingEntry(
                .error,
                "A tool can make the bill grow and no cap stops it.",
                bad: "may: [{ tool: ads.resume }] without money",
                good: "money: [{ cap: 1250 GBP, per: day, over: account }]")
        ),
        (
            .irreversibleInMay,
            FindingEntry(
                .error,
                "Nothing takes this back. A person has to agree each time.",
                bad: "may: [{ tool: ads.delete }]",
                good: "with_approval: [{ tool: ads.delete }]")
        ),
        (
            .contactWithoutLimit,
            FindingEntry(
                .error,
                """
                A tool contacts people and nothing limits how often: no limit, only some for a category or for \
                another channel, one over less than a day, or one of more than three contacts a day.
                """,
                bad: "with_approval: [{ tool: email.send }] without touches",
                good: "touches: [{ at_most: 3 times, in_any: 7 d }]")
        ),
        (
            .contactWithoutBasis,
            FindingEntry(
                .error,
                "A tool contacts people and the charter does not say on which lawful basis.",
                bad: "with_approval: [{ tool: email.send }] without lawful_basis",
                good: "lawful_basis: consent")
        ),
        (
            .contactWithoutQuietHours,
            FindingEntry(
                .warning,
                "A tool contacts people and may do so at night.",
                bad: "with_approval: [{ tool: email.send }] without quiet_hours",
                good: "quiet_hours: { from: \"21:00\", to: \"08:00\", in: recipient_zone }")
        ),
        (
            .publishingWithoutLibrary,
            FindingEntry(
                .error,
                "A tool shows content and nothing says that it has to be approved content.",
                bad: "may: [{ tool: email.schedule }] without content",
                good: "content: { only_from: library/approved }")
        ),
        (
            .offerWithoutLimit,
            FindingEntry(
                .error,
                "A tool gives something away and no discount limit holds it.",
                bad: "may: [{ tool: offers.set_discount }] without offers",
                good: "offers: { discount: { alone: 15 %, at_most: 20 % } }")
        ),
        (
            .targetingWithoutMarkets,
            FindingEntry(
                .error,
                """
                A tool chooses whom or where, and channels or markets are not said. What is absent is \
                not allowed.
                """,
                bad: "may: [{ tool: ads.set_targeting }] without markets",
                good: "channels: [paid_social], markets: [GB]")
        ),
        (
            .unlimitedStep,
            FindingEntry(
                .warning,
                """
                Neither a relative bound nor a sum limits how far one step goes, and the ceiling, where there is one, is \
                above what the caps allow: a slip of one digit is carried out.
                """,
                bad: "bounds: { ceiling: 9000000 GBP }",
                good: "bounds: { change: 15 % of current, ceiling: 800 GBP }")
        ),
        (
            .relativeWithoutCumulative,
            FindingEntry(
                .error,
                """
                15 % a step is 100 % in five steps. A relative bound needs a limit on what the steps add \
                up to, over a day or longer, in which more than one step is possible.
                """,
                bad: "bounds: { change: 15 % of current } alone",
                good: "change: [{ tool: ads.set_daily_budget, by: 30 %, in_any: 7 d, over: campaign }]")
        ),
        (
            .asksProposer,
            FindingEntry(
                .error,
                "The agent would approve its own proposals.",
                bad: "ask: [agent:paid-social]",
                good: "ask: [role:marketing-manager]")
        ),
        (
            .notSomebody,
            FindingEntry(
                .error,
                "Nobody in particular is named; nobody in particular will answer.",
                bad: "ask: marketing team",
                good: "ask: [role:marketing-manager]")
        ),
        (
            .approvalWithoutDeadline,
            FindingEntry(
                .error,
                """
                A question without a deadline holds money and waits for ever. Silence is No, but only \
                after a while.
                """,
                bad: "with_approval: [{ tool: ads.resume }] and no deadline anywhere",
                good: "answer_within: 4 h")
        ),
        (
            .boundsWithoutAmount,
            FindingEntry(
                .error,
                """
                The tool sets no amount, so bounds on it or a sum of its changes limit nothing; their writer \
                thinks they do.
                """,
                bad: "tool: ads.pause, bounds: { floor: 10 GBP }",
                good: "evidence: [{ min_age: 7 d, before: [ads.pause] }]")
        ),
        (
            .moveWithoutBudget,
            FindingEntry(
                .error,
                """
                A move of budget is a lowering and a raise, and each is judged as `ads.set_daily_budget` as \
                well. Where that is not granted, every move is refused.
                """,
                bad: "may: [{ tool: ads.move_budget }] and no ads.set_daily_budget",
                good: "with_approval: [{ tool: ads.set_daily_budget, bounds: { ceiling: 100 GBP } }] beside it")
        ),
        (
            .slowApproval,
            FindingEntry(
                .warning,
                """
                What waits for an answer holds its money, and the numbers it was judged on age. An answer \
                within days is an answer to another question.
                """,
                bad: "with_approval: [{ tool: ads.resume, answer_within: 30 d }]",
                good: "answer_within: 4 h")
        ),
        (
            .neverCoversAll,
            FindingEntry(
                .error,
                """
                A prohibition beats every permission, and this one covers all campaigns, or everything \
                that a platform has. The tools beside it can be used on nothing.
                """,
                bad: "may: [{ tool: ads.pause }], never: [{ about: { campaign: \"*\" } }]",
                good: "never: [{ about: { campaign: \"brand-*\" } }]")
        ),
        (
            .approvalNeverReached,
            FindingEntry(
                .warning,
                """
                An earlier entry without a condition already allows everything that this one would ask \
                about.
                """,
                bad: "may 30 %, with_approval 15 %",
                good: "with_approval: { change: 30 % of current } after may: { change: 15 % of current }")
        ),
        (
            .badCondition,
            FindingEntry(
                .error,
                """
                The condition does not compile, or is not true or false; at run time it would refuse \
                everything.
                """,
                bad: "when: \"entity.purchases >=\"",
                good: "when: \"entity.purchases >= 10\"")
        ),
        (
            .unknownFact,
            FindingEntry(
                .error,
                "The condition reads a fact that the gate does not have.",
                bad: "when: \"entity.sales > 10\"",
                good: "when: \"entity.purchases > 10\"")
        ),
        (
            .constantCondition,
            FindingEntry(
                .warning,
                """
                The condition can only be true, or only be false, where it stands: it reads no fact, says the \
                same of all of them, or asks for what the tool or another limit of the charter rules out. One \
                that is always true counts as none.
                """,
                bad: "when: \"entity.purchases > 10 && entity.purchases < 5\"",
                good: "when: \"entity.purchases >= 10\"")
        ),
        (
            .minimumAboveMaximum,
            FindingEntry(
                .error,
                "The least is more than the most; nothing can pass.",
                bad: "bounds: { floor: 50 GBP, ceiling: 10 GBP }",
                good: "bounds: { floor: 10 GBP, ceiling: 50 GBP }")
        ),
        (
            .limitForUnlistedTool,
            FindingEntry(
                .warning,
                """
                A limit speaks of a tool that the charter does not grant; it may be a slip in one of the \
                two.
                """,
                bad: "change: [{ tool: ads.set_bid, … }] and no ads.set_bid",
                good: "the tool that is granted")
        ),
    ]
}
