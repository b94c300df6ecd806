import Governance
public import Schemas
public import Vocabulary

/// Why a decision was taken, in at most twelve plain lines.
public struct Explanation: Sendable {
    /// The lines, in order: what, why now, on which data, which rules, who agreed, what came of it, what it rests on, what would
    /// have changed it.
    public let lines: [Line]
    /// The nearest change that flips the ruling.
    public let flip: Flip?

    /// One line with its heading.
    public struct Line: Hashable, Sendable {
        /// `What`, `Why now`, `Data`.
        public let heading: String
        /// The rest.
        public let text: String
    }

    /// The explanation as JSON.
    public var json: JSON {
        let lines = lines.map { JSON.object(["heading": .string($0.heading), "text": .string($0.text)]) }
        return .object(
            JSONObject(present: [
                "flip": flip.map { ["to": $0.verdict.json, "words": .string($0.words)] }, "lines": .array(lines),
            ]))
    }
}

extension Engine {
    /// Explains a decision; the same for one that was rehearsed.
    public func explain(_ id: DecisionID) async throws -> Explanation {
        guard let record = try await store.read({ view in try view.record(of: id) }) else {
            throw EngineError.notFound("there is no decision `\(id)`")
        }
        guard let decision = record.decision else {
            return Explanation(
                lines: [
                    .init(heading: "What", text: "the content of decision \(id) was erased; its leaf still verifies")
                ],
                flip: nil)
        }
        let (rulebook, assumptions, escalation) = try await store.read { view in
            (
                // The charter it was judged by, also where another one is in force by now.
                try view.rulebook(of: decision.agent, version: decision.charterVersion, at: decision.at),
                try view.imports().flatMap(\.assumptions),
                try view.escalation(stopping: id)
            )
        }
        let flip = rulebook.flatMap { Flip.nearest(of: decision, by: Judge($0, tools: tools)) }
        let check = try await forecastChecks(decision.agent).first { $0.decision == id }
        var words = ExplanationWords(
            record: record, decision: decision, rulebook: rulebook, flip: flip, check: check)
        words.escalation = escalation
        words.takenBack = try await takenBack(decision)
        words.takenBackBy = record.state == .undone ? try await undos(of: record) : []
        return Explanation(lines: words.lines(assumptions), flip: flip)
    }

    /// What a decision took back, where it is a person's undo.
    private func takenBack(_ decision: Decision) async throws -> DecisionRecord? {
        guard case .undo = decision.authority, let reason = decision.proposal?.proposal.reason,
            let id = UndoReason.decision(in: reason)
        else { return nil }
        return try await store.read { view in try view.record(of: id) }
    }

    /// The decisions by which a person took another one back, oldest first. None where everything was back already.
    private func undos(of record: DecisionRecord) async throws -> [DecisionRecord] {
        let objects = Set(record.actions.flatMap { $0.receipt?.before.map(\.entity) ?? [] })
        let id = record.id
        let found = try await store.read { view in
            try objects.sorted().flatMap { try view.decisions(on: $0, rehearsed: false, limit: 100) }
                .compactMap { try view.record(of: $0) }
        }
        return found.filter { other in
            guard case .undo? = other.decision?.authority, let reason = other.decision?.proposal?.proposal.reason
            else { return false }
            return UndoReason.decision(in: reason) == id && other.state == .done
        }.sorted { $0.at < $1.at }
    }
}
