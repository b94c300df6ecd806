public import Governance
public import Vocabulary

/// The store as the engine needs it; the gate's own view of it is part of every transaction.
public protocol EngineStore: GateStore {
    /// Runs `work` in one transaction; all of it or none, durable when this returns. The closure may run twice and holds the
    /// writer for at most 2 ms: long work goes in slices.
    func write<R: Sendable>(_ work: @escaping @Sendable (any EngineView) throws -> R) async throws -> R
    /// Reads one consistent state; writing in it is a programming error that throws.
    func read<R: Sendable>(_ work: @escaping @Sendable (any EngineView) throws -> R) async throws -> R
}

/// Everything the engine reads and writes inside one transaction.
public protocol EngineView: GateView, HomeRecords, CharterRecords, SignalRecords, DecisionRecords, ForecastRecords,
    LogRecords
{}

/// The home itself: its settings, its clock.
public protocol HomeRecords {
    /// A setting by name; canonical JSON.
    func setting(_ name: String) throws -> String?
    /// Writes a setting.
    func set(_ name: String, to value: String) throws
    /// The last recorded instant of a home with a simulated clock, or the latest that any entry recorded.
    func lastInstant() throws -> Instant?
    /// Moves the recorded time; it never goes back.
    func recordInstant(_ now: Instant) throws
    /// Sets the recorded time, also back, where people said that it is wrong.
    func acceptInstant(_ now: Instant) throws
}

/// Charters, baselines, stages.
public protocol CharterRecords {
    /// The charter in force.
    func charterInForce(_ agent: AgentName) throws -> CharterVersion?
    /// Every version, oldest first.
    func charterVersions(_ agent: AgentName) throws -> [CharterVersion]
    /// What a version ruled by at an instant, for judging again; nil where there is no such version.
    func rulebook(of agent: AgentName, version: Int, at: Instant) throws -> Rulebook?
    /// Brings a version into force; its number is the last one's plus 1, else this throws.
    func apply(_ version: CharterVersion) throws
    /// Every version of the organisation's file, oldest first; the last is in force.
    func organisationVersions() throws -> [OrganisationVersion]
    /// The organisation's limits in force; nil where there are none.
    func organisation() throws -> Organisation?
    /// Brings a version of the organisation's file into force; its number is the last one's plus 1, else this throws. It holds
    /// for the charter versions that name it.
    func apply(_ version: OrganisationVersion) throws
    /// The baseline of a charter version.
    func baseline(_ agent: AgentName, version: Int) throws -> FrozenBaseline?
    /// Freezes a baseline; a second time for one version throws.
    func freeze(_ baseline: FrozenBaseline) throws
    /// Adds what a rehearsal foresaw to a frozen baseline; a second time, or without a baseline, throws.
    func add(_ rehearsed: FrozenBaseline.Rehearsed, to baseline: FrozenBaseline) throws
    /// Agents with a charter.
    func agents() throws -> [AgentRecord]
    /// Sets a tool's stage; a tool that was never set is in shadow.
    func setStage(_ stage: Stage, of tool: ToolName, _ agent: AgentName, at: Instant) throws
    /// Pauses an agent, or with nil resumes it.
    func setPaused(_ agent: AgentName, because: String?, by person: PersonID?) throws
}

/// Accounts, entities, metrics, imports.
public protocol SignalRecords {
    /// The account; a home has at most one.
    func account() throws -> AccountRecord?
    /// Writes the account.
    func put(_ account: AccountRecord) throws
    /// Entities in order of reference, after `after`, at most `limit`.
    func entities(after: EntityRef?, limit: Int) throws -> [EntityRecord]
    /// Entities of one kind in order of reference, after `after`, at most `limit`.
    func entities(_ kind: EntityKind, after: EntityRef?, limit: Int) throws -> [EntityRecord]
    /// One entity.
    func entity(_ ref: EntityRef) throws -> EntityRecord?
    /// Writes what is known of an entity, but for its metrics, which only `add` changes. Unknown fields (nil) keep what is
    /// there.
    func put(_ entity: EntityRecord) throws
    /// Adds or replaces counts and keeps the sums of the entity and of all above it; true where something changed. What
    /// `misfits` finds is not added.
    func add(_ metrics: MetricRecord, under parents: [EntityRef]) throws -> Bool
    /// The same for many rows at once, with what they say of the entities they name. A sum that many rows add to is written once.
    ///
    /// - Throws: `RowsDoNotFit` where a row does not fit, so that nothing at all is written: a name or a place that only a refused
    ///   row tells is never kept, and which those are is for the caller to say.
    func add(_ rows: [CountedRow], naming entities: [EntityRecord]) throws -> Int
    /// Counts of an entity over periods that begin on one of `days`, oldest first.
    func metrics(of entity: EntityRef, beginningIn days: Period) throws -> [MetricRecord]
    /// Counts of the whole account for each day from one on, oldest first; only rows of a single day count.
    func totalsByDay(from: CalendarDate) throws -> [MetricRecord]
    /// Counts of the whole account over rows that lie in a period; nil where there are none.
    func totals(over: Period) throws -> MetricRecord?
    /// What was spent, by the days that rows tell it of; every period that any row is about.
    func spent() throws -> [SpentPeriod]
    /// Which of these would tell a day of their entity, or of something above or below it, twice: by their place, and how it is
    /// told already. Those before one in the list count as told, where they are not found themselves. Whether an import says
    /// twice what it says is found only when it is added.
    func misfits(of rows: [CountedRow]) throws -> [Int: Misfit]
    /// Keeps a change of a budget by somebody else: the value at a window's start is the one before it.
    func add(_ change: BudgetChange) throws
    /// What the account's standing counts for each campaign, those apart that were never seen to stand.
    func countedBudgets() throws -> [EntityRef: CountedBudget]
    /// Writes what it counts for these.
    func count(_ budgets: [EntityRef: CountedBudget]) throws
    /// Whether a decision on an entity is on its way, so that what was read of it may be old already.
    func isUnderWay(_ entity: EntityRef) throws -> Bool
    /// How new each source is.
    func sources() throws -> [SourceFacts]
    /// Keeps an import.
    func add(_ record: ImportRecord) throws
    /// Imports, newest first.
    func imports() throws -> [ImportRecord]
}

/// Why counts cannot be added: a day would be counted twice.
public enum Misfit: Hashable, Sendable {
    /// The same entity has another period that shares a day; the earliest.
    case otherDays(Period)
    /// What is below the entity tells these days.
    case toldBelow
    /// Something above the entity tells these days of its own.
    case toldAbove(EntityRef)
    /// The entity's counts of these days are there, split by other columns.
    case otherwiseSplit
    /// The connected platform tells these days itself, from the day named here on.
    case toldByPlatform(CalendarDate)
    /// An earlier row of the same import is about the same.
    case repeated
}

/// Rows that cannot be added, by their place, so that none of them was.
public struct RowsDoNotFit: Error, Hashable, Sendable {
    /// Why not.
    public let misfits: [Int: Misfit]

    /// At least one.
    public init(_ misfits: [Int: Misfit]) { self.misfits = misfits }
}

/// The setting that names the log's entry with a person's signed word on a charter in force.
public enum SignedCharter: Sendable {
    /// Its name; the value is the entry's position.
    public static func setting(_ agent: AgentName, _ version: Int) -> String { "charter \(agent) \(version) entry" }
    /// The same of a version of the organisation's file.
    public static func organisation(_ version: Int) -> String { "organisation \(version) entry" }
}

/// The setting that says from which day on the connected platform tells the account's days itself.
public enum PlatformDays: Sendable {
    /// Its name; the value is a day.
    public static let setting = "platform days from"
}

/// Counts of one entity, and everything above it whose sums they are part of.
public struct CountedRow: Sendable {
    /// The counts.
    public let metrics: MetricRecord
    /// What the entity belongs to, the account first.
    public let parents: [EntityRef]
    /// The import that tells it, in which it may be told once; nil where it comes from the platform.
    public let toldBy: ImportID?

    /// A row.
    public init(_ metrics: MetricRecord, under parents: [EntityRef], toldBy: ImportID? = nil) {
        self.metrics = metrics
        self.parents = parents
        self.toldBy = toldBy
    }
}

/// The exact sum of what rows of one period say was spent.
public struct SpentPeriod: Hashable, Sendable {
    /// The days the rows are about.
    public let period: Period
    /// What they add up to, in the account's currency.
    public let amount: Decimal12

    /// A sum.
    public init(_ period: Period, _ amount: Decimal12) {
        self.period = period
        self.amount = amount
    }
}

/// A daily budget that somebody else changed.
public struct BudgetChange: Hashable, Sendable {
    /// Whose budget.
    public let entity: EntityRef
    /// The change's number on the platform.
    public let number: Int64
    /// When.
    public let at: Instant
    /// Before, minor units a day.
    public let was: Int64
    /// After, minor units a day.
    public let becomes: Int64
}

/// Runs, decisions, inbox, outbox.
public protocol DecisionRecords {
    /// Begins a run.
    func begin(_ run: RunRecord) throws
    /// Ends a run with its summary.
    func end(_ run: RunID, at: Instant, summary: String) throws
    /// Runs of an agent, or of all, the newest first: in the order they were begun.
    func runs(_ agent: AgentName?, limit: Int) throws -> [RunRecord]
    /// The newest run of an agent that is more than a rehearsal and came to its end; nil where there is none.
    func lastRun(of agent: AgentName) throws -> RunRecord?
    /// Whether an agent ever ran for real.
    func hasActed(_ agent: AgentName) throws -> Bool
    /// How many entries the log had when a run began; nil for one that is not here.
    func position(of run: RunID) throws -> Int64?
    /// Which reasoner of which version proposed in a run, as its entry of the log says; nil where that was erased.
    func reasoner(of run: RunID) throws -> String?
    /// A decision with everything that came of it.
    func record(of decision: DecisionID) throws -> DecisionRecord?
    /// Decisions of a run in the order they were judged.
    func decisions(of run: RunID) throws -> [DecisionID]
    /// Where the first decisions of a run stand, counted by state: the run's own, as many as it judged, without what people have
    /// asked for in its name since.
    func states(of run: RunID, first count: Int) throws -> [DecisionState: Int]
    /// Decisions on an entity, newest first; rehearsed ones only where asked.
    func decisions(on entity: EntityRef, rehearsed: Bool, limit: Int) throws -> [DecisionID]
    /// Entities on which an agent's proposals were refused since an instant and from a position of the log on, by this version of its charter, by a person's no or
    /// *do nothing*, or by nobody's answer in time, rehearsals aside; each once. What was refused only since the agent was stopped
    /// is not among them.
    func refusedEntities(of agent: AgentName, under version: Int, since: Instant, after position: Int64) throws
        -> [EntityRef]
    /// The decision of ours that changed a campaign last with one of two tools, as far as it was carried out; nil where none did.
    func lastChange(of campaign: EntityRef, by tool: ToolName, or other: ToolName) throws -> DecisionID?
    /// Entities that decisions of ours changed since an instant; each once.
    func changedEntities(since: Instant) throws -> [EntityRef]
    /// Decisions of an agent since an instant of which a part was carried out and the rest was not, the newest first, at most 20.
    func halfDone(by agent: AgentName, since: Instant) throws -> [DecisionID]
    /// Decisions whose identifier begins with a text, at most 10: people type the first letters.
    func decisions(beginning prefix: String) throws -> [DecisionID]
    /// Everything that waits for a person, holds first, then by deadline.
    func inbox() throws -> [InboxItem]
    /// Holds whose deadline is at or before an instant, and those whose content is gone, which nobody can answer any more.
    func holdsDue(at: Instant) throws -> [DecisionID]
    /// An escalation.
    func escalation(_ id: EscalationID) throws -> EscalationRecord?
    /// The escalations that count as answered, oldest first.
    func answeredEscalations() throws -> [EscalationID]
    /// The escalation that stopped a decision, of several one that waits, else the newest; nil where none did.
    func escalation(stopping decision: DecisionID) throws -> EscalationRecord?
    /// Escalations whose identifier begins with a text, at most 10.
    func escalations(beginning prefix: String) throws -> [EscalationID]
    /// Runs whose identifier begins with a text, at most 10.
    func runs(beginning prefix: String) throws -> [RunID]
    /// The identifiers right before and right after one, among decisions, among escalations and among runs: what a short form
    /// has to differ from.
    func neighbours(of identifier: String) throws -> [String]
    /// Claims without a receipt whose holder is `isGone`, oldest first.
    func orphanedClaims(_ isGone: (String) -> Bool) throws -> [ActionRecord]
    /// Every action that was attempted, oldest first, after one; for comparing the outbox with the log.
    func attempted(after: AttemptedAction?, limit: Int) throws -> [AttemptedAction]
    /// Queued actions of decisions none of which any living process has claimed, oldest first.
    func orphanedWaits(_ isGone: (String) -> Bool) throws -> [ActionRecord]
    /// Actions in a state, oldest first.
    func actions(in state: ActionState, limit: Int) throws -> [ActionRecord]
    /// Keeps why an action was not sent or is in doubt.
    func note(_ action: Action, reason: String) throws
}

/// An attempted action as far as the log has to know it.
public struct AttemptedAction: Hashable, Sendable {
    /// The action.
    public let id: ActionID
    /// Its decision.
    public let decision: DecisionID
    /// Which part of its decision it is, from 0.
    public let part: Int
    /// Where it stands.
    public let state: ActionState

    /// An action.
    public init(id: ActionID, decision: DecisionID, part: Int, state: ActionState) {
        self.id = id
        self.decision = decision
        self.part = part
        self.state = state
    }
}

/// The log.
public protocol LogRecords {
    /// How many leaves there are.
    func logSize() throws -> Int64
    /// What an entry holds beside its leaf; nil where that is nothing, or was erased.
    /// - Throws: where it is not what the leaf commits to.
    func payload(at position: Int64) throws -> [UInt8]?
    /// Leaves with their payloads, from a position on; a payload that was erased is nil.
    func leaves(from: Int64, limit: Int) throws -> [LogLeaf]
    /// The newest signed checkpoint under a name of the log, as a signed note.
    func lastCheckpoint(of origin: String) throws -> String?
    /// Keeps a signed checkpoint.
    func keepCheckpoint(_ note: String, size: Int64, at: Instant) throws
    /// Signed checkpoints, oldest first.
    func checkpoints() throws -> [String]
    /// Erases the payload and salt of a leaf; true where there was one.
    func erasePayload(at position: Int64) throws -> Bool
}

/// One leaf as it is stored.
public struct LogLeaf: Hashable, Sendable {
    /// Its position from 0.
    public let position: Int64
    /// The leaf's bytes.
    public let bytes: [UInt8]
    /// Its hash as it was stored beside it (RFC 9162), 32 bytes: tells which leaf was changed.
    public let hash: [UInt8]
    /// Salt and payload, while they are there.
    public let opening: Opening?

    /// What a leaf commits to.
    public struct Opening: Hashable, Sendable {
        /// 16 random bytes.
        public let salt: [UInt8]
        /// The payload.
        public let payload: [UInt8]

        /// An opening.
        public init(salt: [UInt8], payload: [UInt8]) {
            self.salt = salt
            self.payload = payload
        }
    }

    /// A leaf.
    public init(position: Int64, bytes: [UInt8], hash: [UInt8], opening: Opening?) {
        self.position = position
        self.bytes = bytes
        self.hash = hash
        self.opening = opening
    }
}
