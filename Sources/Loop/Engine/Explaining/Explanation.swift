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
    /// Of an escalation what was asked and still waits, each as a person may propose it; nil where a decision is explained.
    public let proposals: [Proposal]?

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
                "proposals": proposals.map { all in
                    .array(
                        all.map {
                            ["arguments": $0.arguments, "reason": .string($0.reason), "tool": .string($0.tool.text)]
                        })
                },
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
            let erasure = try await store.erasure(of: record.entry)
            return Explanation(
                lines: [
                    .init(heading: "What", text: "the content of decision \(id) was erased; its leaf still verifies"),
                    .init(
                        heading: "Erased",
                        text: erasure?.words ?? "no entry of the log says by whom or why; see `mandate audit verify`"),
                ],
                flip: nil, proposals: nil)
        }
        let check = try await forecastCheck(of: decision)
        let (told, assumptions) = try await store.read { view in
            (
                try ExplanationWords(record, decision, try view.charter(of: decision), in: view),
                try view.assumptions()
            )
        }
        var words = told
        words.flip = words.rulebook.flatMap { Flip.nearest(of: decision, by: Judge($0, tools: tools)) }
        words.check = check
        return Explanation(lines: words.lines(assumptions), flip: words.flip, proposals: nil)
    }
}
