import Schemas
import Vocabulary

/// What the platform billed for one stretch of simulated time, which never crosses local midnight.
struct Bill: Hashable, JSONRepresentable {
    /// The account's local day.
    let day: CalendarDate
    /// The stretch: after `from`, up to and including `until`.
    let from: Instant, until: Instant
    /// One item for every campaign that delivered.
    let campaigns: [CampaignBill]
    /// How that money was spent, ad by ad; where a campaign or an ad set has no ads, as its own.
    let ads: [AdBill]

    init(day: CalendarDate, from: Instant, until: Instant, campaigns: [CampaignBill], ads: [AdBill]) {
        self.day = day
        self.from = from
        self.until = until
        self.campaigns = campaigns
        self.ads = ads
    }

    init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "bill")
        day = try fields.required("day", Wire.date)
        from = try fields.required("from", Wire.instant)
        until = try fields.required("until", Wire.instant)
        campaigns = try fields.value("campaigns")
        ads = try fields.value("ads")
        try fields.end()
    }

    var json: JSON {
        [
            "day": .string(day.description), "from": .string(from.description), "until": .string(until.description),
            "campaigns": campaigns.json, "ads": ads.json,
        ]
    }
}

/// The money of one campaign in one stretch.
struct CampaignBill: Hashable, JSONRepresentable {
    let campaign: EntityRef
    /// Minor units billed.
    let minorUnits: Int64
    /// What was earned today down to fractions of a minor unit, so that many short stretches bill what one long one does.
    let accrued: Int128

    init(campaign: EntityRef, minorUnits: Int64, accrued: Int128) {
        self.campaign = campaign
        self.minorUnits = minorUnits
        self.accrued = accrued
    }

    init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "campaign bill")
        campaign = try fields.required("campaign", Wire.entity)
        minorUnits = try fields.integer("minor_units", in: 0...1_000_000_000_000_000)
        let text = try fields.string("accrued")
        guard let accrued = Int128(text) else { throw JSONShapeError(message: "`\(text)` is no whole number") }
        self.accrued = accrued
        try fields.end()
    }

    var json: JSON {
        [
            "campaign": .string(campaign.description), "minor_units": .integer(minorUnits),
            "accrued": .string(String(accrued)),
        ]
    }
}

/// What one ad, or what has no ads below it, got and brought in one stretch; an array on disk, because there are many.
struct AdBill: Hashable, JSONRepresentable {
    let entity: EntityRef
    let minorUnits: Int64
    let impressions: Int64
    let clicks: Int64
    let enquiries: Int64
    let purchases: Int64
    /// What was paid, minor units; nil for an account whose history holds no revenue.
    let revenue: Int64?

    init(entity: EntityRef, minorUnits: Int64, counts: [Int64], revenue: Int64? = nil) {
        self.entity = entity
        self.minorUnits = minorUnits
        self.revenue = revenue
        (impressions, clicks, enquiries, purchases) = (counts[0], counts[1], counts[2], counts[3])
    }

    init(json: JSON) throws(JSONShapeError) {
        guard let items = json.arrayValue, (6...7).contains(items.count), let text = items[0].stringValue else {
            throw JSONShapeError(message: "is no bill of an ad")
        }
        // Files of before bills without ads were written have the ad's bare identifier.
        guard let entity = EntityRef(parsing: text) ?? EntityRef(.ad, text) else {
            throw JSONShapeError(message: "is the bill of nothing that can be named")
        }
        let numbers = items.dropFirst().compactMap(\.integerValue)
        guard numbers.count == items.count - 1, numbers.allSatisfy({ $0 >= 0 }) else {
            throw JSONShapeError(message: "holds something else than counts")
        }
        self.init(
            entity: entity, minorUnits: numbers[0], counts: Array(numbers[1...4]),
            revenue: numbers.count > 5 ? numbers[5] : nil)
    }

    var json: JSON {
        let numbers = [minorUnits, impressions, clicks, enquiries, purchases] + (revenue.map { [$0] } ?? [])
        return .array([.string(entity.description)] + numbers.map { .integer($0) })
    }
}
