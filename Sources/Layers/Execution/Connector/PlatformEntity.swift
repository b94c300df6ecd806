public import Vocabulary

/// An entity as a platform shows it at one moment.
public struct PlatformEntity: Hashable, Sendable {
    /// Kind and the platform's identifier.
    public let ref: EntityRef
    /// The entity above; nil for the account.
    public let parent: EntityRef?
    /// Its name.
    public let name: String
    /// Whether it runs.
    public let status: EntityStatus
    /// Its average daily budget, where it has one.
    public let dailyBudget: Money?
    /// Whom it is shown to, as canonical JSON.
    public let targeting: String
    /// When it was made.
    public let created: Instant
    /// The first day it ran.
    public let started: CalendarDate
    /// Whether it is part of a bundle; nil where the platform does not say.
    public let inBundle: Bool?
    /// Whether it is part of an experiment; nil where the platform does not say.
    public let inExperiment: Bool?
    /// The platform's version of it, which a write can be bound to; nil where it has none.
    public let version: Int64?

    /// An entity that was read.
    public init(
        ref: EntityRef, parent: EntityRef?, name: String, status: EntityStatus, dailyBudget: Money?, targeting: String,
        created: Instant, started: CalendarDate, inBundle: Bool?, inExperiment: Bool?, version: Int64?
    ) {
        self.ref = ref
        self.parent = parent
        self.name = name
        self.status = status
        self.dailyBudget = dailyBudget
        self.targeting = targeting
        self.created = created
        self.started = started
        self.inBundle = inBundle
        self.inExperiment = inExperiment
        self.version = version
    }

    /// A field as preconditions and receipts write it; nil for a field that it does not have.
    public func value(of field: String) -> String? {
        switch field {
        case "status": status.rawValue
        case "daily_budget": dailyBudget?.description
        case "targeting": targeting
        case "name": name
        default: nil
        }
    }
}

/// One field that somebody changed on the platform.
public struct PlatformChange: Hashable, Sendable {
    /// Its number on the platform, growing.
    public let number: Int64
    /// When.
    public let at: Instant
    /// Who, as the platform names them.
    public let actor: String
    /// The value before; nil where the entity is new.
    public let before: FieldValue?
    /// The value after.
    public let after: FieldValue

    /// A change that was read.
    public init(number: Int64, at: Instant, actor: String, before: FieldValue?, after: FieldValue) {
        self.number = number
        self.at = at
        self.actor = actor
        self.before = before
        self.after = after
    }
}

/// Counts as a platform reports them, and how far they go.
public struct PlatformReport: Hashable, Sendable {
    /// One entity, over the whole period or on one day of it.
    public struct Row: Hashable, Sendable {
        /// The entity.
        public let entity: EntityRef
        /// The day in the account's zone; nil for the whole period, and in a report by day for days that are unknown.
        public let day: CalendarDate?
        /// Times shown.
        public let impressions: Int64
        /// Clicks.
        public let clicks: Int64
        /// Billed, exact.
        public let spend: MetricMoney
        /// People who asked, in parts where the platform splits them over ads; nil where it does not count them.
        public let enquiries: AttributedCount?
        /// People who bought, likewise.
        public let purchases: AttributedCount?
        /// What they paid, exact; nil where the platform is not told.
        public let revenue: MetricMoney?
        /// Why none of the counts is known for exactly these days, in words: they are then no answer. Nil where they are.
        public let unknown: String?

        /// A row that was read; `counts` are impressions, clicks, enquiries and purchases.
        public init(
            entity: EntityRef, day: CalendarDate?, spend: MetricMoney,
            counts: (Int64, Int64, AttributedCount?, AttributedCount?), revenue: MetricMoney? = nil,
            unknown: String? = nil
        ) {
            self.unknown = unknown
            self.entity = entity
            self.revenue = revenue
            self.day = day
            self.spend = spend
            (impressions, clicks, enquiries, purchases) = counts
        }
    }

    /// The rows, in the platform's order.
    public let rows: [Row]
    /// Everything billed up to here is in; what came later is billed and not yet reported.
    public let completeUntil: Instant

    /// A report that was read.
    public init(rows: [Row], completeUntil: Instant) {
        self.rows = rows
        self.completeUntil = completeUntil
    }
}
