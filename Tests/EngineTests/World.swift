import CharterFile
import Cryptography
import Engine
import Execution
import Foundation
import Governance
import Locks
import Reasoning
import SQLite
import Storage
import Store
import TransparencyLog
import Vocabulary

/// The value, or an error that fails the test.
func required<Value>(_ value: Value?, _ what: String = "a value the test needs") throws -> Value {
    guard let value else { throw Missing(what: what) }
    return value
}

struct Missing: Error { let what: String }

/// Time by hand and chance by seed.
final class ManualClock: Surroundings, RandomBytes {
    private let state: Lock<(now: Instant, chance: UInt64)>

    init(_ start: Instant, seed: UInt64) { state = Lock((start, seed &* 0x9E37_79B9_7F4A_7C15 | 1)) }

    func now() -> Instant { state.withLock { $0.now } }
    func advance(_ duration: Duration) { state.withLock { $0.now = $0.now.advanced(by: duration) } }
    func randomBits() -> UInt64 {
        state.withLock { state in
            state.chance &+= 0x9E37_79B9_7F4A_7C15
            var value = state.chance
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
    func randomBytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: randomBits()) } }
    func below(_ bound: Int) -> Int { Int(randomBits() % UInt64(max(1, bound))) }
}

/// A door that a test opens and closes.
final class TestDoors: Doors {
    let reason = Lock<String?>(nil)
    struct Pass: DoorPass { func leave() {} }
    func closed(for agent: AgentName) -> String? { reason.withLock { $0 } }
    func enter(for agent: AgentName) -> (any DoorPass)? { closed(for: agent) == nil ? Pass() : nil }
}

/// A team of keys.
final class TestStaff: Staff {
    let people = Lock<[PersonID: (key: SigningKey, roles: [Role])]>([:])
    let away = Lock<Set<PersonID>>([])

    func add(_ address: String, _ roles: [String], seed: UInt8) throws -> Signatory {
        let person = try required(PersonID(address))
        let key = try required(SigningKey(seed: [UInt8](repeating: seed, count: 32)))
        people.withLock { $0[person] = (key, roles.compactMap(Role.init)) }
        return Signatory(person: person, key: key)
    }
    func remove(_ person: PersonID) { people.withLock { $0[person] = nil } }
    func key(of person: PersonID) -> VerifyingKey? { people.withLock { $0[person]?.key.verifyingKey } }
    func roles(of person: PersonID) -> [Role] { people.withLock { $0[person]?.roles ?? [] } }
    var members: [PersonID] { people.withLock { $0.keys.sorted { $0.text < $1.text } } }
    func isAway(_ person: PersonID) -> Bool { away.withLock { $0.contains(person) } }
}

/// A folder in memory that goes when the test is over.
final class Scratch: Sendable {
    let path: String
    init() throws {
        let memory = "/dev/shm"
        let place = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        path = place + "/mandate-engine-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A home without its folder: the engine over the real SQLite store, a platform in memory, people with keys, time by hand.
final class World: Sendable {
    let scratch: Scratch
    let clock: ManualClock
    let platform: MemoryPlatform
    let doors = TestDoors()
    let staff = TestStaff()
    let owner, deputy, stranger: Signatory
    let database: SQLiteEngine
    let store: any EngineStore
    let engine: Engine
    let keeper: LogKeeper
    let logKey: SigningKey
    static let start = "2017-10-01T06:00:00Z"

    /// Lets a test stand between the engine and the store.
    typealias Wrapping = @Sendable (any EngineStore) -> any EngineStore

    init(
        seed: UInt64 = 1, start: String = World.start, scratch: Scratch? = nil, clock given: ManualClock? = nil,
        platform connected: ConnectedPlatform? = nil, reasoner: any Reasoner = StatisticalReasoner(),
        settings: (inout SQLiteSettings) -> Void = { _ in },
        wrapping: Wrapping = { $0 }
    ) async throws {
        let scratch = try scratch ?? Scratch()
        self.scratch = scratch
        clock = try given ?? ManualClock(try required(Instant(parsing: start)), seed: seed)
        platform = MemoryPlatform(clock, try required(Currency("GBP")))
        owner = try staff.add("owner@example.com", ["owner", "marketing-manager", "head-of-marketing"], seed: 1)
        deputy = try staff.add("deputy@example.com", ["cmo", "revops"], seed: 2)
        stranger = Signatory(
            person: try required(PersonID("eve@example.com")),
            key: try required(SigningKey(seed: [UInt8](repeating: 9, count: 32))))
        var chosen = SQLiteSettings(path: scratch.path + "/store.db")
        settings(&chosen)
        database = try await SQLiteEngine.open(chosen, migrations: Store.migrations)
        store = wrapping(
            Store(
                database.database(for: .local), process: "test", random: clock, rule: .sandbox,
                read: AppliedFiles(
                    charter: { try Charters.read($0, naming: $1) }, organisation: AppliedFile.organisation)))
        logKey = try required(SigningKey(seed: [UInt8](repeating: 7, count: 32)))
        keeper = LogKeeper(store: store, surroundings: clock)
        let connected =
            connected
            ?? ConnectedPlatform(reads: platform, effects: platform, rule: .sandbox, actor: MemoryPlatform.actor)
        let clock = clock
        engine = try Engine(
            store: store, platform: connected, doors: doors, staff: staff, reasoner: reasoner, surroundings: clock
        ) { clock.advance($0) }
    }

    /// Its log begun, and nothing else there.
    static func begun() async throws -> World {
        let world = try await World()
        try await world.keeper.begin(origin: "mandate.example/test", key: world.logKey)
        return world
    }

    /// The invented account under the example's charter, every tool autonomous.
    static func promoted() async throws -> World {
        let world = try await World()
        try await world.begin(.lookalike(), Charters.example())
        try await world.promote()
        return world
    }

    /// The log begun, the account there, the charter in force.
    func begin(_ account: TestAccount, _ charter: String) async throws {
        try await keeper.begin(origin: "mandate.example/test", key: logKey)
        try await account.fill(self)
        try await apply(charter)
    }

    @discardableResult
    func apply(_ charter: String) async throws -> CharterVersion {
        let bytes = Array(charter.utf8)
        return try await engine.apply(
            try Charters.read(bytes), source: bytes, by: owner, second: deputy, isSelfAgreed: false,
            widened: CharterComparison.widenedTools(from:to:))
    }

    /// Brings limits into force over every charter.
    @discardableResult
    func applyLimits(_ limits: String, by first: Signatory? = nil, second: Signatory? = nil) async throws
        -> [CharterVersion]
    {
        let bytes = Array(limits.utf8)
        return try await engine.apply(
            try AppliedFile.organisation(bytes), source: bytes, by: first ?? owner, second: second ?? deputy,
            isSelfAgreed: false, widened: CharterComparison.widenedTools(from:to:)
        ).charters
    }

    func promote(to stage: Stage = .autonomous, _ agent: AgentName? = nil) async throws {
        try await rehearse(agent ?? Charters.agent())
        _ = try await engine.setStage(stage, of: nil, agent ?? Charters.agent(), by: owner, maySkip: true)
    }

    /// Writes down that the charter in force was rehearsed, without asking the reasoner.
    func rehearse(_ agent: AgentName) async throws {
        let now = clock.now()
        let run: RunID = clock.fresh()
        try await store.write { view in
            guard let version = try view.charterInForce(agent)?.number else { return }
            let record = RunRecord(
                id: run, agent: agent, isShadow: true, begunAt: now, endedAt: nil, charterVersion: version,
                snapshotHash: "", summary: "{}")
            try view.begin(record)
            try view.end(run, at: now, summary: "{}")
        }
    }

    func close() async { await database.close() }
}

/// Charters of tests.
enum Charters {
    @Sendable static func read(_ bytes: [UInt8], naming metrics: [Metric] = []) throws -> Charter {
        var context = CharterContext()
        context.metrics = context.metrics.adding(metrics)
        context.isSandbox = true
        let (charter, findings) = CharterReader(context).read(bytes, fileName: "charter.yaml")
        guard let charter else { throw Missing(what: findings.map(\.text).joined(separator: "\n")) }
        return String(decoding: bytes, as: UTF8.self).hasPrefix(loose) ? loosened(charter) : charter
    }

    /// Marks a charter whose only limits are its money caps, so that an adversary meets nothing else.
    static let loose = "# money caps only\n"

    private static func loosened(_ charter: Charter) -> Charter {
        var charter = charter
        let tools: [ToolName] = [.pause, .resume, .createCampaign, .setDailyBudget, .moveBudget]
        charter.actions = Charter.Actions(
            permissions: tools.map { Charter.Permission($0, clause: Charter.Clause("actions.may[0]")) })
        charter.constraints.change = []
        charter.constraints.evidence = []
        charter.escalation.triggers = []
        return charter
    }

    /// Limits of an organisation, with a cap a day.
    static func limits(cap: String, more: String = "") -> String {
        """
        organisation: shop
        constraints:
          time_zone: Europe/London
          currency: GBP
          money:
            - { cap: \(cap), per: day, over: account }
        \(more)
        owner:
          person: owner@example.com
          deputies: [deputy@example.com]
          may_change: [owner]
          may_pause: anyone
          answers_questions: owner
        """
    }

    static func agent() throws -> AgentName { try required(AgentName("paid-social")) }

    /// The example of the repository.
    static func example() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(
            contentsOf: root.appending(path: "Examples/paid-social/charter.yaml"), encoding: .utf8)
    }
}

extension World {
    /// A gate over the same store, for what a test proposes itself.
    func gate() throws -> Gate { Gate(store: store, tools: try ToolBook(ToolCatalogue.tools), surroundings: clock) }

    /// Raises that are reserved and not settled, minor units a day.
    func reserved() async throws -> Int64 {
        let agent = try Charters.agent()
        let now = clock.now()
        return try await store.read { view in
            let rulebook = try required(try view.rulebook(of: agent))
            let need = FactsNeeded(
                agent: agent, tool: .query, call: .read(.query), rulebook: rulebook, now: now, draw: 0)
            return try view.facts(need).account?.reserved ?? 0
        }
    }

    /// The escalation that locks an entity.
    func escalation(of entity: EntityRef) async throws -> EscalationID {
        let waiting = try await store.read { view in try view.entity(entity)?.facts.waiting }
        guard case .escalation(let id)? = waiting else { throw Missing(what: "an escalation of \(entity)") }
        return id
    }
}
