import CharterFile
import Cryptography
import Engine
import Foundation
import Governance
import SQLite
import Storage
import Store
import Vocabulary

func required<Value>(_ value: Value?, _ what: String = "a value the test needs") throws -> Value {
    guard let value else { throw Missing(what: what) }
    return value
}

struct Missing: Error { let what: String }

/// One file that several stores may have open.
final class Shelf: Sendable {
    let path: String
    static let now = Instant(seconds: 1_506_837_600)

    init() throws {
        let memory = "/dev/shm"
        let place = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        path = place + "/mandate-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open() async throws -> SQLiteEngine {
        try await SQLiteEngine.open(SQLiteSettings(path: path + "/store.db"), migrations: Store.migrations)
    }

    /// The store that every test here asks; another engine has to pass the same tests.
    static func store(_ engine: SQLiteEngine, _ process: String = "one", _ organisation: Int64 = 1) -> any EngineStore {
        Store(
            engine.database(for: OrganisationKey(organisation)), process: process, random: SystemRandomBytes(),
            rule: .sandbox, read: AppliedFiles(charter: AppliedFile.charter, organisation: AppliedFile.organisation))
    }

    /// A new file with campaigns in it.
    static func filled(_ campaigns: [String] = ["a", "b", "c"]) async throws -> (Shelf, SQLiteEngine, any EngineStore) {
        let shelf = try Shelf()
        let engine = try await shelf.open()
        let store = store(engine)
        try await store.write { view in try Row.fill(view, campaigns) }
        return (shelf, engine, store)
    }

    static func example() throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "Examples/paid-social/charter.yaml")))
    }
}

/// What a test puts into a store.
enum Row {
    static func agent() throws -> AgentName { try required(AgentName("paid-social")) }
    static func campaign(_ id: String) throws -> EntityRef { try required(EntityRef(.campaign, id)) }
    static func account() throws -> EntityRef { try required(EntityRef(.account, "main")) }
    static func gbp() throws -> Currency { try required(Currency("GBP")) }
    static func id(_ number: UInt64) -> DecisionID { DecisionID(at: Shelf.now, random: (0, number)) }

    static func fill(_ view: any EngineView, _ campaigns: [String]) throws {
        let gbp = try gbp()
        let period = try required(Period(parsing: "2017-07-01/2017-09-30"))
        try view.put(EntityRecord(facts: EntityFacts(try account())))
        try view.put(
            AccountRecord(
                ref: try account(), currency: gbp, zone: .utc, period: period, asOf: Shelf.now,
                bills: BilledDays(billed: [:], reportedTo: period.last.adding(days: 1)), standing: 10_000,
                standingOn: period.last, seenChange: 0))
        for id in campaigns {
            var facts = EntityFacts(try campaign(id))
            facts.status = .active
            facts.dailyBudget = Money(minorUnits: 1_000, gbp)
            try view.put(EntityRecord(facts: facts))
        }
        let source = try Shelf.example()
        try view.apply(
            CharterVersion(
                agent: try agent(), number: 1, hash: SHA256.hash(source).hex, source: source, appliedAt: Shelf.now,
                appliedBy: try required(PersonID("owner@example.com")), isSelfAgreed: true))
    }

    /// A decision that pauses or raises a campaign.
    static func decision(_ number: UInt64, on id: String, raise: Int64 = 100) throws -> Decision {
        let campaign = try campaign(id)
        let gbp = try gbp()
        let after = Money(minorUnits: 1_000 + raise, gbp)
        let call = Call.setDailyBudget(campaign: campaign, to: after)
        let proposal = Proposal(
            agent: try agent(), tool: .setDailyBudget, arguments: call.arguments, reason: "r", evidence: [],
            confidence: try required(Confidence(tenThousandths: 9_000)))
        let change = Change(
            entity: campaign, tool: .setDailyBudget, field: "daily_budget", before: "10.00 GBP",
            after: after.description, amounts: .init(from: 1_000, to: 1_000 + raise))
        let ruling = Ruling(
            findings: [], permission: "actions.may[0]", question: nil,
            effects: LedgerEffects(raise: raise, share: raise * 92, worstCase: raise * 7, changes: [change]))
        return try Decision.made(Row.id(number), proposal, call, ruling)
    }
}
