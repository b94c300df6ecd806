import Governance
import Reasoning
import Schemas
public import Vocabulary

/// What was expected of one executed action, beside what was measured since (R044, R290).
public struct ForecastCheck: Hashable, Sendable {
    /// The decision.
    public let decision: DecisionID
    /// What it changed.
    public let entity: EntityRef
    /// What was expected, with its 80 % interval.
    public let expected: ExpectedEffect
    /// The metric over the days since, exact, with its unit; nil where it cannot be computed yet.
    public let measured: String?
    /// How many days are measured.
    public let days: Int
    /// Whether the measured value lies in the interval; nil where nothing is measured.
    public let isInside: Bool?

    /// The check as JSON.
    var json: JSON {
        .object(
            JSONObject(present: [
                "days": days.json, "decision": decision.json, "entity": entity.json, "expected": expected.json,
                "inside": isInside.map(JSON.bool), "measured": measured.map(JSON.string),
            ]))
    }
}

extension Engine {
    /// Forecast against measured for every executed action of an agent, newest first, as far as days are reported.
    public func forecastChecks(_ agent: AgentName) async throws -> [ForecastCheck] {
        guard let account = try await store.read({ view in try view.account() }) else { return [] }
        var checks: [ForecastCheck] = []
        for run in try await store.read({ view in try view.runs(agent, limit: 20) }) where !run.isShadow {
            let first = account.zone.date(at: run.begunAt)
            guard first <= account.period.last else { continue }
            let totals = try await store.read { view in try view.totalsByDay(from: first) }
            for id in try await store.read({ view in try view.decisions(of: run.id) }) {
                guard let record = try await store.read({ view in try view.record(of: id) }), record.state == .done,
                    let read = record.decision?.proposal, let entity = read.call.subject,
                    let expected = read.proposal.expected
                else { continue }
                checks.append(ForecastCheck(id, entity, expected, totals, account.currency))
            }
        }
        return checks
    }
}

extension ForecastCheck {
    /// Sums the days of the expectation's horizon and compares.
    init(
        _ decision: DecisionID, _ entity: EntityRef, _ expected: ExpectedEffect, _ days: [MetricRecord],
        _ currency: Currency
    ) {
        let horizon = days.prefix(expected.horizonDays)
        let totals = horizon.reduce(MetricTotals()) { $0 + $1.totals }
        let value = horizon.isEmpty ? nil : MeasuredMetric.value(of: expected.metric, totals, currency)
        self.decision = decision
        self.entity = entity
        self.expected = expected
        measured = value?.description
        self.days = horizon.count
        isInside = value.flatMap { value in
            guard let low = ForecastCheck.number(expected.low), let high = ForecastCheck.number(expected.high) else {
                return nil
            }
            return low <= value.magnitude && value.magnitude <= high
        }
    }

    /// The number before the unit: `46.20 GBP`, `3.5 %`.
    private static func number(_ text: String) -> Decimal12? {
        text.split(separator: " ").first.flatMap { Decimal12(parsing: $0) }
    }
}

extension MetricRecord {
    /// What was counted, nothing where it is not known.
    var totals: MetricTotals {
        MetricTotals(
            impressions: impressions ?? 0, clicks: clicks ?? 0, enquiries: enquiries ?? 0, purchases: purchases ?? 0,
            spend: spend?.amount ?? .zero)
    }
}
