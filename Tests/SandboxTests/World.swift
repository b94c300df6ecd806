import Execution
import Foundation
import Locks
import Schemas
import TestKit
import Testing
import Vocabulary

@testable import Sandbox

/// The value that a test is sure of; stops the test run where it is wrong.
func known<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("a test named something that is not there") }
    return value
}

/// A small account that tests play with: two campaigns, three ad sets, six ads, in pounds, in London.
enum World {
    static let gbp = known(Currency("GBP"))
    static let account = known(EntityRef(.account, "acme"))
    static let spring = known(EntityRef(.campaign, "spring"))
    static let autumn = known(EntityRef(.campaign, "autumn"))
    static let opened = known(Instant(parsing: "2017-10-01T06:00:00Z"))
    static let period = known(Period(parsing: "2017-07-01/2017-09-30"))

    static func pounds(_ minor: Int64) -> Money { Money(minorUnits: minor, gbp) }

    static func opening(seed: Int64 = 7, zone: String = "Europe/London", lag: Int64 = 3) -> SandboxAccount {
        SandboxAccount(
            ref: account, name: "Acme", currency: gbp, zone: known(Zone(zone)), seed: seed, opened: opened,
            reportingLagHours: lag)
    }

    static func entity(_ ref: EntityRef, below parent: EntityRef, budget: Int64? = nil) -> SandboxEntity {
        SandboxEntity(
            ref: ref, parent: parent, name: ref.id, dailyBudget: budget.map(pounds), created: opened,
            started: period.first)
    }

    /// Campaigns with the budgets given (minor units), each with one ad set of three ads that all have a history.
    static func seed(_ account: SandboxAccount = opening(), budgets: [Int64] = [10_000, 163]) -> SeedCall {
        var entities: [SandboxEntity] = []
        var history: [SandboxHistory] = []
        for (index, budget) in budgets.enumerated() {
            let campaign = index == 0 ? spring : index == 1 ? autumn : known(EntityRef(.campaign, "c\(index)"))
            let adSet = known(EntityRef(.adSet, "\(campaign.id)-set"))
            entities += [entity(campaign, below: World.account, budget: budget), entity(adSet, below: campaign)]
            for number in 1...3 {
                let ad = known(EntityRef(.ad, "\(campaign.id)-\(number)"))
                entities.append(entity(ad, below: adSet))
                let metrics = SandboxMetrics(
                    impressions: Int64(100_000 * number), clicks: Int64(40 * number),
                    spend: known(Decimal12(parsing: "\(60 * number).429999948")),
                    enquiries: AttributedCount(Int64(12 * number)),
                    purchases: AttributedCount(Int64(4 * number)))
                history.append(SandboxHistory(entity: ad, period: period, metrics: metrics))
            }
        }
        return SeedCall(account: account, entities: entities, history: history)
    }

    /// A platform in memory that holds the seed.
    static func platform(_ call: SeedCall = seed(), faults: [String] = []) throws -> Platform {
        var platform = Platform()
        _ = platform.answer(Request(id: 1, call: .seed(call)))
        if !faults.isEmpty { _ = platform.answer(Request(id: 2, call: .faults(set: faults))) }
        return platform
    }

    static func effect(_ effect: SandboxEffect, key: String, by actor: String = "us", ifVersion: Int64? = nil)
        -> Request
    {
        Request(id: 9, call: .effect(EffectCall(key: key, actor: actor, ifVersion: ifVersion, effect: effect)))
    }

    static func days(_ count: Int) -> Instant { opened.advanced(by: .seconds(Int64(count) * 86_400)) }
}

extension Platform {
    /// Asks and gives the result, or nil for a refusal.
    mutating func ask(_ call: Request.Call) -> JSON? {
        if case .result(let result) = answer(Request(id: 3, call: call)).reply.body { result } else { nil }
    }

    /// The rows of a report of a kind, as they are on the wire.
    func report(_ kind: EntityKind, _ period: Period, byDay: Bool = false) throws -> [SandboxReport.Row] {
        var platform = self
        let call = ReportCall(kind: kind, within: nil, period: period, isByDay: byDay, after: 0)
        let items = platform.ask(.read(.report(call)))?["items"]?.arrayValue ?? []
        return try items.map { try SandboxReport.Row(json: $0) }
    }

    mutating func advance(to end: Instant) {
        var at = state.now ?? end
        while at < end {
            at = min(end, at.advanced(by: .seconds(30 * 86_400)))
            _ = ask(.advance(to: at))
        }
    }
}

/// A home in a temporary folder with its server on a thread of this process; the folder's end ends the server.
final class TestHome: Sendable {
    let path: String

    init(serving: Bool = true) throws {
        path = FileManager.default.temporaryDirectory.path + "/sandbox-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        if serving { serve() }
    }

    deinit {
        if let socket = try? RuntimeDirectory().socket(ofHome: HomeFolder(path).path) { _ = unsafe unlink(socket) }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Starts a server on a thread of this process; answers once clients can connect, with its end to wait for.
    @discardableResult func serve(clock: TestClock? = nil) -> Moment {
        let path = path
        let listens = DispatchSemaphore(value: 0)
        let ending = Moment()
        Thread.detachNewThread {
            do {
                try SandboxServer.run(
                    home: path, idleSeconds: Limits.idleSeconds, clock: { clock?.now ?? BootClock.nanoseconds },
                    isListening: { listens.signal() })
            } catch {
                Issue.record("sandbox server: \(error)")
                listens.signal()
            }
            ending.reach()
        }
        listens.wait()
        return ending
    }

    /// A client of the server that is there; starts none.
    func client() async throws -> SandboxClient {
        let client = try SandboxClient(home: path, starter: .none, limit: .seconds(60))
        _ = try await client.reads.now()
        return client
    }

    /// A second client that waits for answers only so long.
    func hastyClient(_ limit: Duration) throws -> SandboxClient {
        try SandboxClient(home: path, starter: .none, limit: limit)
    }

    /// A patient client of a platform that holds the small account.
    func seededClient() async throws -> SandboxClient {
        let client = try await client()
        let seed = World.seed()
        try await client.open(known(seed.account))
        try await client.seed(seed.entities, seed.history)
        return client
    }

    var ledger: SandboxLedgerFile { get throws { try SandboxLedgerFile(home: path) } }
}

/// A clock that stands still until a test sets it on, or lets it leap: then every reading is later than the one before by more than a
/// server stays alone.
final class TestClock: Sendable {
    private let state = Lock((nanoseconds: Int64(0), leap: Int64(0)))

    var now: Int64 {
        state.withLock {
            $0.nanoseconds += $0.leap
            return $0.nanoseconds
        }
    }

    func leap() { state.withLock { $0.leap = (Limits.idleSeconds + 1) * 1_000_000_000 } }

    func advance(seconds: Int64) { state.withLock { $0.nanoseconds += seconds * 1_000_000_000 } }
}
