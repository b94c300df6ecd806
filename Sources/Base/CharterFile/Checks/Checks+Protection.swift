import Vocabulary

extension Checks {
    /// Does something stop the agent from reaching the number by spoiling what the number is for?
    mutating func checkProtection() {
        checkGaming()
        guard let goal else { return }
        for band in goal.protect {
            checkBand(band, goal)
            checkGuard(band, goal)
        }
        checkFormulas(goal)
        checkPrecedence(goal)
    }

    private mutating func checkGaming() {
        guard let node = draft.root["goal"], let text = node.text("improve"), let name = MetricName(text),
            let metric = values.metrics[name]
        else { return }
        if node.has("unprotected"), node.has("protect") {
            findings.note(
                .conflictingKeys, at: node.entry("unprotected")?.position ?? node.position,
                "`protect` and `unprotected` exclude each other in a goal", fix: "remove `unprotected`, or `protect`")
        }
        let counters = metric.counterMetrics
        let protected = Set(node["protect"]?.items.compactMap { $0.text("metric") } ?? [])
        let isGuarded =
            counters.isEmpty ? !protected.isEmpty : !protected.isDisjoint(with: counters.map(\.text))
        guard !isGuarded, !node.has("unprotected") else { return }
        // Where the catalogue knows nothing that suffers, volume usually does.
        guard let first = counters.first ?? MetricName("purchases") else { return }
        let guardian = "{ metric: \(first), \(values.band(on: first)) }"
        let order = node.texts("precedence").contains("protect") ? "" : ", precedence: [protect, \(name)]"
        let names = counters.map { "`\($0)`" }.joined(separator: ", ")
        let what = counters.isEmpty ? "nothing" : "none of \(names)"
        findings.note(
            .gameableGoal, at: node.entry("protect")?.position ?? draft.place("goal", "improve"),
            "`\(name)` can be improved by harming what it is for, and \(what) is protected",
            fix: (node.has("protect")
                ? "add `\(guardian)` to `goal.protect`" : "add `protect: [\(guardian)]\(order)` to `goal`")
                + ", or, if nothing can suffer, `unprotected: { agreed_by: …, reason: \"…\" }` in place of `protect`")
    }

    private mutating func checkBand(_ band: Charter.Band, _ goal: Charter.Goal) {
        let place = band.clause.position
        if let metric = values.metrics[band.metric] {
            for case (.absolute(let quantity)?, let key) in [(band.floor, "floor"), (band.ceiling, "ceiling")] {
                checkUnit(quantity, metric, key, at: place)
            }
        }
        if let floor = band.floor, let ceiling = band.ceiling, Self.isAbove(floor, ceiling) {
            findings.note(
                .minimumAboveMaximum, at: place, "the floor of `\(floor)` is above the ceiling of `\(ceiling)`",
                fix: "write `floor: \(ceiling), ceiling: \(floor)`")
        }
        checkStart(band, goal)
        guard band.metric == goal.improve else { return }
        let wall = goal.direction == .up ? band.ceiling : band.floor
        guard let wall, Self.blocks(wall, goal) else { return }
        let side = goal.direction == .up ? "ceiling" : "floor"
        findings.note(
            .protectContradictsGoal, at: place,
            "the \(side) of `\(wall)` stops `\(band.metric)` before it reaches its target of `\(goal.target.text)`",
            fix: "write `\(side): \(Self.wall(goal.target))`, or protect another metric")
    }

    /// A band that leaves out the baseline itself is broken before anything is done.
    private mutating func checkStart(_ band: Charter.Band, _ goal: Charter.Goal) {
        for (key, end, isFloor) in [("floor", band.floor, true), ("ceiling", band.ceiling, false)] {
            guard let end, Self.leavesOutBaseline(end, isFloor, band.metric == goal.improve ? goal.baseline : nil)
            else { continue }
            findings.note(
                .bandBrokenAlready, at: band.clause.position,
                "a \(key) of `\(end)` is \(isFloor ? "above" : "below") where `\(band.metric)` begins, so the band is broken before anything is done",
                fix: "write `\(key): \(isFloor ? 95 : 105) % of baseline`, or make what shall become better a goal")
        }
    }

    /// Whether an end shuts the baseline out; one in the metric's own unit is only compared where the file gives the value.
    private static func leavesOutBaseline(_ end: Charter.Bound, _ isFloor: Bool, _ baseline: Charter.Baseline?) -> Bool
    {
        let whole = Percentage(percent: 100)
        switch end {
        case .ofBaseline(let share): return isFloor ? share > whole : share < whole
        case .absolute(let quantity):
            guard case .value(let base, _)? = baseline else { return false }
            return isFloor ? quantity.magnitude > base.magnitude : quantity.magnitude < base.magnitude
        }
    }

    /// The nearest wall that lets the goal reach its target.
    private static func wall(_ target: Charter.Target) -> String {
        switch target {
        case .relative(let change): "\(Percentage(partsPerMillion: 1_000_000 + change.partsPerMillion)) of baseline"
        case .absolute(let quantity): quantity.description
        }
    }

    /// Whether a wall on the goal's own metric stands before the target.
    private static func blocks(_ wall: Charter.Bound, _ goal: Charter.Goal) -> Bool {
        let isUp = goal.direction == .up
        switch (wall, goal.target) {
        case (.ofBaseline(let share), .relative(let change)):
            let reached = 1_000_000 + change.partsPerMillion
            return isUp ? share.partsPerMillion < reached : share.partsPerMillion > reached
        case (.absolute(let limit), .absolute(let target)):
            return isUp ? limit.magnitude < target.magnitude : limit.magnitude > target.magnitude
        case (.absolute(let limit), .relative(let change)):
            guard case .value(let base, _) = goal.baseline else { return false }
            let (scaled, overflow) = base.magnitude.units.multipliedReportingOverflow(
                by: Int128(1_000_000 + change.partsPerMillion))
            guard !overflow else { return false }
            return isUp ? limit.magnitude.units * 1_000_000 < scaled : limit.magnitude.units * 1_000_000 > scaled
        case (.ofBaseline(let share), .absolute(let target)):
            guard case .value(let base, _) = goal.baseline else { return false }
            let (wall, overflow) = base.magnitude.units.multipliedReportingOverflow(by: Int128(share.partsPerMillion))
            guard !overflow else { return false }
            return isUp ? wall < target.magnitude.units * 1_000_000 : wall > target.magnitude.units * 1_000_000
        }
    }

    /// A counter-metric is there so that the goal is not reached by spoiling it: its band has to end on the
    /// side on which it gets worse, and not out of sight.
    private mutating func checkGuard(_ band: Charter.Band, _ goal: Charter.Goal) {
        guard let metric = values.metrics[band.metric],
            values.metrics[goal.improve]?.counterMetrics.contains(band.metric) == true
        else { return }
        let isUp = metric.better == .up
        let worse = isUp ? "falls" : "rises"
        guard let end = isUp ? band.floor : band.ceiling else {
            findings.note(
                .protectsWrongSide, at: band.clause.position,
                "`\(band.metric)` gets worse when it \(worse), and the band only has a \(isUp ? "ceiling" : "floor")",
                fix: "write `\(values.band(on: band.metric))`, and keep the other end where it is meant")
            return
        }
        guard Self.isTooWide(end, isFloor: isUp) else { return }
        findings.note(
            .bandTooWide, at: band.clause.position,
            "`\(band.metric)` is protected, and its \(isUp ? "floor" : "ceiling") of `\(end)` lets it become \(isUp ? "less than half" : "more than double")",
            fix: "write `\(values.band(on: band.metric))`, or another end nearer to what it is now")
    }

    /// Whether an end lets a metric fall below half or rise above double of what it was; ends in the metric's
    /// own unit are only judged at zero, since what it was is not in the file.
    private static func isTooWide(_ end: Charter.Bound, isFloor: Bool) -> Bool {
        switch end {
        case .ofBaseline(let share): isFloor ? share < Percentage(percent: 50) : share > Percentage(percent: 200)
        case .absolute(let quantity): isFloor && quantity.magnitude.units == 0
        }
    }

    /// Whether one end is surely above another; ends of different kinds are not compared.
    static func isAbove(_ one: Charter.Bound, _ other: Charter.Bound) -> Bool {
        switch (one, other) {
        case (.ofBaseline(let one), .ofBaseline(let other)): one > other
        case (.absolute(let one), .absolute(let other)): one.magnitude > other.magnitude
        default: false
        }
    }

    private mutating func checkPrecedence(_ goal: Charter.Goal) {
        guard !goal.protect.isEmpty else { return }
        let place = draft.root["goal"]?.entry("precedence")?.position ?? goal.clause.position
        if goal.tradeOffs == nil {
            findings.note(
                .goalWithoutTradeOffs, at: goal.clause.position,
                "`\(goal.improve)` and \(goal.protect.map { "`\($0.metric)`" }.joined(separator: ", ")) matter, and nothing says what may be given up",
                fix:
                    "add `trade_offs: \"\(goal.protect.map(\.metric.text).joined(separator: ", ")) may move to the edge of the band.\"`, or what is meant in one sentence"
            )
        }
        let own = Charter.Objective.metric(goal.improve)
        let guarded = goal.protect.map { Charter.Objective.metric($0.metric) }
        if goal.precedence.isEmpty {
            findings.note(
                .goalWithoutPrecedence, at: place, "more than one thing matters, and nothing says which wins",
                fix: "write `precedence: [protect, \(goal.improve)]`, or the order that is meant")
            return
        }
        // Where a name is wrong, that is said already, and which of the two is meant is not known.
        guard values.metrics[goal.improve] != nil else { return }
        let known = Set(guarded + [own, .protect])
        let listed = Set(goal.precedence)
        let strangers = listed.subtracting(known).map { "`\($0)` is no objective" }.sorted()
        let isCovered = listed.contains(.protect) || listed.isSuperset(of: guarded)
        var wrong = strangers
        if !listed.contains(own) { wrong.append("`\(goal.improve)` is missing") }
        if !isCovered { wrong.append("`protect` is missing") }
        if listed.count < goal.precedence.count { wrong.append("one stands twice") }
        guard !wrong.isEmpty else { return }
        findings.note(
            .precedenceIncomplete, at: place,
            "the order of objectives does not fit the goal: \(wrong.joined(separator: ", "))",
            fix: "write `precedence: [protect, \(goal.improve)]`")
    }
}
