import Execution
import Governance
import Vocabulary

/// What one look at the platform adds to the account.
struct Sighting: Sendable {
    private let seenChange: Int64
    private let budgets: StandingBudgets
    private let today: CalendarDate
    /// What was confirmed before the platform was read.
    private let raised: Int64
    private let reported: Reported?

    /// Bills and counts of the days that the platform reports.
    struct Reported: Sendable {
        /// The first day that was asked for.
        let from: CalendarDate
        /// The first day that is not fully reported.
        let to: CalendarDate
        /// Up to when that day is reported; nil where nothing of it is.
        let until: Instant?
        /// Minor units of each day in between, and of that day what is reported of it.
        let bills: [CalendarDate: Int64]
        /// The last day that is measured now; nil where none came.
        let measured: CalendarDate?
        /// What time the counts speak of.
        let asOf: Instant
    }

    /// A look at an account as it was before the platform was read.
    init(
        _ account: AccountRecord, _ campaigns: [PlatformEntity], _ changes: [PlatformChange], _ reported: Reported?,
        at now: Instant
    ) {
        let open = reported?.to ?? account.bills.reportedTo
        budgets = StandingBudgets(campaigns, before: changes.filter { account.zone.date(at: $0.at) >= open })
        seenChange = changes.map(\.number).max() ?? account.seenChange
        today = account.zone.date(at: now)
        raised = account.raised
        self.reported = reported
    }

    /// The account with what was seen, over what is stored by now: what others saw meanwhile stays, and raises that were
    /// confirmed since the platform was read come on top, once.
    /// - Parameters:
    ///   - counted: what is counted for each campaign by now; becomes what is counted from now on.
    ///   - mayHaveRisen: whether a campaign may stand higher than was read, so that nothing of it is freed yet.
    func account(
        over stored: AccountRecord, counting counted: inout [EntityRef: CountedBudget],
        mayHaveRisen: (EntityRef) throws -> Bool
    ) rethrows -> AccountRecord {
        var account = stored
        account.seenChange = max(stored.seenChange, seenChange)
        account.uncounted = budgets.uncounted
        if let reported {
            account.seenFrom = stored.seenFrom ?? reported.from
            account.bills.take(reported)
            if let measured = reported.measured {
                account.period = Period(stored.period.first, max(stored.period.last, measured)) ?? stored.period
                account.asOf = max(stored.asOf, reported.asOf)
            }
        }
        let isFirst = counted.isEmpty
        try count(&counted, account.bills.reportedTo, mayHaveRisen)
        let standing = StandingBudgets.sum(
            counted.values.reduce(0) { StandingBudgets.sum($0, $1.daily) }, stored.raised - raised)
        // What stood before anything was counted by campaign counts as a whole until its days are reported.
        guard !isFirst || standing >= stored.standing || account.bills.reportedTo > stored.standingOn else {
            counted = [:]
            return account
        }
        account.standing = standing
        account.standingOn = max(stored.standingOn, today)
        return account
    }

    /// A lowering frees nothing before every day on which more stood is reported, since what those days bill may still come in.
    /// That is so of each campaign: another that takes its place bills besides.
    private func count(
        _ counted: inout [EntityRef: CountedBudget], _ open: CalendarDate, _ mayHaveRisen: (EntityRef) throws -> Bool
    ) rethrows {
        for campaign in Set(budgets.most.keys).union(counted.keys) {
            let most = budgets.most[campaign] ?? 0
            if let known = counted[campaign], known.daily > most {
                let isOpen = known.day >= open
                if try isOpen || mayHaveRisen(campaign) { continue }
            }
            counted[campaign] = CountedBudget(daily: most, day: today)
        }
    }
}

extension BilledDays {
    /// Takes over a report. What another process has read later meanwhile stays: of the day that is not over the most that is known.
    fileprivate mutating func take(_ reported: Sighting.Reported) {
        for (day, amount) in reported.bills where day < reported.to { billed[day] = amount }
        guard reported.to >= reportedTo else { return }
        if let begun = reported.bills[reported.to] {
            billed[reported.to] = reported.to == reportedTo ? max(begun, billed[reported.to] ?? 0) : begun
        }
        let known = reported.to == reportedTo ? reportedUntil : nil
        reportedTo = reported.to
        reportedUntil = [known, reported.until].compactMap { $0 }.max()
    }
}

/// The daily budgets of campaigns, and the most they were while somebody changed them.
struct StandingBudgets: Hashable, Sendable {
    /// The most that each stood at, minor units a day; nothing while it did not run.
    let most: [EntityRef: Int64]
    /// How many campaigns are active with a budget that is not known.
    let uncounted: Int64

    fileprivate struct Campaign {
        var isActive: Bool
        var budget: Int64?

        var standing: Int64 { isActive ? budget ?? 0 : 0 }
    }

    /// Campaigns as they are, and the changes that made them so: taken back one by one, the last first, they show what stood in
    /// between.
    init(_ campaigns: [PlatformEntity], before changes: [PlatformChange]) {
        var state: [EntityRef: Campaign] = [:]
        for campaign in campaigns {
            state[campaign.ref] = Campaign(
                isActive: campaign.status == .active, budget: campaign.dailyBudget?.minorUnits)
        }
        uncounted = Int64(state.values.count { $0.isActive && $0.budget == nil })
        var most = state.mapValues(\.standing)
        for change in changes.sorted(by: { $0.number > $1.number }) {
            guard var campaign = state[change.after.entity] else { continue }
            campaign.undo(change)
            state[change.after.entity] = campaign
            most[change.after.entity, default: 0] = max(most[change.after.entity] ?? 0, campaign.standing)
        }
        self.most = most
    }

    /// A sum that stays at the largest number where it does not fit.
    static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

extension StandingBudgets.Campaign {
    fileprivate mutating func undo(_ change: PlatformChange) {
        switch (change.after.field, change.before?.value) {
        case ("status", let before?): isActive = before == EntityStatus.active.rawValue
        case ("daily_budget", let before): budget = before.flatMap(Money.minor)
        case ("created", _): isActive = false
        default: break
        }
    }
}

extension Money {
    /// Minor units of an amount as a platform's history writes it; nil where it is none.
    static func minor(_ text: String) -> Int64? {
        do { return try Money(parsing: text).minorUnits } catch { return nil }
    }
}
