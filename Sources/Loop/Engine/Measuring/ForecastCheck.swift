import Governance
public import Reasoning
public import Schemas
public import Vocabulary

/// What was expected of one executed action's campaign, beside what was measured of that campaign since (R044, R290).
public struct ForecastCheck: Hashable, Sendable {
    /// The decision.
    public let decision: DecisionID
    /// What the action itself was expected to do to the campaign's value, after those before it.
    public let step: Forecast.Step
    /// The campaign: the smallest thing that goes on after the action and shows what came of it.
    public let campaign: EntityRef
    /// The first day that is measured.
    public let from: CalendarDate
    /// How many days are measured, and how many are awaited.
    public let days, horizon: Int
    /// What was expected of the campaign with everything that was done in it, and of it alone.
    public let expectation: Forecast
    /// The metric over those days, exact, with its unit; nil where there is nothing to divide by.
    public let measured: String?
    /// Whether it lies in the 80 % interval of so many days; nil where that cannot be said.
    public let isInside: Bool?
    /// Whether somebody else changed the campaign meanwhile, so that the figure says nothing about the action.
    public let isDisturbed: Bool

    /// The interval of as many days as were measured.
    public var span: Forecast.Span? { expectation.span(days) }

    /// An interval in words, open upwards where it has no upper end.
    static func interval(from low: String, to high: String?) -> String {
        "80 % from \(Figure.short(low)) " + (high.map { "to \(Figure.short($0))" } ?? "up")
    }

    /// The check as JSON.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "campaign": campaign.json, "changed_by_others": isDisturbed ? .bool(true) : nil, "days": days.json,
                "decision": decision.json, "entity": step.entity.json,
                "expected": .object(
                    JSONObject(present: [
                        "after": .string(expectation.after), "before": .string(expectation.before),
                        "high": span?.high.map(JSON.string), "low": span.map { .string($0.low) },
                        "metric": expectation.metric.json,
                    ])), "from": .string(from.description), "horizon_days": horizon.json,
                "inside": isInside.map(JSON.bool),
                "measured": measured.map(JSON.string),
                "step": ["after": .string(step.after), "before": .string(step.before)],
            ]))
    }
}

extension Charter.Quantity {
    /// As a forecast writes its values: a plain number without a unit.
    fileprivate var forecastText: String {
        switch self {
        case .number(let value): value.description
        case .money, .ratio, .count, .days: description
        }
    }
}

extension Engine {
    /// Forecast against measured for every executed action of an agent of which at least a day is reported, the newest first.
    /// What ended more than a week before the last reported day is left out.
    ///
    /// A forecast is compared until a later one takes its place: from then on the campaign runs under other changes.
    public func forecastChecks(_ agent: AgentName) async throws -> [ForecastCheck] {
        guard let account = try await store.read({ view in try view.account() }) else { return [] }
        let oldest = account.period.last.adding(days: -14)
        let forecasts = try await store.read { view in try view.forecasts(of: agent, from: oldest) }
        var checks: [ForecastCheck] = []
        for index in forecasts.indices.reversed() { checks += try await check(index, of: forecasts, account) }
        return checks
    }

    /// Forecast against measured for one decision, however long ago it was made; nil where nothing of it was carried out, or no day
    /// is reported since.
    func forecastCheck(of decision: Decision) async throws -> ForecastCheck? {
        guard let account = try await store.read({ view in try view.account() }) else { return nil }
        let first = account.zone.date(at: decision.at)
        let forecasts = try await store.read { view in try view.forecasts(of: decision.agent, from: first) }
        guard let index = forecasts.lastIndex(where: { $0.decisions.contains(decision.id) }) else { return nil }
        return try await check(index, of: forecasts, account).first { $0.decision == decision.id }
    }

    private func check(_ index: Int, of forecasts: [ForecastRecord], _ account: AccountRecord) async throws
        -> [ForecastCheck]
    {
        let forecast = forecasts[index]
        let next = forecasts[(index + 1)...].first { $0.campaign == forecast.campaign }?.from
        // It ends the forecast before it, and nothing is held against it.
        guard !forecast.expectation.saysNothing else { return [] }
        let longest = forecast.expectation.spans.count
        let whole = forecast.from.adding(days: longest)
        let end = min(whole, next ?? whole)
        let horizon = end.days(since: forecast.from)
        let days = min(horizon, account.period.last.days(since: forecast.from) + 1)
        guard days > 0 else { return [] }
        let (rows, entity) = try await store.read { view in
            (
                try view.totalsByDay(of: forecast.campaign, from: forecast.from), try view.entity(forecast.campaign)
            )
        }
        let counted = rows.filter { $0.period.last < end }.totals
        // What is changed after the measured days says nothing of them.
        let isDisturbed =
            entity?.facts.changedByOthers.map {
                $0 >= forecast.madeAt && $0 < account.zone.startOfDay(forecast.from.adding(days: days))
            } ?? false
        let isInside = isDisturbed ? nil : forecast.expectation.holds(counted, over: days)
        let measured = MetricCatalogue.builtIn[forecast.expectation.metric].flatMap {
            MeasuredMetric.value(of: $0, counted, account.currency)
        }
        return zip(forecast.decisions, forecast.expectation.steps).map { decision, step in
            ForecastCheck(
                decision: decision, step: step, campaign: forecast.campaign, from: forecast.from, days: days,
                horizon: horizon, expectation: forecast.expectation, measured: measured?.forecastText,
                isInside: isInside, isDisturbed: isDisturbed)
        }
    }
}

extension Engine {
    /// Enters what was measured over a whole horizon in the log, once.
    func enter(_ checks: [ForecastCheck], of agent: AgentName) async throws {
        let now = surroundings.now()
        let whole = checks.filter { $0.days == $0.horizon }
        guard let first = whole.map(\.from).min() else { return }
        try await store.write { view in
            for var forecast in try view.forecasts(of: agent, from: first) where !forecast.isClosed {
                let own = whole.filter { $0.campaign == forecast.campaign && $0.from == forecast.from }
                guard let check = own.first else { continue }
                forecast.isClosed = true
                try view.keep(forecast)
                let word = check.isInside.map { $0 ? "inside" : "outside" } ?? "not judged"
                try view.append(
                    AuditEntry(
                        .measured, at: now, agent: agent, subject: check.campaign.description, word: word,
                        payload: JSON.array(own.map(\.json)).canonicalBytes))
            }
        }
    }
}

extension MetricRecord {
    /// What was counted, nothing where it is not known.
    var totals: MetricTotals { CollectionOfOne(self).totals }
}

extension Sequence<MetricRecord> {
    /// What was counted altogether, nothing where it is not known.
    var totals: MetricTotals {
        reduce(MetricTotals()) { sum, record in
            sum
                + MetricTotals(
                    impressions: record.impressions ?? 0, clicks: record.clicks ?? 0, enquiries: record.enquiries ?? 0,
                    purchases: record.purchases ?? 0, spend: record.spend?.amount ?? .zero,
                    revenue: record.revenue?.amount)
        }
    }
}
