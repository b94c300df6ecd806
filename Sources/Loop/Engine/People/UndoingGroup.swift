import Governance
public import Vocabulary

/// What became of taking back one decision of several.
public struct UndoneDecision: Sendable {
    /// The decision, as it stood before.
    public let record: DecisionRecord
    /// What became of each of its actions, the last part first; empty where nothing could be tried.
    public let became: [(action: ActionID, became: Undone)]
    /// Why nothing could be tried; nil where it was.
    public let trouble: String?

    /// Whether everything of it is as it was before.
    public var isBack: Bool { trouble == nil && !became.isEmpty && became.allSatisfy(\.became.isBack) }
}

extension Engine {
    /// What a run did of one kind: the decisions of the same run with the same tool, ruling and authority whose effects are
    /// still there, in the order they were judged. The decision itself is among them while its effect is.
    public func group(of id: DecisionID) async throws -> [DecisionRecord] {
        try await store.read { view in
            guard let record = try view.record(of: id), !record.isShadow, let decision = record.decision else {
                return []
            }
            // What was only refused, held or asked about is not read: it is most of a run.
            let sent = try view.decisions(of: record.run).filter { try view.state(of: $0)?.mayBeThere ?? false }
            return try sent.compactMap { try view.record(of: $0) }.filter { other in
                guard let known = other.decision, !other.isShadow else { return false }
                return known.proposal?.proposal.tool == decision.proposal?.proposal.tool
                    && known.ruling.verdict == decision.ruling.verdict && known.authority == decision.authority
                    && other.actions.contains { $0.state == .done }
            }
        }
    }

    /// Takes back decisions one by one, the newest first, each judged by itself; what cannot be taken back does not keep the
    /// rest. Once the platform is gone or effects are halted, nothing further is tried.
    public func undo(_ records: [DecisionRecord], by signatory: Signatory) async throws -> [UndoneDecision] {
        var results: [UndoneDecision] = []
        var stopped: String?
        for record in records.reversed() {
            if let stopped {
                results.append(UndoneDecision(record: record, became: [], trouble: "not tried: \(stopped)"))
                continue
            }
            do {
                let became = try await undo(record.id, by: signatory)
                results.append(UndoneDecision(record: record, became: became, trouble: nil))
            } catch let error as EngineError {
                switch error {
                case .notAllowed: throw error
                case .unavailable, .halted, .noPlatform: stopped = "\(error)"
                default: break
                }
                results.append(UndoneDecision(record: record, became: [], trouble: "\(error)"))
            }
        }
        return results.reversed()
    }
}

extension DecisionState {
    /// Whether something that it did may be there still.
    fileprivate var mayBeThere: Bool {
        switch self {
        case .authorised, .done, .partlyDone, .inDoubt: true
        case .refused, .held, .escalated, .notSent, .rejected, .expired, .void, .undone: false
        }
    }
}
