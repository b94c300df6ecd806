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
    /// Whether that is a halt.
    public var isHalted = false

    /// Whether everything of it is as it was before.
    public var isBack: Bool { trouble == nil && !became.isEmpty && became.allSatisfy(\.became.isBack) }
}

/// What a run did of one kind, as far as its effects are still there, in the order it was judged.
public struct UndoGroup: Sendable {
    /// The decisions of the same run with the same tool, ruling and authority. The decision itself is among them while its
    /// effect is there.
    public internal(set) var decisions: [DecisionRecord] = []
    /// Decisions of the run that did something and were erased from the log: whether they were of this kind nobody can say.
    public internal(set) var erased: [DecisionID] = []
}

extension Engine {
    /// What is to be taken back with a decision.
    /// - Throws: a conflict where what the decision itself did was erased.
    public func group(of id: DecisionID) async throws -> UndoGroup {
        try await store.read { view in
            var group = UndoGroup()
            guard let record = try view.record(of: id), !record.isShadow else { return group }
            try record.checkIsReadable()
            // What was only refused, held or asked about is not read: it is most of a run.
            let sent = try view.decisions(of: record.run).filter { try view.state(of: $0)?.mayBeThere ?? false }
            for other in try sent.compactMap({ try view.record(of: $0) }) where !other.isShadow {
                if other.decision == nil {
                    group.erased.append(other.id)
                } else if other.isAlike(record), other.actions.contains(where: { $0.state == .done }) {
                    group.decisions.append(other)
                }
            }
            return group
        }
    }

    /// Takes back decisions one by one, the newest first, each judged by itself; what cannot be taken back does not keep the
    /// rest. Once the platform is gone or effects are halted, nothing further is tried.
    public func undo(_ records: [DecisionRecord], by signatory: Signatory) async throws -> [UndoneDecision] {
        var results: [UndoneDecision] = []
        var (stopped, isHalted): (String?, Bool) = (nil, false)
        for record in records.reversed() {
            if let stopped {
                let trouble = "not tried: \(stopped)"
                results.append(UndoneDecision(record: record, became: [], trouble: trouble, isHalted: isHalted))
                continue
            }
            do {
                let became = try await undo(record.id, by: signatory)
                results.append(UndoneDecision(record: record, became: became, trouble: nil))
            } catch let error as EngineError {
                switch error {
                case .notAllowed: throw error
                case .halted: (stopped, isHalted) = ("\(error)", true)
                case .unavailable, .noPlatform: stopped = "\(error)"
                default: break
                }
                results.append(UndoneDecision(record: record, became: [], trouble: "\(error)", isHalted: isHalted))
            }
        }
        return results.reversed()
    }
}

extension DecisionRecord {
    fileprivate func isAlike(_ other: DecisionRecord) -> Bool {
        decision?.proposal?.proposal.tool == other.decision?.proposal?.proposal.tool
            && decision?.ruling.verdict == other.decision?.ruling.verdict
            && decision?.authority == other.decision?.authority
    }
}

extension DecisionState {
    /// Whether something that it did may be there still.
    var mayBeThere: Bool {
        switch self {
        case .authorised, .done, .partlyDone, .inDoubt: true
        case .refused, .held, .escalated, .notSent, .rejected, .expired, .void, .undone: false
        }
    }
}
