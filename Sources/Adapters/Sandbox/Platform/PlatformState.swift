import Vocabulary

/// Everything the platform knows; changed by entries alone.
struct PlatformState {
    private(set) var account: SandboxAccount?
    private(set) var now: Instant?
    private(set) var entities: [EntityRef: SandboxEntity] = [:]
    /// All entities in the order in which they came, for lists that go on page by page.
    private(set) var order: [EntityRef] = []
    private(set) var children: [EntityRef: [EntityRef]] = [:]
    private(set) var history = PlatformHistory()
    private(set) var spent: [EntityRef: [AdDay]] = [:]
    private(set) var meters: [EntityRef: Meter] = [:]
    private(set) var answers: [String: AppliedEffect] = [:]
    private(set) var changes: [SandboxChange] = []
    /// Ends of the stretches that were billed; a report is complete up to one of them.
    private(set) var boundaries: [Instant] = []
    private(set) var faultRules: [String] = []
    private(set) var faultsFired: [String: Int] = [:]

    /// What one ad, or what shows none, brought in one stretch.
    struct AdDay {
        let day: CalendarDate
        let until: Instant
        let metrics: SandboxMetrics
    }

    /// Makes the entry true.
    mutating func apply(_ entry: Entry) {
        switch entry {
        case .account(let opened):
            account = opened
            now = opened.opened
            boundaries = [opened.opened]
        case .entities(let new): new.forEach { add($0) }
        case .history(let rows): rows.forEach { history.replace($0) }
        case .bill(let bill): apply(bill)
        case .effect(let effect): apply(effect)
        case .faults(let rules):
            faultRules = rules
            faultsFired = [:]
        case .faultFired(let rule): faultsFired[rule, default: 0] += 1
        }
    }

    private mutating func add(_ entity: SandboxEntity) {
        guard entities.updateValue(entity, forKey: entity.ref) == nil else { return }
        order.append(entity.ref)
        if let parent = entity.parent { children[parent, default: []].append(entity.ref) }
    }

    private mutating func apply(_ effect: AppliedEffect) {
        for entity in effect.changed {
            let before = entities[entity.ref]
            add(entity)
            for (field, old, new) in SandboxChange.differences(from: before, to: entity) {
                changes.append(
                    SandboxChange(
                        number: Int64(changes.count + 1), at: effect.at, actor: effect.actor, entity: entity.ref,
                        field: field, before: old, after: new))
            }
        }
        answers[effect.key] = effect
    }

    private mutating func apply(_ bill: Bill) {
        now = bill.until
        boundaries.append(bill.until)
        for item in bill.campaigns { meters[item.campaign, default: Meter()].add(item, on: bill.day) }
        guard let account else { return }
        for item in bill.ads {
            func amount(_ minor: Int64) -> Decimal12 { MetricMoney(Money(minorUnits: minor, account.currency)).amount }
            let metrics = SandboxMetrics(
                impressions: item.impressions, clicks: item.clicks, spend: amount(item.minorUnits),
                enquiries: AttributedCount(item.enquiries), purchases: AttributedCount(item.purchases),
                revenue: item.revenue.map(amount))
            spent[item.entity, default: []].append(AdDay(day: bill.day, until: bill.until, metrics: metrics))
        }
    }
}

/// What a campaign was billed in the current local day and in the week from Sunday.
struct Meter: Hashable {
    private var day: CalendarDate?
    private var billedOnDay: Int64 = 0
    private var billedInWeek: Int64 = 0
    private var accruedOnDay: Int128 = 0

    /// Minor units billed on `date`.
    func billed(on date: CalendarDate) -> Int64 { date == day ? billedOnDay : 0 }

    /// Minor units billed in the week, Sunday to Saturday, that holds `date`.
    func billed(inWeekOf date: CalendarDate) -> Int64 {
        guard let day, Meter.sunday(before: day) == Meter.sunday(before: date) else { return 0 }
        return billedInWeek
    }

    /// Fractions earned on `date`.
    func accrued(on date: CalendarDate) -> Int128 { date == day ? accruedOnDay : 0 }

    mutating func add(_ bill: CampaignBill, on date: CalendarDate) {
        let week = billed(inWeekOf: date)
        billedOnDay = billed(on: date) + bill.minorUnits
        billedInWeek = week + bill.minorUnits
        accruedOnDay = bill.accrued
        day = date
    }

    static func sunday(before date: CalendarDate) -> CalendarDate { date.adding(days: -date.weekday) }
}
