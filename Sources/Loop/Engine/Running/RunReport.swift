import Governance
public import Reasoning
public import Schemas
public import Vocabulary

/// What one run did, as `agent run --json` prints it: lists of entries of the action register, and the rest of the screen. What the
/// platform confirmed is `executed`, what was authorised and is not confirmed `unconfirmed`.
public struct RunReport: Sendable {
    /// The run.
    public let run: RunID
    /// The agent.
    public let agent: AgentName
    /// Whether it was rehearsed.
    public let isShadow: Bool
    /// Why the agent proposed nothing, with the way out: it is paused, in shadow, or nobody answers for it; nil where it may
    /// propose. What the runtime did by itself to get back under a cap or a floor is in `entries` all the same.
    public let hindrance: EngineError?
    /// When it ran.
    public let at: Instant
    /// How many days the data it was judged on cover; what entries are about is money of these days.
    public let days: Int
    /// Every decision in the order it was judged, with what came of it.
    public let entries: [RegisterEntry]
    /// Decisions of the entries that were refused twice for the same reason, so that a person is asked.
    public let repeated: Set<DecisionID>
    /// Why the rest was left alone.
    public let leftAlone: String
    /// How many options of doing nothing were weighed and taken.
    public let leftAloneCount: Int
    /// The worst-case bill of every money cap before and after.
    public let exposures: [Exposure]
    /// What others changed on the platform since the run before, as far as it was seen.
    public let changesByOthers: [ChangeByOthers]
    /// Where the goal stood when it began; nil where `Engine.goalStanding` has none.
    public let goal: GoalStanding?
    /// What the account is expected to be measured as afterwards.
    public let outlook: Outlook
    /// Forecast against measured, action by action, for what was executed before.
    public let forecasts: [ForecastCheck]
    /// Triggers of the charter that have no data to rest on: they neither fire nor refuse.
    public let inactiveTriggers: [String]
    /// Questions of which much of the time is over, and escalations that are overdue.
    public let reminders: [Reminder]
    /// What is odd: a silent run, a mismatch, an inactive trigger.
    public let alarms: [String]
    /// What the reasoner's paid calls cost; zero where it runs here.
    public let cost: MetricMoney

    /// The worst case before and after a run.
    public struct Exposure: Hashable, Sendable {
        /// Which cap: `constraints.money[1]`.
        public let cap: String
        /// The cap itself.
        public let limit: Money
        /// The worst case before.
        public let before: Money
        /// The worst case after.
        public let after: Money

        /// An exposure.
        public init(cap: String, limit: Money, before: Money, after: Money) {
            self.cap = cap
            self.limit = limit
            self.before = before
            self.after = after
        }
    }

    /// What the account is expected to be measured as over the coming days; nil where nothing is forecast.
    public struct Outlook: Hashable, Sendable {
        /// With what was executed, or would be.
        public let executed: Forecast?
        /// With what is held too; nil where nothing is.
        public let withHeld: Forecast?

        /// An outlook.
        public init(executed: Forecast? = nil, withHeld: Forecast? = nil) {
            self.executed = executed
            self.withHeld = withHeld
        }
    }

    /// A report.
    public init(
        run: RunID, agent: AgentName, isShadow: Bool, hindrance: EngineError? = nil, at: Instant, days: Int,
        entries: [RegisterEntry], repeated: Set<DecisionID> = [], leftAlone: String, leftAloneCount: Int,
        exposures: [Exposure],
        changesByOthers: [ChangeByOthers] = [], goal: GoalStanding? = nil, outlook: Outlook = Outlook(),
        forecasts: [ForecastCheck], inactiveTriggers: [String], reminders: [Reminder], alarms: [String],
        cost: MetricMoney
    ) {
        self.run = run
        self.agent = agent
        self.isShadow = isShadow
        self.hindrance = hindrance
        self.at = at
        self.days = days
        self.entries = entries
        self.repeated = repeated
        self.leftAlone = leftAlone
        self.leftAloneCount = leftAloneCount
        self.exposures = exposures
        self.changesByOthers = changesByOthers
        self.goal = goal
        self.outlook = outlook
        self.forecasts = forecasts
        self.inactiveTriggers = inactiveTriggers
        self.reminders = reminders
        self.alarms = alarms
        self.cost = cost
    }

    /// Entries of one verdict.
    public func entries(_ verdict: Verdict) -> [RegisterEntry] { entries.filter { $0.verdict == verdict } }

    /// Entries under one heading of the screen.
    public func entries(_ heading: RunHeading) -> [RegisterEntry] { entries.filter { self.heading($0) == heading } }

    /// The heading that an entry comes under.
    public func heading(_ entry: RegisterEntry) -> RunHeading {
        repeated.contains(entry.decision) ? .escalated : RunHeading(entry.verdict, entry.state, isShadow: isShadow)
    }

    /// How many of the decisions were escalated (R052); nil where nothing was decided.
    public var escalationRate: Percentage? {
        Percentage.of(Int64(entries(RunHeading.escalated).count), in: Int64(entries.count), rounding: .nearest)
    }

    /// Escalations that nobody answered in time.
    public var overdue: [Reminder] { reminders.filter(\.isOverdue) }

    /// The object that `agent run --json` ends with.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "agent": agent.json, "alarms": (alarms + overdue.map(\.words)).json, "at": at.json,
                "changed_by_others": .array(changesByOthers.map(\.json)), "days": days.json,
                "escalated": list(.escalated), "executed": list(.executed), "exposures": .array(exposures.map(\.json)),
                "forecast": outlook.executed?.outlookJSON, "forecast_with_held": outlook.withHeld?.outlookJSON,
                "forecasts": .array(forecasts.map(\.json)), "goal": goal?.json, "held": list(.held),
                "inactive_triggers": inactiveTriggers.json,
                "numbers": [
                    "api_cost": .string(cost.description), "decisions": entries.count.json,
                    "escalation_rate": escalationRate.map { .string($0.brief) } ?? nil,
                ],
                "left_alone": ["count": leftAloneCount.json, "why": .string(leftAlone)], "refused": list(.refused),
                "reminders": reminders.filter { !$0.isOverdue }.map(\.words).json,
                "run": run.json, "shadow": .bool(isShadow),
                "unconfirmed": .array(entries.filter { heading($0).isUnconfirmed }.map(\.json)),
            ]))
    }

    /// Whether a person paused the agent, or nobody is there to answer for it.
    private var isPaused: Bool { if case .halted? = hindrance { true } else { false } }

    /// What the run's record keeps: decisions by what the gate said, how many of them were confirmed when it ended, and why the
    /// rest was left alone. Canonical JSON.
    var summary: String {
        let counts = Verdict.allCases.map { verdict -> (String, JSON) in
            let count = entries.count { (repeated.contains($0.decision) ? .escalate : $0.verdict) == verdict }
            return (verdict.rawValue, .integer(Int64(count)))
        }
        let unconfirmed = entries.count { heading($0).isUnconfirmed }
        let json = JSON.object(
            JSONObject(present: [
                "alarms": alarms.json, "decisions": .object(JSONObject(counts)),
                "executed": entries(.executed).count.json, "forecast": outlook.executed?.outlookJSON,
                "left_alone": leftAloneCount.json, "paused": isPaused ? true : nil,
                "unconfirmed": unconfirmed.json, "why": .string(leftAlone),
            ]))
        return json.description
    }

    private func list(_ heading: RunHeading) -> JSON { .array(entries(heading).map(\.json)) }
}

extension RunRecord {
    /// The end of an alarm about what waits in the inbox by itself.
    static let inInbox = "; `mandate inbox` lists it"

    /// What was odd when it ended, as its summary keeps it; empty for one that was cut off.
    var alarms: [String] {
        do {
            let told = try JSON(parsing: Array(summary.utf8))
            return (told["alarms"]?.arrayValue ?? []).compactMap(\.stringValue)
        } catch { return [] }
    }
}

extension Forecast {
    /// An expectation over its longest span as JSON.
    var outlookJSON: JSON {
        .object(
            JSONObject(present: [
                "after": .string(after), "before": .string(before), "days": spans.last?.days.json,
                "high": spans.last?.high.map(JSON.string), "low": spans.last.map { .string($0.low) },
                "metric": metric.json,
            ]))
    }
}

extension RunReport.Exposure {
    /// The exposure as JSON.
    var json: JSON {
        ["after": after.json, "before": before.json, "cap": .string(cap), "limit": limit.json]
    }
}
