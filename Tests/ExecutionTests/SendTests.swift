import Execution
import Foundation
@testable import Governance
import TestKit
import Testing
import Vocabulary

/// Sends by the thousand over a network that loses, delays and misreports, to a platform that does not recognise a repeat: what is
/// there twice was sent twice by us. MANDATE_PROVE=1 makes a million of them.
@Suite struct SendTests {
    private static let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"

    @Test(arguments: 0..<4)
    func `P11 whatever becomes of a request, no effect is there twice and no doubt stays`(seed: Int) async throws {
        let platform = UnsafePlatform(seed: seed)
        var (sends, asked, amount) = (0, 0, Int64(5_000))
        var number: UInt64 = 0
        while sends < (Self.isProof ? 250_000 : 2_000) {
            number += 1
            let action = Given.budget(from: amount, to: amount == 5_000 ? 4_088 : 5_000, number: number)
            let (hasHappened, attempts) = try await settle(action, on: platform)
            sends += attempts
            let effects = await platform.effects(of: action.idempotencyKey)
            #expect(effects == (hasHappened == false ? 0 : 1), "action \(number) of seed \(seed): \(effects) effects")
            if hasHappened == nil { asked += 1 }
            amount = await platform.amount
            guard effects <= 1 else { return }
        }
        #expect(await platform.sends == sends && number > UInt64(sends / 4))
        #expect(asked == 0, "a person was asked \(asked) times")
    }

    /// Drives one action to its end as the engine does.
    /// - Returns: whether it happened, nil where a person has to say so; and how many requests were sent.
    private func settle(_ action: Action, on platform: UnsafePlatform) async throws -> (Bool?, Int) {
        let before = await platform.sends
        for number in 1...60 {
            let sent = await platform.clock
            switch await platform.effects(at: sent).attempt(Permit(action: action, attempt: number)).attempt {
            case .done: return (true, await platform.sends - before)
            case .notSent: await platform.wait(until: sent.advanced(by: .seconds(1)))
            case .doubt:
                let doubt = Reconciling(
                    action, sent: sent, flight: UnsafePlatform.flight, visibilityLag: UnsafePlatform.lag,
                    patience: .seconds(3_600))
                look: while true {
                    let now = await platform.clock
                    switch await doubt.look(through: platform, at: now) {
                    case .happened: return (true, await platform.sends - before)
                    case .didNotHappen: break look
                    case .lookAgain(let at): await platform.wait(until: max(at, now.advanced(by: .seconds(1))))
                    case .askPerson: return (nil, await platform.sends - before)
                    }
                }
            }
        }
        return (false, await platform.sends - before)
    }
}

/// One campaign's budget behind a network that does its worst; a request that arrives is carried out, the second time as the first.
private actor UnsafePlatform: ConnectorReads {
    /// How long a request can still be on its way, and how long a read can lag behind.
    static let (flight, lag): (Duration, Duration) = (.seconds(90), .seconds(30))

    private(set) var clock = Given.start
    private(set) var amount: Int64 = 5_000
    private(set) var sends = 0
    private var seen: [String: Int] = [:]
    private var late: [(at: Instant, key: String, money: Money)] = []
    private var shown: (until: Instant, amount: Int64) = (Given.start, 5_000)
    private var dice: SeededBits

    init(seed: Int) { dice = SeededBits(seed: UInt64(seed) &* 7_919 &+ 11) }

    nonisolated func effects(at now: Instant) -> UnsafeEffects { UnsafeEffects(platform: self, now: now) }
    func effects(of key: String) -> Int { seen[key] ?? 0 }

    /// Time goes on, and what was on its way arrives.
    func wait(until instant: Instant) {
        clock = max(clock, instant)
        for request in late where request.at <= clock { apply(request.money, request.key, at: request.at) }
        late.removeAll { $0.at <= clock }
    }

    private func below(_ count: UInt64) -> UInt64 { dice.next() % count }

    private func apply(_ money: Money, _ key: String, at instant: Instant) {
        if below(3) == 0 { shown = (instant.advanced(by: .seconds(Int64(below(30)))), amount) }
        amount = money.minorUnits
        seen[key, default: 0] += 1
    }

    /// A request, and what the network and the platform make of it.
    func write(_ money: Money, key: String) throws(ConnectorError) -> [UInt8] {
        sends += 1
        let lost = ConnectorError(.reconcile, .unanswered, "the answer was lost")
        switch below(10) {
        case 0...3: apply(money, key, at: clock)
        case 4, 5:
            apply(money, key, at: clock)
            throw lost
        case 6: throw lost
        case 7:
            late.append((clock.advanced(by: .seconds(Int64(1 + below(89)))), key, money))
            throw lost
        case 8: throw ConnectorError(.retry(after: nil), .rateLimited, "slower")
        default: break  // Says yes and does nothing.
        }
        return [1]
    }

    private func read() throws(ConnectorError) {
        guard below(8) > 0 else { throw ConnectorError(.retry(after: nil), .unreachable, "nobody there") }
    }

    func now() async throws(ConnectorError) -> Instant { clock }
    func entity(_ ref: EntityRef) async throws(ConnectorError) -> PlatformEntity {
        try read()
        return Given.entity(ref, budget: Given.pounds(clock < shown.until ? shown.amount : amount))
    }
    func entities(_ kind: EntityKind) async throws(ConnectorError) -> [PlatformEntity] { [] }
    func report(_ kind: EntityKind, over period: Period, byDay: Bool) async throws(ConnectorError) -> PlatformReport {
        PlatformReport(rows: [], completeUntil: clock)
    }
    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange] { [] }
    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer {
        try read()
        return seen[key] == nil ? .neverSeen : .happened
    }
}

private struct UnsafeEffects: ConnectorEffects {
    let platform: UnsafePlatform
    let now: Instant

    func attempt(_ permit: consuming Permit) async -> Carried {
        let pace = PlatformPace(tokens: 100, per: .seconds(1), burst: 50) { 0 }
        let carrier = Carrier(reads: platform, surroundings: Fixed(at: now), pace: pace) { _ in "hash" }
        return await carrier.carry(permit, made: { _, _ in nil }) { (sending) async throws(ConnectorError) in
            guard case .setDailyBudget(_, let money) = sending.call else { return [] }
            return try await platform.write(money, key: sending.action.idempotencyKey)
        }
    }
}
