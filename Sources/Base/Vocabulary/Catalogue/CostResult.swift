/// What a cost of the catalogue is the cost of: the results of one entity that its spend is divided by.
public enum CostResult: String, Hashable, Sendable, CaseIterable {
    /// Of `cost_per_purchase`.
    case purchase
    /// Of `cost_per_enquiry`.
    case enquiry
    /// Of `cost_per_click`.
    case click

    /// The result that a metric is the cost of; nil for a metric that is no cost of one.
    public init?(_ metric: MetricName) {
        guard let found = Self.allCases.first(where: { metric.text == "cost_per_\($0.rawValue)" }) else { return nil }
        self = found
    }
}
