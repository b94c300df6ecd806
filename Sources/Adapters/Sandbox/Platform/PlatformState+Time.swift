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
            let shown = deliveringAds(of: campaign.ref)
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
                ad: ad.id, minorUnits: amount, counts: counts, revenue: revenue.map { Int64(($0 * major).rounded()) })
        }
    }

    private var deliveringCampaigns: [SandboxEntity] {
        order.compactMap { ref in
            guard ref.kind == .campaign, let campaign = entities[ref], campaign.status == .active else { return nil }
            return campaign
        }
    }

    private func deliveringAds(of campaign: EntityRef) -> [EntityRef] {
        adsBelow(campaign) { entities[$0]?.status == .active }
    }

    /// Ads of a campaign's ad sets, and those that stand below it without one, where `holds` holds on the whole way down.
    private func adsBelow(_ campaign: EntityRef, where holds: (EntityRef) -> Bool) -> [EntityRef] {
        (children[campaign] ?? []).filter(holds).flatMap { child in
            child.kind == .ad ? [child] : (children[child] ?? []).filter(holds)
        }
    }

    private func responses() -> [EntityRef: Response] {
        var responses: [EntityRef: Response] = [:]
        for campaign in deliveringCampaigns {
            let ads = adsBelow(campaign.ref) { _ in true }
            var known: [EntityRef: SandboxMetrics] = [:]
            var periods: Set<Period> = []
            for ad in ads {
                for row in history[ad] ?? [] {
                    known[ad, default: .none] += row.metrics
                    periods.insert(row.period)
                }
            }
            responses[campaign.ref] = Response(history: known, days: Response.days(in: periods))
        }
        return responses
    }
}
