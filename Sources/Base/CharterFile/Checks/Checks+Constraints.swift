import Schemas
import Vocabulary

extension Checks {
    /// Is each limit by itself one that can be judged?
    mutating func checkConstraints() {
        checkPlace()
        checkCurrencies()
        checkZeros()
        checkShares()
        checkWidth()
        checkData()
        checkQuietHours()
        checkFreshness()
        checkChannels()
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
            let problem = Leaf.unknownCurrency(text, used: values.used)
            findings.note(problem.code, at: currency.position, problem.message, fix: problem.fix)
        }
        for market in node["markets"]?.items ?? [] {
            guard let text = market.text, Leaf.market.accepts(text), !Markets.known.contains(text) else { continue }
            let problem = Problem.market(text)
            findings.note(problem.code, at: market.position, problem.message, fix: problem.fix)
        }
    }

    private mutating func checkCurrencies() {
        guard let own = limits.currency else { return }
        for (currency, text, key, place) in amounts where currency != own {
            let right = text.replacing(currency.code, with: own.code)
            findings.note(
                .otherCurrency, at: place, "`\(text)` is not in the charter's currency `\(own)`; nothing is converted",
                fix: "write `\(key)\(right)` with the amount that is meant")
        }
    }

    /// Every amount of the file: its currency, its text, the key before it, and its place.
    private var amounts: [(Currency, String, String, SourcePosition)] {
        var amounts: [(Currency, String, String, SourcePosition)] = []
        func add(_ money: Money?, _ key: String, _ place: SourcePosition) {
            if let money { amounts.append((money.currency, money.description, key, place)) }
        }
        func add(_ quantity: Charter.Quantity?, _ key: String, _ place: SourcePosition) {
            if case .money(let money)? = quantity { amounts.append((money.currency, money.description, key, place)) }
        }
        for cap in limits.money { add(cap.cap, "cap: ", cap.clause.position) }
        for permission in permissions {
            let bounds = permission.writtenBounds
            guard let currency = bounds.floor?.currency ?? bounds.ceiling?.currency else { continue }
            amounts.append((currency, text(permission) { _ in }, "", permission.clause.position))
        }
        for rule in limits.evidence {
            if case .minimum(_, let spend, _) = rule.rule { add(spend, "min_spend: ", rule.clause.position) }
        }
        if case .absolute(let target)? = goal?.target { add(target, "target: ", draft.place("goal", "target")) }
        if case .value(let base, _)? = goal?.baseline { add(base, "value: ", draft.place("goal", "baseline", "value")) }
        for band in goal?.protect ?? [] {
            for case (.absolute(let end)?, let key) in [(band.floor, "floor: "), (band.ceiling, "ceiling: ")] {
                add(end, key, band.clause.position)
            }
        }
        return amounts
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
                fix: "write `in_any: 7 d`, or the length that is meant")
        }
    }

    private mutating func noteZero(_ what: String, _ clause: Charter.Clause) {
        findings.note(
            .zeroLimit, at: clause.position, "\(what) is zero, so nothing it concerns is ever allowed",
            fix: "remove this entry, or write the number that is meant")
    }

    private mutating func checkShares() {
        func whole(_ share: Percentage?) -> Bool { (share?.partsPerMillion ?? 0) > 1_000_000 }
        let offers = limits.offers
        let discount = draft.place("constraints", "offers", "discount")
        let wide: [(Percentage?, String, SourcePosition)] = [
            (offers?.discountAlone, "alone: 15 %", discount), (offers?.discountAtMost, "at_most: 20 %", discount),
            (offers?.marginAtLeast, "at_least: 30 %", draft.place("constraints", "offers", "margin")),
            (draft.autonomy.sampling, "then_sample: 10 %", draft.place("autonomy", "then_sample")),
        ]
        for case (let share?, let right, let place) in wide where whole(share) {
            findings.note(
                .shareAboveWhole, at: place, "`\(share)` is more than the whole",
                fix: "write `\(right)`, or another share up to 100 %")
        }
        if let alone = offers?.discountAlone, let most = offers?.discountAtMost, alone > most {
            findings.note(
                .minimumAboveMaximum, at: discount, "`\(alone)` alone is above the most of `\(most)`",
                fix: "write `alone: \(most), at_most: \(alone)`")
        }
    }

    /// Channels that no granted tool works on.
    private mutating func checkChannels() {
        let reached = grantedTools.filter { !$0.isReadOnly }.flatMap(\.channels)
        guard !limits.channels.isEmpty, !reached.isEmpty, Set(limits.channels).isDisjoint(with: reached)
        else { return }
        findings.note(
            .channelsWithoutTool, at: draft.place("constraints", "channels"),
            "none of the tools works on \(limits.channels.map { "`\($0)`" }.joined(separator: ", "))",
            fix: "write `channels: [\(reached[0])]`, or grant a tool of the channel")
    }

    private mutating func checkFreshness() {
        let sources = Dictionary(
            values.metrics.sorted.map { ($0.source, $0.lag) }, uniquingKeysWith: { min($0, $1) })
        for rule in limits.evidence {
            guard case .freshness(let age, let source, _) = rule.rule else { continue }
            guard let lag = sources[source.text] else {
                let known = sources.keys.sorted()
                let near = Nearest.name(to: source.text, among: known) ?? "ads.metrics"
                findings.note(
                    .unknownSource, at: rule.clause.position, "no metric comes from `\(source)`",
                    fix: "write `of: \(near)`, or another of `\(known.joined(separator: "`, `"))`")
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
