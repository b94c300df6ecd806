public import Vocabulary

/// Turns what is known and what is permitted into proposals. It cannot act, and it sees no limits.
public protocol Reasoner: Sendable {
    /// Which reasoner this is and of which version, such as `statistical 1`; kept with every run (R183).
    var name: String { get }
    /// What it would do now, in the order in which it wants to be judged. Same brief, same plan.
    func propose(_ brief: ReasoningBrief) async -> ReasoningPlan
    /// What it would do instead of proposals that were refused, asked once. It may withdraw them all.
    func revise(_ refusals: [Refusal], _ brief: ReasoningBrief) async -> ReasoningPlan
    /// What the account, and each campaign that is touched, is expected to be measured as with these changes made and nothing
    /// else: the account first. Empty where it makes no forecast.
    func forecasts(_ changes: [MadeChange], _ brief: ReasoningBrief) -> [Forecast]
}

extension Reasoner {
    /// The name of its type, for one that does not say.
    public var name: String { String(describing: Self.self) }
    /// None.
    public func forecasts(_ changes: [MadeChange], _ brief: ReasoningBrief) -> [Forecast] { [] }
}

/// Everything a reasoner is given for one decision.
public struct ReasoningBrief: Sendable {
    /// The account.
    public let snapshot: PaidMediaSnapshot
    /// What is wanted.
    public let goal: PaidMediaGoal
    /// What is permitted.
    public let permissions: Permissions
    /// How old the snapshot's data is when it is reasoned on (R077); zero where that was not said.
    public let age: Duration

    /// A brief.
    public init(
        snapshot: PaidMediaSnapshot, goal: PaidMediaGoal, permissions: Permissions, age: Duration = .zero
    ) {
        self.snapshot = snapshot
        self.goal = goal
        self.permissions = permissions
        self.age = age
    }
}

/// What a reasoner answers.
public struct ReasoningPlan: Sendable, Hashable {
    /// What it proposes, in the order in which it is to be judged.
    public let drafts: [Draft]
    /// What it decided to leave alone, and why. Doing nothing is an option that is always weighed and counted.
    public let nothing: DoNothing
    /// What paid calls it made for this cost, in the account's currency; zero for a reasoner that runs here.
    public let cost: Decimal12

    /// A plan.
    public init(drafts: [Draft], nothing: DoNothing, cost: Decimal12 = .zero) {
        self.drafts = drafts
        self.nothing = nothing
        self.cost = cost
    }
}

/// The record of doing nothing.
public struct DoNothing: Sendable, Hashable {
    /// Why an entity was left alone.
    public enum Reason: String, Sendable, Hashable, CaseIterable, Comparable {
        /// It spent less than one purchase costs: too little to judge, decided by rule.
        case tooLittleData = "too_little_data"
        /// It may do harm or good: nobody knows, and running it is how one finds out.
        case unsure
        /// A change would make the goal better, at the cost of what the charter protects.
        case protected
        /// A change would make the goal better at a price, and the target is met without it.
        case met
        /// Nothing permitted would make it better.
        case asGoodAsItGets = "as_good_as_it_gets"
        /// A person is being asked about it already.
        case waiting
        /// It was changed recently and the change has to show first.
        case settling
        /// A proposal about it was refused by the gate, or by nobody's answer in time, and the data are the same.
        case refused
        /// A person decided about it, one way or the other, lately or before newer data came.
        case decided
        /// It does not run, or nothing about it is permitted.
        case notOurs = "not_ours"

        /// As the end of `12 …`.
        public var words: String {
            switch self {
            case .tooLittleData: "with too little data"
            case .unsure: "uncertain"
            case .protected: "needed for what is protected"
            case .met: "not needed while the target is met"
            case .asGoodAsItGets: "as good as it gets"
            case .waiting: "waiting for a person"
            case .settling: "changed recently"
            case .refused: "refused on these data"
            case .decided: "decided by a person"
            case .notOurs: "not running or not permitted"
            }
        }

        /// Order of names.
        public static func < (one: Reason, other: Reason) -> Bool { one.rawValue < other.rawValue }
    }

    /// How many entities were left alone, by reason.
    public let counts: [Reason: Int]
    /// One plain sentence.
    public let summary: String

    /// How many entities were left alone in all.
    public var total: Int { counts.values.reduce(0, +) }

    /// A record of what was left alone.
    public init(counts: [Reason: Int], summary: String) {
        self.counts = counts
        self.summary = summary
    }
}

/// A proposal that came back.
public struct Refusal: Sendable, Hashable {
    /// The proposal.
    public let draft: Draft
    /// What the gate found.
    public let findings: [Finding]

    /// A refusal.
    public init(_ draft: Draft, findings: [Finding]) {
        self.draft = draft
        self.findings = findings
    }
}
