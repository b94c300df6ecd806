public import Governance
public import Vocabulary

/// The nearest change that would have given another ruling: found by judging again, never by guessing.
public struct Flip: Hashable, Sendable {
    /// What would have to be different, in words with its number.
    public let words: String
    /// The ruling it would have given.
    public let verdict: Verdict
    /// The changed proposal; judging it together with `facts` by `charter` gives `verdict`.
    public let proposal: Proposal
    /// The changed facts.
    public let facts: Facts
    /// The charter it is judged by: the one in force, or that one with a single clause changed.
    public let charter: Charter

    /// The nearest flip of a decision: for what was authorised the nearest that is stricter, else the nearest that is laxer.
    /// A number that moves is nearer than a circumstance, a circumstance nearer than another charter. Nil where nothing that can
    /// be varied alone changes the ruling.
    public static func nearest(of decision: Decision, by judge: Judge) -> Flip? {
        guard let read = decision.proposal else { return nil }
        let search = FlipSearch(decision: decision, read: read, judge: judge)
        let moved = Lever.allCases.compactMap(search.flip).min { $0.distance < $1.distance }?.flip
        return moved ?? search.circumstances.first ?? search.clauses.first
    }
}

/// What can be varied alone.
enum Lever: CaseIterable {
    case amount, spend, purchases, confidence, share, waiting
}

/// Looks for the smallest move of one lever that changes the ruling, by doubling steps and then halving between.
struct FlipSearch {
    let decision: Decision
    let read: ReadProposal
    let judge: Judge

    var wantsLaxer: Bool { decision.ruling.verdict != .authorise }

    func flip(_ lever: Lever) -> (flip: Flip, distance: Double)? {
        // What flips where the lever stands does not flip because of it.
        guard let start = value(of: lever), !flips(lever, start) else { return nil }
        return [Int64(1), -1].compactMap { direction -> (flip: Flip, distance: Double)? in
            guard let found = nearest(lever, from: start, direction), let other = variant(lever, found) else {
                return nil
            }
            let verdict = rule(other)
            let words = words(lever, start, found, verdict)
            let distance = Double((found - start).magnitude) / Double(max(1, start.magnitude))
            let flip = Flip(
                words: words, verdict: verdict, proposal: other.proposal, facts: other.facts,
                charter: judge.rulebook.charter)
            return (flip, distance)
        }.min { $0.distance < $1.distance }
    }

    private struct Variant {
        var proposal: Proposal
        var call: Call
        var facts: Facts
    }

    private func rule(_ variant: Variant) -> Verdict {
        judge.judge(variant.proposal, variant.call, variant.facts, by: decision.authority).verdict
    }

    private func flips(_ lever: Lever, _ value: Int64) -> Bool {
        guard let variant = variant(lever, value) else { return false }
        return isFlip(rule(variant))
    }

    /// Whether a verdict is another one, on the side that is looked for.
    func isFlip(_ verdict: Verdict) -> Bool {
        wantsLaxer ? verdict < decision.ruling.verdict : verdict > decision.ruling.verdict
    }

    private func nearest(_ lever: Lever, from start: Int64, _ direction: Int64) -> Int64? {
        var same = start
        var step: Int64 = 1
        while true {
            let next = start + direction * step
            guard isInRange(lever, next) else {
                let edge = edge(lever, direction)
                guard edge != start, flips(lever, edge) else { return nil }
                return between(lever, same, edge)
            }
            if flips(lever, next) { return between(lever, same, next) }
            same = next
            guard step < 1 << 44 else { return nil }
            step *= 2
        }
    }

    /// The flip nearest to `same`, which does not flip; `other` does.
    private func between(_ lever: Lever, _ same: Int64, _ other: Int64) -> Int64 {
        var same = same
        var other = other
        while (other - same).magnitude > 1 {
            let middle = same + (other - same) / 2
            if flips(lever, middle) { other = middle } else { same = middle }
        }
        return other
    }

    private func isInRange(_ lever: Lever, _ value: Int64) -> Bool {
        value >= edge(lever, -1) && value <= edge(lever, 1)
    }

    private func edge(_ lever: Lever, _ direction: Int64) -> Int64 {
        switch lever {
        case .confidence: direction > 0 ? 10_000 : 0
        case .amount: amountEdge(direction)
        case .waiting: direction > 0 ? 60 * 24 : 0
        case .spend, .purchases, .share: direction > 0 ? 1_000_000_000_000 : 0
        }
    }

    /// A raise that is turned into a lowering is another proposal, and no nearer one.
    private func amountEdge(_ direction: Int64) -> Int64 {
        let (least, most): (Int64, Int64) = (1, 1_000_000_000_000)
        guard let amounts = decision.ruling.effects.changes.first?.amounts, amounts.from != amounts.to else {
            return direction > 0 ? most : least
        }
        let isRaise = amounts.to > amounts.from
        return direction > 0 ? (isRaise ? most : max(least, amounts.from - 1)) : (isRaise ? amounts.from + 1 : least)
    }

    private var entity: EntityRef? { read.call.subject }

    private var shareUsage: Int? {
        let keys = judge.rulebook.charter.constraints.change.compactMap { limit -> String? in
            if case .shareOfSpend = limit.rule { limit.clause.key } else { nil }
        }
        return decision.facts.usage.firstIndex { keys.contains($0.key) }
    }
}

extension FlipSearch {
    /// Where a lever stands: minor units, counts, ten-thousandths, or hours of waiting.
    private func value(of lever: Lever) -> Int64? {
        let known = entity.flatMap { decision.facts[$0] }
        switch lever {
        case .amount:
            if case .setDailyBudget(_, let to) = read.call { return to.minorUnits }
            return nil
        case .spend: return known?.spend.flatMap { spend in Int64(exactly: spend.amount.units / unit(spend.currency)) }
        case .purchases: return known?.purchases?.whole
        case .confidence: return Int64(read.proposal.confidence.tenThousandths)
        case .share: return shareUsage.map { decision.facts.usage[$0].used }
        case .waiting: return wantsLaxer ? 0 : nil
        }
    }

    /// The decision's case with one lever at another value. Cited values follow the facts they cite.
    private func variant(_ lever: Lever, _ value: Int64) -> Variant? {
        var variant = Variant(proposal: read.proposal, call: read.call, facts: decision.facts)
        let place = variant.facts.entities.firstIndex { $0.ref == entity }
        switch lever {
        case .amount:
            guard case .setDailyBudget(let campaign, let to) = read.call else { return nil }
            variant.call = .setDailyBudget(campaign: campaign, to: Money(minorUnits: value, to.currency))
        case .spend:
            guard let place, let spend = variant.facts.entities[place].spend else { return nil }
            let units = Int128(value) * unit(spend.currency)
            variant.facts.entities[place].spend = MetricMoney(Decimal12(units: units), spend.currency)
        case .purchases:
            guard let place else { return nil }
            variant.facts.entities[place].purchases = AttributedCount(value)
        case .confidence:
            guard let confidence = Confidence(tenThousandths: Int(value)) else { return nil }
            variant.proposal = variant.proposal.with(variant.call, confidence: confidence)
        case .share:
            guard let shareUsage else { return nil }
            variant.facts.usage[shareUsage].used = value
        case .waiting: variant.facts.now = decision.facts.now.advanced(by: .seconds(value * 3_600))
        }
        // The reason's own figures would be those of the other case, too; nothing accounts for them as they stand.
        variant.proposal = variant.proposal.with(
            variant.call, evidence: variant.proposal.evidence.map { $0.following(variant.facts) },
            reason: "the same, with other figures")
        return variant
    }

    private func unit(_ currency: Currency) -> Int128 { Decimal12.one / Int128(currency.minorPerMajor) }

    private func words(_ lever: Lever, _ start: Int64, _ found: Int64, _ verdict: Verdict) -> String {
        let currency = judge.rulebook.charter.constraints.currency
        let money = Money(minorUnits: found, currency)
        let name = entity.map { "`\($0)`" } ?? "it"
        let result = Flip.result(verdict)
        let side = found > start ? "at least" : "at most"
        switch lever {
        case .amount: return "with \(side) `\(money)` a day \(result)"
        case .spend: return "had \(name) spent \(side) `\(money)` \(result)"
        case .purchases: return "had \(name) sold \(side) `\(found)` \(result)"
        case .confidence:
            let confidence = Percentage(partsPerMillion: found * 100)
            return "with a confidence of \(side) `\(confidence)` \(result)"
        case .share: return "had \(side) `\(money)` of spend been moved before \(result)"
        case .waiting: return "`\(found) h` later \(result)"
        }
    }
}

extension Flip {
    static func result(_ verdict: Verdict) -> String {
        switch verdict {
        case .authorise: "it would have run at once"
        case .hold: "it would have waited for a yes"
        case .escalate: "a person would have been asked for judgement"
        case .refuse: "it would have been refused"
        }
    }
}

extension Proposal {
    /// The same proposal for a call, with what else is given in place of its own.
    func with(
        _ call: Call, confidence: Confidence? = nil, evidence: [Evidence]? = nil, reason: String? = nil
    ) -> Proposal {
        Proposal(
            agent: agent, tool: tool, arguments: call.arguments, reason: reason ?? self.reason,
            evidence: evidence ?? self.evidence, confidence: confidence ?? self.confidence, expected: expected,
            rejected: rejected, cause: cause)
    }
}

extension Evidence {
    /// The same citation of other facts.
    fileprivate func following(_ facts: Facts) -> Evidence {
        guard let value = facts[entity]?.value(of: metric.text) else { return self }
        return Evidence(entity: entity, metric: metric, value: value, source: source, asOf: asOf)
    }
}
