import Vocabulary

extension Checks {
    /// Can each limit on changes stop anything? A number so large, or a window so short, that nothing ever passes it looks like a
    /// limit and is none.
    mutating func checkWidth() {
        for limit in limits.change { checkWidth(limit) }
        for permission in permissions {
            guard let step = permission.writtenBounds.change, step > .whole else { continue }
            let sums = sums(of: permission.tool).map(\.share).filter { $0.partsPerMillion > 0 }
            let right = min(Percentage(percent: 15), sums.min() ?? .whole)
            findings.note(
                .shareAboveWhole, at: permission.clause.position,
                "a step of `\(step)` is more than the whole, so it bounds nothing",
                fix: "write `\(text(permission) { $0.change = right })`, or another step up to 100 %")
        }
    }

    private mutating func checkWidth(_ limit: Charter.ChangeLimit) {
        func note(_ message: String, fix: String) {
            findings.note(.shareAboveWhole, at: limit.clause.position, message, fix: fix)
        }
        switch limit.rule {
        case .count(let count, let tool, let window, _):
            // Nothing that people look at is changed more often than once a minute.
            guard Int64(count) > WindowSize(window).longest.wholeSeconds / 60, window != .rolling(.zero) else { return }
            note(
                "`\(count)` \(count == 1 ? "time" : "times") \(window) lets `\(tool)` run more often than once a minute",
                fix:
                    "write `at_most: 1 time\(WindowSize(window).longest < .seconds(60) ? ", in_any: 24 h" : "")`, or what is meant"
            )
        case .cumulative(let share, let tool, let window, _):
            guard share > .whole else { return }
            note(
                "changes of `\(share)` \(window) are more than the whole",
                fix: "write `by: \(sum(for: tool))`, or another sum up to 100 %")
        case .shareOfSpend(let share, let window, _):
            if share >= Percentage(percent: 95) {
                note(
                    "a share of `\(share)` \(window) is \(share > .whole ? "more than" : "all but") the whole, so it stops nothing",
                    fix: "write `share_of_total_spend: 10 %`, or another share that is missed when it is gone")
            } else if !window.isAtLeastADay, window != .rolling(.zero) {
                note(
                    "changes of less than a day never add up to a share of what is spent in weeks",
                    fix: "write `in_any: 7 d`, or another window of at least a day")
            }
        case .leaveAloneAfterOthers: break
        }
    }

    /// The sums that limit a tool's changes.
    func sums(of tool: ToolName) -> [(share: Percentage, window: Window, clause: Charter.Clause)] {
        limits.change.compactMap { limit in
            guard case .cumulative(let share, of: tool, let window, _) = limit.rule else { return nil }
            return (share, window, limit.clause)
        }
    }

    /// The widest step of a tool that is none of more than the whole; zero where there is none.
    func widest(of tool: ToolName) -> Percentage {
        let steps = permissions.filter { $0.tool == tool }.compactMap(\.bounds.change).filter { $0 <= .whole }
        return steps.max() ?? Percentage(percent: 0)
    }

    /// A sum that leaves room for two of a tool's widest steps.
    func sum(for tool: ToolName) -> Percentage {
        let widest = widest(of: tool).partsPerMillion
        return widest == 0 ? Percentage(percent: 30) : min(Percentage(partsPerMillion: widest * 2), .whole)
    }

    /// Whether more than one change of a tool falls into a window, so that a sum over it is more than the largest step.
    func accumulates(_ window: Window, _ tool: ToolName) -> Bool {
        guard window.isAtLeastADay else { return false }
        return !limits.change.contains { limit in
            guard case .count(1, of: tool, let pace, _) = limit.rule else { return false }
            switch (pace, window) {
            case (.rolling(let gap), _): return WindowSize(window).longest <= gap
            case (.calendar, .calendar): return WindowSize.most(pace, in: window) == 1
            case (.calendar, .rolling): return false
            }
        }
    }

    /// A window over which the changes of a tool add up, as the file writes it: of the kind that stands there.
    func widened(_ window: Window, _ tool: ToolName) -> String? {
        switch window {
        case .calendar:
            let units: [CalendarUnit] = [.week, .month, .quarter, .year]
            return units.first { accumulates(.calendar($0), tool) }.map { "per: \($0.rawValue)" }
        case .rolling:
            return [7, 14, 30, 90, 365].first { accumulates(.rolling(.seconds(Int64($0) * 86_400)), tool) }
                .map { "in_any: \($0) d" }
        }
    }
}

extension Percentage {
    /// All there is.
    static let whole = Percentage(percent: 100)
}

extension Window {
    /// Whether it is a day or longer; the day on which the clocks go forward is one.
    var isAtLeastADay: Bool { WindowSize(self).longest >= .seconds(86_400) }
}
