internal import Vocabulary

/// What an account spends and gets in the measured period, as levels and not as counts.
struct Outcome: Sendable {
    var spend = 0.0
    var enquiries = 0.0
    var purchases = 0.0

    static func + (one: Outcome, other: Outcome) -> Outcome {
        Outcome(
            spend: one.spend + other.spend, enquiries: one.enquiries + other.enquiries,
            purchases: one.purchases + other.purchases)
    }

    static func - (one: Outcome, other: Outcome) -> Outcome {
        Outcome(
            spend: one.spend - other.spend, enquiries: one.enquiries - other.enquiries,
            purchases: one.purchases - other.purchases)
    }

    static func * (one: Outcome, factor: Double) -> Outcome {
        Outcome(spend: one.spend * factor, enquiries: one.enquiries * factor, purchases: one.purchases * factor)
    }
}

extension Outcome {
    init(_ totals: MetricTotals) {
        self.init(
            spend: totals.spend.approximate, enquiries: Double(totals.enquiries), purchases: Double(totals.purchases))
    }
}

/// A metric that the response model can compute: what the statistical reasoner can pursue and protect.
enum PaidMetric: String, Sendable {
    case spend, enquiries, purchases
    case costPerEnquiry = "cost_per_enquiry"
    case costPerPurchase = "cost_per_purchase"
    case enquiryToPurchaseRate = "enquiry_to_purchase_rate"

    init?(_ name: MetricName) { self.init(rawValue: name.text) }

    /// Which way is better.
    var better: GoalDirection {
        switch self {
        case .spend, .costPerEnquiry, .costPerPurchase: .down
        case .enquiries, .purchases, .enquiryToPurchaseRate: .up
        }
    }

    /// Whether it grows with the account when everything else stays the same.
    var isSum: Bool {
        switch self {
        case .spend, .enquiries, .purchases: true
        case .costPerEnquiry, .costPerPurchase, .enquiryToPurchaseRate: false
        }
    }

    /// Whether its values are money.
    var isMoney: Bool {
        switch self {
        case .spend, .costPerEnquiry, .costPerPurchase: true
        case .enquiries, .purchases, .enquiryToPurchaseRate: false
        }
    }

    func value(_ outcome: Outcome) -> Double {
        switch self {
        case .spend: outcome.spend
        case .enquiries: outcome.enquiries
        case .purchases: outcome.purchases
        case .costPerEnquiry: outcome.spend / max(outcome.enquiries, PaidMetric.least)
        case .costPerPurchase: outcome.spend / max(outcome.purchases, PaidMetric.least)
        case .enquiryToPurchaseRate: outcome.purchases / max(outcome.enquiries, PaidMetric.least)
        }
    }

    /// Whether there is anything to divide by.
    func isDefined(_ outcome: Outcome) -> Bool {
        switch self {
        case .spend, .enquiries, .purchases: true
        case .costPerEnquiry, .enquiryToPurchaseRate: outcome.enquiries > 0
        case .costPerPurchase: outcome.purchases > 0
        }
    }

    /// Whether `one` is a better value than `other`.
    func isBetter(_ one: Double, than other: Double) -> Bool { better == .down ? one < other : one > other }

    /// Below how many purchases the metric would be worse than `value`, spend and enquiries being what they are.
    /// Infinite where it is worse whatever the purchases, minus infinity where it never is.
    func purchases(below value: Double, spend: Double, enquiries: Double) -> Double {
        switch self {
        case .purchases: value
        case .costPerPurchase: spend / max(value, PaidMetric.least)
        case .enquiryToPurchaseRate: value * enquiries
        case .spend, .enquiries, .costPerEnquiry:
            isBetter(value, than: self.value(Outcome(spend: spend, enquiries: enquiries))) ? .infinity : -.infinity
        }
    }

    private static let least = 1e-9
}
