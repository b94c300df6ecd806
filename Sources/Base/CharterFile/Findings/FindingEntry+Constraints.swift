extension FindingEntry {
    static let constraints: [(CharterFinding.Code, FindingEntry)] = [
        (
            .vagueConstraints,
            FindingEntry(
                .error,
                """
                Stay on brand, optimise for conversions: of what kind, at what cost, with what given up? \
                A constraint is a number that stops something.
                """,
                bad: "constraints: Optimise for conversions",
                good: "constraints: { money: [{ cap: 1250 GBP, per: day, over: account }] }")
        ),
        (
            .unknownZone,
            FindingEntry(
                .error,
                "There is no such time zone, so nobody knows when a day begins.",
                bad: "time_zone: London",
                good: "time_zone: Europe/London")
        ),
        (
            .unknownCurrency,
            FindingEntry(
                .error,
                "ISO 4217 has no such currency.",
                bad: "currency: GPB",
                good: "currency: GBP")
        ),
        (
            .moneyWithoutCurrency,
            FindingEntry(
                .error,
                "An amount without its currency is read as whatever the reader is used to.",
                bad: "cap: 1250",
                good: "cap: 1250 GBP")
        ),
        (
            .otherCurrency,
            FindingEntry(
                .error,
                """
                The amount is in another currency than the charter. Amounts are never converted \
                silently.
                """,
                bad: "currency: GBP, cap: 1250 EUR",
                good: "cap: 1250 GBP")
        ),
        (
            .badMoney,
            FindingEntry(
                .error,
                """
                The amount can be read in more than one way, or has more decimals than its currency.
                """,
                bad: "cap: £1,250",
                good: "cap: 1250 GBP")
        ),
        (
            .unknownMarket,
            FindingEntry(
                .error,
                "ISO 3166-1 has no such market.",
                bad: "markets: [UK]",
                good: "markets: [GB]")
        ),
        (
            .zeroLimit,
            FindingEntry(
                .warning,
                """
                Zero is a limit and means none: the tools it concerns can do nothing. Leave the limit \
                out if that is not meant, or the tool if it is.
                """,
                bad: "{ cap: 0 GBP, per: day, over: account }",
                good: "{ cap: 1250 GBP, per: day, over: account }")
        ),
        (
            .capsContradict,
            FindingEntry(
                .error,
                """
                A cap over a shorter window or a smaller scope is higher than one that contains it; it \
                can never be reached, so one of the two numbers is not meant.
                """,
                bad: "2000 GBP per day and 1500 GBP per month",
                good: "100 GBP per day and 1500 GBP per month")
        ),
        (
            .capNeverReached,
            FindingEntry(
                .warning,
                """
                The shorter cap, used up in every window, adds up to less than the longer one; the \
                longer one limits nothing.
                """,
                bad: "10 GBP per day and 25000 GBP per month",
                good: "1250 GBP per day and 25000 GBP per month")
        ),
        (
            .limitsContradict,
            FindingEntry(
                .error,
                """
                A limit on how often, how far or how many is higher than one over a longer time or a wider \
                scope that contains it. It can never be reached, so one of the two numbers is not meant.
                """,
                bad: "5 times in any 24 h and 2 times in any 48 h",
                good: "1 time in any 24 h and 2 times in any 48 h")
        ),
        (
            .limitNeverReached,
            FindingEntry(
                .warning,
                """
                The limit over the shorter time, used up in every window, adds up to less than the longer \
                one, so the longer one limits nothing. Shares add up as the value grows.
                """,
                bad: "2 times in any 24 h and 50 times in any 48 h",
                good: "2 times in any 24 h and 3 times in any 48 h")
        ),
        (
            .scopeNeverCounted,
            FindingEntry(
                .error,
                """
                The limit is counted over something that its tool is never used on, or that is not counted, so it \
                stops nothing or everything: a cap over each campaign, an hourly pace of budgets over ads, a sum \
                over the account, a limit on how often something is read.
                """,
                bad: "money: [{ cap: 50 GBP, per: day, over: campaign }]",
                good: "bounds: { ceiling: 50 GBP } of ads.set_daily_budget")
        ),
        (
            .evidenceAsksNothing,
            FindingEntry(
                .error,
                """
                Evidence of zero is always there, and so are data within more than a year and changes of \
                others that are left alone for no time. Nothing is asked before a tool that only reads or makes \
                something new. The rule looks like a safeguard and is none.
                """,
                bad: "evidence: [{ min_spend: 0 GBP, before: [ads.pause] }]",
                good: "evidence: [{ min_spend: 100 GBP, before: [ads.pause] }]")
        ),
        (
            .channelsWithoutTool,
            FindingEntry(
                .error,
                """
                None of the granted tools works on any of these channels. What is absent is not allowed, so \
                a tool that creates, targets or contacts would be refused whatever it does.
                """,
                bad: "may: [{ tool: ads.set_targeting }], channels: [email]",
                good: "channels: [paid_social]")
        ),
        (
            .duplicateLimit,
            FindingEntry(
                .warning,
                """
                Two entries say the same: limits of one window and scope, triggers, protected metrics, \
                evidence that another asks as well, or a permission. The strictest limit holds and the other \
                entry misleads.
                """,
                bad: "two caps per day over account",
                good: "one cap per day over account")
        ),
        (
            .floorAboveCap,
            FindingEntry(
                .error,
                "The least daily budget is more than the cap lets a day cost.",
                bad: "bounds: { floor: 500 GBP }, cap: 100 GBP per day",
                good: "floor: 10 GBP")
        ),
        (
            .capStarvesProtection,
            FindingEntry(
                .error,
                "The caps, used to the full, buy less than the protected amount of spend.",
                bad: "cap 100 GBP a day, protect spend at least 9000 GBP per month",
                good: "cap: 400 GBP per day")
        ),
        (
            .changeBeyondCumulative,
            FindingEntry(
                .error,
                """
                One step may be larger than all steps together; the bound can never be used to the full.
                """,
                bad: "change: 40 % of current, by: 30 % in any 7 d",
                good: "change: 15 % of current")
        ),
        (
            .evidenceNeverReached,
            FindingEntry(
                .error,
                """
                The evidence that is asked for cannot come about before the deadline, or within the \
                caps.
                """,
                bad: "min_age: 200 d for a goal of 92 days",
                good: "min_age: 7 d")
        ),
        (
            .targetBeyondChange,
            FindingEntry(
                .error,
                """
                The steps that are allowed, at the pace that is allowed, cannot reach the target by the \
                deadline.
                """,
                bad: "spend -50 % in 28 days at 10 % in any 14 d",
                good: "by: 30 %, in_any: 7 d")
        ),
        (
            .freshnessBelowLag,
            FindingEntry(
                .error,
                """
                The source is usually later than the freshness that is asked for; every proposal would \
                be refused.
                """,
                bad: "freshness: 1 h, of: ads.metrics (usual lag 24 h)",
                good: "freshness: 24 h")
        ),
        (
            .unknownSource,
            FindingEntry(
                .error,
                "No metric of the catalogue comes from this source.",
                bad: "of: ads.metric",
                good: "of: ads.metrics")
        ),
        (
            .unknownField,
            FindingEntry(
                .error,
                """
                Data are shown by kind of thing and by segment, and metrics together or not at all; one metric, or \
                a word that is nearly a field, would hide nothing and show nothing.
                """,
                bad: "may_not_see: [spend]",
                good: "may_see: [campaign, ad] without metrics")
        ),
        (
            .seenAndUnseen,
            FindingEntry(
                .error,
                "A field of data is both shown and not shown.",
                bad: "may_see: [name], may_not_see: [name]",
                good: "may_not_see: [name]")
        ),
        (
            .goalUnseen,
            FindingEntry(
                .warning,
                """
                The agent works on ads, and `metrics` is not among what it is shown: it cannot see whether it comes \
                nearer to its goal, and proposes nothing.
                """,
                bad: "may_see: [campaign, ad]",
                good: "may_see: [campaign, ad, metrics]")
        ),
        (
            .emptyQuietHours,
            FindingEntry(
                .error,
                """
                The hours begin and end at the same minute (never, or always?), or leave less than an hour of \
                a day in which anybody may be contacted.
                """,
                bad: "from: \"21:00\", to: \"21:00\"",
                good: "from: \"21:00\", to: \"08:00\"")
        ),
        (
            .laxerThanOrganisation,
            FindingEntry(
                .error,
                "The organisation is stricter; a charter can only narrow.",
                bad: "cap: 5000 GBP per day under an organisation's 2000 GBP",
                good: "cap: 1250 GBP")
        ),
        (
            .shareAboveWhole,
            FindingEntry(
                .error,
                """
                More than 100 % of a whole, or a limit so wide that it limits nothing: a share of spend from \
                95 %, changes or steps of more than 100 %, runs more often than once a minute, or a share over \
                less than a day.
                """,
                bad: "share_of_total_spend: 150 %",
                good: "share_of_total_spend: 10 %")
        ),
        (
            .hardlyALimit,
            FindingEntry(
                .warning,
                """
                A limit in form that nothing comes near to: confidence below 5 %, a metric that moves by more than \
                500 %, a cap used above 99 %, evidence of less than a day and a unit of money, data of more than \
                92 days, a discount of 100 %, a sample below 1 %.
                """,
                bad: "confidence_below: 0.01 %",
                good: "confidence_below: 70 %")
        ),
        (
            .noFreshness,
            FindingEntry(
                .error,
                "Nothing says how old the data may be on which it acts, so data that stopped coming goes on driving actions.",
                bad: "evidence: [{ min_age: 7 d, min_spend: 100 GBP, before: [ads.pause] }]",
                good:
                    "evidence: [{ min_age: 7 d, min_spend: 100 GBP, before: [ads.pause] }, { freshness: 24 h, of: ads.metrics, else: refuse }]"
            )
        ),
    ]
}
