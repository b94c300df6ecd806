import CharterFile
import Cryptography
import Engine
import Foundation
import Governance
import SQLite
import Sandbox
import Storage
import Store
import Testing
import Vocabulary

/// What has to be so after any crash, checked against the platform's own file.
struct Oracle {
    let home: CrashHome

    /// Every action of the home, with the log's leaf of its decision's ruling, read from the store after the fact.
    struct Known {
        var states: [String: ActionState] = [:]
        var intents: Set<DecisionID> = []
        var decisions: [String: DecisionID] = [:]
        var answered: Set<DecisionID> = []
        var imports = 0
        /// Decisions all of whose actions are done, as a person writes them.
        var done: [String] {
            decisions.filter { states[$0.key] == .done }.map(\.value.description)
        }
    }

    func known() async throws -> Known {
        let engine = try await SQLiteEngine.open(
            SQLiteSettings(path: home.path + "/store.db"), migrations: Store.migrations)
        let store = Store(
            engine.database(for: .local), process: "oracle", random: SystemRandomBytes(), rule: .sandbox,
            read: AppliedFiles(charter: AppliedFile.charter, organisation: AppliedFile.organisation))
        do {
            let known = try await store.read { view in try Oracle.read(view) }
            await engine.close()
            return known
        } catch {
            await engine.close()
            throw error
        }
    }

    private static func read(_ view: any EngineView) throws -> Known {
        var known = Known()
        let agent = try #require(AgentName("busy"))
        for run in try view.runs(agent, limit: 10_000) {
            for id in try view.decisions(of: run.id) {
                guard let record = try view.record(of: id) else { continue }
                if record.decision != nil { known.intents.insert(id) }
                if !record.answers.isEmpty { known.answered.insert(id) }
                for action in record.actions {
                    known.states[action.action.id.description] = action.state
                    known.decisions[action.action.id.description] = id
                }
            }
        }
        known.imports = try view.imports().count
        return known
    }

    /// Checks everything that needs no command; gives back what is wrong, in words.
    func complaints() async throws -> [String] {
        let platform = try home.platform()
        let known = try await known()
        var wrong: [String] = []
        var times: [String: Int] = [:]
        for effect in platform.effects where effect.actor == SandboxConnector.actor {
            times[effect.key, default: 0] += 1
        }
        for (key, count) in times {
            if count > 1 { wrong.append("P11 `\(key)` had \(count) effects") }
            guard let state = known.states[key], let decision = known.decisions[key] else {
                wrong.append("P22 `\(key)` had an effect and no intent")
                continue
            }
            if !known.intents.contains(decision) { wrong.append("P22 the ruling of `\(key)` is not in the log") }
            if state == .notSent { wrong.append("P3 `\(key)` had an effect and was released") }
            if state == .queued { wrong.append("P11 `\(key)` had an effect and waits to be sent") }
        }
        for (key, state) in known.states where state == .done && times[key] == nil {
            wrong.append("`\(key)` is recorded as done and the platform never saw it")
        }
        return wrong + bills(platform)
    }

    /// P1 and P2: what was billed against every cap of the charter.
    private func bills(_ platform: SandboxLedgerFile) -> [String] {
        var byDay: [CalendarDate: Int64] = [:]
        for (day, amount) in platform.billed.values.joined() { byDay[day, default: 0] += amount }
        var wrong: [String] = []
        for (day, amount) in byDay {
            let week = (0..<7).reduce(0) { $0 + (byDay[day.adding(days: -$1)] ?? 0) }
            let month = byDay.filter { "\($0.key)".prefix(7) == "\(day)".prefix(7) }.values.reduce(0, +)
            if amount > Account.caps.day { wrong.append("P2 \(day) billed \(amount)") }
            if week > Account.caps.week { wrong.append("P2 the week to \(day) billed \(week)") }
            if month > Account.caps.month { wrong.append("P2 the month of \(day) billed \(month)") }
        }
        return wrong
    }

    /// Actions that are claimed though nobody works on them, or in doubt and not shown in the inbox.
    func unsettled(shownIn inbox: String) async throws -> [String] {
        try await known().states.compactMap { key, state in
            switch state {
            case .claimed: "`\(key)` is still claimed by a process that is gone"
            case .queued: "`\(key)` is still queued by a process that is gone"
            case .inDoubt: inbox.contains(key) ? nil : "the doubt over `\(key)` is not in the inbox"
            case .done, .notSent: nil
            }
        }
    }
}

/// A small seeded generator; its seed is in every message.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 11) % max(1, bound)
    }
}

/// How long the tests of this folder try.
enum Effort {
    static let proves = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"

    static func times(_ slice: Int, proof: Int) -> Int { proves ? proof : slice }
}
