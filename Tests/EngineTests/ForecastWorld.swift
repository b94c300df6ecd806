import Engine
import Execution
import Foundation
import Governance
import Locks
import Reasoning
import Statistics
import Vocabulary

@testable import Sandbox

/// An invented account on a real sandbox platform. Its true rates are drawn from a seed; the platform delivers by the truth, the
/// agent has seen 92 days of counts drawn from it.
final class ForecastWorld: Sendable {
    let world: World
    private let client: SandboxClient
    private let home: SandboxHome

    /// - Parameter charter: the example's where it is left out.
    init(seed: UInt64, _ charter: String? = nil) async throws {
        home = try SandboxHome()
        client = try await home.client()
        let clock = ManualClock(try required(Instant(parsing: World.start)), seed: seed)
        let connector = SandboxConnector(client: client, surroundings: clock) { _ in "" }
        // Fewer draws than by default: a test plays many accounts.
        var settings = ReasonerSettings()
        settings.draws = 256
        world = try await World(
            clock: clock,
            platform: ConnectedPlatform(
                reads: connector.reads, effects: connector.effects, rule: .sandbox, actor: SandboxConnector.actor),
            reasoner: StatisticalReasoner(settings))
        var random = SeededGenerator(seed: seed &* 7_919 &+ 3)
        let truth = try Truth(&random)
        let account = try truth.counted(&random)
        try await client.open(try truth.opening(Int64(seed), account))
        try await client.seed(truth.entities(account), try truth.history())
        try await world.begin(account, try charter ?? Charters.example())
        try await world.promote()
    }

    /// Lets a week pass on the platform and reads it.
    func week() async throws { try await pass(days: 7) }

    /// Lets some days pass on the platform and reads them.
    func pass(days: Int) async throws {
        let time = Duration.seconds(Int64(days) * 86_400)
        try await client.advance(to: world.clock.now().advanced(by: time))
        world.clock.advance(time)
        try await world.engine.sync()
    }

    /// An entity as the platform holds it.
    func shown(_ ref: EntityRef) async throws -> SandboxEntity { try await client.reads.entity(ref) }

    func close() async { await world.close() }
}

/// What ads truly get for their money.
struct Truth {
    struct Ad {
        let ref: EntityRef
        let campaign: EntityRef
        /// Minor units in 92 days.
        let spend: Int64
        /// Per major unit.
        let enquiries: Double
        /// Of an enquiry.
        let buying: Double
    }

    let ads: [Ad]

    /// Three campaigns of 24 ads that spend some 600 a day together.
    init(_ random: inout SeededGenerator) throws {
        var ads: [Ad] = []
        for index in 0..<3 {
            let campaign = try required(EntityRef(.campaign, "c\(index)"))
            let strength = 0.35 * random.gamma(shape: 8, rate: 8)
            for number in 0..<24 {
                let mean = 0.3
                ads.append(
                    Ad(
                        ref: try required(EntityRef(.ad, "c\(index)-\(number)")), campaign: campaign,
                        spend: Int64(75_000 * random.gamma(shape: 3, rate: 3)),
                        enquiries: strength * random.gamma(shape: 3, rate: 3),
                        buying: random.beta(6 * mean, 6 * (1 - mean))))
            }
        }
        self.ads = ads
    }

    /// The account as 92 days counted it.
    func counted(_ random: inout SeededGenerator) throws -> TestAccount {
        var account = try TestAccount()
        for ad in ads {
            let enquiries = random.poisson(mean: Double(ad.spend) / 100 * ad.enquiries)
            let purchases = random.binomial(trials: enquiries, chance: ad.buying)
            account.ads.append(
                TestAccount.Ad(
                    ref: ad.ref, campaign: ad.campaign, spend: ad.spend, enquiries: Int64(enquiries),
                    purchases: Int64(purchases)))
        }
        for (campaign, ads) in Dictionary(grouping: ads, by: \.campaign) {
            let spend = ads.map(\.spend).reduce(0, +)
            account.campaigns[campaign] = Money(minorUnits: (spend + 91) / 92, account.currency)
        }
        return account
    }

    func opening(_ seed: Int64, _ account: TestAccount) throws -> SandboxAccount {
        SandboxAccount(
            ref: account.account, name: "main", currency: account.currency, zone: .utc, seed: seed,
            opened: try required(Instant(parsing: World.start)))
    }

    func entities(_ account: TestAccount) -> [SandboxEntity] {
        let made = Zone.utc.startOfDay(account.period.first)
        func entity(_ ref: EntityRef, _ parent: EntityRef, _ budget: Money?) -> SandboxEntity {
            SandboxEntity(
                ref: ref, parent: parent, name: ref.id, dailyBudget: budget, created: made,
                started: account.period.first)
        }
        return account.campaigns.sorted { $0.key < $1.key }.map { entity($0.key, account.account, $0.value) }
            + account.ads.map { entity($0.ref, $0.campaign, nil) }
    }

    /// A hundred times as long as what the agent saw, with the counts that the truth makes one expect: the platform's own pull
    /// towards the mean is then nothing.
    func history() throws -> [SandboxHistory] {
        let last = try required(CalendarDate(parsing: "2017-09-30"))
        let period = try required(Period(last.adding(days: 1 - 9_200), last))
        return ads.map { ad in
            let spend = Double(ad.spend)
            let enquiries = spend * ad.enquiries
            return SandboxHistory(
                entity: ad.ref, period: period,
                metrics: SandboxMetrics(
                    impressions: ad.spend * 4_000, clicks: ad.spend, spend: Decimal12(ad.spend),
                    enquiries: AttributedCount(Int64(enquiries.rounded())),
                    purchases: AttributedCount(Int64((enquiries * ad.buying).rounded()))))
        }
    }
}

/// A folder whose sandbox platform runs on a thread of this process; the folder's end ends the platform.
final class SandboxHome: Sendable {
    private let path: String

    init() throws {
        path = NSTemporaryDirectory() + "mandate-forecast-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let path = path
        let listens = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            do {
                try SandboxServer.run(home: path, idleSeconds: Limits.idleSeconds, isListening: { listens.signal() })
            } catch {
                print("sandbox server: \(error)")
                listens.signal()
            }
        }
        listens.wait()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func client() async throws -> SandboxClient {
        let client = try SandboxClient(home: path, starter: .none, limit: .seconds(60))
        _ = try await client.reads.now()
        return client
    }
}
