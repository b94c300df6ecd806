import Governance
import Vocabulary

/// What is so or not so, each varied alone and judged again.
extension FlipSearch {
    /// The circumstances that flip the ruling, the likeliest to change first.
    var circumstances: [Flip] {
        let changes = [answered, going, roomy, fresh, free, alone, undecided, calm]
        let varied = wantsLaxer ? changes + stages : stages + [stopped]
        return varied.compactMap { $0 }.compactMap { words, facts in flip(words, facts, judge) }
    }

    private typealias Varied = (words: String, facts: Facts)

    func flip(_ words: String, _ facts: Facts, _ judge: Judge) -> Flip? {
        let proposal = read.proposal.with(read.call)
        let verdict = judge.judge(proposal, read.call, facts, by: decision.authority).verdict
        guard isFlip(verdict) else { return nil }
        return Flip(
            words: "\(words) \(Flip.result(verdict))", verdict: verdict, proposal: proposal, facts: facts,
            charter: judge.rulebook.charter)
    }

    private func varied(_ words: String, _ change: (inout Facts) -> Void) -> Varied? {
        var facts = decision.facts
        change(&facts)
        return facts == decision.facts ? nil : (words, facts)
    }

    private func eachEntity(_ words: String, _ change: (inout EntityFacts) -> Void) -> Varied? {
        varied(words) { facts in for index in facts.entities.indices { change(&facts.entities[index]) } }
    }

    private var answered: Varied? {
        let asked = decision.facts.entities.compactMap(\.waiting).map { waiting in
            switch waiting {
            case .hold(let id): "`\(id)`"
            case .escalation(let id): "`\(id)`"
            case .underWay(let id): "`\(id)`"
            }
        }
        return eachEntity("once \(asked.joined(separator: " and ")) is settled") { $0.waiting = nil }
    }

    private var going: Varied? {
        varied("were the agent not stopped") { $0.standing.stops = [] }
    }

    private var roomy: Varied? {
        let most = judge.rulebook.holdLimit - 1
        return varied("with at most `\(most)` holds open") { $0.standing.openHolds = min($0.standing.openHolds, most) }
    }

    private var fresh: Varied? {
        varied("with data as of `\(decision.facts.now)`") { facts in
            for index in facts.sources.indices { facts.sources[index].asOf = facts.now }
        }
    }

    private var free: Varied? {
        eachEntity("were it in no bundle and no experiment") { entity in
            if entity.inBundle == true { entity.inBundle = false }
            if entity.inExperiment == true { entity.inExperiment = false }
        }
    }

    private var alone: Varied? { eachEntity("had nobody else changed it") { $0.changedByOthers = nil } }

    private var undecided: Varied? { eachEntity("had no person decided about it") { $0.decidedByPerson = nil } }

    private var calm: Varied? {
        let fired = decision.facts.triggers.compactMap(\.fired)
        return varied("were it not so that \(fired.joined(separator: " and "))") { facts in
            for index in facts.triggers.indices { facts.triggers[index].fired = nil }
        }
    }

    private var stopped: Varied? {
        varied("had effects been halted") { $0.standing.stops = ["effects are halted"] }
    }

    /// Every other stage, the nearest rung first.
    private var stages: [Varied?] {
        let now = decision.facts.standing.stage
        return Stage.allCases.filter { $0 != now && (wantsLaxer ? $0 > now : $0 < now) }
            .sorted { abs($0.rung - now.rung) < abs($1.rung - now.rung) }
            .map { stage in varied("at stage `\(stage.rawValue)`") { $0.standing.stage = stage } }
    }
}

/// What the charter says, one clause changed and judged again.
extension FlipSearch {
    /// The clauses that flip the ruling when they are loosened, the one that spoke first before the others.
    var clauses: [Flip] {
        guard wantsLaxer else { return [] }
        let spoke = decision.ruling.findings.filter { $0.verdict == decision.ruling.verdict }
        let single = spoke.compactMap(loosened).compactMap { words, charter in
            flip(words, decision.facts, judge.by(charter))
        }
        return single.isEmpty ? [together(spoke)].compactMap { $0 } : single
    }

    private typealias Loosened = (words: String, charter: Charter)

    private var charter: Charter { judge.rulebook.charter }

    private func loosened(_ finding: Finding) -> Loosened? { loosened(finding, charter) }

    /// Everything that spoke at once, where nothing alone is enough.
    private func together(_ findings: [Finding]) -> Flip? {
        var result = charter
        var facts = decision.facts
        var words: [String] = []
        for finding in findings {
            if finding.code == .stage {
                facts.standing.stage = .autonomous
                words.append("at stage `autonomous`")
            } else if let next = loosened(finding, result) {
                result = next.charter
                if !words.contains(next.words) { words.append(next.words) }
            }
        }
        return words.count > 1 ? flip(words.joined(separator: ", "), facts, judge.by(result)) : nil
    }

    private func loosened(_ finding: Finding, _ charter: Charter) -> Loosened? {
        var charter = charter
        switch finding.code {
        case .bound: return bound(finding, charter)
        case .notPermitted:
            let tool = read.proposal.tool
            charter.actions.permissions.append(Charter.Permission(tool, clause: Charter.Clause("actions.may")))
            return ("with `\(tool)` under `actions.may`", charter)
        case .approval, .condition: return granted(finding, charter)
        case .cap:
            guard let index = charter.constraints.money.firstIndex(where: { $0.clause.key == finding.limit }),
                let bill = Money(parsed: finding.actual)
            else { return nil }
            charter.constraints.money[index].cap = bill
            return ("with a cap of at least `\(bill)` in `\(charter.constraints.money[index].clause.key)`", charter)
        default:
            guard let key = finding.limit else { return nil }
            let before = charter
            charter.constraints.change.removeAll { $0.clause.key == key }
            charter.constraints.evidence.removeAll { $0.clause.key == key }
            charter.actions.prohibitions.removeAll { $0.clause.key == key }
            charter.escalation.triggers.removeAll { $0.clause.key == key }
            return charter == before
                ? nil : ("without `\(key)`\(Organisation.hasClause(key) ? "" : " in the charter")", charter)
        }
    }

    /// A permission with the bound that was passed moved to what was asked for.
    private func bound(_ finding: Finding, _ charter: Charter) -> Loosened? {
        var charter = charter
        guard let index = charter.actions.permissions.firstIndex(where: { $0.clause.key == finding.limit }) else {
            return nil
        }
        let key = charter.actions.permissions[index].clause.key
        let bounds = charter.actions.permissions[index].bounds
        if let asked = Money(parsed: finding.actual) {
            let isUnderFloor = bounds.floor.map { asked.minorUnits < $0.minorUnits } ?? false
            // The entries of one tool share a floor and a ceiling: the first that is met decides.
            for other in charter.actions.permissions.indices
            where charter.actions.permissions[other].tool == charter.actions.permissions[index].tool {
                if isUnderFloor {
                    charter.actions.permissions[other].bounds.floor = asked
                } else {
                    charter.actions.permissions[other].bounds.ceiling = asked
                }
            }
            let side = isUnderFloor ? "a floor of at most" : "a ceiling of at least"
            return ("with \(side) `\(asked)` in `\(key)`", charter)
        }
        guard let step = Percentage(parsing: finding.actual) else { return nil }
        let before = charter.actions
        for other in before.permissions.indices
        where before.writer(of: \.change, for: before.permissions[other]).clause.key == key {
            charter.actions.permissions[other].bounds.change = step
        }
        return ("with a step of at least `\(step)` in `\(key)`", charter)
    }

    /// A permission that neither asks anybody nor has a condition.
    private func granted(_ finding: Finding, _ charter: Charter) -> Loosened? {
        var charter = charter
        guard let index = charter.actions.permissions.firstIndex(where: { $0.clause.key == finding.limit }) else {
            return nil
        }
        let tool = charter.actions.permissions[index].tool
        charter.actions.permissions[index].condition = nil
        guard finding.code == .approval else { return ("without the condition of `\(finding.limit ?? "")`", charter) }
        charter.actions.permissions[index].grant = .may
        return ("with `\(tool)` under `actions.may` within the same bounds", charter)
    }
}

extension Money {
    /// An amount as a finding shows it; nil for other texts.
    fileprivate init?(parsed text: String) {
        do { self = try Money(parsing: text) } catch { return nil }
    }
}
