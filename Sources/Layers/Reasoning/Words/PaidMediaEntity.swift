public import Vocabulary

/// A campaign or an ad as a reasoner sees it.
public struct PaidMediaEntity: Sendable, Hashable {
    /// Whom an ad is shown to. Values are the platform's own words; nil where the source does not say.
    public struct Segment: Sendable, Hashable {
        /// Age band: `30-34`.
        public let age: String?
        /// Gender: `F`.
        public let gender: String?
        /// Interest: a code or a word.
        public let interest: String?

        /// A segment.
        public init(age: String? = nil, gender: String? = nil, interest: String? = nil) {
            self.age = age
            self.gender = gender
            self.interest = interest
        }
    }

    /// Whether something about the entity is already under way.
    public enum Standing: String, Sendable, Hashable {
        /// Nothing is.
        case free
        /// A proposal about it is held, or it is locked by an escalation.
        case waiting
        /// It was changed so recently that the measured period does not show the change yet.
        case settling
        /// A proposal about it was refused on these same data.
        case refused
        /// A person decided about it lately, or before newer data came.
        case decided
        /// The charter never lets anything be done to it.
        case forbidden
    }

    /// What it is.
    public let ref: EntityRef
    /// The campaign it belongs to; itself for a campaign.
    public let campaign: EntityRef
    /// Whom it is shown to.
    public let segment: Segment
    /// Whether it runs.
    public let status: EntityStatus
    /// Its own daily budget; nil where it has none.
    public let dailyBudget: Money?
    /// The daily budget under which its counts came about, on average; nil where that is its present one.
    public let measuredBudget: Money?
    /// Whether it may be proposed about.
    public internal(set) var standing: Standing
    /// What was measured of it in the snapshot's period. Zero for a campaign whose ads carry the numbers.
    public let totals: MetricTotals
    /// Whole days it has been running; nil where not known.
    public let daysRunning: Int?

    /// An entity.
    public init(
        ref: EntityRef, campaign: EntityRef, segment: Segment = Segment(), status: EntityStatus = .active,
        dailyBudget: Money? = nil, measuredBudget: Money? = nil, standing: Standing = .free,
        totals: MetricTotals = MetricTotals(),
        daysRunning: Int? = nil
    ) {
        self.ref = ref
        self.campaign = campaign
        self.segment = segment
        self.status = status
        self.dailyBudget = dailyBudget
        self.measuredBudget = measuredBudget
        self.standing = standing
        self.totals = totals
        self.daysRunning = daysRunning
    }

    /// Its present daily budget as a multiple of the one that its counts came about under; 1 where that is not known.
    var presentRatio: Double {
        guard let measuredBudget, let dailyBudget, measuredBudget.minorUnits > 0 else { return 1 }
        return Double(dailyBudget.minorUnits) / Double(measuredBudget.minorUnits)
    }
}
