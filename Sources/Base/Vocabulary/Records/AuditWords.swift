extension AuditEntry {
    /// Whether an entry of some log may have a word: what is no such word is looked for in vain.
    public static func isWord(_ word: String) -> Bool {
        if words.contains(word) { return true }
        return word.hasPrefix("attempt_") && UInt16(word.dropFirst("attempt_".count)) != nil
    }

    /// Every word there is, but for `attempt_1`, `attempt_2` and so on.
    public static let words: Set<String> = Set(
        Stage.allCases.map(\.rawValue) + CalendarUnit.allCases.map(\.rawValue) + closed)

    private static let closed = [
        // Rulings.
        "authorise", "escalate", "hold", "refuse",
        // What people answered, and what came of silence.
        "change_charter", "did_not", "do_nothing", "happened", "no", "propose", "silence", "taken_back", "unreadable",
        "void", "yes",
        // Actions, and what was taken back.
        "again", "asked", "done", "in_doubt", "not_sent", "stands_again", "undone",
        // Runs, forecasts, and what is odd about them.
        "alarm", "ended", "failed", "floor", "inside", "not judged", "outside", "real", "rehearsed", "repeated",
        "room", "shadow", "silent",
        // Reminders.
        "after_50_percent", "after_80_percent", "overdue",
        // People, charters and doors.
        "added", "agreed", "away", "back", "frozen", "halted", "paused", "removed", "resumed", "sandbox_self_agreed",
        "unhalted",
        // What somebody else changed on the platform.
        "created", "daily_budget", "name", "status", "targeting",
        // The home and its log.
        "after_retention", "begun", "begun_again", "checkpoint_not_out", "early", "early_self_agreed", "exported",
        "imported", "rotated",
        "simulated",
    ]
}
