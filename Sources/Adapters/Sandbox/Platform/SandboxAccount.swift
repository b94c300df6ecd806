public import Schemas
public import Vocabulary

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
