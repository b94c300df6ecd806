import Foundation
import Governance
import Schemas
import Testing
import Vocabulary

@testable import Sandbox

/// The dated rule that limits are judged by, against the bills of a platform that always goes to its maximum.
@Suite struct WorstCaseTests {
    private let rule = BillingRule.sandbox
    private var worlds: Int { ProcessInfo.processInfo.environment["MANDATE_PROVE"] == nil ? 24 : 1_200 }

    /// Bills by day of one platform over 28 days, with the pattern of over-delivery changed by chance, and budgets too where
    /// `edits` says so; also the highest budget that was in force on each day.
    private func play(_ seed: UInt64, edits: Bool) throws -> [(
        bills: [CalendarDate: Int64], highest: [CalendarDate: Int64]
    )] {
        var chance = SplitMix(seed: seed)
        let budgets = (0..<3).map { _ in 1 + chance.below(50_000) }
        var platform = try World.platform(World.seed(World.opening(seed: Int64(seed)), budgets: budgets))
        let campaigns = platform.state.order.filter { $0.kind == .campaign }
        let zone = known(platform.state.account).zone
        var highest: [EntityRef: [CalendarDate: Int64]] = [:]
        var bills: [EntityRef: [CalendarDate: Int64]] = [:]
        var key = 0
        while known(platform.state.now) < World.days(28) {
            let patterns = [["overdeliver"], ["overdeliver:pattern=late"], []]
            _ = platform.ask(.faults(set: patterns[Int(chance.below(3))]))
            let to = known(platform.state.now).advanced(by: .seconds(3_600 * (1 + chance.below(40))))
            for campaign in campaigns where edits && chance.below(3) == 0 {
                key += 1
                let money = World.pounds(1 + chance.below(50_000))
                let effect = chance.below(4) == 0 ? SandboxEffect.pause(campaign) : .setDailyBudget(campaign, money)
                _ = platform.answer(World.effect(effect, key: "k\(key)"))
                if chance.below(2) == 0 { _ = platform.answer(World.effect(.resume(campaign), key: "r\(key)")) }
            }
            for campaign in campaigns {
                let budget = known(platform.state.entities[campaign]?.dailyBudget).minorUnits
                var day = zone.date(at: known(platform.state.now))
                while day <= zone.date(at: to) {
                    highest[campaign, default: [:]][day] = max(highest[campaign]?[day] ?? 0, budget)
                    day = day.adding(days: 1)
                }
            }
            for entry in platform.answer(Request(id: 1, call: .advance(to: to))).entries {
                guard case .bill(let bill) = entry else { continue }
                for item in bill.campaigns {
                    bills[item.campaign, default: [:]][bill.day, default: 0] += item.minorUnits
                }
            }
        }
        return campaigns.map { (bills[$0] ?? [:], highest[$0] ?? [:]) }
    }

    @Test func `P2 the dated rule bounds the bill of every campaign over every window, whatever is changed meanwhile`()
        throws
    {
        var campaignDays = 0
        for seed in 0..<worlds {
            for (bills, highest) in try play(UInt64(seed), edits: seed % 2 == 0) {
                campaignDays += bills.count
                for first in bills.keys {
                    for length in [1, 2, 5, 7, 8, 14, 28] {
                        let days = (0..<length).map { first.adding(days: $0) }
                        let billed = days.reduce(0) { $0 + (bills[$1] ?? 0) }
                        let budget = days.compactMap { highest[$0] }.max() ?? 0
                        let worst = rule.quarters(from: first, to: first.adding(days: length)) * budget
                        #expect(billed * 4 <= worst, "seed \(seed), \(first), \(length) days")
                    }
                }
            }
        }
        print("worst case held on \(campaignDays) campaign-days")
        #expect(campaignDays > worlds * 60)
    }

    @Test
    func `P2 a rolling window of seven days can hold parts of two weeks: 12.25 times the budget, reached exactly`()
        throws
    {
        var platform = try World.platform(World.seed(budgets: [10_000]), faults: ["overdeliver:pattern=late"])
        let wednesday = known(CalendarDate(parsing: "2017-10-04"))
        var billed: Int64 = 0
        for pattern in ["overdeliver:pattern=late", "overdeliver"] {
            _ = platform.ask(.faults(set: [pattern]))
            let end = Zone.startOfDay(known(Zone("Europe/London")))(
                wednesday.adding(days: pattern == "overdeliver" ? 7 : 4))
            for entry in platform.answer(Request(id: 1, call: .advance(to: end))).entries {
                if case .bill(let bill) = entry { billed += bill.campaigns.reduce(0) { $0 + $1.minorUnits } }
            }
        }
        #expect(billed == 122_500)
        #expect(rule.quarters(from: wednesday, to: wednesday.adding(days: 7)) * 10_000 / 4 == 122_500)
        #expect(rule.quarters(from: wednesday.adding(days: -3), to: wednesday.adding(days: 4)) * 10_000 / 4 == 70_000)
    }
}
