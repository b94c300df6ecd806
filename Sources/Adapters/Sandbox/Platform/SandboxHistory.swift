public import Schemas
public import Vocabulary

/// Historical counts over a period before the platform took over: of an ad, or of what is above it where a report names no ads.
public struct SandboxHistory: Hashable, Sendable, JSONRepresentable {
    /// The ad, ad set or campaign.
    public let entity: EntityRef
    /// Both days included, in the account's zone.
    public let period: Period
    /// What was counted.
    public let metrics: SandboxMetrics

    /// One row of an import.
    public init(entity: EntityRef, period: Period, metrics: SandboxMetrics) {
        self.entity = entity
        self.period = period
        self.metrics = metrics
    }

    /// Reads what `json` writes; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "history")
        // Files of before reports without ads were taken over have `ad`.
        let ad = try fields.optional("ad", Wire.entity)
        if let ad { entity = ad } else { entity = try fields.required("entity", Wire.entity) }
        period = try fields.required("period", Wire.period)
        metrics = try fields.value("metrics")
        try fields.end()
    }

    /// The row on the wire and in the file.
    public var json: JSON {
        ["entity": .string(entity.description), "period": .string(period.description), "metrics": metrics.json]
    }
}
