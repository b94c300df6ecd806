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
        /// The end of the band as a multiple of the present level.
        let share: Double
    }

    let metric: PaidMetric
    let protections: [Protection]

    /// Nil where the response model cannot compute the goal or a counter-metric, or the goal points the wrong way.
    init?(_ goal: PaidMediaGoal, _ snapshot: PaidMediaSnapshot) {
        let totals = snapshot.totals
        guard let metric = PaidMetric(goal.improve), metric.better == goal.direction,
            metric.isCounted(in: snapshot, totals)
        else { return nil }
        var protections: [Protection] = []
        for protection in goal.protections {
            guard let metric = PaidMetric(protection.metric), metric.isCounted(in: snapshot, totals) else { return nil }
            let share = Objective.share(of: protection.end, metric, goal.baseline, snapshot)
            protections.append(.init(metric: metric, side: protection.side, share: share))
        }
        self.metric = metric
        self.protections = protections
    }

    /// An end of a band as a multiple of the snapshot's level; sums are compared per day. 1 where there is no level to compare with:
    /// then nothing may get worse.
    private static func share(
        of end: PaidMediaGoal.End, _ metric: PaidMetric, _ baseline: PaidMediaGoal.Baseline?,
        _ snapshot: PaidMediaSnapshot
    ) -> Double {
        let now = metric.value(Outcome(snapshot.totals))
        guard now > 0 else { return 1 }
        func multiple(_ level: Decimal12, over days: Double?) -> Double {
            let value = metric.isShare ? level.approximate / 100 : level.approximate
            return value * (metric.isSum ? Double(snapshot.days) / (days ?? Double(snapshot.days)) : 1) / now
        }
        let length = baseline?.days.map(Double.init)
        switch end {
        case .share(let share):
            let part = Double(share.partsPerMillion) / 1e6
            guard let level = metric.name.flatMap({ baseline?.levels[$0] }), !metric.isSum || length != nil else {
                return part
            }
            return part * multiple(level, over: length)
        case .value(let value, let unit): return multiple(value.magnitude, over: unit?.meanDays ?? length)
        }
    }
}
