import Governance
public import Vocabulary

/// A question that waits, with how much of its time is over.
public struct Reminder: Hashable, Sendable {
    /// The hold's decision or the escalation, by its identifier.
    public let subject: String
    /// Who is asked.
    public let ask: [Charter.Approver]
    /// Until when; then silence is No.
    public let deadline: Instant
    /// 50 or 80: how many per cent of the time are over.
    public let percentOver: Int

    /// One line for a screen.
    public var words: String {
        let who = ask.map(\.description).joined(separator: " or ")
        return
            "\(percentOver) % of the time for `\(subject)` is over; `\(who)` is asked until `\(deadline)`, then it is a no"
    }

    /// The reminder that is due for a question opened and due at these times; nil before half of the time is over.
    static func due(_ subject: String, _ question: Question, opened: Instant, deadline: Instant, at now: Instant)
        -> Reminder?
    {
        let whole = deadline.milliseconds - opened.milliseconds
        let gone = now.milliseconds - opened.milliseconds
        guard whole > 0, now < deadline, gone * 2 >= whole else { return nil }
        return Reminder(
            subject: subject, ask: question.ask, deadline: deadline, percentOver: gone * 5 >= whole * 4 ? 80 : 50)
    }
}

extension Engine {
    /// Questions of which half, or four fifths, of the time is over. Each reminder is recorded once in the log (P30).
    public func reminders() async throws -> [Reminder] {
        let now = surroundings.now()
        let open = try await store.read { view in
            try view.inbox().compactMap { item -> Reminder? in
                switch item {
                case .hold(let hold, let decision):
                    Reminder.due(
                        hold.decision.description, hold.question, opened: decision.at, deadline: hold.deadline, at: now)
                case .escalation(let record):
                    Reminder.due(
                        record.escalation.id.description, record.escalation.question, opened: record.openedAt,
                        deadline: record.escalation.deadline, at: now)
                case .doubt: nil
                }
            }
        }
        for reminder in open {
            let name = "reminded \(reminder.subject)"
            let word = String(reminder.percentOver)
            try await store.write { view in
                guard try view.setting(name) != word else { return }
                try view.set(name, to: word)
                try view.append(
                    AuditEntry(
                        .reminded, at: now, subject: reminder.subject, word: "after_\(word)_percent", payload: []))
            }
        }
        return open
    }
}
