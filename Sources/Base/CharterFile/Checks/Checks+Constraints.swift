import Vocabulary

extension Checks {
    /// Is each limit by itself one that can be judged?
    mutating func checkConstraints() {
        checkPlace()
        checkCurrencies()
        checkZeros()
        checkShares()
        checkData()
        checkFreshness()
    }

    /// Zone, currency and markets exist.
    private mutating func checkPlace() {
        guard let node = draft.root["constraints"] else { return }
        if let zone = node["time_zone"], let text = zone.text, Leaf.zone.accepts(text), Zone(text) == nil {
            let problem = Problem.zone(text)
            findings.note(problem.code, at: zone.position, problem.message, fix: problem.fix)
        }
        if let currency = node["currency"], let text = currency.text, Leaf.currency.accepts(text), Currency(text) == nil
        {
            if let problem = Leaf.currency.unknown(text) {
                findings.note(problem.code, at: currency.position, problem.message, fix: problem.fix)
            }
        }
        for market in node["markets"]?.items ?? [] {
            guard let text = market.text, Leaf.market.accepts(text), !Markets.known.contains(text) else { continue }
            let problem = Problem.market(text)
            findings.note(problem.code, at: market.position, problem.message, fix: problem.fix)
        }
    }

    private mutating func checkCurrencies() {
        guard let own = limits.currency else { return }
        var amounts: [(Currency, String, SourcePosition)] = []
        func add(_ money: Money?, _ clause: Charter.Clause) {
            if let money { amounts.append((money.currency, money.description, clause.position)) }
        }
        func add(_ quantity: Charter.Quantity?, _ place: SourcePosition) {
            if case .money(let money)? = quantity { amounts.append((money.currency, money.description, place)) }
        }
        for cap in limits.money { add(cap.cap, cap.clause) }
        for permission in permissions {
            add(permission.writtenBounds.floor, permission.clause)
            add(permission.writtenBounds.ceiling, permission.clause)
        }
        for rule in limits.evidence {
            if case .minimum(_, let spend, _) = rule.rule { add(spend, rule.clause) }
        }
        if case .absolute(let target)? = goal?.target { add(target, draft.place("goal", "target")) }
        if case .value(let base, _)? = goal?.baseline { add(base, draft.place("goal", "baseline", "value")) }
        for band in goal?.protect ?? [] {
            for case .absolute(let end)? in [band.floor, band.ceiling] { add(end, band.clause.position) }
        }
        for (currency, text, place) in amounts where currency != own {
            findings.note(
                .otherCurrency, at: place, "`\(text)` is not in the charter's currency `\(own)`; nothing is converted",
                fix: "write the amount in `\(own)`")
        }
    }

    private mutating func checkZeros() {
        for cap in limits.money where cap.cap.minorUnits == 0 { noteZero("the cap", cap.clause) }
        for limit in limits.change {
            switch limit.rule {
            case .count(0, _, _, _): noteZero("the number of changes", limit.clause)
            case .cumulative(let share, _, _, _) where share.partsPerMillion == 0: noteZero("the sum", limit.clause)
            case .shareOfSpend(let share, _, _) where share.partsPerMillion == 0: noteZero("the share", limit.clause)
            default: break
            }
        }
        for touch in limits.touches where touch.atMost == 0 { noteZero("the number of contacts", touch.clause) }
        for permission in permissions {
            let bounds = permission.writtenBounds
            if bounds.change?.partsPerMillion == 0 { noteZero("the largest step", permission.clause) }
            if bounds.ceiling?.minorUnits == 0 { noteZero("the ceiling", permission.clause) }
        }
        let windows =
            limits.money.map { ($0.window, $0.clause) } + limits.touches.map { ($0.window, $0.clause) }
            + limits.change.compactMap { limit in limit.window.map { ($0, limit.clause) } }
        for case (.rolling(let length), let clause) in windows where length == .zero {
            findings.note(
                .badValue, at: clause.position, "a window of `\(length.brief)` counts nothing",
                fix: "write its length: `in_any: 7 d`")
        }
    }

    private mutating func noteZero(_ what: String, _ clause: Charter.Clause) {
        findings.note(
            .zeroLimit, at: clause.position, "\(what) is zero, so nothing it concerns is ever allowed",
            fix: "leave the limit out if none is meant, or the tool if it should do nothing")
    }

    private mutating func checkShares() {
        func whole(_ share: Percentage?) -> Bool { (share?.partsPerMillion ?? 0) > 1_000_000 }
        var wide: [(Percentage, SourcePosition)] = []
        for limit in limits.change {
            if case .shareOfSpend(let share, _, _) = limit.rule, whole(share) {
                wide.append((share, limit.clause.position))
            }
        }
        let offers = limits.offers
        for share in [offers?.discountAlone, offers?.discountAtMost, offers?.marginAtLeast] where whole(share) {
            if let share { wide.append((share, draft.place("constraints", "offers"))) }
        }
        if whole(draft.autonomy.sampling) {
            wide.append((draft.autonomy.sampling, draft.place("autonomy", "then_sample")))
        }
        for (share, place) in wide {
            findings.note(
                .shareAboveWhole, at: place, "`\(share)` is more than the whole",
                fix: "write at most `100 %`, or far less")
        }
        if let alone = offers?.discountAlone, let most = offers?.discountAtMost, alone > most {
            findings.note(
                .minimumAboveMaximum, at: draft.place("constraints", "offers", "discount"),
                "`\(alone)` alone is above the most of `\(most)`", fix: "exchange the two")
        }
    }

    private mutating func checkData() {
        if let data = limits.data {
            let both = Set(data.maySee).intersection(data.mayNotSee).sorted()
            if !both.isEmpty {
                findings.note(
                    .seenAndUnseen, at: draft.place("constraints", "data"),
                    "\(both.map { "`\($0)`" }.joined(separator: ", ")) is both shown and not shown",
                    fix: "remove it from `may_see`; what is not listed there is not shown anyway")
            }
        }
        if let hours = limits.quietHours, hours.from == hours.to {
            findings.note(
                .emptyQuietHours, at: draft.place("constraints", "quiet_hours"),
                "the hours begin and end at `\(Charter.QuietHours.clock(hours.from))`",
                fix: "write two times, such as `from: \"21:00\", to: \"08:00\"`")
        }
    }

    private mutating func checkFreshness() {
        let sources = Dictionary(
            context.metrics.sorted.map { ($0.source, $0.lag) }, uniquingKeysWith: { min($0, $1) })
        for rule in limits.evidence {
            guard case .freshness(let age, let source, _) = rule.rule else { continue }
            guard let lag = sources[source.text] else {
                let known = sources.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
                findings.note(
                    .unknownSource, at: rule.clause.position, "no metric comes from `\(source)`",
                    fix: "choose one of \(known)")
                continue
            }
            guard age < lag else { continue }
            findings.note(
                .freshnessBelowLag, at: rule.clause.position,
                "`\(source)` is usually `\(lag.brief)` late; data of at most `\(age.brief)` is never there",
                fix: "write `freshness: \(lag.brief)` or more")
        }
    }
}

extension Charter.ChangeLimit {
    /// The window it counts over; nil for respect for others' changes, which has none.
    var window: Window? {
        switch rule {
        case .count(_, _, let window, _), .cumulative(_, _, let window, _), .shareOfSpend(_, let window, _): window
        case .leaveAloneAfterOthers: nil
        }
    }
}

extension Leaf {
    /// The problem of a code that looks right and is not in the list.
    func unknown(_ text: String) -> Problem? { self == .currency ? Leaf.unknownCurrency(text) : nil }
}
