public import Governance
import Schemas
public import Vocabulary

extension Engine {
    /// Settles an action in doubt on the word of a person who looked at the platform: the ledger follows it.
    public func resolve(_ action: Action, happened: Bool, by signatory: Signatory) async throws {
        let (record, proposal) = try await store.read { view in
            (try view.record(of: action.decision), try view.decision(action.decision)?.proposal?.proposal)
        }
        try await checkAnswersFor(action.agent, proposal?.tool, signatory)
        guard record?.actions.contains(where: { $0.action.id == action.id && $0.state == .inDoubt }) == true else {
            throw EngineError.conflict(
                "action `\(action.id)` is not in doubt; `mandate explain \(action.decision)` says why")
        }
        let now = surroundings.now()
        let word = happened ? "happened" : "did_not"
        let statement = SignedStatement(
            "resolve", ["action": action.id.json, "word": .string(word)], by: signatory, at: now)
        let entry = AuditEntry(
            .answered, at: now, agent: action.agent, subject: action.id.description, word: word,
            payload: statement.record)
        let receipt = Receipt(
            action: action.id, at: now, before: action.preconditions, after: action.expected, answerHash: "",
            saidBy: signatory.person)
        try await resolve(
            action,
            happened ? .done(receipt) : .notSent("\(signatory.person) looked: the platform does not show it"),
            on: entry)
    }

    /// What the platform shows now of what an action was to change; nil where it cannot be read.
    public func shown(of action: Action) async -> [FieldValue]? {
        guard let platform, !action.expected.isEmpty else { return nil }
        do { return try await read(action.expected, through: platform.reads) } catch { return nil }
    }
}
