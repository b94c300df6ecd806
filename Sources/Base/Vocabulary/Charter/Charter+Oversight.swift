extension Charter {
    /// When the agent stops and asks.
    public struct Escalation: Hashable, Sendable {
        /// Who is asked unless a trigger names someone else.
        public var to: Approver
        /// Until when they answer unless a trigger says otherwise.
        public var answerWithin: Duration
        /// What makes the agent stop.
        public var triggers: [Trigger]

        /// An escalation with its triggers.
        public init(to: Approver, answerWithin: Duration, triggers: [Trigger]) {
            self.to = to
            self.answerWithin = answerWithin
            self.triggers = triggers
        }
    }

    /// One reason to stop, with the person and the deadline that hold for it.
    public struct Trigger: Hashable, Sendable {
        /// Its key, such as `escalation.when[0]`, and its place.
        public var clause: Clause
        /// What has to happen.
        public var cause: Cause
        /// Who is asked.
        public var to: Approver
        /// Until when they answer.
        public var answerWithin: Duration

        /// Why the agent stops.
        public enum Cause: Hashable, Sendable {
            /// The proposal's confidence is below this.
            case confidenceBelow(Percentage)
            /// A metric moved from its baseline; nil for any metric of the goal, of `protect`, or named
            /// elsewhere.
            case moved(MetricName?, byMoreThan: Percentage, within: Duration)
            /// A metric of one thing of a kind, over its last days or the whole measured period, is below a floor: the runtime
            /// pauses that thing at once and asks.
            case below(Floor)
            /// Billed and not yet reported money is above this share of a cap.
            case budgetUsedAbove(Percentage)
            /// A person asks for a human.
            case askedForHuman
            /// More than this share of replies is negative.
            case negativeSentiment(inMoreThan: Percentage)
            /// One person asks for a change this often.
            case askedByOnePerson(times: Int)
            /// One of these topics comes up.
            case concern([String])
            /// The goal's metric has no data.
            case missingGoalMetric
            /// A CEL expression is true; an error in it on data that is there fires.
            case condition(String)
        }

        /// A floor under a metric.
        public struct Floor: Hashable, Sendable {
            /// The metric.
            public var metric: MetricName
            /// The least it may be.
            public var least: Quantity
            /// What it is measured of, each by itself.
            public var over: EntityKind
            /// Over how many of the last days; nil for the whole measured period.
            public var within: Duration?

            /// A floor.
            public init(_ metric: MetricName, least: Quantity, over: EntityKind, within: Duration? = nil) {
                self.metric = metric
                self.least = least
                self.over = over
                self.within = within
            }
        }

        /// A trigger.
        public init(_ cause: Cause, to: Approver, answerWithin: Duration, clause: Clause) {
            self.cause = cause
            self.to = to
            self.answerWithin = answerWithin
            self.clause = clause
        }
    }

    /// A review that people hold; each one missed lowers the agent's stage.
    public struct Review: Hashable, Sendable {
        /// Its key, such as `review[0]`, and its place.
        public var clause: Clause
        /// How often, by the calendar of the charter's zone.
        public var every: CalendarUnit
        /// What is looked at.
        public var what: [String]
        /// How long it takes.
        public var takes: Duration
        /// Who holds it; empty where `signedBy` names them.
        public var who: [Approver]
        /// Who all have to sign; empty where one of `who` is enough.
        public var signedBy: [Approver]

        /// A review.
        public init(
            every: CalendarUnit, what: [String], takes: Duration, who: [Approver], signedBy: [Approver] = [],
            clause: Clause
        ) {
            self.every = every
            self.what = what
            self.takes = takes
            self.who = who
            self.signedBy = signedBy
            self.clause = clause
        }
    }

    /// Who answers for the agent.
    public struct Ownership: Hashable, Sendable {
        /// The one person.
        public var person: PersonID
        /// Who stands in, first first.
        public var deputies: [PersonID] = []
        /// Who may change the charter; widening it takes a second person as well.
        public var mayChange: [Approver] = [.owner]
        /// Who may pause the agent; nil for anyone.
        public var mayPause: [Approver]?
        /// Who answers questions about decisions.
        public var answersQuestions = Approver.owner
        /// Who gets a report, and how often.
        public var reportsTo: Report?

        /// A report to a role.
        public struct Report: Hashable, Sendable {
            /// Who gets it.
            public var role: Role
            /// How often.
            public var every: CalendarUnit

            /// A report.
            public init(to role: Role, every: CalendarUnit) {
                self.role = role
                self.every = every
            }
        }

        /// An owner without deputies, whose agent anyone may pause.
        public init(_ person: PersonID) { self.person = person }
    }

    /// How an agent climbs from shadow; the defaults are the safe ones.
    public struct Autonomy: Hashable, Sendable {
        /// How many decisions of a tool are approved one by one first.
        public var probation = 50
        /// The share of decisions that a person still sees afterwards.
        public var sampling = Percentage(percent: 10)
        /// The highest stage it can reach.
        public var highest = Stage.autonomous

        /// 50 decisions, then 10 %, up to autonomous.
        public init() {}
    }
}
