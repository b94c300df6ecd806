/// What one agent may do, for what, within which limits, under whose eyes: the six parts of a delegation as
/// values.
///
/// A charter is plain data. It is made by reading a file that has no errors; the version that rules and the
/// hash of its content belong to the record of its application, not to the charter.
public struct Charter: Hashable, Sendable {
    /// The agent it is for.
    public var agent: AgentName
    /// Why the agent exists, in a sentence for people.
    public var purpose: String
    /// The outcome the agent works for.
    public var goal: Goal
    /// What it may do, may do with approval, and may never do.
    public var actions: Actions
    /// The limits on everything it does.
    public var constraints: Constraints
    /// When it has to stop and ask, and whom.
    public var escalation: Escalation
    /// When people look at what it did.
    public var review: [Review]
    /// Who answers for it.
    public var owner: Ownership
    /// How it earns its freedom.
    public var autonomy = Autonomy()
    /// What its organisation adds to the catalogue; no part of its file.
    public var metrics: [Metric] = []

    /// A charter with the default autonomy; every other part has to be given.
    public init(
        agent: AgentName, purpose: String, goal: Goal, actions: Actions, constraints: Constraints,
        escalation: Escalation, review: [Review], owner: Ownership
    ) {
        self.agent = agent
        self.purpose = purpose
        self.goal = goal
        self.actions = actions
        self.constraints = constraints
        self.escalation = escalation
        self.review = review
        self.owner = owner
    }
}

extension Charter {
    /// The metrics that it may name: the built-in ones and its organisation's.
    public var catalogue: MetricCatalogue { .builtIn.adding(metrics) }

    /// The metric of a name; nil where there is none that it may name.
    public func metric(_ name: MetricName) -> Metric? {
        metrics.first { $0.name == name } ?? MetricCatalogue.builtIn[name]
    }

    /// Every metric that it names: in its goal, its bands, their order and its triggers.
    public var namedMetrics: Set<MetricName> {
        let inOrder = goal.precedence.compactMap { if case .metric(let name) = $0 { name } else { nil } }
        let inTriggers = escalation.triggers.compactMap { trigger -> MetricName? in
            switch trigger.cause {
            case .moved(let metric, _, _): metric
            case .below(let floor): floor.metric
            default: nil
            }
        }
        return Set([goal.improve] + goal.protect.map(\.metric) + inOrder + inTriggers)
    }

    /// One sentence of the charter that can be quoted: its stable key and its place in the file.
    public struct Clause: Hashable, Sendable, CustomStringConvertible {
        /// The path in the file, such as `constraints.money[0]` or `actions.may[1]`; unique in a charter.
        public let key: String
        /// Where it was written.
        public let position: SourcePosition

        /// Names a clause; the position is the file's first place where none is known.
        public init(_ key: String, at position: SourcePosition = .start) {
            self.key = key
            self.position = position
        }

        /// `constraints.money[0] (line 41)`.
        public var description: String { "\(key) (line \(position.line))" }
    }

    /// Who is asked: the owner, whoever holds a role, or a named person.
    public enum Approver: Hashable, Sendable, CustomStringConvertible {
        /// The charter's owner, or the acting deputy.
        case owner
        /// Anyone who holds the role, but never who asks.
        case role(Role)
        /// One person of the team.
        case person(PersonID)

        /// Reads `owner`, `role:cmo` or an address; nil for anything else.
        public init?(parsing text: String) {
            if text == "owner" {
                self = .owner
            } else if text.hasPrefix("role:"), let role = Role(String(text.dropFirst(5))) {
                self = .role(role)
            } else if let person = PersonID(text) {
                self = .person(person)
            } else {
                return nil
            }
        }

        /// As the file writes it: `owner`, `role:cmo`, `a@example.com`.
        public var description: String {
            switch self {
            case .owner: "owner"
            case .role(let role): "role:\(role)"
            case .person(let person): person.text
            }
        }
    }

    /// The things a limit is counted over, each on its own.
    public enum Scope: String, Hashable, Sendable, CaseIterable {
        /// Everything the agent's permissions can reach.
        case agent
        /// The whole account.
        case account
        /// Each campaign.
        case campaign
        /// Each ad set.
        case adSet = "ad_set"
        /// Each ad.
        case ad
    }
}
