import Governance
import Reasoning
import Vocabulary

extension ExplanationWords {
    /// Who agreed, and who was asked.
    var agreed: String {
        guard !record.isShadow else { return "nobody was asked: it was only rehearsed in a shadow run" }
        switch decision.authority {
        case .undo(let person): return "\(person), who signed it; a person's authority, not the charter's"
        case .person(let person, let id): return "\(person), in the signed answer to escalation \(id)"
        case .safety: return "nobody was asked: what only narrows waits for nobody; \(owner) answers for the charter"
        case .agent, .rehearsal, .approved: break
        }
        let answers = record.answers.map {
            "\($0.person) said \($0.isYes ? "yes" : "no") at \($0.at)\($0.reason.isEmpty ? "" : ": \($0.reason)")"
        }
        if !answers.isEmpty { return answers.joined(separator: "; ") }
        switch record.state {
        case .held: return "nobody yet; \(asked) is asked until \(deadline), and silence is no"
        case .expired: return "nobody: \(asked) was asked and did not answer until \(deadline); silence is no"
        case .escalated, .refused: return escalated ?? "nobody was asked"
        default: return "charter version \(decision.charterVersion), for which \(owner) answers"
        }
    }

    private var owner: String { rulebook?.charter.owner.person.text ?? "the owner" }

    private var asked: String {
        decision.ruling.question?.ask.map(\.description).joined(separator: " or ") ?? "owner"
    }

    /// When a hold's time is over.
    private var deadline: String {
        decision.ruling.question.map { decision.at.advanced(by: $0.within).description } ?? "its deadline"
    }

    /// The escalation that stopped it, and how it was answered; nil where nothing was escalated.
    private var escalated: String? {
        guard let escalation else { return nil }
        let id = escalation.escalation.id
        if let instead {
            return
                "nobody to this; \(answeredBy?.text ?? "a person") answered escalation \(id) with decision \(instead)"
        }
        guard let answer = escalation.answer else {
            let who = escalation.escalation.question.ask.map(\.description).joined(separator: " or ")
            return "nobody; \(who) is asked for judgement by escalation \(id), until \(escalation.escalation.deadline)"
        }
        let person = escalation.answeredBy?.text ?? "a person"
        return "nobody to this; \(person) answered escalation \(id): \(answer.spaced)"
    }

    /// What came of it, measured where it was, and whether it was taken back.
    var outcome: String {
        let why = record.state == .void ? record.answers.flatMap(\.objections).joined(separator: "; ") : ""
        let state = record.state.rawValue.spaced + (why.isEmpty ? "" : ", since \(why)")
        let unsent = record.isShadow ? "rehearsed; nothing was sent" : "\(state); nothing was sent"
        let done = record.actions.isEmpty ? unsent : RegisterEntry.words(record.actions)
        return ([done, undoing, measured].compactMap { $0 }).joined(separator: "; ")
    }

    private var measured: String? {
        guard let check, let span = check.span else { return nil }
        let value = check.measured.map(Figure.short) ?? "nothing to divide by"
        let disturbed = check.isDisturbed ? ", changed by others meanwhile" : ""
        return "\(check.expectation.metric.words) of \(check.campaign) in \(numbered(check.days, "day")): "
            + "\(value), forecast \(Figure.short(check.expectation.after)) (\(ForecastCheck.interval(from: span.low, to: span.high)))"
            + disturbed
    }
}
