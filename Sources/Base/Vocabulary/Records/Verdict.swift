/// What the gate may answer, from the laxest to the strictest; the strictest finding wins.
public enum Verdict: String, Hashable, Sendable, Comparable, CaseIterable {
    /// It may go at once.
    case authorise
    /// It waits for a person's yes to exactly this.
    case hold
    /// The object is locked and a named person is asked for judgement.
    case escalate
    /// It goes back to who proposed it.
    case refuse

    /// Laxer before stricter.
    public static func < (one: Verdict, other: Verdict) -> Bool { one.strictness < other.strictness }

    private var strictness: Int {
        switch self {
        case .authorise: 0
        case .hold: 1
        case .escalate: 2
        case .refuse: 3
        }
    }
}

/// How far a tool of an agent may go by itself.
public enum Stage: String, Hashable, Sendable, Comparable, CaseIterable {
    /// Judged on an overlay that dies with the run; nothing is held or sent.
    case shadow
    /// A person approves each.
    case recommend
    /// The first N are approved one by one.
    case probation
    /// One in k is approved.
    case sampled
    /// Inside the charter nobody is asked, but for what the charter lists `with_approval`.
    case autonomous

    /// From shadow up.
    public static func < (one: Stage, other: Stage) -> Bool { one.rung < other.rung }

    /// 0 for shadow to 4 for autonomous.
    public var rung: Int {
        switch self {
        case .shadow: 0
        case .recommend: 1
        case .probation: 2
        case .sampled: 3
        case .autonomous: 4
        }
    }
}

/// A posterior probability in ten-thousandths, rounded down, so that two machines judge alike.
public struct Confidence: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 0 to 10,000.
    public let tenThousandths: Int

    /// Nil outside 0 to 10,000.
    public init?(tenThousandths: Int) {
        guard (0...10_000).contains(tenThousandths) else { return nil }
        self.tenThousandths = tenThousandths
    }

    /// A probability rounded down to four decimals; nil where it is not a number from 0 to 1.
    public init?(roundingDown probability: Double) {
        guard probability >= 0, probability <= 1 else { return nil }
        tenThousandths = Int((probability * 10_000).rounded(.down))
    }

    /// Less likely before more likely.
    public static func < (one: Confidence, other: Confidence) -> Bool { one.tenThousandths < other.tenThousandths }

    /// As a share, for comparing with a charter's percentage.
    public var percentage: Percentage { Percentage(partsPerMillion: Int64(tenThousandths) * 100) }

    /// `92.13 %`.
    public var description: String { percentage.description }
}
