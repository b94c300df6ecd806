import Engine
import Execution
import Governance
import Vocabulary

/// An account with campaigns and ads, as an import leaves it and as the platform shows it.
struct TestAccount: Sendable {
    struct Ad: Sendable {
        let ref: EntityRef
        let campaign: EntityRef
        let spend: Int64
        let enquiries: Int64
        let purchases: Int64
    }

    var campaigns: [EntityRef: Money] = [:]
    var ads: [Ad] = []
    /// What a purchase of a campaign brings, minor units; empty where no source says.
    var worth: [EntityRef: Int64] = [:]
    let currency: Currency
    let period: Period
    let account: EntityRef

    init(period: String = "2017-07-01/2017-09-30") throws {
        currency = try required(Currency("GBP"))
        self.period = try required(Period(parsing: period))
        account = try required(EntityRef(.account, "main"))
    }

    /// Three campaigns like the public social-ads export: a tiny one, a good one and a large poor one.
    static func lookalike() throws -> TestAccount {
        var account = try TestAccount()
        try account.add("916", budget: 163, ads: 4) { index in (3_750, 12, index % 2 == 0 ? 5 : 6) }
        try account.add("936", budget: 3_145, ads: 12) { index in (24_110, 25, index % 2 == 0 ? 25 : 20) }
        try account.add("1178", budget: 63_500, ads: 36) { index in
            index < 10 ? (61_000 + Int64(index) * 13, 20, 0) : (200_000, 80, index % 2 == 0 ? 30 : 24)
        }
        return account
    }

    mutating func add(_ campaign: String, budget: Int64, ads count: Int, _ numbers: (Int) -> (Int64, Int64, Int64))
        throws
    {
        let ref = try required(EntityRef(.campaign, campaign))
        campaigns[ref] = Money(minorUnits: budget, currency)
        for index in 0..<count {
            let (spend, enquiries, purchases) = numbers(index)
            ads.append(
                Ad(
                    ref: try required(EntityRef(.ad, "\(campaign)-\(1_000 + index)")), campaign: ref, spend: spend,
                    enquiries: enquiries, purchases: purchases))
        }
    }

    /// Writes the account into a world's store and platform.
    func fill(_ world: World) async throws {
        let now = world.clock.now()
        try await world.store.write { view in try record(view, now) }
        for start in stride(from: 0, to: ads.count, by: 100) {
            let part = ads[start..<min(start + 100, ads.count)]
            try await world.store.write { view in for ad in part { try record(ad, view) } }
        }
        let made = Zone.utc.startOfDay(period.first)
        for (ref, budget) in campaigns { world.platform.put(shown(ref, nil, budget, made)) }
        for ad in ads { world.platform.put(shown(ad.ref, ad.campaign, nil, made)) }
    }

    private func record(_ view: any EngineView, _ now: Instant) throws {
        let end = Zone.utc.startOfDay(period.last.adding(days: 1))
        let standing = campaigns.values.map(\.minorUnits).reduce(0, +)
        var bills: [CalendarDate: Int64] = [:]
        for back in 0..<min(62, period.days) { bills[period.last.adding(days: -back)] = standing }
        try view.put(EntityRecord(facts: EntityFacts(account)))
        try view.put(
            AccountRecord(
                ref: account, currency: currency, zone: .utc, period: period, asOf: end,
                bills: BilledDays(
                    billed: bills, reportedTo: period.last.adding(days: 1), reportedUntil: now), standing: standing,
                standingOn: period.last.adding(days: 1), seenChange: 0))
        for (ref, budget) in campaigns { try view.put(EntityRecord(facts: facts(ref, [], budget))) }
    }

    private func record(_ ad: Ad, _ view: any EngineView) throws {
        try view.put(EntityRecord(facts: facts(ad.ref, [EntityFacts.Parent(ad.campaign)], nil)))
        let end = Zone.utc.startOfDay(period.last.adding(days: 1))
        _ = try view.add(
            MetricRecord(
                source: .adsMetrics, entity: ad.ref, period: period,
                spend: MetricMoney(Money(minorUnits: ad.spend, currency)), impressions: ad.spend * 40,
                clicks: ad.spend / 140, enquiries: AttributedCount(ad.enquiries),
                purchases: AttributedCount(ad.purchases), revenue: revenue(ad),
                asOf: end),
            under: [account, ad.campaign])
    }

    private func revenue(_ ad: Ad) -> MetricMoney? {
        worth[ad.campaign].map { MetricMoney(Money(minorUnits: $0 * ad.purchases, currency)) }
    }

    private func facts(_ ref: EntityRef, _ parents: [EntityFacts.Parent], _ budget: Money?) -> EntityFacts {
        var facts = EntityFacts(ref)
        facts.name = ref.id
        facts.parents = parents
        facts.status = .active
        facts.dailyBudget = budget
        facts.started = Zone.utc.startOfDay(period.first)
        facts.inBundle = false
        facts.inExperiment = false
        return facts
    }

    private func shown(_ ref: EntityRef, _ parent: EntityRef?, _ budget: Money?, _ made: Instant) -> PlatformEntity {
        PlatformEntity(
            ref: ref, parent: parent, name: ref.id, status: .active, dailyBudget: budget,
            targeting: #"{"age_bands":[],"interests":[],"markets":["GB"]}"#, created: made, started: period.first,
            inBundle: false, inExperiment: false, version: 1)
    }
}
