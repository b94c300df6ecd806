import Vocabulary

extension Checks {
    /// Limits on change of the same kind, over the same, in the same window.
    mutating func checkChanges(_ own: Charter.Constraints) {
        for limit in limits.change {
            for other in own.change {
                guard let (here, there) = Self.laxer(limit.rule, other.rule) else { continue }
                noteLaxer(
                    limit.clause.position, "`\(here)` is allowed", "`\(there)`",
                    fix: "write `\(there)`, or what is stricter")
            }
        }
    }

    /// What both say of the same, where the first lets more through.
    private static func laxer(
        _ rule: Charter.ChangeLimit.Rule, _ own: Charter.ChangeLimit.Rule
    ) -> (here: String, there: String)? {
        switch (rule, own) {
        case (.count(let here, let tool, let window, let over), .count(let there, let other, let others, let scope))
        where here > there && tool == other && window == others && over == scope:
            (numbered(here, "time"), numbered(there, "time"))
        case (
            .cumulative(let here, let tool, let window, let over),
            .cumulative(let there, let other, let others, let scope)
        ) where here > there && tool == other && window == others && over == scope:
            ("\(here)", "\(there)")
        case (.shareOfSpend(let here, let window, _), .shareOfSpend(let there, let others, _))
        where here > there && window == others:
            ("\(here)", "\(there)")
        case (.leaveAloneAfterOthers(let here), .leaveAloneAfterOthers(let there)) where here < there:
            (here.brief, there.brief)
        default: nil
        }
    }

    /// What has to be known before the same tool is used.
    mutating func checkEvidence(_ own: Charter.Constraints) {
        for rule in limits.evidence {
            for other in own.evidence {
                switch (rule.rule, other.rule) {
                case (.minimum(let age, let spend, let tools), .minimum(let least, let most, let others))
                where tools.contains(where: others.contains):
                    if let age, let least, age < least {
                        noteLaxer(
                            rule.clause.position, "an age of `\(age.brief)` is enough", "`\(least.brief)`",
                            fix: "write `min_age: \(least.brief)` or more")
                    }
                    if let spend, let most, spend.currency == most.currency, spend.minorUnits < most.minorUnits {
                        noteLaxer(
                            rule.clause.position, "a spend of `\(spend)` is enough", "`\(most)`",
                            fix: "write `min_spend: \(most)` or more")
                    }
                case (.freshness(let age, let source, _), .freshness(let most, let same, _))
                where age > most && source == same:
                    noteLaxer(
                        rule.clause.position, "data of `\(source)` may be `\(age.brief)` old", "`\(most.brief)`",
                        fix: "write `freshness: \(most.brief)` or less")
                default: continue
                }
            }
        }
    }
}
