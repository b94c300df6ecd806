internal import Glibc
internal import Vocabulary

/// One campaign in a plan: what its running ads would get at the budget that they were measured at, and what was done to it.
///
/// Response model: enquiries and purchases of the running ads grow with the power `elasticity` of the money they get.
/// A paused ad's money is re-spent on them in part. Its own purchases are lost.
struct CampaignState: Sendable {
    let ref: EntityRef
    /// Money spent in the period, also by ads that were paused since.
    let spend: Double
    /// What of it paused ads spent: those that were paused before, and those that the plan pauses.
    var paused: Double
    /// The present budget as a multiple of the measured one.
    let present: Double
    /// The planned budget as a multiple of the measured one.
    var ratio: Double
    /// Levels, by draw, of the ads that still run, at the measured budget and before any re-spending.
    var enquiries: [Double]
    /// As `enquiries`.
    var purchases: [Double]
    /// What one of its purchases brings; 0 where nobody says.
    let worth: Double
    /// What the ads that still run are expected to bring.
    var expected: Outcome

    /// Whether anything is left that spends money.
    var isRunning: Bool { spend > paused }

    /// What the campaign does in one draw.
    func outcome(_ draw: Int, _ draws: Draws) -> Outcome {
        outcome(
            ads: Outcome(spend: spend - paused, enquiries: enquiries[draw], purchases: purchases[draw]),
            paused: paused, elasticity: draws.elasticity[draw], respent: draws.respent[draw])
    }

    /// What running ads with these levels do when so much money was taken off others.
    func outcome(ads: Outcome, paused: Double, elasticity: Double, respent: Double) -> Outcome {
        guard ads.spend > 0, ratio > 0 else { return Outcome() }
        let money = ratio * (spend - (1 - respent) * paused)
        let growth = pow(money / ads.spend, elasticity)
        let purchases = ads.purchases * growth
        return Outcome(
            spend: money, enquiries: ads.enquiries * growth, purchases: purchases, revenue: purchases * worth)
    }

    /// What the ads that would be left have, in one draw, if this ad were paused: the rest of the campaign's level is
    /// believed independently of the ad's own.
    func rest(without ad: AdBelief, _ draw: Int) -> Outcome {
        Outcome(
            spend: spend - paused - ad.spend,
            enquiries: enquiries[draw] * kept(ad.level.enquiries, of: expected.enquiries),
            purchases: purchases[draw] * kept(ad.level.purchases, of: expected.purchases))
    }

    /// The campaign with this ad paused.
    func pausing(_ ad: AdBelief) -> CampaignState {
        var changed = self
        for draw in purchases.indices {
            let rest = rest(without: ad, draw)
            changed.enquiries[draw] = rest.enquiries
            changed.purchases[draw] = rest.purchases
        }
        changed.paused += ad.spend
        changed.expected.enquiries *= kept(ad.level.enquiries, of: expected.enquiries)
        changed.expected.purchases *= kept(ad.level.purchases, of: expected.purchases)
        return changed
    }

    /// The campaign at a multiple of its present daily budget.
    func budgeted(_ ratio: Double) -> CampaignState {
        var changed = self
        changed.ratio = present * ratio
        return changed
    }

    /// The share that others keep; a campaign is never believed to live on one ad alone.
    private func kept(_ part: Double, of whole: Double) -> Double { 1 - min(0.999, part / max(whole, 0.5)) }
}
