public import Vocabulary

/// A person's signed answer to an escalation.
public struct EscalationReply: Hashable, Sendable {
    /// What is answered.
    public let escalation: EscalationID
    /// The agent that was stopped.
    public let agent: AgentName
    /// Who answers.
    public let person: PersonID
    /// The answer's word: `do_nothing`, `propose`, `change_charter`.
    public let word: String
    /// When it was signed.
    public let at: Instant
    /// Whether the person decided about the objects. Who wants to change the charter has not: they are free for the next run.
    public var decides: Bool { word != "change_charter" }
    /// Whom the person speaks for: of what a charter asks of somebody, the answer to these is theirs to give.
    public let speaksFor: [Charter.Approver]
    /// The signed statement with its signature, as `audit verify` checks it.
    public let record: [UInt8]

    /// An answer; `record` is signed over the same values.
    public init(
        escalation: EscalationID, agent: AgentName, person: PersonID, word: String, at: Instant,
        speaksFor: [Charter.Approver], record: [UInt8]
    ) {
        self.escalation = escalation
        self.agent = agent
        self.person = person
        self.word = word
        self.at = at
        self.speaksFor = speaksFor
        self.record = record
    }
}

/// Closes escalations on a person's answer, and judges what the person wants instead, inside one transaction.
struct Replying {
    let deciding: Deciding

    private var view: any GateView { deciding.view }

    /// True where the escalation was open and is closed now.
    func close(_ reply: EscalationReply) throws -> Bool {
        guard try view.isOpen(reply.escalation) else { return false }
        try view.close(reply)
        try note(reply)
        return true
    }

    /// Judges on the person's authority. Authorised, it answers for the objects that it touches, and closes the escalation with the
    /// last of them; else these stay locked. Nil where that is answered already: then nothing is judged.
    func decide(_ reply: EscalationReply, _ submitted: Submitted) throws -> (decision: Decision, claimed: Claimed?)? {
        let asked = (try? submitted.read.get())?.call.touched ?? []
        guard try view.isOpen(reply.escalation), try view.waits(asked, for: reply.escalation) else { return nil }
        let decided = try deciding.decide(submitted)
        let decision = decided.decision
        guard decision.ruling.verdict == .authorise else { return decided }
        let touched = decision.proposal?.call.touched ?? []
        if try view.answer(reply.escalation, about: touched, with: decision.id) { try view.close(reply) }
        try note(reply)
        return decided
    }

    private func note(_ reply: EscalationReply) throws {
        try view.append(
            AuditEntry(
                .answered, at: deciding.fresh.now, agent: reply.agent, subject: reply.escalation.description,
                word: reply.word, payload: reply.record))
    }
}
