import Cryptography
import Engine
import Execution
import Governance
import Schemas
import Store
import Vocabulary

/// What W1 runs over: the campaigns as an imported snapshot, agents with a charter in force, a platform.
struct DecisionCourse: Sendable {
    /// How one decision went.
    struct End: Sendable {
        enum Kind { case executed, held, refused }

        let kind: Kind
        /// From the proposal to its receipt, seconds.
        let whole: Double
        /// From a person's yes to the receipt, seconds; nil where none was needed.
        let answered: Double?
    }

    let bytesBefore: Int
    private let home: ScratchHome
    private let gate: Gate
    let platform: MemoryPlatform
    private let count: Int
    private let run: RunID
    private let agents: [AgentName]
    private let person: PersonID
    private let key: SigningKey

    /// The owner with their key.
    var owner: Signatory { Signatory(person: person, key: key) }

    init(_ home: ScratchHome, count: Int, agents: Int) async throws {
        guard let person = PersonID("owner@example.com"), let key = SigningKey(seed: Array(0..<32)) else {
            throw UsageError("the person cannot be made")
        }
        let names = (0..<agents).compactMap { AgentName("bench-\($0)") }
        let snapshot = try DecisionSnapshot(home, count: count)
        try await snapshot.write()
        try await snapshot.appoint(names, by: person)
        self.home = home
        self.count = count
        self.person = person
        self.key = key
        self.agents = names
        run = home.surroundings.fresh()
        gate = Gate(store: home.store, tools: try ToolBook(ToolCatalogue.tools), surroundings: home.surroundings)
        platform = MemoryPlatform(home.surroundings, snapshot.platform)
        bytesBefore = home.bytes
    }

    /// One proposal to its end.
    func go(_ number: Int) async throws -> End {
        let clock = ContinuousClock()
        let begun = clock.now
        let campaign = Campaign(number)
        let agent = agents[number % agents.count]
        let bytes = DecisionSnapshot.proposal(campaign, ToolCall(campaign), of: agent)
        let (decision, sent) = try await gate.decide(bytes, of: agent, in: run) { try await carry($0) }
        switch decision.ruling.verdict {
        case .authorise:
            try await settle(sent, decision)
            return End(kind: .executed, whole: (clock.now - begun).inSeconds, answered: nil)
        case .hold:
            let asked = clock.now
            let (answer, sent) = try await gate.approve(yes(to: decision)) { try await carry($0) }
            guard case .used = answer else { throw WrongAnswer("decision \(number): the yes was \(answer)") }
            try await settle(sent, decision)
            return End(
                kind: .held, whole: (clock.now - begun).inSeconds, answered: (clock.now - asked).inSeconds)
        case .refuse, .escalate:
            guard decision.ruling.findings.map(\.code) == [.changedByOthers] else {
                throw WrongAnswer("decision \(number): \(decision.ruling.findings)")
            }
            return End(kind: .refused, whole: (clock.now - begun).inSeconds, answered: nil)
        }
    }

    /// One proposal up to its ruling: for those that wait for a yes.
    func propose(_ number: Int) async throws -> Decision {
        let campaign = Campaign(number)
        let agent = agents[number % agents.count]
        let bytes = DecisionSnapshot.proposal(campaign, ToolCall(campaign), of: agent)
        return try await gate.decide(bytes, of: agent, in: run) { try await carry($0) }.decision
    }

    private func carry(_ permit: consuming Permit) async throws -> (Action, Attempt) {
        let action = permit.action
        return (action, await platform.attempt(permit).attempt)
    }

    private func settle(_ sent: (Action, Attempt)?, _ decision: Decision) async throws {
        guard let (action, attempt) = sent, case .done = attempt else {
            throw WrongAnswer("`\(decision.id)` had no effect: \(sent.map { "\($0.1)" } ?? "it was not sent")")
        }
        try await gate.settle(action, attempt)
    }

    /// The owner's signed yes, checked against the key as the engine checks it.
    private func yes(to decision: Decision) throws -> Approval {
        let hash = SHA256.hash(decision.bytes).hex
        let before = decision.ruling.effects.changes.map { FieldValue($0.entity, $0.field, $0.before) }
        let now = home.surroundings.now()
        func make(_ signature: [UInt8]) -> Approval {
            Approval(
                person: person, roles: [], actsAsOwner: true, decision: decision.id, isYes: true, proposalHash: hash,
                charterVersion: decision.charterVersion, before: before,
                worstCase: decision.ruling.effects.worstCase, log: "mandate.example/bench", at: now,
                signature: signature)
        }
        let approval = make(key.sign(make([]).signedBytes).bytes)
        guard let signature = Signature(approval.signature),
            key.verifyingKey.isValid(signature, for: approval.signedBytes)
        else { throw WrongAnswer("the signature is not the owner's") }
        return approval
    }

    /// Rows written by table; an error where ledger, outbox, log or platform do not show what the workload must leave.
    func check() async throws -> JSON {
        let executed = (0..<count).count { $0 % 50 != 3 }
        let held = (0..<count).count { $0 % 10 == 7 }
        let raised = (0..<count).filter { $0 % 50 != 3 }.reduce(0) { sum, number in
            let campaign = Campaign(number)
            let call = ToolCall(campaign)
            return sum
                + (call.tool == "pause_campaign"
                    ? 0 : max(0, DecisionSnapshot.budget(call, campaign) - campaign.dailyBudget))
        }
        let run = run
        let found = try await home.store.read { view in
            let decisions = try view.decisions(of: run)
            return (
                decisions: decisions.count,
                done: try decisions.count { try view.actions(of: $0).map(\.state) == [.done] },
                ledger: try view.changedEntities(since: Instant(milliseconds: 0)).count,
                leaves: Int(try view.logSize()), standing: try view.account()?.standing ?? 0,
                inbox: try view.inbox().count
            )
        }
        let leaves = count + executed + held
        guard found.decisions == count, found.done == executed, found.ledger == executed, found.leaves == leaves,
            found.standing == Int64(raised), found.inbox == 0, platform.effects == (executed, 1)
        else {
            throw WrongAnswer(
                "rows \(found), effects \(platform.effects); \(executed) of \(count) go, \(raised) raised")
        }
        return [
            "decision": .integer(Int64(found.decisions)), "action": .integer(Int64(found.done)),
            "change": .integer(Int64(found.ledger)), "leaf": .integer(Int64(found.leaves)),
            "payload": .integer(Int64(found.leaves)),
        ]
    }
}
