import Engine
import Governance
import Schemas
import Vocabulary

extension ResultShape {
    /// `RunReport.json`.
    static let run = object(
        [
            .field("agent", .slug, "the agent"), .field("alarms", .texts, "what is odd, and escalations overdue"),
            .field("at", .instant, "when it ran"),
            .field(
                "changed_by_others", .list(changeByOthers), "what others changed since the run before, oldest first"),
            .field("days", .count, "how many days the data cover"),
            .field("exposures", .list(exposure), "the worst-case bill of every money cap, before and after"),
            .optional("forecast", .outlook, "with what was executed; absent where nothing is forecast"),
            .optional("forecast_with_held", .outlook, "with what is held too; absent where nothing is held"),
            .field("forecasts", .list(forecastCheck), "forecast against measured, for what was executed before"),
            .field("inactive_triggers", .texts, "triggers of the charter that have no data to rest on"),
            .optional(
                "goal", .goal,
                "where the goal stood when it began; absent until its baseline is frozen, or where nothing can be held against it"
            ),
            .field(
                "left_alone",
                .object(
                    .field("count", .count, "how many options of doing nothing were taken"),
                    .field("why", .text, "why")), "what was weighed and left as it is"),
            .field(
                "numbers",
                .object(
                    .field("api_cost", .money, "what calls to paid models cost"),
                    .field("decisions", .count, "how many decisions there are"),
                    .field("escalation_rate", .percentage.orNull, "how many of them were escalated; null of none")),
                "the run in numbers"),
            .field("reminders", .texts, "questions of which much of the time is over"),
            .field("run", .id, "the run"), .field("shadow", .boolean, "whether it was rehearsed"),
        ] + entries)

    private static let entries: [Field] = [
        ("escalated", "what a person is asked about"), ("executed", "what the platform confirmed, or would be sent"),
        ("held", "what waits for a person's yes"), ("refused", "what the charter refuses"),
        ("unconfirmed", "what was authorised and is not done, or only in part; `state` says which"),
    ].map { .field($0, .list(.registerEntry), $1) }

    private static let exposure = object(
        .field("after", .money, "the worst case after the run"),
        .field("before", .money, "the worst case before the run"), .field("cap", .text, "its place in the charter"),
        .field("limit", .money, "the cap itself"))

    private static let changeByOthers = object(
        .optional("after", .text, "the value afterwards; absent where the entry was erased"),
        .field("at", .instant, "when, as the platform says"),
        .optional("before", .text, "the value before; absent where the entry was erased"),
        .optional("by", .text, "who, as the platform names them; absent where the entry was erased"),
        .field("entity", .text, "the object"), .field("field", .text, "which field of it"))

    private static let forecastCheck = object(
        .field("campaign", .entity, "the campaign that is measured"),
        .optional("changed_by_others", .only(true), "somebody else changed it; absent where nobody did"),
        .field("days", .count, "how many days are measured"), .field("decision", .id, "the decision"),
        .field("entity", .entity, "what it changed"),
        .field(
            "expected",
            .object(
                .field("after", .text, "the campaign's metric afterwards"),
                .field("before", .text, "the campaign's metric as it was"),
                .optional("high", .text, "the upper end for so many days; absent where it has none"),
                .optional("low", .text, "the lower end for so many days; absent where there is no interval"),
                .field("metric", .slug, "the metric")), "what was expected of the campaign"),
        .field("from", .day, "the first day that is measured"),
        .field("horizon_days", .count, "how many days are awaited"),
        .optional("inside", .boolean, "whether it came out as expected; absent where that cannot be said"),
        .optional("measured", .text, "the metric over those days; absent where there is nothing to divide by"),
        .field(
            "step",
            .object(
                .field("after", .text, "the metric after this action"),
                .field("before", .text, "the metric before this action")), "what the action itself was to do"))

    /// How decisions of a run stand now, under each heading of its screen.
    static let runCounts = object(
        RunHeading.allCases.map { .field($0.rawValue, .count, "how many are \($0.words)") }
            + RunCounts.lapses.map { .field($0.rawValue, .count, "how many were held and are \($0.rawValue)") })

    /// What a run's record says of its end; a run that went no further than pausing has none.
    static let runSummary = object(
        .field("alarms", .texts, "what was odd"),
        .field("decisions", object(Verdict.allCases.map { .field($0.rawValue, .count, "how many") }), "by ruling"),
        .field("executed", .count, "how many were confirmed when it ended"),
        .optional("forecast", .outlook, "what was expected then; absent where nothing was forecast"),
        .field("left_alone", .count, "how many options of doing nothing were taken"),
        .optional(
            "paused", .only(true), "a person paused the agent, or nobody is there to answer for it; absent elsewhere"),
        .field("unconfirmed", .count, "how many were authorised and not confirmed when it ended"),
        .field("why", .text, "why the rest was left alone"))

    /// `FrozenBaseline.json`.
    static let baseline = object(
        .field("agent", .slug, "the agent"), .field("charter_version", .count, "the charter that it was frozen for"),
        .field("frozen_at", .instant, "when"),
        .optional("period", .period, "the days it is measured over; absent where the charter gives the value"),
        .optional(
            "rehearsed",
            .object(
                .field("forecast", .outlook, "what it foresaw, or what is expected where nothing is changed"),
                .field("run", .id, "the rehearsal")),
            "the rehearsal before the agent left shadow; absent until then"),
        .optional("target", .money, "the goal's target; absent where the metric is no money"),
        .field("values", .map(of: .text), "each metric's value with its unit"))
}

extension RunHeading {
    fileprivate var words: String { rawValue.spaced }
}
