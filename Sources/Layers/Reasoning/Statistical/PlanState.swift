internal import Statistics
internal import Vocabulary

/// A plan in the making: every campaign in every draw, with what has been planned so far.
struct PlanState: Sendable {
    let draws: Draws
    let goal: Objective
    private(set) var campaigns: [CampaignState]
    /// The account in each draw, with the plan so far.
    private(set) var totals: [Outcome]
    /// Where each protection ends in each draw.
    let limits: [[Double]]

    init(campaigns: [CampaignState], draws: Draws, goal: Objective) {
        self.campaigns = campaigns
        self.draws = draws
        self.goal = goal
        let totals = (0..<draws.count).map { draw in
            campaigns.reduce(Outcome()) { $0 + $1.outcome(draw, draws) }
        }
        self.totals = totals
        limits = goal.protections.map { protection in
            totals.map { protection.metric.value($0) * protection.share }
        }
    }

    /// Adopts a change: what follows is judged with it in place.
    mutating func adopt(_ campaign: CampaignState, at index: Int) {
        for draw in 0..<draws.count {
            totals[draw] = totals[draw] - campaigns[index].outcome(draw, draws) + campaign.outcome(draw, draws)
        }
        campaigns[index] = campaign
    }

    /// Whether the account keeps this protection in this draw.
    func keeps(_ protection: Int, _ outcome: Outcome, _ draw: Int) -> Bool {
        let part = goal.protections[protection]
        let value = part.metric.value(outcome)
        return part.side == .floor ? value >= limits[protection][draw] : value <= limits[protection][draw]
    }
}

/// A goal in terms of the response model.
struct Objective: Sendable {
    struct Protection: Sendable {
        let metric: PaidMetric
        let side: PaidMediaGoal.Protection.Side
        /// The end of the band as a share of the present level.
        let share: Double
    }

    let metric: PaidMetric
    let protections: [Protection]

    /// Nil where the response model cannot compute the goal or a counter-metric, or the goal points the wrong way.
    init?(_ goal: PaidMediaGoal, _ snapshot: PaidMediaSnapshot) {
        let totals = snapshot.totals
        guard let metric = PaidMetric(goal.improve), metric.better == goal.direction, metric.isCounted(in: totals)
        else { return nil }
        var protections: [Protection] = []
        for protection in goal.protections {
            guard let metric = PaidMetric(protection.metric), metric.isCounted(in: totals) else { return nil }
            let share = Double(protection.share.partsPerMillion) / 1e6
            let drift = Objective.drift(metric, goal.baseline, snapshot)
            protections.append(.init(metric: metric, side: protection.side, share: share * drift))
        }
        self.metric = metric
        self.protections = protections
    }

    /// The baseline's level of a metric as a multiple of the snapshot's; sums are compared per day.
    private static func drift(
        _ metric: PaidMetric, _ baseline: PaidMediaGoal.Baseline?, _ snapshot: PaidMediaSnapshot
    ) -> Double {
        guard let baseline else { return 1 }
        let now = metric.value(Outcome(snapshot.totals))
        let then = metric.value(Outcome(baseline.totals))
        let days = metric.isSum ? Double(snapshot.days) / Double(baseline.days) : 1
        return now > 0 ? then * days / now : 1
    }
}
