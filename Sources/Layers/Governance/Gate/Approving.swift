import Schemas
import Vocabulary

/// Uses, rejects and expires holds inside one transaction, and keeps in the same one who answered and why.
struct Approving {
    let deciding: Deciding

    private var view: any GateView { deciding.view }
    private var now: Instant { deciding.fresh.now }

    func use(_ approval: Approval) throws -> (ApprovalAnswer, Claimed?) {
        guard approval.isYes else { return (try reject(approval), nil) }
        switch try open(approval) {
        case .failure(let closed): return (closed.answer, nil)
        case .success(let (hold, decision)):
            let findings = try objections(approval, decision)
            guard findings.isEmpty else {
                // The agent going on brings back what was asked about; only the yes has to be given again. Whatever else
                // speaks against it meanwhile is judged then, on the day's facts.
                let stops = findings.filter { $0.code == .stopped }
                guard stops.isEmpty else { return (.stopped(stops), nil) }
                try view.keep(approval)
                try close(
                    hold, decision, .void, .expired, word: "void", payload: approval.record(of: findings))
                return (.void(findings), nil)
            }
            try view.close(decision.id, at: now)
            try view.keep(approval)
            try view.move(decision.id, to: .authorised, at: now)
            try view.renew(decision.id, at: now)
            for tool in Set([decision.proposal?.proposal.tool].compactMap { $0 } + decision.uses.map(\.tool)) {
                try view.countApproval(of: tool, decision.agent)
            }
            try note(.approved, approval, decision.agent)
            return (.used(decision), try deciding.dispatch(decision))
        }
    }

    func reject(_ rejection: Approval) throws -> ApprovalAnswer {
        precondition(!rejection.isYes, "a yes is not a no")
        switch try open(rejection) {
        case .failure(let closed): return closed.answer
        case .success(let (_, decision)):
            try view.close(decision.id, at: now)
            try view.keep(rejection)
            try view.decided(decision.proposal?.call.touched ?? [], at: now)
            try view.release(decision.id, keepingChanges: false, at: now)
            try view.move(decision.id, to: .rejected, at: now)
            try note(.rejected, rejection, decision.agent)
            return .rejected
        }
    }

    /// True where the hold was open and its time is over, or its content is gone, so that nobody can be shown what to answer.
    func expire(_ id: DecisionID) throws -> Bool {
        guard let hold = try view.openHold(id) else { return false }
        let decision = try view.decision(id)
        guard hold.deadline <= now || decision == nil else { return false }
        try close(hold, decision, .expired, .expired, word: decision == nil ? "unreadable" : "silence")
        return true
    }

    private struct Closed: Error { let answer: ApprovalAnswer }

    private func open(_ approval: Approval) throws -> Result<(Hold, Decision), Closed> {
        guard let hold = try view.openHold(approval.decision), let decision = try view.decision(approval.decision)
        else { return .failure(Closed(answer: .notOpen(try view.state(of: approval.decision)))) }
        guard hold.deadline > now else {
            try close(hold, decision, .expired, .expired, word: "silence")
            return .failure(Closed(answer: .expired(hold.deadline)))
        }
        guard approval.answers(hold.question) else { return .failure(Closed(answer: .notAsked(hold.question))) }
        return .success((hold, decision))
    }

    /// What speaks against using the approval now: another charter, another before-value, a stricter ruling.
    private func objections(_ approval: Approval, _ decision: Decision) throws -> [Finding] {
        guard let read = decision.proposal, let rulebook = try view.rulebook(of: decision.agent) else {
            return [Finding(.stopped, .refuse, message: "`\(decision.agent)` has no charter in force")]
        }
        guard approval.charterVersion == rulebook.version else {
            return [
                Finding(
                    .approval, .refuse, actual: "version \(rulebook.version)",
                    allowed: "version \(approval.charterVersion)",
                    message: "the charter changed after this was shown; it has to be proposed again")
            ]
        }
        let authority = Authority.approved(decision.id)
        let need = deciding.need(read.call, read.proposal.tool, rulebook, authority, excluding: decision.id)
        let facts = try view.facts(need)
        let ruling = Judge(rulebook, tools: deciding.tools).judge(
            read.proposal, read.call, facts, by: authority)
        let unanswered = decision.unanswered(ruling)
        let before = ruling.effects.changes.map { FieldValue($0.entity, $0.field, $0.before) }
        if unanswered.isEmpty, before != approval.before || approval.worstCase < ruling.effects.worstCase {
            return [
                Finding(
                    .approval, .refuse, actual: before.map(\.description).joined(separator: "; "),
                    allowed: approval.before.map(\.description).joined(separator: "; "),
                    message: "what it touches changed after this was shown; it has to be proposed again")
            ]
        }
        return unanswered
    }

    private func close(
        _ hold: Hold, _ decision: Decision?, _ state: DecisionState, _ kind: AuditKind, word: String,
        payload: [UInt8] = []
    ) throws {
        let id = hold.decision
        try view.close(id, at: now)
        try view.release(id, keepingChanges: false, at: now)
        try view.move(id, to: state, at: now)
        try view.append(
            AuditEntry(
                kind, at: now, agent: decision?.agent, subject: id.description, word: word,
                charterVersion: decision?.charterVersion ?? 0, payload: payload))
    }

    private func note(_ kind: AuditKind, _ approval: Approval, _ agent: AgentName) throws {
        try view.append(
            AuditEntry(
                kind, at: now, agent: agent, subject: approval.decision.description,
                word: approval.isYes ? "yes" : "no", charterVersion: approval.charterVersion, payload: approval.record))
    }
}

extension Approval {
    /// A yes that came to nothing: whose it was, and what spoke against using it.
    func record(of objections: [Finding]) -> [UInt8] {
        JSON.object(["findings": objections.json, "person": person.json]).canonicalBytes
    }

    /// The signed bytes, a line break, the signature in hex: what `audit verify` checks offline.
    var record: [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return signedBytes + [0x0A] + signature.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
