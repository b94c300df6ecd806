extension Charter {
    /// The limits of an agent. An empty list or nil is *not set*; zero is a limit and means none.
    public struct Constraints: Hashable, Sendable {
        /// The zone of every calendar window.
        public var zone: Zone
        /// The only currency of the charter.
        public var currency: Currency
        /// Caps on money.
        public var money: [MoneyCap] = []
        /// Limits on how much and how often things are changed.
        public var change: [ChangeLimit] = []
        /// Limits on how often a person is contacted.
        public var touches: [TouchLimit] = []
        /// What has to be known before a tool is used.
        public var evidence: [EvidenceRule] = []
        /// Which data the agent sees.
        public var data: DataRule?
        /// What it may offer.
        public var offers: OfferRule?
        /// Where its content comes from.
        public var content: ContentRule?
        /// The channels it may use; asked of tools that create, target or contact.
        public var channels: [String] = []
        /// The markets it may use, ISO 3166-1 alpha-2; asked of tools that create, target or contact.
        public var markets: [String] = []
        /// Why personal data may be used.
        public var lawfulBasis: LawfulBasis?
        /// When nobody is contacted.
        public var quietHours: QuietHours?

        /// Constraints without any limit yet.
        public init(zone: Zone, currency: Currency) {
            self.zone = zone
            self.currency = currency
        }
    }

    /// A cap on the worst-case bill in a window, over a scope. Reached means refused; unknown means refused.
    public struct MoneyCap: Hashable, Sendable {
        /// Its key, such as `constraints.money[0]`, and its place.
        public var clause: Clause
        /// The most that may be billed.
        public var cap: Money
        /// In which window; calendar ones in the charter's zone.
        public var window: Window
        /// Over what.
        public var over: Scope

        /// A cap.
        public init(_ cap: Money, _ window: Window, over: Scope, clause: Clause) {
            self.cap = cap
            self.window = window
            self.over = over
            self.clause = clause
        }
    }

    /// A limit on changes.
    public struct ChangeLimit: Hashable, Sendable {
        /// Its key, such as `constraints.change[2]`, and its place.
        public var clause: Clause
        /// What is limited.
        public var rule: Rule

        /// The kinds of limit on changes.
        public enum Rule: Hashable, Sendable {
            /// A tool runs at most so often in a window, on each thing of the scope. Holds count.
            case count(Int, of: ToolName, Window, over: Scope)
            /// What a tool changes adds up to at most this share of the value at the window's start.
            case cumulative(Percentage, of: ToolName, Window, over: Scope)
            /// Money moved or paused is at most this share of the account's spend in the measured period,
            /// else this verdict.
            case shareOfSpend(Percentage, Window, then: Verdict)
            /// What somebody else changed is left alone for so long.
            case leaveAloneAfterOthers(Duration)
        }

        /// A limit.
        public init(_ rule: Rule, clause: Clause) {
            self.rule = rule
            self.clause = clause
        }
    }

    /// At most so many contacts with one person in a window.
    public struct TouchLimit: Hashable, Sendable {
        /// Its key and place.
        public var clause: Clause
        /// The most contacts; zero is none.
        public var atMost: Int
        /// In which window.
        public var window: Window
        /// Only contacts of this category, such as `promotion`; nil for all.
        public var category: String?
        /// Only contacts on this channel; nil for all together.
        public var channel: String?

        /// A limit on contacts of every kind.
        public init(atMost: Int, _ window: Window, clause: Clause) {
            self.atMost = atMost
            self.window = window
            self.clause = clause
        }
    }

    /// What has to be known, or must not be the case, before a tool is used.
    public struct EvidenceRule: Hashable, Sendable {
        /// Its key, such as `constraints.evidence[0]`, and its place.
        public var clause: Clause
        /// What is asked.
        public var rule: Rule

        /// The kinds of evidence.
        public enum Rule: Hashable, Sendable {
            /// The entity is at least so old and has spent at least so much. Nil is not asked.
            case minimum(age: Duration?, spend: Money?, before: [ToolName])
            /// The entity is in none of these states.
            case notWhile([State], before: [ToolName])
            /// The source's newest data is at most so old, else this verdict.
            case freshness(Duration, of: SourceName, otherwise: Verdict)
        }

        /// States of an entity that protect it.
        public enum State: String, Hashable, Sendable, CaseIterable {
            /// It does better than the goal asks.
            case aboveTarget = "above_target"
            /// It is part of a bundle.
            case inBundle = "in_bundle"
            /// It is part of an experiment.
            case inExperiment = "in_experiment"
        }

        /// A rule.
        public init(_ rule: Rule, clause: Clause) {
            self.rule = rule
            self.clause = clause
        }
    }
}
