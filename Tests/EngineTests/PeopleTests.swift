import CharterFile
import Cryptography
@testable import Engine
import Execution
import Governance
import Locks
import Testing
import Vocabulary

/// Approvals, answers and undoing, over the real store.
@Suite struct PeopleTests {
    private func ran(seed: UInt64 = 1) async throws -> (world: World, report: RunReport) {
        let world = try await World(seed: seed)
        try await world.begin(.lookalike(), Charters.example())
        try await world.promote()
        return (world, try await world.engine.run(Charters.agent(), shadow: false))
    }

    private func signed(_ world: World, _ id: DecisionID, _ change: (inout Parts) -> Void) async throws -> Approval {
        let stored = try await world.store.read { view in try view.decision(id) }
        let decision = try required(stored)
        var parts = Parts(decision, world.owner, world.clock.now())
        change(&parts)
        return parts.approval
    }

    /// An approval's parts, to be forged one by one.
    struct Parts {
        var signatory: Signatory
        var person: PersonID
        var roles: [Role]
        var actsAsOwner = true
        var decision: DecisionID
        var isYes = true
        var hash: String
        var version: Int
        var before: [FieldValue]
        var worstCase: Int64
        var log = "mandate.example/test"
        var at: Instant
        var afterSigning: (inout [UInt8]) -> Void = { _ in }

        init(_ decision: Decision, _ signatory: Signatory, _ now: Instant) {
            self.signatory = signatory
            person = signatory.person
            roles = ["owner", "marketing-manager"].compactMap(Role.init)
            self.decision = decision.id
            hash = SHA256.hash(decision.bytes).hex
            version = decision.charterVersion
            before = decision.ruling.effects.changes.map { FieldValue($0.entity, $0.field, $0.before) }
            worstCase = decision.ruling.effects.worstCase
            at = now
        }

        func made(_ signature: [UInt8]) -> Approval {
            Approval(
                person: person, roles: roles, actsAsOwner: actsAsOwner, decision: decision, isYes: isYes,
                proposalHash: hash, charterVersion: version, before: before, worstCase: worstCase, log: log, at: at,
                signature: signature)
        }

        var approval: Approval {
            var signature = signatory.key.sign(made([]).signedBytes).bytes
            afterSigning(&signature)
            return made(signature)
        }
    }

    private func answer(_ world: World, _ approval: Approval) async throws -> ApprovalAnswer? {
        do { return try await world.engine.use(approval) } catch is EngineError { return nil }
    }

    @Test func `R143 an approved hold runs exactly as shown, once, and is never run again`() async throws {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        let entity = try required(held.entity)
        let before = world.platform.effects.count
        #expect(world.platform.shown(entity)?.dailyBudget?.description == held.before)
        let yes = try await signed(world, held.decision) { _ in }
        guard case .used? = try await answer(world, yes) else { Issue.record("not used"); return }
        #expect(world.platform.shown(entity)?.dailyBudget?.description == held.after)
        #expect(world.platform.effects.count == before + 1)
        #expect(try await answer(world, yes) == .notOpen(.done))
        #expect(world.platform.effects.count == before + 1)
    }

    @Test func `P27 forged, edited, stolen and mistaken approvals have no effect`() async throws {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        let before = world.platform.attempts
        let stranger = world.stranger
        let deputy = world.deputy
        let other = try required(report.entries(.authorise).first).decision
        let forgeries: [(String, (inout Parts) -> Void)] = [
            ("signature of another key", { $0.signatory = stranger }),
            (
                "stranger with all roles",
                {
                    $0.signatory = stranger; $0.person = stranger.person
                }
            ),
            (
                "member who is not asked, claiming to be",
                {
                    $0.signatory = deputy; $0.person = deputy.person
                }
            ),
            ("one bit", { $0.afterSigning = { $0[11] ^= 4 } }),
            ("no signature", { $0.afterSigning = { $0 = [] } }),
            ("another home", { $0.log = "mandate.example/copy" }),
            ("another proposal", { $0.hash = String(repeating: "0", count: 64) }),
            ("another decision", { $0.decision = other }),
            (
                "a no",
                {
                    $0.decision = other; $0.isYes = false
                }
            ),
        ]
        for (what, forge) in forgeries {
            let answer = try await answer(world, signed(world, held.decision, forge))
            switch answer {
            case nil, .notAsked?, .notOpen?: break
            default: Issue.record("\(what): \(String(describing: answer))")
            }
            #expect(world.platform.attempts == before, "\(what)")
        }
        let open = try await world.store.read { view in try view.openHold(held.decision) }
        #expect(open != nil)
    }

    @Test(arguments: [0, 1, 2]) func `P27 an approval of what is no longer so is void`(which: Int) async throws {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        let before = world.platform.attempts
        let approval = try await signed(world, held.decision) { parts in
            switch which {
            case 0: parts.version += 1
            case 1: parts.before = parts.before.map { FieldValue($0.entity, $0.field, "1.00 GBP") }
            default: parts.worstCase -= 1
            }
        }
        guard case .void? = try await answer(world, approval) else { Issue.record("not void"); return }
        #expect(world.platform.attempts == before)
    }

    @Test func `a signed no is never taken as a yes`() async throws {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        let before = world.platform.attempts
        let no = try await signed(world, held.decision) { $0.isYes = false }
        #expect(try await answer(world, no) == .rejected)
        #expect(world.platform.attempts == before)
        let state = try await world.store.read { view in try view.state(of: held.decision) }
        #expect(state == .rejected)
    }

    @Test func `P30 silence is no, at the deadline and in the next run`() async throws {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        let before = world.platform.attempts
        world.clock.advance(.seconds(4 * 3_600))
        guard case .expired = try await world.engine.approve(held.decision, by: world.owner) else {
            Issue.record("not expired"); return
        }
        #expect(world.platform.attempts == before)
        let state = try await world.store.read { view in try view.state(of: held.decision) }
        #expect(state == .expired)
        let reserved = try await world.reserved()
        #expect(reserved == 0)
    }

    @Test func `P47 two people who approve at the same moment run it once`() async throws {
        for seed in 0..<6 {
            let (world, report) = try await ran(seed: UInt64(seed) + 10)
            let held = try required(report.entries(.hold).first)
            let entity = try required(held.entity)
            let yes = try await signed(world, held.decision) { _ in }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { _ = try? await world.engine.use(yes) } }
            }
            #expect(world.platform.effects.filter { $0.entity == entity }.count == 1)
            #expect(try await world.reserved() == 0)
        }
    }

    @Test func `an escalation locks its object until a person answers, and nothing of it can be approved`() async throws
    {
        let (world, report) = try await ran()
        let escalated = try required(report.entries(.escalate).first)
        let entity = try required(escalated.entity)
        #expect(try await world.engine.approve(escalated.decision, by: world.owner) == .notOpen(.escalated))
        let stored = try await world.store.read { view in try view.decision(escalated.decision) }
        let bytes = try required(stored).bytes
        let again = try await world.gate().decide(bytes, of: Charters.agent(), in: report.run) { _ in () }
        #expect(again.decision.ruling.findings.contains { $0.code == .locked })
        let id = try await world.escalation(of: entity)
        await #expect(throws: EngineError.self) {
            _ = try await world.engine.answer(id, .doNothing, by: world.deputy)
        }
        _ = try await world.engine.answer(id, .doNothing, by: world.owner)
        let freed = try await world.store.read { view in try view.entity(entity)?.facts.waiting }
        #expect(freed == nil)
        await #expect(throws: EngineError.self) {
            _ = try await world.engine.answer(id, .doNothing, by: world.owner)
        }
    }

    @Test func `a person who answers an escalation with the same arguments gets them carried out`() async throws {
        let (world, report) = try await ran()
        let escalated = try required(report.entries(.escalate).first)
        let entity = try required(escalated.entity)
        let stored = try await world.store.read { view in try view.decision(escalated.decision) }
        let proposal = try required(try required(stored).proposal?.proposal)
        let id = try await world.escalation(of: entity)
        let decision = try await world.engine.answer(id, .propose(proposal), by: world.owner)
        #expect(decision?.ruling.verdict == .authorise)
        #expect(world.platform.effects.contains { $0.entity == entity && $0.after == escalated.after })
        let answer = try await world.store.read { view in try view.escalation(id)?.answers[entity] }
        #expect(answer == decision?.id)
    }

    @Test func `P47 an answer that is sent again after a 429 is still of who gave it`() async throws {
        let (world, report) = try await ran()
        let escalated = try required(report.entries(.escalate).first { $0.tool == .setDailyBudget })
        let campaign = try required(escalated.entity)
        let stored = try await world.store.read { view in try view.decision(escalated.decision) }
        let proposal = try required(try required(stored).proposal?.proposal)
        let next = world.platform.attempts + 1
        world.platform.state.withLock { $0.fault = { $0 == next ? .tooMany : .none } }
        let id = try await world.escalation(of: campaign)
        let decision = try required(try await world.engine.answer(id, .propose(proposal), by: world.owner))
        #expect(world.platform.attempts == next + 1, "it was sent twice")
        let state = try await world.store.read { view in try view.state(of: decision.id) }
        #expect(state == .done && world.platform.effects.last?.entity == campaign)
    }

    @Test func `P27 who answers an escalation decides about its objects alone, and gives nobody else's yes`()
        async throws
    {
        let world = try await World()
        let asksCMO = try Charters.example().replacing("ask: [role:marketing-manager]", with: "ask: [role:cmo]")
        try await world.begin(.lookalike(), asksCMO)
        try await world.promote()
        let report = try await world.engine.run(Charters.agent(), shadow: false)
        let escalated = try required(report.entries(.escalate).first { $0.tool == .setDailyBudget })
        let campaign = try required(escalated.entity)
        let id = try await world.escalation(of: campaign)
        let stored = try await world.store.read { view in try view.decision(escalated.decision) }
        let proposal = try required(try required(stored).proposal?.proposal)
        func asking(_ call: Call, _ tool: ToolName) -> Proposal {
            Proposal(
                agent: proposal.agent, tool: tool, arguments: call.arguments, reason: "this instead", evidence: [],
                confidence: proposal.confidence)
        }
        let before = world.platform.effects.count
        // Another object.
        let other = try required(world.platform.state.withLock { $0.entities.keys.sorted() }.first { $0 != campaign })
        await #expect(throws: EngineError.self) {
            _ = try await world.engine.answer(id, .propose(asking(.pause(other), .pause)), by: world.owner)
        }
        // More than the agent may alone, which the charter asks somebody else about.
        let budget = try required(world.platform.shown(campaign)?.dailyBudget)
        let lower = Money(minorUnits: budget.minorUnits * 3 / 4, budget.currency)
        let decision = try await world.engine.answer(
            id, .propose(asking(.setDailyBudget(campaign: campaign, to: lower), .setDailyBudget)), by: world.owner)
        let findings = try required(decision).ruling.findings
        #expect(decision?.ruling.verdict == .refuse)
        #expect(findings.contains { $0.verdict == .refuse && $0.message.contains("role:cmo") }, "\(findings)")
        #expect(world.platform.effects.count == before)
        let open = try await world.store.read { view in try view.isOpen(id) }
        #expect(open, "what was refused answers nothing")
    }

    @Test func `P9 undoing everything that a run did restores the platform exactly`() async throws {
        let (world, report) = try await ran()
        let before = world.platform.effects
        for entry in report.entries(.authorise).reversed() {
            let became = try await world.engine.undo(entry.decision, by: world.owner)
            #expect(became.allSatisfy { if case .done = $0.became { true } else { false } }, "\(became)")
        }
        for effect in before { #expect(world.platform.shown(effect.entity)?.value(of: effect.field) == effect.before) }
        let entry = try required(report.entries(.authorise).first)
        await #expect(throws: EngineError.self) {
            _ = try await world.engine.undo(entry.decision, by: world.stranger)
        }
    }

    @Test func `P9 what somebody else changed meanwhile is listed and left alone`() async throws {
        let (world, report) = try await ran()
        let entry = try required(report.entries(.authorise).first)
        let entity = try required(entry.entity)
        let now = world.clock.now()
        world.platform.state.withLock { state in
            state.set(entity, now, "somebody") {
                $0.status = .deleted
                $0.dailyBudget = nil
            }
        }
        let became = try await world.engine.undo(entry.decision, by: world.owner)
        #expect(became.allSatisfy { if case .exception = $0.became { true } else { false } })
    }

    @Test func `only the team acts, and only the owner promotes or resumes`() async throws {
        let (world, _) = try await ran()
        let agent = try Charters.agent()
        for person in [world.stranger, world.deputy] {
            await #expect(throws: EngineError.self) {
                _ = try await world.engine.setStage(.autonomous, of: nil, agent, by: person, maySkip: true)
            }
        }
        await #expect(throws: EngineError.self) {
            try await world.engine.setPaused(agent, because: "no", by: world.stranger)
        }
        try await world.engine.setPaused(agent, because: "a doubt", by: world.deputy)
        await #expect(throws: EngineError.self) {
            try await world.engine.setPaused(agent, because: nil, by: world.deputy)
        }
        let bytes = Array(try Charters.example().utf8) + Array("# more\n".utf8)
        let charter = try Charters.read(bytes)
        await #expect(throws: EngineError.self) {
            _ = try await world.engine.apply(
                charter, source: bytes, by: world.owner, second: world.owner, isSelfAgreed: false,
                widened: CharterComparison.widenedTools(from:to:))
        }
    }

    @Test func `R032 an owner who is away is stood in for by a deputy; without one the agent does not run`()
        async throws
    {
        let (world, _) = try await ran()
        let agent = try Charters.agent()
        world.staff.away.withLock { _ = $0.insert(world.owner.person) }
        _ = try await world.engine.setStage(.autonomous, of: nil, agent, by: world.deputy, maySkip: true)
        _ = try await world.engine.run(agent, shadow: false)
        world.staff.away.withLock { _ = $0.insert(world.deputy.person) }
        await #expect(throws: EngineError.self) { _ = try await world.engine.run(agent, shadow: false) }
    }

    @Test func `R032 who is away answers nothing, whatever their roles, and is told who does`() async throws {
        let (world, report) = try await ran()
        let held = try required(report.entries(.hold).first)
        let escalated = try required(report.entries(.escalate).first)
        let escalation = try required(
            try await world.store.read { view in
                try view.inbox().compactMap { item -> EscalationID? in
                    guard case .escalation(let record) = item, record.decisions.contains(escalated.decision) else {
                        return nil
                    }
                    return record.escalation.id
                }.first
            })
        let question = try required(
            try await world.store.read { view in try view.openHold(held.decision)?.question })
        #expect(
            world.engine.speaksFor(world.owner.person, nil).contains(where: question.ask.contains), "asked by role")
        world.staff.away.withLock { _ = $0.insert(world.owner.person) }
        for isYes in [true, false] {
            do {
                _ =
                    try await isYes
                    ? world.engine.approve(held.decision, by: world.owner)
                    : world.engine.reject(held.decision, because: "no", by: world.owner)
                Issue.record("somebody answered who is away")
            } catch let error as EngineError {
                // The deputy stands in for the owner, not for the role that is asked.
                #expect(
                    "\(error)".contains("is away; `mandate team away \(world.owner.person) --back` first"), "\(error)")
            }
        }
        do {
            _ = try await world.engine.answer(escalation, .doNothing, by: world.owner)
            Issue.record("somebody answered who is away")
        } catch let error as EngineError { #expect("\(error)".contains("--back`"), "\(error)") }
        let owner = try await world.store.read { view in try view.rulebook(of: Charters.agent())?.charter.owner }
        #expect(world.engine.names([.owner], owner) == "\(world.deputy.person) for the owner")
        world.staff.away.withLock { _ = $0.insert(world.deputy.person) }
        #expect(world.engine.names([.owner, .person(world.deputy.person)], owner).hasPrefix("owner (away) or "))
        let (manager, nobody) = (try required(Role("marketing-manager")), try required(Role("nobody-yet")))
        #expect(
            world.engine.names([.role(manager), .role(nobody)], owner)
                == "role:marketing-manager (away) or role:nobody-yet (nobody)")
        world.staff.away.withLock { $0 = [] }
        #expect(world.engine.names([.owner, .role(manager)], owner) == "owner or role:marketing-manager")
        guard case .used = try await world.engine.approve(held.decision, by: world.owner) else {
            Issue.record("it did not wait")
            return
        }
    }
}
