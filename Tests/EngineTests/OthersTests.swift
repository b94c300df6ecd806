import Execution
import Governance
import Locks
import Schemas
import Testing
import Vocabulary

@testable import Engine

/// What others do on the platform, and what two processes of ours do at the same moment.
@Suite struct OthersTests {
    @Test func `P46 a yes is judged on what stands when it is used, not when the hold was made`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "600"))
        let held = try await world.budget("a", 13_000)
        #expect(held.ruling.verdict == .hold)
        let b = try world.campaign("b")
        world.somebody(b) { $0.dailyBudget = world.pounds(50_000) }
        world.clock.advance(.seconds(3_600))
        let before = world.platform.attempts
        guard case .void(let findings) = try await world.engine.approve(held.id, by: world.owner) else {
            Issue.record("it was used"); return
        }
        #expect(findings.contains { $0.code == .cap })
        #expect(world.platform.attempts == before)
        await world.close()
    }

    @Test func `P41 who looks at the money sees what somebody else raised a moment ago, and the look leaves nothing`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "600"))
        let b = try world.campaign("b")
        world.somebody(b) { $0.dailyBudget = world.pounds(50_000) }
        let (stored, leaves) = (try await world.account(), try await world.leaves().count)
        let (shown, unread) = try await world.engine.shownAccount()
        #expect(shown?.standing == stored.standing + 40_000 && unread == nil)
        let charter = try required(
            try await world.store.read { view in try view.rulebook(of: Charters.agent())?.charter })
        let exceeded = try await world.engine.gaps(of: charter).contains {
            if case .exceeded = $0 { true } else { false }
        }
        #expect(exceeded)
        #expect(try await world.account() == stored)
        #expect(try await world.leaves().count == leaves)
        world.platform.state.withLock { $0.readsFail = true }
        let (last, why) = try await world.engine.shownAccount()
        #expect(last == stored && why == "nobody there")
        await world.close()
    }

    @Test func `P46 an undo that raises is judged on what stands now`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(cap: "600"))
        let lowered = try await world.budget("a", 9_000)
        #expect(lowered.ruling.verdict == .authorise)
        let b = try world.campaign("b")
        world.somebody(b) { $0.dailyBudget = world.pounds(50_000) }
        let became = try await world.engine.undo(lowered.id, by: world.owner)
        #expect(became.allSatisfy { if case .refused = $0.became { true } else { false } }, "\(became)")
        await world.close()
    }

    @Test func `P6 what somebody else raised counts in the sum over a window`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let a = try world.campaign("a")
        world.somebody(a) { $0.dailyBudget = world.pounds(13_000) }
        world.clock.advance(.seconds(25 * 3_600))
        try await world.engine.sync()
        let more = try await world.budget("a", 14_900)
        #expect(more.ruling.verdict == .refuse && more.ruling.findings.contains { $0.code == .cumulative })
        #expect(more.facts.usage.contains { $0.base == 10_000 })
        // Back to where it stood is no change of the window.
        #expect(try await world.budget("a", 12_000).ruling.verdict == .authorise)
        await world.close()
    }

    @Test func `P46 every run says what others changed since the one before, from what to what, and once`() async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let (a, b) = (try world.campaign("a"), try world.campaign("b"))
        world.somebody(a) { $0.dailyBudget = world.pounds(13_000) }
        world.somebody(b) { $0.status = .paused }
        let first = try await world.engine.run(Charters.agent(), shadow: true).changesByOthers
        #expect(first.map(\.field) == ["daily_budget", "status"] && first.map(\.after) == ["130.00 GBP", "paused"])
        world.clock.advance(.seconds(3_600))
        world.somebody(a) { $0.dailyBudget = world.pounds(12_000) }
        let told = try await world.engine.run(Charters.agent(), shadow: false).changesByOthers
        #expect(
            told.map(\.description) == [
                "`campaign/a` daily budget from `130.00 GBP` to `120.00 GBP`, by `somebody` at `\(world.clock.now())`"
            ],
            "\(told)")
        #expect(told.first?.by == "somebody")
        #expect(try await world.engine.run(Charters.agent(), shadow: false).changesByOthers.isEmpty)
        // Of what was erased only the object and its field are left.
        let all = try await world.store.read { view in try view.leaves(from: 0, limit: 10_000) }
        let position = try required(
            try all.last { try JSON(parsing: $0.bytes)["kind"]?.stringValue == "external_change" }?.position)
        _ = try await world.store.write { view in try view.erasePayload(at: position) }
        let leaf = try required(try await world.store.read { view in try view.leaves(from: position, limit: 1).first })
        let left = try await world.store.read { view in try ChangeByOthers(leaf, JSON(parsing: leaf.bytes), in: view) }
        #expect(left?.entity == a.description && left?.field == "daily_budget" && left?.after == nil)
        await world.close()
    }

    @Test func `a run of an account in which nothing runs says so, with the way back of what a person paused`()
        async throws
    {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let before = try await world.engine.run(Charters.agent(), shadow: false).alarms
        #expect(!before.contains { $0.contains("no campaign is active") })
        let paused = try await world.engine.pauseSpend(by: world.owner)
        #expect(paused.count == 3 && paused.allSatisfy(\.became.isPaused))
        let pauses = try await world.store.read { view in try view.spendPauses() }
        #expect(pauses.map(\.campaign) == paused.map(\.entity).sorted())
        let alarm = try required(
            try await world.engine.run(Charters.agent(), shadow: false).alarms.first {
                $0.contains("no campaign is active")
            })
        #expect(alarm.hasPrefix("no campaign is active: 3 campaigns stand paused"))
        for pause in pauses {
            #expect(alarm.contains("`mandate undo \(pause.decision)` starts `\(pause.campaign)` again"))
        }
        _ = try await world.engine.undo(pauses[0].decision, by: world.owner)
        let after = try await world.engine.run(Charters.agent(), shadow: false).alarms
        #expect(!after.contains { $0.contains("no campaign is active") }, "\(after)")
        let left = try await world.store.read { view in try view.spendPauses() }
        #expect(left == Array(pauses.dropFirst()))
        await world.close()
    }

    @Test func `P46 what is in the way of an effect is recorded as a change by whoever made it`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let a = try world.campaign("a")
        world.somebody(a) { $0.dailyBudget = world.pounds(9_500) }
        let tried = try await world.budget("a", 11_000)
        let state = try await world.store.read { view in try view.state(of: tried.id) }
        #expect(state == .notSent)
        let known = try await world.store.read { view in try view.entity(a)?.facts }
        #expect(known?.dailyBudget == world.pounds(9_500) && known?.changedByOthers == world.clock.now())
        #expect(try await world.leaves().contains { $0.kind == "external_change" && $0.subject == a.description })
        await world.close()
    }

    @Test func `what is above an ad that only the platform tells of counts in what is never allowed`() async throws {
        let never = "  never:\n    - about: { campaign: \"a*\" }"
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(never: never))
        let (set, ad) = (try required(EntityRef(.adSet, "s")), try required(EntityRef(.ad, "new-1")))
        let lost = try required(EntityRef(.ad, "lost"))
        let campaign = try world.campaign("a")
        for (ref, parent) in [(set, campaign), (ad, set), (lost, nil)] as [(EntityRef, EntityRef?)] {
            world.platform.put(
                PlatformEntity(
                    ref: ref, parent: parent, name: "new", status: .active, dailyBudget: nil, targeting: "{}",
                    created: world.clock.now(), started: world.clock.now().utcDate, inBundle: false,
                    inExperiment: false, version: 1))
        }
        try await world.engine.sync()
        let parents = try await world.store.read { view in try view.entity(ad)?.facts.parents.map(\.ref) }
        #expect(parents == [set, campaign])
        let asked = try await world.act(world.bytes(.pause(ad), .pause))
        #expect(asked.ruling.findings.contains { $0.code == .never })
        let other = try await world.act(world.bytes(.pause(lost), .pause))
        #expect(other.ruling.verdict == .refuse && other.ruling.findings.contains { $0.code == .unknown })
        await world.close()
    }

    @Test func `what stops all that is below it is refused where something below may not be touched`() async throws {
        let never = "  never:\n    - about: { ad: \"a-1000\" }"
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter(never: never))
        let (a, b) = (try world.campaign("a"), try world.campaign("b"))
        let asked = try await world.act(world.bytes(.pause(a), .pause))
        #expect(asked.ruling.verdict == .refuse)
        #expect(asked.ruling.findings.contains { $0.code == .never && $0.message.contains("ad/a-1000") })
        #expect(world.platform.attempts == 0)
        #expect(try await world.act(world.bytes(.pause(b), .pause)).ruling.verdict == .authorise)
        #expect(try await world.budget("a", 11_000).ruling.verdict == .authorise)
        await world.close()
    }

    @Test func `P47 what one process is changing another leaves alone until it is confirmed`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let ad = try required(EntityRef(.ad, "a-1000"))
        let bytes = try world.bytes(.pause(ad), .pause)
        let meanwhile = Lock<Decision?>(nil)
        let first = try await world.engine.gate.decide(bytes, of: Charters.agent(), in: world.clock.fresh()) { permit in
            let second = try await world.act(bytes)
            meanwhile.withLock { $0 = second }
            return try await world.engine.carry(permit)
        }
        #expect(first.decision.ruling.verdict == .authorise)
        let second = try required(meanwhile.withLock { $0 })
        #expect(second.ruling.verdict == .refuse && second.ruling.findings.contains { $0.code == .waiting })
        #expect(world.platform.attempts == 1)
        // Confirmed, it is free again: there is nothing left to pause, but it may be resumed.
        #expect(try await world.act(world.bytes(.resume(ad), .resume)).ruling.verdict == .authorise)
        await world.close()
    }

    @Test func `P47 a look at the platform that began before an effect does not take it back`() async throws {
        let world = try await ThreeCampaigns.world(ThreeCampaigns.charter())
        let ad = try required(EntityRef(.ad, "a-1000"))
        let reads = LateReads(world.platform) {
            // After the platform was read and before what it showed is kept.
            do { try await world.act(world.bytes(.pause(ad), .pause)) } catch { Issue.record("\(error)") }
        }
        let other = try Engine(
            store: world.store,
            platform: ConnectedPlatform(
                reads: reads, effects: world.platform, rule: .sandbox, actor: MemoryPlatform.actor), doors: world.doors,
            staff: world.staff, reasoner: SilentReasoner(), surroundings: world.clock
        ) { _ in }
        try await other.sync()
        #expect(world.platform.shown(ad)?.status == .paused)
        let status = try await world.store.read { view in try view.entity(ad)?.facts.status }
        #expect(status == .paused)
        // The next look sees it as it is, also when somebody else has changed it since.
        world.clock.advance(.seconds(1))
        world.somebody(ad) { $0.status = .active }
        try await other.sync()
        let now = try await world.store.read { view in try view.entity(ad)?.facts.status }
        #expect(now == .active)
        await world.close()
    }
}

/// Reads during which something happens once, right after the ads were read.
struct LateReads: ConnectorReads {
    private let inner: MemoryPlatform
    private let work: @Sendable () async -> Void
    private let isDone = Lock(false)

    init(_ inner: MemoryPlatform, _ work: @escaping @Sendable () async -> Void) {
        self.inner = inner
        self.work = work
    }

    func now() async throws(ConnectorError) -> Instant { try await inner.now() }
    func entity(_ ref: EntityRef) async throws(ConnectorError) -> PlatformEntity { try await inner.entity(ref) }
    func entities(_ kind: EntityKind) async throws(ConnectorError) -> [PlatformEntity] {
        let found = try await inner.entities(kind)
        let isFirst =
            kind == .ad
            && isDone.withLock { done in
                defer { done = true }
                return !done
            }
        if isFirst { await work() }
        return found
    }
    func report(_ kind: EntityKind, over period: Period, byDay: Bool) async throws(ConnectorError) -> PlatformReport {
        try await inner.report(kind, over: period, byDay: byDay)
    }
    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange] {
        try await inner.changes(after: number)
    }
    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer { try await inner.answer(to: key) }
}
