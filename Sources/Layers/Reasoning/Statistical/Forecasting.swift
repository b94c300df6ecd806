internal import Statistics
internal import Vocabulary

extension StatisticalReasoner {
    /// What the account and then each campaign that the changes touch is expected to be measured as over the coming days, from
    /// one to the horizon, with these changes made and nothing else.
    ///
    /// Empty where nothing was changed, or the account has nothing to learn from. A pause of an ad that is not worth statistics
    /// changes nothing here.
    public func forecasts(_ changes: [MadeChange], _ brief: ReasoningBrief) -> [Forecast] {
        guard !changes.isEmpty, let model = AccountModel(brief, settings) else { return [] }
        let words = ForecastWords(brief, model.start.goal.metric)
        var state = model.start
        var steps: [Int?: [Forecast.Step]] = [:]
        var touched: [Int] = []
        for made in changes {
            guard let index = model.campaign(of: made.entity, brief.snapshot) else { continue }
            if !touched.contains(index) { touched.append(index) }
            let scopes: [Int?] = [nil, index]
            let before = scopes.map { words.value(state.mean($0)) }
            state.adopt(made, at: index, model)
            for (scope, before) in zip(scopes, before) {
                let after = words.value(state.mean(scope))
                steps[scope, default: []].append(.init(entity: made.entity, before: before, after: after))
            }
        }
        let scopes: [Int?] = [nil] + touched.sorted()
        return scopes.map { scope in
            Forecast(
                campaign: scope.map { brief.snapshot.campaigns[$0].ref }, metric: brief.goal.improve,
                before: words.value(model.start.mean(scope)), after: words.value(state.mean(scope)),
                spans: (1...PlanWords.horizon).map { words.span(state, scope, days: $0) }, steps: steps[scope] ?? [])
        }
    }
}

extension AccountModel {
    /// The campaign that a campaign or an ad belongs to.
    fileprivate func campaign(of entity: EntityRef, _ snapshot: PaidMediaSnapshot) -> Int? {
        let wanted =
            entity.kind == .campaign ? entity : snapshot.ads.first { $0.ref == entity }?.campaign
        return wanted.flatMap { wanted in snapshot.campaigns.firstIndex { $0.ref == wanted } }
    }
}

extension PlanState {
    fileprivate mutating func adopt(_ made: MadeChange, at index: Int, _ model: AccountModel) {
        switch made.change {
        case .dailyBudget(let from, let to):
            guard from.minorUnits > 0 else { return }
            adopt(campaigns[index].budgeted(Double(to.minorUnits) / Double(from.minorUnits)), at: index)
        case .pause where made.entity.kind == .campaign: adopt(campaigns[index].budgeted(0), at: index)
        case .pause:
            guard let ad = model.ads.first(where: { $0.entity.ref == made.entity }) else { return }
            adopt(campaigns[index].pausing(ad), at: index)
        }
    }

    fileprivate func level(_ campaign: Int?, _ draw: Int) -> Outcome {
        campaign.map { campaigns[$0].outcome(draw, draws) } ?? totals[draw]
    }

    /// The expected level of a campaign, or of the account, in the snapshot's period.
    fileprivate func mean(_ campaign: Int?) -> Outcome {
        (0..<draws.count).reduce(Outcome()) { $0 + level(campaign, $1) } * (1 / Double(draws.count))
    }
}

/// Puts levels of the goal's metric into text.
private struct ForecastWords {
    let metric: PaidMetric
    let snapshot: PaidMediaSnapshot

    init(_ brief: ReasoningBrief, _ metric: PaidMetric) {
        self.metric = metric
        snapshot = brief.snapshot
    }

    /// Of a level in the snapshot's period: a ratio as it is, a sum over the horizon.
    func value(_ level: Outcome) -> String {
        let share = metric.isSum ? Double(PlanWords.horizon) / Double(snapshot.days) : 1
        return metric.shown(metric.value(level * share), snapshot.currency, .down)
    }

    /// The 80 % interval of what so many days will count: a Poisson count around each draw's level. Futures in which money
    /// bought nothing are infinitely dear; futures without anything to take a share of are left out.
    func span(_ state: PlanState, _ campaign: Int?, days: Int) -> Forecast.Span {
        var random = state.draws.random
        var values: [Double] = []
        for draw in 0..<state.draws.count {
            let level = state.level(campaign, draw) * (Double(days) / Double(snapshot.days))
            let purchases = Double(random.poisson(mean: level.purchases))
            let others = Double(random.poisson(mean: max(0, level.enquiries - level.purchases)))
            let counted = Outcome(
                spend: level.spend, enquiries: purchases + others, purchases: purchases,
                revenue: level.paid(for: purchases, &random))
            if metric.isDefined(counted) {
                values.append(metric.value(counted))
            } else if metric.isMoney {
                values.append(.infinity)
            }
        }
        guard !values.isEmpty else { return Forecast.Span(days: days, low: shown(0, .down), high: nil) }
        let counted = interval(values)
        return Forecast.Span(
            days: days, low: shown(counted.low, .down),
            high: counted.high.isFinite ? shown(counted.high, .up) : nil)
    }

    private func shown(_ value: Double, _ rounding: FloatingPointRoundingRule) -> String {
        metric.shown(value, snapshot.currency, rounding)
    }
}

extension PaidMetric {
    /// A value of the metric with its unit, rounded to four decimals.
    func shown(_ value: Double, _ currency: Currency, _ rounding: FloatingPointRoundingRule) -> String {
        let number = PlanWords.rounded(value, rounding)
        return isMoney ? "\(number) \(currency)" : "\(number)"
    }
}
