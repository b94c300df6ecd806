import Schemas
import Vocabulary

/// A report added up: the sums of what is known for exactly its days, and the catalogue's ratios of these sums, never an average of
/// ratios. A count that one of the entities does not have has no sum.
struct ReportSummary {
    private let report: PlatformReport
    private let known: [PlatformReport.Row]
    /// By the metric's name.
    private let sums: [String: Decimal12]

    init(_ report: PlatformReport) {
        self.report = report
        let known = report.rows.filter { $0.unknown == nil }
        self.known = known
        sums =
            known.isEmpty
            ? [:]
            : ReportSummary.parts.compactMapValues { part in
                known.reduce(Decimal12.zero as Decimal12?) { sum, row in part(row).flatMap { sum?.adding($0) } }
            }
    }

    /// What a row has, by the metric's name.
    private static let parts: [String: @Sendable (PlatformReport.Row) -> Decimal12?] = [
        "clicks": { Decimal12($0.clicks) }, "enquiries": { $0.enquiries?.exact },
        "impressions": { Decimal12($0.impressions) }, "purchases": { $0.purchases?.exact },
        "revenue": { $0.revenue?.amount }, "spend": { $0.spend.amount },
    ]

    var json: JSON {
        let unknown = report.rows.lazy.compactMap(\.unknown).first
        return .object(
            JSONObject(present: [
                "complete_until": report.completeUntil.json, "counted": .integer(Int64(known.count)),
                "not_known": .integer(Int64(report.rows.count - known.count)), "ratios": ratios, "sums": totals,
                "unknown": unknown.map(JSON.string),
            ]))
    }

    private var totals: JSON {
        let metrics = MetricCatalogue.builtIn.sorted.filter { ReportSummary.parts[$0.name.text] != nil }
        return .object(JSONObject(metrics.map { ($0.name.text, text(sums[$0.name.text], of: $0)) }))
    }

    /// Those whose both sides a report has; null where a side is not known, or the lower one is nothing.
    private var ratios: JSON {
        let ratios = MetricCatalogue.builtIn.sorted.filter { metric in
            guard case .ratio = metric.formula else { return false }
            return metric.parts.allSatisfy { ReportSummary.parts[$0.text] != nil }
        }
        return .object(JSONObject(ratios.map { ($0.name.text, text(value(of: $0), of: $0)) }))
    }

    private func value(of metric: Metric) -> Decimal12? {
        guard case .ratio(let top, let bottom) = metric.formula, let above = sums[top.text],
            let below = sums[bottom.text]
        else { return nil }
        return above.divided(by: below, rounding: .nearest)
    }

    private func text(_ value: Decimal12?, of metric: Metric) -> JSON {
        guard let value, let currency = known.first?.spend.currency else { return nil }
        return .string(metric.unit == .money ? MetricMoney(value, currency).description : value.description)
    }
}
