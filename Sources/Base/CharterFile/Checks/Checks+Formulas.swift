import Vocabulary

/// How far a protected metric lets the goal's metric go: one part of the product that the goal's metric is.
private struct Wall {
    let metric: MetricName
    /// Whether the goal's metric is this one times something, or something divided by this one.
    let isFactor: Bool
    /// The end that stands in the way.
    let end: Percentage
    let place: SourcePosition
}

extension Checks {
    /// A goal whose metric is made of metrics that are walled in by the catalogue's formulas: with spend at least 95 % and
    /// purchases at most 100 %, or with the cost of a click at least 100 % and the rate of purchases at most 100 %, a purchase
    /// costs at least 95 % or 100 %, whatever the agent does.
    mutating func checkFormulas(_ goal: Charter.Goal) {
        guard case .relative(let change) = goal.target else { return }
        let isUp = goal.direction == .up
        for walls in walls(goal) {
            // The metric at its best against 1 + change, in parts per million and cross-multiplied.
            var (best, needed) = (Int128(1_000_000), Int128(1_000_000 + change.partsPerMillion))
            for wall in walls {
                let share = Int128(wall.end.partsPerMillion)
                best *= wall.isFactor ? share : 1_000_000
                needed *= wall.isFactor ? 1_000_000 : share
            }
            guard isUp ? best < needed : best > needed, let first = walls.first(where: \.isFactor) ?? walls.first
            else { continue }
            noteWalls(walls, goal, moving: first, best, needed)
            return
        }
    }

    private mutating func noteWalls(
        _ walls: [Wall], _ goal: Charter.Goal, moving wall: Wall, _ best: Int128, _ needed: Int128
    ) {
        func isCeiling(_ wall: Wall) -> Bool { wall.isFactor == (goal.direction == .up) }
        let share = Int128(wall.end.partsPerMillion)
        let (over, under) = wall.isFactor ? (share * needed, best) : (share * best, needed)
        let widened = Int64(clamping: isCeiling(wall) ? (over + under - 1) / under : over / under)
        let words = walls.map { "`\($0.metric)` \(isCeiling($0) ? "at most" : "at least") `\($0.end)`" }
        let others = walls.filter { $0.metric != wall.metric }.map { "widen the band of `\($0.metric)`, or " }
        findings.note(
            .protectContradictsGoal, at: wall.place,
            "with \(words.joined(separator: " and ")) of \(walls.count > 1 ? "their baselines" : "its baseline"), "
                + "`\(goal.improve)` cannot change by `\(goal.target.text)`",
            fix:
                "write `\(isCeiling(wall) ? "ceiling" : "floor"): \(Percentage(partsPerMillion: widened)) of baseline`, or \(others.joined())lower the target"
        )
    }

    /// One or two protected metrics whose product or quotient is the goal's metric, with the ends in its way.
    private func walls(_ goal: Charter.Goal) -> [[Wall]] {
        let aim = powers(goal.improve)
        let bands = goal.protect.filter { $0.metric != goal.improve }
        func wall(_ band: Charter.Band, _ isFactor: Bool) -> Wall? {
            let end = isFactor == (goal.direction == .up) ? band.ceiling : band.floor
            guard case .ofBaseline(let share)? = end, share.partsPerMillion > 0 else { return nil }
            return Wall(metric: band.metric, isFactor: isFactor, end: share, place: band.clause.position)
        }
        var found: [[Wall]] = []
        for (index, one) in bands.enumerated() {
            for isFactor in [true, false] {
                let rest = aim.adding(powers(one.metric), times: isFactor ? -1 : 1)
                guard let first = wall(one, isFactor) else { continue }
                if rest.isEmpty { found.append([first]) }
                for other in bands[(index + 1)...] {
                    for isOther in [true, false] where rest == [:].adding(powers(other.metric), times: isOther ? 1 : -1)
                    {
                        if let second = wall(other, isOther) { found.append([first, second]) }
                    }
                }
            }
        }
        return found
    }

    /// What a metric is a product of: a ratio of its top and one over its bottom, each in turn of what it is made of.
    private func powers(_ metric: MetricName, depth: Int = 4) -> [MetricName: Int] {
        guard depth > 0, case .ratio(let top, let bottom)? = values.metrics[metric]?.formula else {
            return [metric: 1]
        }
        return powers(top, depth: depth - 1).adding(powers(bottom, depth: depth - 1), times: -1)
    }
}

extension [MetricName: Int] {
    /// The product of two metrics, of which the second is taken so many times; what comes to nothing is left out.
    fileprivate func adding(_ other: Self, times: Int) -> Self {
        merging(other.mapValues { $0 * times }) { $0 + $1 }.filter { $0.value != 0 }
    }
}
