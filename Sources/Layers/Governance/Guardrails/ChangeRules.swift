import Vocabulary

/// What somebody else changed is left alone for a while.
struct OthersRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead, !subject.isBeyondSteps else { return [] }
        return rulebook.charter.constraints.change.flatMap { limit -> [Finding] in
            guard case .leaveAloneAfterOthers(let length) = limit.rule else { return [] }
            return subject.call.touched.compactMap { entity in
                guard let changed = facts[entity]?.changedByOthers, facts.now.since(changed) < length else {
                    return nil
                }
                return Finding(
                    .changedByOthers, .refuse, limit: limit.clause.key, actual: changed.description,
                    allowed: length.brief,
                    message: "somebody else changed `\(entity)` at `\(changed)`; leave it alone for `\(length.brief)`")
            }
        }
    }
}

/// What a person decided about is theirs for a while: an agent does not do by another proposal what a no, an answer or an undo
/// just prevented. As long as after a change by others; a day where the charter does not say (R031). For four weeks it then asks
/// before it does by itself what a person may have prevented.
struct PersonRule: Guardrail {
    static let usual = Duration.seconds(24 * 3_600)
    static let asked = Duration.seconds(28 * 86_400)

    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead, subject.isOwn else { return [] }
        let limit = rulebook.charter.constraints.change.lazy.compactMap { limit -> (key: String, length: Duration)? in
            guard case .leaveAloneAfterOthers(let length) = limit.rule else { return nil }
            return (limit.clause.key, length)
        }.max { $0.length < $1.length }
        let length = limit?.length ?? PersonRule.usual
        return subject.call.touched.compactMap { entity in
            guard let decided = facts[entity]?.decidedByPerson else { return nil }
            guard facts.now.since(decided) < length else {
                guard facts.now.since(decided) < PersonRule.asked else { return nil }
                return Finding(
                    .personDecided, .hold, actual: decided.description, allowed: PersonRule.asked.brief,
                    message:
                        "a person decided about `\(entity)` at `\(decided)`; for `\(PersonRule.asked.brief)` somebody has to agree"
                )
            }
            return Finding(
                .personDecided, .refuse, limit: limit?.key, actual: decided.description, allowed: length.brief,
                message: "a person decided about `\(entity)` at `\(decided)`; leave it alone for `\(length.brief)`")
        }
    }
}

/// How often a tool may change each thing of a scope in a window; holds count, so that waiting ones are not forgotten.
struct PaceRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isBeyondSteps else { return [] }
        return rulebook.charter.constraints.change.flatMap { limit -> [Finding] in
            guard case .count(let most, let tool, let window, let over) = limit.rule, subject.tools.contains(tool)
            else {
                return []
            }
            let key = limit.clause.key
            let scopes = ScopeName.names(of: over, subject.call.touched, facts)
            guard !scopes.isEmpty || subject.isRead else {
                return [.unknown("what `\(tool)` is counted over", limit: key)]
            }
            return scopes.compactMap { scope in
                guard let scope else { return .unknown("what `\(tool)` is counted over", limit: key) }
                guard let usage = facts.usage(of: key, scope), usage.used >= 0 else {
                    return .unknown("how often `\(tool)` ran on `\(scope)`", limit: key)
                }
                let own = ToolUse.count(subject.uses(facts), of: tool, over: over, scope)
                let (sum, overflow) = usage.used.addingReportingOverflow(max(1, own))
                guard overflow || sum > Int64(most) else { return nil }
                return Finding(
                    .pace, .refuse, limit: key, actual: numbered(sum, "time"),
                    allowed: "\(numbered(most, "time")) \(window)",
                    message: "`\(tool)` on `\(scope)` would run `\(sum)` times, over `\(most)` \(window)")
            }
        }
    }
}

/// What the changes of a window add up to, from the value at the window's start; so many small steps are one large one.
struct CumulativeRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isBeyondSteps else { return [] }
        return rulebook.charter.constraints.change.flatMap { limit -> [Finding] in
            guard case .cumulative(let most, let tool, let window, _) = limit.rule else { return [] }
            return subject.changes.filter { $0.tool == tool }.compactMap { change in
                finding(change, most, window, facts, limit.clause.key)
            }
        }
    }

    private func finding(
        _ change: Change, _ most: Percentage, _ window: Window, _ facts: Facts, _ key: String
    ) -> Finding? {
        guard let amounts = change.amounts else { return nil }
        guard let usage = facts.usage(of: key, change.entity.description), let base = usage.base, base > 0 else {
            return .unknown("the budget of `\(change.entity)` at the start of the window", limit: key)
        }
        let moved = Int64(clamping: (amounts.to - base).magnitude)
        guard most.isExceeded(by: moved, of: base) else { return nil }
        let share = Percentage.of(moved, in: base, rounding: .up)?.brief ?? "more"
        return Finding(
            .cumulative, .refuse, limit: key, actual: share, allowed: "\(most) \(window)",
            message: "`\(change.entity)` would be `\(share)` from where it stood, over `\(most)` \(window)")
    }
}

/// Money moved or paused, as a share of the account's spend in the measured period; a move counts once, holds count.
struct ShareRule: Guardrail {
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding] {
        guard !subject.isRead, !subject.isBeyondSteps else { return [] }
        return rulebook.charter.constraints.change.compactMap { limit -> Finding? in
            guard case .shareOfSpend(let most, let window, let answer) = limit.rule else { return nil }
            guard let share = Impact.share(of: subject, facts) else {
                return .unknown("what share of the spend this moves", limit: limit.clause.key)
            }
            guard share > 0 else { return nil }
            guard let account = facts.account, let spend = account.spend, spend.currency == account.currency,
                let total = Impact.minor(spend, .down),
                total > 0, let usage = facts.usage(of: limit.clause.key, account.ref.description), usage.used >= 0
            else { return .unknown("the account's spend in the measured period", limit: limit.clause.key) }
            let (sum, overflow) = usage.used.addingReportingOverflow(share)
            guard overflow || most.isExceeded(by: sum, of: total) else { return nil }
            return finding(share, sum, total, most, window, answer, limit.clause.key)
        }
    }

    private func finding(
        _ share: Int64, _ sum: Int64, _ total: Int64, _ most: Percentage, _ window: Window, _ answer: Verdict,
        _ key: String
    ) -> Finding {
        let own = Percentage.of(share, in: total, rounding: .nearest)?.brief ?? "more"
        // What passes by less than a tenth is told to a hundredth, rounded up: two equal figures would say that nothing is passed.
        let near = Percentage.of(sum, in: total, rounding: .nearest)?.brief ?? "more"
        let all = near == most.brief ? Percentage.of(sum, in: total, rounding: .up)?.hundredths ?? near : near
        let detail =
            sum == share ? "moves `\(all)` of spend" : "moves `\(own)` of spend, `\(all)` with what went before"
        return Finding(
            .share, answer, limit: key, actual: all, allowed: "\(most) \(window)",
            message: "this \(detail), over `\(most)` \(window)" + (answer == .refuse ? "" : "; a person has to look"))
    }
}
