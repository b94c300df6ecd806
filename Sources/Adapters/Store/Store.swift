public import Cryptography
public import Engine
public import Governance
public import Storage
public import Vocabulary

/// The store over any `Database`: the only place with SQL. Its behaviour is one conformance suite for both engines.
public struct Store: EngineStore {
    private let database: any Database
    private let context: StoreContext

    /// The tables' migrations, for the engine that opens the database.
    public static var migrations: [Migration] { Tables.migrations }

    /// A store.
    /// - Parameters:
    ///   - process: how claims of this process are named; its presence file has the same name.
    ///   - random: where salts come from.
    ///   - rule: what the connected platform may bill at most.
    ///   - read: turns an applied file's bytes back into what they say.
    public init(
        _ database: any Database, process: String, random: any RandomBytes, rule: BillingRule,
        read: AppliedFiles
    ) {
        self.database = database
        context = StoreContext(process: process, random: random, rule: rule, read: read)
    }

    /// One gate transaction.
    public func transact<R: Sendable>(_ work: @escaping @Sendable (any GateView) throws -> R) async throws -> R {
        let view = context.opening()
        return try await database.transact { session in try work(view(session)) }
    }

    /// One engine transaction.
    public func write<R: Sendable>(_ work: @escaping @Sendable (any EngineView) throws -> R) async throws -> R {
        let view = context.opening()
        return try await database.transact { session in try work(view(session)) }
    }

    /// One consistent view.
    public func read<R: Sendable>(_ work: @escaping @Sendable (any EngineView) throws -> R) async throws -> R {
        let view = context.opening()
        return try await database.read { session in try work(view(session)) }
    }
}

/// Turns the bytes of files that were sound when they were applied back into what they say.
public struct AppliedFiles: Sendable {
    /// A charter that may name metrics beside the built-in ones.
    public let charter: @Sendable ([UInt8], [Metric]) throws -> Charter
    /// The organisation's limits.
    public let organisation: @Sendable ([UInt8]) throws -> Organisation

    /// Both readers.
    public init(
        charter: @escaping @Sendable ([UInt8], [Metric]) throws -> Charter,
        organisation: @escaping @Sendable ([UInt8]) throws -> Organisation
    ) {
        self.charter = charter
        self.organisation = organisation
    }
}

/// What every view of one store shares.
struct StoreContext: Sendable {
    let process: String
    let random: any RandomBytes
    let rule: BillingRule
    let read: AppliedFiles
    let logHead = CacheSlot<Int64>()
    let rulebooks = CacheSlot<[AgentName: Rulebook]>()
    let recent = CacheSlot<RecentDecisions>()
    let account = CacheSlot<KnownAccount>()
    let caps = CacheSlot<[AgentName: KnownCaps]>()
    let agents = CacheSlot<[AgentName: KnownAgent]>()
    let stages = CacheSlot<[KnownStage.Key: KnownStage]>()
    let settings = CacheSlot<[String: KnownSetting]>()
    let sources = CacheSlot<[SourceFacts]>()

    /// Makes views for one transaction; the salts of its leaves come from a seed drawn now, since the closure may run twice.
    func opening() -> @Sendable (any SQLSession) -> StoreView {
        let seed = random.randomBytes(32)
        return { session in StoreView(session: session, context: self, saltSeed: seed) }
    }
}

/// A store's rows during one transaction.
final class StoreView: EngineView {
    let session: any SQLSession
    let context: StoreContext
    private let saltSeed: [UInt8]
    private var salts: UInt32 = 0

    init(session: any SQLSession, context: StoreContext, saltSeed: [UInt8]) {
        self.session = session
        self.context = context
        self.saltSeed = saltSeed
    }

    /// A fresh salt of 32 bytes: the hash of the transaction's seed and a counter. The seed is kept nowhere.
    func freshSalt() -> [UInt8] {
        salts &+= 1
        return SHA256.hash(saltSeed + stride(from: 0, to: 32, by: 8).map { UInt8(salts >> UInt32($0) & 255) }).bytes
    }
}
