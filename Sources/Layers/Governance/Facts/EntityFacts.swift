public import Vocabulary

/// What is known of one entity; nil is not known, and a rule that needs it refuses.
public struct EntityFacts: Hashable, Sendable {
    /// Which entity.
    public var ref: EntityRef
    /// Its name on the platform.
    public var name: String?
    /// What it belongs to, from the campaign down, with names.
    public var parents: [Parent] = []
    /// What is below it that nothing may be done to, or of which that is not known; asked only where a call stops or starts all
    /// that is below.
    public var protected: [Parent] = []
    /// Whether it runs.
    public var status: EntityStatus?
    /// Its own daily budget, where it has one.
    public var dailyBudget: Money?
    /// What the account's standing counts for it, minor units a day: the most that it stood at on days that are not reported yet,
    /// whatever it stands at now; nil where it counts nothing.
    public var countedDaily: Int64?
    /// When it started.
    public var started: Instant?
    /// What was spent on it in the measured period, exact.
    public var spend: MetricMoney?
    /// Times shown in the measured period.
    public var impressions: Int64?
    /// Clicks in the measured period.
    public var clicks: Int64?
    /// Enquiries in the measured period.
    public var enquiries: AttributedCount?
    /// Purchases in the measured period.
    public var purchases: AttributedCount?
    /// What customers paid in the measured period, exact.
    public var revenue: MetricMoney?
    /// Whether it is part of a bundle.
    public var inBundle: Bool?
    /// Whether it is part of an experiment.
    public var inExperiment: Bool?
    /// Whom it is shown to, as canonical JSON; nil where the platform did not say.
    public var targeting: String?
    /// When somebody else last changed it; nil where nobody did. First sight is no change.
    public var changedByOthers: Instant?
    /// When a person last decided about it otherwise than an agent asked: said no, left it alone, did something else, took back.
    public var decidedByPerson: Instant?
    /// What a person is already asked about it, or what is on its way to it.
    public var waiting: Waiting?

    /// An entity of which nothing is known but that it is there.
    public init(_ ref: EntityRef) { self.ref = ref }

    /// Something above an entity, or below it.
    public struct Parent: Hashable, Sendable {
        /// Which.
        public var ref: EntityRef
        /// Its name.
        public var name: String?

        /// One of them.
        public init(_ ref: EntityRef, name: String? = nil) {
            self.ref = ref
            self.name = name
        }
    }

    /// Why an entity waits for a person.
    public enum Waiting: Hashable, Sendable {
        /// A hold on it is open.
        case hold(DecisionID)
        /// An escalation has locked it.
        case escalation(EscalationID)
        /// A decision on it was sent, or is about to be, and is not confirmed.
        case underWay(DecisionID)
    }

    /// The entity of a kind that it is, or belongs to.
    public func scope(_ kind: EntityKind) -> EntityRef? {
        ref.kind == kind ? ref : parents.first { $0.ref.kind == kind }?.ref
    }
}

/// What is known of the account.
public struct AccountFacts: Hashable, Sendable {
    /// Which account.
    public var ref: EntityRef
    /// Its name, empty where it has none; nil where that is not known.
    public var name: String?
    /// In which currency it is billed.
    public var currency: Currency
    /// Spent in the measured period, exact; nil where nothing is imported.
    public var spend: MetricMoney?
    /// How many days the measured period has.
    public var days: Int
    /// Daily budgets of everything active, managed by us or not; minor units a day, the highest of today. Below zero where
    /// one of them is not known.
    public var standing: Int64
    /// Raises that are reserved and not yet read back; minor units a day.
    public var reserved: Int64
    /// What each money cap's windows hold.
    public var caps: [CapFacts]
    /// What was counted of it in the measured period; nil where the proposal cites nothing of it.
    public var counted: EntityFacts?

    /// An account.
    public init(
        ref: EntityRef, name: String?, currency: Currency, spend: MetricMoney?, days: Int, standing: Int64,
        reserved: Int64, caps: [CapFacts], counted: EntityFacts? = nil
    ) {
        self.counted = counted
        self.ref = ref
        self.name = name
        self.currency = currency
        self.spend = spend
        self.days = days
        self.standing = standing
        self.reserved = reserved
        self.caps = caps
    }
}
