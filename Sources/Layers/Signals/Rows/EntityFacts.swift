public import Vocabulary

/// One entity of a row's lineage: what it is, and its name where the row has one.
public struct NamedEntity: Hashable, Sendable {
    /// Kind and identifier.
    public let ref: EntityRef
    /// Its name on the platform.
    public let name: String?

    /// An entity with a name or without.
    public init(_ ref: EntityRef, name: String? = nil) {
        self.ref = ref
        self.name = name
    }
}

/// What a row says about its entity beside its counts; nil where it says nothing.
public struct EntityFacts: Hashable, Sendable {
    /// Whether it runs.
    public var status: EntityStatus?
    /// Its daily budget.
    public var dailyBudget: Money?
    /// Whether the campaign that it is below runs.
    public var campaignStatus: EntityStatus?
    /// The daily budget of the campaign that it is below.
    public var campaignBudget: Money?
    /// Its first day.
    public var start: CalendarDate?
    /// Whether it is sold as part of a bundle.
    public var inBundle: Bool?
    /// Whether an experiment runs on it.
    public var inExperiment: Bool?

    /// Nothing said.
    public init() {}
}
