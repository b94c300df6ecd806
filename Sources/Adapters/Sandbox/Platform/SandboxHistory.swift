public import Schemas
public import Vocabulary

/// Historical counts of one ad over a period before the platform took over.
public struct SandboxHistory: Hashable, Sendable, JSONRepresentable {
    /// The ad.
    public let ad: EntityRef
    /// Both days included, in the account's zone.
    public let period: Period
    /// What was counted.
    public let metrics: SandboxMetrics

    /// One row of an import.
    public init(ad: EntityRef, period: Period, metrics: SandboxMetrics) {
        self.ad = ad
        self.period = period
        self.metrics = metrics
    }

    /// Reads what `json` writes; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "history")
        ad = try fields.required("ad", Wire.entity)
        period = try fields.required("period", Wire.period)
        metrics = try fields.value("metrics")
        try fields.end()
    }

    /// The row on the wire and in the file.
    public var json: JSON {
        ["ad": .string(ad.description), "period": .string(period.description), "metrics": metrics.json]
    }
}
