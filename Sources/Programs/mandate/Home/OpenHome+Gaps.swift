import CharterFile
import Engine
import Governance
import Vocabulary

extension OpenHome {
    /// What the connected data cannot judge of a charter, and what is exceeded before it begins; one fragment each.
    func gaps(of charter: Charter) async throws -> [String] {
        guard let account = try await store.read({ view in try view.account() }) else {
            return ["nothing is imported, so no limit or trigger can be judged; run `mandate import FILE`"]
        }
        let sources = try await store.read { view in try view.sources() }
        var gaps: [String] = []
        if account.currency != charter.constraints.currency {
            gaps.append(
                "constraints.currency is `\(charter.constraints.currency)` and the account is billed in `\(account.currency)`; amounts are never converted"
            )
        }
        if account.zone != charter.constraints.zone {
            gaps.append(
                "constraints.time_zone is `\(charter.constraints.zone)` and the account is billed by days of `\(account.zone)`; money caps count its days, import with `--zone` into a new home to change that"
            )
        }
        gaps += goalGaps(charter, account)
        gaps += capGaps(charter, account)
        for rule in charter.constraints.evidence {
            if case .freshness(_, let source, _) = rule.rule, !sources.contains(where: { $0.name == source }) {
                gaps.append("\(rule.clause.key): no data comes from `\(source)`, so its freshness cannot be judged")
            }
        }
        for trigger in charter.escalation.triggers {
            if let missing = trigger.cause.missing {
                gaps.append(
                    "\(trigger.clause.key) (\(trigger.cause.words)): inactive, it needs \(missing), which nothing here provides"
                )
            }
        }
        return gaps
    }

    private func goalGaps(_ charter: Charter, _ account: AccountRecord) -> [String] {
        guard case .measured(let wanted) = charter.goal.baseline else { return [] }
        guard wanted.first < account.period.first || wanted.last > account.period.last else { return [] }
        return [
            "goal.baseline is measured over `\(wanted)`, and the data covers `\(account.period)`; import those days"
        ]
    }

    private func capGaps(_ charter: Charter, _ account: AccountRecord) -> [String] {
        let today = account.zone.date(at: now)
        return charter.constraints.money.compactMap { cap in
            let facts = CapFacts(cap, on: today, account.bills, .sandbox, standing: account.standing)
            guard let bill = facts?.commitment(daily: account.standing), bill > cap.cap.minorUnits else { return nil }
            let worst = Money(minorUnits: bill, cap.cap.currency)
            return
                "\(cap.clause.key) (\(cap.window)): exceeded already, the worst case is `\(worst)` and the cap `\(cap.cap)`; only reductions are allowed until it fits"
        }
    }
}

extension Charter.Trigger.Cause {
    /// The data it needs that this release does not connect; nil where it can be judged.
    fileprivate var missing: String? {
        switch self {
        case .moved: "counts by day or hour"
        case .negativeSentiment: "replies"
        case .askedForHuman, .askedByOnePerson: "messages from contacts"
        case .concern: "topics of proposals"
        case .confidenceBelow, .budgetUsedAbove, .missingGoalMetric, .condition: nil
        }
    }
}
