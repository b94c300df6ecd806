public import Reasoning
public import Schemas
public import Vocabulary

/// What a campaign was expected to be measured as after what was done in it, written down before anything newer was read.
public struct ForecastRecord: Hashable, Sendable {
    /// Whose decisions.
    public let agent: AgentName
    /// The campaign.
    public let campaign: EntityRef
    /// The end of the data it rests on.
    public let asOf: Instant
    /// When it was written down.
    public let madeAt: Instant
    /// The first day that is measured for it.
    public let from: CalendarDate
    /// The decisions whose changes are the steps of `expectation`, one each.
    public let decisions: [DecisionID]
    /// What is expected.
    public let expectation: Forecast
    /// Whether its whole horizon was measured and entered in the log.
    public var isClosed: Bool

    /// A forecast.
    public init(
        agent: AgentName, campaign: EntityRef, asOf: Instant, madeAt: Instant, from: CalendarDate,
        decisions: [DecisionID], expectation: Forecast, isClosed: Bool = false
    ) {
        self.agent = agent
        self.campaign = campaign
        self.asOf = asOf
        self.madeAt = madeAt
        self.from = from
        self.decisions = decisions
        self.expectation = expectation
        self.isClosed = isClosed
    }
}

extension ForecastRecord: JSONRepresentable {
    /// Reads a forecast as it was stored.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "forecast")
        let steps = try fields.array("steps") { json throws(JSONShapeError) in try ForecastRecord.step(json) }
        let campaign: EntityRef = try fields.value("campaign")
        let spans = try fields.array("spans") { json throws(JSONShapeError) in try ForecastRecord.span(json) }
        self.init(
            agent: try fields.value("agent"), campaign: campaign, asOf: try fields.value("as_of"),
            madeAt: try fields.value("made_at"), from: try fields.required("from", ForecastRecord.day),
            decisions: steps.map(\.decision),
            expectation: Forecast(
                campaign: campaign, metric: try fields.value("metric"), before: try fields.string("before"),
                after: try fields.string("after"), spans: spans, steps: steps.map(\.step)),
            isClosed: try fields.bool("closed"))
        try fields.end()
    }

    private static func step(_ json: JSON) throws(JSONShapeError) -> (decision: DecisionID, step: Forecast.Step) {
        let fields = try JSONFields(json, at: "step")
        let step = Forecast.Step(
            entity: try fields.value("entity"), before: try fields.string("before"), after: try fields.string("after"))
        let decision: DecisionID = try fields.value("decision")
        try fields.end()
        return (decision, step)
    }

    private static func day(_ json: JSON) throws(JSONShapeError) -> CalendarDate {
        let text = try String(json: json)
        guard let day = CalendarDate(parsing: text) else { throw JSONShapeError(message: "`\(text)` is no day") }
        return day
    }

    private static func span(_ json: JSON) throws(JSONShapeError) -> Forecast.Span {
        let fields = try JSONFields(json, at: "span")
        let span = Forecast.Span(
            days: Int(try fields.integer("days", in: 1...1_000)), low: try fields.string("low"),
            high: try fields.optionalString("high"))
        try fields.end()
        return span
    }

    /// The forecast as JSON.
    public var json: JSON {
        let steps = zip(decisions, expectation.steps).map { decision, step -> JSON in
            [
                "after": .string(step.after), "before": .string(step.before), "decision": decision.json,
                "entity": step.entity.json,
            ]
        }
        let spans = expectation.spans.map { span in
            JSON.object(
                JSONObject(present: [
                    "days": span.days.json, "high": span.high.map(JSON.string), "low": .string(span.low),
                ]))
        }
        return [
            "after": .string(expectation.after), "agent": agent.json, "as_of": asOf.json,
            "before": .string(expectation.before), "campaign": campaign.json, "closed": .bool(isClosed),
            "from": .string(from.description), "made_at": madeAt.json, "metric": expectation.metric.json,
            "spans": .array(spans), "steps": .array(steps),
        ]
    }
}
