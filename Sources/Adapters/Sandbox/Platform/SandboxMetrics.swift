public import Schemas
public import Vocabulary

/// What was counted for an entity over some time.
public struct SandboxMetrics: Hashable, Sendable {
    /// Times shown.
    public var impressions: Int64
    /// Clicks.
    public var clicks: Int64
    /// What was billed, in major units of the account's currency; exact.
    public var spend: Decimal12
    /// People who asked.
    public var enquiries: Int64
    /// People who bought.
    public var purchases: Int64

    /// Counts of one entity.
    public init(impressions: Int64, clicks: Int64, spend: Decimal12, enquiries: Int64, purchases: Int64) {
        self.impressions = impressions
        self.clicks = clicks
        self.spend = spend
        self.enquiries = enquiries
        self.purchases = purchases
    }

    /// Nothing yet.
    public static let none = SandboxMetrics(impressions: 0, clicks: 0, spend: .zero, enquiries: 0, purchases: 0)

    /// Adds the counts of another entity or time; the bounds of `Wire` keep every sum far from overflow.
    public static func += (sum: inout SandboxMetrics, more: SandboxMetrics) {
        sum.impressions += more.impressions
        sum.clicks += more.clicks
        sum.spend = Decimal12(units: sum.spend.units + more.spend.units)
        sum.enquiries += more.enquiries
        sum.purchases += more.purchases
    }
}

extension SandboxMetrics: JSONRepresentable {
    /// Reads what `json` writes; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "metrics")
        impressions = try Wire.count(fields, "impressions")
        clicks = try Wire.count(fields, "clicks")
        spend = try fields.required("spend", Wire.decimal)
        enquiries = try Wire.count(fields, "enquiries")
        purchases = try Wire.count(fields, "purchases")
        try fields.end()
    }

    /// Counts as numbers, spend as decimal text.
    public var json: JSON {
        [
            "impressions": .integer(impressions), "clicks": .integer(clicks), "spend": .string(spend.description),
            "enquiries": .integer(enquiries), "purchases": .integer(purchases),
        ]
    }
}

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

/// The account that is billed, with what decides its bills.
public struct SandboxAccount: Hashable, Sendable, JSONRepresentable {
    /// The account itself.
    public let ref: EntityRef
    /// What people call it.
    public let name: String
    /// The currency of every budget and bill.
    public let currency: Currency
    /// Where its days begin and end.
    public let zone: Zone
    /// Decides every chance event; the same seed and requests make the same bills.
    public let seed: Int64
    /// Simulated time at the start.
    public let opened: Instant
    /// How long after the fact reports show what was billed, in whole hours.
    public let reportingLagHours: Int64

    /// An account as `seed` opens it.
    public init(
        ref: EntityRef, name: String, currency: Currency, zone: Zone, seed: Int64, opened: Instant,
        reportingLagHours: Int64 = 3
    ) {
        self.ref = ref
        self.name = name
        self.currency = currency
        self.zone = zone
        self.seed = seed
        self.opened = opened
        self.reportingLagHours = reportingLagHours
    }

    /// Reads what `json` writes; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "account")
        ref = try fields.required("entity", Wire.entity)
        name = try fields.required("name", Wire.text)
        currency = try fields.required("currency", Wire.currency)
        zone = try fields.required("zone", Wire.zone)
        seed = try fields.integer("seed", in: 0...Int64(1 << 52))
        opened = try fields.required("opened", Wire.instant)
        reportingLagHours = try fields.integer("reporting_lag_hours", in: 0...240)
        try fields.end()
    }

    /// The account on the wire and in the file.
    public var json: JSON {
        [
            "entity": .string(ref.description), "name": .string(name), "currency": .string(currency.code),
            "zone": .string(zone.name), "seed": .integer(seed), "opened": .string(opened.description),
            "reporting_lag_hours": .integer(reportingLagHours),
        ]
    }
}
