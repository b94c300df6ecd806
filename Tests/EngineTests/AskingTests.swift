import Engine
import Execution
import Governance
import Schemas
import Testing
import Vocabulary

/// Tools that only read, asked by an agent: through the gate, logged, and without effect.
struct AskingTests {
    private func world(_ charter: (String) -> String = { $0 }) async throws -> World {
        let world = try await World()
        try await world.begin(.lookalike(), charter(Charters.example()))
        return world
    }

    private let why = "because a test wants to know"

    @Test func `R127 what is left under every cap is told to an agent whose charter lists no such tool`() async throws {
        let world = try await world()
        let agent = try Charters.agent()
        let asked = try await world.engine.ask(.budgetLeft, [:], by: agent, because: why)
        #expect(asked.decision.ruling.verdict == .authorise)
        let caps = try required(asked.answer?["caps"]?.arrayValue)
        #expect(caps.map { $0["cap"]?.stringValue } == ["1250.00 GBP", "25000.00 GBP", "9500.00 GBP"])
        // 668.08 GBP a day stand; at most 1.75 of it on a day.
        #expect(caps.first?["worst_case"]?.stringValue == "1169.14 GBP")
        #expect(caps.first?["left"]?.stringValue == "80.86 GBP")
        #expect(world.platform.attempts == 0)
    }

    @Test func `R127 a rule check says what the gate would rule, and changes neither store nor log`() async throws {
        let world = try await world()
        try await world.promote()
        let call = Call.setDailyBudget(campaign: try world.campaign("916"), to: world.pounds(187))
        let proposal = Proposal(
            agent: try Charters.agent(), tool: .setDailyBudget, arguments: call.arguments, reason: why, evidence: [],
            confidence: try required(Confidence(tenThousandths: 9_900)))
        let before = try await world.picture()
        let ruling = try await world.engine.check(proposal)
        #expect(ruling.verdict == .refuse && ruling.findings.contains { $0.code == .bound })
        #expect(try await world.picture() == before)
        // Asked as a tool, the question itself is one leaf, and no more.
        let asked = try await world.engine.ask(
            .checkRule, ["arguments": call.arguments, "tool": .string("ads.set_daily_budget")],
            by: Charters.agent(), because: why)
        let told = try required(asked.answer)
        #expect(told["verdict"]?.stringValue == "refuse" && told["raise_a_day"]?.stringValue == "0.24 GBP")
        #expect(told["changes"]?.arrayValue?.first?["after"]?.stringValue == "1.87 GBP")
        let after = try await world.picture()
        #expect(after.leaves == before.leaves + 1)
        #expect(after.entities == before.entities && after.account == before.account && after.inbox == before.inbox)
        #expect(world.platform.attempts == 0)
    }

    @Test func `R127 an agent that asks a person locks the object and opens an escalation`() async throws {
        let world = try await world()
        let asked = try await world.engine.ask(
            .escalate, ["entity": "campaign/936", "question": "is the sale over?"], by: Charters.agent(), because: why)
        #expect(asked.decision.ruling.verdict == .escalate && asked.answer == nil)
        let id = try await world.escalation(of: world.campaign("936"))
        let record = try await world.store.read { view in try view.escalation(id) }
        #expect(record?.answer == nil && record?.escalation.question.ask == [.owner])
    }

    @Test func `R126 reports are read only by an agent whose charter says so`() async throws {
        let question: JSON = ["kind": "campaign", "period": "2017-07-01/2017-09-30"]
        let silent = try await world()
        let refused = try await silent.engine.ask(.query, question, by: Charters.agent(), because: why)
        #expect(refused.decision.ruling.verdict == .refuse && refused.answer == nil)
        let world = try await world {
            $0.replacing(
                "  may:\n    - tool: ads.pause\n", with: "  may:\n    - tool: ads.query\n    - tool: ads.pause\n")
        }
        let told = try await world.engine.ask(.query, question, by: Charters.agent(), because: why)
        #expect(told.decision.ruling.verdict == .authorise)
        #expect(told.answer?["rows"]?.arrayValue != nil)
        #expect(world.platform.attempts == 0)
    }

    @Test func `what changes something is never asked`() async throws {
        let world = try await world()
        try await world.promote()
        let before = try await world.picture()
        await #expect(throws: EngineError.self) {
            try await world.engine.ask(.pause, ["entity": "ad/1178-1000"], by: Charters.agent(), because: why)
        }
        #expect(try await world.picture() == before)
        #expect(world.platform.attempts == 0)
    }

    @Test func `a question is no answer to an escalation, which stays open`() async throws {
        let world = try await world()
        _ = try await world.engine.ask(
            .escalate, ["entity": "campaign/936", "question": "is the sale over?"], by: Charters.agent(), because: why)
        let id = try await world.escalation(of: world.campaign("936"))
        let question = Proposal(
            agent: try Charters.agent(), tool: .budgetLeft, arguments: [:], reason: why, evidence: [],
            confidence: try required(Confidence(tenThousandths: 10_000)))
        await #expect(throws: EngineError.self) {
            try await world.engine.answer(id, .propose(question), by: world.owner)
        }
        #expect(try await world.store.read { view in try view.escalation(id)?.answer } == nil)
        #expect(try await world.escalation(of: world.campaign("936")) == id)
    }
}

/// What a test compares of a store.
struct Picture: Hashable {
    let leaves: Int64
    let entities: [EntityRecord]
    let account: AccountRecord?
    let inbox: Int
}

extension World {
    /// The store as it is: log, entities, account with its reserve, inbox.
    func picture() async throws -> Picture {
        try await store.read { view in
            Picture(
                leaves: try view.logSize(), entities: try view.entities(after: nil, limit: 1_000),
                account: try view.account(), inbox: try view.inbox().count)
        }
    }
}
