public import Execution
import Governance
import Schemas
public import Vocabulary

/// The sandbox behind the same two protocols that every platform has: reads without a permit, effects with one.
public struct SandboxConnector: Sendable {
    /// What can be read.
    public let reads: any ConnectorReads
    /// What can be done, against permits alone.
    public let effects: any ConnectorEffects

    /// How our own changes are named in the platform's history; every other name is somebody else.
    public static let actor = "mandate"

    /// How long a request that was sent can still take effect after the call ended: not at all, since the server reads
    /// connections in the order in which they came.
    public static let flight = Duration.zero

    /// As fast as this platform allows: 10,000 effects in any second.
    private static func freshPace() -> PlatformPace {
        PlatformPace(tokens: 10_000, per: .seconds(1), burst: 5_000) { BootClock.nanoseconds }
    }

    /// A connector over a client. `digest` hashes the platform's answers for receipts, as lower-case hex.
    public init(
        client: SandboxClient, surroundings: any Surroundings, digest: @escaping @Sendable ([UInt8]) -> String
    ) {
        let reads = SandboxConnectorReads(client: client)
        self.reads = reads
        effects = SandboxConnectorEffects(
            client: client,
            carrier: Carrier(
                reads: reads, surroundings: surroundings, pace: SandboxConnector.freshPace(), digest: digest))
    }
}

/// The half with effects: turns a call into the platform's request and nothing else.
struct SandboxConnectorEffects: ConnectorEffects {
    let client: SandboxClient
    let carrier: Carrier

    func attempt(_ permit: consuming Permit) async -> Carried {
        await carrier.carry(permit, made: { call, action in SandboxEffect.made(by: call, action) }) {
            (sending) async throws(ConnectorError) in
            guard let effect = SandboxEffect(sending.call, sending.action) else {
                throw ConnectorError(.giveUp, .invalid, "the sandbox has no operation for this call; nothing was sent")
            }
            let answer = try await client.effects.carryOut(
                effect, key: sending.action.idempotencyKey, actor: SandboxConnector.actor,
                ifVersion: sending.versions[effect.entity])
            return answer.entity?.json.canonicalBytes ?? []
        }
    }
}

extension SandboxEffect {
    /// The platform's request for a call: a function of the action's bytes and identifier and of nothing else. Nil for calls
    /// that the platform has no operation for.
    init?(_ call: Call, _ action: Action) {
        switch call {
        case .setDailyBudget(let campaign, let money): self = .setDailyBudget(campaign, money)
        case .pause(let entity): self = .pause(entity)
        case .resume(let entity): self = .resume(entity)
        case .delete(let entity): self = .delete(entity)
        case .setTargeting(let entity, let targeting): self = .setTargeting(entity, targeting.json)
        case .createCampaign(let new):
            guard new.channel == "paid_social", let ref = SandboxEffect.made(by: call, action) else { return nil }
            let targeting = Targeting(markets: [new.market], ageBands: [], interests: [])
            self = .create(
                SandboxCreation(
                    ref: ref, parent: nil, name: new.name, dailyBudget: new.dailyBudget, targeting: targeting.json))
        case .moveBudget, .read, .escalate: return nil
        }
    }

    /// The identifier of what a creation makes, so that a repeat finds it.
    static func made(by call: Call, _ action: Action) -> EntityRef? {
        if case .createCampaign = call { EntityRef(.campaign, "m-\(action.id)") } else { nil }
    }
}

extension Targeting {
    /// The lists as the platform stores them; its canonical form is `text`.
    fileprivate var json: JSON {
        ["age_bands": ageBands.json, "interests": interests.json, "markets": markets.json]
    }
}
