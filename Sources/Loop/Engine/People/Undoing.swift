import Execution
import Governance
import Schemas
public import Vocabulary

/// What became of taking one action back.
public enum Undone: Hashable, Sendable {
    /// The before-value is there again.
    case done(DecisionID)
    /// It was there already.
    case nothingToDo
    /// The gate refused, with its number: money caps, suppression, halt.
    case refused([Finding])
    /// It cannot be taken back; why.
    case exception(String)
    /// It was sent, and is not confirmed.
    case unconfirmed(Unconfirmed)

    /// Whether the before-value is there.
    public var isBack: Bool {
        switch self {
        case .done, .nothingToDo: true
        case .refused, .exception, .unconfirmed: false
        }
    }
}

extension Engine {
    /// Takes a decision's actions back, the last part first, each judged on the person's authority: step size, cool-down and
    /// age do not apply; money caps, suppression, moratorium and halt do. A decision with a part whose effect is not known is a
    /// conflict: once it counted as taken back, nobody would look at that part again.
    public func undo(_ id: DecisionID, by signatory: Signatory) async throws -> [(action: ActionID, became: Undone)] {
        guard let record = try await store.read({ view in try view.record(of: id) }) else {
            throw EngineError.notFound("there is no decision `\(id)`")
        }
        try await checkAnswersFor(record.agent, record.decision?.proposal?.proposal.tool, signatory)
        guard let platform else { throw EngineError.noPlatform }
        guard record.state != .undone else {
            throw EngineError.conflict("decision `\(id)` was taken back already; `mandate explain \(id)` says when")
        }
        try record.checkIsSettled()
        try record.checkIsReadable()
        try await checkIsTriedOnce(record)
        let done = record.actions.filter { $0.state == .done }
        guard !done.isEmpty else {
            throw EngineError.conflict("decision `\(id)` changed nothing, so there is nothing to take back")
        }
        if let why = doors.closed(for: record.agent) { throw EngineError.halted(why) }
        try await readBackBudgets()
        var became: [(ActionID, Undone)] = []
        for action in done.reversed() {
            guard let receipt = action.receipt else {
                became.append((action.action.id, .exception(DecisionRecord.erasedWay("what was there before it"))))
                continue
            }
            let live = try await read(receipt.after, through: platform.reads)
            became.append((action.action.id, try await undo(action.action, receipt, live, record, signatory)))
        }
        // What is back already counts: an undo that was cut short is finished by the next one.
        if !became.isEmpty, became.allSatisfy(\.1.isBack) { try await mark(record, signatory) }
        return became
    }

    private func undo(
        _ action: Action, _ receipt: Receipt, _ live: [FieldValue], _ record: DecisionRecord, _ signatory: Signatory
    ) async throws -> Undone {
        switch Undo(action, receipt, live: live) {
        case .nothingToDo: return .nothingToDo
        case .exception(let why): return .exception(why)
        case .call(let call):
            guard let tool = call.tool else { return .exception("it has no inverse") }
            let proposal = Proposal(
                agent: record.agent, tool: tool, arguments: call.arguments,
                reason: UndoReason.text(record.id), evidence: [], confidence: .certain)
            let (decision, carried) = try await gate.decide(
                proposal.canonicalBytes, of: record.agent, in: record.run, by: .undo(signatory.person)
            ) { permit in try await carry(permit) }
            guard decision.ruling.verdict == .authorise else { return .refused(decision.ruling.findings) }
            guard case .done? = try await follow(decision.id, carried)?.attempt else {
                return .unconfirmed(try await unconfirmed(decision.id))
            }
            return .done(decision.id)
        }
    }

    /// What the platform shows of some fields.
    func read(_ fields: [FieldValue], through reads: any ConnectorReads) async throws -> [FieldValue] {
        var live: [FieldValue] = []
        do throws(ConnectorError) {
            for field in fields {
                let entity = try await reads.entity(field.entity)
                live.append(FieldValue(field.entity, field.field, entity.value(of: field.field) ?? ""))
            }
        } catch { throw EngineError.unavailable("the platform could not be read: \(error.message)") }
        return live
    }

    /// Throws a conflict while it is not known whether an undo of it happened: what the next one sets would be read as what the
    /// first one did.
    private func checkIsTriedOnce(_ record: DecisionRecord) async throws {
        let open = try await store.read { view in
            try view.undos(of: record).first { $0.state == .inDoubt || $0.state == .authorised }
        }
        guard let open else { return }
        throw EngineError.conflict(
            "decision `\(open.id)` took it back, and whether that happened is not known; look at the platform, say it with "
                + "`mandate resolve \(open.id) --happened` or `--did-not`, then take decision `\(record.id)` back")
    }

    private func mark(_ record: DecisionRecord, _ signatory: Signatory) async throws {
        let now = surroundings.now()
        let (id, agent) = (record.id, record.agent)
        let statement = SignedStatement("undo", ["decision": id.json], by: signatory, at: now)
        try await store.write { view in
            try view.move(id, to: .undone, at: now)
            try view.append(
                AuditEntry(
                    .undone, at: now, agent: agent, subject: id.description, word: "undone", payload: statement.record))
        }
    }
}

extension DecisionRecord {
    /// Throws a conflict where it did something, and what is not in the log any more.
    func checkIsReadable() throws(EngineError) {
        guard decision == nil, state.mayBeThere else { return }
        throw .conflict(DecisionRecord.erasedWay("what decision `\(id)` did"))
    }

    fileprivate static func erasedWay(_ what: String) -> String {
        "\(what) was erased from the log, so it cannot be taken back from here; look at the platform's own history and set it "
            + "back there"
    }

    /// Throws a conflict where a part may still come about: taking back the rest would leave it standing by itself.
    fileprivate func checkIsSettled() throws(EngineError) {
        if let doubt = actions.first(where: { $0.state == .inDoubt }) {
            let object = doubt.action.expected.first.map { " on `\($0.entity)`" } ?? ""
            throw .conflict(
                "whether action `\(doubt.action.id)`\(object) happened is not known; look at the platform, say it with "
                    + "`mandate resolve \(doubt.action.id) --happened` or `--did-not`, then take decision `\(id)` back")
        }
        let isUnderway = actions.contains { $0.state == .claimed || $0.state == .queued }
        if isUnderway, actions.contains(where: { $0.state == .done }) {
            throw .conflict(
                "decision `\(id)` is being carried out right now; take it back once `mandate explain \(id)` says it is done"
            )
        }
    }
}

extension Confidence {
    /// A person's word.
    static let certain = Confidence(roundingDown: 1) ?? Confidence.none
    private static var none: Confidence { preconditionFailure("1 is a probability") }
}

extension Call {
    /// The tool a call belongs to; nil for reads.
    var tool: ToolName? {
        switch self {
        case .setDailyBudget: .setDailyBudget
        case .moveBudget: .moveBudget
        case .pause: .pause
        case .resume: .resume
        case .delete: .delete
        case .createCampaign: .createCampaign
        case .setTargeting: .setTargeting
        case .escalate: .escalate
        case .read: nil
        }
    }
}
