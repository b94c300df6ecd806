import Vocabulary

/// A limit on how many or how far in a window, whatever it counts.
private struct Counted {
    /// What a limit counts.
    enum Subject: Hashable {
        case runs(ToolName, Charter.Scope)
        case sum(ToolName, Charter.Scope)
        case share(Verdict)
        case contacts(category: String?, channel: String?)
    }

    let subject: Subject
    /// Times, or parts per million.
    let amount: Int64
    let window: Window
    let clause: Charter.Clause

    /// Whether everything that the other counts is counted here too, and stopped at least as hard.
    func covers(_ other: Counted) -> Bool {
        switch (subject, other.subject) {
        case (.runs(let tool, let scope), .runs(let same, let inner)): tool == same && inner.lies(in: scope)
        case (.share(let verdict), .share(let laxer)): verdict >= laxer
        case (.contacts(let category, let channel), .contacts(let kind, let place)):
            (category == nil || category == kind) && (channel == nil || channel == place)
        default: subject == other.subject
        }
    }

    /// The most that so many windows of this limit let through; nil for what is past counting. Shares of a
    /// value that grows meanwhile grow with it.
    func most(in windows: Int64) -> Int64? {
        guard case .sum = subject else {
            let (total, overflow) = amount.multipliedReportingOverflow(by: windows)
            return overflow ? nil : total
        }
        var value = Int128(1_000_000)
        for _ in 0..<windows {
            value += (value * Int128(amount) + 999_999) / 1_000_000
            guard value < 1_000_000_000_000 else { return nil }
        }
        return Int64(value - 1_000_000)
    }

    /// The limit with another amount, as the file writes it.
    func text(_ amount: Int64) -> String {
        switch subject {
        case .runs, .contacts: "at_most: \(amount == 1 ? "1 time" : "\(amount) times")"
        case .sum: "by: \(Percentage(partsPerMillion: amount))"
        case .share: "share_of_total_spend: \(Percentage(partsPerMillion: amount))"
        }
    }

    /// `50 times in any 48 h`.
    var words: String {
        "`\(text(amount).split(separator: ": ").last.map(String.init) ?? "")` \(window)"
    }
}

extension Checks {
    /// Do the limits on counts and shares agree with each other? By the same arithmetic as the caps: what one
    /// lets through in all its windows against what another does.
    mutating func checkCounts() {
        let all = counted.filter { $0.amount > 0 }
        for (index, one) in all.enumerated() {
            for other in all[(index + 1)...] { compare(one, other) }
        }
        checkNothingAsked()
    }

    private var counted: [Counted] {
        let changes = limits.change.compactMap { limit -> Counted? in
            switch limit.rule {
            case .count(let count, let tool, let window, let scope):
                Counted(
                    subject: .runs(tool, scope), amount: Int64(count), window: window, clause: limit.clause)
            case .cumulative(let share, let tool, let window, let scope):
                Counted(
                    subject: .sum(tool, scope), amount: share.partsPerMillion, window: window,
                    clause: limit.clause)
            case .shareOfSpend(let share, let window, let verdict):
                Counted(
                    subject: .share(verdict), amount: share.partsPerMillion, window: window,
                    clause: limit.clause)
            case .leaveAloneAfterOthers: nil
            }
        }
        return changes
            + limits.touches.map {
                Counted(
                    subject: .contacts(category: $0.category, channel: $0.channel), amount: Int64($0.atMost),
                    window: $0.window, clause: $0.clause)
            }
    }

    private mutating func compare(_ one: Counted, _ other: Counted) {
        if one.window == other.window, one.subject == other.subject {
            let (low, high) = one.amount <= other.amount ? (one, other) : (other, one)
            findings.note(
                .duplicateLimit, at: high.clause.position,
                "line `\(low.clause.position.line)` allows \(low.words) of the same, and the lower holds",
                fix: "remove this entry")
            return
        }
        for (outer, inner) in [(one, other), (other, one)] where outer.covers(inner) {
            checkInside(inner, outer)
            checkIdle(outer, inner)
        }
    }

    /// What lies within another limit's window cannot come to more than that limit.
    private mutating func checkInside(_ inner: Counted, _ outer: Counted) {
        guard inner.amount > outer.amount, WindowSize(inner.window).fits(in: WindowSize(outer.window))
        else { return }
        findings.note(
            .limitsContradict, at: inner.clause.position,
            "\(inner.words) can never be reached: line `\(outer.clause.position.line)` allows \(outer.words)",
            fix: "write `\(inner.text(outer.amount))` or less, or raise the other")
    }

    /// A limit over a long time that one over a short time keeps out of reach limits nothing.
    private mutating func checkIdle(_ short: Counted, _ long: Counted) {
        let count = WindowSize.most(short.window, in: long.window)
        guard count > 1, count <= 10_000, let most = short.most(in: count), most < long.amount else {
            return
        }
        findings.note(
            .limitNeverReached, at: long.clause.position,
            "line `\(short.clause.position.line)` allows \(short.words), so \(long.words) limits nothing",
            fix: "write `\(long.text(most))` or less, or raise the other")
    }

    /// Evidence of zero is asked and always there.
    private mutating func checkNothingAsked() {
        for rule in limits.evidence {
            guard case .minimum(let age, let spend, _) = rule.rule else { continue }
            for (isZero, right) in [
                (age == .zero, "min_age: 7 d"),
                (spend?.minorUnits == 0, "min_spend: 100 \(values.currency)"),
            ] where isZero {
                findings.note(
                    .evidenceAsksNothing, at: rule.clause.position,
                    "`\(right.prefix { $0 != ":" })` is zero, so everything has it",
                    fix: "write `\(right)`, or the least that is meant")
            }
        }
    }
}
