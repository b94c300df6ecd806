internal import Vocabulary

/// What an account spends and gets in the measured period, as levels and not as counts.
struct Outcome: Sendable {
    var spend = 0.0
    var enquiries = 0.0
    var purchases = 0.0
    /// What the purchases brought; 0 where that is not known.
    var revenue = 0.0

    static func + (one: Outcome, other: Outcome) -> Outcome {
        Outcome(
            spend: one.spend + other.spend, enquiries: one.enquiries + other.enquiries,
            purchases: one.purchases + other.purchases, revenue: one.revenue + other.revenue)
    }

    static func - (one: Outcome, other: Outcome) -> Outcome {
        Outcome(
            spend: one.spend - other.spend, enquiries: one.enquiries - other.enquiries,
            purchases: one.purchases - other.purchases, revenue: one.revenue - other.revenue)
    }

    static func * (one: Outcome, factor: Double) -> Outcome {
        Outcome(
            spend: one.spend * factor, enquiries: one.enquiries * factor, purchases: one.purchases * factor,
            revenue: one.revenue * factor)
    }
}

extension Outcome {
    init(_ totals: MetricTotals) {
        self.init(
            spend: totals.spend.approximate, enquiries: totals.enquiries.approximate,
            purchases: totals.purchases.approximate, revenue: totals.revenue?.approximate ?? 0)
    }
}

extension MetricTotals {
    /// Whether purchases are counted and the enquiries that led to them are not.
    var isDirect: Bool { purchases > 0 && enquiries < purchases }
}

extension Outcome {
    /// With every purchase as its own enquiry.
    var direct: Outcome { Outcome(spend: spend, enquiries: purchases, purchases: purchases, revenue: revenue) }
}

/// A metric that the response model can compute: what the statistical reasoner can pursue and protect.
enum PaidMetric: String, Sendable {
    case spend, enquiries, purchases, revenue, roas
    case costPerEnquiry = "cost_per_enquiry"
    case costPerPurchase = "cost_per_purchase"
    case enquiryToPurchaseRate = "enquiry_to_purchase_rate"

    init?(_ name: MetricName) { self.init(rawValue: name.text) }

    /// Which way is better.
    var better: GoalDirection {
        switch self {
        case .spend, .costPerEnquiry, .costPerPurchase: .down
        case .enquiries, .purchases, .enquiryToPurchaseRate, .revenue, .roas: .up
        }
    }

    /// Its name in the catalogue.
    var name: MetricName? { MetricName(rawValue) }

    /// Whether the catalogue tells it in per cent.
    var isShare: Bool { self == .enquiryToPurchaseRate }

    /// Whether it grows with the account when everything else stays the same.
    var isSum: Bool {
        switch self {
        case .spend, .enquiries, .purchases, .revenue: true
        case .costPerEnquiry, .costPerPurchase, .enquiryToPurchaseRate, .roas: false
        }
    }

    /// Whether it takes enquiries.
    var needsEnquiries: Bool {
        switch self {
        case .enquiries, .costPerEnquiry, .enquiryToPurchaseRate: true
        case .spend, .purchases, .revenue, .roas, .costPerPurchase: false
        }
    }

    /// Whether it takes what purchases brought.
    var needsRevenue: Bool { self == .revenue || self == .roas }

    /// Whether its values are money.
    var isMoney: Bool {
        switch self {
        case .spend, .costPerEnquiry, .costPerPurchase, .revenue: true
        case .enquiries, .purchases, .enquiryToPurchaseRate, .roas: false
        }
    }

    func value(_ outcome: Outcome) -> Double {
        switch self {
        case .spend: outcome.spend
        case .enquiries: outcome.enquiries
        case .purchases: outcome.purchases
        case .revenue: outcome.revenue
        case .roas: outcome.revenue / max(outcome.spend, PaidMetric.least)
        case .costPerEnquiry: outcome.spend / max(outcome.enquiries, PaidMetric.least)
        case .costPerPurchase: outcome.spend / max(outcome.purchases, PaidMetric.least)
        case .enquiryToPurchaseRate: outcome.purchases / max(outcome.enquiries, PaidMetric.least)
        }
    }

    /// Whether it takes purchases; what they bring comes with them.
    var needsPurchases: Bool {
        switch self {
        case .purchases, .costPerPurchase, .enquiryToPurchaseRate, .revenue, .roas: true
        case .spend, .enquiries, .costPerEnquiry: false
        }
    }

    /// Whether a snapshot holds what it takes.
    func isCounted(in snapshot: PaidMediaSnapshot, _ totals: MetricTotals) -> Bool {
        (!needsRevenue || totals.revenue != nil)
            && (!needsEnquiries || !totals.isDirect && snapshot.missing("enquiries").isEmpty)
            && (!needsPurchases || snapshot.missing("purchases").isEmpty)
    }

    /// Whether there is anything to divide by.
    func isDefined(_ outcome: Outcome) -> Bool {
        switch self {
        case .spend, .enquiries, .purchases, .revenue: true
        case .roas: outcome.spend > 0
        case .costPerEnquiry, .enquiryToPurchaseRate: outcome.enquiries > 0
        case .costPerPurchase: outcome.purchases > 0
        }
    }

    /// Whether `one` is a better value than `other`.
    func isBetter(_ one: Double, than other: Double) -> Bool { better == .down ? one < other : one > other }

    /// Below how many purchases beside those of `others`, each bringing `worth`, the metric would be worse than `value`; spend
    /// and enquiries are those of `others` already. Infinite where it is worse whatever the purchases, minus infinity where it
    /// never is.
    func purchases(below value: Double, beside others: Outcome, worth: Double) -> Double {
        switch self {
        case .purchases: value - others.purchases
        case .costPerPurchase: others.spend / max(value, PaidMetric.least) - others.purchases
        case .enquiryToPurchaseRate: value * others.enquiries - others.purchases
        case .revenue: (value - others.revenue) / max(worth, PaidMetric.least)
        case .roas: (value * others.spend - others.revenue) / max(worth, PaidMetric.least)
        case .spend, .enquiries, .costPerEnquiry: isBetter(value, than: self.value(others)) ? .infinity : -.infinity
        }
    }

    private static let least = 1e-9
}
