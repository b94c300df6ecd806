import Vocabulary

/// How much the platform bills: the published rule of over-delivery, and where in it this account's campaigns land.
///
/// The rule, dated 2025-01-01: at most 1.75 times the budget in force on a local day, cut to whole minor units, and at most 7
/// times the budget in force in a week from Sunday. Without the `overdeliver` fault a campaign bills 90 to 110 % of its budget
/// on a day, evenly through it; with it exactly the maximum, as early or as late in the week as the rule allows.
struct Delivery {
    /// Where in the week an over-delivering campaign bills its maximum.
    enum Pattern: String, CaseIterable { case even, early, late }

    let account: SandboxAccount
    let pattern: Pattern

    /// What a campaign is billed for the stretch, given what its meter already shows.
    func bill(_ campaign: SandboxEntity, _ meter: Meter, over stretch: Stretch) -> CampaignBill? {
        guard let budget = campaign.dailyBudget?.minorUnits else { return nil }
        let accrued =
            meter.accrued(on: stretch.day) + Int128(budget) * share(campaign, stretch) * Int128(stretch.milliseconds)
        let today = meter.billed(on: stretch.day)
        let roomToday = budget * 7 / 4 - today
        let roomThisWeek = budget * 7 - meter.billed(inWeekOf: stretch.day)
        let wanted = wanted(on: stretch.day, accrued: accrued, dayMilliseconds: stretch.dayMilliseconds, billed: today)
        let amount = max(0, min(wanted, roomToday, roomThisWeek))
        return CampaignBill(campaign: campaign.ref, minorUnits: amount, accrued: accrued)
    }

    private func wanted(on day: CalendarDate, accrued: Int128, dayMilliseconds: Int64, billed: Int64) -> Int64 {
        switch pattern {
        case .even: Int64(accrued / (1_000 * Int128(dayMilliseconds))) - billed
        case .early: .max
        case .late: day.weekday >= 3 ? .max : 0
        }
    }

    /// Thousandths of its budget that a campaign spends on a day when it does not over-deliver.
    private func share(_ campaign: SandboxEntity, _ stretch: Stretch) -> Int128 {
        var chance = SplitMix(seed: account.seed, stream: "\(campaign.ref) \(stretch.day)")
        return Int128(900 + chance.below(201))
    }
}

/// A stretch of simulated time within one local day.
struct Stretch {
    let day: CalendarDate
    let from: Instant, until: Instant
    /// The length of the whole day: 23, 24 or 25 hours.
    let dayMilliseconds: Int64

    var milliseconds: Int64 { until.milliseconds - from.milliseconds }

    /// The part of `from` to `end` that lies in the local day of `from`.
    init(from: Instant, towards end: Instant, in zone: Zone) {
        let day = zone.date(at: from)
        let midnight = zone.startOfDay(day.adding(days: 1))
        self.day = day
        self.from = from
        until = min(end, midnight)
        dayMilliseconds = midnight.milliseconds - zone.startOfDay(day).milliseconds
    }
}
