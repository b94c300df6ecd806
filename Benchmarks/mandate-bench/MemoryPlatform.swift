import Cryptography
import Execution
import Governance
import Locks
import Vocabulary

/// A platform in memory, without latency: it answers preconditions and read-back like a real one, and counts its effects.
final class MemoryPlatform: ConnectorReads, ConnectorEffects, Sendable {
    private struct State {
        var entities: [EntityRef: PlatformEntity] = [:]
        var effects: [String: Int] = [:]
        var lastAttempt: ContinuousClock.Instant?
    }

    private let state = Lock(State())
    private let surroundings: BenchSurroundings
    private let pace: PlatformPace

    init(_ surroundings: BenchSurroundings, _ entities: [PlatformEntity]) {
        self.surroundings = surroundings
        pace = PlatformPace(tokens: 2_000_000_000, per: .seconds(1), burst: 1_000_000_000) {
            surroundings.now().milliseconds * 1_000_000
        }
        state.withLock { state in
            for entity in entities { state.entities[entity.ref] = entity }
        }
    }

    /// How many effects there were, and the most under one key.
    var effects: (all: Int, mostUnderOneKey: Int) {
        state.withLock { ($0.effects.values.reduce(0, +), $0.effects.values.max() ?? 0) }
    }

    /// When the newest permit came in.
    var lastAttempt: ContinuousClock.Instant? { state.withLock { $0.lastAttempt } }

    func attempt(_ permit: consuming Permit) async -> Carried {
        state.withLock { $0.lastAttempt = ContinuousClock.now }
        let carrier = Carrier(reads: self, surroundings: surroundings, pace: pace) { SHA256.hash($0).hex }
        return await carrier.carry(permit) { _, _ in
            nil
        } send: { sending throws(ConnectorError) in
            try send(sending)
        }
    }

    private func send(_ sending: Sending) throws(ConnectorError) -> [UInt8] {
        let done = state.withLock { state in
            state.effects[sending.action.idempotencyKey, default: 0] += 1
            switch sending.call {
            case .setDailyBudget(let campaign, let to):
                state.entities[campaign] = state.entities[campaign]?.with(dailyBudget: to)
            case .pause(let entity): state.entities[entity] = state.entities[entity]?.with(status: .paused)
            default: return false
            }
            return true
        }
        guard done else { throw ConnectorError(.giveUp, .invalid, "this platform sets budgets and pauses") }
        return Array("{\"ok\":true}".utf8)
    }

    // MARK: Reads

    func now() async throws(ConnectorError) -> Instant { surroundings.now() }

    func entity(_ ref: EntityRef) async throws(ConnectorError) -> PlatformEntity {
        guard let entity = state.withLock({ $0.entities[ref] }) else {
            throw ConnectorError(.giveUp, .notFound, "`\(ref)` is not there")
        }
        return entity
    }

    func entities(_ kind: EntityKind) async throws(ConnectorError) -> [PlatformEntity] {
        state.withLock { state in state.entities.values.filter { $0.ref.kind == kind } }
    }

    func report(_ kind: EntityKind, over period: Period, byDay: Bool) async throws(ConnectorError) -> PlatformReport {
        PlatformReport(rows: [], completeUntil: surroundings.now())
    }

    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange] { [] }

    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer {
        state.withLock { $0.effects[key] == nil ? .neverSeen : .happened }
    }
}

extension PlatformEntity {
    fileprivate func with(dailyBudget: Money? = nil, status: EntityStatus? = nil) -> PlatformEntity {
        PlatformEntity(
            ref: ref, parent: parent, name: name, status: status ?? self.status,
            dailyBudget: dailyBudget ?? self.dailyBudget, targeting: targeting, created: created, started: started,
            inBundle: inBundle, inExperiment: inExperiment, version: version)
    }
}
