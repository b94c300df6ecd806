import Vocabulary

extension Checks {
    /// Do the caps agree with each other, with the bounds and with what the goal protects? By arithmetic:
    /// what one allows in all its windows against what another allows. A cap of zero has a finding of its own, and what
    /// follows from it is not said again.
    mutating func checkCaps() {
        for (index, cap) in spendable.enumerated() {
            for other in spendable[(index + 1)...] where cap.cap.currency == other.cap.currency {
                compare(cap, other)
            }
        }
        for permission in permissions { checkFloor(permission) }
        for band in goal?.protect ?? [] { checkSpendBand(band) }
    }

    /// Caps that let anything through; all are over everything, and what is not has a finding of its own.
    var spendable: [Charter.MoneyCap] { limits.money.filter { $0.cap.minorUnits > 0 && $0.over.isWhole } }

    private mutating func compare(_ one: Charter.MoneyCap, _ other: Charter.MoneyCap) {
        if one.window == other.window {
            let (low, high) = one.cap.minorUnits <= other.cap.minorUnits ? (one, other) : (other, one)
            findings.note(
                .duplicateLimit, at: high.clause.position,
                "line `\(low.clause.position.line)` has a cap of `\(low.cap)` \(one.window) over the same, and the lower holds",
                fix: "remove this entry")
            return
        }
        contradict(one, inside: other)
        contradict(other, inside: one)
        let isShorter = WindowSize(one.window).longest <= WindowSize(other.window).longest
        checkIdle(isShorter ? one : other, inside: isShorter ? other : one)
    }

    /// A cap whose window lies within another's cannot be higher than it.
    private mutating func contradict(_ inner: Charter.MoneyCap, inside outer: Charter.MoneyCap) {
        guard WindowSize(inner.window).fits(in: WindowSize(outer.window)),
            inner.cap.minorUnits > outer.cap.minorUnits
        else { return }
        findings.note(
            .capsContradict, at: inner.clause.position,
            "`\(inner.cap)` \(inner.window) can never be reached: line `\(outer.clause.position.line)` allows `\(outer.cap)` \(outer.window)",
            fix: "write `cap: \(outer.cap)` or less, or raise the other")
    }

    /// A longer cap that the shorter one keeps out of reach limits nothing.
    private mutating func checkIdle(_ short: Charter.MoneyCap, inside long: Charter.MoneyCap) {
        let count = WindowSize.most(short.window, in: long.window)
        let (most, overflow) = short.cap.minorUnits.multipliedReportingOverflow(by: count)
        guard !overflow, count > 1, most < long.cap.minorUnits else { return }
        findings.note(
            .capNeverReached, at: long.clause.position,
            "`\(short.cap)` \(short.window) adds up to `\(Money(minorUnits: most, short.cap.currency))`, so `\(long.cap)` \(long.window) limits nothing",
            fix:
                "write `cap: \(Money(minorUnits: most, short.cap.currency))` or less, or raise the one on line `\(short.clause.position.line)`"
        )
    }

    /// The least daily budget, spent every day, against each cap.
    private mutating func checkFloor(_ permission: Charter.Permission) {
        guard let floor = permission.bounds.floor, permission.tool == .setDailyBudget else { return }
        let most = spendable.filter { $0.cap.currency == floor.currency }.map { cap in
            (cap, cap.cap.minorUnits / WindowSize(cap.window).mostDays)
        }
        guard let (cap, daily) = most.min(by: { $0.1 < $1.1 }), floor.minorUnits > daily else { return }
        findings.note(
            .floorAboveCap, at: permission.clause.position,
            "a daily budget of at least `\(floor)` costs more than the `\(cap.cap)` \(cap.window) of line `\(cap.clause.position.line)`",
            fix:
                "write `\(text(permission) { $0.floor = Money(minorUnits: daily, floor.currency) })` or less, or raise the cap"
        )
    }

    /// Spend that has to stay above a floor against what the caps let through in that time.
    private mutating func checkSpendBand(_ band: Charter.Band) {
        guard band.metric.text == "spend", case .absolute(.money(let least))? = band.floor else { return }
        for cap in limits.money where cap.cap.currency == least.currency && cap.over.isWhole {
            guard let count = windows(of: cap, in: band) else { continue }
            let (most, overflow) = cap.cap.minorUnits.multipliedReportingOverflow(by: count)
            let bought = Money(minorUnits: most, cap.cap.currency)
            guard !overflow, MetricMoney(bought).amount < least.amount else { continue }
            findings.note(
                .capStarvesProtection, at: band.clause.position,
                "spend is to stay above `\(least)`, and `\(cap.cap)` \(cap.window) lets at most `\(bought)` through",
                fix: (most > 0 ? "write `floor: \(bought)` or less, or " : "")
                    + "raise the cap on line `\(cap.clause.position.line)`")
            return
        }
    }

    /// How many windows of a cap the time touches that a band's amount is meant for.
    private func windows(of cap: Charter.MoneyCap, in band: Charter.Band) -> Int64? {
        if let unit = band.per { return WindowSize.most(cap.window, in: .calendar(unit)) }
        guard case .measured(let period)? = goal?.baseline else { return nil }
        return WindowSize(cap.window).windows(in: .seconds(Int64(period.days) * 86_400))
    }
}

extension Charter.Scope {
    /// Whether everything of this scope is also in the other.
    func lies(in other: Charter.Scope) -> Bool {
        switch (self, other) {
        case (_, .account): true
        case (.ad, .adSet), (.ad, .campaign), (.adSet, .campaign): true
        default: self == other
        }
    }

    /// Whether it is one sum over everything.
    var isWhole: Bool { self == .account || self == .agent }
}
