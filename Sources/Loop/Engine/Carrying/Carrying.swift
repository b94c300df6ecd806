import Execution
import Governance
import Vocabulary

extension Engine {
    /// Takes one permit to the platform and writes what came of it; the door is held open from here to the last byte read.
    func carry(_ permit: consuming Permit) async throws -> Carried {
        let action = permit.action
        guard let platform else { return try await notSent(action, "no platform is connected") }
        guard let pass = doors.enter(for: action.agent) else {
            return try await notSent(action, doors.closed(for: action.agent) ?? "effects are halted")
        }
        let carried = await platform.effects.attempt(permit)
        pass.leave()
        if case .notSent = carried.attempt, case .retry? = carried.failure?.remedy { return carried }
        try await settle(action, carried.attempt)
        if !carried.externalChanges.isEmpty { try await noteExternalChange() }
        return carried
    }

    /// A precondition that did not hold is a change by somebody else (P46): the platform's history says whose, and it is recorded
    /// as that. A platform that cannot be read now tells it in the next run.
    private func noteExternalChange() async throws {
        do { try await readBackBudgets() } catch EngineError.unavailable { return }
    }

    /// Writes what an attempt came to, with its reason for people. Of an undo that is done also that what it took back is undone:
    /// here, so that it is so whoever finds out, and when.
    func settle(_ action: Action, _ attempt: Attempt) async throws {
        let now = surroundings.now()
        switch attempt {
        case .done:
            let alongside = Alongside(
                store: store, after: { view in try view.concludeUndo(action.decision, at: now) })
            try await Gate(store: alongside, tools: tools, surroundings: surroundings).settle(action, attempt)
        case .notSent(let reason), .doubt(let reason):
            try await store.write { view in try view.note(action, reason: reason) }
            try await gate.settle(action, attempt)
        }
    }

    /// Follows a decision to its end: retries what may be retried, then admits the parts that wait for the first.
    /// - Returns: what the first part came to in the end.
    @discardableResult
    func follow(_ decision: DecisionID, _ first: Carried?) async throws -> Carried? {
        let last = if let first { try await retry(decision, first) } else { first }
        let waiting = try await store.read { view in
            try view.actions(of: decision).filter { $0.state == .queued }.map(\.action)
        }
        for action in waiting {
            // While an earlier part is in doubt, this one waits: it is neither sent nor given up.
            guard try await isNext(action) else { return last }
            let (ruling, carried) = try await gate.admit(action) { permit in try await carry(permit) }
            guard let carried else {
                // Authorised, but not to be claimed: another process has it.
                if ruling.verdict == .authorise { return last }
                try await settle(action, .notSent(ruling.findings.first?.message ?? "it was not admitted"))
                return last
            }
            _ = try await retry(decision, carried)
        }
        return last
    }

    private func isNext(_ action: Action) async throws -> Bool {
        try await store.read { view in
            try view.actions(of: action.decision).allSatisfy { $0.action.part >= action.part || $0.state == .done }
        }
    }

    private func retry(_ decision: DecisionID, _ failed: Carried) async throws -> Carried {
        var carried = failed
        var machine = Retrying(
            giveUpAt: surroundings.now().advanced(by: .seconds(60)), seed: surroundings.randomBits(), most: 4,
            firstPause: .milliseconds(200), longestPause: .seconds(5))
        while case .notSent(let reason) = carried.attempt, let failure = carried.failure, case .retry = failure.remedy {
            let claimed = try await store.read { view in
                try view.actions(of: decision).first { $0.state == .claimed }?.action
            }
            guard let action = claimed else { return carried }
            switch machine.failed(failure.remedy, at: surroundings.now()) {
            case .reconcile, .askOwner:
                try await settle(action, .notSent(reason))
                return carried
            case .tryAgain(let at):
                let now = surroundings.now()
                try await store.write { view in try view.move(action, to: .queued, at: now) }
                try await pause(at.since(now))
                let (ruling, next) = try await gate.admit(action) { permit in try await carry(permit) }
                guard let next else {
                    if ruling.verdict == .authorise { return carried }
                    try await settle(action, .notSent(ruling.findings.first?.message ?? reason))
                    return carried
                }
                carried = next
            }
        }
        return carried
    }

    private func notSent(_ action: Action, _ reason: String) async throws -> Carried {
        try await settle(action, .notSent(reason))
        return Carried(.notSent(reason))
    }
}
