import Vocabulary

extension Checks {
    /// Does anything stand twice? One of two that say the same misleads whoever changes the other.
    mutating func checkRepeats() {
        checkGrants()
        checkTriggers()
        checkBands()
        checkMinimums()
        checkAges()
    }

    private mutating func noteRepeat(_ clause: Charter.Clause, _ first: Charter.Clause, _ what: String) {
        findings.note(
            .duplicateLimit, at: clause.position, "line `\(first.position.line)` already \(what)",
            fix: "remove this entry")
    }

    /// A second entry of `may` under the same condition, with nothing that the first does not allow.
    private mutating func checkGrants() {
        for (index, permission) in permissions.enumerated() where permission.grant == .may {
            let first = wider(than: permission, permissions[..<index]) {
                $0.condition == permission.condition || isUnconditional($0)
            }
            guard let first else { continue }
            noteRepeat(permission.clause, first.clause, "allows all of this for `\(permission.tool)`")
        }
    }

    private mutating func checkTriggers() {
        let triggers = draft.escalation?.triggers ?? []
        for (index, trigger) in triggers.enumerated() {
            guard let first = triggers[..<index].first(where: { $0.cause == trigger.cause }) else { continue }
            noteRepeat(trigger.clause, first.clause, "stops the agent for the same")
        }
    }

    private mutating func checkBands() {
        let bands = goal?.protect ?? []
        for (index, band) in bands.enumerated() {
            guard let first = bands[..<index].first(where: { $0.metric == band.metric && $0.per == band.per }) else {
                continue
            }
            noteRepeat(band.clause, first.clause, "protects `\(band.metric)`; write both ends there")
        }
    }

    /// Two ages before one tool, of which only the larger one counts: who changes the other thinks it does something.
    private mutating func checkAges() {
        for (index, rule) in limits.evidence.enumerated() {
            guard case .minimum(let age?, let own, let before) = rule.rule else { continue }
            for (place, other) in limits.evidence.enumerated() where place != index {
                guard case .minimum(let smaller?, let spend, let others) = other.rule, smaller < age,
                    let tool = before.first(where: others.contains),
                    // One that asks for nothing else has been found already.
                    spend?.minorUnits ?? 0 > own?.minorUnits ?? 0 || !Set(others).isSubset(of: before)
                else { continue }
                findings.note(
                    .duplicateLimit, at: rule.clause.position,
                    "line `\(other.clause.position.line)` asks for `\(smaller.brief)` before `\(tool)` as well, and only `\(age.brief)` counts",
                    fix:
                        "remove this entry and write `min_age: \(age.brief)` there, or name `\(tool)` in one of the two only"
                )
                break
            }
        }
    }

    /// A minimum of evidence that another asks at least as much of, before all the same tools.
    private mutating func checkMinimums() {
        for (index, rule) in limits.evidence.enumerated() {
            guard case .minimum(let age, let spend, let before) = rule.rule else { continue }
            let stricter = limits.evidence.enumerated().first { place, other in
                guard place != index, case .minimum(let otherAge, let otherSpend, let otherBefore) = other.rule,
                    Set(before).isSubset(of: otherBefore), age ?? .zero <= otherAge ?? .zero,
                    spend?.minorUnits ?? 0 <= otherSpend?.minorUnits ?? 0
                else { return false }
                // Of two alike the later one is the one too many.
                return rule.rule != other.rule || place < index
            }
            guard let stricter else { continue }
            let tools = before.map { "`\($0)`" }.joined(separator: ", ")
            noteRepeat(rule.clause, stricter.element.clause, "asks for as much or more before \(tools)")
        }
    }
}
