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
    /// What they paid, in major units; nil where nobody reports it.
    public var revenue: Decimal12?

    /// Counts of one entity.
    public init(
        impressions: Int64, clicks: Int64, spend: Decimal12, enquiries: Int64, purchases: Int64,
        revenue: Decimal12? = nil
    ) {
        self.impressions = impressions
        self.clicks = clicks
        self.spend = spend
        self.enquiries = enquiries
        self.purchases = purchases
        self.revenue = revenue
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
        if let revenue = more.revenue { sum.revenue = Decimal12(units: (sum.revenue?.units ?? 0) + revenue.units) }
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
        revenue = try fields.optional("revenue", Wire.decimal)
        try fields.end()
    }

    /// Counts as numbers, money as decimal text.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "impressions": .integer(impressions), "clicks": .integer(clicks), "spend": .string(spend.description),
                "enquiries": .integer(enquiries), "purchases": .integer(purchases),
                "revenue": revenue.map { .string($0.description) },
            ]))
    }
}
