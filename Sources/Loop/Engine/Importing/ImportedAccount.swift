import Governance
import Signals
import Vocabulary

/// What an import says of the account.
struct ImportedAccount: Sendable {
    let ref: EntityRef
    let plan: ImportPlan
    /// The days its rows are about, and what time they speak of; nil where it has none with counts.
    let period: Period?
    let asOf: Instant
    let now: Instant

    /// The account with what was imported, over what is stored; nil where nothing says a currency or a period.
    ///
    /// Until the platform was read, an import tells what was billed. From the platform's first sight on only the platform does:
    /// then an import adds to the days before that, and to what is measured, and moves nothing else.
    func account(over known: AccountRecord?, spent: [SpentPeriod]) -> AccountRecord? {
        guard let currency = plan.currency ?? known?.currency,
            let period = period.map({ known?.period.covering($0) ?? $0 }) ?? known?.period
        else { return nil }
        let zone = known?.zone ?? plan.zone
        let today = zone.date(at: now)
        var account =
            known
            ?? AccountRecord(
                ref: ref, currency: currency, zone: zone, period: period, asOf: asOf,
                bills: BilledDays(billed: [:], reportedTo: today), standing: 0, standingOn: today, seenChange: 0)
        account.period = period
        account.asOf = max(account.asOf, asOf)
        if account.seenFrom == nil { account.bills.reportedTo = min(period.last.adding(days: 1), today) }
        let told = ImportedAccount.bills(spent, before: account.seenFrom ?? account.bills.reportedTo, currency)
        account.bills.billed.merge(told) { $1 }
        return account
    }

    /// What each day cost: a period that is told as one is spread evenly over all its days, and the sum is rounded up.
    static func bills(_ spent: [SpentPeriod], before end: CalendarDate, _ currency: Currency) -> [CalendarDate: Int64] {
        var exact: [CalendarDate: Int128] = [:]
        for sum in spent {
            let daily = Rounding.up.divide(sum.amount.units, by: Int128(sum.period.days))
            var day = sum.period.first
            while day <= sum.period.last, day < end {
                exact[day, default: 0] += daily
                day = day.adding(days: 1)
            }
        }
        let unit = Decimal12.one / Int128(currency.minorPerMajor)
        return exact.mapValues { Int64(clamping: max(0, Rounding.up.divide($0, by: unit))) }
    }
}
