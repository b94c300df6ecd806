public import Vocabulary

/// The gate's answer to one proposal, with every finding that led to it.
public struct Ruling: Hashable, Sendable {
    /// The strictest of the findings; authorise where none objects.
    public let verdict: Verdict
    /// All of them, strictest first, then in order of the rules; what a rule says of each of several parts alike, once.
    public let findings: [Finding]
    /// The permission that decided: `actions.may[1]`; nil where none did.
    public let permission: String?
    /// Who is asked, for a hold or an escalation, and until when.
    public let question: Question?
    /// What it takes from the ledger if it is authorised or held.
    public let effects: LedgerEffects

    /// A ruling; its verdict is the strictest finding's.
    public init(findings: [Finding], permission: String?, question: Question?, effects: LedgerEffects) {
        verdict = findings.map(\.verdict).max() ?? .authorise
        var said: Set<Finding> = []
        self.findings = findings.filter { said.insert($0).inserted }.enumerated()
            .sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }.map(\.element)
        self.permission = permission
        self.question = question
        self.effects = effects
    }
}

/// Whom a hold or escalation asks, and for how long.
public struct Question: Hashable, Sendable {
    /// Any one of these; never the proposer.
    public let ask: [Charter.Approver]
    /// Silence after this long is No.
    public let within: Duration

    /// A question.
    public init(ask: [Charter.Approver], within: Duration) {
        self.ask = ask
        self.within = within
    }

    /// The question whose yes answers this one and another: those whom both ask, within the shorter time. Nobody, where the
    /// two have none in common.
    func answered(with other: Question) -> Question {
        Question(ask: ask.filter(other.ask.contains), within: min(within, other.within))
    }

    /// Whom it asks, in words.
    var who: String { ask.map(\.description).joined(separator: " or ") }
}

/// What a decision reserves on the ledger; settled by its receipt, released only when no effect is proved.
public struct LedgerEffects: Hashable, Sendable {
    /// More standing budget, minor units a day; a lowering frees nothing until it is read back.
    public var raise: Int64
    /// Money moved or paused, as minor units of the measured period; a move counts once.
    public var share: Int64
    /// The largest worst-case bill that the raise adds over any window of a cap, minor units; for showing.
    public var worstCase: Int64
    /// The changes it makes, in the order of its parts.
    public var changes: [Change]

    /// Nothing.
    public static let none = LedgerEffects(raise: 0, share: 0, worstCase: 0, changes: [])

    /// Effects.
    public init(raise: Int64, share: Int64, worstCase: Int64, changes: [Change]) {
        self.raise = raise
        self.share = share
        self.worstCase = worstCase
        self.changes = changes
    }
}

/// One entity's field before and after.
public struct Change: Hashable, Sendable {
    /// Which entity.
    public let entity: EntityRef
    /// The tool whose limits it counts against.
    public let tool: ToolName
    /// What is changed: `daily_budget`, `status`, `targeting`.
    public let field: String
    /// The value that is read now, as text.
    public let before: String
    /// The value that is asked for, as text.
    public let after: String
    /// For a budget: minor units a day before and after.
    public let amounts: Amounts?

    /// Minor units a day.
    public struct Amounts: Hashable, Sendable {
        /// Before.
        public let from: Int64
        /// After.
        public let to: Int64
        /// More is positive.
        public var difference: Int64 { to - from }

        /// Two amounts.
        public init(from: Int64, to: Int64) {
            self.from = from
            self.to = to
        }
    }

    /// A change.
    public init(
        entity: EntityRef, tool: ToolName, field: String, before: String, after: String, amounts: Amounts? = nil
    ) {
        self.entity = entity
        self.tool = tool
        self.field = field
        self.before = before
        self.after = after
        self.amounts = amounts
    }
}
