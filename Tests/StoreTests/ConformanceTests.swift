import Cryptography
import Engine
@testable import Governance
import SQLite
import Schemas
import Testing
import Vocabulary

extension Decision {
    static func made(_ id: DecisionID, _ proposal: Proposal, _ call: Call, _ ruling: Ruling) throws -> Decision {
        Decision(
            id: id, run: RunID(at: Shelf.now, random: (0, 1)), agent: proposal.agent, at: Shelf.now,
            charterVersion: 1, authority: .agent, bytes: proposal.canonicalBytes,
            proposal: ReadProposal(proposal: proposal, call: call, bytes: proposal.canonicalBytes),
            facts: Facts(now: Shelf.now, standing: Standing(stage: .autonomous)), ruling: ruling)
    }
}

/// What every store has to do; asked of the one on SQLite, over its port alone.
@Suite struct ConformanceTests {
    private func record(_ decision: Decision, _ view: any EngineView) throws {
        try view.record(decision, rehearsed: false)
        try view.append(
            AuditEntry(
                .ruling, at: decision.at, agent: decision.agent, subject: decision.id.description, word: "authorise",
                charterVersion: 1, payload: decision.record))
    }

    @Test func `organisations do not see each other, through any query of the port`() async throws {
        let (_, engine, one) = try await Shelf.filled()
        let other = Shelf.store(engine, "two", 2)
        let decision = try Row.decision(1, on: "a")
        try await one.write { view throws in
            try record(decision, view)
            try view.set("secret", to: "1")
        }
        try await other.read { view throws in
            #expect(try view.setting("secret") == nil)
            #expect(try view.account() == nil)
            #expect(try view.agents().isEmpty)
            #expect(try view.logSize() == 0)
            #expect(try view.entities(after: nil, limit: 10).isEmpty)
            #expect(try view.inbox().isEmpty)
            #expect(try view.decision(decision.id) == nil)
            #expect(try view.state(of: decision.id) == nil)
            #expect(try view.charterInForce(try Row.agent()) == nil)
            #expect(try view.leaves(from: 0, limit: 10).isEmpty)
            #expect(try view.decisions(beginning: "0").isEmpty)
        }
        try await other.write { view throws in
            try view.move(decision.id, to: .undone, at: Shelf.now)
            try view.release(decision.id, keepingChanges: false, at: Shelf.now)
        }
        let state = try await one.read { view in try view.state(of: decision.id) }
        #expect(state == .authorised)
        await engine.close()
    }

    @Test func `a claim is given to one of many, also between two stores on one file`() async throws {
        let (shelf, engine, one) = try await Shelf.filled()
        let second = try await shelf.open()
        let stores = [one, Shelf.store(second, "two")]
        let decision = try Row.decision(1, on: "a")
        let actions = decision.actions(ids: [ActionID(at: Shelf.now, random: (0, 9))])
        let action = try required(actions.first)
        try await one.write { view throws in
            try record(decision, view)
            try view.enqueue(action, isClaimed: false, at: Shelf.now)
        }
        let wins = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<16 {
                let store = stores[index % 2]
                group.addTask {
                    try await store.transact { view in try view.claim(action, at: Shelf.now) } == nil ? 0 : 1
                }
            }
            var sum = 0
            for try await win in group { sum += win }
            return sum
        }
        #expect(wins == 1)
        try await one.write { view in try view.move(action, to: .inDoubt, at: Shelf.now) }
        let again = try await one.transact { view in try view.claim(action, at: Shelf.now) }
        #expect(again == nil, "what is in doubt is not claimed, so it is never sent blindly again")
        await second.close()
        await engine.close()
    }

    @Test(arguments: 0..<6) func `P12 rows that come twice, late or shuffled give the same sums`(seed: Int) async throws
    {
        let (_, engine, store) = try await Shelf.filled()
        var chance = UInt64(seed) &* 77 &+ 1
        func dice(_ bound: Int) -> Int {
            chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((chance >> 33) % UInt64(bound))
        }
        var rows: [MetricRecord] = []
        for day in 0..<12 {
            let date = CalendarDate(epochDay: 17_350 + Int64(day))
            for version in 0..<2 {
                rows.append(
                    MetricRecord(
                        source: .adsMetrics, entity: try Row.campaign("a"), period: try required(Period(date, date)),
                        spend: MetricMoney(Money(minorUnits: Int64(100 + day * 7 + version), try Row.gbp())),
                        impressions: Int64(day * 10), clicks: nil, enquiries: 1,
                        purchases: AttributedCount(Int64(version)),
                        asOf: Shelf.now.advanced(by: .seconds(Int64(version)))))
            }
        }
        let final = rows.filter { $0.purchases == 1 }
        var sent = rows + rows
        for index in sent.indices { sent.swapAt(index, dice(sent.count)) }
        for row in sent {
            _ = try await store.write { view in try view.add(row, under: [try Row.account()]) }
        }
        let total = final.compactMap(\.spend?.amount.units).reduce(0, +)
        for ref in [try Row.campaign("a"), try Row.account()] {
            let facts = try await store.read { view in try view.entity(ref)?.facts }
            #expect(facts?.spend?.amount.units == total, "seed \(seed)")
            #expect(facts?.purchases == 12 && facts?.enquiries == 12)
        }
        for row in final {
            let changed = try await store.write { view in try view.add(row, under: [try Row.account()]) }
            #expect(!changed)
        }
        await engine.close()
    }

    @Test func `a transaction that throws leaves nothing, whatever it had written before`() async throws {
        let (_, engine, store) = try await Shelf.filled()
        let decision = try Row.decision(1, on: "a")
        let size = try await store.read { view in try view.logSize() }
        await #expect(throws: Missing.self) {
            try await store.write { view throws in
                try record(decision, view)
                try view.reserve(decision, onlyRaise: false, at: Shelf.now)
                try view.open(
                    Hold(
                        decision: decision.id, question: Question(ask: [.owner], within: .seconds(9)),
                        deadline: Shelf.now))
                throw Missing(what: "on purpose")
            }
        }
        try await store.read { view throws in
            #expect(try view.logSize() == size)
            #expect(try view.state(of: decision.id) == nil)
            #expect(try view.inbox().isEmpty)
            #expect(try view.entity(try Row.campaign("a"))?.facts.waiting == nil)
        }
        await engine.close()
    }

    @Test func `the inbox lists holds by deadline, then escalations, and a hold locks what it touches`() async throws {
        let (_, engine, store) = try await Shelf.filled()
        let question = Question(ask: [.owner], within: .seconds(3_600))
        let ids = try await store.write { view throws in
            var ids: [DecisionID] = []
            for (number, name) in ["a", "b"].enumerated() {
                let decision = try Row.decision(UInt64(number + 1), on: name)
                try record(decision, view)
                try view.open(
                    Hold(
                        decision: decision.id, question: question,
                        deadline: Shelf.now.advanced(by: .seconds(Int64(900 - number * 600)))))
                ids.append(decision.id)
            }
            return ids
        }
        let listed = try await store.read { view throws in
            try view.inbox().compactMap { item in if case .hold(let hold, _) = item { hold.decision } else { nil } }
        }
        #expect(listed == ids.reversed())
        let due = try await store.read { view in try view.holdsDue(at: Shelf.now.advanced(by: .seconds(300))) }
        #expect(due == [ids[1]])
        let early = try await store.read { view in try view.holdsDue(at: Shelf.now.advanced(by: .seconds(299))) }
        #expect(early.isEmpty)
        try await store.write { view throws in
            #expect(try view.entity(try Row.campaign("a"))?.facts.waiting == .hold(ids[0]))
            try view.close(ids[0], at: Shelf.now)
            try view.close(ids[0], at: Shelf.now)
            #expect(try view.entity(try Row.campaign("a"))?.facts.waiting == nil)
        }
        await engine.close()
    }

    @Test func `an escalation of one run and cause is one, and what another one still holds stays locked`() async throws
    {
        let (_, engine, store) = try await Shelf.filled()
        let question = Question(ask: [.owner], within: .seconds(60))
        let a = try Row.campaign("a")
        func escalation(_ number: UInt64, _ cause: String) throws -> Escalation {
            Escalation(
                id: EscalationID(at: Shelf.now, random: (0, number)), run: RunID(at: Shelf.now, random: (0, 1)),
                agent: try Row.agent(), cause: cause, question: question, deadline: Shelf.now)
        }
        let (first, second, third) = (
            try escalation(1, "share"), try escalation(2, "share"), try escalation(3, "asked")
        )
        @Sendable func reply(_ id: EscalationID, _ word: String) throws -> EscalationReply {
            EscalationReply(
                escalation: id, agent: try Row.agent(), person: try required(PersonID("ana@example.com")), word: word,
                at: Shelf.now, speaksFor: [], record: [])
        }
        try await store.write { view throws in
            try view.open(first, for: Row.id(1), [a])
            try view.open(second, for: Row.id(2), [try Row.campaign("b")])
            try view.open(third, for: Row.id(3), [a])
            #expect(try view.escalation(second.id) == nil)
            #expect(try view.escalation(first.id)?.decisions == [Row.id(1), Row.id(2)])
            #expect(try view.escalation(stopping: Row.id(2))?.escalation.id == first.id)
            #expect(try view.isOpen(first.id) && !view.isOpen(second.id))
            try view.close(try reply(first.id, "do_nothing"))
            #expect(try view.entity(a)?.facts.decidedByPerson == Shelf.now)
            #expect(try !view.isOpen(first.id))
            #expect(try view.escalation(first.id)?.answeredBy?.text == "ana@example.com")
            #expect(try view.entity(a)?.facts.waiting == .escalation(third.id))
            #expect(try view.entity(try Row.campaign("b"))?.facts.waiting == nil)
            try view.close(try reply(third.id, "change_charter"))
            #expect(try view.entity(a)?.facts.waiting == nil)
            try view.open(second, for: Row.id(4), [try Row.campaign("c")])
            #expect(try view.escalation(first.id)?.answer == nil, "a new object opens it again")
            #expect(try view.escalation(first.id)?.answeredBy == nil)
        }
        await engine.close()
    }

    @Test func `identifiers are found by their first letters, and nothing else is`() async throws {
        let (_, engine, store) = try await Shelf.filled()
        let decisions = try (1...3).map { try Row.decision(UInt64($0), on: "a") }
        try await store.write { view in for decision in decisions { try record(decision, view) } }
        try await store.read { view throws in
            for decision in decisions {
                #expect(try view.decisions(beginning: decision.id.description) == [decision.id])
                #expect(try view.decisions(beginning: decision.id.description.uppercased()) == [decision.id])
            }
            #expect(try view.decisions(beginning: String(decisions[0].id.description.prefix(20))).count == 3)
            for odd in ["", "u", "%", "zzzz", "0000'", String(repeating: "0", count: 27)] {
                #expect(try view.decisions(beginning: odd).isEmpty, "\(odd)")
            }
        }
        await engine.close()
    }

    @Test func `what is reserved is settled or given back to nothing, and comes back after the file is opened again`()
        async throws
    {
        let (shelf, engine, store) = try await Shelf.filled()
        let (kept, dropped) = (try Row.decision(1, on: "a", raise: 100), try Row.decision(2, on: "b", raise: 70))
        try await store.write { view throws in
            for decision in [kept, dropped] {
                try record(decision, view)
                try view.reserve(decision, onlyRaise: false, at: Shelf.now)
            }
        }
        await engine.close()
        let again = try await shelf.open()
        let reopened = Shelf.store(again)
        @Sendable func facts(_ view: any EngineView) throws -> Facts {
            let rulebook = try required(try view.rulebook(of: try Row.agent()))
            return try view.facts(
                FactsNeeded(
                    agent: try Row.agent(), tool: .setDailyBudget, call: try required(kept.proposal).call,
                    rulebook: rulebook, now: Shelf.now, draw: 0))
        }
        try await reopened.write { view throws in
            #expect(try facts(view).account?.reserved == 170)
            #expect(try facts(view).usage.first { $0.key == "constraints.change[2]" }?.used == 170 * 92)
            #expect(try facts(view).usage.first { $0.key == "constraints.change[0]" }?.used == 1)
            try view.settle(kept.id, at: Shelf.now)
            try view.release(dropped.id, keepingChanges: false, at: Shelf.now)
            #expect(try facts(view).account?.reserved == 0)
            #expect(try facts(view).account?.standing == 10_100)
            #expect(try facts(view).usage.first { $0.key == "constraints.change[2]" }?.used == 100 * 92)
        }
        await again.close()
    }

    @Test func `a charter's versions follow each other, and a second baseline of one version is refused`() async throws
    {
        let (_, engine, store) = try await Shelf.filled()
        let source = try Shelf.example()
        @Sendable func version(_ number: Int) throws -> CharterVersion {
            CharterVersion(
                agent: try Row.agent(), number: number, hash: SHA256.hash(source).hex, source: source,
                appliedAt: Shelf.now,
                appliedBy: try required(PersonID("owner@example.com")), isSelfAgreed: false)
        }
        for number in [0, 1, 3] {
            await #expect(throws: (any Error).self) {
                try await store.write { view in try view.apply(try version(number)) }
            }
        }
        try await store.write { view in try view.apply(try version(2)) }
        let rules = try await store.read { view in try view.rulebook(of: try Row.agent())?.version }
        #expect(rules == 2)
        let baseline = FrozenBaseline(
            agent: try Row.agent(), charterVersion: 2, period: nil, values: [:], target: nil, frozenAt: Shelf.now)
        try await store.write { view in try view.freeze(baseline) }
        await #expect(throws: (any Error).self) { try await store.write { view in try view.freeze(baseline) } }
        let rehearsed = FrozenBaseline.Rehearsed(
            run: RunID(at: Shelf.now, random: (0, 1)), forecast: ["after": "51.00 GBP"])
        try await store.write { view in try view.add(rehearsed, to: baseline) }
        let kept = try await store.read { view in try view.baseline(baseline.agent, version: 2) }
        #expect(kept?.rehearsed == rehearsed && kept?.frozenAt == baseline.frozenAt)
        for earlier in [baseline, kept ?? baseline] {
            await #expect(throws: (any Error).self) {
                try await store.write { view in try view.add(rehearsed, to: earlier) }
            }
        }
        await engine.close()
    }
}
