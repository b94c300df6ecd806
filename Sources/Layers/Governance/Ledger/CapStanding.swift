public import Vocabulary

extension CapFacts {
    /// The worst-case bill that the gate judges and every screen shows: of what stands, of what holds and approvals reserved,
    /// and of a raise on top; minor units a day each. Nil where it cannot be counted.
    public func worstCase(standing: Int64, reserved: Int64, raise: Int64 = 0) -> Int64? {
        guard standing >= 0, reserved >= 0, !lines.isEmpty, let daily = Impact.sum([standing, reserved, raise]) else {
            return nil
        }
        return commitment(daily: daily)
    }
}

/// A money cap as it stands: what is used of it, and what it will cost at worst.
public struct CapStanding: Hashable, Sendable {
    /// The cap.
    public let cap: Charter.MoneyCap
    /// What the platform has reported of the window that holds now.
    public let billed: Money
    /// What it may have billed of it besides and has not reported, at worst.
    public let notReported: Money
    /// The worst-case bill; the largest amount there is where it cannot be counted, since unknown counts as spent.
    public let worstCase: Money

    /// Billed and not yet reported in the window that holds now; the largest amount there is where that cannot be counted.
    public var used: Money {
        let (sum, overflow) = billed.minorUnits.addingReportingOverflow(notReported.minorUnits)
        return Money(minorUnits: overflow ? .max : sum, cap.cap.currency)
    }

    /// What may still be committed; below zero where the worst case is over the cap.
    public var left: Money {
        let (left, overflow) = cap.cap.minorUnits.subtractingReportingOverflow(worstCase.minorUnits)
        return Money(minorUnits: overflow ? .min : left, cap.cap.currency)
    }

    /// A cap at an instant of a day of the account, by its bills and the platform's rule.
    /// - Parameters:
    ///   - standing: daily budgets of everything active, minor units a day.
    ///   - reserved: raises that wait for a yes or are on their way.
    ///   - raise: what would come on top.
    public init(
        _ cap: Charter.MoneyCap, on today: CalendarDate, at now: Instant, _ bills: BilledDays, _ rule: BillingRule,
        standing: Int64, reserved: Int64, raise: Int64 = 0
    ) {
        let windows = CapWindows(cap, on: today, bills, rule)
        let facts = windows?.facts(standing: standing, at: now)
        let worst = facts?.worstCase(standing: standing, reserved: reserved, raise: raise)
        self.cap = cap
        billed = Money(minorUnits: windows?.billed ?? 0, cap.cap.currency)
        notReported = Money(
            minorUnits: windows?.notReported(standing: standing, at: now) ?? .max, cap.cap.currency)
        worstCase = Money(minorUnits: worst ?? .max, cap.cap.currency)
    }
}
