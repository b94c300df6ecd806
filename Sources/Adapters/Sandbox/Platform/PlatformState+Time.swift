import Vocabulary

extension PlatformState {
    /// The entries that let time pass to `end`: one bill for every local day or part of one. What a report at `end` can show ends
    /// with a bill, so that it is complete right up to its lag, and not only to the midnight before.
    func bills(until end: Instant, pattern: Delivery.Pattern) -> [Entry] {
        guard let account, let now else { return [] }
        var state = self
        var entries: [Entry] = []
        var at = now
        let responses = responses()
        let shown = end.advanced(by: .seconds(-3_600 * account.reportingLagHours))
        while at < end {
            let stretch = Stretch(from: at, towards: at < shown ? shown : end, in: account.zone)
            let bill = Entry.bill(state.bill(stretch, Delivery(account: account, pattern: pattern), responses))
            state.apply(bill)
            entries.append(bill)
            at = stretch.until
        }
        return entries
    }

    private func bill(_ stretch: Stretch, _ delivery: Delivery, _ responses: [EntityRef: Response]) -> Bill {
        var campaigns: [CampaignBill] = []
        var ads: [AdBill] = []
        for campaign in deliveringCampaigns {
            let shown = carriers(of: campaign.ref) { entities[$0]?.status == .active }
            guard !shown.isEmpty, let response = responses[campaign.ref],
                let bill = delivery.bill(campaign, meters[campaign.ref] ?? Meter(), over: stretch)
            else { continue }
            campaigns.append(bill)
            ads += spread(bill, over: stretch, among: shown, response)
        }
        return Bill(day: stretch.day, from: stretch.from, until: stretch.until, campaigns: campaigns, ads: ads)
    }

    private func spread(_ bill: CampaignBill, over stretch: Stretch, among ads: [EntityRef], _ response: Response)
        -> [AdBill]
    {
        guard let account, bill.minorUnits > 0 else { return [] }
        var chance = SplitMix(seed: account.seed, stream: "\(bill.campaign) \(stretch.until)")
        let amounts = response.divide(bill.minorUnits, among: ads, chance: &chance)
        let part = Double(stretch.milliseconds) / Double(stretch.dayMilliseconds)
        let major = Double(account.currency.minorPerMajor)
        return zip(ads, amounts).compactMap { ad, amount in
            guard amount > 0 else { return nil }
            let counts = response.counts(of: ad, for: Double(amount) / major, partOfDay: part, chance: &chance)
            let revenue = response.revenue(of: ad, purchases: counts[3], chance: &chance)
            return AdBill(
                entity: ad, minorUnits: amount, counts: counts, revenue: revenue.map { Int64(($0 * major).rounded()) })
        }
    }

    private var deliveringCampaigns: [SandboxEntity] {
        order.compactMap { ref in
            guard ref.kind == .campaign, let campaign = entities[ref], campaign.status == .active else { return nil }
            return campaign
        }
    }

    /// What spends an entity's money: its ads, where `holds` holds on the whole way down, and itself where it has nothing below it,
    /// as a campaign of which a report names no ads.
    private func carriers(of ref: EntityRef, where holds: (EntityRef) -> Bool) -> [EntityRef] {
        guard let below = children[ref] else { return [ref] }
        return below.filter(holds).flatMap { carriers(of: $0, where: holds) }
    }

    private func responses() -> [EntityRef: Response] {
        var responses: [EntityRef: Response] = [:]
        for campaign in deliveringCampaigns {
            var known: [EntityRef: SandboxMetrics] = [:]
            var periods: Set<Period> = []
            learn(from: campaign.ref, &known, &periods)
            responses[campaign.ref] = Response(history: known, days: Response.days(in: periods))
        }
        return responses
    }

    /// Adds the histories of an entity and of all below it to what their carriers brought. What was told of the whole is split
    /// evenly.
    private func learn(
        from ref: EntityRef, _ known: inout [EntityRef: SandboxMetrics], _ periods: inout Set<Period>
    ) {
        let told = history[ref]
        let carriers = told.isEmpty ? [] : carriers(of: ref) { _ in true }
        for (period, metrics) in told {
            for (place, carrier) in carriers.enumerated() {
                known[carrier, default: .none] += metrics.part(place, of: carriers.count)
            }
            periods.insert(period)
        }
        for child in children[ref] ?? [] { learn(from: child, &known, &periods) }
    }
}
