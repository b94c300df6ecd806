import Execution
import Foundation
import Schemas
import Testing
import Vocabulary

@testable import Governance
@testable import Sandbox

struct Fixed: Surroundings {
    func now() -> Instant { World.opened }
    func randomBits() -> UInt64 { 4 }
}

/// A connector over a seeded home, and permits for it.
struct Bench {
    let home: TestHome
    let client: SandboxClient
    let connector: SandboxConnector

    init(limit: Duration = .seconds(60)) async throws {
        home = try TestHome()
        client = try await home.seededClient()
        connector = SandboxConnector(client: try home.hastyClient(limit), surroundings: Fixed()) { String($0.count) }
    }

    func attempt(_ action: Action, number: Int = 1) async -> Carried {
        await connector.effects.attempt(Permit(action: action, attempt: number))
    }

    static func action(_ call: Call, _ tool: ToolName, _ before: [FieldValue], _ after: [FieldValue], _ number: Int)
        -> Action
    {
        Action(
            id: ActionID(high: 1, low: UInt64(number)), decision: DecisionID(high: 2, low: UInt64(number)),
            agent: known(AgentName("paid-social")), part: 0,
            request: JSON.object(["arguments": call.arguments, "tool": tool.json]).canonicalBytes,
            preconditions: before,
            expected: after)
    }

    static func budget(_ campaign: EntityRef = World.spring, from: Int64, to: Int64, _ number: Int = 1) -> Action {
        action(
            .setDailyBudget(campaign: campaign, to: World.pounds(to)), .setDailyBudget,
            [FieldValue(campaign, "daily_budget", World.pounds(from).description)],
            [FieldValue(campaign, "daily_budget", World.pounds(to).description)], number)
    }

    static func status(_ ref: EntityRef, _ tool: ToolName, _ from: EntityStatus, _ to: EntityStatus, _ number: Int = 1)
        -> Action
    {
        let call: Call = tool == .pause ? .pause(ref) : tool == .resume ? .resume(ref) : .delete(ref)
        return action(
            call, tool, [FieldValue(ref, "status", from.rawValue)], [FieldValue(ref, "status", to.rawValue)], number)
    }
}

@Suite struct ConnectorTests {
    private let ad = known(EntityRef(.ad, "spring-1"))

    private func done(_ carried: Carried) throws -> Receipt {
        guard case .done(let receipt) = carried.attempt else { throw Unexpected(carried) }
        return receipt
    }
    struct Unexpected: Error { init(_ carried: Carried) { Issue.record("\(carried)") } }

    @Test func `R124 every campaign tool is carried out on the sandbox and read back`() async throws {
        let bench = try await Bench()
        _ = try done(await bench.attempt(Bench.budget(from: 10_000, to: 8_500, 1)))
        _ = try done(await bench.attempt(Bench.status(ad, .pause, .active, .paused, 2)))
        _ = try done(await bench.attempt(Bench.status(ad, .resume, .paused, .active, 3)))
        _ = try done(await bench.attempt(Bench.status(ad, .delete, .active, .deleted, 4)))
        let audience = Targeting(markets: ["GB"], ageBands: ["30-34"], interests: [])
        let adSet = known(EntityRef(.adSet, "spring-set"))
        let aimed = Bench.action(
            .setTargeting(adSet, audience), .setTargeting, [FieldValue(adSet, "targeting", "{}")],
            [FieldValue(adSet, "targeting", audience.text)], 5)
        _ = try done(await bench.attempt(aimed))
        let new = NewCampaign(name: "Größe", dailyBudget: World.pounds(700), market: "GB", channel: "paid_social")
        let receipt = try done(await bench.attempt(Bench.action(.createCampaign(new), .createCampaign, [], [], 6)))
        let made = try await bench.connector.reads.entity(try #require(receipt.after.first).entity)
        #expect(made.name == "Größe" && made.status == .paused && made.dailyBudget == World.pounds(700))
        #expect(try bench.home.ledger.effects.map(\.actor) == Array(repeating: SandboxConnector.actor, count: 6))
        #expect(try bench.home.ledger.effects.allSatisfy(\.hasChanged))
    }

    @Test func `the platform's request is made from the action's bytes and identifier alone`() throws {
        let one = Bench.budget(from: 10_000, to: 8_500)
        let other = Bench.action(
            try one.call(), .setDailyBudget, [], [FieldValue(World.autumn, "status", "paused")], 1)
        #expect(SandboxEffect(try one.call(), one) == SandboxEffect(try other.call(), other))
        #expect(SandboxEffect(try one.call(), one) == .setDailyBudget(World.spring, World.pounds(8_500)))
    }

    @Test func `P46 what somebody else changed meanwhile is not overwritten`() async throws {
        let bench = try await Bench()
        _ = try await bench.client.effects.carryOut(
            .setDailyBudget(World.spring, World.pounds(7_000)), key: "other", actor: "ann")
        let carried = await bench.attempt(Bench.budget(from: 10_000, to: 8_500))
        #expect(carried.externalChanges == [FieldValue(World.spring, "daily_budget", "70.00 GBP")])
        #expect(try bench.home.ledger.effects.count == 1)
        let changes = try await bench.connector.reads.changes(after: 0)
        #expect(changes.last?.actor == "ann" && changes.last?.before?.value == "100.00 GBP")
    }

    @Test func `a change between the precondition read and the write is refused by its version`() async throws {
        let bench = try await Bench()
        try await bench.client.set(faults: [try FaultRule(parsing: "stale:op=entity,reads=1")])
        _ = try await bench.client.effects.carryOut(
            .setDailyBudget(World.spring, World.pounds(7_000)), key: "other", actor: "ann")
        let carried = await bench.attempt(Bench.budget(from: 10_000, to: 8_500))
        #expect(carried.failure?.reason == .changedMeanwhile)
        #expect(try bench.home.ledger.effects.count == 1)
    }

    @Test func `a dropped field is a doubt, and a late look proves that nothing happened`() async throws {
        let bench = try await Bench()
        try await bench.client.set(faults: [try FaultRule(parsing: "drop")])
        let action = Bench.budget(from: 10_000, to: 8_500)
        guard case .doubt = await bench.attempt(action).attempt else { Issue.record("a success"); return }
        let doubt = Reconciling(
            action, sent: World.opened, flight: SandboxConnector.flight, visibilityLag: .seconds(60),
            patience: .seconds(60))
        let soon = await doubt.look(through: bench.connector.reads, at: World.opened)
        #expect(soon == .lookAgain(at: World.opened.advanced(by: .seconds(60))))
        let later = await doubt.look(through: bench.connector.reads, at: World.opened.advanced(by: .seconds(60)))
        guard case .didNotHappen = later else { Issue.record("\(later)"); return }
    }

    /// Drives one action to its end as the engine does: what failed is tried again, what is in doubt is looked at first.
    private func settle(_ action: Action, on bench: Bench) async throws -> (isDone: Bool, attempts: Int) {
        var now = World.opened
        for number in 1...40 {
            switch await bench.attempt(action, number: number).attempt {
            case .done: return (true, number)
            case .notSent: continue
            case .doubt:
                let doubt = Reconciling(
                    action, sent: now, flight: SandboxConnector.flight, visibilityLag: .zero, patience: .seconds(600))
                look: for _ in 0..<40 {
                    switch await doubt.look(through: bench.connector.reads, at: now) {
                    case .happened: return (true, number)
                    case .didNotHappen:
                        let taken = try bench.home.ledger.effects.filter { $0.key == action.idempotencyKey }
                        #expect(taken.allSatisfy { !$0.hasChanged }, "released, but it had happened")
                        break look
                    case .lookAgain: now = now.advanced(by: .seconds(1))
                    case .askPerson(let reason): Issue.record("nobody needs to be asked here: \(reason)")
                    }
                }
            }
        }
        return (false, 40)
    }

    @Test(arguments: 0..<8)
    func `P3 P11 with half of all answers lost nothing is done twice and nothing is released that happened`(seed: Int)
        async throws
    {
        // Only a request that is never answered waits so long; much less, and a slow machine never gets an action to its end.
        let bench = try await Bench(limit: .seconds(1))
        let rules = [
            "error_after:p=25,seed=\(seed),op=effects", "cut:at=\(seed * 11),p=25,seed=\(seed + 1),op=effects",
            "error_before:p=20,seed=\(seed + 2),op=effects", "rate_limited:p=15,seed=\(seed + 3),retry_after_ms=0",
            "timeout:p=3,seed=\(seed + 4),op=effects", "malformed:p=5,seed=\(seed + 5),op=entity",
        ]
        try await bench.client.set(faults: try rules.map { try FaultRule(parsing: $0) })
        var current: Int64 = 10_000
        for number in 1...12 {
            let action = Bench.budget(from: current, to: current - 100, number)
            let settled = try await settle(action, on: bench)
            #expect(settled.isDone)
            current -= 100
            #expect(try bench.home.ledger.times(key: action.idempotencyKey) == 1)
        }
        try await bench.client.set(faults: [])
        #expect(try await bench.client.reads.entity(World.spring).dailyBudget == World.pounds(current))
        #expect(try bench.home.ledger.effects.count == 12)
    }

    @Test func `P9 a batch of actions is undone exactly, or the exception is listed`() async throws {
        let bench = try await Bench()
        let count = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == nil ? 40 : 1_000
        let before = try await bench.client.reads.list(.campaign)
        var carried: [(Action, Receipt)] = []
        for number in 1...count {
            let action = Bench.budget(
                from: 10_000 + Int64(number - 1), to: 10_000 + Int64(number), number)
            carried.append((action, try done(await bench.attempt(action))))
        }
        for (index, (action, receipt)) in carried.reversed().enumerated() {
            let live = try await bench.connector.reads.entity(World.spring)
            let value = FieldValue(World.spring, "daily_budget", try #require(live.dailyBudget).description)
            guard case .call(.setDailyBudget(let campaign, let to)) = Undo(action, receipt, live: [value]) else {
                Issue.record("no inverse of \(action.id)")
                return
            }
            let back = Bench.budget(
                campaign, from: try #require(live.dailyBudget).minorUnits, to: to.minorUnits, 10_000 + index)
            _ = try done(await bench.attempt(back))
        }
        let after = try await bench.client.reads.list(.campaign)
        #expect(after.map(\.dailyBudget) == before.map(\.dailyBudget))
        _ = try await bench.client.effects.carryOut(
            .setDailyBudget(World.spring, World.pounds(1)), key: "other", actor: "ann")
        let (action, receipt) = carried[0]
        let undo = Undo(action, receipt, live: [FieldValue(World.spring, "daily_budget", "0.01 GBP")])
        guard case .exception = undo else { Issue.record("\(undo)"); return }
    }
}
