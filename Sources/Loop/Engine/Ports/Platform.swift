public import Execution
public import Governance
import Vocabulary

/// One connected platform as the engine uses it.
public struct ConnectedPlatform: Sendable {
    /// Its reads.
    public let reads: any ConnectorReads
    /// Its effects; a permit is the only way in.
    public let effects: any ConnectorEffects
    /// What it may bill at most.
    public let rule: BillingRule
    /// How our own changes are named in its history.
    public let actor: String
    /// How long a request that was sent can still take effect after its sender ended.
    public let flight: Duration

    /// A platform.
    public init(
        reads: any ConnectorReads, effects: any ConnectorEffects, rule: BillingRule, actor: String,
        flight: Duration = .seconds(30)
    ) {
        self.reads = reads
        self.effects = effects
        self.rule = rule
        self.actor = actor
        self.flight = flight
    }

    /// The same, with reads that are asked again where the platform wants to be asked later.
    func asked(by surroundings: any Surroundings, pausing pause: @escaping @Sendable (Duration) async throws -> Void)
        -> ConnectedPlatform
    {
        ConnectedPlatform(
            reads: PatientReads(reads: reads, surroundings: surroundings, pause: pause), effects: effects, rule: rule,
            actor: actor, flight: flight)
    }
}
