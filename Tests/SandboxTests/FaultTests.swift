import Execution
import Schemas
import Testing
import Vocabulary

@testable import Sandbox

@Suite struct FaultTests {
    private let ad = known(EntityRef(.ad, "spring-1"))

    @Test(arguments: [
        "nothing", "error_after:", "error_after:p=0", "error_after:p=101", "cut:at=-1", "cut:at=+1", "cut:at",
        "cut:at=1,at=2",
        "drop:op=dance", "drop:colour=red", "overdeliver:pattern=wild", "stale:reads=0", "Error_after", "",
        "slow:ms=1:2",
    ]) func `what is no fault rule is refused and named`(text: String) {
        #expect(throws: FaultRuleError.self) { try FaultRule(parsing: text) }
    }

    @Test(arguments: [
        "rate_limited:retry_after_ms=2000,op=pause", "error_before", "error_after:p=50,seed=3,times=2", "cut:at=17",
        "timeout",
        "stale:reads=3", "stale:seconds=60,op=entity", "drop:op=set_daily_budget", "slow:ms=5", "malformed:op=reads",
        "huge",
        "overdeliver", "overdeliver:pattern=late", "lag:hours=12", "forget_keys",
    ]) func `every documented fault rule is accepted`(text: String) throws {
        #expect(try FaultRule(parsing: text).text == text)
    }

    private func attempt(_ rule: String, limit: Duration = .seconds(60), _ effect: SandboxEffect? = nil) async throws
        -> Trial
    {
        let home = try TestHome()
        let client = try await home.seededClient()
        try await client.set(faults: [try FaultRule(parsing: rule)])
        let hasty = try home.hastyClient(limit)
        do throws(ConnectorError) {
            _ = try await hasty.effects.carryOut(effect ?? .pause(ad), key: "k", actor: "us")
            return Trial(error: nil, client: client, home: home)
        } catch { return Trial(error: error, client: client, home: home) }
    }

    @Test func `P11 too many requests: nothing was done, and the time to wait is told`() async throws {
        let trial = try await attempt("rate_limited:retry_after_ms=2500,times=1")
        #expect(trial.error?.remedy == .retry(after: .milliseconds(2_500)) && trial.error?.reason == .rateLimited)
        #expect(try trial.home.ledger.times(key: "k") == 0)
    }

    @Test(arguments: [
        "error_after:times=1", "cut:at=0,times=1,op=effects", "cut:at=40,times=1,op=effects", "malformed:times=1",
    ])
    func `P11 done but not heard of: reconcile finds the answer, and the repeat applies nothing`(rule: String)
        async throws
    {
        let trial = try await attempt(rule)
        #expect(trial.error?.remedy == .reconcile)
        #expect(try await trial.client.reads.answer(ofKey: "k")?.entity?.status == .paused)
        let again = try await trial.client.effects.carryOut(.pause(ad), key: "k", actor: "us")
        #expect(again.entity?.status == .paused)
        #expect(try trial.home.ledger.times(key: "k") == 1)
        #expect(try trial.home.ledger.faultsFired == [rule: 1])
    }

    @Test func `P11 a reply cut at every byte is a doubt that the key settles, and the effect is there once`()
        async throws
    {
        var memory = try World.platform()
        let whole = memory.answer(World.effect(.pause(ad), key: "k000")).reply.json.canonicalBytes.count
        let home = try TestHome()
        let client = try await home.seededClient()
        for count in 0...whole {
            let key = "k\(count)"
            try await client.set(faults: [try FaultRule(parsing: "cut:at=\(count),times=1,op=effects")])
            let effect: SandboxEffect = count.isMultiple(of: 2) ? .pause(ad) : .resume(ad)
            let error = await #expect(throws: ConnectorError.self, "cut at \(count)") {
                try await client.effects.carryOut(effect, key: key, actor: "us")
            }
            #expect(error?.remedy == .reconcile, "cut at \(count)")
            #expect(try await client.reads.answer(ofKey: key)?.hasChanged == true, "cut at \(count)")
        }
        let ledger = try home.ledger
        for count in 0...whole { #expect(ledger.times(key: "k\(count)") == 1, "cut at \(count)") }
    }

    @Test func `a read whose reply is cut is asked once more, and not for ever`() async throws {
        let home = try TestHome()
        let client = try await home.seededClient()
        try await client.set(faults: [try FaultRule(parsing: "cut:at=10,times=1,op=entity")])
        #expect(try await client.reads.entity(ad).status == .active)
        try await client.set(faults: [try FaultRule(parsing: "cut:at=10,times=2,op=entity")])
        let error = await #expect(throws: ConnectorError.self) { try await client.reads.entity(ad) }
        #expect(error?.remedy == .retry(after: nil))
        #expect(try await client.reads.entity(ad).status == .active)
    }

    @Test func `P11 an error before the effect looks the same, and the key tells them apart`() async throws {
        let trial = try await attempt("error_before:times=1")
        #expect(trial.error?.remedy == .reconcile && trial.error?.reason == .failed)
        #expect(try await trial.client.reads.answer(ofKey: "k") == nil)
    }

    @Test func `P11 a reply that never comes is a doubt after the deadline`() async throws {
        let trial = try await attempt("timeout:times=1", limit: .seconds(1))
        #expect(trial.error?.remedy == .reconcile && trial.error?.reason == .unanswered)
        #expect(try await trial.client.reads.entity(ad).status == .paused)
        #expect(try trial.home.ledger.times(key: "k") == 1)
    }

    @Test func `P37 a reply of 10 MB is not read to its end`() async throws {
        let trial = try await attempt("huge:times=1")
        #expect(trial.error?.remedy == .reconcile)
        #expect(try await trial.client.reads.entity(ad).status == .paused)
    }

    @Test func `a dropped field says done and is seen only by reading back`() async throws {
        let trial = try await attempt("drop:op=set_daily_budget", .setDailyBudget(World.spring, World.pounds(5_000)))
        #expect(trial.error == nil)
        #expect(try await trial.client.reads.entity(World.spring).dailyBudget == World.pounds(10_000))
    }

    @Test func `stale reads show the state before the effect as often as asked`() async throws {
        let trial = try await attempt("stale:reads=3")
        for _ in 0..<3 { #expect(try await trial.client.reads.entity(ad).status == .active) }
        #expect(try await trial.client.reads.entity(ad).status == .paused)
    }

    @Test func `stale reads end after the simulated time that was asked for`() async throws {
        let trial = try await attempt("stale:seconds=3600")
        #expect(try await trial.client.reads.entity(ad).status == .active)
        try await trial.client.advance(to: World.opened.advanced(by: .seconds(3_600)))
        #expect(try await trial.client.reads.entity(ad).status == .paused)
    }

    @Test func `a slow reply comes late and whole`() async throws {
        let start = BootClock.nanoseconds
        let trial = try await attempt("slow:ms=60,times=1")
        #expect(trial.error == nil)
        #expect(BootClock.nanoseconds - start > 60_000_000)
    }

    @Test func `a platform that forgets keys applies a repeat twice, which the oracle counts`() throws {
        var platform = try World.platform(faults: ["forget_keys"])
        let first = platform.answer(World.effect(.pause(ad), key: "k")).entries
        let second = platform.answer(World.effect(.pause(ad), key: "k")).entries
        #expect(first.count == 1 && second.count == 1)
    }

    @Test func `rules and how often they struck survive a restart of the server`() throws {
        var platform = try World.platform()
        var records: [JSON] = []
        let requests = [
            Request(id: 1, call: .seed(World.seed())), Request(id: 2, call: .faults(set: ["error_before:times=2"])),
            World.effect(.pause(ad), key: "k"),
        ]
        platform = Platform()
        for request in requests { records.append(["entries": .array(platform.answer(request).entries.map(\.json))]) }
        var again = try Platform(replaying: records)
        #expect(again.answer(World.effect(.pause(ad), key: "k")).reply.status == 500)
        #expect(again.answer(World.effect(.pause(ad), key: "k")).reply.status == 200)
        #expect(again.ask(.faults(set: nil)) == [["rule": "error_before:times=2", "times": 2]])
    }

    @Test(arguments: 0..<12)
    func `P11 whatever is lost, a key is applied at most once and a settled effect is really there`(seed: Int)
        async throws
    {
        let home = try TestHome()
        let client = try await home.seededClient()
        let hasty = try home.hastyClient(.milliseconds(150))
        let rules = [
            "error_before:p=20,seed=\(seed),op=effects", "error_after:p=30,seed=\(seed + 1),op=effects",
            "cut:at=\(seed * 9),p=30,seed=\(seed + 2),op=effects", "timeout:p=4,seed=\(seed + 3),op=effects",
            "rate_limited:p=20,seed=\(seed + 4),retry_after_ms=0",
        ]
        try await client.set(faults: try rules.map { try FaultRule(parsing: $0) })
        for number in 0..<15 {
            let money = World.pounds(Int64(2_000 + number))
            for _ in 0..<50 {
                let answer = try? await hasty.effects.carryOut(
                    .setDailyBudget(World.spring, money), key: "k\(number)", actor: "us")
                if answer != nil { break }
            }
        }
        let ledger = try home.ledger
        for number in 0..<15 { #expect(ledger.times(key: "k\(number)") == 1) }
        try await client.set(faults: [])
        #expect(try await client.reads.entity(World.spring).dailyBudget == World.pounds(2_014))
    }
}

/// One attempt under a fault; holds its home, so that the server lives as long as the test looks.
private struct Trial {
    let error: ConnectorError?
    let client: SandboxClient
    let home: TestHome
}
