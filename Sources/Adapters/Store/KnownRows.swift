import Engine
import Governance
import Storage
import Vocabulary

// Rows that every decision asks for and that seldom change, as the transaction so far has left them. Whatever writes such a row
// keeps or forgets what is known of it in the same closure; a commit of another process makes the engine forget all.

/// The account with its bills and what is reserved on it.
struct KnownAccount {
    var record: AccountRecord
    /// Raises that are reserved, minor units a day.
    var reserved: Int64 {
        get { record.reserved }
        set { record.reserved = newValue }
    }
    /// Its name, and what was spent in the measured period; nil where that is not known.
    let name: String?
    let spend: MetricMoney?
}

/// The windows of a charter version's caps on a day.
struct KnownCaps {
    let version: Int
    let day: CalendarDate
    let windows: [CapWindows]
}

/// Whether an agent may act, and how many of its holds are open.
struct KnownAgent {
    var openHolds: Int
    let pausedBecause: String?
}

/// The stage of one tool.
struct KnownStage {
    struct Key: Hashable {
        let agent: AgentName
        let tool: ToolName
    }

    let stage: Stage
    var approved: Int
}

/// A setting, or that there is none.
struct KnownSetting {
    let value: String?
}

extension StoreView {
    /// The account as it stands, read once.
    func knownAccount() throws -> KnownAccount? {
        if let known = session.cached(context.account) { return known }
        guard let record = try readAccount() else { return nil }
        let (name, spend) = try nameAndSpend(of: record.ref)
        let known = KnownAccount(record: record, name: name, spend: spend)
        session.keep(known, in: context.account)
        return known
    }

    /// Changes what is known of the account, where anything is.
    func changeKnownAccount(_ change: (inout KnownAccount) -> Void) {
        guard var known = session.cached(context.account) else { return }
        change(&known)
        session.keep(known, in: context.account)
    }

    /// The account's row or its sums were written by other means than `changeKnownAccount` follows.
    func forgetAccount() {
        session.forget(context.account)
        session.forget(context.caps)
    }

    /// The windows of a charter's caps on a day, worked out once.
    func capWindows(_ rulebook: Rulebook, on day: CalendarDate, _ bills: BilledDays) -> [CapWindows] {
        let agent = rulebook.charter.agent
        var all = session.cached(context.caps) ?? [:]
        if let known = all[agent], known.version == rulebook.version, known.day == day { return known.windows }
        let windows = rulebook.charter.constraints.money.compactMap { CapWindows($0, on: day, bills, context.rule) }
        all[agent] = KnownCaps(version: rulebook.version, day: day, windows: windows)
        session.keep(all, in: context.caps)
        return windows
    }

    func knownAgent(_ agent: AgentName) throws -> KnownAgent? {
        var all = session.cached(context.agents) ?? [:]
        if let known = all[agent] { return known }
        let read = try session.first(
            "SELECT open_holds, paused_because FROM agent WHERE org = $1 AND agent = $2", [.text(agent.text)]
        ) { KnownAgent(openHolds: Int(try $0.integer(0)), pausedBecause: try $0.textIfPresent(1)) }
        guard let read else { return nil }
        all[agent] = read
        session.keep(all, in: context.agents)
        return read
    }

    /// Changes what is known of an agent, where anything is.
    func changeKnownAgent(_ agent: AgentName, _ change: (inout KnownAgent) -> Void) {
        changeKnown(agent, in: context.agents, change)
    }

    func knownStage(of tool: ToolName, _ agent: AgentName) throws -> KnownStage? {
        let key = KnownStage.Key(agent: agent, tool: tool)
        var all = session.cached(context.stages) ?? [:]
        if let known = all[key] { return known }
        let read = try session.first(
            "SELECT stage, approved FROM stage WHERE org = $1 AND agent = $2 AND tool = $3",
            [.text(agent.text), .text(tool.text)]
        ) { KnownStage(stage: try $0.word(0), approved: Int(try $0.integer(1))) }
        guard let read else { return nil }
        all[key] = read
        session.keep(all, in: context.stages)
        return read
    }

    /// Changes what is known of the stage of a tool, where anything is.
    func changeKnownStage(of tool: ToolName, _ agent: AgentName, _ change: (inout KnownStage) -> Void) {
        changeKnown(KnownStage.Key(agent: agent, tool: tool), in: context.stages, change)
    }

    private func changeKnown<Key: Sendable, Known: Sendable>(
        _ key: Key, in slot: CacheSlot<[Key: Known]>, _ change: (inout Known) -> Void
    ) {
        guard var all = session.cached(slot), var known = all[key] else { return }
        change(&known)
        all[key] = known
        session.keep(all, in: slot)
    }
}
