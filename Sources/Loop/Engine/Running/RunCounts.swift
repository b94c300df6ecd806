public import Governance
public import Schemas
import Vocabulary

/// How many decisions of a run stand under which heading.
public struct RunCounts: Hashable, Sendable {
    private let counts: [RunHeading: Int]
    /// What was held and will not be done: answered with no, expired, or void.
    public let lapsed: [DecisionState: Int]
    /// Whether the run ended before the agent was asked, since it was paused.
    public let wasPaused: Bool

    /// Counts; a heading that is left out has none.
    public init(_ counts: [RunHeading: Int], lapsed: [DecisionState: Int] = [:], wasPaused: Bool = false) {
        self.counts = counts.filter { $0.value > 0 }
        self.lapsed = lapsed.filter { $0.value > 0 && RunCounts.lapses.contains($0.key) }
        self.wasPaused = wasPaused
    }

    /// How many stand under a heading.
    public subscript(_ heading: RunHeading) -> Int { counts[heading] ?? 0 }

    /// How what was held ends without being done.
    public static let lapses: [DecisionState] = [.rejected, .expired, .void]

    /// Every heading with its number, and what was held and will not be done.
    public var json: JSON {
        let now = RunHeading.allCases.map { ($0.rawValue, JSON.integer(Int64(self[$0]))) }
        return .object(
            JSONObject(now + RunCounts.lapses.map { ($0.rawValue, JSON.integer(Int64(lapsed[$0] ?? 0))) }))
    }
}

extension EngineView {
    /// How the decisions of a run that ended stand now: what was in doubt when it ended may have been found not to have happened.
    /// What was held stands as it was answered; what was escalated, as the run left it. Nil for a run that was cut off, or whose summary cannot be read.
    public func counts(of run: RunRecord) throws -> RunCounts? {
        guard run.endedAt != nil, let summary = run.readSummary, let ruled = summary.rulings else { return nil }
        var counts: [RunHeading: Int] = [
            .held: ruled[.hold] ?? 0, .escalated: ruled[.escalate] ?? 0, .refused: ruled[.refuse] ?? 0,
        ]
        if run.isShadow {
            counts[.executed] = ruled[.authorise]
            return RunCounts(counts, wasPaused: summary["paused"]?.boolValue ?? false)
        }
        let states = try states(of: run.id, first: ruled.values.reduce(0, +))
        counts[.held] = states[.held]
        for (state, count) in states where state.wasLetThrough {
            counts[RunHeading(ofAuthorised: state), default: 0] += count
        }
        return RunCounts(counts, lapsed: states, wasPaused: summary["paused"]?.boolValue ?? false)
    }
}

extension DecisionState {
    /// Whether only what was authorised comes here, be it by the gate or by a person's yes.
    fileprivate var wasLetThrough: Bool {
        switch self {
        case .authorised, .done, .partlyDone, .notSent, .inDoubt, .undone: true
        case .refused, .held, .escalated, .rejected, .expired, .void: false
        }
    }
}

extension RunRecord {
    fileprivate var readSummary: JSON? {
        do { return try JSON(parsing: Array(summary.utf8)) } catch { return nil }
    }
}

extension JSON {
    /// Decisions by what the gate said, as a run's summary has them.
    fileprivate var rulings: [Verdict: Int]? {
        guard let said = self["decisions"] else { return nil }
        return Dictionary(
            uniqueKeysWithValues: Verdict.allCases.map { ($0, Int(said[$0.rawValue]?.integerValue ?? 0)) })
    }
}
