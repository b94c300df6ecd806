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

    /// Reads what `json` writes, and the objects that files of before had instead.
    public init(json: JSON) throws(JSONShapeError) {
        if let line = json.stringValue {
            try self.init(line: line)
            return
        }
        let fields = try JSONFields(json, at: "history")
        // Files of before reports without ads were taken over have `ad`.
        let ad = try fields.optional("ad", Wire.entity)
        let named = if let ad { ad } else { try fields.required("entity", Wire.entity) }
        self.init(
            entity: named,
            period: try fields.required("period", Wire.period), metrics: try fields.value("metrics"))
        try fields.end()
    }

    /// The row on the wire and in the file, as one text, since an import has millions of them: the period, impressions, clicks,
    /// spend, enquiries, purchases and revenue, and the entity; `-` for what is not counted.
    public var json: JSON { .string(line) }

    private var line: String {
        let counted = [
            metrics.enquiries?.description, metrics.purchases?.description, metrics.revenue?.description,
        ].map { $0 ?? "-" }.joined(separator: " ")
        return "\(period) \(metrics.impressions) \(metrics.clicks) \(metrics.spend) \(counted) \(entity)"
    }

    private init(line: String) throws(JSONShapeError) {
        let words = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: false).map(String.init)
        guard words.count == 8 else { throw JSONShapeError(message: "`\(line.prefix(80))` is no row of a history") }
        func known<Value>(_ word: String, _ read: (JSON) throws(JSONShapeError) -> Value) throws(JSONShapeError)
            -> Value?
        {
            word == "-" ? nil : try read(.string(word))
        }
        period = try Wire.period(.string(words[0]))
        entity = try Wire.entity(.string(words[7]))
        metrics = SandboxMetrics(
            impressions: try Wire.count(words[1]), clicks: try Wire.count(words[2]),
            spend: try Wire.decimal(.string(words[3])), enquiries: try known(words[4], Wire.attributedText),
            purchases: try known(words[5], Wire.attributedText), revenue: try known(words[6], Wire.decimal))
    }
}
