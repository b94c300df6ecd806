import Governance
public import Vocabulary

extension EscalationRecord {
    /// How many per cent of its time are over, as far as somebody does something about it: 0, 50, 80 or 100.
    public func percentOver(at now: Instant) -> Int {
        Reminder.percentOver(opened: openedAt, deadline: escalation.deadline, at: now)
    }

    /// Whether its deadline passed without an answer. Its objects stay locked: time alone never decides anything.
    public func isOverdue(at now: Instant) -> Bool { answer == nil && now >= escalation.deadline }

    /// Whom it asks by now: from half of its time on the owner's deputies as well, from four fifths on also the role that the
    /// owner reports to. Who was asked first stays asked.
    public func asked(at now: Instant, _ owner: Charter.Ownership?) -> [Charter.Approver] {
        let percent = percentOver(at: now)
        var asked = escalation.question.ask
        guard let owner else { return asked }
        var next: [Charter.Approver] = []
        if percent >= 50 { next += owner.deputies.map { .person($0) } }
        if percent >= 80, let report = owner.reportsTo { next.append(.role(report.role)) }
        asked += next.filter { !asked.contains($0) }
        return asked
    }
}

extension Engine {
    /// Whom an escalation asks now, with everybody it has climbed to.
    public func asked(_ record: EscalationRecord) async throws -> [Charter.Approver] {
        let agent = record.escalation.agent
        let owner = try await store.read { view in try view.rulebook(of: agent)?.charter.owner }
        return record.asked(at: surroundings.now(), owner)
    }
}
