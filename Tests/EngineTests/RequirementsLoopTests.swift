import Engine
import Execution
import Foundation
import Governance
import Locks
import Reasoning
import Schemas
import Testing
import Vocabulary

/// What the sources ask of one pass of an agent, over the real store.
@Suite struct RequirementsLoopTests {
    private func world(_ reasoner: any Reasoner, promoted: Bool = true) async throws -> World {
        let world = try await World(reasoner: reasoner)
        try await world.begin(.lookalike(), Charters.example())
        if promoted { try await world.promote() }
        return world
    }

    private func raise(_ pence: Int64, from: Int64 = 3_145) throws -> Draft {
        let gbp = try required(Currency("GBP"))
        return try ToldReasoner.draft(
            .dailyBudget(from: Money(minorUnits: from, gbp), to: Money(minorUnits: pence, gbp)), Bench.campaign("936"))
    }

    @Test func `R044 R224 no tool leaves shadow before the baseline is frozen and the charter was rehearsed`()
        async throws
    {
        let empty = try await World()
        try await empty.keeper.begin(origin: "mandate.example/test", key: empty.logKey)
        try await empty.apply(Charters.example())
        await #expect(throws: EngineError.self) { try await empty.promote(to: .recommend) }
        let world = try await world(StatisticalReasoner(), promoted: false)
        let agent = try Charters.agent()
        func promote(maySkip: Bool) async throws {
            _ = try await world.engine.setStage(.recommend, of: nil, agent, by: world.owner, maySkip: maySkip)
        }
        // Also where stages may be skipped, the rehearsal may not.
        for maySkip in [false, true] {
            await #expect(throws: EngineError.self) { try await promote(maySkip: maySkip) }
        }
        _ = try await world.engine.run(agent, shadow: true)
        try await promote(maySkip: false)
        // A new version of the charter begins again; to go down needs no rehearsal.
        try await world.apply(try Charters.example().replacing("then_sample: 10 %", with: "then_sample: 20 %"))
        _ = try await world.engine.setStage(.shadow, of: [.pause], agent, by: world.owner, maySkip: false)
        for maySkip in [false, true] {
            await #expect(throws: EngineError.self) { try await promote(maySkip: maySkip) }
        }
        #expect(world.platform.attempts == 0)
    }

    @Test func `R044 what the rehearsal foresaw is frozen with the baseline before the agent acts, and only once`()
        async throws
    {
        let world = try await world(StatisticalReasoner(), promoted: false)
        let agent = try Charters.agent()
        func baseline() async throws -> FrozenBaseline? {
            try await world.store.read { view in try view.baseline(agent, version: 1) }
        }
        let measured = try required(try await baseline())
        #expect(measured.rehearsed == nil)
        let rehearsal = try await world.engine.run(agent, shadow: true)
        #expect(try await baseline() == measured, "a rehearsal alone freezes nothing")
        _ = try await world.engine.setStage(.recommend, of: nil, agent, by: world.owner, maySkip: true)
        let kept = try required(try await baseline()?.rehearsed)
        #expect(kept.run == rehearsal.run)
        let forecast = try required(rehearsal.outlook.executed)
        #expect(kept.forecast["metric"]?.stringValue == "cost_per_purchase")
        #expect(kept.forecast["after"]?.stringValue == forecast.after && forecast.after != forecast.before)
        #expect(kept.forecast["low"]?.stringValue == forecast.spans.last?.low)
        // It is on record as it is stored, and another rehearsal does not change it.
        #expect(try await world.keeper.verify(staff: world.staff).isSound)
        _ = try await world.engine.run(agent, shadow: true)
        _ = try await world.engine.setStage(.autonomous, of: nil, agent, by: world.owner, maySkip: true)
        #expect(try await baseline()?.rehearsed == kept)
    }

    @Test func `R052 a rehearsal says how many decisions, how many to a person, and what the calls cost`() async throws
    {
        let cost = try required(Decimal12(parsing: "0.0421"))
        let drafts = [
            try raise(3_200), try ToldReasoner.draft(.pause, Bench.ad("1178-1000")),
            try ToldReasoner.draft(.pause, Bench.campaign("1178")), try raise(9_000),
        ]
        let world = try await world(ToldReasoner(drafts, cost: cost), promoted: false)
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(report.entries.count == 4)
        #expect(report.entries(.escalate).count == 1, "\(report.entries.map(\.findings))")
        #expect(report.escalationRate == Percentage(percent: 25))
        // One plan and one revision, each paid for.
        let numbers = report.json["numbers"]
        #expect(numbers?["decisions"]?.integerValue == 4)
        #expect(numbers?["escalation_rate"]?.stringValue == "25 %")
        #expect(numbers?["api_cost"]?.stringValue == "0.0842 GBP")
        #expect(world.platform.attempts == 0)
        let local = try await self.world(StatisticalReasoner()).engine.run(Charters.agent(), shadow: true)
        #expect(local.cost.amount == .zero)
    }

    @Test func `R077 the reasoner knows the time of its data and their age, and so does every decision`() async throws {
        let reasoner = ToldReasoner([try raise(3_200)])
        let world = try await world(reasoner)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let brief = try required(reasoner.seen.withLock { $0.briefs.first })
        #expect(brief.snapshot.asOf.description == "2017-10-01T00:00:00Z")
        #expect(brief.age == .seconds(6 * 3_600))
        let full = try await World()
        try await full.begin(.lookalike(), Charters.example())
        let shadow = try await full.engine.run(Charters.agent(), shadow: true)
        for (world, entry) in report.entries.map({ (world, $0) }) + shadow.entries.map({ (full, $0) }) {
            let stored = try await world.store.read { view in try view.decision(entry.decision) }
            let facts = try required(stored).facts
            #expect(facts.sources.first { $0.name == .adsMetrics }?.asOf == brief.snapshot.asOf)
            #expect(facts.now == entry.at)
        }
        #expect(shadow.entries.count > 3)
    }

    @Test func `R091 a pass leaves what it perceived, how it reasoned, what it did and what it thought of it`()
        async throws
    {
        let world = try await world(ToldReasoner([try raise(3_200)]))
        let before = try await world.leaves().count
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let kinds = try await world.leaves().dropFirst(before).map(\.kind)
        let steps = ["run_begun", "ruling", "receipt", "run_ended"]
        #expect(kinds.filter(steps.contains) == steps, "\(kinds)")
        let run = try await world.store.read { view in try view.runs(report.agent, limit: 1).first }
        #expect(run?.snapshotHash.count == 64 && run?.endedAt != nil)
        #expect(run?.summary.contains("\"left_alone\":1") == true)
    }

    @Test func `R100 R101 a refused call is tried once more, and the same mistake twice goes to a person`() async throws
    {
        let stubborn = ToldReasoner([try raise(9_000)], insists: true)
        let world = try await world(stubborn)
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        // Asked once, with what the gate found; never a second time.
        let asked = stubborn.seen.withLock { $0.refusals }
        #expect(asked.count == 1 && asked[0][0].findings.contains { $0.verdict == .refuse })
        #expect(report.entries.count == 2 && report.entries.allSatisfy { $0.verdict == .refuse })
        #expect(world.platform.attempts == 0)
        // The second is what a person is asked about, and is counted and listed as that.
        #expect(report.entries(.escalated).map(\.decision) == [report.entries[1].decision])
        #expect(report.json["escalated"]?.arrayValue?.count == 1 && report.json["refused"]?.arrayValue?.count == 1)
        #expect(report.escalationRate == Percentage(parsing: "50 %"))
        let agent = try Charters.agent()
        let counts = try await world.store.read { view in
            try view.runs(agent, limit: 1).first.flatMap { try view.counts(of: $0) }
        }
        #expect(counts?[.escalated] == 1 && counts?[.refused] == 1)
        let id = try await world.escalation(of: Bench.campaign("936"))
        let opened = try await world.store.read { view in try view.escalation(id) }
        #expect(opened?.escalation.cause == "repeated")
        #expect(
            report.alarms.contains { $0.hasPrefix("refused twice for the same reason") && $0.contains("campaign/936") })
        let stopped = try await world.engine.explain(id).lines.first { $0.heading == "Stopped" }?.text
        #expect(stopped?.hasPrefix("refused twice for the same reason: ") == true, "\(stopped ?? "")")
        // While a person is asked, the same call is not even judged on its own.
        let again = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(again.entries.allSatisfy { $0.findings.contains { $0.code == .locked } })

        let wiser = ToldReasoner([try raise(9_000)])
        let calm = try await self.world(wiser)
        _ = try await calm.engine.run(Charters.agent(), shadow: false)
        #expect(wiser.seen.withLock { $0.refusals.count } == 1)
        let inbox = try await calm.store.read { view in try view.inbox() }
        #expect(inbox.isEmpty, "a mistake that is not repeated asks nobody")
    }

    @Test func `R100 a rehearsal counts what would be refused twice as the run does, and asks nobody`() async throws {
        let world = try await world(ToldReasoner([try raise(9_000)], insists: true))
        let shadow = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(shadow.entries(.escalated).count == 1 && shadow.entries(.refused).count == 1)
        #expect(!shadow.alarms.contains { $0.contains("a person is asked") }, "\(shadow.alarms)")
        #expect(try await world.store.read { view in try view.inbox() }.isEmpty)
    }

    @Test func `R103 every pass reads the platform anew before it reasons`() async throws {
        let reasoner = ToldReasoner()
        let world = try await world(reasoner)
        let campaign = try Bench.campaign("936")
        let budgets = [Int64(3_145), 2_222, 4_444]
        for (index, pence) in budgets.enumerated() {
            if index > 0 {
                let money = Money(minorUnits: pence, try required(Currency("GBP")))
                world.platform.state.withLock { state in
                    state.set(campaign, world.clock.now(), "somebody") { $0.dailyBudget = money }
                }
            }
            _ = try await world.engine.run(Charters.agent(), shadow: index % 2 == 0)
        }
        let seen = reasoner.seen.withLock { seen in
            seen.briefs.map { $0.snapshot.campaigns.first { $0.ref == campaign }?.dailyBudget?.minorUnits }
        }
        #expect(seen == budgets)
    }

    @Test func `R129 what reasons cannot reach a platform or a key`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appending(path: "Sources/Layers/Reasoning")
        let allowed: Set<String> = ["Vocabulary", "Statistics", "Schemas", "Glibc"]
        var files = 0
        for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            ?? .init()
        {
            guard file.pathExtension == "swift" else { continue }
            files += 1
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index < 2 else { continue }
                #expect(allowed.contains(String(words[index + 1])), "\(file.lastPathComponent): \(line)")
            }
        }
        #expect(files > 10)
    }

    @Test func `R221 a call is repeated only under its own key, or after a look`() async throws {
        let world = try await world(ToldReasoner([try raise(3_200)]))
        world.platform.fails { attempt in attempt == 1 ? .replyLost : .none }
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        #expect(world.platform.effects.count == 1)
        #expect(report.entries.first?.state == .inDoubt || report.entries.first?.state == .done)
        world.clock.advance(.seconds(600))
        #expect(try await world.engine.reconcile() == 0)
        _ = try await world.engine.run(Charters.agent(), shadow: false)
        let effects = world.platform.effects
        #expect(effects.count == 1, "\(effects)")
        let state = try await world.store.read { view in try view.state(of: try required(report.entries.first).decision)
        }
        #expect(state == .done)
    }

    @Test func `R306 doing nothing is weighed and counted in every pass`() async throws {
        let world = try await world(StatisticalReasoner())
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        let objects = 52 + 3
        let proposed = Set(report.entries.compactMap(\.entity)).count
        #expect(report.leftAloneCount == objects - proposed)
        for entry in report.entries {
            let stored = try await world.store.read { view in try view.decision(entry.decision) }
            #expect(try required(stored).proposal?.proposal.rejected.isEmpty == false)
        }
    }
}
