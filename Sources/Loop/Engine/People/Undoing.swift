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
        // Ten seconds: longer than a call to a platform takes.
        for _ in 0..<400 {
            do { return try await undoNow(id, by: signatory) } catch is AnotherUndo {
                try await pause(.milliseconds(25))
            }
        }
        throw EngineError.conflict(
            "decision `\(id)` is being taken back right now; `mandate explain \(id)` says what became of it")
    }

    private func undoNow(_ id: DecisionID, by signatory: Signatory) async throws -> [(
        action: ActionID, became: Undone
    )] {
        let found = try await store.read { view in try view.record(of: id).map { ($0, try view.undos(of: $0)) } }
        guard let (record, undos) = found else { throw EngineError.notFound("there is no decision `\(id)`") }
        try await checkAnswersFor(record.agent, record.decision?.proposal?.proposal.tool, signatory)
        guard let platform else { throw EngineError.noPlatform }
        guard record.state != .undone else { throw EngineError.takenBackAlready(id) }
        try record.checkIsSettled()
        try record.checkIsReadable()
        try record.checkIsTriedOnce(undos)
        let done = record.actions.filter { $0.state == .done }
        guard !done.isEmpty else {
            throw EngineError.conflict("decision `\(id)` changed nothing, so there is nothing to take back")
        }
        if let why = doors.closed(for: record.agent) { throw EngineError.halted(why) }
        try await readBackBudgets()
        var undoing = Undoing(record: record, signatory: signatory, known: Set(undos.map(\.id)))
        var became: [(ActionID, Undone)] = []
        for action in done.reversed() {
            guard let receipt = action.receipt else {
                became.append((action.action.id, .exception(DecisionRecord.erasedWay("what was there before it"))))
                continue
            }
            let live = try await read(receipt.after, through: platform.reads)
            became.append((action.action.id, try await undo(action.action, receipt, live, &undoing)))
        }
        try await conclude(undoing, became.map(\.1))
        if became.allSatisfy(\.1.isBack) { try await answerAsked(about: record, by: signatory) }
        return became
    }

    private func undo(
        _ action: Action, _ receipt: Receipt, _ live: [FieldValue], _ undoing: inout Undoing
    ) async throws -> Undone {
        switch Undo(action, receipt, live: live) {
        case .nothingToDo: return .nothingToDo
        case .exception(let why): return .exception(why + (try await whoElse(changed: live, after: undoing.record.id)))
        case .call(let call):
            guard let tool = call.tool else { return .exception("it has no inverse") }
            let record = undoing.record
            let proposal = Proposal(
                agent: record.agent, tool: tool, arguments: call.arguments,
                reason: UndoReason.text(record.id), evidence: [], confidence: .certain)
            let (decision, carried) = try await gate(of: undoing).decide(
                proposal.canonicalBytes, of: record.agent, in: record.run, by: .undo(undoing.signatory.person)
            ) { permit in try await carry(permit) }
            undoing.known.insert(decision.id)
            guard decision.ruling.verdict == .authorise else { return .refused(decision.ruling.findings) }
            guard case .done? = try await follow(decision.id, carried)?.attempt else {
                return .unconfirmed(try await unconfirmed(decision.id))
            }
            return .done(decision.id)
        }
    }

    /// Which later decision of ours that stands set what is there now, where one did: that one is taken back first. An undo is none:
    /// what it set back is another one's doing.
    private func whoElse(changed live: [FieldValue], after id: DecisionID) async throws -> String {
        let later = try await store.read { view -> DecisionID? in
            for entity in Set(live.map(\.entity)) {
                let newer = try view.decisions(on: entity, rehearsed: false, limit: 100).prefix { $0 != id }
                for other in newer {
                    guard let record = try view.record(of: other), record.state == .done,
                        let authority = record.decision?.authority, !authority.isUndo
                    else { continue }
                    if record.actions.contains(where: { !Set($0.receipt?.after ?? []).isDisjoint(with: live) }) {
                        return other
                    }
                }
            }
            return nil
        }
        return later.map { "; decision `\($0)` set it after that: take that back first, with `mandate undo \($0)`" }
            ?? ""
    }

    /// A gate that lets one undo through where two ask at the same moment, and keeps the person's signed word with its ruling.
    private func gate(of undoing: Undoing) -> Gate {
        let (id, known) = (undoing.record.id, undoing.known)
        let asked = UndoRecord.asked(id, undoing.record.agent, by: undoing.signatory, at: surroundings.now())
        let alongside = Alongside(
            store: store,
            before: { view in
                try view.checkIsFree(id, besides: known)
                try view.append(asked)
            })
        return Gate(store: alongside, tools: tools, surroundings: surroundings)
    }

    /// What was done is marked with its receipt. What was back already counts with it: an undo that was cut short is finished
    /// by the next one.
    private func conclude(_ undoing: Undoing, _ became: [Undone]) async throws {
        let (record, known) = (undoing.record, undoing.known)
        let isOurs = became.contains { if case .done = $0 { true } else { false } }
        let isBack = !became.isEmpty && became.allSatisfy(\.isBack)
        let now = surroundings.now()
        let statement = SignedStatement("undo", ["decision": record.id.json], by: undoing.signatory, at: now)
        try await store.write { view in
            if isOurs, try view.state(of: record.id) == .undone { return }
            // What was found may be another one's doing.
            try view.checkIsFree(record.id, besides: known)
            if isBack { try view.markUndone(record, statement.record, at: now) }
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
}

/// One taking back, with the undos of the decision that were there before and its own.
private struct Undoing {
    let record: DecisionRecord
    let signatory: Signatory
    var known: Set<DecisionID>
}

extension DecisionRecord {
    /// What its parts that were carried out have set, in words.
    public var stays: String {
        actions.filter { $0.state == .done }.flatMap { $0.receipt?.after ?? [] }.map(\.description)
            .joined(separator: ", ")
    }

    /// Throws a conflict where it did something, and what is not in the log any more.
    func checkIsReadable() throws(EngineError) {
        guard decision == nil, state.mayBeThere else { return }
        throw .conflict(DecisionRecord.erasedWay("what decision `\(id)` did"))
    }

    /// Throws a conflict while it is not known whether an undo of it happened: what the next one sets would be read as what the
    /// first one did. Of one that is under way it is known in a moment.
    fileprivate func checkIsTriedOnce(_ undos: [DecisionRecord]) throws {
        if undos.contains(where: { $0.state == .authorised }) { throw AnotherUndo() }
        guard let open = undos.first(where: { $0.state == .inDoubt }) else { return }
        throw EngineError.conflict(
            "decision `\(open.id)` took it back, and whether that happened is not known; look at the platform, say it with "
                + "`mandate resolve \(open.id) --happened` or `--did-not`, then take decision `\(id)` back")
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

extension Authority {
    /// Whether a person takes back what was done.
    var isUndo: Bool { if case .undo = self { true } else { false } }
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
