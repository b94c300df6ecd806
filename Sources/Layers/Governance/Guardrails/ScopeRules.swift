import Schemas
import Vocabulary

/// Every amount is in the charter's currency, and so is the account; nothing is converted.
struct CurrencyRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead else { return [] }
        let wanted = rulebook.charter.constraints.currency
        var found = amounts(of: subject.call).map(\.currency)
        if let account = facts.account { found.append(account.currency) }
        return Set(found).filter { $0 != wanted }.sorted { $0.code < $1.code }.map { currency in
            Finding(
                .currency, .refuse, limit: "constraints.currency", actual: currency.code, allowed: wanted.code,
                message: "`\(currency)` is not the charter's `\(wanted)`; amounts are never converted")
        }
    }

    private func amounts(of call: Call) -> [Money] {
        switch call {
        case .setDailyBudget(_, let to): [to]
        case .moveBudget(_, _, let amount): [amount]
        case .createCampaign(let new): [new.dailyBudget]
        default: []
        }
    }
}

/// Markets and channels, asked of what creates or targets. None listed means none allowed.
struct MarketRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        let limits = rulebook.charter.constraints
        switch subject.call {
        case .createCampaign(let new):
            return check([new.market], limits.markets, "markets") + check([new.channel], limits.channels, "channels")
        case .setTargeting(_, let targeting):
            guard !targeting.markets.isEmpty else {
                return [.unknown("the market of a targeting without markets", limit: "constraints.markets")]
            }
            return check(targeting.markets, limits.markets, "markets")
        default: return []
        }
    }

    private func check(_ asked: [String], _ allowed: [String], _ what: String) -> [Finding] {
        asked.filter { !allowed.contains($0) }.map { value in
            Finding(
                .market, .refuse, limit: "constraints.\(what)", actual: value,
                allowed: allowed.joined(separator: ", "),
                message: allowed.isEmpty
                    ? "`\(value)` is none of the \(what) that may be used, since there are none"
                    : "`\(value)` is not among the charter's \(what) (`\(allowed.joined(separator: ", "))`)")
        }
    }
}

/// Cited values are the snapshot's: a number that a reasoner made up does not act (R222), be it of another value than the data has
/// or under a name that no data has, and one in its reason that nothing it cites accounts for does not either (R102).
struct GroundingRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        contradicted(subject, facts) + uncited(subject)
    }

    private func uncited(_ subject: Subject) -> [Finding] {
        guard subject.isOwn, !subject.isRead, let number = Grounding.uncited(in: subject.proposal).first else {
            return []
        }
        return [
            Finding(
                .grounding, .refuse, actual: number,
                message: "nothing that is cited accounts for `\(number)` in the reason; cite it, or leave it out")
        ]
    }

    private func contradicted(_ subject: Subject, _ facts: Facts) -> [Finding] {
        subject.proposal.evidence.compactMap { cited in
            let account = facts.account.flatMap { $0.ref == cited.entity ? $0 : nil }
            // Records of before hold nothing of the account but its spend, which is all that they were judged by.
            let isUnknown = account != nil && account?.counted == nil
            let known =
                isUnknown && cited.metric.text == "spend"
                ? account?.spend?.description : (account?.counted ?? facts[cited.entity])?.value(of: cited.metric.text)
            if let known {
                return known == cited.value ? nil : finding(cited, "but the data says `\(known)`", allowed: known)
            }
            guard subject.isOwn, !cited.isThreshold else { return nil }
            guard EntityFacts.counts.contains(cited.metric.text) || cited.metric.text == "daily_budget" else {
                return finding(cited, "and no data is kept under that name; cite what is counted")
            }
            return isUnknown ? nil : finding(cited, "but the data does not have it")
        }
    }

    private func finding(_ cited: Evidence, _ why: String, allowed: String = "") -> Finding {
        Finding(
            .grounding, .refuse, actual: cited.value, allowed: allowed,
            message: "the cited \(cited.metric) of `\(cited.entity)` is `\(cited.value)`, \(why)")
    }
}

extension Evidence {
    /// Whether it is what a value is held against by the house's own rules, and no measured value.
    fileprivate var isThreshold: Bool { source == .houseRules && metric.text.hasPrefix("threshold_") }
}

extension EntityFacts {
    /// What a source may count of it.
    public static let counts: Set<String> = ["spend", "impressions", "clicks", "enquiries", "purchases", "revenue"]

    /// What evidence cites of it, a count or its daily budget; nil where that is not known.
    public func value(of metric: String) -> String? {
        switch metric {
        case "spend": spend?.description
        case "impressions": impressions.map(String.init)
        case "clicks": clicks.map(String.init)
        case "enquiries": enquiries?.description
        case "purchases": purchases?.description
        case "revenue": revenue?.description
        case "daily_budget": dailyBudget?.description
        default: nil
        }
    }
}
