import Governance
import Reasoning
import Vocabulary

/// A campaign that the runtime paused, or lowered, to get under a money cap.
struct Curbed {
    let facts: EntityFacts
    /// Its daily budget, minor units.
    let daily: Int64
    /// What it had before it was lowered, minor units a day; the same where it was paused.
    let was: Int64
    /// The pause or the lowering.
    let decision: Decision
    /// The open escalation that asks about it; nil where nobody is asked.
    var asked: EscalationID?

    var campaign: EntityRef { facts.ref }
}

extension AgentRun {
    /// What the runtime paused to get under a cap stays paused until a person wants it back, so a person is asked as soon as
    /// the caps have room for half of what they would allow these campaigns in windows where nothing is billed. What is more
    /// than the room is taken off their budgets before, so that a yes fits. Every run says what stands paused; and what stands
    /// lowered, once there is room for what it had.
    func askAboutRoom(_ rulebook: Rulebook, _ pass: inout Pass) async throws {
        let (paused, lowered) = (try await pausedForCap(), try await loweredForCap())
        guard !(paused + lowered).isEmpty, let account = try await store.read({ view in try view.account() }) else {
            return
        }
        let room = Room(
            run: self, rulebooks: try await rulebooks(), account: account, today: account.zone.date(at: begun),
            active: try await campaigns(.active).map { Int128($0.daily) }.reduce(0, +))
        pass.curbs += CurbedWords.lowered(lowered, room.free(on: room.today), account.currency)
        let open = paused.filter { $0.asked == nil }
        pass.curbs += CurbedWords.asked(paused.filter { $0.asked != nil })
        guard !open.isEmpty else { return }
        guard room.isThere(for: open, on: room.today), !isShadow else {
            pass.curbs.append(CurbedWords.waiting(open, room))
            return
        }
        let asked = try await ask(about: open, room.free(on: room.today), account.currency, rulebook, &pass)
        pass.curbs += CurbedWords.asked(open.filter { asked.contains($0.campaign) })
        pass.curbs += CurbedWords.unasked(open.filter { !asked.contains($0.campaign) })
    }

    /// Takes off the budgets what is more than the room, and asks about those of which that came about.
    private func ask(
        about paused: [Curbed], _ free: Int128, _ currency: Currency, _ rulebook: Rulebook, _ pass: inout Pass
    ) async throws -> Set<EntityRef> {
        var asked: Set<EntityRef> = []
        let shares = SafeReduction.shares(
            of: paused.map { ($0.campaign, $0.daily) }, room: free,
            least: rulebook.charter.leastBudget(currency))
        for (one, (_, fitting)) in zip(paused, shares) where fitting > 0 {
            guard rulebook.charter.forbidsAnything(on: one.facts) == false else { continue }
            if fitting < one.daily {
                let call = Call.setDailyBudget(campaign: one.campaign, to: Money(minorUnits: fitting, currency))
                let lowered = try await judgeForSafety(
                    Proposal(
                        agent: agent, tool: .setDailyBudget, arguments: call.arguments,
                        reason:
                            "a person is asked whether it may run again, and no more than this fits the money caps now",
                        evidence: [], confidence: .certain), &pass)
                guard try await store.read({ view in try view.state(of: lowered.id) }) == .done else { continue }
            }
            try await raise(
                "room", about: one.decision.id, under: rulebook.version, because: Escalation.roomWords,
                asking: Asked(
                    cause: Escalation.room, question: rulebook.charter.escalation.question, objects: [one.campaign]))
            asked.insert(one.campaign)
        }
        return asked
    }

    /// Pauses of the runtime that stand and about which nobody decided: where it pauses below a floor, it asks at once, and who
    /// wants to change the charter for it has not decided about the campaign.
    func pausedForCap() async throws -> [Curbed] {
        var paused: [Curbed] = []
        for (facts, daily) in try await campaigns(.paused) where daily > 0 {
            guard let decision = try await lastOfSafety(on: facts.ref, .pause, .resume),
                decision.proposal?.call == .pause(facts.ref)
            else { continue }
            let asked = try await store.read { view in try view.escalation(stopping: decision.id) }
            let isUndecided = asked == nil || asked?.answer == nil || asked?.answer == "change_charter"
            guard isUndecided, asked == nil || asked?.escalation.cause == Escalation.room else { continue }
            paused.append(
                Curbed(
                    facts: facts, daily: daily, was: daily, decision: decision,
                    asked: asked?.answer == nil ? asked?.escalation.id : nil))
        }
        return paused
    }

    /// What the runtime lowered, that runs, and that nobody changed since.
    private func loweredForCap() async throws -> [Curbed] {
        var lowered: [Curbed] = []
        for (facts, daily) in try await campaigns(.active) {
            guard let decision = try await lastOfSafety(on: facts.ref, .setDailyBudget, .moveBudget),
                let amounts = decision.ruling.effects.changes.first?.amounts, amounts.to == daily
            else { continue }
            lowered.append(Curbed(facts: facts, daily: daily, was: amounts.from, decision: decision))
        }
        return lowered
    }

    /// The runtime's own change for this agent of a campaign with one of two tools, where it is the last that stands.
    private func lastOfSafety(on campaign: EntityRef, _ tool: ToolName, _ other: ToolName) async throws -> Decision? {
        let agent = agent
        return try await store.read { view in
            let record = try view.lastOfSafety(on: campaign, by: tool, or: other)
            return record?.agent == agent ? record?.decision : nil
        }
    }

    /// The rulebooks of every agent: all of them count the one account.
    private func rulebooks() async throws -> [Rulebook] {
        try await store.read { view in try view.agents().compactMap { try view.rulebook(of: $0.agent) } }
    }
}

/// What the money caps of every agent leave for campaigns that stand paused.
struct Room {
    let run: AgentRun
    let rulebooks: [Rulebook]
    let account: AccountRecord
    let today: CalendarDate
    /// What runs, minor units a day.
    let active: Int128

    /// Minor units a day that fit besides what stands, as if nothing more were billed until that day.
    func free(on day: CalendarDate) -> Int128 { left(on: day, SafeReduction.most) }

    /// Whether half of what these campaigns may have at most fits.
    func isThere(for paused: [Curbed], on day: CalendarDate) -> Bool {
        let wanted = min(paused.map { Int128($0.daily) }.reduce(0, +), left(on: day, SafeReduction.mostOfAll))
        return wanted > 0 && free(on: day) * 2 >= wanted
    }

    private func left(on day: CalendarDate, _ most: ([(cap: Money, facts: CapFacts?)]) -> Int64) -> Int128 {
        var account = account
        account.bills.reportedTo = max(account.bills.reportedTo, day)
        guard let caps = run.caps(rulebooks, account, on: day) else { return 0 }
        // What was paused today still counts today, as the gate counts it.
        let standing = day > today ? active : Int128(account.standing)
        return Int128(most(caps)) - standing - Int128(account.reserved)
    }
}

extension EngineView {
    /// Our last change of a campaign with one of two tools that stands, where it was the runtime's own: after an undo it is the one
    /// before what was taken back.
    func lastOfSafety(on campaign: EntityRef, by tool: ToolName, or other: ToolName) throws -> DecisionRecord? {
        guard let last = try lastChange(of: campaign, by: tool, or: other) else { return nil }
        var standing = try record(of: last)
        if standing?.decision?.authority.isUndo == true {
            standing = try decisions(on: campaign, rehearsed: false, limit: 50).lazy.compactMap { try record(of: $0) }
                .first { record in
                    guard record.state == .done, let decision = record.decision, !decision.authority.isUndo,
                        let called = decision.proposal?.proposal.tool
                    else { return false }
                    return called == tool || called == other
                }
        }
        guard let standing, standing.state == .done, standing.decision?.authority == .safety else { return nil }
        return standing
    }
}
