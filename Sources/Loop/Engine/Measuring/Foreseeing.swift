import Governance
import Reasoning
import Vocabulary

extension Engine {
    /// Writes down what is expected of everything that was done since the data's end, campaign by campaign, before any newer
    /// data is read: after a run, and again before every sync and import, for what people approved or took back meanwhile.
    ///
    /// What was held, refused or escalated is not in it, whatever the plan assumed when it was drawn up.
    func foresee() async throws {
        guard let account = try await store.read({ view in try view.account() }) else { return }
        let done = try await done(since: account)
        let agents = Set(done.map(\.agent)).sorted()
        for agent in agents { try await foresee(done, of: agent, account) }
    }

    private func foresee(_ done: [DoneChange], of agent: AgentName, _ account: AccountRecord) async throws {
        let now = surroundings.now()
        let net = NetChanges(done)
        let (rulebook, known) = try await store.read { view in
            (try view.rulebook(of: agent), try view.forecasts(of: agent, from: account.zone.date(at: account.asOf)))
        }
        let written = known.filter { $0.asOf == account.asOf }
        let own = Set(net.steps.filter { $0.agent == agent }.map(\.decision))
        guard let rulebook, Set(written.flatMap(\.decisions)) != own else { return }
        let brief = try await brief(rulebook, at: now, as: net.before)
        let expected = reasoner.forecasts(net.steps.map(\.made), brief)
        let forecasts = expected.compactMap { expectation -> ForecastRecord? in
            guard let campaign = expectation.campaign else { return nil }
            let steps = net.steps(of: expectation)
            guard steps.contains(where: { $0.agent == agent }), let last = steps.map(\.at).max() else { return nil }
            // Written again for what people agreed to since, it still says nothing of what others did after it was first written.
            let first = written.first { $0.campaign == campaign }?.madeAt ?? now
            return ForecastRecord(
                agent: agent, campaign: campaign, asOf: account.asOf, madeAt: first,
                from: Engine.firstDay(after: last, account.zone), decisions: steps.map(\.decision),
                expectation: expectation)
        }
        // Nothing that was done in the campaign still stands: there is nothing to hold against what will be measured there.
        let takenBack = written.filter { own.isDisjoint(with: $0.decisions) }
        try await store.write { view in
            for forecast in forecasts { try view.keep(forecast) }
            for forecast in takenBack { try view.drop(forecast) }
        }
    }

    /// The day of a change, where most of that day is still to come; else the day after.
    private static func firstDay(after change: Instant, _ zone: Zone) -> CalendarDate {
        let day = zone.date(at: change)
        let noon = zone.startOfDay(day).advanced(by: .seconds(12 * 3_600))
        return change < noon ? day : day.adding(days: 1)
    }

    /// What the platform confirmed since the data's end, oldest first; the newest 500.
    private func done(since account: AccountRecord) async throws -> [DoneChange] {
        let week = Duration.seconds(-7 * 86_400)
        return try await store.read { view in
            // What waited for a person was judged before it was done.
            let ids = try view.madeDecisions(since: account.asOf.advanced(by: week), limit: 500)
            return try ids.flatMap { id -> [DoneChange] in
                guard let record = try view.record(of: id), let changes = record.decision?.ruling.effects.changes
                else { return [] }
                return record.actions.compactMap { action in
                    guard action.state == .done, action.at >= account.asOf, changes.indices.contains(action.action.part)
                    else { return nil }
                    return DoneChange(
                        decision: id, agent: record.agent, at: action.at, change: changes[action.action.part])
                }
            }
        }
    }
}

/// One change that the platform confirmed.
struct DoneChange: Sendable {
    let decision: DecisionID
    let agent: AgentName
    let at: Instant
    let change: Change
}

/// What is left of changes when those that were taken back are left out: for each entity the last one, measured from where the
/// entity stood before the first.
struct NetChanges: Sendable {
    struct Step: Sendable {
        let decision: DecisionID
        let agent: AgentName
        let at: Instant
        let made: MadeChange
    }

    /// In the order in which they were made; an entity comes once.
    let steps: [Step]
    /// Where the entities stood before.
    let before: [EntityRef: StateBefore]

    init(_ done: [DoneChange]) {
        var before: [EntityRef: StateBefore] = [:]
        var last: [EntityRef: [String: DoneChange]] = [:]
        for done in done {
            before[done.change.entity, default: StateBefore()].note(done.change)
            last[done.change.entity, default: [:]][done.change.field] = done
        }
        self.before = before
        let kept = done.filter { last[$0.change.entity]?[$0.change.field]?.decision == $0.decision }
        steps = kept.compactMap { done in
            NetChanges.made(done.change, before[done.change.entity]).map {
                Step(decision: done.decision, agent: done.agent, at: done.at, made: $0)
            }
        }
    }

    /// The changes that are an expectation's steps, in the same order.
    func steps(of expectation: Forecast) -> [Step] {
        var left = steps
        return expectation.steps.compactMap { step in
            left.firstIndex { $0.made.entity == step.entity }.map { left.remove(at: $0) }
        }
    }

    /// Nil where nothing is left of the change, or it is of a kind that no forecast is made of.
    private static func made(_ change: Change, _ before: StateBefore?) -> MadeChange? {
        switch change.field {
        case "daily_budget":
            guard let from = before?.dailyBudget, let to = Money(shown: change.after), from != to else { return nil }
            return MadeChange(change.entity, .dailyBudget(from: from, to: to))
        case "status":
            guard before?.status == .active, change.after == EntityStatus.paused.rawValue else { return nil }
            return MadeChange(change.entity, .pause)
        default: return nil
        }
    }
}

/// Where an entity stood before it was changed; nil for what was not changed.
struct StateBefore: Sendable {
    private(set) var status: EntityStatus?
    private(set) var dailyBudget: Money?

    /// Takes over the value before a change, unless an earlier change has told it.
    fileprivate mutating func note(_ change: Change) {
        switch change.field {
        case "status": status = status ?? EntityStatus(rawValue: change.before)
        case "daily_budget": dailyBudget = dailyBudget ?? Money(shown: change.before)
        default: break
        }
    }
}

extension Money {
    /// Money as a change shows it.
    fileprivate init?(shown text: String) {
        do { try self.init(parsing: text) } catch { return nil }
    }
}
