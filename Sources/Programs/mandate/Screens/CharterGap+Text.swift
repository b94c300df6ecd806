import CharterFile
import Engine
import Governance
import Home
import Vocabulary

extension CharterGap {
    /// One fragment with the way out.
    var text: String {
        switch self {
        case .noData: "nothing is imported, so no limit or trigger can be judged; run `mandate import FILE`"
        case .currency(let charter, let account):
            "constraints.currency is `\(charter)` and the account is billed in `\(account)`; amounts are never converted"
        case .baseline(let wanted, let has):
            "goal.baseline is measured over `\(wanted)`, and the data covers `\(has)`; import those days"
        case .baselineCut(let wanted, let told):
            "goal.baseline is measured over `\(wanted)`, and the data tells `\(told)` as a whole; name that period, or import a report by day"
        case .unmeasured(let gap): "goal.baseline: \(gap); until then the agent stays in shadow"
        case .tool(let clause, let tool):
            "\(clause): nothing that is connected here has `\(tool)`, so the agent cannot use it, and no limit on it judges anything"
        case .targetMet(let target, let baseline):
            "goal.target is `\(target)`, and the baseline of `\(baseline)` meets it already; aim further, or there is nothing to do"
        case .targetFar(let target, let baseline):
            "goal.target is `\(target)`, and the baseline is `\(Figure.short("\(baseline)"))`: more than twenty times apart, so it is reached by mistake or never"
        case .bandBroken(let band, let end, let measured, let days):
            "\(band.clause.key): `\(band.metric)` is `\(Figure.short("\(measured)"))` in \(numbered(days, "day")), outside the band that ends at `\(end)`\(band.per.map { " per \($0.rawValue)" } ?? "") already; the agent does nothing that makes it worse, and the band is broken before it begins"
        case .metric(let clause, let metric, let needs):
            "\(clause): `\(metric)` needs \(CharterGap.list(needs.map(\.text))), which no imported report has"
        case .unpursued(let clause, let metric):
            "\(clause): the reasoner's model does not compute `\(metric)`, so that with it nothing is proposed; improve and protect spend, enquiries, purchases, revenue, and what they cost or bring"
        case .nothingInIt(let clause, let states):
            "\(clause): nothing here is known to be \(CharterGap.list(states.map(\.rawValue))), so it stops nothing by that; a column `in_bundle` or `in_experiment` with `yes` tells it"
        case .nothingCalled(let clause, let pattern, let areNamed):
            areNamed
                ? "\(clause): nothing here is called as \(pattern), so it protects nothing; is it spelt as on the platform?"
                : "\(clause): nothing of its kind has a name here, and \(pattern) is no identifier, so it protects nothing; import a table with the names, or write identifiers"
        case .zone(let charter, let account):
            "constraints.time_zone is `\(charter)` and the account is billed by days of `\(account)`; money caps count its days"
        case .exceeded(let standing):
            "\(standing.cap.clause.key) (\(standing.cap.window)): exceeded already, the worst case is `\(standing.worstCase)` and the cap `\(standing.cap.cap)`; only reductions are allowed until it fits"
        case .exceededSoon(let standing, let day):
            "\(standing.cap.clause.key) (\(standing.cap.window)): at today's budgets the worst case comes to `\(standing.worstCase)` by `\(day)`, over the cap of `\(standing.cap.cap)`; a run then lowers budgets, so lower them before, or raise the cap"
        case .slackCap(let standing):
            "\(standing.cap.clause.key) (\(standing.cap.window)): everything that runs may bill `\(standing.worstCase)` at worst, and the cap is `\(standing.cap.cap)`, more than ten times that; until budgets are as large it stops nothing"
        case .floorOverCap(let clause, let floor, let cap):
            "\(clause): a budget of `\(floor)` a day, the least there may be, is billed up to `\(cap.worstCase)` \(cap.cap.window), over the `\(cap.cap.cap)` of \(cap.cap.clause.key); none can be set"
        case .source(let clause, let source):
            "\(clause): no data comes from `\(source)`, so its freshness cannot be judged"
        case .trigger(let trigger, let needs):
            "\(trigger.clause.key) (\(trigger.cause.words)): inactive, it needs \(needs), which nothing here provides"
        case .condition(let condition, let unknown):
            "\(condition.clause): `\(condition.source)` reads \(CharterGap.list(unknown.map(\.rawValue))), known of nothing here; \(CharterGap.consequence(condition.clause, unknown))"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.map { "`\($0)`" }.joined(separator: " and ")
    }

    private static func consequence(_ clause: String, _ unknown: [ConditionFact]) -> String {
        if clause.hasPrefix("escalation"), unknown.contains(.entityRevenue) { return "it is inactive until then" }
        if clause.hasPrefix("actions.never") || clause.hasPrefix("organisation.never") {
            return "it forbids as long as that is so"
        }
        return clause.hasPrefix("escalation")
            ? "it stops the agent as long as that is so" : "it allows nothing until then"
    }

    /// Whether a person wants to know it when a charter comes into force: it is about money, the days that money is counted by, or
    /// what is meant to be protected; everything else `charter check --against` names.
    var isToldWhenApplied: Bool {
        switch self {
        case .currency, .zone, .exceeded, .exceededSoon, .floorOverCap, .nothingCalled: true
        case .noData, .baseline, .baselineCut, .unmeasured, .tool, .targetMet, .targetFar, .bandBroken, .metric,
            .unpursued,
            .nothingInIt, .slackCap, .source, .trigger, .condition:
            false
        }
    }
}

extension OpenHome {
    /// People that a charter names and the team's file does not, and roles that nobody of the team holds: nobody could act as
    /// them. Each once, with every place that names it.
    func teamGaps(of charter: Charter) -> [String] { teamGaps(charter.namedPeople) }

    /// The same of an organisation's limits.
    func teamGaps(of organisation: Organisation) -> [String] { teamGaps(organisation.owner.namedPeople) }

    private func teamGaps(_ named: [(key: String, who: Charter.Approver)]) -> [String] {
        var places: [(who: Charter.Approver, keys: [String])] = []
        for (key, who) in named where lacks(who) {
            if let index = places.firstIndex(where: { $0.who == who }) {
                places[index].keys.append(key)
            } else {
                places.append((who, [key]))
            }
        }
        return places.map { who, keys in
            let here = keys.joined(separator: ", ")
            guard case .role(let role) = who else {
                return "\(here): `\(who)` is not in this home's team, so nobody can sign as them; "
                    + "run `mandate team add \(who) --role ROLE`, or name somebody of `mandate team list`"
            }
            return "\(here): nobody in this home's team holds the role `\(role)`, so nobody can answer as it; "
                + "run `mandate team add ADDRESS --role \(role) --new-role`, or name a role of `mandate team list`"
        }
    }

    private func lacks(_ who: Charter.Approver) -> Bool {
        switch who {
        // Who that is stands under `owner.person`, which is looked at by itself.
        case .owner: false
        case .person(let person): team[person] == nil
        case .role(let role): !team.people.contains { $0.roles.contains(role) }
        }
    }

    /// Caps of charters in force that what stands on the platform can pass already, each with its agent.
    func exceededCaps(of only: AgentName? = nil) async throws -> [String] {
        let charters = try await store.read { view in
            try view.agents().compactMap { try view.rulebook(of: $0.agent)?.charter }
        }
        var lines: [String] = []
        for charter in charters where only == nil || charter.agent == only {
            for case .exceeded(let standing) in try await engine.gaps(of: charter) {
                lines.append("`\(charter.agent)`: \(CharterGap.exceeded(standing).text)")
            }
        }
        return lines
    }
}

extension Charter.Ownership {
    /// Everybody whom the owner's part of an organisation's file names, as far as it rules.
    fileprivate var namedPeople: [(key: String, who: Charter.Approver)] {
        [("owner.person", .person(person))] + deputies.map { ("owner.deputies", .person($0)) }
            + mayChange.map { ("owner.may_change", $0) }
    }
}

extension Charter {
    /// Everybody whom it names, each with the key that does: people and roles.
    fileprivate var namedPeople: [(key: String, who: Approver)] {
        var named: [(String, Approver)] = [("owner.person", .person(owner.person))]
        named += owner.deputies.map { ("owner.deputies", .person($0)) }
        if let waiver = goal.waiver { named.append(("goal.unprotected.agreed_by", waiver.agreedBy)) }
        for permission in actions.permissions {
            guard case .withApproval(let ask, _) = permission.grant else { continue }
            named += ask.map { ("\(permission.clause.key).ask", $0) }
        }
        named.append(("escalation.to", escalation.to))
        // A trigger without `to` has the escalation's.
        named += escalation.triggers.filter { $0.to != escalation.to }.map { ("\($0.clause.key).to", $0.to) }
        for item in review {
            named += item.who.map { ("\(item.clause.key).who", $0) }
            named += item.signedBy.map { ("\(item.clause.key).signed_by", $0) }
        }
        named +=
            owner.mayChange.map { ("owner.may_change", $0) } + (owner.mayPause ?? []).map { ("owner.may_pause", $0) }
        named.append(("owner.answers_questions", owner.answersQuestions))
        if let report = owner.reportsTo { named.append(("owner.reports_to", .role(report.role))) }
        return named
    }
}
