import Testing
import Vocabulary

@testable import Governance

/// Commitments against a platform that is played day by day.
@Suite struct WorstCaseTests {
    /// The most a platform bills over `days` from `first`, played greedily in three ways, each within 1.75 x a day and 7 x a week
    /// from Sunday.
    private func played(_ daily: Int64, from first: CalendarDate, to end: CalendarDate, _ rule: BillingRule) -> Int64 {
        var most: Int64 = 0
        for pattern in 0..<3 {
            var total: Int64 = 0
            var week: Int64 = 0
            var day = first
            while day < end {
                if day.weekday == rule.weekBegins { week = 0 }
                let room = min(daily * 7 / 4, daily * 7 - week)
                let bill =
                    switch pattern {
                    case 0: room
                    case 1: min(room, daily)
                    default: day.weekday >= 3 ? room : 0
                    }
                total += bill
                week += bill
                day = day.adding(days: 1)
            }
            most = max(most, total)
        }
        return most
    }

    private let windows: [Window] = [
        .calendar(.day), .calendar(.week), .calendar(.month), .calendar(.quarter), .rolling(.seconds(86_400)),
        .rolling(.seconds(7 * 86_400)), .rolling(.seconds(30 * 86_400)), .rolling(.seconds(36 * 3_600)),
    ]

    @Test(arguments: 0..<40)
    func `P2 no window that overlaps now or starts later can be billed more than its commitment`(seed: Int) throws {
        var dice = Dice(seed)
        let today = CalendarDate(epochDay: 17_000 + Int64(dice.below(3_000)))
        let lag = dice.below(4)
        var bills = BilledDays(billed: [:], reportedTo: today.adding(days: -lag))
        for back in 1..<120 { bills.billed[today.adding(days: -back)] = Int64(dice.below(90_000)) }
        let daily = Int64(dice.below(60_000))
        for window in windows {
            let cap = Charter.MoneyCap(gbp(1), window, over: .account, clause: .init("constraints.money[0]"))
            let facts = try #require(
                CapFacts(
                    cap, on: today, at: Zone.utc.startOfDay(today), bills, .sandbox, standing: daily))
            let commitment = try #require(facts.commitment(daily: daily))
            for (first, end) in placements(of: window, around: today) where end > today {
                var worst: Int64 = 0
                var day = first
                while day < min(end, bills.reportedTo) {
                    worst += bills.billed[day] ?? 0
                    day = day.adding(days: 1)
                }
                worst += played(daily, from: max(first, bills.reportedTo), to: end, .sandbox)
                #expect(worst <= commitment, "seed \(seed) \(window) from \(first): \(worst) over \(commitment)")
            }
        }
    }

    private func placements(of window: Window, around today: CalendarDate) -> [(CalendarDate, CalendarDate)] {
        switch window {
        case .calendar(let unit):
            let now = unit.dates(around: today)
            let next = unit.dates(around: now.next)
            let later = unit.dates(around: next.next)
            return [(now.first, now.next), (next.first, next.next), (later.first, later.next)]
        case .rolling(let length):
            let days = Int((length.wholeSeconds + 86_399) / 86_400)
            return (0..<60).map { (today.adding(days: $0 - days + 1), today.adding(days: $0 + 1)) }
        }
    }

    @Test func `the worst case of a day is 1.75 times a budget and of a week 7 times`() {
        let sunday = CalendarDate(epochDay: 17_440)
        #expect(sunday.weekday == 0)
        #expect(BillingRule.sandbox.quarters(from: sunday, to: sunday.adding(days: 1)) == 7)
        #expect(BillingRule.sandbox.quarters(from: sunday, to: sunday.adding(days: 7)) == 28)
        #expect(BillingRule.sandbox.quarters(from: sunday.adding(days: -3), to: sunday.adding(days: 4)) == 49)
        #expect(CommitmentLine(billed: 0, quarters: 7).commitment(daily: 1) == 2, "rounded against us")
    }
}
