/// What a cost of the catalogue is the cost of: the results of one entity that its spend is divided by.
public enum CostResult: String, Hashable, Sendable, CaseIterable {
    /// Of spend over purchases, such as `cost_per_purchase`.
    case purchase
    /// Of spend over enquiries.
    case enquiry
    /// Of spend over clicks.
    case click

    /// The result that a metric is the cost of; nil for a metric that is no cost of one.
    public init?(_ metric: Metric?) {
        guard case .ratio(let cost, let results)? = metric?.formula, cost.text == "spend" else { return nil }
        switch results.text {
        case "purchases": self = .purchase
        case "enquiries": self = .enquiry
        case "clicks": self = .click
        default: return nil
        }
    }
}
