import Governance
import Reasoning
import Vocabulary

/// A campaign that the runtime paused to get under a money cap, and about which nobody was asked since.
private struct Resting {
    let campaign: EntityRef
    /// Its daily budget, minor units.
    let daily: Int64
    /// The pause.
    let decision: Decision
}

extension AgentRun {
    /// What the runtime paused to get under a cap stays paused until a person wants it back, so a person is asked as soon as
    /// the caps have room for half of what they would allow these campaigns in windows where nothing is billed. What is more
    /// than the room is taken off their budgets before, so that a yes fits. Until then every run says that they stand paused.
    func askAboutRoom(_ rulebook: Rulebook, _ pass: inout Pass) async throws {
        let resting = try await resting()
        guard !resting.isEmpty, let account = try await store.read({ view in try view.account() }) else { return }
        let room = Room(
            run: self, rulebook: rulebook, account: account, today: account.zone.date(at: begun),
            active: try await campaigns(.active).map { Int128($0.daily) }.reduce(0, +),
            was: resting.map { Int128($0.daily) }.reduce(0, +))
        guard room.isThere(on: room.today), !isShadow else {
            pass.resting = stillResting(resting.map(\.campaign), room)
            return
        }
        let free = room.free(on: room.today)
        for one in resting {
            let fitting = Int64(clamping: Rounding.down.divide(Int128(one.daily) * free, by: room.was))
            if fitting < one.daily {
                let lowered = try await lower(one.campaign, to: Money(minorUnits: fitting, account.currency), &pass)
                guard lowered.ruling.verdict == .authorise else { continue }
            }
            try await raise(
                "room", about: one.decision.id, under: rulebook.version, because: Escalation.roomWords,
                asking: Asked(
                    cause: Escalation.room, question: rulebook.charter.escalation.question, objects: [one.campaign]))
        }
    }

    private func lower(_ campaign: EntityRef, to budget: Money, _ pass: inout Pass) async throws -> Decision {
        let call = Call.setDailyBudget(campaign: campaign, to: budget)
        return try await judgeForSafety(
            Proposal(
                agent: agent, tool: .setDailyBudget, arguments: call.arguments,
                reason: "a person is asked whether it may run again, and no more than this fits the money caps now",
                evidence: [], confidence: .certain), &pass)
    }

    /// Pauses of the runtime that stand and that no escalation is about: where it pauses below a floor, it asks at once.
    private func resting() async throws -> [Resting] {
        var resting: [Resting] = []
        for (facts, daily) in try await campaigns(.paused) where daily > 0 {
            let agent = agent
            let last = try await store.read { view -> DecisionRecord? in
                for id in try view.decisions(on: facts.ref, rehearsed: false, limit: 20) {
                    guard let record = try view.record(of: id), record.state == .done else { continue }
                    guard [.pause, .resume].contains(record.decision?.proposal?.proposal.tool) else { continue }
                    return try view.escalation(stopping: id) == nil && record.agent == agent ? record : nil
                }
                return nil
            }
            guard let decision = last?.decision, decision.authority == .safety,
                facts.changedByOthers.map({ $0 < decision.id.made }) ?? true
            else { continue }
            resting.append(Resting(campaign: facts.ref, daily: daily, decision: decision))
        }
        return resting
    }

    private func stillResting(_ campaigns: [EntityRef], _ room: Room) -> String {
        let names = campaigns.prefix(3).map(\.description).joined(separator: ", ")
        let more = campaigns.count > 3 ? " and \(campaigns.count - 3) more" : ""
        let what =
            "\(numbered(campaigns.count, "campaign stands", "campaigns stand")) paused by Mandate itself to get under a money cap: "
            + "\(names)\(more); "
        if room.isThere(on: room.today) { return what + "the caps have room again, and the next run asks a person" }
        let first = (1...62).lazy.map { room.today.adding(days: $0) }.first(where: room.isThere)
        guard let first else {
            return what + "the caps leave no room for them; lower other budgets, or change the charter"
        }
        return what
            + "a person is asked once the caps have room again, by what is billed so far on `\(first)` at the earliest"
    }
}

/// What the money caps leave for campaigns that stand paused.
private struct Room {
    let run: AgentRun
    let rulebook: Rulebook
    let account: AccountRecord
    let today: CalendarDate
    /// What runs, minor units a day.
    let active: Int128
    /// What they had together, minor units a day.
    let was: Int128

    /// Minor units a day that fit besides what stands, as if nothing more were billed until that day.
    func free(on day: CalendarDate) -> Int128 { left(on: day, SafeReduction.most) }

    /// Whether half of what these campaigns may have at most fits.
    func isThere(on day: CalendarDate) -> Bool {
        let wanted = min(was, left(on: day, SafeReduction.mostOfAll))
        return wanted > 0 && free(on: day) * 2 >= wanted
    }

    private func left(on day: CalendarDate, _ most: ([(cap: Money, facts: CapFacts?)]) -> Int64) -> Int128 {
        var account = account
        account.bills.reportedTo = max(account.bills.reportedTo, day)
        guard let caps = run.caps(rulebook, account, on: day) else { return 0 }
        // What was paused today still counts today, as the gate counts it.
        let standing = day > today ? active : Int128(account.standing)
        return Int128(most(caps)) - standing - Int128(account.reserved)
    }
}
