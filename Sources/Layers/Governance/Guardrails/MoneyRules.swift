import Vocabulary

/// The platform's worst-case bill stays under every cap, in every window that overlaps now or starts later (P2).
///
/// Only what raises is asked: while a scope is over its cap, also by somebody else's change, narrowing goes on.
struct CapRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead else { return [] }
        guard let raise = Impact.raise(of: subject, facts) else {
            return [.unknown("how much more this can bill", limit: "constraints.money")]
        }
        // Also what is counted already: it is less tomorrow, unless this brings it back.
        guard Impact.isRaise(subject) else { return [] }
        let caps = rulebook.charter.constraints.money
        guard !caps.isEmpty else {
            return [
                Finding(
                    .cap, .refuse, limit: "constraints.money", allowed: "none",
                    message: "the charter has no money cap, so nothing that spends is allowed; add one")
            ]
        }
        return caps.compactMap { finding($0, raise, facts) }
    }

    private func finding(_ cap: Charter.MoneyCap, _ raise: Int64, _ facts: Facts) -> Finding? {
        let key = cap.clause.key
        guard let account = facts.account, let known = account.caps.first(where: { $0.key == key }) else {
            return .unknown("what is committed under the cap of `\(cap.cap)`", limit: key)
        }
        guard let bill = known.worstCase(standing: account.standing, reserved: account.reserved, raise: raise) else {
            return .unknown("a worst-case bill that can be counted", limit: key)
        }
        guard bill > cap.cap.minorUnits else { return nil }
        let shown = Money(minorUnits: bill, cap.cap.currency)
        return Finding(
            .cap, .refuse, limit: key, actual: shown.description, allowed: "\(cap.cap) \(cap.window)",
            message: "the worst-case bill would be `\(shown)`, over `\(cap.cap)` \(cap.window); lower it first")
    }
}

/// What a proposal takes from the ledger, in whole minor units rounded against us; nil where that cannot be counted.
enum Impact {
    /// More standing budget a day than is counted. A campaign that is resumed brings its whole budget back. A lowering frees nothing
    /// yet, so that what is set back to where it stood costs nothing more.
    static func raise(of subject: Subject, _ facts: Facts) -> Int64? {
        func counted(_ entity: EntityRef) -> Int64 { facts[entity]?.countedDaily ?? 0 }
        if case .resume(let entity) = subject.call, entity.kind == .campaign {
            return facts[entity]?.dailyBudget.map { max(0, $0.minorUnits - counted(entity)) }
        }
        return sum(
            subject.changes.compactMap { change in
                change.amounts.map { max(0, $0.to - max($0.from, counted(change.entity))) }
            })
    }

    /// Whether more may stand than does, be it counted already or not.
    static func isRaise(_ subject: Subject) -> Bool {
        if case .resume(let entity) = subject.call, entity.kind == .campaign { return true }
        return subject.changes.contains { ($0.amounts?.difference ?? 0) > 0 }
    }

    /// Money moved, paused or begun, as minor units of the measured period. What a person takes back was counted when it was moved.
    static func share(of subject: Subject, _ facts: Facts) -> Int64? {
        if case .undo = subject.authority { return 0 }
        switch subject.call {
        case .setDailyBudget, .moveBudget:
            let amounts = subject.changes.compactMap(\.amounts)
            guard let account = facts.account, amounts.allSatisfy({ $0.from >= 0 && $0.to >= 0 }) else { return nil }
            let moved = amounts.map { Int64(clamping: $0.difference.magnitude) }.max()
            return product(moved ?? 0, Int64(account.days))
        case .pause(let entity), .delete(let entity), .setTargeting(let entity, _): return spent(on: entity, facts)
        case .resume(let entity):
            // What is begun again costs what it may spend from now on, also where it has spent nothing yet.
            let daily = facts[entity]?.dailyBudget?.minorUnits ?? 0
            guard let account = facts.account, let spend = spent(on: entity, facts), daily >= 0,
                let begun = product(daily, Int64(account.days))
            else { return nil }
            return max(spend, begun)
        case .createCampaign(let new):
            guard let account = facts.account else { return nil }
            return product(new.dailyBudget.minorUnits, Int64(account.days))
        case .read, .escalate: return 0
        }
    }

    /// What was spent on an entity, in minor units of the account's currency; nil where that is not known, or cannot be so.
    private static func spent(on entity: EntityRef, _ facts: Facts) -> Int64? {
        guard let spend = facts[entity]?.spend, spend.currency == facts.account?.currency, spend.amount >= .zero else {
            return nil
        }
        return minor(spend, .up)
    }

    /// The most that the raise adds to the bill over any window of a cap.
    static func worstCase(raise: Int64, _ facts: Facts) -> Int64 {
        let quarters = facts.account?.caps.flatMap(\.lines).map(\.quarters).max() ?? 0
        let exact = Rounding.up.divide(Int128(quarters) * Int128(raise), by: 4)
        return Int64(clamping: exact)
    }

    static func minor(_ money: MetricMoney, _ rounding: Rounding) -> Int64? {
        do { return try money.rounded(rounding).minorUnits } catch { return nil }
    }

    static func sum(_ parts: [Int64]) -> Int64? {
        var total: Int64 = 0
        for part in parts {
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { return nil }
            total = sum
        }
        return total
    }

    private static func product(_ one: Int64, _ other: Int64) -> Int64? {
        let (product, overflow) = one.multipliedReportingOverflow(by: other)
        return overflow ? nil : product
    }
}

/// The names under which usage of a scope is counted.
enum ScopeName {
    /// One name for each touched thing of the scope; nil where what it belongs to is not known.
    static func names(of over: Charter.Scope, _ touched: [EntityRef], _ facts: Facts) -> [String?] {
        switch over {
        case .agent: ["agent"]
        case .account: [facts.account?.ref.description]
        case .campaign: each(.campaign, touched, facts)
        case .adSet: each(.adSet, touched, facts)
        case .ad: each(.ad, touched, facts)
        }
    }

    private static func each(_ kind: EntityKind, _ touched: [EntityRef], _ facts: Facts) -> [String?] {
        touched.map { entity in
            entity.kind == kind ? entity.description : facts[entity]?.scope(kind)?.description
        }
    }
}
