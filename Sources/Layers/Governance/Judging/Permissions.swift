import Vocabulary

/// Finds the permission that decides: `may`, then `with_approval`; the first whose condition is true and whose bounds hold.
/// An error in a condition refuses; none left refuses. A move is asked for itself and for each of its parts.
struct Permissions {
    private let rulebook: Rulebook

    init(_ rulebook: Rulebook) { self.rulebook = rulebook }

    /// What permissions have to say about a proposal.
    struct Answer {
        var findings: [Finding] = []
        var clause: String?
        var question: Question?
    }

    func decide(_ subject: Subject, _ facts: Facts) -> Answer {
        if subject.isBeyondSteps { return Answer() }
        var answer = Answer()
        let own = subject.changes.first { $0.tool == subject.proposal.tool }
        merge(decide(subject.proposal.tool, own, subject, facts), into: &answer, subject)
        for change in subject.changes where change.tool != subject.proposal.tool {
            merge(decide(change.tool, change, subject, facts), into: &answer, subject)
        }
        return answer
    }

    private enum Outcome {
        case granted(Charter.Permission)
        case refused(Finding)
    }

    private func decide(_ tool: ToolName, _ change: Change?, _ subject: Subject, _ facts: Facts) -> Outcome {
        if ToolBook.isOpenToAll(tool) {
            return .granted(Charter.Permission(tool, clause: Charter.Clause("house.business_tools")))
        }
        var last: Finding?
        for permission in rulebook.charter.actions.permissions(of: tool) {
            if let condition = permission.condition {
                let entity = change?.entity ?? subject.call.subject
                let frame = rulebook.conditions.frame(subject, entity, facts)
                switch rulebook.conditions.holds(condition, frame) {
                case true?: break
                case false?:
                    last =
                        last
                        ?? unmet(permission, condition, rulebook.conditions.figures(condition, subject, entity, facts))
                    continue
                case nil: return .refused(undecided(permission, condition))
                }
            }
            guard let broken = Bounds.broken(permission, of: rulebook.charter.actions, change, subject.call) else {
                return .granted(permission)
            }
            last = broken
        }
        return .refused(
            last
                ?? Finding(
                    .notPermitted, .refuse, limit: "actions", actual: tool.text,
                    message: "the charter does not list `\(tool)`, and what is not listed is never allowed"))
    }

    private func merge(_ outcome: Outcome, into answer: inout Answer, _ subject: Subject) {
        switch outcome {
        case .refused(let finding): answer.findings.append(finding)
        case .granted(let permission):
            guard case .withApproval(let ask, let within) = permission.grant else {
                answer.clause = answer.clause ?? permission.clause.key
                return
            }
            answer.clause = permission.clause.key
            let own = Question(ask: ask, within: within)
            let both = answer.question.map { $0.answered(with: own) } ?? own
            answer.question = both
            guard subject.isOwn || subject.isAnswer else { return }
            let who = own.who
            answer.findings.append(
                Finding(
                    .approval, .hold, limit: permission.clause.key, allowed: who,
                    message: "the charter asks for a yes of `\(who)`"))
            guard both.ask.isEmpty else { return }
            answer.findings.append(
                Finding(
                    .approval, .refuse, limit: permission.clause.key, allowed: who,
                    message: "nobody may answer for all its parts, and one needs a yes of `\(who)`; propose them singly"
                ))
        }
    }

    private func unmet(_ permission: Charter.Permission, _ condition: String, _ figures: String?) -> Finding {
        Finding(
            .condition, .refuse, limit: permission.clause.key, actual: figures ?? "false", allowed: condition,
            message: "`\(condition)` does not hold" + (figures.map { ": \($0)" } ?? ""))
    }

    private func undecided(_ permission: Charter.Permission, _ condition: String) -> Finding {
        Finding(
            .condition, .refuse, limit: permission.clause.key, actual: "not known", allowed: condition,
            message: "`\(condition)` cannot be evaluated on what is known, and that refuses")
    }
}

/// Bounds of a permission against the change a call makes.
enum Bounds {
    /// The first bound that is passed, with the entry that wrote it; nil where all hold.
    static func broken(
        _ permission: Charter.Permission, of actions: Charter.Actions, _ change: Change?, _ call: Call
    ) -> Finding? {
        let bounds = permission.bounds
        func finding<Value>(
            _ bound: KeyPath<Charter.Bounds, Value?>, _ actual: String, _ allowed: String, _ message: String
        ) -> Finding {
            let key = actions.writer(of: bound, for: permission).clause.key
            return Finding(.bound, .refuse, limit: key, actual: actual, allowed: allowed, message: message)
        }
        if let least = bounds.floor, let amount = amount(change, call), amount < least.minorUnits {
            let shown = Money(minorUnits: amount, least.currency)
            return finding(\.floor, "\(shown)", "\(least)", "`\(shown)` a day is under the floor of `\(least)`")
        }
        if let most = bounds.ceiling, let amount = amount(change, call), amount > most.minorUnits {
            let shown = Money(minorUnits: amount, most.currency)
            return finding(\.ceiling, "\(shown)", "\(most)", "`\(shown)` a day is over the ceiling of `\(most)`")
        }
        guard let step = bounds.change, let amounts = change?.amounts else { return nil }
        let moved = Int64(clamping: amounts.difference.magnitude)
        guard step.isExceeded(by: moved, of: amounts.from) else { return nil }
        let share = Percentage.of(moved, in: amounts.from, rounding: .up)?.brief ?? "more"
        return finding(
            \.change, share, "\(step)", "a step of `\(share)` is over the `\(step)` that is allowed at once")
    }

    private static func amount(_ change: Change?, _ call: Call) -> Int64? {
        if case .createCampaign(let new) = call { return new.dailyBudget.minorUnits }
        return change?.amounts?.to
    }
}
