extension FindingEntry {
    static let goal: [(CharterFinding.Code, FindingEntry)] = [
        (
            .vagueGoal,
            FindingEntry(
                .error,
                "The goal is a wish. Nobody could tell from data whether it was reached.",
                bad: "goal: Improve marketing performance",
                good: "goal: { improve: cost_per_purchase, direction: down, target: -15 %, … }")
        ),
        (
            .unknownMetric,
            FindingEntry(
                .error,
                "The catalogue has no such metric, so nothing measures it.",
                bad: "improve: cost_per_sale",
                good: "improve: cost_per_purchase")
        ),
        (
            .metricDefinedTwice,
            FindingEntry(
                .error,
                "A name means one thing in every charter: a metric of an organisation's file needs one that is not taken.",
                bad: "metrics: [{ metric: click_rate, … }]",
                good: "metrics: [{ metric: click_rate_of_new_visitors, … }]")
        ),
        (
            .ratioOfRatios,
            FindingEntry(
                .error,
                "A ratio is made of summed counts; of ratios it would be an average that nobody can check.",
                bad: "formula: spend / click_rate",
                good: "formula: spend / clicks")
        ),
        (
            .goalWithoutTarget,
            FindingEntry(
                .error,
                "Without a number the agent never knows when enough is enough.",
                bad: "(no target)",
                good: "target: -15 %")
        ),
        (
            .goalWithoutDirection,
            FindingEntry(
                .error,
                "Up or down has to be said; for some metrics both are sensible.",
                bad: "(no direction)",
                good: "direction: down")
        ),
        (
            .goalWithoutDate,
            FindingEntry(
                .error,
                "A target without a date cannot be missed.",
                bad: "(no by)",
                good: "by: 2017-12-31")
        ),
        (
            .goalWithoutBaseline,
            FindingEntry(
                .error,
                "A target is measured against something; without it success is an opinion.",
                bad: "(no baseline)",
                good: "baseline: { measured: 2017-07-01/2017-09-30 }")
        ),
        (
            .baselineWithoutSource,
            FindingEntry(
                .error,
                """
                A given baseline decides whether the agent succeeds; where the number comes from has to \
                be checkable.
                """,
                bad: "baseline: { value: 54.41 GBP }",
                good: "baseline: { value: 54.41 GBP, source: \"ads export, third quarter\" }")
        ),
        (
            .targetAgainstDirection,
            FindingEntry(
                .error,
                "Direction and sign of the target contradict each other.",
                bad: "direction: down, target: +15 %",
                good: "direction: down, target: -15 %")
        ),
        (
            .directionAgainstMetric,
            FindingEntry(
                .warning,
                "The catalogue says that the other way is better for this metric.",
                bad: "improve: complaint_rate, direction: up",
                good: "direction: down")
        ),
        (
            .targetWithoutSign,
            FindingEntry(
                .error,
                """
                An unsigned percentage can mean by or to; only a metric that is itself a share may be \
                brought to one.
                """,
                bad: "target: 15 %",
                good: "target: -15 %")
        ),
        (
            .wrongUnit,
            FindingEntry(
                .error,
                "The value is not in the metric's unit.",
                bad: "improve: cost_per_purchase, target: 45 d",
                good: "target: 45 GBP")
        ),
        (
            .targetOutOfReach,
            FindingEntry(
                .error,
                """
                No number can ever reach this: nothing falls by 100 % or more, no share passes 100 %, a \
                target of 0 % is no target.
                """,
                bad: "target: -100 %",
                good: "target: -15 %")
        ),
        (
            .targetAlreadyMet,
            FindingEntry(
                .error,
                "The given baseline meets the target before anything is done.",
                bad: "baseline: { value: 40 GBP, … }, target: 45 GBP",
                good: "target: 35 GBP")
        ),
        (
            .deadlineTooEarly,
            FindingEntry(
                .error,
                "The deadline lies before the end of the period that the baseline is measured over.",
                bad: "by: 2017-08-31, baseline: { measured: 2017-07-01/2017-09-30 }",
                good: "by: 2017-12-31")
        ),
        (
            .deadlinePassed,
            FindingEntry(
                .error,
                "The deadline is over; the agent would work for nothing.",
                bad: "by: 2016-12-31",
                good: "by: 2017-12-31")
        ),
        (
            .deadlineTooFar,
            FindingEntry(
                .warning,
                "The deadline is more than three years away: until then nobody can say that the goal was missed.",
                bad: "by: 2999-12-31",
                good: "by: 2017-12-31")
        ),
        (
            .targetTooSmall,
            FindingEntry(
                .warning,
                "A change of less than 1 % is less than what chance makes of a metric: it is reached or missed by luck.",
                bad: "target: -0.01 %",
                good: "target: -15 %")
        ),
        (
            .gameableGoal,
            FindingEntry(
                .error,
                """
                The metric can be improved by harming something that nobody wrote down. Clicks rise with \
                sensational headlines; cost per purchase falls when volume is given up. Protect at least \
                one of its counter-metrics, or record who agreed that nothing can suffer.
                """,
                bad: "improve: cost_per_purchase (and nothing protected)",
                good: "protect: [{ metric: purchases, floor: 95 % of baseline }]")
        ),
        (
            .unnamedProxy,
            FindingEntry(
                .error,
                """
                A proxy stands for something; without its name nobody can see when the two part. One or two \
                signs are no name.
                """,
                bad: "kind: proxy",
                good: "kind: { proxy_for: \"purchases that happen weeks later\" }")
        ),
        (
            .proxyAsOutcome,
            FindingEntry(
                .warning,
                "The catalogue knows this metric as a stand-in for what matters.",
                bad: "improve: clicks, kind: outcome",
                good: "kind: { proxy_for: \"interest in the product\" }")
        ),
        (
            .bandWithoutEnds,
            FindingEntry(
                .error,
                "A protected metric needs a floor or a ceiling; protected from what otherwise?",
                bad: "protect: [{ metric: purchases }]",
                good: "protect: [{ metric: purchases, floor: 95 % of baseline }]")
        ),
        (
            .protectsWrongSide,
            FindingEntry(
                .error,
                """
                A counter-metric is protected from getting worse, so a metric that is better when it rises \
                needs a floor, and one that is better when it falls needs a ceiling. A floor under a cost \
                lets the cost rise without end.
                """,
                bad: "improve: purchases, protect: [{ metric: cost_per_purchase, floor: 95 % of baseline }]",
                good: "protect: [{ metric: cost_per_purchase, ceiling: 105 % of baseline }]")
        ),
        (
            .bandTooWide,
            FindingEntry(
                .error,
                """
                What may fall below half of its baseline, or rise above double, is not protected. The band \
                is there, and the goal can be reached by spoiling what it should keep.
                """,
                bad: "protect: [{ metric: cost_per_purchase, ceiling: 900 % of baseline }]",
                good: "protect: [{ metric: cost_per_purchase, ceiling: 105 % of baseline }]")
        ),
        (
            .bandBrokenAlready,
            FindingEntry(
                .error,
                """
                A band keeps a metric where it is, or near it. One that begins above the baseline, or ends \
                below it, is broken on the first day, whatever the agent does; what shall become better is a goal.
                """,
                bad: "protect: [{ metric: purchases, floor: 130 % of baseline }]",
                good: "protect: [{ metric: purchases, floor: 95 % of baseline }]")
        ),
        (
            .protectContradictsGoal,
            FindingEntry(
                .error,
                "The goal and what it protects cannot both be met, whatever the agent does.",
                bad: """
                    improve: purchases +20 %, protect: { metric: purchases, ceiling: 105 % of baseline }
                    """,
                good: "remove one of the two")
        ),
        (
            .goalWithoutPrecedence,
            FindingEntry(
                .error,
                "More than one thing matters, and nothing says which wins in a conflict.",
                bad: "two protected metrics, no precedence",
                good: "precedence: [protect, cost_per_purchase]")
        ),
        (
            .precedenceIncomplete,
            FindingEntry(
                .error,
                "The order leaves out an objective, names one twice, or names one that is none.",
                bad: "precedence: [purchases, clicks]",
                good: "precedence: [protect, cost_per_purchase]")
        ),
        (
            .goalWithoutTradeOffs,
            FindingEntry(
                .error,
                "More than one thing matters, and nothing says what may be given up.",
                bad: "two objectives, no trade_offs",
                good: "trade_offs: \"Fewer purchases are acceptable down to 95 %.\"")
        ),
    ]
}
