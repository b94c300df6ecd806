public import Vocabulary

/// What the windows of one money cap hold.
public struct CapFacts: Hashable, Sendable {
    /// The cap's key: `constraints.money[0]`.
    public var key: String
    /// Billed and not yet reported in the window that holds now, minor units; never the commitment.
    public var used: Int64
    /// One line a window that overlaps now or starts later; the cap has to hold on each.
    public var lines: [CommitmentLine]

    /// A cap's windows.
    public init(key: String, used: Int64, lines: [CommitmentLine]) {
        self.key = key
        self.used = used
        self.lines = lines
    }

    /// The largest worst-case bill over the windows, for daily budgets of `daily` minor units; nil where it does not fit.
    public func commitment(daily: Int64) -> Int64? {
        var largest: Int64 = 0
        for line in lines {
            guard let bill = line.commitment(daily: daily) else { return nil }
            largest = max(largest, bill)
        }
        return largest
    }
}

/// One window of a cap: `billed + quarters x daily budget / 4`, rounded up.
public struct CommitmentLine: Hashable, Sendable {
    /// Billed in the window and read back, minor units.
    public var billed: Int64
    /// The platform's worst case for the rest of the window, in quarters of a daily budget (1.75 is 7).
    public var quarters: Int64

    /// A window.
    public init(billed: Int64, quarters: Int64) {
        self.billed = billed
        self.quarters = quarters
    }

    /// The worst-case bill; nil where it does not fit in 64 bits.
    public func commitment(daily: Int64) -> Int64? {
        guard billed >= 0, quarters >= 0, daily >= 0 else { return nil }
        return Int64(exactly: Int128(billed) + Rounding.up.divide(Int128(quarters) * Int128(daily), by: 4))
    }
}

/// What was billed for each day, as far as the platform has reported it.
public struct BilledDays: Hashable, Sendable {
    /// Minor units of each reported day, rounded up; of the day that is reported in part what is reported of it.
    public var billed: [CalendarDate: Int64]
    /// The first day that is not fully reported yet.
    public var reportedTo: CalendarDate
    /// Up to when that day is reported; nil where nothing of it is, as with a platform that only reports whole days.
    public var reportedUntil: Instant?

    /// Bills by day.
    public init(billed: [CalendarDate: Int64], reportedTo: CalendarDate, reportedUntil: Instant? = nil) {
        self.billed = billed
        self.reportedTo = reportedTo
        self.reportedUntil = reportedUntil
    }

    /// The sum from `first` up to but without `end`; nil where it does not fit.
    func sum(from first: CalendarDate, to end: CalendarDate) -> Int64? {
        var total: Int64 = 0
        for (day, amount) in billed where day >= first && day < end {
            let (sum, overflow) = total.addingReportingOverflow(amount)
            guard !overflow else { return nil }
            total = sum
        }
        return total
    }
}

extension CapFacts {
    /// The windows of a cap today, as `CapWindows` has them, with what is committed at `standing` minor units a day. Nil where a
    /// sum does not fit in 64 bits.
    public init?(
        _ cap: Charter.MoneyCap, on today: CalendarDate, at now: Instant, _ bills: BilledDays, _ rule: BillingRule,
        standing: Int64
    ) {
        guard let facts = CapWindows(cap, on: today, bills, rule)?.facts(standing: standing, at: now) else {
            return nil
        }
        self = facts
    }
}

/// The windows of a cap on one day, before the standing budget is known: what stays the same from decision to decision.
public struct CapWindows: Hashable, Sendable {
    /// What the platform has reported of the window that holds now, today included, minor units.
    public let billed: Int64
    private let key: String
    private let lines: [CommitmentLine]
    /// The first window's days that are over but not reported, in quarters of a daily budget.
    private let late: Int64
    private let today: Today

    /// The day that has begun.
    private struct Today: Hashable, Sendable {
        /// What of it is reported, minor units.
        let billed: Int64
        /// Up to when; nil where nothing is.
        let reportedUntil: Instant?
        /// The most of it, in quarters of a daily budget.
        let quarters: Int64
    }

    /// For a calendar window the one around today and those to come, for a rolling one every position that overlaps today or
    /// starts within a week. Nil where a sum does not fit in 64 bits.
    public init?(_ cap: Charter.MoneyCap, on today: CalendarDate, _ bills: BilledDays, _ rule: BillingRule) {
        let reported = min(bills.reportedTo, today)
        var lines: [CommitmentLine] = []
        var (whole, late): (Int64, Int64) = (0, 0)
        for (index, window) in CapWindows.windows(of: cap.window, on: today).enumerated() {
            let open = max(window.first, reported)
            guard let billed = bills.sum(from: window.first, to: min(reported, window.end)) else { return nil }
            let line = CommitmentLine(billed: billed, quarters: rule.quarters(from: open, to: window.end))
            if index == 0 { (whole, late) = (billed, rule.quarters(from: open, to: today)) }
            if !lines.contains(where: { $0.billed >= line.billed && $0.quarters >= line.quarters }) {
                lines.append(line)
            }
        }
        let begun = reported == today ? max(0, bills.billed[today] ?? 0) : 0
        guard let sum = Impact.sum([whole, begun]) else { return nil }
        billed = sum
        key = cap.clause.key
        self.lines = lines
        self.late = late
        self.today = Today(
            billed: begun, reportedUntil: bills.reportedUntil,
            quarters: rule.quarters(from: today, to: today.adding(days: 1)))
    }

    /// The cap's facts; what is not reported counts as `notReported` says.
    public func facts(standing: Int64, at now: Instant) -> CapFacts? {
        guard let open = notReported(standing: standing, at: now), let used = Impact.sum([billed, open]) else {
            return nil
        }
        return CapFacts(key: key, used: used, lines: lines)
    }

    /// What may be billed of the window by `now` and is not reported, at `standing` minor units a day: of days that are over their
    /// worst case. Of today the worst case at an even pace since the platform's report, the shortest local day taken as its
    /// length, and never more than what a whole day has left; all of that where the platform reports nothing of the day, since
    /// it may bill a day's most at once. Nil where it does not fit in 64 bits.
    public func notReported(standing: Int64, at now: Instant) -> Int64? {
        guard let over = CommitmentLine(billed: 0, quarters: late).commitment(daily: standing),
            let most = CommitmentLine(billed: 0, quarters: today.quarters).commitment(daily: standing)
        else { return nil }
        let left = max(0, most - today.billed)
        guard let until = today.reportedUntil else { return Impact.sum([over, left]) }
        let passed = max(0, now.milliseconds - until.milliseconds)
        let paced = Rounding.up.divide(Int128(most) * Int128(passed), by: 23 * 3_600_000)
        return Impact.sum([over, Int64(min(Int128(left), paced))])
    }

    /// Windows as whole days, the end not included; the first is the one that is used up now.
    private static func windows(of window: Window, on today: CalendarDate)
        -> [(first: CalendarDate, end: CalendarDate)]
    {
        switch window {
        case .calendar(let unit):
            // Months and quarters differ in length and in the weekdays they begin on, so the worst of those to come counts.
            let ahead = unit == .month || unit == .quarter ? 12 : 4
            var windows: [(first: CalendarDate, end: CalendarDate)] = []
            var day = today
            for _ in 0...ahead {
                let (first, end) = unit.dates(around: day)
                windows.append((first, end))
                day = end
            }
            return windows
        case .rolling(let length):
            // A length of seven days touches up to eight local days, and nine where one of them is short: each counts whole.
            let days = Int((length.wholeSeconds + 86_399) / 86_400) + 1
            return (0..<days + 7).map { offset in
                let first = today.adding(days: offset - days + 1)
                return (first, first.adding(days: days))
            }
        }
    }
}
