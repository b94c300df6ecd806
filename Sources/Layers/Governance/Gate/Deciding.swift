import Schemas
import Vocabulary

/// The gate's work inside one transaction; it changes nothing but through the view.
struct Deciding {
    let view: any GateView
    let tools: ToolBook
    let fresh: Fresh

    func decide(_ submitted: Submitted) throws -> (decision: Decision, claimed: Claimed?) {
        let decision = try judge(submitted, overlay: nil)
        try view.record(decision, rehearsed: false)
        try note(decision)
        return (decision, try carry(decision))
    }

    func rehearse(_ submitted: Submitted, _ overlay: LedgerOverlay) throws -> Decision {
        let decision = try judge(submitted, overlay: overlay)
        try view.record(decision, rehearsed: true)
        try note(decision)
        return decision
    }

    /// Judges again, as its own proposal, the part that an action is.
    func admit(_ action: Action) throws -> (ruling: Ruling, attempt: Int?) {
        guard let stored = try view.decision(action.decision), let whole = stored.proposal,
            let rulebook = try view.rulebook(of: action.agent)
        else { return (Deciding.refusal(.unknown, "the decision of action `\(action.id)` is not there"), nil) }
        let parts = try view.actions(of: stored.id)
        guard parts.allSatisfy({ $0.action.part >= action.part || $0.state == .done }) else {
            return (Deciding.refusal(.waiting, "the part before action `\(action.id)` is not read back yet"), nil)
        }
        let call = try action.call()
        let part = whole.proposal.asking(call)
        let authority = stored.authorityOfParts
        let need = need(call, part.tool, rulebook, authority, excluding: stored.id)
        let judge = Judge(rulebook, tools: tools)
        var facts = try view.facts(need)
        facts.standing.speaksFor = stored.facts.standing.speaksFor
        let ruling = judge.judge(part, call, facts, by: authority)
        guard stored.unanswered(ruling).isEmpty, let attempt = try view.claim(action, at: fresh.now) else {
            return (ruling, nil)
        }
        try view.renew(stored.id, at: fresh.now)
        try view.append(
            AuditEntry(
                .claim, at: fresh.now, agent: action.agent, subject: action.id.description, word: "attempt_\(attempt)",
                charterVersion: rulebook.version, payload: action.request))
        return (ruling, attempt)
    }

    private func judge(_ submitted: Submitted, overlay: LedgerOverlay?) throws -> Decision {
        guard let rulebook = try view.rulebook(of: submitted.agent) else {
            let message = "`\(submitted.agent)` has no charter in force; apply one first"
            return decision(submitted, 0, nil, nil, Deciding.refusal(.stopped, message))
        }
        switch submitted.read {
        case .failure(let malformed):
            let ruling = Ruling(findings: [malformed.finding], permission: nil, question: nil, effects: .none)
            return decision(submitted, rulebook.version, nil, nil, ruling)
        case .success(let read):
            let (proposal, call, authority) = (read.proposal, read.call, submitted.authority)
            var facts = try view.facts(
                need(call, proposal.tool, rulebook, authority, excluding: nil, proposal.evidence))
            facts.standing.speaksFor = submitted.speaksFor
            overlay?.apply(to: &facts, of: call, rulebook)
            let ruling = Judge(rulebook, tools: tools).judge(proposal, call, facts, by: authority)
            return decision(submitted, rulebook.version, read, facts, ruling)
        }
    }

    private func carry(_ decision: Decision) throws -> Claimed? {
        let ruling = decision.ruling
        switch ruling.verdict {
        case .refuse: return nil
        case .escalate:
            try escalate(decision)
            return nil
        case .hold:
            guard let question = ruling.question else { return nil }
            try view.reserve(decision, onlyRaise: false, at: fresh.now)
            try view.open(
                Hold(
                    decision: decision.id, question: question, deadline: fresh.now.advanced(by: question.within)))
            return nil
        case .authorise:
            guard decision.state == .authorised else { return nil }
            try view.reserve(decision, onlyRaise: false, at: fresh.now)
            if decision.authority.isPersons { try view.decided(decision.proposal?.call.touched ?? [], at: fresh.now) }
            return try dispatch(decision)
        }
    }

    /// Puts a decision's actions in the outbox and claims the first.
    func dispatch(_ decision: Decision) throws -> Claimed? {
        guard let read = decision.proposal else { return nil }
        let actions = Action.parts(of: decision.id, read, decision.ruling.effects, ids: fresh.actions)
        for action in actions { try view.enqueue(action, isClaimed: action.part == 0, at: fresh.now) }
        return actions.first.map { Claimed(action: $0, attempt: 1) }
    }

    private func escalate(_ decision: Decision) throws {
        guard let question = decision.ruling.question,
            let finding = decision.ruling.findings.first(where: { $0.verdict == .escalate })
        else { return }
        let escalation = Escalation(
            id: fresh.escalation, run: decision.run, agent: decision.agent,
            cause: [finding.code.rawValue, finding.limit ?? ""].joined(separator: " "), question: question,
            deadline: fresh.now.advanced(by: question.within))
        try view.open(escalation, for: decision.id, decision.proposal?.call.touched ?? [])
    }

    func need(
        _ call: Call, _ tool: ToolName, _ rulebook: Rulebook, _ authority: Authority, excluding: DecisionID?,
        _ evidence: [Evidence] = []
    ) -> FactsNeeded {
        FactsNeeded(
            agent: rulebook.charter.agent, tool: tool, call: call, rulebook: rulebook, now: fresh.now,
            draw: fresh.draw, by: authority, excluding: excluding,
            citesAccount: evidence.contains { $0.entity.kind == .account })
    }

    private func note(_ decision: Decision) throws {
        try view.append(
            AuditEntry(
                .ruling, at: decision.at, agent: decision.agent, subject: decision.id.description,
                word: decision.ruling.verdict.rawValue, charterVersion: decision.charterVersion,
                payload: decision.record))
    }

    private func decision(
        _ submitted: Submitted, _ version: Int, _ read: ReadProposal?, _ facts: Facts?, _ ruling: Ruling
    ) -> Decision {
        Decision(
            id: fresh.decision, run: submitted.run, agent: submitted.agent, at: fresh.now, charterVersion: version,
            authority: submitted.authority, bytes: submitted.bytes, proposal: read,
            facts: facts ?? Facts(now: fresh.now, standing: .none), ruling: ruling)
    }

    static func refusal(_ code: FindingCode, _ message: String) -> Ruling {
        Ruling(
            findings: [Finding(code, .refuse, message: message)], permission: nil, question: nil, effects: .none)
    }
}

extension Decision {
    /// On whose authority its parts are judged again: what an agent was allowed, or a person agreed to, is not asked twice.
    var authorityOfParts: Authority {
        switch authority {
        case .agent, .rehearsal, .approved: .approved(id)
        case .person, .undo, .safety: authority
        }
    }
}

extension Decision {
    /// What speaks against it when it is judged again. What was held has a person's yes by then, which answers whatever asks for one:
    /// what is held or spent beside it meanwhile does not make the yes void. What escalates or refuses does.
    func unanswered(_ again: Ruling) -> [Finding] {
        let answered: Verdict = ruling.verdict == .hold ? .hold : .authorise
        return again.findings.filter { $0.verdict > answered }
    }
}

extension Standing {
    /// Before anything is known.
    static let none = Standing(stage: .shadow)
}

extension Proposal {
    /// The same reasons for another call: a part of a move is judged as the change it makes.
    func asking(_ call: Call) -> Proposal {
        let tool: ToolName = if case .setDailyBudget = call { .setDailyBudget } else { self.tool }
        return Proposal(
            agent: agent, tool: tool, arguments: call.arguments, reason: reason, evidence: [], confidence: confidence)
    }
}
