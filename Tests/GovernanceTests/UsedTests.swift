import Testing
import Vocabulary

@testable import Governance

/// What is used of a cap: billed and not yet reported, today included.
@Suite struct UsedTests {
    private let today = Given.now.utcDate
    private let daily: Int64 = 60_000
    /// The most of a day by the sandbox's rule.
    private var most: Int64 { daily * 7 / 4 }

    private func cap(_ window: Window) -> Charter.MoneyCap {
        Charter.MoneyCap(gbp(125_000), window, over: .account, clause: .init("constraints.money[0]"))
    }

    private func windows(_ bills: BilledDays, _ window: Window = .calendar(.day)) throws -> CapWindows {
        try required(CapWindows(cap(window), on: today, bills, .sandbox))
    }

    private func used(_ bills: BilledDays, at now: Instant = Given.now) throws -> Int64 {
        try required(try windows(bills).facts(standing: daily, at: now)).used
    }

    @Test func `budget_used_above fires on what today is billed already, and not just below`() throws {
        for (billed, fires) in [(Int64(100_000), false), (100_001, true)] {
            var given = try Given()
            let day = try required(given.charter.constraints.money.first)
            let bills = BilledDays(billed: [today: billed], reportedTo: today, reportedUntil: Given.now)
            let facts = try required(
                CapFacts(day, on: today, at: Given.now, bills, .sandbox, standing: 40_000))
            #expect(day.cap == gbp(125_000) && facts.used == billed)
            given.facts.account?.caps[0] = facts
            let ruling = try given.judge(given.raise)
            #expect(ruling.verdict == (fires ? .escalate : .authorise), "\(ruling.findings)")
            #expect(ruling.findings.contains { $0.message.contains("`1000.01 GBP` is used") } == fires)
            #expect(try given.judge(given.lowering).verdict == .authorise, "only raising is stopped")
        }
    }

    @Test func `a day that has only begun counts at the pace of its worst case, not whole`() throws {
        let bills = BilledDays(billed: [today: 2_000], reportedTo: today, reportedUntil: Given.now)
        #expect(try used(bills) == 2_000, "everything up to now is reported")
        let lag = Given.now.advanced(by: .seconds(3 * 3_600))
        #expect(try used(bills, at: lag) == 2_000 + (most * 3 + 22) / 23)
        #expect(try used(bills, at: lag) < most / 4)
        #expect(
            try used(bills, at: Given.now.advanced(by: .seconds(23 * 3_600))) == most, "never more than a day's most")
        let full = BilledDays(billed: [today: most + 7], reportedTo: today, reportedUntil: Given.now)
        #expect(try used(full, at: lag) == most + 7, "nor less than what is billed")
    }

    @Test func `what nothing is reported of counts with its worst case: today, and days that are over`() throws {
        #expect(try used(BilledDays(billed: [:], reportedTo: today)) == most)
        let late = BilledDays(
            billed: [today.adding(days: -1): 500, today.adding(days: -2): 70], reportedTo: today.adding(days: -1),
            reportedUntil: Given.now.advanced(by: .seconds(-9 * 3_600)))
        let week = try windows(late, .rolling(.seconds(7 * 86_400)))
        #expect(week.billed == 70, "a day that is reported in part is not told as billed once it is over")
        let begun = (most * 9 + 22) / 23
        #expect(try required(week.notReported(standing: daily, at: Given.now)) == most + begun)
        #expect(try required(week.facts(standing: daily, at: Given.now)).used == 70 + most + begun)
    }

    @Test(arguments: 0..<40)
    func `P2 what is used is never below what a platform has billed that bills no faster than its worst pace`(seed: Int)
        throws
    {
        var dice = Dice(seed + 900)
        let midnight = Zone.utc.startOfDay(today)
        let lag = Int64(dice.below(6 * 3_600))
        var billed: [(at: Instant, minor: Int64)] = []
        for hour in 0..<24 {
            billed.append((midnight.advanced(by: .seconds(Int64(hour) * 3_600)), Int64(dice.below(Int(most / 24) + 1))))
        }
        for hour in 0..<24 {
            let now = midnight.advanced(by: .seconds(Int64(hour) * 3_600 + 3_599))
            let until = now.advanced(by: .seconds(-lag))
            let shown = billed.filter { $0.at < until }.map(\.minor).reduce(0, +)
            let bills = BilledDays(
                billed: [today: shown], reportedTo: until < midnight ? today.adding(days: -1) : today,
                reportedUntil: until)
            let actual = billed.filter { $0.at <= now }.map(\.minor).reduce(0, +)
            #expect(try used(bills, at: now) >= actual, "seed \(seed) hour \(hour)")
        }
    }

    @Test func `what is reported of a day in part changes no commitment`() throws {
        let whole = BilledDays(billed: [today.adding(days: -1): 900], reportedTo: today)
        var begun = whole
        begun.billed[today] = 45_000
        begun.reportedUntil = Given.now
        for window in [Window.calendar(.day), .calendar(.month), .rolling(.seconds(7 * 86_400))] {
            let (one, other) = (try windows(whole, window), try windows(begun, window))
            let lines = try required(one.facts(standing: daily, at: Given.now)).lines
            #expect(try required(other.facts(standing: daily, at: Given.now)).lines == lines)
        }
    }

    @Test func `the two parts of what is used are told apart, and what cannot be counted is used up`() throws {
        let bills = BilledDays(billed: [today: 1_200], reportedTo: today, reportedUntil: Given.now)
        let now = Given.now.advanced(by: .seconds(3_600))
        let standing = CapStanding(
            cap(.calendar(.day)), on: today, at: now, bills, .sandbox, standing: daily, reserved: 0)
        #expect(standing.billed == gbp(1_200) && standing.notReported == gbp((most + 22) / 23))
        #expect(standing.used.minorUnits == standing.billed.minorUnits + standing.notReported.minorUnits)
        let endless = CapStanding(
            cap(.calendar(.day)), on: today, at: now, bills, .sandbox, standing: .max, reserved: 0)
        #expect(endless.used.minorUnits == .max)
    }
}
