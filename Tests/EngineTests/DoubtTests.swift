@testable import Engine
import Cryptography
import Execution
import Foundation
import Governance
import Locks
import Reasoning
import Schemas
import Testing
import Vocabulary

/// Lost answers, failing stores, closed doors and silence.
@Suite struct DoubtTests {
    private func world(_ wrapping: World.Wrapping = { $0 }, seed: UInt64 = 1) async throws -> World {
        let world = try await World(seed: seed, wrapping: wrapping)
        var account = try TestAccount()
        for index in 0..<30 { try account.add("c\(index)", budget: 400, ads: 1) { _ in (50_000, 40, 20) } }
        try await world.begin(account, Charters.loose + Charters.example())
        try await world.promote()
        return world
    }

    @Test(arguments: 0..<4)
    func `P3 P11 with every second answer lost nothing is released that happened, and nothing arrives twice`(seed: Int)
        async throws
    {
        let world = try await world(seed: UInt64(seed))
        world.platform.fails { number in
            switch (number &* 7 + seed) % 4 {
            case 0: .replyLost
            case 1: .requestLost
            default: .none
            }
        }
        var decisions: [Decision] = []
        for index in 0..<30 {
            let campaign = try world.campaign("c\(index)")
            decisions.append(
                try await world.act(
                    world.bytes(.setDailyBudget(campaign: campaign, to: world.pounds(410)), .setDailyBudget)))
        }
        let doubts = try await world.store.read { view in try view.actions(in: .inDoubt, limit: 100) }
        #expect(doubts.count > 10)
        #expect(try await world.reserved() == Int64(doubts.count) * 10, "what is in doubt stays reserved")
        _ = try await world.engine.recover { _ in false }
        #expect(try await world.reserved() > 0, "too early to prove that nothing happened")
        world.clock.advance(.seconds(3_600))
        #expect(try await world.engine.recover { _ in false } == 0)
        #expect(try await world.engine.recover { _ in false } == 0)
        #expect(try await world.reserved() == 0)
        let effects = world.platform.effects
        for decision in decisions where decision.ruling.verdict == .authorise {
            let state = try await world.store.read { view in try view.state(of: decision.id) }
            let entity = decision.proposal?.call.subject
            #expect((state == .done) == effects.contains { $0.entity == entity })
        }
        #expect(world.platform.state.withLock { $0.arrivals.values.allSatisfy { $0 == 1 } })
    }

    @Test func `P22 whichever transaction fails, no effect is without its intent, and none happens twice`() async throws
    {
        for step in 0..<10 {
            let failing = Lock<FailingStore?>(nil)
            let world = try await world({ inner in
                let store = FailingStore(inner)
                failing.withLock { $0 = store }
                return store
            })
            let store = try required(failing.withLock { $0 })
            store.fail(after: step)
            let campaign = try world.campaign("c1")
            let call = Call.setDailyBudget(campaign: campaign, to: world.pounds(420))
            _ = try? await world.act(world.bytes(call, .setDailyBudget))
            store.heal()
            let effects = world.platform.effects
            for effect in effects {
                let id = try required(ActionID(effect.key))
                let leaves = try await world.store.read { view in try view.leaves(from: 0, limit: 1_000) }
                let intents = leaves.compactMap(\.opening?.payload).compactMap { try? Decision(record: $0) }
                #expect(intents.contains { $0.ruling.effects.changes.contains { $0.entity == effect.entity } })
                let claimed = try await world.store.read { view in try view.orphanedClaims { _ in true } }
                let isKnown = claimed.contains { $0.action.id == id }
                let isDone = try await world.store.read { view in try view.entity(effect.entity)?.facts.dailyBudget }
                #expect(isKnown || isDone == world.pounds(420), "step \(step)")
            }
            world.clock.advance(.seconds(3_600))
            #expect(try await world.engine.recover { _ in true } == 0)
            #expect(try await world.reserved() == 0)
            #expect(world.platform.effects == effects, "recovering sends nothing again")
            let budget = try await world.store.read { view in try view.entity(campaign)?.facts.dailyBudget }
            #expect(budget == world.platform.shown(campaign)?.dailyBudget, "step \(step)")
            await world.close()
        }
    }

    @Test func `P47 an approval that a crash interrupts runs once and is not lost`() async throws {
        for step in 0..<8 {
            let failing = Lock<FailingStore?>(nil)
            let world = try await world({ inner in
                let store = FailingStore(inner)
                failing.withLock { $0 = store }
                return store
            })
            try await world.promote(to: .recommend)
            let store = try required(failing.withLock { $0 })
            let campaign = try world.campaign("c1")
            let call = Call.setDailyBudget(campaign: campaign, to: world.pounds(420))
            let held = try await world.act(world.bytes(call, .setDailyBudget))
            #expect(held.ruling.verdict == .hold)
            if step % 2 == 0 { world.platform.fails { $0 == 1 ? .requestLost : .none } }
            store.fail(after: step)
            _ = try? await world.engine.approve(held.id, by: world.owner)
            store.heal()
            world.clock.advance(.seconds(600))
            _ = try await world.engine.recover { _ in true }
            let open = try await world.store.read { view in try view.openHold(held.id) }
            if open != nil { _ = try await world.engine.approve(held.id, by: world.owner) }
            world.clock.advance(.seconds(600))
            _ = try await world.engine.recover { _ in true }
            #expect(world.platform.effects.filter { $0.entity == campaign }.count == 1, "step \(step)")
            #expect(world.platform.state.withLock { $0.arrivals.values.allSatisfy { $0 == 1 } }, "step \(step)")
            #expect(try await world.reserved() == 0, "step \(step)")
            await world.close()
        }
    }

    @Test func `P8 behind a closed door nothing is sent, and what was reserved is given back`() async throws {
        let world = try await world()
        world.doors.reason.withLock { $0 = "everything is halted" }
        await #expect(throws: EngineError.self) { _ = try await world.engine.run(Charters.agent(), shadow: false) }
        for index in 0..<10 {
            let call = Call.setDailyBudget(campaign: try world.campaign("c\(index)"), to: world.pounds(410))
            try await world.act(world.bytes(call, .setDailyBudget))
        }
        #expect(world.platform.attempts == 0)
        #expect(try await world.reserved() == 0)
    }

    @Test func `the half of a move that is done counts as changed, so that nobody takes old data for what is there`()
        async throws
    {
        let world = try await world()
        world.platform.fails { $0 == 2 ? .refused : $0 == 3 ? .replyLost : .none }
        let begun = world.clock.now()
        let from = try world.campaign("c1")
        let to = try world.campaign("c2")
        let moved = try await world.act(
            world.bytes(.moveBudget(from: from, to: to, amount: world.pounds(100)), .moveBudget))
        let (state, changed) = try await world.store.read { view in
            (try view.state(of: moved.id), try view.changedEntities(since: begun))
        }
        #expect(state == .partlyDone && world.platform.effects.map(\.entity) == [from])
        #expect(changed.contains(from))
        try await expectTold(world, of: moved.id, "campaign/c1 daily_budget = ")
        // What is in doubt may not be there.
        _ = try await world.act(
            world.bytes(.setDailyBudget(campaign: world.campaign("c3"), to: world.pounds(410)), .setDailyBudget))
        let after = try await world.store.read { view in try view.changedEntities(since: begun) }
        #expect(after == changed)
    }

    /// A later run names what stands carried out in part, with its way back.
    private func expectTold(_ world: World, of id: DecisionID, _ what: String) async throws {
        let told = try await world.engine.run(Charters.agent(), shadow: true).alarms
            .filter { $0.contains("was carried out in part, and that stands") }
        #expect(
            told.count == 1 && told.allSatisfy { $0.contains(what) && $0.contains("`mandate undo \(id)`") }, "\(told)")
    }

    @Test func `P9 what was carried out in part and is taken back is named no more`() async throws {
        let world = try await world()
        world.platform.fails { $0 == 2 ? .refused : .none }
        let moved = try await world.act(
            world.bytes(
                .moveBudget(from: world.campaign("c1"), to: world.campaign("c2"), amount: world.pounds(100)),
                .moveBudget))
        try await expectTold(world, of: moved.id, "campaign/c1 daily_budget")
        _ = try await world.engine.undo(moved.id, by: world.owner)
        let after = try await world.engine.run(Charters.agent(), shadow: true).alarms
        #expect(!after.contains { $0.contains("carried out in part") }, "\(after)")
        await world.close()
    }

    @Test func `a raise of a move is not sent while its lowering is in doubt, and goes on once it is proved`()
        async throws
    {
        let world = try await world()
        world.platform.fails { $0 == 1 ? .replyLost : .none }
        let from = try world.campaign("c1")
        let to = try world.campaign("c2")
        let moved = try await world.act(
            world.bytes(.moveBudget(from: from, to: to, amount: world.pounds(100)), .moveBudget))
        #expect(moved.ruling.verdict == .authorise)
        #expect(world.platform.effects.map(\.entity) == [from])
        #expect(try await world.reserved() == 100)
        for campaign in [from, to] {
            let meanwhile = try await world.act(
                world.bytes(.setDailyBudget(campaign: campaign, to: world.pounds(410)), .setDailyBudget))
            #expect(
                meanwhile.ruling.verdict == .refuse && meanwhile.ruling.findings.contains { $0.code == .waiting },
                "`\(campaign)` is being changed by the move")
            let known = try await world.store.read { view in
                try view.decisions(on: campaign, rehearsed: false, limit: 5)
            }
            #expect(known == [meanwhile.id, moved.id])
        }
        world.clock.advance(.seconds(600))
        #expect(try await world.engine.recover { _ in true } == 0)
        #expect(world.platform.effects.map(\.entity) == [from, to])
        #expect(try await world.reserved() == 0)
        let state = try await world.store.read { view in try view.state(of: moved.id) }
        #expect(state == .done)
    }

    @Test func `P9 a move whose raise is in doubt is not taken back before somebody says what became of the raise`()
        async throws
    {
        let world = try await world()
        world.platform.fails { $0 == 2 ? .replyLost : .none }
        let from = try world.campaign("c1")
        let to = try world.campaign("c2")
        let moved = try await world.act(
            world.bytes(.moveBudget(from: from, to: to, amount: world.pounds(100)), .moveBudget))
        let raised = try await world.act(
            world.bytes(.setDailyBudget(campaign: world.campaign("c3"), to: world.pounds(410)), .setDailyBudget))
        let parts = try await world.store.read { view in try view.actions(of: moved.id) }
        #expect(parts.map(\.state) == [.done, .inDoubt])
        let doubt = try required(parts.last?.action)
        let sent = world.platform.effects
        do {
            _ = try await world.engine.undo(moved.id, by: world.owner)
            Issue.record("it was taken back")
        } catch let error as EngineError {
            guard case .conflict(let why) = error else { throw error }
            #expect(why.contains("`\(to)`") && why.contains("`mandate resolve \(doubt.id) --happened`"), "\(why)")
        }
        #expect(world.platform.effects == sent)
        #expect(try await world.state(moved) == .inDoubt)

        // Among several it is listed with the same reason, and the others come back.
        let records = try await world.store.read { view in
            try [moved, raised].compactMap { try view.record(of: $0.id) }
        }
        let results = try await world.engine.undo(records, by: world.owner)
        #expect(results.map(\.isBack) == [false, true])
        #expect(results.first?.trouble?.contains("mandate resolve \(doubt.id)") == true)
        #expect(try await world.state(moved) == .inDoubt)
        #expect(try await world.state(raised) == .undone)

        try await world.engine.resolve(doubt, happened: true, by: world.owner)
        let became = try await world.engine.undo(moved.id, by: world.owner)
        #expect(became.count == 2 && became.allSatisfy(\.became.isBack), "\(became)")
        #expect(try await world.state(moved) == .undone)
        for campaign in [from, to] { #expect(world.platform.shown(campaign)?.dailyBudget == world.pounds(400)) }
    }

    @Test func `P9 a move whose raise is still to be sent is not taken back beside it`() async throws {
        let world = try await world()
        world.platform.fails { $0 == 1 ? .replyLost : .none }
        let (from, to) = (try world.campaign("c1"), try world.campaign("c2"))
        let moved = try await world.act(
            world.bytes(.moveBudget(from: from, to: to, amount: world.pounds(100)), .moveBudget))
        let lowering = try required(try await world.store.read { view in try view.actions(of: moved.id) }.first?.action)
        try await world.engine.resolve(lowering, happened: true, by: world.owner)
        let parts = try await world.store.read { view in try view.actions(of: moved.id) }
        #expect(parts.map(\.state) == [.done, .queued])
        do {
            _ = try await world.engine.undo(moved.id, by: world.owner)
            Issue.record("it was taken back")
        } catch let error as EngineError {
            guard case .conflict(let why) = error else { throw error }
            #expect(why.contains("is being carried out"), "\(why)")
        }
        #expect(try await world.store.read { view in try view.actions(of: moved.id) }.map(\.state) == [.done, .queued])
    }

    @Test func `a decision of which nothing is known yet is not said to have changed nothing`() async throws {
        let world = try await world()
        world.platform.fails { _ in .replyLost }
        let raised = try await world.act(
            world.bytes(.setDailyBudget(campaign: world.campaign("c1"), to: world.pounds(410)), .setDailyBudget))
        do {
            _ = try await world.engine.undo(raised.id, by: world.owner)
            Issue.record("it was taken back")
        } catch let error as EngineError { #expect("\(error)".contains("mandate resolve"), "\(error)") }
    }

    @Test func `what settles twice counts once, and a late yes after a no is counted`() async throws {
        let world = try await world()
        world.platform.fails { _ in .requestLost }
        let campaign = try world.campaign("c1")
        let call = Call.setDailyBudget(campaign: campaign, to: world.pounds(450))
        let decision = try await world.act(world.bytes(call, .setDailyBudget))
        let actions = try await world.store.read { view in try view.actions(of: decision.id).map(\.action) }
        let action = try required(actions.first)
        let standing = try await world.standing()
        for _ in 0..<3 { try await world.engine.settle(action, .notSent("proved")) }
        #expect(try await world.reserved() == 0)
        let receipt = Receipt(
            action: action.id, at: world.clock.now(), before: action.preconditions, after: action.expected,
            answerHash: "")
        for _ in 0..<3 { try await world.engine.settle(action, .done(receipt)) }
        #expect(try await world.reserved() == 0)
        #expect(try await world.standing() == standing + 50)
        let state = try await world.store.read { view in try view.state(of: decision.id) }
        #expect(state == .done)
    }

    @Test func `P41 a run without proposals and reasons raises an alarm, and so does one that cannot look`()
        async throws
    {
        let world = try await World(reasoner: SilentReasoner())
        try await world.begin(.lookalike(), Charters.example())
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(!report.alarms.isEmpty)
        world.platform.state.withLock { $0.readsFail = true }
        await #expect(throws: EngineError.self) { _ = try await world.engine.run(Charters.agent(), shadow: true) }
        let leaves = try await world.store.read { view in try view.leaves(from: 0, limit: 1_000) }
        let alarms = leaves.filter { String(decoding: $0.bytes, as: UTF8.self).contains(#""kind":"alarm""#) }
        #expect(alarms.count == 2)
    }

    @Test func `P41 a run in which every proposal was only an error raises an alarm`() async throws {
        let nothing = Money(minorUnits: 0, try required(Currency("GBP")))
        let drafts = try ["936", "1178"].map { name in
            try ToldReasoner.draft(.dailyBudget(from: nothing, to: nothing), Bench.campaign(name))
        }
        let world = try await World(reasoner: ToldReasoner(drafts))
        try await world.begin(.lookalike(), Charters.example())
        let report = try await world.engine.run(Charters.agent(), shadow: true)
        #expect(report.entries.count == 2 && report.entries.allSatisfy { $0.verdict == .refuse })
        #expect(report.alarms.contains { $0.contains("every proposal was malformed") }, "\(report.alarms)")
        await world.close()
    }

    @Test func `P32 no private key reaches the store, the log or an answer`() async throws {
        let world = try await world()
        let seed: [UInt8] = (0..<32).map { UInt8($0 * 7 + 3) }
        let key = try required(SigningKey(seed: seed))
        let owner = world.owner.person
        world.staff.people.withLock { $0[owner] = (key, ["owner"].compactMap(Role.init)) }
        let signatory = Signatory(person: owner, key: key)
        try await world.engine.setPaused(Charters.agent(), because: "a look", by: signatory)
        try await world.engine.setPaused(Charters.agent(), because: nil, by: signatory)
        _ = try await world.engine.setStage(.recommend, of: nil, Charters.agent(), by: signatory, maySkip: true)
        let call = Call.setDailyBudget(campaign: try world.campaign("c1"), to: world.pounds(420))
        let held = try await world.act(world.bytes(call, .setDailyBudget))
        _ = try await world.engine.approve(held.id, by: signatory)
        var told = try await world.engine.explain(held.id).lines.map(\.text).joined() + "\(signatory) \(key)"
        dump(signatory, to: &told)
        // What a reasoner is handed, and what it says where it fails, is searched like an answer.
        let reasoner = ToldReasoner([])
        let shown = try await World(reasoner: reasoner)
        try await shown.begin(.lookalike(), Charters.example())
        shown.staff.people.withLock { $0[owner] = (key, ["owner"].compactMap(Role.init)) }
        _ = try await shown.engine.run(Charters.agent(), shadow: true)
        let briefs = reasoner.seen.withLock { $0.briefs }
        #expect(!briefs.isEmpty)
        dump(briefs, to: &told)
        do { _ = try await shown.engine.approve(held.id, by: signatory) } catch { told += "\(error)" }
        await shown.close()
        await world.close()
        let file = try Data(contentsOf: URL(filePath: world.scratch.path + "/store.db"))
        let hex = seed.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        for canary in [
            Data(seed), Data(hex.utf8), Data(hex.uppercased().utf8), Data(Data(seed).base64EncodedString().utf8),
        ] {
            #expect(file.range(of: canary) == nil)
            #expect(Data(told.utf8).range(of: canary) == nil)
        }
        #expect(file.range(of: Data(owner.text.utf8)) != nil, "the search finds what is there")
    }
}

extension World {
    /// Where a decision stands.
    func state(_ decision: Decision) async throws -> DecisionState? {
        try await store.read { view in try view.state(of: decision.id) }
    }

    /// Daily budgets of everything active, as the ledger counts them.
    func standing() async throws -> Int64 {
        try await store.read { view in try view.account()?.standing ?? 0 }
    }
}
