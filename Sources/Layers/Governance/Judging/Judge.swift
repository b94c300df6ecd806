import Schemas
public import Vocabulary

/// The gate's pure function: bytes of a proposal and facts in, ruling out. The same in gives the same out, on every machine.
public struct Judge: Sendable {
    /// The charter it judges by.
    public let rulebook: Rulebook
    private let tools: ToolBook

    /// A judge for one agent.
    public init(_ rulebook: Rulebook, tools: ToolBook) {
        self.rulebook = rulebook
        self.tools = tools
    }

    /// A judge of the same agent by another charter, for asking what would have been.
    public func by(_ charter: Charter) -> Judge {
        let other = Rulebook(
            charter, version: rulebook.version, target: rulebook.target, isMeasured: rulebook.isMeasured,
            holdLimit: rulebook.holdLimit)
        return Judge(other, tools: tools)
    }

    /// Judges a proposal by its bytes.
    public func judge(_ bytes: [UInt8], _ facts: Facts, by authority: Authority = .agent) -> Ruling {
        switch tools.read(bytes) {
        case .failure(let malformed): return refusal(malformed.finding)
        case .success(let read): return judge(read.proposal, read.call, facts, by: authority)
        }
    }

    /// Judges a proposal that the tool book read from the bytes that will be sent.
    public func judge(_ proposal: Proposal, _ call: Call, _ facts: Facts, by authority: Authority = .agent) -> Ruling {
        guard proposal.agent == rulebook.charter.agent else {
            return refusal(
                Finding(.stopped, .refuse, message: "this is the charter of `\(rulebook.charter.agent)`"))
        }
        do throws(Refusal) {
            let changes = try Changes(facts: facts, tool: proposal.tool).of(call)
            return judge(Subject(proposal: proposal, call: call, authority: authority, changes: changes), facts)
        } catch {
            return refusal(error.finding)
        }
    }

    private func judge(_ subject: Subject, _ facts: Facts) -> Ruling {
        let permitted = Permissions(rulebook).decide(subject, facts)
        var findings = Guardrails.all.flatMap { $0.findings(on: subject, facts, rulebook) } + permitted.findings
        // Who was asked has answered with these arguments: what only asks for them is answered, what refuses is not.
        if case .person = subject.authority {
            findings = findings.map { finding in
                let asked = question([finding], permitted.question)?.ask ?? []
                return finding.answered(by: facts.standing.speaksFor, asked)
            }
        }
        let verdict = findings.map(\.verdict).max() ?? .authorise
        if verdict == .hold, subject.isOwn, facts.standing.openHolds >= rulebook.holdLimit {
            findings.append(
                Finding(
                    .holds, .refuse, actual: "\(facts.standing.openHolds)", allowed: "\(rulebook.holdLimit)",
                    message: "`\(facts.standing.openHolds)` holds are open already; answer some first"))
        }
        return Ruling(
            findings: findings, permission: permitted.clause,
            question: question(findings, permitted.question), effects: effects(of: subject, facts))
    }

    private func effects(of subject: Subject, _ facts: Facts) -> LedgerEffects {
        let raise = Impact.raise(of: subject, facts) ?? 0
        return LedgerEffects(
            raise: raise, share: Impact.share(of: subject, facts) ?? 0,
            worstCase: Impact.worstCase(raise: raise, facts), changes: subject.changes)
    }

    /// Who is asked: for an escalation whom its trigger names, for a hold whom the permission names, else the owner.
    private func question(_ findings: [Finding], _ permitted: Question?) -> Question? {
        let escalation = rulebook.charter.escalation
        switch findings.map(\.verdict).max() {
        case .escalate?:
            let key = findings.first { $0.verdict == .escalate }?.limit
            let trigger = escalation.triggers.first { $0.clause.key == key }
            return Question(
                ask: [trigger?.to ?? escalation.to], within: trigger?.answerWithin ?? escalation.answerWithin)
        case .hold?: return permitted ?? Question(ask: [.owner], within: escalation.answerWithin)
        default: return nil
        }
    }

    private func refusal(_ finding: Finding) -> Ruling {
        Ruling(findings: [finding], permission: nil, question: nil, effects: .none)
    }
}

extension Finding {
    /// The finding as it counts once a person has decided: answered where that person is one of those it asks for. A yes that
    /// is somebody else's to give is not given by answering an escalation.
    fileprivate func answered(by speaksFor: [Charter.Approver], _ asked: [Charter.Approver]) -> Finding {
        guard verdict == .hold || verdict == .escalate else { return self }
        guard asked.contains(where: speaksFor.contains) else {
            let who = asked.map { "`\($0)`" }.joined(separator: " or ")
            return Finding(
                code, .refuse, limit: limit, actual: actual, allowed: allowed,
                message: "\(message); \(who) decides that, not who answers this escalation")
        }
        return Finding(code, .authorise, limit: limit, actual: actual, allowed: allowed, message: message)
    }
}

/// Why bytes are no proposal.
public struct Malformed: Error, Hashable, Sendable {
    /// The refusing finding.
    public let finding: Finding

    init(_ message: String, _ code: FindingCode = .malformed) {
        finding = Finding(code, .refuse, message: message)
    }
}
