import Engine
import Governance
import Locks
import Testing
import Vocabulary

/// How long a refusal keeps an agent from asking again: as long as its reason stands.
@Suite struct RememberedRefusalTests {
    private func told(_ report: RunReport) -> [String] {
        report.entries.map { "\($0.tool) \(String(describing: $0.entity)) \($0.after) \($0.verdict)" }
    }

    @Test func `a paused agent is not asked, and goes on later as if it had not been paused`() async throws {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let rehearsed = try await world.engine.run(agent, shadow: true)
        try await world.engine.setPaused(agent, because: "odd week", by: world.owner)
        let paused = try await world.engine.run(agent, shadow: false)
        #expect(paused.entries.isEmpty && paused.leftAloneCount == 0 && paused.alarms.isEmpty, "\(paused.alarms)")
        #expect(
            paused.hindrance?.description.contains("`paid-social` is paused: odd week; `mandate agent resume") == true)
        #expect(paused.outlook == RunReport.Outlook())
        let counts = try await world.store.read { view in
            try view.runs(agent, limit: 1).first.flatMap { try view.counts(of: $0) }
        }
        #expect(counts?.wasPaused == true)
        do {
            _ = try await world.engine.run(agent, shadow: true)
            Issue.record("a paused agent was rehearsed")
        } catch let error as EngineError { #expect(error == paused.hindrance) }
        try await world.engine.setPaused(agent, because: nil, by: world.owner)
        #expect(told(try await world.engine.run(agent, shadow: false)) == told(rehearsed))
        await world.close()
    }

    @Test func `what was refused only since the agent was stopped meanwhile is asked again`() async throws {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let rehearsed = try await world.engine.run(agent, shadow: true)
        let wanted = try required(rehearsed.entries(.executed).first)
        let tiny = try world.campaign("916")
        #expect(rehearsed.entries(.refused).contains { $0.entity == tiny })
        // The pause comes between a run's beginning and its proposals.
        try await world.engine.setPaused(agent, because: "odd week", by: world.owner)
        let asked: [(Call, ToolName)] = [
            (.pause(try required(wanted.entity)), .pause),
            (.setDailyBudget(campaign: tiny, to: world.pounds(187)), .setDailyBudget),
        ]
        for (call, tool) in asked {
            let decision = try await world.act(call, tool)
            #expect(decision.state == .refused && decision.ruling.findings.contains { $0.code == .stopped })
        }
        try await world.engine.setPaused(agent, because: nil, by: world.owner)
        let version = try required(try await world.store.read { view in try view.charterInForce(agent)?.number })
        let kept = try await world.store.read { view in
            try view.refusedEntities(
                of: agent, under: version, since: try required(Instant(parsing: World.start)), after: 0)
        }
        #expect(kept == [tiny], "its charter refuses that one stopped or not")
        let report = try await world.engine.run(agent, shadow: false)
        #expect(report.entries.contains { $0.entity == wanted.entity })
        #expect(!report.entries.contains { $0.entity == tiny })
        await world.close()
    }

    @Test func `a new version of the charter is rehearsed on what the old one refused; a person's no stands`()
        async throws
    {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let first = try await world.engine.run(agent, shadow: false)
        let refused = Set(first.entries(.refused).compactMap(\.entity))
        #expect(!refused.isEmpty)
        let held = try required(first.entries(.held).first)
        _ = try await world.engine.reject(held.decision, because: "not now", by: world.owner)
        let same = try await world.engine.run(agent, shadow: true)
        #expect(refused.isDisjoint(with: same.entries.compactMap(\.entity)), "the reason stands")
        try await world.apply(
            try Charters.example().replacing("floor: 10 GBP", with: "floor: 1 GBP")
                .replacing("min_spend: 100 GBP", with: "min_spend: 1 GBP"))
        let second = try await world.engine.run(agent, shadow: true)
        #expect(!refused.isDisjoint(with: second.entries.compactMap(\.entity)), "\(told(second))")
        #expect(!second.entries.contains { $0.entity == held.entity }, "a person said no on these data")
        await world.close()
    }

    @Test func `a day that came in after the run that refused is newer data, though it ended before that run`()
        async throws
    {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let tiny = try world.campaign("916")
        // Half past midnight: yesterday has ended, and nobody has reported it.
        world.clock.advance(.seconds(18 * 3_600 + 1_800))
        let night = try await world.engine.run(agent, shadow: false)
        #expect(night.entries(.refused).contains { $0.entity == tiny })
        let again = try await world.engine.run(agent, shadow: false)
        #expect(!again.entries.contains { $0.entity == tiny }, "the same data")
        let before = try await world.account().asOf
        world.clock.advance(.seconds(3 * 3_600))
        let yesterday = world.clock.now().utcDate.adding(days: -1)
        let ad = try required(try await world.store.read { view in try view.entities(.ad, after: nil, limit: 1) }.first)
        world.platform.state.withLock {
            $0.bills[yesterday] = [ad.facts.ref: 100]
            $0.completeUntil = Zone.utc.startOfDay(yesterday.adding(days: 1))
        }
        let morning = try await world.engine.run(agent, shadow: false)
        #expect(try await world.account().asOf > before)
        #expect(morning.entries.contains { $0.entity == tiny }, "\(told(morning)) \(morning.leftAlone)")
        await world.close()
    }

    @Test func `R031 what a person said no to is not asked again for a week, whatever counts come in`() async throws {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let held = try required(try await world.engine.run(agent, shadow: false).entries(.held).first)
        _ = try await world.engine.reject(held.decision, because: "not now", by: world.owner)
        let ad = try required(try await world.store.read { view in try view.entities(.ad, after: nil, limit: 1) }.first)
        func isAskedAgain(after days: Int64) async throws -> Bool {
            world.clock.advance(.seconds(days * 86_400))
            let yesterday = world.clock.now().utcDate.adding(days: -1)
            world.platform.state.withLock {
                $0.bills[yesterday] = [ad.facts.ref: 100]
                $0.completeUntil = Zone.utc.startOfDay(yesterday.adding(days: 1))
            }
            return try await world.engine.run(agent, shadow: true).entries.contains { $0.entity == held.entity }
        }
        for _ in 0..<3 { #expect(try await !isAskedAgain(after: 2)) }
        #expect(try await isAskedAgain(after: 2))
        await world.close()
    }

    @Test func `of one instant the log says what came first, and a list without counts is no newer data`() async throws
    {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let tiny = try world.campaign("916")
        func isAskedAgain() async throws -> Bool {
            try await world.engine.run(agent, shadow: true).entries.contains { $0.entity == tiny }
        }
        _ = try await world.engine.run(agent, shadow: false)
        #expect(try await !isAskedAgain())
        _ = try await world.loadDated("Campaign ID,Campaign\n916,tiny\n")
        #expect(try await !isAskedAgain(), "a name is no count")
        _ = try await world.load(
            AdsText.head + AdsText.row("another", "936", spent: "5.00"), "2017-07-01/2017-09-30")
        #expect(try await isAskedAgain(), "the clock stands still, and the counts are newer")
        await world.close()
    }

    @Test func `P30 what expired since nobody answered is not asked again on the same data`() async throws {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let held = try required(try await world.engine.run(agent, shadow: false).entries(.held).first)
        world.clock.advance(.seconds(5 * 3_600))
        let second = try await world.engine.run(agent, shadow: false)
        #expect(try await world.store.read { view in try view.state(of: held.decision) } == .expired)
        #expect(!second.entries.contains { $0.entity == held.entity }, "silence is No")
        await world.close()
    }

    @Test func `a yes while the agent is paused changes nothing, and counts once it may go on`() async throws {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let held = try required(try await world.engine.run(agent, shadow: false).entries(.held).first)
        let sent = world.platform.attempts
        try await world.engine.setPaused(agent, because: "odd week", by: world.owner)
        guard case .stopped(let findings) = try await world.engine.approve(held.decision, by: world.owner) else {
            Issue.record("a paused agent was let through")
            return
        }
        #expect(findings.contains { $0.message.contains("`paid-social` is paused: odd week") }, "\(findings)")
        #expect(world.platform.attempts == sent)
        let open = try await world.store.read { view in try view.openHold(held.decision) }
        #expect(open != nil, "only the yes is refused")
        try await world.engine.setPaused(agent, because: nil, by: world.owner)
        guard case .used = try await world.engine.approve(held.decision, by: world.owner) else {
            Issue.record("the hold did not survive the pause")
            return
        }
        #expect(world.platform.attempts > sent)
        await world.close()
    }

    @Test func `a yes while the agent is paused closes nothing, whatever else speaks against it just then`()
        async throws
    {
        let world = try await World.promoted()
        let agent = try Charters.agent()
        let report = try await world.engine.run(agent, shadow: false)
        let held = try required(report.entries(.held).first)
        try await world.engine.setPaused(agent, because: "odd week", by: world.owner)
        // What is taken back moves money as well, and the week has no room for all of it.
        for entry in report.entries(.executed) { _ = try await world.engine.undo(entry.decision, by: world.owner) }
        let answer = try await world.engine.approve(held.decision, by: world.owner)
        guard case .stopped = answer else { Issue.record("\(answer)"); return }
        let open = try await world.store.read { view in try view.openHold(held.decision) }
        #expect(open != nil)
        await world.close()
    }

    @Test func `what was refused only since people had enough to answer is asked again once they answered`()
        async throws
    {
        let world = try await World()
        let agent = try Charters.agent()
        var account = try TestAccount.lookalike()
        try account.add("2000", budget: 500, ads: 40) { index in
            index < 26 ? (61_000 + Int64(index) * 17, 20, 0) : (150_000, 70, 28)
        }
        try await world.begin(
            account, try Charters.example().replacing("share_of_total_spend: 10 %", with: "share_of_total_spend: 90 %"))
        _ = try await world.engine.run(agent, shadow: true)
        try await world.promote(to: .recommend)
        let first = try await world.engine.run(agent, shadow: false)
        let held = first.entries(.held)
        let crowded = first.entries(.refused).filter { $0.findings.contains { $0.code == .holds } }
        #expect(held.count == 20 && !crowded.isEmpty, "\(held.count) held of \(told(first))")
        for entry in held { _ = try await world.engine.approve(entry.decision, by: world.owner) }
        let second = try await world.engine.run(agent, shadow: false)
        let again = Set(second.entries.compactMap(\.entity))
        #expect(Set(crowded.compactMap(\.entity)).isSubset(of: again), "\(again)")
        await world.close()
    }
}
