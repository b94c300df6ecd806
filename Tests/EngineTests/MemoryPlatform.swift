import Cryptography
import Execution
import Governance
import Locks
import Vocabulary

/// What a platform in memory makes of one effect.
enum Fault: Sendable {
    case none
    /// It happens, and the answer never comes.
    case replyLost
    /// It never arrives, and no answer comes.
    case requestLost
    /// It is asked to come back later; nothing happens.
    case tooMany
    /// It says yes and does nothing.
    case dropped
    /// It says no for good.
    case refused
}

/// An effect as the platform itself saw it: the oracle of every test here.
struct Effect: Hashable, Sendable {
    let key: String
    let entity: EntityRef
    let field: String
    let before: String
    let after: String
    let at: Instant
}

/// An ads platform in memory, with a ledger of its own, that over-delivers and fails as it is told.
final class MemoryPlatform: ConnectorReads, ConnectorEffects {
    struct State {
        var entities: [EntityRef: PlatformEntity] = [:]
        var effects: [Effect] = []
        var attempts = 0
        /// How often a request arrived and was taken, by key.
        var arrivals: [String: Int] = [:]
        var readsFail = false
        var changes: [PlatformChange] = []
        var bills: [CalendarDate: [EntityRef: Int64]] = [:]
        var peaks: [CalendarDate: [EntityRef: Int64]] = [:]
        var completeUntil: Instant?
        var fault: @Sendable (Int) -> Fault = { _ in .none }
    }

    static let actor = "mandate"
    let state = Lock(State())
    private let clock: ManualClock
    private let currency: Currency
    private let pace: PlatformPace

    init(_ clock: ManualClock, _ currency: Currency) {
        self.clock = clock
        self.currency = currency
        // A second passes whenever it is asked: else one `tooMany` would be the end of all effects.
        let seconds = Lock<Int64>(0)
        pace = PlatformPace(tokens: 2_000_000, per: .seconds(1), burst: 1_000_000) {
            seconds.withLock {
                $0 += 1; return $0 * 1_000_000_000
            }
        }
    }

    var effects: [Effect] { state.withLock { $0.effects } }
    var attempts: Int { state.withLock { $0.attempts } }
    func put(_ entity: PlatformEntity) { state.withLock { $0.entities[entity.ref] = entity } }
    func shown(_ ref: EntityRef) -> PlatformEntity? { state.withLock { $0.entities[ref] } }
    func fails(_ fault: @escaping @Sendable (Int) -> Fault) { state.withLock { $0.fault = fault } }

    // MARK: Reads

    func now() async throws(ConnectorError) -> Instant { clock.now() }

    func entity(_ ref: EntityRef) async throws(ConnectorError) -> PlatformEntity {
        let (entity, fails) = state.withLock { ($0.entities[ref], $0.readsFail) }
        if fails { throw ConnectorError(.retry(after: nil), .unreachable, "nobody there") }
        guard let entity else { throw ConnectorError(.giveUp, .notFound, "`\(ref)` is not there") }
        return entity
    }

    func entities(_ kind: EntityKind) async throws(ConnectorError) -> [PlatformEntity] {
        if state.withLock({ $0.readsFail }) { throw ConnectorError(.retry(after: nil), .unreachable, "nobody there") }
        return state.withLock { $0.entities.values.filter { $0.ref.kind == kind }.sorted { $0.ref < $1.ref } }
    }

    func report(_ kind: EntityKind, over period: Period, byDay: Bool) async throws(ConnectorError) -> PlatformReport {
        let (bills, until) = state.withLock { state in
            (state.bills.mapValues { state.reported($0, as: kind) }, state.completeUntil)
        }
        var rows: [PlatformReport.Row] = []
        for (day, billed) in bills.sorted(by: { $0.key < $1.key }) where day >= period.first && day <= period.last {
            for (entity, minor) in billed.sorted(by: { $0.key < $1.key }) {
                let spend = MetricMoney(Money(minorUnits: minor, currency))
                rows.append(PlatformReport.Row(entity: entity, day: day, spend: spend, counts: (1_000, 10, 1, 0)))
            }
        }
        // It reports to the minute on its first day, and from then on nothing that a test does not tell.
        let now = clock.now()
        let isFirst = now.utcDate == period.first
        return PlatformReport(
            rows: rows, completeUntil: until ?? (isFirst ? now : Zone.utc.startOfDay(period.first)))
    }

    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange] {
        state.withLock { $0.changes.filter { $0.number > number } }
    }

    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer {
        let (keys, fails) = state.withLock { (Set($0.effects.map(\.key)), $0.readsFail) }
        if fails { throw ConnectorError(.retry(after: nil), .unreachable, "nobody there") }
        return keys.contains(key) ? .happened : .neverSeen
    }

    // MARK: Effects

    func attempt(_ permit: consuming Permit) async -> Carried {
        let carrier = Carrier(reads: self, surroundings: clock, pace: pace, readBacks: 2) { SHA256.hash($0).hex }
        return await carrier.carry(permit, made: { _, action in EntityRef(.campaign, action.idempotencyKey) }) {
            (sending) async throws(ConnectorError) in try take(sending)
        }
    }

    private func take(_ sending: Sending) throws(ConnectorError) -> [UInt8] {
        let fault = state.withLock { state -> Fault in
            state.attempts += 1
            return state.fault(state.attempts)
        }
        switch fault {
        case .none: apply(sending)
        case .replyLost:
            apply(sending)
            throw ConnectorError(.reconcile, .unanswered, "the answer was lost")
        case .requestLost: throw ConnectorError(.reconcile, .unanswered, "the answer was lost")
        case .tooMany: throw ConnectorError(.retry(after: nil), .rateLimited, "slower")
        case .dropped: return Array("ok".utf8)
        case .refused: throw ConnectorError(.giveUp, .invalid, "not like this")
        }
        return Array("ok".utf8)
    }

    private func apply(_ sending: Sending) {
        let now = clock.now()
        state.withLock { state in
            let key = sending.action.idempotencyKey
            state.arrivals[key, default: 0] += 1
            guard !state.effects.contains(where: { $0.key == key }) else { return }
            switch sending.call {
            case .setDailyBudget(let entity, let to): state.set(entity, now, key) { $0.dailyBudget = to }
            case .pause(let entity): state.set(entity, now, key) { $0.status = .paused }
            case .resume(let entity): state.set(entity, now, key) { $0.status = .active }
            case .delete(let entity): state.set(entity, now, key) { $0.status = .deleted }
            case .setTargeting(let entity, let targeting): state.set(entity, now, key) { $0.targeting = targeting.text }
            case .createCampaign(let new):
                guard let ref = EntityRef(.campaign, key) else { return }
                state.entities[ref] = PlatformEntity(
                    ref: ref, parent: nil, name: new.name, status: .paused, dailyBudget: new.dailyBudget,
                    targeting: "{}", created: now, started: now.utcDate, inBundle: false, inExperiment: false,
                    version: 1)
                state.effects.append(
                    Effect(key: key, entity: ref, field: "created", before: "", after: new.name, at: now))
            case .moveBudget, .read, .escalate: return
            }
        }
    }
}

/// The fields of an entity that effects change.
struct Fields {
    var status: EntityStatus
    var dailyBudget: Money?
    var targeting: String
}

extension MemoryPlatform.State {
    /// A day's bills as a report of one kind has them: those of ads are part of their campaign's.
    func reported(_ bills: [EntityRef: Int64], as kind: EntityKind) -> [EntityRef: Int64] {
        guard kind == .campaign else { return bills.filter { $0.key.kind == kind } }
        return bills.reduce(into: [:]) { $0[entities[$1.key]?.parent ?? $1.key, default: 0] += $1.value }
    }

    mutating func set(_ ref: EntityRef, _ now: Instant, _ key: String, _ change: (inout Fields) -> Void) {
        guard let was = entities[ref] else { return }
        var fields = Fields(status: was.status, dailyBudget: was.dailyBudget, targeting: was.targeting)
        change(&fields)
        let made = PlatformEntity(
            ref: ref, parent: was.parent, name: was.name, status: fields.status, dailyBudget: fields.dailyBudget,
            targeting: fields.targeting, created: was.created, started: was.started, inBundle: was.inBundle,
            inExperiment: was.inExperiment, version: (was.version ?? 0) + 1)
        entities[ref] = made
        if made.status == .active, ref.kind == .campaign {
            let budget = made.dailyBudget?.minorUnits ?? 0
            peaks[now.utcDate, default: [:]][ref] = max(peaks[now.utcDate]?[ref] ?? 0, budget)
        }
        let names = ["status", "daily_budget", "targeting"]
        for name in names where was.value(of: name) != made.value(of: name) {
            let before = was.value(of: name) ?? ""
            let after = made.value(of: name) ?? ""
            effects.append(Effect(key: key, entity: ref, field: name, before: before, after: after, at: now))
            changes.append(
                PlatformChange(
                    number: Int64(changes.count + 1), at: now, actor: key == "somebody" ? key : MemoryPlatform.actor,
                    before: FieldValue(ref, name, before), after: FieldValue(ref, name, after)))
        }
    }
}
