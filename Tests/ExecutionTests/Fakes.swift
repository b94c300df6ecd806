import Execution
import Schemas
import Vocabulary

@testable import Governance

/// The value that a test is sure of; stops the test run where it is wrong.
func known<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("a test named something that is not there") }
    return value
}

enum Given {
    static let gbp = known(Currency("GBP"))
    static let spring = known(EntityRef(.campaign, "spring"))
    static let autumn = known(EntityRef(.campaign, "autumn"))
    static let ad = known(EntityRef(.ad, "1"))
    static let start = known(Instant(parsing: "2017-10-01T06:00:00Z"))
    static let agent = known(AgentName("paid-social"))

    static func pounds(_ minor: Int64) -> Money { Money(minorUnits: minor, gbp) }

    static func action(
        _ tool: ToolName, _ call: Call, before: [FieldValue] = [], after: [FieldValue] = [], number: UInt64 = 1
    ) -> Action {
        Action(
            id: ActionID(high: 1, low: number), decision: DecisionID(high: 2, low: number), agent: agent, part: 0,
            request: JSON.object(["arguments": call.arguments, "tool": tool.json]).canonicalBytes,
            preconditions: before, expected: after)
    }

    /// Sets the daily budget of `spring` from one amount to another.
    static func budget(from: Int64, to: Int64, number: UInt64 = 1) -> Action {
        action(
            .setDailyBudget, .setDailyBudget(campaign: spring, to: pounds(to)),
            before: [FieldValue(spring, "daily_budget", pounds(from).description)],
            after: [FieldValue(spring, "daily_budget", pounds(to).description)], number: number)
    }

    static func entity(_ ref: EntityRef, budget: Money?, status: EntityStatus = .active, version: Int64 = 1)
        -> PlatformEntity
    {
        PlatformEntity(
            ref: ref, parent: nil, name: ref.id, status: status, dailyBudget: budget, targeting: "{}", created: start,
            started: start.utcDate, inBundle: nil, inExperiment: nil, version: version)
    }
}

/// A clock that stands where it is put.
struct Fixed: Surroundings {
    var at = Given.start
    func now() -> Instant { at }
    func randomBits() -> UInt64 { 4 }
}

/// A platform with one campaign in memory, that answers as a script says.
actor FakePlatform: ConnectorReads {
    var budget = Given.pounds(5_000)
    var version: Int64 = 1
    var keys: Set<String> = []
    var staleReads = 0
    var stale = Given.pounds(5_000)
    var readsFail = false
    var writes = 0

    func now() async throws(ConnectorError) -> Instant { Given.start }
    func entity(_ ref: EntityRef) async throws(ConnectorError) -> PlatformEntity {
        if readsFail { throw ConnectorError(.retry(after: nil), .unreachable, "nobody there") }
        if staleReads > 0, writes > 0 {
            staleReads -= 1
            return Given.entity(ref, budget: stale, version: version)
        }
        return Given.entity(ref, budget: budget, version: version)
    }
    func entities(_ kind: EntityKind) async throws(ConnectorError) -> [PlatformEntity] { [] }
    func report(_ kind: EntityKind, over period: Period, byDay: Bool) async throws(ConnectorError) -> PlatformReport {
        let spend = MetricMoney(known(Decimal12(parsing: "1.429999948")), Given.gbp)
        let row = PlatformReport.Row(
            entity: Given.spring, day: byDay ? period.first : nil, spend: spend, counts: (9, 4, 2, 1),
            unknown: period.first.parts.year < 2017 ? "nothing is known of 2016" : nil)
        return PlatformReport(rows: [row], completeUntil: Given.start)
    }
    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange] { [] }
    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer {
        keys.contains(key) ? .happened : .neverSeen
    }

    func set(_ change: @Sendable (isolated FakePlatform) -> Void) { change(self) }

    /// The write itself, with what a script makes of it.
    func write(_ money: Money, key: String, _ script: Script) throws(ConnectorError) -> [UInt8] {
        writes += 1
        switch script {
        case .refuse(let error): throw error
        case .drop: keys.insert(key)
        case .doAndFail(let error):
            apply(money, key)
            throw error
        case .work: apply(money, key)
        }
        return [1]
    }

    private func apply(_ money: Money, _ key: String) {
        guard keys.insert(key).inserted else { return }
        budget = money
        version += 1
    }

    enum Script: Sendable {
        case work, drop
        case refuse(ConnectorError), doAndFail(ConnectorError)
    }
}

/// The effects half of the fake platform.
struct FakeEffects: ConnectorEffects {
    let platform: FakePlatform
    var script = FakePlatform.Script.work
    var pace = PlatformPace(tokens: 100, per: .seconds(1), burst: 50) { 0 }

    func attempt(_ permit: consuming Permit) async -> Carried {
        let carrier = Carrier(reads: platform, surroundings: Fixed(), pace: pace) { _ in "hash" }
        return await carrier.carry(permit, made: { _, _ in nil }) { (sending) async throws(ConnectorError) in
            guard case .setDailyBudget(_, let money) = sending.call else { return [] }
            return try await platform.write(money, key: sending.action.idempotencyKey, script)
        }
    }
}
