import Governance
public import Vocabulary

/// A question that waits, with how much of its time is over.
public struct Reminder: Hashable, Sendable {
    /// What waits.
    public enum Kind: Hashable, Sendable {
        /// A proposal that waits for a yes; silence is No.
        case hold
        /// A stop that waits for judgement; silence leaves its objects locked and asks more people.
        case escalation
    }

    /// What waits.
    public let kind: Kind
    /// The hold's decision or the escalation, by its identifier.
    public let subject: String
    /// Who is asked by now.
    public let ask: [Charter.Approver]
    /// Until when an answer is asked for.
    public let deadline: Instant
    /// 50, 80 or, for an escalation past its deadline, 100: how many per cent of the time are over.
    public let percentOver: Int

    /// Whether it is past its deadline.
    public var isOverdue: Bool { percentOver >= 100 }

    /// One line for a screen.
    public var words: String {
        let who = ask.map(\.description).joined(separator: " or ")
        if isOverdue {
            return "escalation `\(subject)` is overdue since `\(deadline)`: its objects stay locked until `\(who)` "
                + "answers; `mandate explain \(subject)` says what it asks"
        }
        let silence = kind == .hold ? "then it is a no" : "then its objects stay locked and it is overdue"
        return "\(percentOver) % of the time for `\(subject)` is over; `\(who)` is asked until `\(deadline)`, "
            + silence
    }

    /// The reminder that is due for a question opened and due at these times; nil before half of the time is over. A hold has
    /// none after its deadline, since it is closed then.
    static func due(
        _ kind: Kind, _ subject: String, _ ask: [Charter.Approver], opened: Instant, deadline: Instant, at now: Instant
    ) -> Reminder? {
        let percent = percentOver(opened: opened, deadline: deadline, at: now)
        guard percent > 0, percent < 100 || kind == .escalation else { return nil }
        return Reminder(kind: kind, subject: subject, ask: ask, deadline: deadline, percentOver: percent)
    }

    /// 0, 50, 80 or 100: the last step that is over.
    static func percentOver(opened: Instant, deadline: Instant, at now: Instant) -> Int {
        let whole = deadline.milliseconds - opened.milliseconds
        let gone = now.milliseconds - opened.milliseconds
        if gone >= whole { return 100 }
        return gone * 5 >= whole * 4 ? 80 : gone * 2 >= whole ? 50 : 0
    }
}

extension Engine {
    /// Questions of which half, or four fifths, of the time is over, and escalations past their deadline. Each step is recorded
    /// once in the log: a reminder, and an alarm where an escalation is overdue (P30, R041). Called before anything that waits
    /// is shown.
    @discardableResult
    public func reminders() async throws -> [Reminder] {
        let now = surroundings.now()
        let (open, isNew) = try await store.read { view in
            let open = try view.inbox().compactMap { item in
                try Engine.reminder(item, view, now).map { (reminder: $0, agent: item.agent) }
            }
            return (open, try open.map { try view.setting($0.reminder.name) != $0.reminder.word })
        }
        for ((reminder, agent), isNew) in zip(open, isNew) where isNew {
            try await store.write { view in
                guard try view.setting(reminder.name) != reminder.word else { return }
                try view.set(reminder.name, to: reminder.word)
                try view.append(
                    AuditEntry(
                        reminder.isOverdue ? .alarm : .reminded, at: now, agent: agent, subject: reminder.subject,
                        word: reminder.isOverdue ? "overdue" : "after_\(reminder.word)_percent", payload: []))
            }
        }
        return open.map(\.reminder)
    }

    private static func reminder(_ item: InboxItem, _ view: any EngineView, _ now: Instant) throws -> Reminder? {
        switch item {
        case .hold(let hold, let decision):
            return Reminder.due(
                .hold, hold.decision.description, hold.question.ask, opened: decision.at, deadline: hold.deadline,
                at: now)
        case .escalation(let record):
            let owner = try view.rulebook(of: record.escalation.agent)?.charter.owner
            return Reminder.due(
                .escalation, record.escalation.id.description, record.asked(at: now, owner), opened: record.openedAt,
                deadline: record.escalation.deadline, at: now)
        case .doubt: return nil
        }
    }
}

extension Reminder {
    /// Under which name the last recorded step is kept.
    fileprivate var name: String { "reminded \(subject)" }
    fileprivate var word: String { String(percentOver) }
}
