public import Governance
public import Vocabulary

/// An account as the ledger keeps it.
public struct AccountRecord: Hashable, Sendable {
    /// Which.
    public var ref: EntityRef
    /// Billed in.
    public var currency: Currency
    /// Whose days are billed.
    public var zone: Zone
    /// The days that were measured so far.
    public var period: Period
    /// What time the newest data speaks of.
    public var asOf: Instant
    /// What was billed for each day, as far as reported.
    public var bills: BilledDays
    /// Daily budgets of everything active, of each campaign the most that it stood at on days that are not reported yet; minor
    /// units a day.
    public var standing: Int64
    /// The day `standing` is of.
    public var standingOn: CalendarDate
    /// The highest change of the platform's history that was seen.
    public var seenChange: Int64
    /// The first day whose bill the platform itself tells; from here on nothing else does. Nil before its first sight.
    public var seenFrom: CalendarDate?
    /// Every raise that was ever confirmed, minor units a day; only the ledger counts it up.
    public var raised: Int64
    /// How many campaigns are active with a budget that is not known: while there is one, nothing is raised.
    public var uncounted: Int64
    /// Raises that are reserved and not yet read back, minor units a day; read only, since the gate alone writes it.
    public var reserved: Int64

    /// An account.
    public init(
        ref: EntityRef, currency: Currency, zone: Zone, period: Period, asOf: Instant, bills: BilledDays,
        standing: Int64, standingOn: CalendarDate, seenChange: Int64, seenFrom: CalendarDate? = nil,
        raised: Int64 = 0, uncounted: Int64 = 0, reserved: Int64 = 0
    ) {
        self.ref = ref
        self.currency = currency
        self.zone = zone
        self.period = period
        self.asOf = asOf
        self.bills = bills
        self.standing = standing
        self.standingOn = standingOn
        self.seenChange = seenChange
        self.seenFrom = seenFrom
        self.raised = raised
        self.uncounted = uncounted
        self.reserved = reserved
    }

    /// How money caps stand at an instant, in their order, with `raise` minor units a day on top.
    public func standings(
        of caps: [Charter.MoneyCap], at now: Instant, _ rule: BillingRule, adding raise: Int64 = 0
    ) -> [CapStanding] {
        let today = zone.date(at: now)
        return caps.map {
            CapStanding(
                $0, on: today, at: now, bills, rule, standing: standing, reserved: reserved, raise: raise)
        }
    }
}

/// What the account's standing counts for a campaign.
public struct CountedBudget: Hashable, Sendable {
    /// Minor units a day; nothing where it did not run.
    public var daily: Int64
    /// The last day on which it stood, in the account's zone: a lowering frees nothing before that day is reported.
    public var day: CalendarDate

    /// A budget that stood on a day.
    public init(daily: Int64, day: CalendarDate) {
        self.daily = daily
        self.day = day
    }
}

/// An entity as the store keeps it: its state as last read, its metrics summed over the measured period.
public struct EntityRecord: Hashable, Sendable {
    /// What is known, in the gate's words; `waiting` is filled from the inbox.
    public var facts: EntityFacts
    /// Segment attributes: `age`, `gender`, `interest`.
    public var attributes: [String: String]
    /// When its state was last read from the platform; nil before the first read.
    public var readAt: Instant?
    /// Of which time a history of versions says this: what it says of an earlier one does not replace it. Nil for all else; it is
    /// written, and not read again.
    public var saidAt: Instant?
    /// What the last row without counts said of it, as canonical JSON: the same again is nothing new, whatever reports with counts or
    /// the platform say meanwhile.
    public var said: String?

    /// An entity.
    public init(facts: EntityFacts, attributes: [String: String] = [:], readAt: Instant? = nil) {
        self.facts = facts
        self.attributes = attributes
        self.readAt = readAt
    }
}

/// Counts of one entity over one period from one source; a later one with the same key replaces the earlier (P12).
public struct MetricRecord: Hashable, Sendable {
    /// The source.
    public var source: SourceName
    /// The entity.
    public var entity: EntityRef
    /// The days.
    public var period: Period
    /// What tells rows of one entity and period apart, such as a device: the text of a `Breakdown`.
    public var breakdown: String
    /// Spend, exact.
    public var spend: MetricMoney?
    /// Times shown.
    public var impressions: Int64?
    /// Clicks.
    public var clicks: Int64?
    /// Enquiries.
    public var enquiries: AttributedCount?
    /// Purchases.
    public var purchases: AttributedCount?
    /// What customers paid, exact; in the currency of `spend` where both are there.
    public var revenue: MetricMoney?
    /// What time it speaks of.
    public var asOf: Instant

    /// Counts.
    public init(
        source: SourceName, entity: EntityRef, period: Period, breakdown: String = "", spend: MetricMoney?,
        impressions: Int64?, clicks: Int64?, enquiries: AttributedCount?, purchases: AttributedCount?,
        revenue: MetricMoney? = nil, asOf: Instant
    ) {
        self.source = source
        self.entity = entity
        self.period = period
        self.breakdown = breakdown
        self.spend = spend
        self.impressions = impressions
        self.clicks = clicks
        self.enquiries = enquiries
        self.purchases = purchases
        self.revenue = revenue
        self.asOf = asOf
    }
}

/// An import as it was accepted.
public struct ImportRecord: Hashable, Sendable {
    /// Its identifier.
    public var id: ImportID
    /// The file's name, without its folder.
    public var fileName: String
    /// SHA-256 of the file, lower-case hex.
    public var hash: String
    /// When.
    public var at: Instant
    /// Rows accepted, and how many of them changed something.
    public var accepted: Int
    /// Rows that changed something.
    public var changed: Int
    /// Rows refused, each with its line in the answer of the import.
    public var refused: Int
    /// What the file lacked and was declared, in words.
    public var assumptions: [String]

    /// An import.
    public init(
        id: ImportID, fileName: String, hash: String, at: Instant, accepted: Int, changed: Int, refused: Int,
        assumptions: [String]
    ) {
        self.id = id
        self.fileName = fileName
        self.hash = hash
        self.at = at
        self.accepted = accepted
        self.changed = changed
        self.refused = refused
        self.assumptions = assumptions
    }
}
