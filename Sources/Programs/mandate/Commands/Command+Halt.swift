import Engine
import Files
import Governance
import Home
import Sandbox
import Schemas
import Vocabulary

extension Command {
    static let halt = Command(
        name: "halt", summary: "stop every effect now, or those of one agent; never asks",
        details:
            "It works on a full disk and without a key. It does not stop what platforms already deliver: it says how much.",
        arguments: [Argument(name: "SCOPE", summary: "an agent; everything where it is left out", isOptional: true)],
        options: [
            Option(name: "pause-spend", summary: "first pause what is active, as governed reversible actions")
        ] + Option.signing,
        result: .object(
            .field("ended", .list(.count), "processes that were on their way and were ended, by number"),
            .field(
                "in_doubt", .texts.orNull, "what was sent and not answered; null where the store cannot be read"),
            .field("paused", .texts, "what became of pausing the spend"),
            .field("quiet", .boolean, "whether nothing is on its way any more"),
            .field("scope", .text, "the agent, or `effects` for everything"),
            .field(
                "still", .text.orNull, "what goes on by itself; null where no account is known or it cannot be read"),
            .field("was_open", .boolean, "whether effects could go before")),
        examples: [
            Example("halt", "nothing reaches a platform any more"), Example("halt paid-social", "only this agent"),
            Example("halt --pause-spend", "and the campaigns stop spending"),
        ]
    ) { call in
        let path = try HomeChoice.path(call.line)
        let (paths, isSandbox) = try Home.HomeFolder.toHalt(path)
        let scope = try call.haltScope()
        if call.line.has("dry-run") { return try await call.rehearseHalt(scope, paths) }
        var paused: [String] = []
        var spends: String?
        if call.line.has("pause-spend") {
            // The halt never depends on it.
            do { (paused, spends) = try await OpenHome.with(call) { home in try await home.pauseSpend(call) } } catch {
                spends = "the spend could not be paused: \(Failure(error).message)"
            }
        }
        let halted = try HomeDoors(paths).halt(scope)
        // What an ended process had sent already is done or dropped before this returns.
        let isDrained =
            try !isSandbox || SandboxClient.isDrained(home: path, within: .milliseconds(400))
        let done = Halted(
            scope: scope, wasOpen: halted.wasOpen, ended: halted.ended.map { Int64($0.number) }, paused: paused,
            isQuiet: halted.isQuiet && isDrained)
        // Said before the log is written, which may have to wait.
        call.tell(done)
        let left = await call.recordHalt(scope, .halted, path)
        call.tell(left, after: done)
        guard halted.isQuiet else {
            throw Failure(.failed, "a process is still on its way to the platform and could not be ended")
        }
        // Also what was sent before, by a process that is gone or gave up waiting, may lie with a platform that hangs.
        guard isDrained || halted.ended.isEmpty && left?.inDoubt.isEmpty == true else {
            throw Failure(
                .failed,
                "nothing more is sent, but the platform does not answer: what was sent to it last may still arrive; see `mandate inbox`"
            )
        }
        if let spends {
            throw Failure(.failed, "\(done.what) is halted, but \(spends)")
        }
        return .ok
    }

    static let unhalt = Command(
        name: "unhalt", summary: "let effects go again",
        details: """
            Signed by somebody with the role `owner`, or by who acts as the owner of the agent; halting takes no signature. A door
            that is missing counts as closed and is made anew. Exits 9 where something else still halts the agent.
            """,
        arguments: [Argument(name: "SCOPE", summary: "an agent; everything where it is left out", isOptional: true)],
        options: Option.signing,
        result: .object(
            .field("halted_agents", .list(.slug), "agents that are still halted, each by itself"),
            .field("scope", .text, "the agent, or `effects` for everything"),
            .field("was_halted", .boolean, "whether it was halted")),
        examples: [Example("unhalt", "effects may go again")]
    ) { call in
        let path = try HomeChoice.path(call.line)
        let folder = try Home.HomeFolder(opening: path)
        let scope = try call.haltScope()
        let doors = HomeDoors(folder.paths)
        try await call.checkMayReopen(scope, folder, isNew: !doors.isKnown(scope))
        let isDry = call.line.has("dry-run")
        if isDry { call.output.line(OpenHome.dryRunHeading, .bold) }
        let wasClosed = try isDry ? !doors.isOpen(scope) : doors.open(scope)
        let left = await isDry ? call.leftByHalt(path) : call.recordHalt(scope, .unhalted, path)
        guard !doors.isHaltedByHand else {
            throw Failure(.halted, "everything is still halted by the file `\(path)/HALT`; remove it to go on")
        }
        guard scope == HomeDoors.everything || doors.isOpen(HomeDoors.everything) else {
            throw Failure(
                .halted,
                "`\(scope)` is not halted by itself any more, but everything still is, so nothing goes; `mandate unhalt` "
                    + "lifts that")
        }
        if let doubt = left?.doubt {
            throw Failure(.halted, "the door is open, and nothing goes all the same: \(doubt.text)")
        }
        call.output.line(wasClosed ? "effects may go again" : "nothing was halted", .good)
        let still = scope == HomeDoors.everything ? await call.haltedAgents(path, doors) : []
        for agent in still {
            call.output.line("  `\(agent)` is still halted; `mandate unhalt \(agent)` lifts that", .warn)
        }
        if wasClosed, let paused = await call.pausedCampaigns(path) { call.output.note(paused) }
        call.output.result(["halted_agents": still.json, "scope": .string(scope), "was_halted": .bool(wasClosed)])
        return .ok
    }
}

extension Invocation {
    fileprivate func haltScope() throws(Failure) -> String {
        line.word(0) == nil ? HomeDoors.everything : try agent().text
    }

    /// What a halt would leave, and what it would pause before; the doors stay as they are. Nothing is settled by looking, and what
    /// keeps the spend from being paused is said as the halt says it.
    fileprivate func rehearseHalt(_ scope: String, _ paths: HomePaths) async throws -> ExitCode {
        let doors = HomeDoors(paths)
        try doors.check(scope)
        output.line(OpenHome.dryRunHeading, .bold)
        var paused: [String] = []
        var spends: String?
        // In one copy: what is paused in it does not keep spending.
        let left = await leftByHalt(paths.root) { home in
            guard line.has("pause-spend") else { return }
            do { (paused, spends) = try await home.pauseSpend(self) } catch {
                spends = "the spend could not be paused: \(Failure(error).message)"
            }
        }
        let done = Halted(
            scope: scope, wasOpen: doors.isOpen(scope), ended: [], paused: paused, isQuiet: true)
        tell(done)
        tell(left, after: done)
        if let spends { throw Failure(.failed, "\(done.what) is halted, but \(spends)") }
        return .ok
    }

    /// What was halted; the same words for a halt that only looks.
    fileprivate func tell(_ halted: Halted) {
        output.line("halted: \(halted.what)", .bad)
        if !halted.wasOpen { output.line("  it was halted already") }
        for process in halted.ended { output.line("  ended process \(process), which was on its way") }
        for line in halted.paused { output.line("  \(line)") }
    }

    /// What goes on, and all of it for programs.
    fileprivate func tell(_ left: LeftByHalt?, after halted: Halted) {
        if let spending = left?.spending { output.line("  \(spending)", .warn) }
        for line in left?.inDoubt ?? [] { output.line("  in doubt: \(line)", .warn) }
        if !halted.paused.isEmpty {
            output.note("these pauses count in the share of spend that the charter lets an agent move")
        }
        output.note("next: mandate unhalt\(halted.isAll ? "" : " \(halted.scope)")")
        output.result([
            "ended": .array(halted.ended.map { .integer($0) }), "in_doubt": left?.inDoubt.json ?? nil,
            "paused": halted.paused.json, "quiet": .bool(halted.isQuiet), "scope": .string(halted.scope),
            "still": left?.spending.map(JSON.string) ?? nil, "was_open": .bool(halted.wasOpen),
        ])
    }

    /// As the store stands; nil where it cannot be read.
    fileprivate func leftByHalt(_ path: String, after first: (OpenHome) async -> Void = { _ in }) async -> LeftByHalt? {
        do {
            return try await OpenHome.at(path, rehearsing: true) { home in
                await first(home)
                return LeftByHalt(
                    spending: try await home.stillSpending(), inDoubt: try await home.unanswered(),
                    doubt: home.clock?.doubt)
            }
        } catch { return nil }
    }

    /// Agents whose own door is shut; none where the store cannot be read, which never keeps a door from opening.
    fileprivate func haltedAgents(_ path: String, _ doors: HomeDoors) async -> [AgentName] {
        do {
            return try await OpenHome.at(path) { home in
                try await home.store.read { view in try view.agents().map(\.agent) }
            }
            .filter { !doors.isOpen($0.text) }
        } catch {
            output.detail("which agents are halted could not be read: \(Failure(error).message)")
            return []
        }
    }

    /// What stays paused after a halt is over; nil where nothing is, or the store cannot be read.
    fileprivate func pausedCampaigns(_ path: String) async -> String? {
        do {
            return try await OpenHome.at(path) { home in
                var paused = 0
                try await home.eachPage(of: .campaign) { page in paused += page.count { $0.facts.status == .paused } }
                guard paused > 0 else { return nil }
                let pauses = try await home.store.read { view in try view.spendPauses() }
                let what = numbered(paused, "campaign is", "campaigns are")
                return "\(what) paused" + (SpendPause.words(pauses).map { "; \($0)" } ?? "")
            }
        } catch {
            output.detail("what is paused could not be read: \(Failure(error).message)")
            return nil
        }
    }

    /// That who acts may open a door. An owner of the team is one by the team's file alone, also while the store cannot be
    /// opened; for anybody else, and for a door that has to be made anew, the charters in force say it.
    fileprivate func checkMayReopen(_ scope: String, _ folder: Home.HomeFolder, isNew: Bool) async throws {
        let team = try folder.team()
        let person = try folder.signatory(line, of: team)
        let isOwner = team.roles(of: person.person).contains(.owner) && !team.isAway(person.person)
        if isOwner, !isNew || scope == HomeDoors.everything { return }
        try await OpenHome.at(folder.paths.root) { home in
            try await home.engine.checkMayReopen(AgentName(scope), by: person)
        }
    }

    /// Notes it in the log where that works, and says what goes on by itself; halting never depends on it.
    /// - Returns: nil where the store cannot be read.
    fileprivate func recordHalt(_ scope: String, _ kind: AuditKind, _ path: String) async -> LeftByHalt? {
        do {
            return try await OpenHome.at(path) { home in
                // Said also where nothing can be written any more: a full disk can still be read.
                let left = LeftByHalt(
                    spending: try await home.stillSpending(), inDoubt: try await home.unanswered(),
                    doubt: home.clock?.doubt)
                do { try await home.record(kind, scope, line) } catch { noteUnwritten(kind, error) }
                return left
            }
        } catch {
            noteUnwritten(kind, error)
            return nil
        }
    }

    private func noteUnwritten(_ kind: AuditKind, _ error: any Error) {
        let rest = kind == .halted ? "; the halt itself holds" : ""
        output.note("the log could not be written (\(Failure(error).message))\(rest)")
    }
}

/// What a halt did, or would do.
private struct Halted {
    let scope: String
    let wasOpen: Bool
    /// Processes that were ended, by number.
    let ended: [Int64]
    let paused: [String]
    /// Whether nothing is on its way any more.
    let isQuiet: Bool

    var isAll: Bool { scope == HomeDoors.everything }
    var what: String { isAll ? "everything" : "`\(scope)`" }
}

/// What goes on, or may, although everything is halted; and what keeps it from going on after that.
private struct LeftByHalt {
    /// What spends on without us.
    let spending: String?
    /// What was sent and not answered: the platform may have done it, or may do it yet.
    let inDoubt: [String]
    /// Why the home's clock is not believed; nil where it is.
    let doubt: ClockDoubt?
}

extension OpenHome {
    /// Actions that were sent and whose answer nobody has: in doubt already, or claimed by a process that is gone.
    fileprivate func unanswered() async throws -> [String] {
        let processes = folder.paths.processes
        return try await store.read { view in
            let claims = try view.orphanedClaims { name in
                do throws(FileError) { return try !Presence.isAlive(name, in: processes) } catch { return false }
            }
            return try (view.actions(in: .inDoubt, limit: 1_000) + claims).map { record in
                let decision = record.action.decision
                let tool = try view.decision(decision)?.proposal?.proposal.tool.text ?? "an action"
                let subject = try record.action.call().subject.map { " \($0)" } ?? ""
                return "`\(tool)\(subject)` was sent and not answered; see `mandate explain \(decision)`"
            }
        }
    }

    fileprivate func record(_ kind: AuditKind, _ scope: String, _ line: Line) async throws {
        let now = now
        var payload = Array(scope.utf8)
        do {
            let statement = SignedStatement(kind.rawValue, ["scope": .string(scope)], by: try signatory(line), at: now)
            payload = statement.record
        } catch  where kind == .halted {
            // Without a key of the team the halt is logged unsigned: it never waits for one.
        }
        let content = payload
        try await store.write { view in
            try view.append(
                AuditEntry(
                    kind, at: now, agent: AgentName(scope), subject: scope, word: kind.rawValue, payload: content))
        }
    }

    /// What spends on without us.
    fileprivate func stillSpending() async throws -> String? {
        guard let account = try await store.read({ view in try view.account() }) else { return nil }
        var active = 0
        var daily: Int64 = 0
        try await eachPage(of: .campaign) { page in
            let running = page.filter { $0.facts.status == .active }
            active += running.count
            daily += running.compactMap(\.facts.dailyBudget?.minorUnits).reduce(0, +)
        }
        guard active > 0 else { return "no campaign is active" }
        let most = Rounding.up.divide(Int128(daily) * 7, by: 4)
        let worst = Money(minorUnits: Int64(clamping: most), account.currency)
        return "\(numbered(active, "campaign keeps", "campaigns keep")) spending, at most \(worst) a day"
    }

    /// Pauses what is active on a person's authority, before the door closes.
    /// - Returns: what became of each, and what goes on spending; nil where nothing does.
    fileprivate func pauseSpend(_ call: Invocation) async throws -> (lines: [String], spends: String?) {
        let person = try signatory(call.line)
        let became = try await engine.pauseSpend(by: person)
        let left = became.count { !$0.became.isPaused }
        // What the gate refused is refused again.
        let retry = became.contains { if case .unconfirmed = $0.became { true } else { false } }
        return (
            became.map { "\($0.entity): \($0.became)" },
            left == 0
                ? nil
                : "\(left) of \(numbered(became.count, "campaign")) "
                    + "\(left == 1 ? "is not confirmed as paused and may go on" : "are not confirmed as paused and may go on") "
                    + "spending; stop \(left == 1 ? "it" : "them") on the platform\(retry ? ", or unhalt and try again" : "")"
        )
    }
}
