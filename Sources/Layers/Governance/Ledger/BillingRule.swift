public import Vocabulary

/// What a platform may bill at most for a daily budget: the published rule, dated and sourced, the worse where sources differ.
public struct BillingRule: Hashable, Sendable {
    /// Whose rule.
    public let platform: String
    /// Where it was read.
    public let source: String
    /// When it was read.
    public let read: CalendarDate
    /// The most of one day, in quarters of the daily budget.
    public let dayQuarters: Int64
    /// The most of one week, in quarters of the daily budget; nil where only days are bounded.
    public let weekQuarters: Int64?
    /// The weekday a week begins on, 0 for Sunday.
    public let weekBegins: Int

    /// A rule.
    public init(
        platform: String, source: String, read: CalendarDate, dayQuarters: Int64, weekQuarters: Int64?,
        weekBegins: Int
    ) {
        self.platform = platform
        self.source = source
        self.read = read
        self.dayQuarters = dayQuarters
        self.weekQuarters = weekQuarters
        self.weekBegins = weekBegins
    }

    /// The sandbox: 1.75 x a daily budget on a day, 7 x in a week from Sunday.
    public static let sandbox = BillingRule(
        platform: "sandbox", source: "docs/reference/sandbox.md", read: CalendarDate(epochDay: 20_778),
        dayQuarters: 7, weekQuarters: 28, weekBegins: 0)

    /// The most that days from `first` up to but without `end` can cost, in quarters of a daily budget. What was billed
    /// earlier in a week that has begun is not deducted, so the figure is never too low.
    public func quarters(from first: CalendarDate, to end: CalendarDate) -> Int64 {
        guard first < end else { return 0 }
        guard let weekQuarters else { return Int64(end.days(since: first)) * dayQuarters }
        var total: Int64 = 0
        var day = first
        while day < end {
            let next = min(end, day.adding(days: 7 - (day.weekday - weekBegins + 7) % 7))
            total += min(Int64(next.days(since: day)) * dayQuarters, weekQuarters)
            day = next
        }
        return total
    }
}
