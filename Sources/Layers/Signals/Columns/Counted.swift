public import Vocabulary

/// The observed metrics that a report row can carry; every rate and cost is computed from their sums, never
/// read.
public enum Counted: Int, CaseIterable, Hashable, Sendable {
    /// Times shown.
    case impressions
    /// People reached; cannot be added up over days or ads, so it is kept but never summed.
    case reach
    /// Clicks.
    case clicks
    /// Money billed.
    case spend
    /// Leads.
    case enquiries
    /// Conversions that were bought.
    case purchases
    /// Money customers paid.
    case revenue

    /// The name in charters and in the catalogue.
    public var text: String { Self.texts[rawValue] }

    /// The catalogue's name.
    public var name: MetricName? { MetricName(text) }

    /// The metric of a catalogue name, or nil where a report carries none such.
    public init?(_ name: String) {
        guard let index = Self.texts.firstIndex(of: name) else { return nil }
        self.init(rawValue: index)
    }

    /// Whether the values are money.
    public var isMoney: Bool { self == .spend || self == .revenue }

    /// Whether the values are whole by nature, so that a sign in them can only group digits.
    public var isWhole: Bool { self == .impressions || self == .reach || self == .clicks }

    /// All cases, made once: this is asked for every row.
    static let all = Array(allCases)

    private static let texts = ["impressions", "reach", "clicks", "spend", "enquiries", "purchases", "revenue"]
}
