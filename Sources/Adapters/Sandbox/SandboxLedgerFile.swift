import Schemas
public import Vocabulary

/// The platform's own file, read without its server and without its model: the oracle of every money and ordering test.
public struct SandboxLedgerFile: Sendable {
    /// Money billed in minor units, by campaign and local day.
    public private(set) var billed: [EntityRef: [CalendarDate: Int64]] = [:]
    /// Every effect the platform took, in order.
    public private(set) var effects: [Effect] = []
    /// How often each fault rule struck.
    public private(set) var faultsFired: [String: Int] = [:]
    /// The account's currency; nil before there is an account.
    public private(set) var currency: Currency?

    /// One effect with the key it was asked under.
    public struct Effect: Hashable, Sendable {
        /// The idempotency key.
        public let key: String
        /// Who asked.
        public let actor: String
        /// The operation's name, such as `pause`.
        public let name: String
        /// What it was about.
        public let entity: EntityRef
        /// When, in the platform's time.
        public let at: Instant
        /// Whether anything was changed by it.
        public let hasChanged: Bool
    }

    /// Reads the file of a home; empty where there is none. A torn last record does not count; damage in between throws.
    public init(home path: String) throws {
        try self.init(bytes: try JournalFile.read(try HomeFolder(path).ledger))
    }

    init(bytes: [UInt8]) throws {
        try Journal.read(bytes) { record in for entry in try Journal.entries(of: record) { add(entry) } }
    }

    private mutating func add(_ entry: Entry) {
        switch entry {
        case .account(let account): currency = account.currency
        case .bill(let bill):
            for item in bill.campaigns { billed[item.campaign, default: [:]][bill.day, default: 0] += item.minorUnits }
        case .effect(let effect):
            effects.append(
                Effect(
                    key: effect.key, actor: effect.actor, name: effect.effect.name, entity: effect.effect.entity,
                    at: effect.at, hasChanged: !effect.changed.isEmpty))
        case .faultFired(let rule): faultsFired[rule, default: 0] += 1
        case .entities, .history, .faults: break
        }
    }

    /// How often the platform took an effect under a key; more than once is a duplicate.
    public func times(key: String) -> Int { effects.count { $0.key == key } }

    /// Minor units billed over local days, for one campaign or all.
    public func billed(_ campaign: EntityRef? = nil, on days: ClosedRange<CalendarDate>) -> Int64 {
        let chosen = campaign.map { [$0: billed[$0] ?? [:]] } ?? billed
        return chosen.values.joined().reduce(0) { days.contains($1.key) ? $0 + $1.value : $0 }
    }
}
