/// What a condition (`when:`) may read, by name and type. The gate binds these and nothing else; a fact that is absent when
/// it is asked is an error of the condition, and an error refuses.
///
/// Money is not among them: a condition computes with 64-bit numbers, money is exact. Money is limited by bounds, caps
/// and evidence instead.
public struct ConditionFact: Hashable, Sendable {
    /// The dotted name, such as `entity.purchases`.
    public let name: String
    /// What it is.
    public let type: FactType
    /// What it says, in one line.
    public let meaning: String

    /// The types of facts, as CEL has them.
    public enum FactType: String, Hashable, Sendable {
        /// 64-bit integer.
        case int
        /// 64-bit floating point; shares are fractions of one.
        case double
        /// Text.
        case string
    }

    /// A fact.
    public init(_ name: String, _ type: FactType, _ meaning: String) {
        self.name = name
        self.type = type
        self.meaning = meaning
    }

    /// Every fact there is under a catalogue: the fixed ones, then the metrics of the entity, its campaign and the account.
    /// Metrics are those of the snapshot's period.
    public static func all(_ catalogue: MetricCatalogue) -> [ConditionFact] {
        fixed + ["entity", "campaign", "account"].flatMap { scope in
            catalogue.sorted.compactMap { metric in
                type(of: metric).map { ConditionFact("\(scope).\(metric.name)", $0, metric.meaning) }
            }
        }
    }

    /// How a metric appears in a condition: counts as int, shares, numbers and days as double, money not at all.
    public static func type(of metric: Metric) -> FactType? {
        switch metric.unit {
        case .count: .int
        case .ratio, .number, .days: .double
        case .money: nil
        }
    }

    private static let fixed = [
        ConditionFact("entity.kind", .string, "account, campaign, ad_set or ad"),
        ConditionFact("entity.id", .string, "the platform's identifier"),
        ConditionFact("entity.name", .string, "the name on the platform"),
        ConditionFact("entity.status", .string, "active or paused"),
        ConditionFact("entity.age_days", .int, "whole days since it was made"),
        ConditionFact("entity.share_of_spend", .double, "its part of the account's spend"),
        ConditionFact("proposal.tool", .string, "the tool that is proposed"),
        ConditionFact("proposal.confidence", .double, "how sure the reasoner is, 0 to 1"),
        ConditionFact("proposal.change", .double, "the step as a fraction of the current value, negative for down"),
        ConditionFact("now.hour", .int, "0 to 23 in the charter's zone"),
        ConditionFact("now.weekday", .int, "0 for Sunday to 6, in the charter's zone"),
    ]
}
