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
    /// People who asked; an imported history may hold parts of one, a day of the platform's own has whole ones. Nil where an
    /// imported history does not count them.
    public var enquiries: AttributedCount?
    /// People who bought, likewise.
    public var purchases: AttributedCount?
    /// What they paid, in major units; nil where nobody reports it.
    public var revenue: Decimal12?

    /// Counts of one entity.
    public init(
        impressions: Int64, clicks: Int64, spend: Decimal12, enquiries: AttributedCount?, purchases: AttributedCount?,
        revenue: Decimal12? = nil
    ) {
        self.impressions = impressions
        self.clicks = clicks
        self.spend = spend
        self.enquiries = enquiries
        self.purchases = purchases
        self.revenue = revenue
    }

    /// Nothing yet, and nothing known of what not everybody counts.
    public static let none = SandboxMetrics(impressions: 0, clicks: 0, spend: .zero, enquiries: nil, purchases: nil)

    /// The sum of several entities or times: what one of them does not count is known of none of them. Of nothing at all, 0.
    static func total(_ parts: [SandboxMetrics]) -> SandboxMetrics {
        var sum = parts.reduce(into: none) { $0 += $1 }
        sum.enquiries = parts.contains { $0.enquiries == nil } ? nil : sum.enquiries ?? 0
        sum.purchases = parts.contains { $0.purchases == nil } ? nil : sum.purchases ?? 0
        if parts.contains(where: { $0.revenue == nil }) { sum.revenue = nil }
        return sum
    }

    /// Adds the counts of another entity or time, as far as it counts them. The bounds of `Wire` keep every sum from overflow;
    /// attributed counts stay at the largest there is.
    public static func += (sum: inout SandboxMetrics, more: SandboxMetrics) {
        sum.impressions += more.impressions
        sum.clicks += more.clicks
        sum.spend = Decimal12(units: sum.spend.units + more.spend.units)
        if let enquiries = more.enquiries { sum.enquiries = (sum.enquiries ?? 0) + enquiries }
        if let purchases = more.purchases { sum.purchases = (sum.purchases ?? 0) + purchases }
        if let revenue = more.revenue { sum.revenue = Decimal12(units: (sum.revenue?.units ?? 0) + revenue.units) }
    }

    /// One of `count` nearly equal parts, which together are the whole.
    func part(_ place: Int, of count: Int) -> SandboxMetrics {
        func part(_ whole: Int128) -> Int128 {
            whole * Int128(place + 1) / Int128(count) - whole * Int128(place) / Int128(count)
        }
        func whole(_ number: Int64) -> Int64 { Int64(part(Int128(number))) }
        return SandboxMetrics(
            impressions: whole(impressions), clicks: whole(clicks), spend: Decimal12(units: part(spend.units)),
            enquiries: enquiries.map { AttributedCount(millionths: whole($0.millionths)) },
            purchases: purchases.map { AttributedCount(millionths: whole($0.millionths)) },
            revenue: revenue.map { Decimal12(units: part($0.units)) })
    }
}

extension SandboxMetrics: JSONRepresentable {
    /// Reads what `json` writes; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "metrics")
        impressions = try Wire.count(fields, "impressions")
        clicks = try Wire.count(fields, "clicks")
        spend = try fields.required("spend", Wire.decimal)
        enquiries = try fields.optional("enquiries", Wire.attributedCount)
        purchases = try fields.optional("purchases", Wire.attributedCount)
        revenue = try fields.optional("revenue", Wire.decimal)
        try fields.end()
    }

    /// Counts as numbers, money and counts in parts as decimal text.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "impressions": .integer(impressions), "clicks": .integer(clicks), "spend": .string(spend.description),
                "enquiries": enquiries?.json, "purchases": purchases?.json,
                "revenue": revenue.map { .string($0.description) },
            ]))
    }
}
