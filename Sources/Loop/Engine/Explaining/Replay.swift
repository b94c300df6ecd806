public import Governance
public import Vocabulary

/// A decision judged again from what was recorded of it, and nothing else: nothing is asked, reserved, written or sent.
public struct Replay: Hashable, Sendable {
    /// The decision.
    public let decision: DecisionID
    /// When it was judged.
    public let at: Instant
    /// What was proposed, in words: tool and object.
    public let proposed: String
    /// The ruling on record; nil where its payload is gone.
    public let recorded: Ruling?
    /// The ruling that the recorded inputs give now; nil where they are not all there any more.
    public let again: Ruling?

    /// By whom and why its record was erased, as the log says; nil where it was not, or where no entry says so.
    public let erased: String?

    /// Whether it was judged again and came out exactly as it was recorded.
    public var isEqual: Bool { recorded != nil && recorded == again }
}

extension Engine {
    /// Judges a decision again from its record.
    /// - Throws: `EngineError.notFound` where there is no such decision.
    public func replay(_ decision: DecisionID) async throws -> Replay {
        guard let record = try await store.read({ view in try view.record(of: decision) }) else {
            throw EngineError.notFound("there is no decision `\(decision)`")
        }
        guard let recorded = record.decision else {
            return Replay(
                decision: decision, at: record.at, proposed: "its content is gone", recorded: nil, again: nil,
                erased: try await store.erasure(of: record.entry)?.words)
        }
        let (agent, version) = (recorded.agent, recorded.charterVersion)
        let rulebook = try await store.read { view in try view.rulebook(of: agent, version: version, at: recorded.at) }
        let again = rulebook.map {
            Judge($0, tools: tools).judge(recorded.bytes, recorded.facts, by: recorded.authority)
        }
        let object = recorded.proposal?.call.subject.map { " \($0)" } ?? ""
        return Replay(
            decision: decision, at: recorded.at,
            proposed: "\(recorded.proposal?.proposal.tool.text ?? "malformed")\(object)", recorded: recorded.ruling,
            again: again, erased: nil)
    }

    /// Judges every decision of a run again, in the order they were judged.
    /// - Throws: `EngineError.notFound` where the run decided nothing.
    public func replay(_ run: RunID) async throws -> [Replay] {
        let decisions = try await store.read { view in try view.decisions(of: run) }
        guard !decisions.isEmpty else { throw EngineError.notFound("run `\(run)` decided nothing, or is not there") }
        var replays: [Replay] = []
        for decision in decisions { replays.append(try await replay(decision)) }
        return replays
    }
}
