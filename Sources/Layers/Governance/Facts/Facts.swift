public import Vocabulary

/// Everything the gate needs to know to judge one proposal, loaded in the transaction that judges; stored with the ruling,
/// so that the same bytes give the same ruling for ever (P20).
public struct Facts: Hashable, Sendable {
    /// The time of judging.
    public var now: Instant
    /// How the agent stands.
    public var standing: Standing
    /// The account, nil where none is known: then nothing that spends is authorised.
    public var account: AccountFacts?
    /// The entities the call touches, in the call's order; one that is not known is missing here.
    public var entities: [EntityFacts]
    /// What of each limit that counts over a window is used already, holds included.
    public var usage: [Usage]
    /// How new each source's data is; a source that was never seen is missing.
    public var sources: [SourceFacts]
    /// Triggers that are decided outside the proposal; one without data is missing, and so inactive.
    public var triggers: [TriggerFacts]

    /// Facts; what is left out is not known.
    public init(
        now: Instant, standing: Standing, account: AccountFacts? = nil, entities: [EntityFacts] = [],
        usage: [Usage] = [], sources: [SourceFacts] = [], triggers: [TriggerFacts] = []
    ) {
        self.now = now
        self.standing = standing
        self.account = account
        self.entities = entities
        self.usage = usage
        self.sources = sources
        self.triggers = triggers
    }

    /// What is known of an entity.
    public subscript(entity: EntityRef) -> EntityFacts? { entities.first { $0.ref == entity } }

    /// What of a limit is used in a scope.
    public func usage(of key: String, _ scope: String) -> Usage? {
        usage.first { $0.key == key && $0.scope == scope }
    }
}

/// How an agent stands when it proposes.
public struct Standing: Hashable, Sendable {
    /// The stage of the proposal's tool.
    public var stage: Stage
    /// How many decisions of the tool people approved since the stage began.
    public var approvedSoFar: Int
    /// A fresh draw from 0 to 9,999; below the sampled share a person sees the decision.
    public var draw: Int
    /// Holds of the agent that are open.
    public var openHolds: Int
    /// Why the agent may not act now, in words; empty where it may: halted, paused, owner away, baseline not frozen.
    public var stops: [String]
    /// Whom the person speaks for who answers an escalation with this proposal; empty where an agent proposes.
    public var speaksFor: [Charter.Approver] = []

    /// A standing.
    public init(
        stage: Stage, approvedSoFar: Int = 0, draw: Int = 9_999, openHolds: Int = 0, stops: [String] = []
    ) {
        self.stage = stage
        self.approvedSoFar = approvedSoFar
        self.draw = draw
        self.openHolds = openHolds
        self.stops = stops
    }
}

/// What of a limit is used.
public struct Usage: Hashable, Sendable {
    /// The limit's key: `constraints.change[0]`.
    public var key: String
    /// On what: `campaign/936`, `account/main`.
    public var scope: String
    /// Used in the window: times, or minor units.
    public var used: Int64
    /// For a cumulative limit the value at the window's start, minor units a day.
    public var base: Int64?

    /// A usage.
    public init(key: String, scope: String, used: Int64, base: Int64? = nil) {
        self.key = key
        self.scope = scope
        self.used = used
        self.base = base
    }
}

/// How new a source's data is.
public struct SourceFacts: Hashable, Sendable {
    /// The source.
    public var name: SourceName
    /// What time its newest data speaks of.
    public var asOf: Instant

    /// A source's age.
    public init(name: SourceName, asOf: Instant) {
        self.name = name
        self.asOf = asOf
    }
}

/// A trigger that was evaluated on data outside the proposal.
public struct TriggerFacts: Hashable, Sendable {
    /// The trigger's key: `escalation.when[1]`.
    public var key: String
    /// What was seen, in words, where it fired; nil where it is quiet.
    public var fired: String?

    /// A trigger's state.
    public init(key: String, fired: String?) {
        self.key = key
        self.fired = fired
    }
}
